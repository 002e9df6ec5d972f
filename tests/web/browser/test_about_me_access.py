"""The page about oneself in Chromium: axe, thumbs, small screens, and "none" that takes the names back."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll('main a, main button, main input, main textarea')].filter(each => {
  if (each.type === 'hidden' || !each.checkVisibility()) return false;
  const box = (each.closest('.chip') || each).getBoundingClientRect();
  return box.width && (box.height < 47.5 || box.width < 43.5);
}).map(each => each.outerHTML.slice(0, 120))"""


def serious(page: Page) -> list[str]:
    return [
        f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
        for each in Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def tell(page: Page, site: str) -> None:
    page.goto(f"{site}/about-me/")
    page.get_by_label("16 to 64").check()
    page.get_by_label("High blood pressure").check()
    page.get_by_label("Names as on the box").fill("eliquiss\namlodipine 5 mg\nzzyqxwort")
    page.get_by_role("button", name="Save").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious_before_and_after(site: str, open_page, width: int, scheme: str) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    page.goto(f"{site}/about-me/")
    found = {"empty": serious(page)}
    tell(page, site)
    page.get_by_text("Is that right?").wait_for()
    found["told"] = serious(page)
    assert found == {"empty": [], "told": []}
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_page_does_not_scroll_sideways(site: str, open_page, width: int) -> None:
    page = open_page(width=width)
    tell(page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_none_takes_the_names_back_and_a_name_takes_none_back(site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{site}/about-me/")
    none, pressure = page.get_by_label("None of these"), page.get_by_label("High blood pressure")
    pressure.check()
    none.check()
    assert not pressure.is_checked()
    page.get_by_label("Anything else").fill("gout")
    assert not none.is_checked()


def test_one_tap_makes_a_slip_sure(site: str, open_page) -> None:
    page = open_page()
    tell(page, site)
    page.get_by_role("button", name="Yes, apixaban").click()
    page.get_by_text("Corrected.").wait_for()
    assert page.get_by_text("Is that right?").count() == 0
    assert "apixaban" in page.get_by_label("Names as on the box").input_value()
