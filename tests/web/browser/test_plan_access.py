"""Today, the plan and the player in Chromium: a warm-up played to its end, axe, thumbs, small screens, no script."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = ("/", "/plan/", "/plan/?day=tomorrow", "/plan/week/", "/plan/play/warm_up/")

def note(diary: Path, kind: str, **fields: object) -> None:
    from uncramp.actions.note import note as keep
    from uncramp.actions.profile import ensure_profile
    from uncramp.store.database import open_book

    book, now = open_book(diary), datetime.now(UTC)
    ensure_profile(book, "Europe/Zurich", now)
    keep(book, kind, fields, now)
    book.close()


def records(diary: Path, kind: str) -> list[object]:
    from uncramp.store.database import open_book

    book = open_book(diary)
    found = [record for record in book.read() if record.kind == kind]
    book.close()
    return found


@pytest.fixture
def planned(tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]) -> Iterator[tuple[str, Path]]:
    """A server on a diary with a hard run planned for twenty minutes from now, and its file."""
    diary = tmp_path / "diary.sqlite"
    soon = datetime.now(ZoneInfo("Europe/Zurich")) + timedelta(minutes=20)
    note(diary, "planned_session", at=soon, sport="running", effort="hard", planned_min=60)
    note(diary, "check_in", cramps_noted=False, at=soon - timedelta(days=2))
    with serving(diary) as address:
        yield address, diary


def test_a_warm_up_is_played_to_its_end_and_stands_in_the_diary(planned, open_page, eye) -> None:
    address, diary = planned
    page = open_page()
    page.clock.install()
    page.goto(f"{address}/")
    page.get_by_text(re.compile("(One|[0-9]) more")).click()
    page.get_by_text("Warm up for").click()
    page.locator("li", has_text="Warm up for").get_by_text("Guide me").click()
    page.get_by_role("button", name="Start").wait_for()
    steps = "[...document.querySelectorAll('[data-steps] > li')].map(each => Number(each.dataset.seconds))"
    seconds = eye.read(page, steps)
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # from here on only the test moves the time
    assert 480 <= sum(seconds) <= 900
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(seconds[0] * 1000 + 500)
    expect(page.locator("p[data-kicker]")).to_have_text(re.compile(r"\w"))
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)  # a pause is not time that was spent
    page.get_by_role("button", name="Go on").click()
    with page.expect_navigation():
        page.clock.run_for((sum(seconds[1:]) + len(seconds)) * 1000)
    page.get_by_text("noted.").wait_for()
    (found,) = records(diary, "warm_up")
    assert found.duration_min == pytest.approx(sum(seconds) / 60, abs=0.1)
    assert "light_cardio" in found.parts
    expect(page.get_by_text("Warm up for")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert records(diary, "warm_up") == []


def test_leaving_in_the_middle_keeps_the_seconds_that_were_done(planned, open_page, eye) -> None:
    address, diary = planned
    page = open_page()
    eye.stop_clock(page)
    page.goto(f"{address}/plan/play/warm_up/")
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(30_000)
    with page.expect_navigation():
        page.get_by_role("link", name="Warm-up").click()
    page.get_by_text("Warm-up: 30 seconds, noted.").wait_for()
    (found,) = records(diary, "warm_up")
    assert found.duration_min == pytest.approx(0.5, abs=0.05)


def test_next_and_back_move_between_steps_and_the_keyboard_does_too(planned, open_page, eye) -> None:
    address, _ = planned
    page = open_page()
    page.goto(f"{address}/plan/play/warm_up/")
    first = page.locator("h1").inner_text()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("h1")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text(first)
    eye.read(page, "document.activeElement.blur()")
    page.keyboard.press(" ")
    page.get_by_role("button", name="Pause").wait_for()
    expect(page.locator("[data-stage] svg")).to_have_count(1)


def test_without_a_script_the_routine_is_a_list_with_one_button(planned, open_page) -> None:
    address, diary = planned
    page = open_page(java_script_enabled=False)
    page.goto(f"{address}/plan/play/warm_up/")
    expect(page.locator(".play-steps > li").nth(3)).to_be_visible()
    page.locator(".play-steps .chip").last.click()  # the last exercise was left out
    page.get_by_role("button", name="I did this").click()
    page.get_by_text("noted.").wait_for()
    (found,) = records(diary, "warm_up")
    assert 3 <= found.duration_min <= 15


def test_the_forecast_comes_after_the_page_and_what_is_open_stays_open(sample_site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{sample_site}/")
    page.get_by_text("What this rests on").wait_for()
    expect(page.locator("[data-later]")).to_have_count(0)
    expect(page.locator(".lead")).to_have_text(re.compile(r"1 in \d+"))


def test_an_answer_that_does_not_come_is_asked_for_again(sample_site: str, open_page) -> None:
    page, asked = open_page(), []

    def first_of_no_use(route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=200, body="<p>nothing of use</p>")
        else:
            route.continue_()

    page.route("**/today/later/", first_of_no_use)
    page.route(f"{sample_site}/", lambda route: route.fulfill(
        response=(answer := route.fetch()),
        body=re.sub(r'<div data-part="chance">.*?</div>', '<div data-part="chance"><p data-later="/today/later/">'
                    "</p></div>", answer.text(), flags=re.DOTALL),
    ))
    page.goto(f"{sample_site}/")
    page.get_by_text("What this rests on").wait_for()
    assert len(asked) >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_and_thumbs_find_everything(planned, open_page, eye, width: int, scheme: str) -> None:
    address, _ = planned
    page = open_page(width=width, height=900, scheme=scheme)
    for path in PAGES:
        page.goto(f"{address}{path}")
        eye.open_all(page)
        assert (path, eye.faults(page)) == (path, [])
        if width < 500:
            assert (path, eye.small(page)) == (path, [])


def test_no_page_scrolls_sideways_and_the_play_button_is_above_the_bar(planned, open_page, eye, large_text) -> None:
    address, _ = planned
    for width, browser in ((320, None), (390, None), (390, large_text)):
        page = open_page(width=width, browser=browser)
        for path in PAGES:
            page.goto(f"{address}{path}")
            assert (path, eye.sideways_px(page)) == (path, 0)
    page = open_page(width=390)
    page.goto(f"{address}/plan/play/warm_up/")
    start = page.get_by_role("button", name="Start").bounding_box()
    bar = page.locator(".nav").bounding_box()
    assert start["y"] + start["height"] <= bar["y"]
