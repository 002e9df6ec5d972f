"""The key of a blinded trial: which of packs A and B holds the remedy, sealed until the end, and how well it was kept.

The diary keeps a seal only: the SHA-256 of a code of 120 bits that the helper has. Who reads the diary would have to
guess the code; at the end it is entered, and must fit the seal.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from uncramp.document import Document
from uncramp.trials.design import Arm

#: bytes of chance in a key; 24 letters and digits
KEY_BYTES = 15
#: digits of a seal
SEAL_DIGITS = 64
#: digits that cannot be taken for one another (Crockford's base 32); what is often misread is read as what was meant
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OILU", "011V")
#: name the purpose in what is hashed, so that the seal says nothing of the letter
_SEALED, _LETTER = b"uncramp trial seal 1|", b"uncramp trial letter 1|"


class Guess(StrEnum):
    """What the person believes to have had in a block: the remedy, the other thing, or no idea."""

    REMEDY = "remedy"
    RIVAL = "rival"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindingKey(Document):
    """A key: its ``code`` for people (six groups of four), what is in pack A, and the ``seal`` that it fits.

    It is for the helper's eyes and is never kept; only the seal goes into the protocol.
    """

    code: str
    a_is: Arm
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySheet(Document):
    """What a helper needs to prepare the packs of a trial: ids of remedy and rival (None: look-alikes), the key."""

    remedy: str
    rival: str | None
    key: BlindingKey


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockGuess(Document):
    """A guess about one block (pair from 0, block 0 or 1); ``arm`` is A or B while the key is sealed."""

    pair: int
    block: int
    arm: Arm
    guess: Guess


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindingIndex(Document):
    """How well a trial stayed blinded, from guesses by block.

    ``james`` runs from 0 (all guessed right) over 0.5 (as by chance) to 1 (all cannot say); ``bang_remedy`` and
    ``bang_rival`` from -1 (all wrong) over 0 to 1 (all right), one for the blocks of each arm, with standard errors.
    None where there was no guess of that kind. Counts are of blocks.
    """

    right: int
    wrong: int
    cannot_say: int
    james: float | None
    bang_remedy: float | None
    bang_remedy_se: float | None
    bang_rival: float | None
    bang_rival_se: float | None


def blinding_key(drawn: bytes) -> BlindingKey:
    """Make a key of 15 bytes from the system's dice. Raises ValueError for another number of bytes."""
    if len(drawn) != KEY_BYTES:
        raise ValueError(f"A key is made of {KEY_BYTES} bytes; these are {len(drawn)}.")
    digits = _digits(drawn)
    first = hashlib.sha256(_LETTER + digits.encode()).digest()[0] & 1
    return BlindingKey(
        code="-".join(digits[start : start + 4] for start in range(0, len(digits), 4)),
        a_is=Arm.REMEDY if first else Arm.RIVAL, seal=hashlib.sha256(_SEALED + digits.encode()).hexdigest(),
    )


def key_for(code: str, seal: str) -> BlindingKey | None:
    """Read a code as somebody types it; None where it does not fit the seal.

    Small letters, blanks, hyphens and what is easily misread (O for 0, I and L for 1) do not matter.
    """
    digits = "".join(each for each in code.upper().translate(_MISREAD) if each.isalnum())
    if len(digits) * 5 != KEY_BYTES * 8 or any(each not in _DIGITS for each in digits):
        return None
    number = sum(_DIGITS.index(each) << 5 * place for place, each in enumerate(reversed(digits)))
    found = blinding_key(number.to_bytes(KEY_BYTES, "big"))
    return found if hmac.compare_digest(found.seal, seal) else None


def is_seal(written: str) -> bool:
    """Tell whether a text can be a seal: 64 hexadecimal digits in small letters."""
    return len(written) == SEAL_DIGITS and all(each in "0123456789abcdef" for each in written)


def opened(arm: Arm, key: BlindingKey | None) -> Arm:
    """Say what pack A or B holds by the key; without a key the pack itself. Any other arm stays what it is."""
    if key is None or arm not in (Arm.A, Arm.B):
        return arm
    return key.a_is if arm is Arm.A else key.a_is.other


def blinding_index(guesses: Iterable[BlockGuess]) -> BlindingIndex | None:
    """Reckon both indices of blinding from guesses about blocks whose arm is known; None without any.

    James 1996, doi:10.1002/(SICI)1097-0258(19960715)15:13<1421::AID-SIM266>3.0.CO;2-H, with its weights 0 (right), 0.5
    (wrong) and 1 (cannot say); Bang 2004, doi:10.1016/j.cct.2003.10.016. Both were made for many people who guess
    once; here one person guesses once a block, so guesses hang together and the indices describe, no more.
    """
    counts = {(arm, guess): 0 for arm in (Arm.REMEDY, Arm.RIVAL) for guess in Guess}
    for each in guesses:
        if (each.arm, each.guess) in counts:
            counts[each.arm, each.guess] += 1
    total = sum(counts.values())
    if not total:
        return None
    right = counts[Arm.REMEDY, Guess.REMEDY] + counts[Arm.RIVAL, Guess.RIVAL]
    wrong = counts[Arm.REMEDY, Guess.RIVAL] + counts[Arm.RIVAL, Guess.REMEDY]
    on_remedy, on_rival = _bang(counts, Arm.REMEDY, Guess.REMEDY), _bang(counts, Arm.RIVAL, Guess.RIVAL)
    return BlindingIndex(
        right=right, wrong=wrong, cannot_say=total - right - wrong, james=_james(counts, total),
        bang_remedy=on_remedy[0], bang_remedy_se=on_remedy[1], bang_rival=on_rival[0], bang_rival_se=on_rival[1],
    )


def _james(counts: dict[tuple[Arm, Guess], int], total: int) -> float | None:
    """Give James' index; None where all who guessed could not differ from chance (one arm or one guess only)."""
    said = {arm: counts[arm, Guess.REMEDY] + counts[arm, Guess.RIVAL] for arm in (Arm.REMEDY, Arm.RIVAL)}
    guessed = sum(said.values())
    if not guessed:
        return 1.0
    observed = 0.5 * (counts[Arm.REMEDY, Guess.RIVAL] + counts[Arm.RIVAL, Guess.REMEDY]) / guessed
    as_remedy = counts[Arm.REMEDY, Guess.REMEDY] + counts[Arm.RIVAL, Guess.REMEDY]
    expected = 0.5 * (as_remedy * said[Arm.RIVAL] + (guessed - as_remedy) * said[Arm.REMEDY]) / guessed**2
    if not expected:
        return None
    unknown = 1.0 - guessed / total
    return (1.0 + unknown + (1.0 - unknown) * (observed - expected) / expected) / 2.0


def _bang(counts: dict[tuple[Arm, Guess], int], arm: Arm, right: Guess) -> tuple[float | None, float | None]:
    total = sum(counts[arm, guess] for guess in Guess)
    if not total:
        return None, None
    correct = counts[arm, right] / total
    incorrect = (total - counts[arm, right] - counts[arm, Guess.CANNOT_SAY]) / total
    index = correct - incorrect
    return index, ((correct + incorrect - index**2) / total) ** 0.5


def _digits(drawn: bytes) -> str:
    number = int.from_bytes(drawn, "big")
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(KEY_BYTES * 8 // 5)))
