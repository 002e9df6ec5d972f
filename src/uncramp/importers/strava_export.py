"""Strava's export: ``activities.csv`` in any language; the activity files beside it tell the same sessions.

Headers are translated, so columns are found by what does not change: five names stand there twice, always in the same
order, and the second of each has fixed neighbours (seen in exports of 86 to 103 columns).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from uncramp.diary.records import Air, AirSource, Session
from uncramp.importers.believed import believed, believed_fields, kept_text
from uncramp.importers.columns import Told, decimal
from uncramp.importers.csv_rows import Row, decoded, rows
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin, Reading
from uncramp.importers.sniff import what_is
from uncramp.importers.sports import sport_of
from uncramp.importers.strava_dates import read_date
from uncramp.importers.strava_start import start_in

#: field -> (which of the doubled names, how far behind its second place)
_BEHIND_SECOND: dict[str, tuple[str, int]] = {
    "elapsed_s": ("elapsed", 0), "moving_s": ("elapsed", 1), "distance_m": ("distance", 0), "climb_m": ("distance", 3),
    "descent_m": ("distance", 4), "max_hr_bpm": ("max_hr", 0), "mean_hr_bpm": ("max_hr", 1),
    "temperature_c": ("effort", -1), "rpe_0_10": ("effort", 6),
}
_DOUBLED = ("elapsed", "distance", "max_hr", "effort", "commute")
_BY_NAME = {"weather temperature": "weather_c", "humidity": "humidity", "wind speed": "wind_m_s"}
_DATE, _SPORT, _DESCRIPTION, _ELAPSED = 1, 3, 4, 5
#: so many files are looked into to see whether the dates are UTC
_LOOKED_INTO = 5


class StravaImporter:
    """The list of activities in a Strava archive."""

    name = "strava_export"

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell the list by its doubled columns and by rows that begin with a number and a date."""
        if what_is(head) != "text":
            return False
        every = rows(decoded(head)[0])
        names, first = next(every, None), next(every, None)
        if names is None or names.cells is None or _doubled(names.cells) is None:
            return False
        if first is None or first.cells is None:
            return names.cells[0].strip() == "Activity ID"
        return first.cells[0].strip().isdecimal() and len(first.cells) > 1 and read_date(first.cells[1]) is not None

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all rows that can be read; raises nothing for bad bytes."""
        text, _assumed = decoded(data)
        every = rows(text)
        first = next(every, None)
        told = Told(origin, () if first is None or first.cells is None else first.cells)
        places = _places(told.names)
        if places is None:
            told.tell("line 1", "header_unreadable")
            return told.reading("activity_list")
        body = list(every)
        day_first = not _month_first(body)
        shift = _shift(body, places, origin, day_first=day_first)
        if shift:
            told.warn("dates_were_local")
        told_in = {}
        for row in body:
            session = _session(row, places, told, day_first=day_first, shift=shift)
            if session is None:
                continue
            told.records.append(session)
            filename = _cell(row, places.get("filename"))
            if filename:
                told_in[filename] = session.id
        reading = told.reading("activity_list")
        return Reading(
            records=reading.records, problems=reading.problems, recognised_as="activity_list", told_in=told_in
        )


def _doubled(names: tuple[str, ...]) -> dict[str, int] | None:
    """Give where the second of each doubled name stands, by our words for them; None for another table."""
    plain = [name.strip().lower() for name in names]
    twice = [name for at, name in enumerate(plain) if name and plain.count(name) == 2 and plain.index(name) == at]
    if len(names) < 40 or len(twice) < len(_DOUBLED) or plain.index(twice[0]) != _ELAPSED:
        return None
    return {word: len(plain) - 1 - plain[::-1].index(name) for word, name in zip(_DOUBLED, twice, strict=False)}


def _places(names: tuple[str, ...]) -> dict[str, int] | None:
    """Give the position of each field in a row."""
    second = _doubled(names)
    if second is None:
        return None
    places = {field: second[word] + behind for field, (word, behind) in _BEHIND_SECOND.items()}
    for at, name in enumerate(names):
        field = _BY_NAME.get(name.strip().lower())
        if field is not None:
            places[field] = at
    places["filename"] = second["elapsed"] - 3
    places["private_note"] = second["elapsed"] - 5
    return places


def _cell(row: Row, at: int | None) -> str:
    return row.cells[at].strip() if row.cells is not None and at is not None and 0 <= at < len(row.cells) else ""


def _month_first(body: list[Row]) -> bool:
    """Tell whether dates like 1/13/2026 stand in the table; with a point or a word between there is no doubt."""
    dates = [_cell(row, _DATE).split("/") for row in body]
    return any(len(parts) > 2 and parts[1].isdecimal() and int(parts[1][:3]) > 12 for parts in dates)


def _shift(body: list[Row], places: Mapping[str, int], origin: Origin, *, day_first: bool) -> timedelta:
    """Tell how far the dates are from UTC: by the starts of the first files beside the table, in whole quarter hours.

    Some archives tell local time. Only a shift on which two files agree is believed.
    """
    shifts: list[timedelta] = []
    for row in body:
        filename, at = _cell(row, places["filename"]), read_date(_cell(row, _DATE), day_first=day_first)
        if not filename or at is None:
            continue
        start = start_in(origin.beside(filename) or b"")
        if start is not None:
            quarters = round((start - at).total_seconds() / 900)
            shifts.append(timedelta(minutes=15 * quarters) if abs(quarters) <= 56 else timedelta())
        if len(shifts) >= _LOOKED_INTO:
            break
    agreed = max(set(shifts), key=shifts.count, default=timedelta())
    return agreed if shifts.count(agreed) > max(1, len(shifts) // 2) else timedelta()


def _session(
    row: Row, places: Mapping[str, int], told: Told, *, day_first: bool, shift: timedelta
) -> Session | None:
    """Make the session of a row; None with a problem where it does not say when."""
    at = read_date(_cell(row, _DATE), day_first=day_first)
    if row.cells is None or at is None:
        told.tell(f"line {row.line}", "row_unreadable" if row.cells is None else "row_without_time")
        return None
    at = (at + shift).astimezone(told.origin.home_zone)
    if at > told.origin.received_at + timedelta(hours=26):
        told.tell(f"line {row.line}", "date_in_the_future", {"date": f"{at:%Y-%m-%d}"})
        return None
    told.warn("zone_assumed")
    numbers = {field: decimal(_cell(row, place), comma="decimal") for field, place in places.items()}
    elapsed = numbers["elapsed_s"] or decimal(_cell(row, _ELAPSED), comma="decimal")
    note = "\n".join(filter(None, (_cell(row, _DESCRIPTION), _cell(row, places.get("private_note")))))
    fields = {
        "moving_min": _minutes(numbers["moving_s"]), "elapsed_min": _minutes(elapsed),
        **{name: numbers[name] for name in ("distance_m", "climb_m", "descent_m", "mean_hr_bpm", "max_hr_bpm")},
        "rpe_0_10": numbers["rpe_0_10"],
    }
    return Session(
        id=made_id("strava", "session", row.cells[0].strip()), at=at, noted_at=_written(at, elapsed),
        source=StravaImporter.name, note=kept_text(note), sport=sport_of(_cell(row, _SPORT)),
        air=_air(numbers), **believed_fields("session", fields),
    )


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _written(at: datetime, elapsed_s: float | None) -> datetime:
    return at + timedelta(seconds=min(max(elapsed_s or 0.0, 0.0), 10 * 86_400.0))


def _air(numbers: Mapping[str, float | None]) -> Air:
    """Give the air: the weather service before the watch; humidity is told as a share of one."""
    humidity = numbers.get("humidity")
    if humidity is not None and humidity <= 1:
        humidity *= 100
    weather = numbers.get("weather_c")
    celsius = believed("session", "temperature_c", numbers.get("temperature_c") if weather is None else weather)
    source = AirSource.DEVICE if weather is None else AirSource.WEATHER
    return Air(
        temperature_c=celsius, air_source=None if celsius is None else source,
        humidity_pct=believed("session", "humidity_pct", humidity),
        wind_m_s=believed("session", "wind_m_s", numbers.get("wind_m_s")),
    )
