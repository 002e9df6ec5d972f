"""The key of a blinded trial: one seal, one key, no way from the one to the other; the indices of blinding."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.trials.blinding import (
    KEY_BYTES,
    BlockGuess,
    Guess,
    blinding_index,
    blinding_key,
    is_seal,
    key_for,
    opened,
)
from uncramp.trials.design import Arm

DRAWN = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


def guesses(counts: dict[tuple[Arm, Guess], int]) -> list[BlockGuess]:
    return [
        BlockGuess(pair=0, block=0, arm=arm, guess=guess) for (arm, guess), n in counts.items() for _ in range(n)]


@settings(max_examples=300)
@given(DRAWN)
def test_a_key_is_read_back_from_its_code_and_fits_its_seal(drawn: bytes) -> None:
    key = blinding_key(drawn)
    assert key_for(key.code, key.seal) == key
    assert key_for(key.code.lower().replace("-", " "), key.seal) == key
    assert is_seal(key.seal) and key.a_is in (Arm.REMEDY, Arm.RIVAL)


@settings(max_examples=300)
@given(DRAWN, st.integers(0, 23), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_code_with_one_wrong_letter_does_not_fit(drawn: bytes, place: int, letter: str) -> None:
    key = blinding_key(drawn)
    digits = key.code.replace("-", "")
    other = digits[:place] + letter + digits[place + 1 :]
    assert (key_for(other, key.seal) is not None) is (other == digits)


@pytest.mark.parametrize("written", ["", "4K7M", "é" * 24, "4K7M-9QXE-0ABT-77YH-C3WN-PD2S-4K7M", "!" * 24])
def test_what_is_no_code_fits_nothing(written: str) -> None:
    assert key_for(written, blinding_key(bytes(KEY_BYTES)).seal) is None


def test_letters_that_are_misread_are_read_as_meant() -> None:
    key = blinding_key(bytes([0b00001_000]) + bytes(KEY_BYTES - 1))  # 1000-0000-...
    assert key.code.startswith("1000-0000") and key_for(key.code.replace("0", "o").replace("1", "l"), key.seal) == key


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="15 bytes"):
        blinding_key(bytes(16))


def test_the_seal_says_nothing_of_the_letter() -> None:
    keys = [blinding_key(hashlib.sha256(bytes([n % 256, n // 256])).digest()[:KEY_BYTES]) for n in range(4000)]
    share = sum(key.a_is is Arm.REMEDY for key in keys) / 4000
    assert abs(share - 0.5) < 4 * (0.25 / 4000) ** 0.5
    # Whatever bit of the seal is looked at, it agrees with the letter as often as not.
    for bit in range(256):
        agree = sum((int(key.seal, 16) >> bit & 1) == (key.a_is is Arm.REMEDY) for key in keys) / 4000
        assert abs(agree - 0.5) < 5 * (0.25 / 4000) ** 0.5


def test_packs_are_named_by_the_key_and_stay_packs_without_one() -> None:
    key = blinding_key(bytes(KEY_BYTES))
    assert {opened(Arm.A, key), opened(Arm.B, key)} == {Arm.REMEDY, Arm.RIVAL} and opened(Arm.A, key) is key.a_is
    assert opened(Arm.A, None) is Arm.A and opened(Arm.RIVAL, key) is Arm.RIVAL


def test_indices_are_those_of_the_r_package() -> None:
    """R package BI on [48 22; 4 30; 330 319] gives James 0.896, Bang 0.115 (0.018) and 0.022 (0.019)."""
    found = blinding_index(guesses({
        (Arm.REMEDY, Guess.REMEDY): 48, (Arm.REMEDY, Guess.RIVAL): 4, (Arm.REMEDY, Guess.CANNOT_SAY): 330,
        (Arm.RIVAL, Guess.REMEDY): 22, (Arm.RIVAL, Guess.RIVAL): 30, (Arm.RIVAL, Guess.CANNOT_SAY): 319}))
    assert found is not None and (found.right, found.wrong, found.cannot_say) == (78, 26, 649)
    assert found.james == pytest.approx(0.896, abs=5e-4)
    assert (found.bang_remedy, found.bang_rival) == pytest.approx((0.115, 0.022), abs=5e-4)
    assert (found.bang_remedy_se, found.bang_rival_se) == pytest.approx((0.018, 0.019), abs=5e-4)


@pytest.mark.parametrize(("right", "wrong", "unsure", "james", "bang"), [
    (3, 0, 0, 0.0, 1.0), (2, 2, 0, 0.5, 0.0), (0, 0, 3, 1.0, 0.0)])
def test_all_known_as_by_chance_and_nothing_known(
    right: int, wrong: int, unsure: int, james: float, bang: float
) -> None:
    found = blinding_index(guesses({
        (Arm.REMEDY, Guess.REMEDY): right, (Arm.REMEDY, Guess.RIVAL): wrong, (Arm.REMEDY, Guess.CANNOT_SAY): unsure,
        (Arm.RIVAL, Guess.RIVAL): right, (Arm.RIVAL, Guess.REMEDY): wrong, (Arm.RIVAL, Guess.CANNOT_SAY): unsure}))
    assert found is not None and found.james == pytest.approx(james)
    assert (found.bang_remedy, found.bang_rival) == pytest.approx((bang, bang))


def test_no_guess_and_guesses_of_one_arm_make_no_index_up() -> None:
    assert blinding_index([]) is None
    assert blinding_index(guesses({(Arm.A, Guess.REMEDY): 3})) is None  # sealed: nobody can say what was right
    found = blinding_index(guesses({(Arm.REMEDY, Guess.REMEDY): 2}))
    assert found is not None and found.bang_rival is None and found.james is None and found.bang_remedy == 1.0
