"""Why this cramp, and a finding looked at closely, in Chromium: the way there, axe, size of targets, small screens."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll('main a, main button, main summary')].filter(each => {
  if (each.matches('.quietly') || !each.checkVisibility()) return false;
  const box = each.getBoundingClientRect();
  return box.width && (box.height < 47.5 || box.width < 43.5);
}).map(each => each.outerHTML.slice(0, 120))"""


def faults(page: Page) -> list[str]:
    """List what axe finds serious."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found
            if each["impact"] in ("serious", "critical")]


def closer_pages(page: Page, site: str) -> list[str]:
    """Walk from the findings to one finding, and from a cramp of the diary to why it came; gives their addresses."""
    page.goto(f"{site}/triggers/")
    page.locator("main a[href^='/triggers/']").first.click()
    page.get_by_text("For a statistician").click()
    assert re.search(r"Worst Pareto k-hat", page.locator("dl.facts").inner_text())
    finding = page.url
    page.goto(f"{site}/diary/?kind=cramp")
    page.locator("ol.events a").first.click()
    page.get_by_role("link", name="Why this cramp?").click()
    assert page.locator("h1").inner_text() == "Why this cramp?"
    assert page.locator("main .say").first.inner_text()
    return [finding, page.url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious_where_one_looks_closer(
    sample_site: str, open_page, width: int, scheme: str
) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    found = {}
    for address in closer_pages(page, sample_site):
        page.goto(address)
        for details in page.locator("main details").all():
            details.evaluate("each => each.open = true")
        found[address] = faults(page)
    assert {address: told for address, told in found.items() if told} == {}


def test_closer_looks_fit_a_thumb_and_a_small_screen(sample_site: str, open_page) -> None:
    page = open_page(width=320)
    for address in closer_pages(page, sample_site):
        page.goto(address)
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_closer_looks_do_not_scroll_sideways_with_text_twice_as_large(
    sample_site: str, open_page, large_text: Browser
) -> None:
    page = open_page(browser=large_text)
    for address in closer_pages(page, sample_site):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
