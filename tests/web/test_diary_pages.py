"""The diary as a month of marks, and the marks themselves."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, strategies as st

from uncramp.diary.diary import Diary
from uncramp.diary.records import CheckIn, Cramp, Medication, ObservationPeriod, Record, Session
from uncramp.web.calendar import Marks, today_facts

TODAY = date(2026, 5, 14)


def at(day: int, kind: type[Record], source: str = "typed") -> Record:
    moment = datetime(2026, 5, day, 10, tzinfo=UTC)
    return kind(id=uuid4(), at=moment, noted_at=moment, source=source)


@pytest.mark.parametrize(
    ("record", "shape"),
    [
        (at(10, Cramp), "cramp"),
        (at(10, CheckIn), "quiet"),
        (at(10, Session, "fit"), "none"),
        (at(10, Session), "quiet"),
        (at(10, ObservationPeriod), "none"),
        (at(10, Medication), "none"),
    ],
)
def test_a_day_is_noted_by_a_person_not_by_a_watch(record: Record, shape: str) -> None:
    assert Marks([record], TODAY).shape(date(2026, 5, 10)) == shape


def test_a_cramp_outweighs_everything_else_of_its_day_and_days_to_come_are_blank() -> None:
    marks = Marks([at(10, CheckIn), at(10, Cramp), at(10, Cramp), at(20, CheckIn)], TODAY)
    assert (marks.shape(date(2026, 5, 10)), marks.cell(date(2026, 5, 10)).cramps) == ("cramp", 2)
    assert marks.shape(date(2026, 5, 20)) == ""
    assert [cell.shape for cell in marks.seven_days()] == ["none", "none", "cramp", "none", "none", "none", "none"]


@given(st.dates(date(1970, 1, 1), date(2100, 12, 28)))
def test_a_month_is_whole_weeks_from_monday_and_holds_each_of_its_days_once(day: date) -> None:
    month = Marks([], day).month(day.replace(day=1))
    days = [cell.date for week in month.weeks for cell in week]
    assert days == sorted(set(days))
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in month.weeks)
    inside = [cell for week in month.weeks for cell in week if not cell.is_out]
    assert [cell.date.day for cell in inside] == list(range(1, len(inside) + 1))
    assert {cell.date.month for cell in inside} == {day.month}
    assert month.before < month.first
    assert month.after is None


def test_a_day_of_the_month_says_in_words_what_its_mark_means(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-07T10:00"})
    visitor.post("/note/nothing/", {"day": "2026-05-08"})
    page = visitor.text("/diary/?month=2026-05")
    for day, said in (("07", "one cramp"), ("08", "noted, no cramp"), ("09", "not noted")):
        cell = page[page.index(f"?day=2026-05-{day}") :]
        assert f'aria-label="{said}"' in cell[: cell.index("</a>")]
    assert "?day=2026-05-11" not in page


def test_the_entries_of_a_day_stand_in_the_order_of_the_clock(visitor) -> None:
    for clock in ("22:40", "06:50", "17:00"):
        visitor.post("/note/drink/", {"when": "other", "at": f"2026-05-09T{clock}", "beverage": "water"})
    page = visitor.text("/diary/?day=2026-05-09")
    assert re.findall(r'<time datetime="2026-05-09T(\d\d:\d\d)', page) == ["06:50", "17:00", "22:40"]


def test_one_kind_alone_is_listed_newest_first(visitor) -> None:
    visitor.post("/note/drink/", {"when": "other", "at": "2026-05-09T10:00", "beverage": "water"})
    for day in ("07", "08"):
        visitor.post("/note/cramp/", {"when": "other", "at": f"2026-05-{day}T10:00", "muscle": "calf"})
    page = visitor.text("/diary/?kind=cramp")
    assert re.findall(r'<time datetime="2026-05-(\d\d)', page) == ["08", "07"]
    assert "Water" not in page


def test_an_entry_for_a_day_of_the_past_starts_its_form_on_that_day(visitor) -> None:
    assert 'name="at" value="2026-05-03T16:40"' in visitor.text("/note/cramp/?day=2026-05-03")


@pytest.mark.parametrize(("noted_days_ago", "before"), [
    ((0,), None),  # began today
    (range(41), None),  # began when eleven of those thirty days were left
    ((*range(20), *range(260, 400)), None),  # away for eight months
    (range(62), 0), (range(0, 70, 7), 0),  # every day, or a check-in each week
])
def test_no_cramp_in_the_month_before_is_told_only_where_somebody_was_about(
    noted_days_ago: Iterable[int], before: int | None
) -> None:
    now = datetime.combine(TODAY, time(12), UTC)
    diary = Diary([*(CheckIn(id=UUID(int=100 + ago), at=now - timedelta(days=ago), noted_at=now)
                     for ago in noted_days_ago), Cramp(id=UUID(int=1), at=now, noted_at=now)])
    facts = today_facts(diary, now)
    assert (facts.cramps_30_days, facts.cramps_30_before) == (1, before)
