"""How a trial is kept in a diary: its protocol as a record, the pairs that began, pauses and what else happened."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID, uuid5

from uncramp.diary.diary import Diary
from uncramp.diary.moments import zone_name
from uncramp.diary.records import Trial, TrialDay as DayRecord, TrialEvent, TrialEventKind, TrialPair
from uncramp.trials.allocation import NONCE_BYTES, Pause, arm_order
from uncramp.trials.blinding import BlindingKey, BlockGuess, Guess, is_seal, key_for, opened
from uncramp.trials.design import Arm, Believed, TrialDesign, TrialOutcome
from uncramp.trials.protocol import ANALYSIS, Deviation, DeviationKind, Protocol, fingerprint

T = TypeVar("T")

#: a trial ended for a red flag or a caution says so in its stop, before any words of the person
STOPPED_FOR_SAFETY = "safety"
#: begins the note of a lost key
KEY_LOST = DeviationKind.KEY_LOST.value
#: begins the note of a change that was tried and refused
CHANGE_REFUSED = DeviationKind.CHANGE_REFUSED.value


def safety_note(barred: Sequence[str]) -> str:
    """Write what forbids a trial as the words of its stop."""
    return f"{STOPPED_FOR_SAFETY}: {' '.join(barred)}"


def safety_reasons(note: str) -> tuple[str, ...]:
    """Read from the words of a stop what forbade the trial; empty where somebody stopped it."""
    start, _, rest = note.partition(": ")
    return tuple(rest.split()) if start == STOPPED_FOR_SAFETY else ()


class TrialRefusedError(ValueError):
    """Raised when something cannot be done with a trial; ``fault`` is an id that wording says, ``facts`` fill it.

    Ids: ``no_outcome``, ``unknown_outcome``, ``unknown_remedy``, ``two_at_once``, ``no_such_count``, ``other_time``,
    ``in_the_past``, ``too_far``, ``forbidden``, ``red_flag``, ``one_at_a_time``, ``no_trial``, ``over``, ``not_over``,
    ``not_begun``, ``day_to_come``, ``not_a_day``, ``not_a_date``, ``not_drawn``, ``already_paused``, ``long_pause``,
    ``not_paused``, ``sealed``, ``stopped_today``; of blinding: ``cannot_be_blinded``, ``no_seal``, ``not_a_seal``,
    ``seal_used``, ``not_blinded``, ``seal_stays``, ``not_the_key``, ``unsealed_already``, ``no_block_to_guess``,
    ``guess_too_late``.
    """

    def __init__(self, fault: str, **facts: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.facts = facts


def record_of(written: Protocol, id: UUID, zone: datetime) -> Trial:
    """Give the record of a protocol; ``zone`` is any moment in the zone where the person is."""
    design = written.design
    return Trial(
        id=id, at=written.written_at.astimezone(zone.tzinfo), noted_at=written.written_at, question=written.question,
        remedy=design.remedy, rival=design.rival, outcome=design.outcome.value, pairs=design.pairs,
        block_days=design.block_days, wash_in_days=design.wash_in_days, believed_mean=design.believed.mean,
        believed_sd=design.believed.sd, believed_prior=design.believed.prior,
        no_difference_ratio=design.no_difference_ratio, blinded=design.blinded, cautions=written.cautions,
        seed=written.seed, starts_on=written.starts_on.isoformat(), fingerprint=fingerprint(written), seal=written.seal,
    )


def protocol_of(record: Trial) -> Protocol | None:
    """Give the protocol that a record keeps; None where a field is missing or cannot be one of a protocol."""
    try:
        outcome = TrialOutcome(record.outcome or "")
        return Protocol(
            question=_known(record.question), seed=_known(record.seed),
            starts_on=date.fromisoformat(_known(record.starts_on)), written_at=record.at.astimezone(UTC),
            analysis=ANALYSIS[outcome], zone=zone_name(record.at), cautions=tuple(record.cautions), seal=record.seal,
            design=TrialDesign(
                remedy=_known(record.remedy), rival=record.rival, outcome=outcome, pairs=_known(record.pairs),
                block_days=_known(record.block_days), wash_in_days=_known(record.wash_in_days),
                blinded=_known(record.blinded), no_difference_ratio=_known(record.no_difference_ratio),
                believed=Believed(
                    mean=_known(record.believed_mean), sd=_known(record.believed_sd), prior=record.believed_prior),
            ),
        )
    except ValueError:
        return None


def is_intact(record: Trial, written: Protocol) -> bool:
    """Tell whether the protocol is the one that was fixed: its fingerprint still fits."""
    return hmac.compare_digest(record.fingerprint or "", fingerprint(written))


def pair_id(trial: UUID, pair: int) -> UUID:
    """Give the id of the record of a pair: always the same, so that a draw that was taken back cannot be made again."""
    return uuid5(trial, f"pair {pair}")


def order_of(diary: Diary, trial: UUID, seed: int, pair: int) -> tuple[Arm, Arm] | None:
    """Give the order of a pair that began as it was drawn; None before, and where its record cannot be read."""
    record = diary.telling(pair_id(trial, pair))
    if not isinstance(record, TrialPair) or record.pair != pair or record.trial != str(trial):
        return None
    try:
        nonce = bytes.fromhex(record.nonce or "")
    except ValueError:
        return None
    return arm_order(seed, pair, nonce) if len(nonce) >= NONCE_BYTES else None


def orders_of(
    diary: Diary, trial: UUID, written: Protocol, key: BlindingKey | None = None
) -> dict[int, tuple[Arm, Arm]]:
    """Give the orders of the pairs that began; of a blinded trial in packs A and B until its key is there.

    A stands where the remedy would: which pack holds what was drawn by the helper, apart from any order.
    """
    found = {pair: order_of(diary, trial, written.seed, pair) for pair in range(written.design.pairs)}
    known = {pair: order for pair, order in found.items() if order is not None}
    if not written.design.blinded:
        return known
    packs = {Arm.REMEDY: opened(Arm.A, key), Arm.RIVAL: opened(Arm.B, key)}
    return {pair: (packs[first], packs[second]) for pair, (first, second) in known.items()}


def events_of(diary: Diary, trial: UUID) -> tuple[TrialEvent, ...]:
    """Give what happened to a trial beside its days, in order of time."""
    return tuple(each for each in diary.of(TrialEvent) if each.trial == str(trial))


def pauses_of(events: Sequence[TrialEvent]) -> tuple[Pause, ...]:
    """Give the pauses among events, in order; one that cannot be read, or ends before it begins, is none."""
    found = []
    for event in events:
        first, last = read_day(event.since), read_day(event.till)
        if event.event is TrialEventKind.PAUSE and first is not None and (last is None or first <= last):
            found.append(Pause(first=first, last=last, why=event.note or ""))
    return tuple(found)


def deviations_of(events: Sequence[TrialEvent]) -> tuple[Deviation, ...]:
    """Give the deviations among events; the kind is the first word of the note, where it is one."""
    found = []
    for event in events:
        if event.event is not TrialEventKind.DEVIATION:
            continue
        word, _, rest = (event.note or "").partition(":")
        known = word in {each.value for each in DeviationKind}
        kind = DeviationKind(word) if known else DeviationKind.OTHER
        found.append(Deviation(
            day=read_day(event.since) or event.at.date(), kind=kind, note=rest.strip() if known else event.note or ""))
    return tuple(found)


def check_seal(diary: Diary, design: TrialDesign, seal: str | None) -> None:
    """Refuse a blinded design without a seal of its own, and a seal without a blinded design.

    A seal of an earlier trial is refused: its key may be known. Raises TrialRefusedError.
    """
    if not design.blinded:
        if seal is not None:
            raise TrialRefusedError("not_blinded")
        return
    if seal is None:
        raise TrialRefusedError("no_seal")
    if not is_seal(seal):
        raise TrialRefusedError("not_a_seal")
    if any(each.seal == seal for each in diary.of(Trial)):
        raise TrialRefusedError("seal_used")


def key_of(events: Sequence[TrialEvent], written: Protocol) -> BlindingKey | None:
    """Give the key of a blinded trial once it was entered; None before, and for one that does not fit the seal."""
    codes = (each.note or "" for each in events if each.event is TrialEventKind.UNSEAL)
    found = (key_for(code, written.seal or "") for code in codes)
    return next((key for key in found if key is not None), None)


def guesses_of(
    events: Sequence[TrialEvent], orders: Mapping[int, tuple[Arm, Arm]], key: BlindingKey | None
) -> tuple[BlockGuess, ...]:
    """Give the guesses among events in order of blocks, the last word counting; those of no block that began are none.

    ``orders`` are in A and B.
    """
    found: dict[tuple[int, int], Guess] = {}
    known = {each.value for each in Guess}
    for event in events:
        pair, block = event.pair, event.block
        if event.event is TrialEventKind.GUESS and pair is not None and block is not None and event.note in known:
            found[pair, block] = Guess(event.note)
    return tuple(
        BlockGuess(pair=pair, block=block, arm=opened(orders[pair][block], key), guess=guess)
        for (pair, block), guess in sorted(found.items()) if pair in orders and block in (0, 1))


def told_days(diary: Diary, trial: UUID) -> dict[date, bool | None]:
    """Give by local day what the person said of it, the last word counting: True done, False *I could not*."""
    found: dict[date, bool | None] = {}
    for each in sorted(diary.of(DayRecord), key=lambda each: each.noted_at):
        day = read_day(each.on)
        if each.trial == str(trial) and day is not None:
            found[day] = each.done
    return found


def read_day(written: str | None) -> date | None:
    """Read a local date; None where there is none."""
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        return None


def _known(value: T | None) -> T:
    if value is None:
        raise ValueError("A field of the protocol is missing.")
    return value
