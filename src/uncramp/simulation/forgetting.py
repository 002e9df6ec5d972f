"""From what was to what stands in the diary: days nobody wrote, single things left out, amounts misremembered.

Watches record by themselves; everything typed depends on the person. Days with a cramp are written down more often
than days without: who compares only written days sees more cramps than there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

import numpy as np

from uncramp.diary.records import CheckIn, Cramp, Drink, Meal, Medication, Night, Record, Session

R = TypeVar("R", bound=Record)

#: share of ordinary days that were not written down, and of days with a cramp
FORGOTTEN, FORGOTTEN_WITH_CRAMP = 0.15, 0.04
#: on a day that was written down, a single thing is left out this often; a cramp on any day; a device's record
LEFT_OUT, CRAMP_LEFT_OUT, DEVICE_FAILED = 0.04, 0.04, 0.03
#: log sd of an amount remembered
AMOUNT_NOISE = 0.12


@dataclass(frozen=True, slots=True)
class Writing:
    """Which days were written down; and the dice with which a record is remembered."""

    written: frozenset[date]
    cramped: frozenset[date]
    dice: np.random.Generator


def writing_habit(first_day: date, days: int, cramped: frozenset[date], dice: np.random.Generator) -> Writing:
    """Choose the days that were written down: most, in spells, nearly all with a cramp, none in two long holidays."""
    mood, spell = 0.0, []
    for step in dice.normal(0, 0.55, days).tolist():
        mood = 0.8 * mood + step
        spell.append(mood)
    with_cramp = np.array([first_day + timedelta(days=number) in cramped for number in range(days)])
    base = np.where(with_cramp, FORGOTTEN_WITH_CRAMP, FORGOTTEN)
    # The mood lifts the mean of the logistic a little; 0.15 takes that back.
    chance = 1 / (1 + np.exp(-(np.log(base / (1 - base)) - 0.15 + np.array(spell))))
    away = np.zeros(days, dtype=np.bool_)
    for _holiday in range(round(days / 365)):
        start = int(dice.integers(0, max(days - 12, 1)))
        away[start : start + int(dice.integers(8, 13))] = True
    kept = (dice.random(days) >= chance) & ~away
    written = frozenset(first_day + timedelta(days=number) for number in np.flatnonzero(kept).tolist())
    return Writing(written, cramped, dice)


def write_down(records: Iterable[Record], writing: Writing, watched_from: date) -> Iterator[Record]:
    """Give the records as they came into the diary; before ``watched_from`` only what a watch recorded."""
    dice = writing.dice
    for record in records:
        day = record.at.date()
        typed = day in writing.written and day >= watched_from
        if isinstance(record, Session):
            if dice.random() >= DEVICE_FAILED:
                yield _session(record, typed, dice)
        elif isinstance(record, Night):
            if dice.random() >= 2 * DEVICE_FAILED and record.asleep_min is not None:
                yield _night(record, dice)
        elif isinstance(record, Cramp):
            if day >= watched_from and dice.random() >= CRAMP_LEFT_OUT:
                yield _late(_cramp(record), 0.5, dice)
        elif isinstance(record, Medication):
            if day >= watched_from:
                yield record
        elif typed and dice.random() >= LEFT_OUT:
            yield _typed(record, day in writing.cramped, dice)


def _session(session: Session, typed: bool, dice: np.random.Generator) -> Session:
    """Take the watch's facts, and effort and rating only where the person added them."""
    if not typed or session.rpe_0_10 is None:
        return replace(session, effort=None, rpe_0_10=None)
    rating = float(np.clip(round(session.rpe_0_10 + float(dice.normal(0, 0.6))), 1, 10))
    return replace(session, rpe_0_10=rating)


def _night(night: Night, dice: np.random.Generator) -> Night:
    """Let the watch misjudge sleep by a quarter of an hour."""
    asleep = max(60.0, (night.asleep_min or 0.0) + float(dice.normal(0, 15)))
    return replace(night, asleep_min=round(asleep) * 1.0)


def _cramp(cramp: Cramp) -> Cramp:
    """Round the time down to five minutes, as people tell it."""
    told = cramp.at.replace(minute=cramp.at.minute // 5 * 5, second=0, microsecond=0)
    return replace(cramp, at=told)


def _typed(record: Record, cramped: bool, dice: np.random.Generator) -> Record:
    """Remember a typed entry: amounts blurred, a check-in told whether there was a cramp."""
    if isinstance(record, Drink) and record.volume_ml is not None:
        volume = round(record.volume_ml * float(np.exp(dice.normal(0, AMOUNT_NOISE))), -1)
        return _late(replace(record, volume_ml=volume), 0.2, dice)
    if isinstance(record, Meal):
        names = ("energy_kcal", "sodium_mg", "potassium_mg", "magnesium_mg", "calcium_mg")
        blurred = {
            name: round(getattr(record, name) * float(np.exp(dice.normal(0, AMOUNT_NOISE)))) * 1.0 for name in names
        }
        return replace(record, **blurred)
    if isinstance(record, CheckIn) and record.soreness_0_10 is not None:
        told = int(np.clip(record.soreness_0_10 + round(float(dice.normal(0, 0.8))), 0, 10))
        return replace(record, soreness_0_10=told, cramps_noted=cramped)
    return _late(record, 0.2, dice)


def _late(record: R, share: float, dice: np.random.Generator) -> R:
    """Note some entries hours after they happened, as people catch up in the evening or next morning."""
    if dice.random() >= share:
        return record
    later: datetime = record.at + timedelta(hours=float(np.round(dice.uniform(1, 14), 2)))
    return replace(record, noted_at=later)
