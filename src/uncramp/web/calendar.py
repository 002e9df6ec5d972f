"""Days as marks: cramp, noted and quiet, not noted, planned. A day's mark is a function of the diary and of now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from uncramp.diary.diary import Diary
from uncramp.diary.records import (
    Cramp,
    Medication,
    ObservationPeriod,
    PlannedSession,
    Record,
    Session,
    Trial,
    TrialDay,
    TrialEvent,
    TrialPair,
)

#: kinds that say nothing about whether anyone was there to note a cramp on that day
SPANNING = (ObservationPeriod, Medication, PlannedSession, Trial, TrialPair, TrialDay, TrialEvent)

#: sources that write by themselves: a watch that recorded a run does not say whether there was a cramp
DEVICES = frozenset({
    "fit", "gpx", "tcx", "apple_health", "health_connect", "strava_export", "garmin_export", "fitbit_takeout", "oura",
    "whoop",
})

#: somebody was about to note a cramp on the days so near to a noted one, as the windows have it (decision 0102)
NEAR_DAYS = 7

#: of so many of 30 days it must be known that somebody was about, or no number stands for them
MOST_OF_30_DAYS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One day: its mark (``cramp``, ``quiet``, ``none``, ``planned``, or empty for a day to come), where it stands."""

    date: date
    shape: str
    cramps: int
    is_today: bool = False
    is_later: bool = False
    is_out: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as weeks of seven days, Monday first, with the days that fill its first and last week."""

    first: date
    before: date
    after: date | None
    weeks: tuple[tuple[DayCell, ...], ...]


class Marks:
    """The marks of all days of a diary, counted once."""

    def __init__(self, diary: Diary | Iterable[Record], today: date) -> None:
        """Count cramps and noted days; ``today`` on the clock of home."""
        self.today = today
        self.cramps: dict[date, int] = {}
        self.noted: set[date] = set()
        self.planned: set[date] = set()
        for record in diary:
            self._count(record)

    def _count(self, record: Record) -> None:
        day = record.at.date()
        if isinstance(record, Cramp):
            self.cramps[day] = self.cramps.get(day, 0) + 1
        elif isinstance(record, PlannedSession):
            self.planned.add(day)
        elif not isinstance(record, SPANNING) and not (isinstance(record, Session) and record.source in DEVICES):
            self.noted.add(day)

    def shape(self, day: date) -> str:
        """Give the mark of a day: what was noted before what is planned; empty for a day to come without a plan."""
        if day in self.cramps:
            return "cramp"
        if day in self.noted and day <= self.today:
            return "quiet"
        if day >= self.today and day in self.planned:
            return "planned"
        return "" if day > self.today else "none"

    def cramps_between(self, newest: int, oldest: int) -> int:
        """Count the cramps of the days from ``newest`` up to (not with) ``oldest`` days ago."""
        return sum(n for day, n in self.cramps.items() if newest <= (self.today - day).days < oldest)

    def noted_in_most(self, newest: int, oldest: int) -> bool:
        """Tell whether somebody was about in nearly all the days from ``newest`` up to (not with) ``oldest`` ago."""
        noted = {(self.today - day).days for day in (*self.noted, *self.cramps)}
        first = max(noted, default=-1)
        near = {ago for ago in range(newest, oldest) if ago <= first
                and not noted.isdisjoint(range(ago - NEAR_DAYS, ago + NEAR_DAYS + 1))}
        return len(near) >= MOST_OF_30_DAYS

    def cell(self, day: date, *, month: int | None = None, chosen: date | None = None) -> DayCell:
        """Give the cell of a day, seen from a month and from the day that is chosen."""
        return DayCell(
            date=day, shape=self.shape(day), cramps=self.cramps.get(day, 0), is_today=day == self.today,
            is_later=day > self.today, is_out=month is not None and day.month != month, is_chosen=day == chosen,
        )

    def seven_days(self) -> tuple[DayCell, ...]:
        """Give the last seven days, today last."""
        return tuple(self.cell(self.today - timedelta(days=back)) for back in range(6, -1, -1))

    def month(self, first: date, chosen: date | None = None) -> Month:
        """Give the month that begins with ``first``."""
        cells = [self.cell(day, month=first.month, chosen=chosen) for day in _days_of_month(first)]
        weeks = tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
        after = (first + timedelta(days=32)).replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        last = max((*self.planned, self.today))
        return Month(first=first, before=before, after=after if after <= last else None, weeks=weeks)


def _days_of_month(first: date) -> Iterator[date]:
    day = first - timedelta(days=first.weekday())
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    while day <= end:
        yield day
        day += timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayFacts:
    """What the first page says of a filled diary: counts only; the sentence is made in its template.

    ``days_since`` is None where no cramp was ever noted; ``blank_days`` are days since then with nothing noted,
    today left out. ``cramps_30_days`` are those of the last 30 days, ``cramps_30_before`` of the 30 before them,
    None where nobody noted anything for much of that time: no cramp noted is then not no cramp.
    """

    cramps_today: int
    days_since: int | None
    blank_days: int
    noted_today: bool
    cramps_30_days: int
    cramps_30_before: int | None
    latest: tuple[Record, ...]
    week: tuple[DayCell, ...]


def today_facts(diary: Diary, now: datetime, *, latest: int = 6) -> TodayFacts:
    """Give the facts of today; ``now`` on the clock of home."""
    marks = Marks(diary, now.date())
    past = [day for day in marks.cramps if day <= marks.today]
    last = max(past, default=None)
    days = (marks.today - last).days if last else None
    blank = sum(marks.shape(marks.today - timedelta(days=back)) == "none" for back in range(1, days or 0))
    unseen = (ObservationPeriod, PlannedSession, TrialPair, TrialDay)  # the card of a trial tells of its days
    shown = [record for record in diary.records if record.at <= now and not isinstance(record, unseen)]
    return TodayFacts(
        cramps_today=marks.cramps.get(marks.today, 0), days_since=days, blank_days=blank,
        noted_today=marks.shape(marks.today) in ("cramp", "quiet"),
        cramps_30_days=marks.cramps_between(0, 30),
        cramps_30_before=marks.cramps_between(30, 60) if marks.noted_in_most(30, 60) else None,
        latest=tuple(reversed(shown[-latest:])),
        week=marks.seven_days(),
    )
