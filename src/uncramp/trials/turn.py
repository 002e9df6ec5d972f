"""Whose turn a day has in a trial, for whoever plans that day: known once its block has begun, and not before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from uncramp.diary.diary import Diary
from uncramp.diary.records import Trial, TrialEventKind
from uncramp.document import Document
from uncramp.trials import kept
from uncramp.trials.allocation import block_of, blocks, ends_on, paused
from uncramp.trials.course import trial_day
from uncramp.trials.design import Arm, TrialDesign
from uncramp.trials.protocol import Protocol


class TurnState(StrEnum):
    """What is known of a day: its arm, that a pair begins whose order is drawn on looking, or nothing yet."""

    KNOWN = "known"
    TO_DRAW = "to_draw"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Document):
    """A day of a trial that goes on; ``arm`` is None unless ``state`` is known, and pack A or B in a blinded one."""

    day: date
    design: TrialDesign
    state: TurnState
    arm: Arm | None


def turn_on(diary: Diary, record: Trial, here: datetime, day: date, *, of_nights: bool) -> Turn | None:
    """Say whose turn a local day has; None where the trial asks nothing of it.

    That is before its first day, after its last, in a pause, once it was stopped, and in a pair whose draw was taken
    back. ``here`` is now on the clock where the person is, ``of_nights`` tells that the trial is of nights.
    What is said of a day whose block has not begun is the same for both orders.
    """
    written, events = kept.protocol_of(record), kept.events_of(diary, record.id)
    if written is None or any(each.event is TrialEventKind.STOP for each in events):
        return None
    pauses = kept.pauses_of(events)
    place = block_of(written, day, pauses)
    today = trial_day(here, of_nights=of_nights)
    if place is None:
        waits = day == today and day >= written.starts_on and not paused(day, pauses)
        if not waits or _drawn(diary, record, written):
            return None
        return Turn(day=day, design=written.design, arm=None, state=TurnState.TO_DRAW)
    block = blocks(written, today, pauses)[2 * place.pair + place.block]
    orders = kept.orders_of(diary, record.id, written)
    if place.pair in orders:
        arm = orders[place.pair][place.block] if block.first <= today else None
        return Turn(
            day=day, design=written.design, arm=arm, state=TurnState.SEALED if arm is None else TurnState.KNOWN)
    if any(pair > place.pair for pair in orders):
        return None
    # Days of a pair that nobody looked at become a pause: on the day somebody looks it begins.
    draws = day == today or (day == block.first and place.block == 0)
    return Turn(
        day=day, design=written.design, arm=None, state=TurnState.TO_DRAW if draws else TurnState.SEALED)


def is_over(diary: Diary, record: Trial, day: date) -> bool:
    """Tell whether a trial asks nothing more from a day on: stopped, past its last block, or not to be read."""
    written, events = kept.protocol_of(record), kept.events_of(diary, record.id)
    if written is None or any(each.event is TrialEventKind.STOP for each in events):
        return True
    return _drawn(diary, record, written) and ends_on(written, day, kept.pauses_of(events)) < day


def _drawn(diary: Diary, record: Trial, written: Protocol) -> bool:
    """Tell whether the last pair was drawn; a trial that nobody looked at goes on until it was."""
    return kept.order_of(diary, record.id, written.seed, written.design.pairs - 1) is not None
