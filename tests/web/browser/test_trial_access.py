"""A self-trial in a real browser: from a finding to a running trial in six taps, and a season later its result."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from uncramp.actions import trial as running
from uncramp.actions.note import note
from uncramp.actions.profile import change_profile
from uncramp.actions.sample import write_sample
from uncramp.store.database import open_book
from uncramp.trials.design import Arm
from uncramp.trials.offer import Asked

pytestmark = pytest.mark.browser

ZURICH = ZoneInfo("Europe/Zurich")
SERVE = (
    "import sys; from datetime import datetime; import time_machine; from uncramp.web.serve import serve\n"
    "from uncramp.web import trial_chance; trial_chance.WAIT_S = 0.0\n"  # each design is first seen being reckoned
    "with time_machine.travel(datetime.fromisoformat(sys.argv[2]), tick=True):\n"
    "    serve(port=0, diary_path=sys.argv[1], open_browser=False, debug=True, sample=False)\n"
)
FIRST = datetime(2026, 1, 5, 20, tzinfo=ZURICH)
ABOUT_ME = {"home_zone": "Europe/Zurich", "age_band": "16_to_64", "conditions": "none", "medicines": "none"}


@pytest.fixture
def server_at(serve_by) -> Callable[[Path, datetime], AbstractContextManager[str]]:
    """What runs a server whose clock begins at a moment."""
    return lambda diary, moment: serve_by(SERVE, str(diary), moment.isoformat())


def season(diary: Path, days: int = 84) -> datetime:
    """Live six pairs of weeks, or their first days: a cramp every second night without the remedy, one in six with."""
    book = open_book(diary)
    change_profile(book, ABOUT_ME, FIRST)
    running.start_trial(book, FIRST, Asked(remedy="bedtime_stretching", pairs=6), seed=5)
    for number in range(days):
        evening = FIRST + timedelta(days=number)
        course = running.trial_today(book, evening, number.to_bytes(16, "big"))
        running.note_trial_day(book, evening, True)
        if number % (2 if course.arm is Arm.RIVAL else 6) == 0:
            woken = evening + timedelta(hours=7)
            note(book, "cramp", {"at": woken.isoformat(), "muscle": "calf"}, woken)
    book.close()
    return FIRST + timedelta(days=days + 1)


WITHOUT = ("Put it to a trial", "Start this trial", "Draw it now", "Yes")
TWO = ("Put it to a trial", "Starting slower", "Start this trial", "Draw it now", "Yes")


@pytest.mark.parametrize(("width", "scheme", "taps"), [(390, "light", WITHOUT), (1280, "dark", TWO)])
def test_from_a_finding_to_a_running_trial_in_six_taps(
    server_at, tmp_path: Path, open_page, eye, width: int, scheme: str, taps: tuple[str, ...]
) -> None:
    diary, now = tmp_path / "diary.sqlite", datetime(2026, 5, 10, 20, tzinfo=ZURICH)
    write_sample(diary, seed=7, cause="warm_up", years=1.0, now=now)
    with server_at(diary, now) as site:
        page = open_page(width=width, scheme=scheme)
        page.goto(f"{site}/triggers/session/warm_up/")
        found = {}
        for name in taps:
            control = page.get_by_role("link", name=name, exact=True).or_(
                page.get_by_role("button", name=name, exact=True))
            control.wait_for()  # the chance is reckoned beside the page
            eye.open_all(page)
            found[name] = eye.faults(page)
            with page.expect_navigation():  # the page before may have the next control, too
                control.click()
        answered = page.get_by_role("button", name="Yes", exact=True)
        expect(answered).to_have_attribute("aria-pressed", "true")
        eye.open_all(page)
        found["running"] = eye.faults(page)
        assert len(taps) <= 6 and {name: told for name, told in found.items() if told} == {}
        expect(page.get_by_text("not drawn yet").nth(5)).to_be_attached()
        assert eye.sideways_px(page) == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_thumb_hits_everything_on_the_pages_of_a_trial_and_every_day_of_the_week(
    server_at, tmp_path: Path, open_page, eye, width: int
) -> None:
    diary = tmp_path / "diary.sqlite"
    with server_at(diary, season(diary, days=10)) as site:
        page = open_page(width=width)
        for address in ("/trial/", "/trial/design/free_feet/?pairs=6", "/"):
            page.goto(site + address)
            page.locator("main h2").first.wait_for()
            eye.open_all(page)
            assert eye.small(page, 44) == [], address
        expect(page.locator(".week a")).to_have_count(7)
        page.goto("about:blank")  # Today asks for its chance until it is there, also when its server has gone


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_season_later_the_result_is_read(
    server_at, tmp_path: Path, open_page, eye, width: int, scheme: str
) -> None:
    diary = tmp_path / "diary.sqlite"
    with server_at(diary, season(diary)) as site:
        page = open_page(width=width, scheme=scheme)
        page.goto(f"{site}/trial/")
        eye.open_all(page)
        assert eye.faults(page) == []
        page.get_by_role("link", name="Read the result").click()
        page.locator("#h-pairs").wait_for()
        expect(page.locator(".say").first).to_have_text(re.compile(r"^\s*Stretching at bedtime probably helps you"))
        expect(page.locator("table tbody tr")).to_have_count(6)
        eye.open_all(page)
        assert (eye.faults(page), eye.sideways_px(page)) == ([], 0)
