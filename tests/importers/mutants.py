"""Damage of every kind done to a file: bits flipped, ends cut, pieces swapped, doubled, left out, noise put in."""

from __future__ import annotations

import random

#: pieces that have broken readers: huge and odd numbers, ends of formats, text that is none
_NOISE = (
    b"\0", b"\xff" * 9, b"99999999999999999999", b"-1", b"1e999", b"NaN", b"2026-13-45", b"0001-01-01", b"9999-12-31",
    b'"', b"<", b"/>", b"]]>", b"{", b"[", b",", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u202e\U0001f9b5".encode(),
    b"<!ENTITY a 'b'>", b"&a;", b"null", b"true", b"5e-324",
)


def mutant(data: bytes, seed: int) -> bytes:
    """Give the file with one to four damages; the same seed always gives the same mutant."""
    dice = random.Random(seed)
    for _ in range(dice.choice((1, 1, 2, 4))):
        if not data:
            break
        at = dice.randrange(len(data))
        end = min(len(data), at + dice.choice((1, 4, 40, 400)))
        kind = dice.randrange(7)
        if kind == 0:
            data = data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at]
        elif kind == 2:
            data = data[:at] + data[end:]
        elif kind == 3:
            data = data[:end] + data[at:end] * dice.choice((1, 3)) + data[end:]
        elif kind == 4:
            other = dice.randrange(len(data))
            piece = data[other : other + end - at]
            data = data[:at] + piece + data[end:]
        elif kind == 5:
            data = data[:at] + dice.choice(_NOISE) + data[at + dice.randrange(2) :]
        else:
            data = data[:at] + dice.choice(_NOISE) + data[end:]
    return data
