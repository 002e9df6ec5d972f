"""Where and when the days of a trial are: clocks that go back, a date lived twice, weeks missed, an illness."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions import trial as running
from uncramp.actions.note import note
from uncramp.actions.profile import change_profile
from uncramp.store.memory import MemoryBook
from uncramp.trials.blocks import TrialDay
from uncramp.trials.course import Course, TrialState
from uncramp.trials.offer import Asked

ZURICH, HONOLULU = ZoneInfo("Europe/Zurich"), ZoneInfo("Pacific/Honolulu")


def begun(first: datetime, home: str = "Europe/Zurich", block_days: int = 7, wash_in: int = 1) -> MemoryBook:
    book = MemoryBook()
    change_profile(book, {
        "home_zone": home, "age_band": "16_to_64", "conditions": "none", "medicines": "none"}, first)
    running.start_trial(book, first, Asked(
        remedy="bedtime_stretching", pairs=5, block_days=block_days, wash_in_days=wash_in), seed=5)
    return book


def look(book: MemoryBook, now: datetime) -> Course:
    return running.trial_today(book, now, bytes(16))


def check_in(book: MemoryBook, at: datetime) -> None:
    note(book, "check_in", {"at": at, "cramps_noted": "no"}, at)


def days_of(book: MemoryBook, now: datetime) -> tuple[TrialDay, ...]:
    found = running.current_trial(book, now)
    assert found is not None
    return found.days


@pytest.mark.parametrize("fold", [0, 1])
def test_a_cramp_in_the_hour_that_comes_twice_is_of_the_evening_before(fold: int) -> None:
    first = datetime(2026, 10, 19, 21, tzinfo=ZURICH)  # clocks go back in the night to Sunday 25 October
    book = begun(first)
    for number in range(8):
        look(book, first + timedelta(days=number))
        check_in(book, first + timedelta(days=number))
    cramp = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=fold)
    note(book, "cramp", {"at": cramp}, cramp)
    days = days_of(book, first + timedelta(days=8))
    assert [each.day for each in days if each.value == 1.0] == [date(2026, 10, 24)]
    assert [each.day for each in days if each.block == 1] == [date(2026, 10, 26), date(2026, 10, 27)]


def test_a_block_that_ends_on_the_night_of_the_clock_ends_with_that_night() -> None:
    first = datetime(2026, 10, 18, 21, tzinfo=ZURICH)  # the block ends with the evening of Saturday 24 October
    book = begun(first)
    saturday = look(book, datetime(2026, 10, 24, 23, tzinfo=ZURICH))
    # nobody looked for six evenings: the first pair begins only now, and the clock changes in its first night
    assert saturday.place is not None and (saturday.place.block, saturday.place.day_of_block) == (0, 0)
    for hour, fold in ((2, 0), (2, 1), (3, 0)):  # three hours of one night: still that evening
        assert look(book, datetime(2026, 10, 25, hour, 30, tzinfo=ZURICH, fold=fold)).today == date(2026, 10, 24)
    assert look(book, datetime(2026, 10, 25, 4, 30, tzinfo=ZURICH)).today == date(2026, 10, 25)


def test_a_date_that_is_lived_twice_is_one_day_of_the_trial() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    first = datetime(2026, 3, 24, 21, tzinfo=auckland)
    book = begun(first, home="Pacific/Auckland")
    for number in range(4):
        look(book, first + timedelta(days=number))
        check_in(book, first + timedelta(days=number))
    left = datetime(2026, 3, 28, 9, tzinfo=auckland)
    landed = (left.astimezone(UTC) + timedelta(hours=9)).astimezone(HONOLULU)
    check_in(book, landed)
    again = look(book, landed)
    assert (landed.date(), again.today) == (date(2026, 3, 27), date(2026, 3, 27))  # Friday for the second time
    next_evening = look(book, landed + timedelta(days=1))
    assert next_evening.today == date(2026, 3, 28)
    days = [each.day for each in days_of(book, landed + timedelta(days=1))]
    assert days == [date(2026, 3, 24) + timedelta(days=number) for number in range(5)]  # none twice, none left out


def test_a_week_missed_inside_a_block_is_blank_and_moves_nothing() -> None:
    first = datetime(2026, 1, 5, 21, tzinfo=ZURICH)
    book = begun(first, block_days=30)
    for number in (0, 1, 25, 30):
        look(book, first + timedelta(days=number))
        check_in(book, first + timedelta(days=number))
    course = look(book, first + timedelta(days=30))
    assert course.place is not None and (course.place.block, course.place.day_of_block) == (1, 0)
    days = [each for each in days_of(book, first + timedelta(days=31)) if each.block == 0]
    blank = [each.day for each in days if each.value is None]  # over a week from what was noted on the 6th, 30th
    assert blank == [date(2026, 1, 13) + timedelta(days=number) for number in range(len(blank))] and len(blank) >= 7
    assert len(days) == 30 and all(each.done is None for each in days)


def test_an_illness_inside_a_block_washes_in_anew_and_ends_later() -> None:
    first = datetime(2026, 1, 5, 21, tzinfo=ZURICH)
    book = begun(first)
    for number in range(4):
        look(book, first + timedelta(days=number))
    running.pause_trial(book, first + timedelta(days=4), till=date(2026, 1, 11), why="flu")
    ill = running.current_trial(book, first + timedelta(days=5))
    assert ill is not None and ill.state is TrialState.PAUSED and ill.place is None
    back = look(book, first + timedelta(days=7))
    assert back.place is not None and (back.place.day_of_block, back.place.washing_in) == (4, True)
    assert back.ends_on == date(2026, 1, 5) + timedelta(days=5 * 14 - 1 + 3)
    check_in(book, first + timedelta(days=7))
    lived = {each.day for each in days_of(book, first + timedelta(days=8))}
    assert not {date(2026, 1, day) for day in (9, 10, 11)} & lived


def test_a_pause_over_the_end_of_a_block_keeps_both_blocks_whole() -> None:
    first = datetime(2026, 1, 5, 21, tzinfo=ZURICH)
    book = begun(first)
    look(book, first)
    running.pause_trial(book, first + timedelta(days=6), till=date(2026, 1, 15), why="travel")
    later = look(book, first + timedelta(days=11))  # 16 January: the last day of the first block
    assert later.place is not None and (later.place.block, later.place.day_of_block) == (0, 6)
    assert look(book, first + timedelta(days=12)).place is not None
    lengths = [(each.block.last - each.block.first).days + 1 for each in later.calendar[:2]]
    assert lengths == [12, 7]  # five days of pause inside the first
