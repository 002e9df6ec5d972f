"""WHOOP's tables, in any language: told by the zone that stands in the third column of each row, read by position.

The journal asks in the morning about the day before: an answer belongs to the day on whose evening its cycle began.
What was answered with yes becomes the note of a check-in; no amounts are told, but "no" to alcohol is none that day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from uncramp.diary.records import BodySignal, CheckIn, Drink, DrinkCovers, Night, Session
from uncramp.importers.believed import believed, believed_fields, kept_text
from uncramp.importers.columns import TableImporter, Told, decimal, local
from uncramp.importers.csv_rows import Row, decoded, rows
from uncramp.importers.identity import made_id
from uncramp.importers.moments import read_iso, zone_at_offset
from uncramp.importers.sniff import what_is
from uncramp.importers.sports import sport_of

_ZONE = re.compile(r"UTC(?:([+-])(\d\d):(\d\d))?|Z")
#: positions in the table of cycles, and in that of workouts
_PULSE, _HRV, _ONSET, _WOKE, _ASLEEP, _IN_BED = 4, 5, 12, 13, 16, 17
_START, _END, _MINUTES, _ACTIVITY, _MAX_HR, _MEAN_HR = 3, 4, 5, 6, 9, 10


_QUESTION, _ANSWER, _NOTES = 3, 4, 5
_ALCOHOL = re.compile(r"(?<!non-)(?<!non )\b(alco(h?o)?l|alkohol|álcool)", re.IGNORECASE)


class WhoopImporter(TableImporter):
    """Cycles, workouts, and the journal of questions."""

    name = "whoop"
    word = "whoop"
    columns = frozenset()

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell a table by a first row that begins with local times and their zone."""
        if what_is(head) != "text":
            return False
        every = rows(decoded(head)[0])
        names, first = next(every, None), next(every, None)
        if names is None or names.cells is None or len(names.cells) < 5 or first is None or first.cells is None:
            return False
        return len(first.cells) > 2 and _ZONE.fullmatch(first.cells[2].strip()) is not None

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:  # noqa: ARG002  # read by position
        """Take one cycle or workout."""
        given = row.cells or ()
        offset = _offset(given[2] if len(given) > 2 else "")
        if offset is None:
            told.tell(f"line {row.line}", "row_without_time")
        elif len(told.names) >= 20:
            self._cycle(given, offset, row, told)
        elif len(told.names) >= 12:
            self._workout(given, offset, row, told)
        elif len(told.names) in (5, 6):
            self._answer(given, offset, row, told)

    def _answer(self, given: tuple[str, ...], offset: timedelta, row: Row, told: Told) -> None:
        begins, answer = _moment(given, 0, offset, told), _cell(given, _ANSWER).lower()
        question = kept_text(_cell(given, _QUESTION), 200)
        if begins is None or question is None or answer not in ("true", "false"):
            told.tell(f"line {row.line}", "row_without_time" if begins is None else "row_unreadable")
            return
        day = begins.date() - timedelta(days=begins.hour < 12)
        at = local(day, time(12), told.origin.home_zone)
        key = f"{begins.timestamp():.0f} {question}"
        if answer == "true":
            notes = kept_text(_cell(given, _NOTES))
            told.records.append(CheckIn(
                id=made_id(self.name, "check_in", key), at=at, noted_at=begins, source=self.name,
                note=question if notes is None else f"{question} {notes}",
            ))
        elif _ALCOHOL.search(question):
            told.records.append(Drink(
                id=made_id(self.name, "drink", key), at=at, noted_at=begins, source=self.name,
                covers=DrinkCovers.DAY, alcohol_g=0.0,
            ))

    def _cycle(self, given: tuple[str, ...], offset: timedelta, row: Row, told: Told) -> None:
        onset, woke = (_moment(given, at, offset, told) for at in (_ONSET, _WOKE))
        if onset is None or woke is None or not onset <= woke <= onset + timedelta(days=2):
            if any(_cell(given, at) for at in (_ONSET, _WOKE)):
                told.tell(f"line {row.line}", "row_without_time")
            return
        asleep = decimal(_cell(given, _ASLEEP))
        told.records.append(Night(
            id=made_id(self.name, "night", f"{onset.timestamp():.0f}"), at=onset, noted_at=woke, source=self.name,
            bed_at=onset, woke_at=woke, asleep_min=believed("night", "asleep_min", asleep),
        ))
        signals = believed_fields("body_signal", {
            "resting_hr_bpm": decimal(_cell(given, _PULSE)), "hrv_rmssd_ms": decimal(_cell(given, _HRV)),
        })
        if any(value is not None for value in signals.values()):
            told.records.append(BodySignal(
                id=made_id(self.name, "body_signal", f"{onset.timestamp():.0f}"), at=woke, noted_at=woke,
                source=self.name, **signals,
            ))

    def _workout(self, given: tuple[str, ...], offset: timedelta, row: Row, told: Told) -> None:
        start, end = (_moment(given, at, offset, told) for at in (_START, _END))
        if start is None or end is None or not start <= end <= start + timedelta(days=10):
            told.tell(f"line {row.line}", "row_without_time")
            return
        numbers = {
            "elapsed_min": (end - start).total_seconds() / 60, "moving_min": decimal(_cell(given, _MINUTES)),
            "max_hr_bpm": decimal(_cell(given, _MAX_HR)), "mean_hr_bpm": decimal(_cell(given, _MEAN_HR)),
        }
        told.records.append(Session(
            id=made_id(self.name, "session", f"{start.timestamp():.0f}"), at=start, noted_at=end, source=self.name,
            sport=sport_of(_cell(given, _ACTIVITY)), **believed_fields("session", numbers),
        ))


def _cell(given: tuple[str, ...], at: int) -> str:
    return given[at].strip() if at < len(given) else ""


def _offset(text: str) -> timedelta | None:
    found = _ZONE.fullmatch(text.strip())
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return None if offset > timedelta(hours=14) else (-offset if sign == "-" else offset)


def _moment(given: tuple[str, ...], at: int, offset: timedelta, told: Told) -> datetime | None:
    """Read a local time with the offset of its row, in the home zone where that had the same."""
    moment = read_iso(_cell(given, at))
    if moment is None or moment.tzinfo is not None:
        return None
    utc = moment.replace(tzinfo=UTC) - offset
    return utc.astimezone(zone_at_offset(offset, utc, told.origin.home_zone))
