"""The day a record belongs to, its place in time, and lists of entries."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from uncramp.diary.diary import Diary, day_of, listed, night_day
from uncramp.diary.records import Cramp, Drink, Night


def at(text, zone="Europe/Zurich", fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def night(moment):
    return Night(id=uuid4(), at=moment, noted_at=moment)


@pytest.mark.parametrize(
    ("moment", "waking"),
    [
        (at("2026-05-03T22:30"), date(2026, 5, 4)),
        (at("2026-05-04T00:30"), date(2026, 5, 4)),  # past midnight is the same night
        (at("2026-05-04T11:59"), date(2026, 5, 4)),
        (at("2026-05-04T12:00"), date(2026, 5, 5)),
        (at("2024-02-28T23:00"), date(2024, 2, 29)),
        (at("2024-02-29T23:00"), date(2024, 3, 1)),
        (at("2026-12-31T23:59"), date(2027, 1, 1)),
        (at("2026-03-28T23:00"), date(2026, 3, 29)),
        (at("2026-10-25T02:30", fold=1), date(2026, 10, 25)),
        (at("2011-12-29T23:00", "Pacific/Apia"), date(2011, 12, 31)),  # Samoa had no 30 December
        (at("2026-04-05T01:45", "Australia/Lord_Howe"), date(2026, 4, 5)),
    ],
)
def test_a_night_belongs_to_the_day_of_waking(moment, waking):
    assert night_day(night(moment)) == waking == day_of(night(moment))


def test_other_entries_belong_to_the_day_of_their_own_clock():
    tokyo = Cramp(id=uuid4(), at=at("2026-05-04T01:00", "Asia/Tokyo"), noted_at=datetime(2026, 5, 5, tzinfo=UTC))
    assert day_of(tokyo) == date(2026, 5, 4)  # the third of May in Zurich, and that does not matter


def test_a_flight_over_the_date_line_moves_no_entry_to_another_day():
    before = Cramp(id=UUID(int=1), at=at("2026-05-04T22:00", "Asia/Tokyo"), noted_at=datetime(2026, 5, 5, tzinfo=UTC))
    after = Cramp(id=UUID(int=2), at=at("2026-05-04T09:00", "Pacific/Honolulu"), noted_at=before.noted_at)
    diary = Diary([after, before])
    assert [record.id.int for record in diary] == [1, 2]
    assert [day_of(record) for record in diary] == [date(2026, 5, 4), date(2026, 5, 4)]


def test_the_hour_that_comes_twice_keeps_its_order():
    first = Cramp(id=UUID(int=9), at=at("2026-10-25T02:50", fold=0), noted_at=datetime(2026, 10, 26, tzinfo=UTC))
    second = Cramp(id=UUID(int=1), at=at("2026-10-25T02:10", fold=1), noted_at=first.noted_at)
    diary = Diary([second, first])
    assert [record.id.int for record in diary] == [9, 1]
    assert [r.id.int for r in diary.between(Cramp, first.at, second.at)] == [9]


def test_entries_are_listed_newest_first_between_two_days():
    start = at("2026-05-01T10:00")
    records = [Drink(id=UUID(int=n), at=start + timedelta(days=n), noted_at=start) for n in range(5)]
    records.append(Cramp(id=UUID(int=9), at=start + timedelta(days=2, hours=1), noted_at=start))
    diary = Diary(records)
    found = listed(diary, since=date(2026, 5, 2), until=date(2026, 5, 4))
    assert [record.id.int for record in found] == [3, 9, 2, 1]
    assert [record.id.int for record in listed(diary, kinds=["cramp"])] == [9]
    assert [record.id.int for record in listed(diary, most=2)] == [4, 3]


def test_an_empty_diary_is_empty():
    diary = Diary()
    assert (len(diary), list(diary), diary.find(uuid4()), diary.event_of(uuid4())) == (0, [], None, None)
