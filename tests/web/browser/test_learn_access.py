"""The learn pages and the one-file guide in Chromium: access, small screens, the walk, no script, no network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from uncramp.web.relief_file import relief_file

pytestmark = pytest.mark.browser

PAGES = [
    "/learn/", "/learn/?q=magnesum", "/learn/claim/cause-dehydration/", "/learn/question/pickle_juice/",
    "/learn/exercise/hamstring_standing/", "/learn/anatomy/", "/learn/article/", "/learn/usual/", "/care/",
]
SMALL = """least => [...document.querySelectorAll('a, button, select, summary, .chips span')].filter(each => {
  if (each.matches('.skip, .numbers a') || !each.checkVisibility()) return false;
  const inSentence = each.tagName === 'A' && each.parentElement.matches('p, li, span') && !each.className;
  const box = each.getBoundingClientRect();
  return !inSentence && box.width && box.height < least - .5;
}).map(each => each.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_learn_pages_have_no_fault_of_access_and_no_sideways_scroll(
    shared_site: str, open_page: Callable[..., Page], scheme: str
) -> None:
    for width in (390, 320):
        page = open_page(width=width, scheme=scheme)
        for path in PAGES:
            page.goto(shared_site + path)
            assert page.evaluate(SIDEWAYS) <= 0, (path, width)
            assert page.evaluate(SMALL, 48) == [], path
            if width == 390:
                assert faults(page) == [], path


@pytest.fixture
def guide_file(tmp_path: Path) -> str:
    """The one-file guide on a disk, as an address."""
    file = tmp_path / "relief.html"
    file.write_text(relief_file("en", date(2026, 11, 22), "0.1.0"), encoding="utf-8")
    return file.as_uri()


class Alone:
    """A page from a file: what its console complains of, and what it asks of a network."""

    def __init__(self, browser: Browser, address: str, *, width: int = 390, **more: object) -> None:
        context = browser.new_context(viewport={"width": width, "height": 844}, **more)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        self.page = context.new_page()
        self.heard: list[str] = []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("request", lambda request: None if request.url == address else self.heard.append(request.url))
        self.page.goto(address)


@pytest.mark.parametrize("width", [390, 1280, 320])
@pytest.mark.parametrize("light", ["light", "dark", "night"])
def test_the_file_has_no_fault_of_access_in_any_light(
    chromium: Browser, guide_file: str, width: int, light: str
) -> None:
    alone = Alone(chromium, guide_file, width=width)
    alone.page.evaluate(f"document.querySelector('#t-{light}').checked = true")
    for answer in ("no", "unsure"):
        alone.page.click(f"#{answer} > summary")
        assert faults(alone.page) == []
        assert alone.page.evaluate(SIDEWAYS) <= 0
        assert alone.page.evaluate(SMALL, 48) == []
        alone.page.click(f"#{answer} > summary")
    assert alone.heard == []


def test_the_file_walks_a_person_through_from_a_disk(chromium: Browser, guide_file: str) -> None:
    alone = Alone(chromium, guide_file)
    page = alone.page
    page.click("label:has(#s-water)")
    assert page.locator("h1:visible").all_inner_texts() == ["Float on your back. Wave and call for help."]
    assert page.locator(".step:visible").count() == 0
    page.click("#no > summary")
    page.click("label:has(#m-calf)")
    assert "Out of the water: sit, leg out. Pull your toes up" in page.locator(".step:visible").inner_text()
    page.wait_for_timeout(2_300)
    assert page.locator(".step.here .ring b").inner_text() != "0:00"
    page.click(".step:visible >> text=Still locked")
    assert "Rub the hard spot" in page.locator(".step:visible").inner_text()
    page.click(".step:visible >> text=It has let go")
    page.click(".step:visible >> text=It has let go")
    assert page.evaluate("document.activeElement.id") == "after"
    page.select_option("[data-country]", label="United States: 911")
    assert page.locator("header .call").get_attribute("href") == "tel:911"
    assert alone.heard == []


def test_after_ten_minutes_the_file_shows_the_stop_sign_by_itself(chromium: Browser, guide_file: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.clock.install()
    page.goto(guide_file)
    page.click("#no > summary")
    page.clock.run_for(599_000)
    assert page.locator(".step:visible").count() == 1
    page.clock.run_for(2_000)
    assert page.locator(".step:visible").count() == 0
    assert page.locator("#sign-ten-minutes .body").is_visible()
    context.close()


def test_without_script_the_question_still_stands_before_the_steps(chromium: Browser, guide_file: str) -> None:
    page = Alone(chromium, guide_file, java_script_enabled=False).page
    assert page.locator(".step:visible").count() == 0
    page.click("#no > summary")
    assert page.locator(".step:visible").count() == 4
    page.click("label:has(#s-bed)")
    assert "Lie on your back. Hold the thigh up." in page.locator(".step:visible").first.inner_text()
    page.click("#sign-head > summary")
    assert page.locator("#sign-head .body .button").get_attribute("href") == "tel:112"
