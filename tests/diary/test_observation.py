"""When was this person really watching?"""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from uncramp.diary.diary import Diary
from uncramp.diary.observation import observation_now, watching
from uncramp.diary.records import CheckIn, Cramp, Drink, ObservationPeriod, Session

NOW = datetime(2026, 5, 31, 12, tzinfo=UTC)


def day(number, hour=0):
    return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=number - 1, hours=hour)


def period(start, end=None, noted=None):
    return ObservationPeriod(id=uuid4(), at=start, noted_at=noted or start, until=end)


def entry(record_type, at, source="typed", noted=None):
    return record_type(id=uuid4(), at=at, noted_at=noted or at, source=source)


def counted(records, at, now=NOW):
    return watching(Diary(records), now).counts(at)


def test_without_a_period_nothing_counts():
    records = [entry(Cramp, day(3)), entry(CheckIn, day(4))]
    assert not counted(records, day(3, 1))
    state = observation_now(Diary(records), NOW)
    assert (state.periods, state.days_watched, state.earliest) == ((), 0, date(2026, 5, 3))


def test_inside_a_closed_period_all_counts_without_a_single_entry():
    records = [period(day(1), day(10))]
    assert counted(records, day(1))
    assert counted(records, day(9, 23))
    assert not counted(records, day(10, 1))
    assert observation_now(Diary(records), NOW).days_watched == 9


def test_a_window_counts_only_whole():
    watch = watching(Diary([period(day(1), day(10))]), NOW)
    assert watch.counts(day(9), day(10))
    assert not watch.counts(day(9), day(10, 1))
    assert not watch.counts(day(0, 23), day(1, 1))


def test_an_open_period_counts_only_while_the_person_is_about():
    records = [period(day(1)), entry(Drink, day(3)), entry(CheckIn, day(20))]
    assert counted(records, day(10))  # 7 days after the drink
    assert not counted(records, day(10, 1))
    assert not counted(records, day(12))
    assert counted(records, day(13))  # 7 days before the check-in
    state = observation_now(Diary(records), NOW)
    assert state.open_since == day(1)
    assert state.about_until == day(27)
    assert state.days_watched == 9 + 14


def test_what_a_watch_writes_does_not_show_that_the_person_is_about():
    records = [period(day(1)), entry(Session, day(20), source="fit"), entry(Session, day(21), source="tidy_csv")]
    assert not counted(records, day(20))


def test_a_cramp_or_check_in_out_of_a_file_was_noted_when_it_happened():
    records = [period(day(1)), entry(CheckIn, day(15), source="tidy_csv", noted=day(31))]
    assert counted(records, day(15))
    assert not counted(records, day(25))


def test_an_open_period_vouches_for_the_time_before_it_was_entered():
    records = [period(day(1), noted=day(20))]
    assert counted(records, day(2))
    assert counted(records, day(19))
    assert counted(records, day(27))
    assert not counted(records, day(28))


def test_overlapping_periods_unite():
    records = [period(day(1), day(5)), period(day(4), day(9)), period(day(9), day(12)), period(day(20), day(22))]
    state = observation_now(Diary(records), NOW)
    assert state.periods == ((day(1), day(12)), (day(20), day(22)))
    assert state.days_watched == 13
    assert watching(Diary(records), NOW).counts(day(4), day(11))


def test_a_period_of_the_future_is_not_looked_at():
    assert observation_now(Diary([period(NOW + timedelta(days=1))]), NOW).periods == ()


def test_the_period_is_an_instant_not_a_wall_clock():
    zurich = ZoneInfo("Europe/Zurich")
    # The night the clocks went back: from 02:30 summer time to 02:30 winter time is an hour.
    start = datetime(2025, 10, 26, 2, 30, tzinfo=zurich, fold=0)
    end = datetime(2025, 10, 26, 2, 30, tzinfo=zurich, fold=1)
    assert counted([period(start, end)], datetime(2025, 10, 26, 1, 0, tzinfo=UTC))


@given(
    st.lists(st.tuples(st.integers(1, 30), st.none() | st.integers(1, 30)), max_size=5),
    st.lists(st.integers(1, 30), max_size=5),
    st.integers(0, 31 * 24),
)
def test_counting_by_spans_is_counting_by_the_rule(periods, entries, hour):
    moment = day(1, hour)
    records = [period(day(start), None if end is None else day(end)) for start, end in periods]
    records += [entry(Drink, day(each)) for each in entries]
    about = any(abs(moment - record.noted_at) <= timedelta(days=7) for record in records if record.noted_at <= NOW)
    closed = any(start != end and day(start) <= moment <= day(end) for start, end in periods if end is not None)
    opened = any(day(start) <= moment for start, end in periods if end is None)
    expected = closed or (opened and about)
    assert counted(records, moment) is expected
