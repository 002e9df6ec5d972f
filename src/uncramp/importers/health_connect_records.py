"""Rows of a Health Connect database, made into records: one source a day for drinks, food and sleep."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import numpy as np

from uncramp.diary.records import BodyMass, BodySignal, Drink, Meal, MealCovers, Record, Session
from uncramp.diary.series import Series
from uncramp.importers.believed import believed, believed_fields, kept_text
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin
from uncramp.importers.moments import instant, is_date, zone_at_offset
from uncramp.importers.one_source import fullest
from uncramp.importers.sleep_nights import Stretch, nights_of

SOURCE = "health_connect"
#: exercise_type of ExerciseSessionRecord (developer.android.com, health-connect) -> our word
_SPORTS: dict[int, str] = {
    2: "racket_sport", 4: "basketball", 5: "cycling", 8: "cycling", 9: "cycling", 10: "training", 11: "boxing",
    13: "training", 14: "cricket", 16: "dance", 25: "elliptical", 26: "training", 28: "american_football",
    29: "american_football", 32: "golf", 36: "interval_training", 37: "hiking", 38: "hockey", 39: "ice_skating",
    44: "martial_arts", 46: "paddling", 48: "pilates", 50: "racket_sport", 51: "climbing", 53: "rowing", 54: "rowing",
    55: "rugby", 56: "running", 57: "running", 58: "sailing", 60: "inline_skating", 61: "alpine_skiing",
    62: "snowboarding", 64: "football", 66: "racket_sport", 68: "stair_climbing", 69: "stair_climbing",
    70: "strength", 72: "surfing", 73: "swimming", 74: "swimming", 75: "racket_sport", 76: "tennis", 78: "volleyball",
    79: "walking", 81: "strength", 82: "wheelchair", 83: "yoga",
}
_STAGES = {1: "awake", 2: "asleep", 3: "awake", 4: "asleep", 5: "asleep", 6: "asleep", 7: "awake"}
#: column -> (field, factor from grams, or from small calories)
_EATEN = {"potassium": ("potassium_mg", 1000.0), "magnesium": ("magnesium_mg", 1000.0),
          "calcium": ("calcium_mg", 1000.0), "sodium": ("sodium_mg", 1000.0), "energy": ("energy_kcal", 0.001),
          "total_carbohydrate": ("carbohydrate_g", 1.0)}
#: a single drink is between these (l); an app that writes millilitres is read as such
_LARGEST_DRINK_L = 20.0
_LONGEST_S = 10 * 86_400.0
#: entries of food this far apart (s), or one that says it is the day's, are the log of a day
_DAY_LONG_S = 4 * 3600.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by our name of their table; a column that an export lacks is unknown."""

    tables: Mapping[str, Sequence[Mapping[str, Any]]]

    def of(self, table: str) -> Sequence[Mapping[str, Any]]:
        """Give the rows of a table; none where it is not there."""
        return self.tables.get(table, ())


def number(value: object) -> float | None:
    """Give a number a row tells; None for none, and for the smallest one, which stands for none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 1e-300 < abs(value) < 1e15 or value == 0 else None


def seconds(value: object) -> float | None:
    """Give seconds since 1970 of milliseconds; None where they are no moment."""
    told = number(value)
    at = None if told is None else told / 1000
    return at if is_date(at) else None


def records_of(rows: Rows, origin: Origin) -> tuple[tuple[Record, ...], tuple[Series, ...]]:
    """Make records and curves of all rows that can be read."""
    apps = {row.get("row_id"): str(row.get("package_name") or "") for row in rows.of("apps")}
    reader = _Reader(rows, origin, apps)
    sessions, series = reader.sessions()
    every: list[Record] = [
        *sessions, *reader.nights(), *reader.drinks(), *reader.meals(), *reader.weighings(), *reader.signals(),
    ]
    latest = origin.received_at + timedelta(hours=26)
    return tuple({record.id: record for record in every if record.at <= latest}.values()), tuple(series)


@dataclass(slots=True)
class _Reader:
    """The rows, and what reads a moment in its zone."""

    rows: Rows
    origin: Origin
    apps: Mapping[Any, str]

    def zone(self, row: Mapping[str, Any], at: float) -> tzinfo:
        """Give the zone a row tells by its offset; home where it tells none."""
        told = number(row.get("start_zone_offset", row.get("zone_offset")))
        home = self.origin.home_zone
        if told is None or abs(told) > 50_400:
            return home
        return zone_at_offset(timedelta(seconds=round(told)), instant(at), home)

    def spans(self, table: str) -> Iterator[tuple[float, float, str, Mapping[str, Any]]]:
        """Give rows with a start and an end: start, end, the app that wrote it, the row."""
        for row in self.rows.of(table):
            start = seconds(row.get("start_time", row.get("time")))
            end = seconds(row.get("end_time")) or start
            if start is not None and end is not None and start <= end <= start + _LONGEST_S:
                yield start, end, self.apps.get(row.get("app_info_id"), ""), row

    def sessions(self) -> tuple[list[Session], list[Series]]:
        """Give sessions with the heart rates and metres of their time."""
        beats = sorted(
            (moment, bpm) for row in self.rows.of("heart_rate")
            if (moment := seconds(row.get("epoch_millis"))) is not None
            and (bpm := believed("session", "mean_hr_bpm", number(row.get("beats_per_minute")))) is not None
        )
        times = [moment for moment, _bpm in beats]
        ways = self._ways()
        sessions, series = [], []
        for start, end, app, row in self.spans("exercise"):
            at = instant(start).astimezone(self.zone(row, start))
            first, last = bisect_left(times, start), bisect_right(times, end)
            found = np.array([bpm for _moment, bpm in beats[first:last]])
            curve = np.unique(np.array(times[first:last]) - start, return_index=True) if last > first else None
            session_id = made_id(SOURCE, "session", f"{app} {start:.0f}")
            series_id = made_id(self.origin.sha256, "series", str(session_id))
            told = curve is not None and curve[0].size > 1
            numbers = {
                "elapsed_min": (end - start) / 60, "moving_min": (end - start) / 60,
                "distance_m": ways("distance", start, end), "climb_m": ways("climb", start, end),
                "mean_hr_bpm": float(found.mean()) if found.size else None,
                "max_hr_bpm": float(found.max()) if found.size else None,
            }
            kind = number(row.get("exercise_type"))
            note = kept_text(row.get("notes"))
            sessions.append(Session(
                id=session_id, at=at, noted_at=instant(end), source=SOURCE, note=note,
                sport=_SPORTS.get(int(kind)) if kind is not None else None, series=series_id if told else None,
                **believed_fields("session", numbers),
            ))
            if told and curve is not None:
                series.append(Series(id=series_id, started_at=at, time_s=curve[0], heart_rate_bpm=found[curve[1]]))
        return sessions, series

    def _ways(self) -> Callable[[str, float, float], float | None]:
        """Give what adds up metres told inside a span, by the one app that told most of them."""
        told: dict[str, list[tuple[float, float, str, float]]] = {"distance": [], "climb": []}
        for table, column in (("distance", "distance"), ("climb", "elevation")):
            for start, end, app, row in self.spans(table):
                metres = number(row.get(column))
                if metres is not None and metres >= 0:
                    told[table].append((start, end, app, metres))
            told[table].sort()

        def way(table: str, start: float, end: float) -> float | None:
            rows = told[table]
            sums: dict[str, float] = defaultdict(float)
            for at in range(bisect_left(rows, (start - 1,)), len(rows)):
                if rows[at][0] > end:
                    break
                if rows[at][1] <= end + 1:
                    sums[rows[at][2]] += rows[at][3]
            return max(sums.values(), default=None)

        return way

    def nights(self) -> list[Record]:
        """Give nights: stages where there are any, else the whole session as sleep."""
        stages: dict[Any, list[tuple[float, float, str]]] = defaultdict(list)
        for row in self.rows.of("stages"):
            start, end = seconds(row.get("stage_start_time")), seconds(row.get("stage_end_time"))
            what = _STAGES.get(int(number(row.get("stage_type")) or 0))
            if start is not None and end is not None and what is not None and end <= start + _LONGEST_S:
                stages[row.get("parent_key")].append((start, end, what))
        stretches, zones = [], []
        for start, end, app, row in self.spans("sleep"):
            zones.append((end, self.zone(row, end)))
            stretches.append(Stretch(app, start, end, "bed"))
            parts = stages.get(row.get("row_id")) or [(start, end, "asleep")]
            stretches.extend(Stretch(app, *part) for part in parts)
        zones.sort(key=lambda each: each[0])
        ends = [end for end, _zone in zones]

        def zone(at: float) -> tzinfo:
            place = min(bisect_left(ends, at), len(zones) - 1)
            return zones[place][1]

        return list(nights_of(stretches, SOURCE, zone, instant))

    def _by_day(self, table: str) -> Iterator[tuple[date, str, list[tuple[float, Mapping[str, Any]]]]]:
        """Give the rows of a table by local day, of the one app that told most that day."""
        days: dict[date, dict[str, list[tuple[float, Mapping[str, Any]]]]] = defaultdict(dict)
        for start, _end, app, row in self.spans(table):
            day = instant(start).astimezone(self.zone(row, start)).date()
            days[day].setdefault(app, []).append((start, row))
        for day in sorted(days):
            app = fullest(days[day], {})
            yield day, app, days[day][app]

    def drinks(self) -> Iterator[Drink]:
        """Give drinks; caffeine of food apps is part of the food."""
        for _day, app, told in self._by_day("hydration"):
            for start, row in told:
                litres = number(row.get("volume"))
                if not litres or litres < 0:
                    continue
                volume = believed("drink", "volume_ml", litres * 1000 if litres <= _LARGEST_DRINK_L else litres)
                if volume is not None:
                    yield Drink(
                        id=made_id(SOURCE, "drink", f"{app} {start:.0f} {volume:.3f}"),
                        at=instant(start).astimezone(self.zone(row, start)), noted_at=instant(start), source=SOURCE,
                        beverage="water", volume_ml=volume,
                    )

    def meals(self) -> Iterator[Meal]:
        """Give food: a day's total where an app logs the day, else the meal."""
        for day, app, told in self._by_day("nutrition"):
            sums: dict[str, float] = {}
            for _start, row in told:
                for column, (name, factor) in _EATEN.items():
                    value = number(row.get(column))
                    if value is not None and value >= 0:
                        sums[name] = sums.get(name, 0.0) + value * factor
            kept = believed_fields("meal", sums)
            if all(value is None for value in kept.values()):
                continue
            first, last = told[0], max(start for start, _row in told)
            zone = self.zone(first[1], first[0])
            words = " ".join(f"{name}={value:.6g}" for name, value in sorted(sums.items()))
            meal = Meal(
                id=made_id(SOURCE, "meal", f"{app} {day} {words}"), at=instant(first[0]).astimezone(zone),
                noted_at=instant(last), source=SOURCE, **kept,
            )
            whole = len(told) == 1 and "total" in str(first[1].get("meal_name") or "").lower()
            if whole or last - min(start for start, _row in told) >= _DAY_LONG_S:
                meal = replace(meal, covers=MealCovers.DAY, at=datetime.combine(day, time(12), tzinfo=zone))
            yield meal

    def weighings(self) -> Iterator[BodyMass]:
        """Give weighings; the table tells grams."""
        for _day, app, told in self._by_day("weight"):
            for start, row in told:
                grams = number(row.get("weight"))
                mass = believed("body_mass", "mass_kg", None if grams is None else grams / 1000)
                if mass is not None:
                    yield BodyMass(
                        id=made_id(SOURCE, "body_mass", f"{app} {start:.0f}"),
                        at=instant(start).astimezone(self.zone(row, start)), noted_at=instant(start), source=SOURCE,
                        mass_kg=mass,
                    )

    def signals(self) -> Iterator[BodySignal]:
        """Give resting heart rates and heart-rate variability (RMSSD)."""
        for table, column, name in (("resting", "beats_per_minute", "resting_hr_bpm"),
                                    ("hrv", "heart_rate_variability_millis", "hrv_rmssd_ms")):
            for _day, app, told in self._by_day(table):
                values = [value for _at, row in told if (value := number(row.get(column))) is not None]
                value = believed("body_signal", name, sum(values) / len(values) if values else None)
                start, row = told[-1]
                if value is not None:
                    fields: dict[str, Any] = {name: value}
                    yield BodySignal(
                        id=made_id(SOURCE, "body_signal", f"{app} {table} {start:.0f}"),
                        at=instant(start).astimezone(self.zone(row, start)), noted_at=instant(start), source=SOURCE,
                        **fields,
                    )
