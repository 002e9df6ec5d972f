"""How a trial stands on a day: what runs, whose turn it is, what was done; never what is still to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from uncramp.diary.diary import Diary
from uncramp.diary.records import Trial, TrialEvent, TrialEventKind
from uncramp.document import Document
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.trials import kept
from uncramp.trials.allocation import Block, Pause, Place, block_of, blocks, ends_on, paused
from uncramp.trials.blinding import BlockGuess
from uncramp.trials.blocks import TrialDay
from uncramp.trials.design import Arm
from uncramp.trials.noted import Before, LaterChange, day_values, done_by_entries, is_of_nights
from uncramp.trials.protocol import Deviation, DeviationKind, Protocol

#: before this hour a night still belongs to the evening before, as one who goes to bed late would say
EVENING_UNTIL_H = 4


class TrialState(StrEnum):
    """Where a trial is: before its first day, on, paused, over by its last block, or ended before."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"


#: a trial that is at its end, one way or the other
OVER = frozenset({TrialState.FINISHED, TrialState.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSoFar(Document):
    """A block of the calendar; ``arm`` is None until the block has begun, and where its draw was taken back.

    In a blinded trial it is pack A or B until the key is entered.
    """

    block: Block
    arm: Arm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Document):
    """A trial as it stands on the local day ``today``.

    ``place`` is where today lies (None: not in a block) and ``arm`` whose turn it is; both None until the pair was
    drawn, and ``undrawn`` is then the pair to be drawn. ``done`` is what was said of today. ``calendar`` holds every
    block with the arms of those that have begun, and no other. ``days`` are the days up to today with an arm,
    ``ends_on`` the last day as it stands. ``intact`` is False where the protocol no longer fits its fingerprint.
    ``adverse`` are days and words of what was felt to be harm. ``stopped_on`` is the day of a stop, ``stopped_at`` when
    it was written.

    Of a blinded trial every arm here is A or B while it is ``sealed``; ``guesses`` are what was believed of its blocks,
    ``to_guess`` the pairs and blocks that are over and were not guessed (empty once the key was entered).
    ``changes`` are entries of its days that were changed later, ``before`` tells the last 90 days before it; both are
    looked up with the result only.
    """

    id: UUID
    written: Protocol
    fingerprint: str
    intact: bool
    state: TrialState
    today: date
    place: Place | None
    arm: Arm | None
    undrawn: int | None
    done: bool | None
    calendar: tuple[BlockSoFar, ...]
    days: tuple[TrialDay, ...]
    pauses: tuple[Pause, ...]
    deviations: tuple[Deviation, ...]
    adverse: tuple[tuple[date, str], ...]
    stopped_on: date | None
    stopped_because: str
    ends_on: date
    stopped_at: datetime | None = None
    sealed: bool = False
    guesses: tuple[BlockGuess, ...] = ()
    to_guess: tuple[tuple[int, int], ...] = ()
    changes: tuple[LaterChange, ...] = ()
    before: Before | None = None

    @property
    def safety_reasons(self) -> tuple[str, ...]:
        """The ids of what ended it for safety, a red flag or cautions; empty where nothing of that kind did."""
        return kept.safety_reasons(self.stopped_because) if self.state is TrialState.STOPPED else ()

    @property
    def is_readable(self) -> bool:
        """Tell whether its result may be read: it is over, and no stop for safety of today could still be a slip."""
        return not self.is_open and not (self.safety_reasons and self.stopped_on == self.today)

    @property
    def is_open(self) -> bool:
        """Tell whether the trial goes on: no other one may begin."""
        return self.state not in OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """The sheets of what is compared; ``rival`` None: without the remedy."""

    remedy: TrialRemedy
    rival: TrialRemedy | None


def remedies_of(written: Protocol, sheets: Mapping[str, TrialRemedy]) -> Remedies:
    """Give the sheets of a protocol; raises TrialRefusedError (``unknown_remedy``) where one is not there."""
    design = written.design
    for name in (design.remedy, design.rival):
        if name is not None and name not in sheets:
            raise kept.TrialRefusedError("unknown_remedy", given=name, known=", ".join(sheets))
    return Remedies(remedy=sheets[design.remedy], rival=None if design.rival is None else sheets[design.rival])


def trial_day(here: datetime, *, of_nights: bool) -> date:
    """Give the day of a trial that a local moment belongs to: a remedy for the night is of the evening before 4:00."""
    late = of_nights and here.hour < EVENING_UNTIL_H
    return here.date() - timedelta(days=1) if late else here.date()


def newest_trial(diary: Diary) -> Trial | None:
    """Give the trial that was written last; None without one whose protocol can be read."""
    found = [each for each in diary.of(Trial) if kept.protocol_of(each) is not None]
    return max(found, key=lambda each: each.noted_at, default=None)


def every_course(diary: Diary, here: datetime, sheets: Mapping[str, TrialRemedy]) -> tuple[Course, ...]:
    """Say how each trial of a diary stands, in the order they were written; those that cannot be read are left out."""
    readable = [
        record for record in diary.of(Trial) if (written := kept.protocol_of(record)) is not None
        and {written.design.remedy, written.design.rival or written.design.remedy} <= set(sheets)]
    return tuple(course_of(diary, each, here, sheets) for each in sorted(readable, key=lambda each: each.noted_at))


def course_of(diary: Diary, record: Trial, here: datetime, sheets: Mapping[str, TrialRemedy]) -> Course:
    """Say how a trial stands; ``here`` is now on the clock where the person is. Raises TrialRefusedError."""
    written = kept.protocol_of(record)
    if written is None:
        raise kept.TrialRefusedError("no_trial")
    both = remedies_of(written, sheets)
    events = kept.events_of(diary, record.id)
    today = trial_day(here, of_nights=is_of_nights(both.remedy))
    pauses, stop = kept.pauses_of(events), _stop(events)
    stopped_on = None if stop is None else kept.read_day(stop.since) or stop.at.date()
    key = kept.key_of(events, written)
    packs, orders = kept.orders_of(diary, record.id, written), kept.orders_of(diary, record.id, written, key)
    until = today if stopped_on is None else min(today, stopped_on)
    undrawn = _undrawn(written, orders, until, pauses)
    state = _state(written, until, pauses, stop=stop, undrawn=undrawn)
    place = block_of(written, until, pauses) if state is TrialState.RUNNING and undrawn is None else None
    told = kept.told_days(diary, record.id)
    order = None if place is None else orders.get(place.pair)
    deviations = kept.deviations_of(events)
    if not kept.is_intact(record, written):
        deviations = (*deviations, Deviation(day=today, kind=DeviationKind.DESIGN_CHANGED))
    if stop is not None and stopped_on is not None:
        deviations = (*deviations, Deviation(
            day=stopped_on, kind=DeviationKind.STOPPED_EARLY, note=stop.note or ""))
    return Course(
        id=record.id, written=written, fingerprint=record.fingerprint or "", intact=kept.is_intact(record, written),
        state=state, today=today, place=place, arm=None if order is None or place is None else order[place.block],
        undrawn=undrawn, done=told.get(today), calendar=_calendar(written, until, pauses, orders),
        days=_days(diary, here, written, both, until, pauses, orders, told), pauses=pauses, deviations=deviations,
        adverse=tuple(
            (kept.read_day(each.since) or each.at.date(), each.note or "") for each in events
            if each.event is TrialEventKind.ADVERSE_EFFECT),
        stopped_on=stopped_on, stopped_because="" if stop is None else stop.note or "",
        ends_on=ends_on(written, until, pauses), stopped_at=None if stop is None else stop.noted_at,
        sealed=written.design.blinded and key is None,
        guesses=kept.guesses_of(events, packs, key),
        to_guess=_to_guess(written, until, pauses, packs, events, over=state in OVER)
        if written.design.blinded and key is None else (),
    )


def first_day_of_pair(written: Protocol, pair: int, today: date, pauses: tuple[Pause, ...]) -> date:
    """Give the first day of a pair, as the pauses stand."""
    return next(each.first for each in blocks(written, today, pauses) if each.pair == pair and each.block == 0)


def _stop(events: tuple[TrialEvent, ...]) -> TrialEvent | None:
    return next((each for each in events if each.event is TrialEventKind.STOP), None)


def _to_guess(
    written: Protocol, until: date, pauses: tuple[Pause, ...], packs: Mapping[int, tuple[Arm, Arm]],
    events: tuple[TrialEvent, ...], *, over: bool,
) -> tuple[tuple[int, int], ...]:
    """Name the blocks whose last day has come, or that were cut short by the end, and that were not guessed."""
    guessed = {(each.pair, each.block) for each in kept.guesses_of(events, packs, None)}
    return tuple(
        (each.pair, each.block) for each in blocks(written, until, pauses)
        if each.pair in packs and (each.pair, each.block) not in guessed
        and (each.last <= until or (over and each.first <= until)))


def _undrawn(
    written: Protocol, orders: Mapping[int, tuple[Arm, Arm]], day: date, pauses: tuple[Pause, ...]
) -> int | None:
    """Name the first pair that should have begun by a day and was not drawn; None where there is none, or in a pause.

    A pair whose draw was taken back after a later one began is passed over: it cannot be drawn again.
    """
    if day < written.starts_on or paused(day, pauses):
        return None
    latest = max(orders, default=-1)
    pair = latest + 1
    if pair >= written.design.pairs:
        return None
    return pair if first_day_of_pair(written, pair, day, pauses) <= day else None


def _state(
    written: Protocol, day: date, pauses: tuple[Pause, ...], *, stop: TrialEvent | None, undrawn: int | None
) -> TrialState:
    if stop is not None:
        return TrialState.STOPPED
    if day < written.starts_on:
        return TrialState.WAITING
    if paused(day, pauses):
        return TrialState.PAUSED
    over = undrawn is None and day > ends_on(written, day, pauses)
    return TrialState.FINISHED if over else TrialState.RUNNING


def _calendar(
    written: Protocol, day: date, pauses: tuple[Pause, ...], orders: Mapping[int, tuple[Arm, Arm]]
) -> tuple[BlockSoFar, ...]:
    found = []
    for block in blocks(written, day, pauses):
        order = orders.get(block.pair) if block.first <= day else None
        found.append(BlockSoFar(block=block, arm=None if order is None else order[block.block]))
    return tuple(found)


def _days(
    diary: Diary, here: datetime, written: Protocol, both: Remedies, until: date, pauses: tuple[Pause, ...],
    orders: Mapping[int, tuple[Arm, Arm]], told: Mapping[date, bool | None],
) -> tuple[TrialDay, ...]:
    """Give the days with an arm from the first to ``until``, with what the diary says of them."""
    values = day_values(diary, here, written.design.outcome, of_nights=is_of_nights(both.remedy))
    # An entry of a blinded pack cannot say what was in it.
    shown = {} if written.design.blinded else done_by_entries(diary, both.remedy, both.rival)
    found = []
    day = written.starts_on
    while day <= until:
        place = block_of(written, day, pauses)
        order = None if place is None else orders.get(place.pair)
        if place is not None and order is not None:
            arm = order[place.block]
            done = told[day] if told.get(day) is not None else shown.get((day, arm))
            found.append(TrialDay(
                day=day, pair=place.pair, block=place.block, arm=arm, value=values.get(day), done=done,
                counted=not place.washing_in))
        day += timedelta(days=1)
    return tuple(found)
