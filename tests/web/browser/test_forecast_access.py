"""What to expect in Chromium: axe, thumbs, small screens, and a plan tried with the keyboard alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_and_thumbs_find_everything(
    sample_site: str, open_page, eye, width: int, scheme: str
) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    page.goto(f"{sample_site}/forecast/")
    eye.open_all(page)
    assert eye.faults(page) == []
    assert eye.small(page) == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_page_does_not_scroll_sideways(sample_site: str, open_page, eye, width: int) -> None:
    page = open_page(width=width)
    page.goto(f"{sample_site}/forecast/?planned_min=60")
    assert eye.sideways_px(page) == 0


def test_a_plan_is_tried_without_a_pointer(sample_site: str, open_page) -> None:
    page = open_page(width=1280)
    page.goto(f"{sample_site}/forecast/")
    page.get_by_text("Say what you plan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("How long is it meant to be?")).to_be_visible()
    page.get_by_label("How long is it meant to be?").focus()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page.get_by_text("As planned: 75 minutes")).to_be_visible()
