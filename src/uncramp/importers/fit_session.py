"""What a FIT activity tells of its legs and its clock, made into sessions by :mod:`uncramp.importers.outing`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from uncramp.importers.fit_clock import FIRST_DATE, has_date, instant, seconds_at_noon, told_offset
from uncramp.importers.fit_columns import FitContents, Table
from uncramp.importers.fit_profile import GAMES, VIRTUAL, sport_name
from uncramp.importers.fit_samples import SEMICIRCLE_DEGREES, samples
from uncramp.importers.importer import Origin, Problem
from uncramp.importers.outing import Activity, Leg, Teller, add_sessions, note_strayed
from uncramp.importers.places import NOWHERE, Places, zone_of
from uncramp.importers.samples import Samples


def read_activity(contents: FitContents, origin: Origin, identity: str) -> Activity:
    """Make the sessions of an activity file; nothing but a problem where it has no date that can be believed."""
    activity = Activity()
    taken, legs = samples(contents), _legs(contents.table("session"))
    note_strayed(taken, activity)
    taken, legs = _dated(taken, legs, origin, activity)
    last = max([leg.end for leg in legs] + taken.time[-1:].tolist(), default=None)
    if last is None:
        return activity
    told, places = told_offset(contents, last - activity.shift), _places(contents, activity.shift)
    teller = Teller(
        source="fit", origin=origin, identity=identity, instant=instant,
        zone=lambda start: zone_of(told, instant(start), origin.home_zone, places, start, activity.problems),
    )
    add_sessions(activity, legs, taken, teller)
    return activity


def _places(contents: FitContents, shift: float) -> Places:
    """Give where the file was recorded; nowhere where the way was a game's, ridden indoors."""
    subs = contents.table("session").column("sub_sport")
    record = contents.table("record")
    if np.any(subs == VIRTUAL) or contents.table("file_id").first("manufacturer") in GAMES:
        return NOWHERE
    degrees = (record.column(name) * SEMICIRCLE_DEGREES for name in ("latitude", "longitude"))
    return Places(record.column("timestamp") + shift, *degrees)


def _legs(table: Table) -> list[Leg]:
    """Read the session messages that have a start; in order of time."""
    names = ("timer_s", "distance_m", "climb_m", "descent_m", "mean_hr_bpm", "max_hr_bpm", "mean_temperature_c",
             "rpe_0_10", "elapsed_s", "timestamp", "start_time", "sport", "sub_sport")
    columns = {name: table.column(name) for name in names}
    legs = []
    for row in range(table.count):
        told = {name: float(column[row]) if np.isfinite(column[row]) else None for name, column in columns.items()}
        start, elapsed, written = told["start_time"], told["elapsed_s"], told["timestamp"]
        if start is None:
            continue
        ends = [start + elapsed] if elapsed is not None and elapsed <= 10 * 86_400 else []
        if written is not None and start <= written <= start + 10 * 86_400:
            ends.append(written)
        sport, sub_sport = told["sport"], told["sub_sport"]
        word = sport_name(None if sport is None else int(sport), None if sub_sport is None else int(sub_sport))
        legs.append(Leg(start, max(ends, default=start), word, told))
    return sorted(legs, key=lambda leg: leg.start)


def _dated(taken: Samples, legs: list[Leg], origin: Origin, activity: Activity) -> tuple[Samples, list[Leg]]:
    """Bring all times on true dates: drop a summary whose clock was off, or set the day the person told."""
    starts = [leg.start for leg in legs] + taken.time[:1].tolist()
    if not starts:
        return taken, legs
    if max(starts) < FIRST_DATE:
        if origin.dated is None:
            activity.problems.append(Problem(place="", fault="no_true_date"))
            return replace(taken, time=np.empty(0), columns={}, every=None, beats=None), []
        return _shift(taken, legs, origin.dated, origin, activity, min(starts))
    true = [leg for leg in legs if has_date(leg.start)]
    if len(taken) and has_date(float(taken.time[0])):
        # a summary days away from its own samples is damage; the samples outvote it
        true = [leg for leg in true if leg.start - 86_400 <= taken.time[-1] and leg.end + 86_400 >= taken.time[0]]
    else:
        taken = Samples(np.empty(0), {}, beats=taken.beats)
    if len(true) < len(legs):
        facts = {"count": str(len(legs) - len(true))}
        activity.problems.append(Problem(place="", fault="summary_time_off", facts=facts, lost=not len(taken)))
    return taken, true


def _shift(
    taken: Samples, legs: list[Leg], day: date, origin: Origin, activity: Activity, first: float
) -> tuple[Samples, list[Leg]]:
    """Move a file that counts from power-on to noon of the day the person told."""
    by = seconds_at_noon(day, origin.home_zone) - first
    activity.shift = by
    facts = {"date": day.isoformat()}
    activity.problems.append(Problem(place="", fault="date_was_told", facts=facts, lost=False))
    moved = [replace(leg, start=leg.start + by, end=leg.end + by) for leg in legs]
    return taken.moved(by), moved
