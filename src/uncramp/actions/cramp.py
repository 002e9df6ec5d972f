"""What a person can do about a cramp: note it at one tap, add to it afterwards, and get through it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from uncramp.body import Muscle
from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.notation import from_dict, to_dict
from uncramp.diary.profile import Profile
from uncramp.diary.records import Cramp
from uncramp.knowledge.library import load_library
from uncramp.relief.guide import ReliefGuide, may_sip, relief_guide
from uncramp.store.book import Book
from uncramp.triage.assess import Answer, assess

_ANSWERS: Mapping[bool | None, Answer] = {True: Answer.YES, False: Answer.NO, None: Answer.NOT_SURE}


def log_cramp(book: Book, record_id: UUID, at: datetime | None, fields: Mapping[str, object], now: datetime) -> Cramp:
    """Note a cramp under an id that the client made: telling it three times makes one cramp.

    ``at`` None is now. Gives the cramp as the diary holds it, which is the one told first or a later correction.
    Raises NotationError when a field cannot be taken, and BookError when the diary refuses; then nothing was written.
    """
    told = {**fields, **({} if at is None else {"at": at})}
    cramp = from_dict("cramp", told, home_zone=ZoneInfo(book.profile().home_zone), now=now, id=record_id)
    book.write([cramp], now=now, what="note cramp")
    kept = next((seen.record for seen in reversed(book.history(record_id)) if seen.record is not None), cramp)
    if not isinstance(kept, Cramp):
        raise NotationError((Fault(field="id", fault="not_a_choice", facts={"choices": "an id of a cramp"}),))
    return kept


def amend_cramp(book: Book, record_id: UUID, fields: Mapping[str, object], now: datetime) -> Cramp:
    """Add to a cramp or correct it (how strong, what helped); the earlier state stays in the history.

    Raises KeyError when there is no cramp of that id, NotationError when a field cannot be taken.
    """
    cramp = book.read().find(record_id)
    if not isinstance(cramp, Cramp):
        raise KeyError(record_id)
    told = {**to_dict(cramp), **fields}
    changed = from_dict("cramp", told, home_zone=ZoneInfo(book.profile().home_zone), now=now, id=record_id)
    book.amend(changed, now=now)
    return changed if isinstance(changed, Cramp) else cramp


def relieve(
    answers: Mapping[str, bool | None],
    muscle: Muscle | str | None,
    elapsed_s: float | None = None,
    *,
    profile: Profile | None = None,
) -> ReliefGuide:
    """Give the steps for a cramp in progress, or whom to call, from what was answered so far.

    ``answers`` are by id of a sign or red flag: True yes, False no, None not sure; what is not in it was not asked.
    ``muscle`` None or unknown counts as not sure; ``elapsed_s`` is how long it has been locked (None: not known).
    Without a profile nothing about drinking is said. Raises UnknownQuestionError for an id that no sheet asks.
    """
    library = load_library()
    told = {question: _ANSWERS[answer] for question, answer in answers.items()}
    triage = assess(told, library, elapsed_s=elapsed_s)
    which = Muscle(muscle) if muscle in list(Muscle) else None
    return relief_guide(
        triage, which, library, elapsed_s=elapsed_s, may_sip=profile is not None and may_sip(profile)
    )
