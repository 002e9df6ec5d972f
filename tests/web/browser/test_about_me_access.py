"""The page about oneself in Chromium: axe, thumbs, small screens, and "none" that takes the names back."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

def tell(page: Page, site: str) -> None:
    page.goto(f"{site}/about-me/")
    page.get_by_label("16 to 64").check()
    page.get_by_label("High blood pressure").check()
    page.get_by_label("Names as on the box").fill("eliquiss\namlodipine 5 mg\nzzyqxwort")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Is that right?").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_before_and_after(site: str, open_page, eye, width: int, scheme: str) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    page.goto(f"{site}/about-me/")
    found = {"empty": eye.faults(page)}
    tell(page, site)
    found["told"] = eye.faults(page)
    assert found == {"empty": [], "told": []}
    assert eye.small(page) == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_page_does_not_scroll_sideways(site: str, open_page, eye, width: int) -> None:
    page = open_page(width=width)
    tell(page, site)
    assert eye.sideways_px(page) == 0


def test_none_takes_the_names_back_and_a_name_takes_none_back(site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{site}/about-me/")
    none, pressure = page.get_by_label("None of these"), page.get_by_label("High blood pressure")
    pressure.check()
    none.check()
    expect(pressure).not_to_be_checked()
    page.get_by_label("Anything else").fill("gout")
    expect(none).not_to_be_checked()


def test_one_tap_makes_a_slip_sure(site: str, open_page) -> None:
    page = open_page()
    tell(page, site)
    page.get_by_role("button", name="Yes, apixaban").click()
    page.get_by_text("Corrected.").wait_for()
    expect(page.get_by_text("Is that right?")).to_have_count(0)
    expect(page.get_by_label("Names as on the box")).to_have_value(re.compile("apixaban"))
