"""Why this cramp, and a finding looked at closely, in Chromium: the way there, axe, size of targets, small screens."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

def closer_pages(page: Page, site: str) -> list[str]:
    """Walk from the findings to one finding, and from a cramp of the diary to why it came; gives their addresses."""
    page.goto(f"{site}/triggers/")
    page.locator("main a[href^='/triggers/']").first.click()
    page.get_by_text("For a statistician").click()
    expect(page.locator("dl.facts")).to_contain_text("Worst Pareto k-hat", use_inner_text=True)
    finding = page.url
    page.goto(f"{site}/diary/?kind=cramp")
    page.locator("ol.events a").first.click()
    page.get_by_role("link", name="Why this cramp?").click()
    expect(page.locator("h1")).to_have_text("Why this cramp?")
    expect(page.locator("main .say").first).to_have_text(re.compile(r"\w"))
    return [finding, page.url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_where_one_looks_closer(
    sample_site: str, open_page, eye, width: int, scheme: str
) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    found = {}
    for address in closer_pages(page, sample_site):
        page.goto(address)
        eye.open_all(page)
        found[address] = eye.faults(page)
    assert {address: told for address, told in found.items() if told} == {}


def test_closer_looks_fit_a_thumb_and_a_small_screen(sample_site: str, open_page, eye) -> None:
    page = open_page(width=320)
    for address in closer_pages(page, sample_site):
        page.goto(address)
        assert eye.small(page, spared=".skip, .quietly") == []
        assert eye.sideways_px(page) == 0


def test_closer_looks_do_not_scroll_sideways_with_text_twice_as_large(
    sample_site: str, open_page, eye, large_text: Browser
) -> None:
    page = open_page(browser=large_text)
    for address in closer_pages(page, sample_site):
        page.goto(address)
        assert eye.sideways_px(page) == 0
