"""Whole diaries with known truth: a simulated life, cramps from a built-in cause, and what was written down of it.

The order matters for honesty. First the life is lived and measured exactly, with the same exposures that are used on
real diaries; then cramps are drawn from what truly was; only then is it written down with gaps and errors. Whoever
analyses the diary sees the last step alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import ObservationPeriod, Session
from uncramp.simulation.aftermath import consequences
from uncramp.simulation.cramping import attacks, exposure_of
from uncramp.simulation.entries import Clock, curves_of, profile_of, records_of_day
from uncramp.simulation.forgetting import write_down, writing_habit
from uncramp.simulation.life import live
from uncramp.simulation.simulated import SimulatedDiary

#: so many days before the diary begins the watch already recorded
WATCH_DAYS = 100
#: causes that a sample diary is given when none is asked for: clear, common and measurable by what people note
USUAL_CAUSES = ("early_pace", "load_72h", "sleep", "warm_up", "heat", "fluids", "soreness", "alcohol")
SHORTEST_YEARS, LONGEST_YEARS = 0.1, 20.0


def simulate_diary(
    seed: int, cause: str | None, years: float, until: datetime, zone: str = "Europe/London"
) -> SimulatedDiary:
    """Simulate a diary of ``years`` (0.1 to 20) that ends at ``until``, with about 30 cramps a year.

    ``cause`` is an exposure id, ``none`` for no cause at all, or None to let the seed choose a usual one. The same
    arguments give the same diary. Raises CauseError for an unknown cause or one that never varied in this life, and
    ValueError for years outside that range.
    """
    if not SHORTEST_YEARS <= years <= LONGEST_YEARS:
        raise ValueError(f"A simulated diary lasts {SHORTEST_YEARS} to {LONGEST_YEARS} years; {years} is outside.")
    dice = np.random.default_rng([seed % 2**64, 20_250_101])
    exposure = exposure_of(cause if cause is not None else str(dice.choice(USUAL_CAUSES)))
    place = ZoneInfo(zone)
    today = until.astimezone(place).date()
    watched_from = today - timedelta(days=round(365.25 * years))
    first_day = watched_from - timedelta(days=WATCH_DAYS)
    life = live(first_day, (today - first_day).days + 1, dice)
    clock = Clock(life, place, seed)
    profile = profile_of(clock, zone, WATCH_DAYS)
    lived = [record for day in range(life.days) for record in records_of_day(life, day, clock) if record.at < until]
    period = ObservationPeriod(
        id=clock.id("observation_period"), at=clock.at(WATCH_DAYS, 0.0), noted_at=clock.at(WATCH_DAYS, 600.0),
        source="sample",
    )
    whole = Diary([*lived, period], profile=profile, series=curves_of(life, clock))
    found, truth = attacks(whole, exposure, years, until, dice)
    records, series = consequences(lived, found, life, clock, dice)
    writing = writing_habit(first_day, life.days, frozenset(attack.at.date() for attack in found), dice)
    told = [record for record in write_down(records, writing, watched_from) if record.at <= until]
    told = [replace(record, noted_at=min(record.noted_at, until)) for record in told]
    used = {record.series for record in told if isinstance(record, Session)}
    kept = tuple(one for one in series if one.id in used)
    return SimulatedDiary(records=(period, *told), series=kept, profile=profile, truth=truth)
