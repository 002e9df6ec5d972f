"""A plain count of what a diary holds, from its records alone, to hold what is told as counted against.

Time is painted on a line of ten-second cells: sleeps, sessions over them, then six hours after each session up to
whatever comes next. Nothing of the engine or of the exposures is used; only the definitions of the design are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp, Drink, Night, ObservationPeriod, PlannedSession, Record, Session
from uncramp.exposures.heat_stress import shade_wbgt_c
from uncramp.triggers.weighed import Weighed

R = TypeVar("R", bound=Record)
Told = tuple[str, object, object]
CELL = 10.0
HOUR, DAY = 3600.0, 86_400.0
OUTCOMES = ("session", "night")


class Recount:
    """The sessions, nights and counted windows of a diary, counted anew."""

    def __init__(self, diary: Diary, now: datetime) -> None:
        self.now = now.timestamp()
        self.told = sorted((each for each in diary.in_order_of_arrival if each.at.timestamp() <= self.now),
                           key=lambda each: each.at.timestamp())
        self.home = ZoneInfo(diary.profile.home_zone)
        self.places = [(each.at.timestamp(), each.at.tzinfo) for each in self.told
                       if str(each.at.tzinfo) not in ("UTC", "None") and not isinstance(each, PlannedSession)]
        self.sessions = self._sessions()
        self.cramps = [each.at.timestamp() for each in self.of(Cramp)]
        self.origin = min(each.at.timestamp() for each in self.told) - 2 * DAY
        self.cells = np.zeros(int((self.now - self.origin + 2 * DAY) / CELL), dtype=np.int32)
        self.slept: list[tuple[float, Night]] = []
        self.nights = self._nights()
        self._paint()
        self.windows = self._windows()

    def of(self, kind: type[R]) -> list[R]:
        """Give the records of a kind."""
        return [each for each in self.told if isinstance(each, kind)]

    def zone(self, at: float) -> object:
        """Give the zone of the last entry of two weeks; home without."""
        row = bisect_right(self.places, at, key=lambda place: place[0]) - 1
        near = row >= 0 and at - self.places[row][0] <= 14 * DAY
        return self.places[row][1] if near else self.home

    def _sessions(self) -> list[tuple[float, float, dict[str, object]]]:
        """Give start, end and facts of each session; what is typed within 20 minutes of a recording is the same."""
        found: list[tuple[float, float, dict[str, object]]] = []
        for each in self.of(Session):
            start, minutes = each.at.timestamp(), each.elapsed_min if each.elapsed_min is not None else each.moving_min
            facts = {"minutes": each.moving_min, "air": each.air, "typed": each.source != "fit", "start": start}
            before = found[-1][2] if found else facts
            apart = start - float(before["start"])  # type: ignore[arg-type]
            if before is not facts and before["typed"] != facts["typed"] and apart <= 1200:
                by_hand, by_watch = (facts, before) if facts["typed"] else (before, facts)
                at = float((by_watch if apart > 120 else by_hand)["start"])  # type: ignore[arg-type]
                found[-1] = (at, at + 60 * float(by_watch["minutes"]), by_hand | {"start": at})  # type: ignore[arg-type]
                continue
            found.append((start, start + 60 * (minutes or 0), facts))
        return found

    def _nights(self) -> list[tuple[float, float, Night | None]]:
        """Give the chief sleep of each day of waking: the longest noted, else ten at night to eight."""
        noted: dict[object, tuple[float, float, Night]] = {}
        for each in self.of(Night):
            if each.bed_at is None or each.up_at is None:
                continue
            start, end = each.bed_at.timestamp(), each.up_at.timestamp()
            local = [datetime.fromtimestamp(at, self.zone(at)) for at in (start, end)]  # type: ignore[arg-type]
            by_day = 8 <= local[0].hour < 22 and local[1].date() == local[0].date() and local[1].hour < 22
            day = local[1].date()
            if by_day and end - start < 3 * HOUR:
                continue  # a nap
            self.slept.append((end, each))
            if day not in noted or end - start > noted[day][1] - noted[day][0]:
                noted[day] = (start, end, each)
        first = datetime.fromtimestamp(self.origin, self.home).date()
        found: list[tuple[float, float, Night | None]] = []
        for number in range(int((self.now - self.origin) / DAY) + 3):
            day = first + timedelta(days=number)
            if day in noted:
                found.append(noted[day])
                continue
            zone = self.zone(datetime(day.year, day.month, day.day, tzinfo=self.home).timestamp())
            eve = day - timedelta(days=1)
            found.append((datetime(eve.year, eve.month, eve.day, 22, tzinfo=zone).timestamp(),  # type: ignore[arg-type]
                          datetime(day.year, day.month, day.day, 8, tzinfo=zone).timestamp(), None))  # type: ignore[arg-type]
        return found

    def _cell(self, at: float) -> int:
        return int(np.clip(round((at - self.origin) / CELL), 0, len(self.cells)))

    def _paint(self) -> None:
        """Paint nights as -1, -2, ..., sessions as 1, 2, ..."""
        for number, (start, end, _night) in enumerate(self.nights, start=1):
            here = self.cells[self._cell(start) : self._cell(end)]
            here[here == 0] = -number
        for number, (start, end, _facts) in enumerate(self.sessions, start=1):
            here = self.cells[self._cell(start) : max(self._cell(end), self._cell(start) + 1)]
            here[here <= 0] = number
        for number, (start, end, _night) in enumerate(self.nights, start=1):  # of a broken night the longest piece
            first = self._cell(start)
            mine = np.flatnonzero(self.cells[first : self._cell(end)] == -number) + first
            if len(mine) == 0:
                continue
            pieces = np.split(mine, np.flatnonzero(np.diff(mine) > 1) + 1)
            longest = max(pieces, key=len)
            for piece in pieces:
                if piece is not longest:
                    self.cells[piece] = 0
        for number, (start, end, _facts) in enumerate(self.sessions, start=1):
            first = max(self._cell(end), self._cell(start) + 1)
            after = self.cells[first : first + int(6 * HOUR / CELL)]
            taken = np.flatnonzero((after != 0) & (after != number))
            after[: taken[0] if len(taken) else len(after)] = number

    def _watched(self) -> list[tuple[float, float]]:
        """Give the spans in which no cramp noted means no cramp."""
        spans, opened = [], []
        for each in self.of(ObservationPeriod):
            if each.until is not None:
                spans.append((each.at.timestamp(), each.until.timestamp()))
            else:
                opened.append(each.at.timestamp())
                spans.append((each.at.timestamp(), each.noted_at.timestamp()))
        if opened:
            entries = sorted(each.noted_at.timestamp() if each.source in ("typed", "sample") else each.at.timestamp()
                             for each in self.told if each.source in ("typed", "sample") or isinstance(each, Cramp))
            spans += [(max(min(opened), at - 7 * DAY), at + 7 * DAY) for at in entries
                      if at <= self.now and at + 7 * DAY > min(opened)]
        united: list[tuple[float, float]] = []
        for start, end in sorted(spans):
            if united and start <= united[-1][1]:
                united[-1] = (united[-1][0], max(end, united[-1][1]))
            else:
                united.append((start, end))
        return united

    def _windows(self) -> dict[str, list[tuple[float, float, int, bool]]]:
        """Give the windows that count, by outcome: start, end, number, whether a cramp came."""
        cells = np.array([self._cell(at) for at in self.cramps], dtype=int)
        struck = set(self.cells[np.minimum(cells, len(self.cells) - 1)].tolist())
        watched = self._watched()
        found: dict[str, list[tuple[float, float, int, bool]]] = {outcome: [] for outcome in OUTCOMES}
        edges = np.flatnonzero(np.diff(np.concatenate([[0], self.cells, [0]])))
        exact = np.array(sorted(at for one in (*self.nights, *self.sessions) for at in one[:2]))
        for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            number = int(self.cells[first])
            start, end = self.origin + first * CELL, self.origin + last * CELL
            start = float(exact[np.argmin(np.abs(exact - start))])  # a window begins where something began or ended
            counts = any(begin - CELL <= start and end <= until + CELL for begin, until in watched)
            cramped = number in struck
            if number and counts and (end <= self.now + CELL or cramped):
                found["session" if number > 0 else "night"].append((start, end, number, cramped))
        return found

    def value(self, exposure: str, window: tuple[float, float, int, bool]) -> float:
        """Give what went before a window by a plain look at the records; NaN where nobody knows."""
        start = window[0]
        if exposure == "sleep":
            ended = [(end, night) for end, night in self.slept if start - DAY <= end <= start]
            asleep = max(ended, key=lambda each: each[0])[1].asleep_min if ended else None
            return np.nan if asleep is None else asleep / 60
        if exposure == "load_72h":
            spent = [(end, facts["minutes"]) for _start, end, facts in self.sessions if end <= start]
            if not any(end > start - 28 * DAY for end, _minutes in spent):
                return np.nan
            return sum(minutes for end, minutes in spent if end > start - 72 * HOUR)  # type: ignore[misc]
        if exposure == "heat":
            air = self.sessions[window[2] - 1][2]["air"]
            warm, damp = air.temperature_c, air.humidity_pct  # type: ignore[attr-defined]
            return np.nan if warm is None else shade_wbgt_c(warm, damp)
        drinks = self._drinks[bisect_left(self._at, start - DAY) : bisect_left(self._at, start)]
        if not any(at < start - DAY / 2 for at, _ml in drinks):
            return np.nan
        return sum(ml for _at, ml in drinks) / 1000

    @property
    def _drinks(self) -> list[tuple[float, float]]:
        if not hasattr(self, "_drunk"):
            self._drunk = [(each.at.timestamp(), each.volume_ml or 0.0) for each in self.of(Drink)]
            self._when = [at for at, _ml in self._drunk]
        return self._drunk

    @property
    def _at(self) -> list[float]:
        return self._when


def differences(diary: Diary, weighed: Weighed, now: datetime) -> Iterator[Told]:
    """Give what is counted, as the report tells it and as a plain count has it."""
    recount, report = Recount(diary, now), weighed.report
    for outcome in OUTCOMES:
        mine = recount.windows[outcome]
        yield f"{outcome}s, with a cramp", report.by_outcome[outcome][::-1], (len(mine), sum(each[3] for each in mine))
        for exposure in ("sleep", "load_72h", "fluids", "heat"):
            finding = next((each for each in report.findings
                            if (each.exposure, each.outcome) == (exposure, outcome)), None)
            if finding is None or finding.why is not None:
                continue
            values = np.array([recount.value(exposure, each) for each in mine])
            told = (finding.known, finding.windows_high, finding.cases_high, finding.windows_low, finding.cases_low)
            yield f"{exposure} of {outcome}s", told, _halves(values, np.array([each[3] for each in mine]))


def _halves(values: NDArray[np.float64], cramped: NDArray[np.bool_]) -> tuple[int, ...]:
    """Count windows and cramps above and not above the median of what is known."""
    known = np.isfinite(values)
    high = known & (values > np.median(values[known]) + 1e-9)
    low = known & ~high
    return tuple(int(each) for each in (known.sum(), high.sum(), (high & cramped).sum(), low.sum(),
                                        (low & cramped).sum()))
