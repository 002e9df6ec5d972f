"""What the forms about the key of a blinded trial do: the key entered, a block guessed, the key lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import QueryDict

from uncramp.actions import trial_key as keys
from uncramp.trials.blinding import Guess
from uncramp.trials.course import Course
from uncramp.web.desk import Desk


def _unseal(desk: Desk, given: QueryDict) -> Course:
    return keys.unseal_trial(desk.book, desk.now, given.get("code", ""))


def _guess(desk: Desk, given: QueryDict) -> Course:
    """Note a guess; the form names the block it asked about (``pair`` and ``block`` from 0)."""
    said, pair, block = given.get("guess", ""), given.get("pair", ""), given.get("block", "")
    believed = Guess(said) if said in {each.value for each in Guess} else Guess.CANNOT_SAY
    named = pair.isdecimal() and block.isdecimal()
    return keys.note_trial_guess(
        desk.book, desk.now, believed, pair=int(pair) if named else None, block=int(block) if named else None)


def _lost_key(desk: Desk, given: QueryDict) -> Course:
    return keys.note_lost_key(desk.book, desk.now, given.get("words", ""))


#: by the last part of the address, as ``web.trial_steps`` takes them in
KEY_STEPS: Mapping[str, Callable[[Desk, QueryDict], Course]] = {
    "unseal": _unseal, "guess": _guess, "lost-key": _lost_key,
}
