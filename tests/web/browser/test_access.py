"""The floor of access, measured in Chromium: axe, size of targets, small screens, large text, weight."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/note/",
    "/note/cramp/",
    "/note/session/",
    "/note/meal/",
    "/diary/",
    "/diary/?kind=cramp",
    "/diary/changes/",
    "/import/",
    "/triggers/",
    "/forecast/",
    "/since/",
    "/settings/",
    "/about-me/",
    "/styleguide/",
    "/nowhere/",
]
RELIEF = [
    "/cramp/", "where/", "step/lengthen/", "step/stand/", "signs/", "after/", "eased/", "spot/",
    "spot/?part=back_thigh&side=left", "help/",
]

def relief_pages(page: Page, site: str) -> list[str]:
    """Begin a cramp and give the addresses of its pages."""
    page.goto(f"{site}/cramp/")
    page.wait_for_url("**/cramp/*-*/")
    walk = page.url
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Back of the thigh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Straighten the knee, slowly.")
    return ["/cramp/" if each == "/cramp/" else walk.removeprefix(site) + each for each in RELIEF[:-1]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_on_any_page(sample_site: str, open_page, eye, width: int, scheme: str) -> None:
    page = open_page(width=width, height=900, scheme=scheme)
    found = {}
    for path in PAGES[:-1]:
        page.goto(sample_site + path)
        eye.open_all(page)
        found[path] = eye.faults(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", ["night", "day"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_on_any_relief_page(shared_site: str, open_page, eye, width: int, theme: str) -> None:
    page = open_page(width=width, height=900)
    page.context.add_cookies([{"name": "uncramp_relief_theme", "value": theme, "url": shared_site}])
    found = {}
    for path in relief_pages(page, shared_site):
        page.goto(shared_site + path)
        eye.open_all(page)
        found[path] = eye.faults(page)
    page.get_by_role("link", name="Something else").click()
    page.get_by_role("button", name="Cold leg").click()
    expect(page.get_by_role("link", name=re.compile("Call "))).to_be_visible()
    found["help"] = eye.faults(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_nothing_that_is_tapped_is_smaller_than_a_thumb(sample_site: str, open_page, eye) -> None:
    page = open_page()
    small = {}
    for path in PAGES[:-1]:
        page.goto(sample_site + path)
        small[path] = eye.small(page, spared=f".quietly, {eye.IN_TEXT}")
    assert {path: each for path, each in small.items() if each} == {}


def test_on_relief_everything_is_larger_still(shared_site: str, open_page, eye) -> None:
    page = open_page()
    small = {}
    for path in relief_pages(page, shared_site):
        page.goto(shared_site + path)
        small[path] = eye.small(page, 64, spared=f".quietly, .link, {eye.IN_TEXT}")
    assert {path: each for path, each in small.items() if each} == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(sample_site: str, open_page, eye, width: int) -> None:
    page = open_page(width=width)
    wide = {}
    for path in PAGES[:-1]:
        page.goto(sample_site + path)
        wide[path] = eye.sideways_px(page)
    assert {path: each for path, each in wide.items() if each} == {}


def test_no_page_scrolls_sideways_with_text_twice_as_large(
    sample_site: str, shared_site: str, open_page, eye, large_text: Browser
) -> None:
    page = open_page(browser=large_text)
    relief = [shared_site + path for path in relief_pages(page, shared_site)]
    addresses = [sample_site + path for path in PAGES[:-1]] + relief
    wide = {}
    for address in addresses:
        page.goto(address)
        assert eye.read(page, "getComputedStyle(document.documentElement).fontSize") == "32px"
        wide[address] = eye.sideways_px(page)
    assert {path: each for path, each in wide.items() if each} == {}


def test_what_has_the_focus_is_never_under_the_bar(sample_site: str, open_page, eye) -> None:
    page = open_page(height=600)
    page.goto(f"{sample_site}/settings/")
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = eye.read(page, """() => {
          const each = document.activeElement;
          if (each === document.body || each.closest('.nav')) return false;
          const box = (each.closest('.chip') || each).getBoundingClientRect();
          return box.bottom > document.querySelector('.nav').getBoundingClientRect().top + 1 && box.top > 0;
        }""")
        assert not hidden, eye.read(page, "document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize(("path", "most_bytes", "most_requests"), [("/cramp/", 60_000, 8), ("/", 120_000, 12)])
def test_the_first_pages_are_light(
    sample_site: str, open_page, eye, path: str, most_bytes: int, most_requests: int
) -> None:
    page = open_page()
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(sample_site + path)
    eye.read(page, "0")
    page.wait_for_load_state("networkidle")
    sizes = [request.sizes()["responseBodySize"] for request in requests]
    assert sum(sizes) <= most_bytes, sizes
    assert len(sizes) <= most_requests, sizes


def test_forced_colours_keep_the_edges_of_what_is_tapped(sample_site: str, open_page, eye) -> None:
    page = open_page(forced_colors="active")
    page.goto(f"{sample_site}/note/cramp/")
    edge = "getComputedStyle(document.querySelector('.chip > span')).borderTopStyle"
    assert eye.read(page, edge) == "solid"
