"""What must hold of the windows of any diary: disjoint, without a hole, every cramp in exactly one."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import Cramp, Night, ObservationPeriod, Record, Session
from uncramp.exposures.person_time import Window, windows

FIRST = datetime(2026, 3, 20, tzinfo=UTC)
DAYS = 14
NOW = FIRST + timedelta(days=DAYS)
ZONES = ("UTC", "Europe/London", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu")

minutes = st.integers(0, DAYS * 1440 - 1)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Two weeks around changes of the hour: sessions, nights and cramps anywhere, two zones, one or two periods."""
    home, away = draw(st.sampled_from(ZONES)), draw(st.sampled_from(ZONES))
    records: list[Record] = []

    def moment(after: int) -> datetime:
        return (FIRST + timedelta(minutes=after)).astimezone(ZoneInfo(draw(st.sampled_from((home, away)))))

    def ids() -> UUID:
        return UUID(int=len(records))

    for after, length in draw(st.lists(st.tuples(minutes, st.none() | st.integers(0, 2000)), max_size=8)):
        at = moment(after)
        records.append(Session(id=ids(), at=at, noted_at=at, elapsed_min=length))
    ends = st.none() | st.integers(-60, 1300)
    for after, bed, up in draw(st.lists(st.tuples(minutes, st.booleans(), ends), max_size=8)):
        at = moment(after)
        up_at = None if up is None else at + timedelta(minutes=up)
        records.append(Night(id=ids(), at=at, noted_at=at, bed_at=at if bed else None, up_at=up_at))
    for after in draw(st.lists(minutes, max_size=8)):
        at = moment(after)
        records.append(Cramp(id=ids(), at=at, noted_at=at))
    for after, length in draw(st.lists(st.tuples(minutes, st.none() | st.integers(1, 20_000)), max_size=2)):
        at = moment(after)
        until = None if length is None else at + timedelta(minutes=length)
        records.append(ObservationPeriod(id=ids(), at=at, noted_at=at, until=until))
    return Diary(records, profile=Profile(home_zone=home))


def spans(found: tuple[Window, ...]) -> list[tuple[float, float]]:
    return [(window.starts_at.timestamp(), window.ends_at.timestamp()) for window in found]


@given(diaries())
@settings(max_examples=120)
def test_windows_never_overlap_and_are_never_empty(diary: Diary) -> None:
    found = spans(windows(diary, NOW))
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(diaries())
@settings(max_examples=120)
def test_the_observation_time_has_no_hole(diary: Diary) -> None:
    found = spans(windows(diary, NOW))
    for period in diary.of(ObservationPeriod):
        covered = period.at.timestamp()
        end = min((period.until or NOW).timestamp(), NOW.timestamp())
        for start, finish in found:
            if start <= covered < finish:
                covered = finish
        assert covered >= end


@given(diaries())
@settings(max_examples=120)
def test_every_cramp_lies_in_exactly_one_window(diary: Diary) -> None:
    found = windows(diary, NOW)
    held = [cramp for window in found for cramp, _at in window.cramps]
    assert sorted(held) == sorted(cramp.id for cramp in diary.of(Cramp))
    for window in found:
        start, end = window.starts_at.timestamp(), window.ends_at.timestamp()
        assert all(start <= at.timestamp() < end for _id, at in window.cramps)


@given(diaries())
@settings(max_examples=120)
def test_every_session_has_its_window_unless_another_started_with_it(diary: Diary) -> None:
    held = {window.record_id for window in windows(diary, NOW)}
    for session in diary.of(Session):
        together = [other for other in diary.of(Session) if other.at == session.at]
        assert any(other.id in held for other in together)


@given(diaries(), st.integers(-200, 200))
@settings(max_examples=80)
def test_a_shift_by_whole_weeks_shifts_the_windows_and_nothing_else(diary: Diary, weeks: int) -> None:
    shift = timedelta(weeks=weeks)
    moved = Diary([_moved(record, shift) for record in diary.tellings])
    still = Diary([_moved(record, timedelta(0)) for record in diary.tellings])
    before, after = windows(still, NOW), windows(moved, NOW + shift)
    assert [(one.kind, one.starts_at + shift, one.ends_at + shift, one.counted, len(one.cramps)) for one in before] == [
        (one.kind, one.starts_at, one.ends_at, one.counted, len(one.cramps)) for one in after
    ]


def _moved(record: Record, shift: timedelta) -> Record:
    """Move a record in UTC, where no clock changes."""
    changes = {
        name: getattr(record, name).astimezone(UTC) + shift
        for name in ("at", "noted_at", "bed_at", "woke_at", "up_at", "until")
        if getattr(record, name, None) is not None
    }
    values = {name: getattr(record, name) for name in type(record).__dataclass_fields__ if name != "kind"}
    return type(record)(**{**values, **changes})
