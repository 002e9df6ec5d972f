"""What a cramp leaves behind in a simulated life: its record, and a session that was limped home or broken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

import numpy as np

from uncramp.body import Muscle, Side
from uncramp.diary.records import Circumstance, Cramp, Record, Session
from uncramp.diary.series import Series
from uncramp.exposures.person_time import WindowKind
from uncramp.simulation.cramping import Attack
from uncramp.simulation.entries import Clock, curve_of
from uncramp.simulation.life import Life

T = TypeVar("T")


def consequences(
    lived: Sequence[Record], found: Sequence[Attack], life: Life, clock: Clock, dice: np.random.Generator
) -> tuple[list[Record], list[Series]]:
    """Add the cramps to the life: the record of each, and sessions that were broken off or limped home."""
    first: dict[UUID | None, Attack] = {}
    for attack in found:
        if attack.window.kind is WindowKind.SESSION:
            first.setdefault(attack.window.record_id, attack)
    records: list[Record] = []
    series: list[Series] = []
    ended_min: dict[UUID | None, float] = {}
    for record in lived:
        if not isinstance(record, Session):
            records.append(record)
            continue
        day = (record.at.date() - life.first_day).days
        hit = first.get(record.id)
        lasted = record.moving_min or 0.0
        came = hit.after_start_min if hit is not None and hit.after_start_min < lasted else None
        stop = came + 3.0 if came is not None and hit is not None and hit.stopped else None
        curve = curve_of(life, day, clock, came, stop)
        series.append(curve)
        ended_min[record.id] = lasted if stop is None else stop
        records.append(record if came is None else _shortened(record, curve, stop))
    cramps: list[Cramp] = []
    for number, attack in enumerate(found):
        is_night = attack.window.kind is WindowKind.NIGHT
        cramps.append(cramp_of(attack, number, None if is_night else ended_min[attack.window.record_id], clock, dice))
    return [*records, *cramps], series


def _shortened(session: Session, curve: Series, stop_min: float | None) -> Session:
    """Bring a session in line with its curve after a cramp: less distance, and less time where it was broken off."""
    distance = None if curve.distance_m is None else float(curve.distance_m[-1])
    if stop_min is None:
        return replace(session, distance_m=distance)
    share = stop_min / (session.moving_min or stop_min)
    return replace(
        session, distance_m=distance, moving_min=round(stop_min, 1), elapsed_min=round(stop_min * 1.03, 1),
        descent_m=round((session.descent_m or 0.0) * share) * 1.0,
        climb_m=round((session.climb_m or 0.0) * share) * 1.0,
    )


def cramp_of(attack: Attack, number: int, ended_min: float | None, clock: Clock, dice: np.random.Generator) -> Cramp:
    """Describe a cramp as a record; ``ended_min`` is how long after its start the session ended, None for a night."""
    if ended_min is None:
        circumstance = Circumstance.NIGHT
    else:
        circumstance = Circumstance.EXERCISE if attack.after_start_min < ended_min else Circumstance.AFTER_EXERCISE
    strength = int(np.clip(round(float(dice.normal(6, 1.6))), 1, 10))
    return Cramp(
        id=clock.id("cramp", number), at=attack.at, noted_at=attack.at, source="sample",
        muscle=_one_of(dice, (Muscle.HAMSTRING, 0.78), (Muscle.CALF, 0.22)),
        side=_one_of(dice, (Side.LEFT, 0.58), (Side.RIGHT, 0.42)), circumstance=circumstance, intensity_0_10=strength,
        duration_s=float(round(float(dice.lognormal(4.3, 0.6)) / 10) * 10 + 10),
        felt_it_coming=bool(dice.random() < 0.3), sore_h=float(dice.integers(0, 30)) if strength > 5 else None,
    )


def _one_of(dice: np.random.Generator, *choices: tuple[T, float]) -> T:
    roll = float(dice.random())
    for choice, share in choices:
        roll -= share
        if roll < 0:
            return choice
    return choices[-1][0]
