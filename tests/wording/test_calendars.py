"""The plan as a calendar file, read back by two readers that share no code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, strategies as st

from uncramp.plan.day_plan import Moment
from uncramp.wording.calendars import calendar_file
from uncramp.wording.plans import PlanPage, SaidItem

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 3, 20, 9, tzinfo=ZURICH)
STRETCH = SaidItem(
    what="stretch_at_bedtime", topic="stretching", sentence="Stretch before bed: hold 10 seconds, three times; gently.",
    when="Before bed", beside="Calf, then the back of the thigh.", why=("You had cramps in 3 nights.",),
    certainty="Not very sure", advice="For night cramps the first thing to try.", claim="rem-bedtime", claim_title="",
    finding="", minutes="3 minutes", careful=(), routine="bedtime_stretching", steps=(),
    moment=Moment.BEDTIME.value, takes_min=3.0,
)


def page(day: date, *items: SaidItem) -> PlanPage:
    return PlanPage(day=day, title="", headline="", items=items, more=(), withheld=(), notes=())


def events(written: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(written).walk("VEVENT"))


def test_both_readers_find_the_same_thing_at_the_same_time() -> None:
    written = calendar_file([page(date(2026, 3, 28), STRETCH)], ZURICH, "en", now=NOW)
    [first] = events(written)
    second = vobject.readOne(written.decode()).vevent
    assert first["summary"] == second.summary.value == STRETCH.sentence
    assert first["dtstart"].dt == second.dtstart.value == datetime(2026, 3, 28, 21, 30, tzinfo=ZURICH)
    assert first["dtend"].dt - first["dtstart"].dt == timedelta(minutes=5)


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25), date(2026, 10, 26)])
def test_bedtime_stays_at_half_past_nine_on_the_wall_across_a_change_of_clocks(day: date) -> None:
    written = calendar_file([page(day, STRETCH)], ZURICH, "en", now=NOW)
    second = vobject.readOne(written.decode()).vevent
    expected = datetime.combine(day, time(21, 30), ZURICH).astimezone(UTC)
    assert events(written)[0]["dtstart"].dt.astimezone(UTC) == expected
    assert second.dtstart.value.astimezone(UTC) == expected


def test_the_same_thing_of_the_same_day_keeps_its_id() -> None:
    one = events(calendar_file([page(date(2026, 5, 1), STRETCH)], ZURICH, "en", now=NOW))[0]["uid"]
    later = replace(STRETCH, sentence="Stretch a little.", at=datetime(2026, 5, 1, 22, 5, tzinfo=ZURICH))
    again = events(calendar_file([page(date(2026, 5, 1), later)], ZURICH, "en", now=NOW + timedelta(days=2)))[0]["uid"]
    assert one == again == "2026-05-01-stretch_at_bedtime@uncramp"


def test_nothing_of_the_diary_stands_in_the_file() -> None:
    written = calendar_file([page(date(2026, 5, 1), STRETCH)], ZURICH, "en", now=NOW).decode()
    assert "3 nights" not in written.replace("\r\n ", "")


def test_no_alarm_rings_at_night_and_the_event_stands_there_all_the_same() -> None:
    late = replace(STRETCH, at=datetime(2026, 5, 1, 23, 30, tzinfo=ZURICH))
    quiet, loud = (
        events(calendar_file([page(date(2026, 5, 1), item)], ZURICH, "en", now=NOW))[0] for item in (late, STRETCH)
    )
    assert [len(list(event.walk("VALARM"))) for event in (quiet, loud)] == [0, 1]


def test_a_thing_of_a_session_without_a_known_time_is_left_out() -> None:
    during = replace(STRETCH, moment=Moment.DURING_SESSION.value)
    assert events(calendar_file([page(date(2026, 5, 1), during)], ZURICH, "en", now=NOW)) == []


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    st.sampled_from(("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")),
    st.none() | st.floats(0, 600),
)
def test_whatever_is_said_comes_back_letter_for_letter(
    sentence: str, day: date, zone: str, minutes: float | None
) -> None:
    item = replace(STRETCH, sentence=sentence, takes_min=minutes)
    [event] = events(calendar_file([page(day, item)], ZoneInfo(zone), "en", now=NOW))
    assert event["summary"] == sentence
    assert event["dtend"].dt > event["dtstart"].dt
