"""Oura's table of nights: seconds; newer tables tell when the night began and ended too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from uncramp.diary.records import BodySignal, Night
from uncramp.importers.believed import believed, believed_fields
from uncramp.importers.columns import TableImporter, Told, day_of, decimal, local
from uncramp.importers.csv_rows import Row
from uncramp.importers.identity import made_id
from uncramp.importers.moments import read_iso


class OuraImporter(TableImporter):
    """The trends or sleep table of the web page."""

    name = "oura"
    word = "oura_nights"
    columns = frozenset({"date", "sleep score", "total sleep time"})

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take one night with its signals."""
        day, zone = day_of(cells.get("date")), told.origin.home_zone
        if day is None:
            told.tell(f"line {row.line}", "row_without_time")
            return
        asleep = decimal(cells.get("total sleep time"))
        begins, ends = (self._moment(cells.get(name), told) for name in ("bedtime start", "bedtime end"))
        if begins is None:
            told.warn("clock_assumed")
        at = begins or local(day, time(4), zone)
        if ends is not None and not at <= ends <= at + timedelta(days=2):
            ends = None
        if asleep:
            told.records.append(Night(
                id=made_id(self.name, "night", f"{day}"), at=at, noted_at=ends or local(day, time(12), zone),
                source=self.name, bed_at=begins, woke_at=ends,
                asleep_min=believed("night", "asleep_min", asleep / 60),
            ))
        signals = believed_fields("body_signal", {
            "resting_hr_bpm": decimal(cells.get("lowest resting heart rate")),
            "hrv_rmssd_ms": decimal(cells.get("average hrv")),
        })
        if any(value is not None for value in signals.values()):
            told.records.append(BodySignal(
                id=made_id(self.name, "body_signal", f"{day}"), at=at, noted_at=at, source=self.name, **signals
            ))

    @staticmethod
    def _moment(text: str | None, told: Told) -> datetime | None:
        moment = read_iso(text) if text else None
        zone = told.origin.home_zone
        return None if moment is None else (moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone))
