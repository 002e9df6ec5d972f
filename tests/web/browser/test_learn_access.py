"""The learn pages and the one-file guide in Chromium: access, small screens, the walk, no script, no network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from uncramp.web.relief_file import relief_file

pytestmark = pytest.mark.browser

PAGES = [
    "/learn/", "/learn/?q=magnesum", "/learn/claim/cause-dehydration/", "/learn/question/pickle_juice/",
    "/learn/exercise/hamstring_standing/", "/learn/anatomy/", "/learn/article/", "/learn/usual/", "/care/",
]
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_learn_pages_have_no_fault_of_access_and_no_sideways_scroll(
    shared_site: str, open_page: Callable[..., Page], eye, scheme: str
) -> None:
    for width in (390, 320):
        page = open_page(width=width, scheme=scheme)
        for path in PAGES:
            page.goto(shared_site + path)
            assert eye.sideways_px(page) == 0, (path, width)
            assert eye.small(page, spared=f".numbers a, {eye.IN_TEXT}") == [], path
            if width == 390:
                assert eye.faults(page) == [], path


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
        context.set_default_timeout(120_000)
        self.page = context.new_page()
        self.heard: list[str] = []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("request", lambda request: None if request.url == address else self.heard.append(request.url))
        self.page.goto(address)


@pytest.mark.parametrize("width", [390, 1280, 320])
@pytest.mark.parametrize("light", ["light", "dark", "night"])
def test_the_file_has_no_fault_of_access_in_any_light(
    chromium: Browser, guide_file: str, eye, width: int, light: str
) -> None:
    alone = Alone(chromium, guide_file, width=width)
    eye.read(alone.page, f"document.querySelector('#t-{light}').checked = true")
    for answer in ("no", "unsure"):
        alone.page.click(f"#{answer} > summary")
        assert eye.faults(alone.page) == []
        assert eye.sideways_px(alone.page) == 0
        assert eye.small(alone.page, spared=f".numbers a, {eye.IN_TEXT}") == []
        alone.page.click(f"#{answer} > summary")
    assert alone.heard == []


def test_the_file_walks_a_person_through_from_a_disk(chromium: Browser, guide_file: str) -> None:
    alone = Alone(chromium, guide_file)
    page = alone.page
    page.click("label:has(#s-water)")
    expect(page.locator("h1:visible")).to_have_text(["Float on your back. Wave and call for help."])
    expect(page.locator(".step:visible")).to_have_count(0)
    page.click("#no > summary")
    page.click("label:has(#m-calf)")
    expect(page.locator(".step:visible")).to_contain_text("Out of the water: sit, leg out. Pull your toes up")
    expect(page.locator(".step.here .ring b")).not_to_have_text("0:00")
    page.click(".step:visible >> text=Still locked")
    expect(page.locator(".step:visible")).to_contain_text("Rub the hard spot")
    page.click(".step:visible >> text=It has let go")
    page.click(".step:visible >> text=It has let go")
    expect(page.locator("#after")).to_be_focused()
    page.select_option("[data-country]", label="United States: 911")
    expect(page.locator("header .call")).to_have_attribute("href", "tel:911")
    assert alone.heard == []


def test_after_ten_minutes_the_file_shows_the_stop_sign_by_itself(chromium: Browser, guide_file: str, eye) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    eye.stop_clock(page)
    page.goto(guide_file)
    page.click("#no > summary")
    page.clock.run_for(599_000)
    expect(page.locator(".step:visible")).to_have_count(1)
    page.clock.run_for(2_000)
    expect(page.locator(".step:visible")).to_have_count(0)
    expect(page.locator("#sign-ten-minutes .body")).to_be_visible()
    context.close()


def test_without_script_the_question_still_stands_before_the_steps(chromium: Browser, guide_file: str) -> None:
    page = Alone(chromium, guide_file, java_script_enabled=False).page
    expect(page.locator(".step:visible")).to_have_count(0)
    page.click("#no > summary")
    expect(page.locator(".step:visible")).to_have_count(4)
    page.click("label:has(#s-bed)")
    expect(page.locator(".step:visible").first).to_contain_text("Lie on your back. Hold the thigh up.")
    page.click("#sign-head > summary")
    expect(page.locator("#sign-head .body .button")).to_have_attribute("href", "tel:112")
