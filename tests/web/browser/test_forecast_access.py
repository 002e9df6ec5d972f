"""What to expect in Chromium: axe, thumbs, small screens, and a plan tried with the keyboard alone."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll('main a, main button, main input, main summary')].filter(each => {
  if (each.type === 'hidden' || !each.checkVisibility()) return false;
  const box = (each.closest('.chip') || each).getBoundingClientRect();
  return box.width && (box.height < 47.5 || box.width < 43.5);
}).map(each => each.outerHTML.slice(0, 120))"""


def serious(page: Page) -> list[str]:
    return [
        f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
        for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious_and_thumbs_find_everything(
    sample_site: str, open_page, width: int, scheme: str
) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    page.goto(f"{sample_site}/forecast/")
    for summary in page.locator("main summary").all():
        summary.click()
    assert serious(page) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_page_does_not_scroll_sideways(sample_site: str, open_page, width: int) -> None:
    page = open_page(width=width)
    page.goto(f"{sample_site}/forecast/?planned_min=60")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_plan_is_tried_without_a_pointer(sample_site: str, open_page) -> None:
    page = open_page(width=1280)
    page.goto(f"{sample_site}/forecast/")
    page.get_by_text("Say what you plan").focus()
    page.keyboard.press("Enter")
    page.get_by_label("How long is it meant to be?").focus()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    page.get_by_text("As planned: 75 minutes").wait_for()
