"""The key of a blinded trial: kept by the helper, entered at the end; and what was guessed."""

from __future__ import annotations

from datetime import datetime

from uncramp.actions.trial import note_event
from uncramp.actions.trial_course import course_read
from uncramp.diary.records import TrialEventKind
from uncramp.store.book import Book
from uncramp.trials.blinding import Guess, key_for
from uncramp.trials.course import Course
from uncramp.trials.kept import KEY_LOST, TrialRefusedError


def unseal_trial(book: Book, now: datetime, code: str) -> Course:
    """Enter the key of the newest trial once it is over: from then on its packs have names.

    Raises TrialRefusedError: ``no_trial``, ``not_blinded``, ``seal_stays`` (it goes on), ``unsealed_already``,
    ``not_the_key``. A key that does not fit is not kept.
    """
    course = _blinded(book, now)
    if course.is_open:
        raise TrialRefusedError("seal_stays", day=course.ends_on.isoformat())
    if not course.sealed:
        raise TrialRefusedError("unsealed_already")
    key = key_for(code, course.written.seal or "")
    if key is None:
        raise TrialRefusedError("not_the_key")
    return note_event(book, now, course, TrialEventKind.UNSEAL, key.code)


def note_trial_guess(
    book: Book, now: datetime, guess: Guess, *, pair: int | None = None, block: int | None = None
) -> Course:
    """Note what somebody believes to have had in a block (``pair`` from 0, ``block`` 0 or 1; None: the last one over).

    Asked when a block is over and before the key is entered; a later word replaces an earlier one. Raises
    TrialRefusedError: ``no_trial``, ``not_blinded``, ``guess_too_late``, ``no_block_to_guess``.
    """
    course = _blinded(book, now)
    if not course.sealed:
        raise TrialRefusedError("guess_too_late")
    known = {*course.to_guess, *((each.pair, each.block) for each in course.guesses)}
    asked = [each for each in course.to_guess if pair is None] or [each for each in known if each == (pair, block)]
    if not asked:
        raise TrialRefusedError("no_block_to_guess")
    return note_event(book, now, course, TrialEventKind.GUESS, guess.value, place=max(asked))


def note_lost_key(book: Book, now: datetime, words: str = "") -> Course:
    """Note that the key cannot be found; the result stays one of A against B, unless it turns up after all.

    Raises TrialRefusedError: ``no_trial``, ``not_blinded``, ``unsealed_already``.
    """
    course = _blinded(book, now)
    if not course.sealed:
        raise TrialRefusedError("unsealed_already")
    return note_event(book, now, course, TrialEventKind.DEVIATION, f"{KEY_LOST}: {words}")


def _blinded(book: Book, now: datetime) -> Course:
    course = course_read(book.read(), now)
    if course is None:
        raise TrialRefusedError("no_trial")
    if not course.written.design.blinded:
        raise TrialRefusedError("not_blinded")
    return course
