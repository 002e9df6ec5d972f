"""What nobody changes by hand: the entries of a self-trial. An attempt is refused, and the trial's report names it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from uncramp.diary.diary import Diary
from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.records import Record, Trial, TrialDay, TrialEvent, TrialEventKind, TrialPair
from uncramp.exposures.person_time import zone_at
from uncramp.store.book import Book
from uncramp.trials.kept import CHANGE_REFUSED

#: kinds that only a self-trial writes: by hand they could make a protocol or an allocation say something else
OF_A_TRIAL = frozenset({"trial", "trial_pair", "trial_day", "trial_event"})
#: an attempt is told in so many letters
LONGEST_TOLD = 200


def refuse_of_a_trial(book: Book, now: datetime, kind: str, tried: str, record: Record | None = None) -> None:
    """Refuse to touch a kind that only a trial writes; any other kind passes.

    ``tried`` tells what was tried; it is noted once a day as a deviation of the trial the ``record`` belongs to, or of
    the newest one. Raises NotationError (``of_a_trial``).
    """
    if kind not in OF_A_TRIAL:
        return
    diary = book.read()
    trial = _trial_of(diary, record)
    here = now.astimezone(zone_at(diary, now))
    told = f"{CHANGE_REFUSED}: {tried}"[:LONGEST_TOLD]
    noted = {(each.trial, each.since, each.note) for each in diary.of(TrialEvent)}
    if trial is not None and (trial, here.date().isoformat(), told) not in noted:
        book.write([TrialEvent(
            id=uuid4(), at=here, noted_at=now, trial=trial, event=TrialEventKind.DEVIATION,
            since=here.date().isoformat(), note=told)], now=now, what="note")
    raise NotationError((Fault(field=None, fault="of_a_trial", facts={"given": kind}),))


def refuse_to_take_back(book: Book, change_number: int, now: datetime) -> None:
    """Refuse to undo what a trial stands on: a draw, a trial of which a pair was drawn, a stop, a guess, a key.

    Drawing again until it pleases would be no draw, and a trial that goes on after its result was read no trial. What
    came in whole with a file may go out again whole. Raises NotationError (``of_a_trial``).
    """
    change = next((each for each in book.changes(most=10**9) if each.number == change_number), None)
    if change is None or change.what != "note":
        return
    diary = book.read()
    drawn = {pair.trial for pair in diary.of(TrialPair)}
    for record in map(diary.telling, change.record_ids):
        of_events = isinstance(record, TrialPair | TrialEvent)
        if record is not None and (of_events or (isinstance(record, Trial) and str(record.id) in drawn)):
            refuse_of_a_trial(book, now, record.kind, f"undo {record.kind.replace('_', ' ')}", record)


def tried_to_change(kind: str, fields: object) -> str:
    """Say in a line what somebody tried to change an entry of a trial to."""
    return f"change {kind.replace('_', ' ')} to {fields}"


def _trial_of(diary: Diary, record: Record | None) -> str | None:
    if isinstance(record, Trial):
        return str(record.id)
    if isinstance(record, TrialPair | TrialDay | TrialEvent) and record.trial is not None:
        return record.trial
    newest = max(diary.of(Trial), key=lambda each: each.noted_at, default=None)
    return None if newest is None else str(newest.id)
