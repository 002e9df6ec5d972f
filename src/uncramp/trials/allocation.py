"""Which arm comes first in a pair: by chance, the same on every machine, and known to nobody before the pair starts.

A deterministic order from a stored seed could be worked out by whoever reads the diary's file. So each pair has a
nonce, drawn by the shell at the moment the pair starts and written down then: before that the order does not exist.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from uncramp.document import Document
from uncramp.trials.design import Arm
from uncramp.trials.protocol import Protocol

#: bytes of a nonce; fewer could be guessed
NONCE_BYTES = 16
#: names the purpose and the version in what is hashed, so that no other use of a seed gives the same bits
_CONTEXT = b"uncramp trial allocation 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Document):
    """Days that do not count, ``first`` to ``last`` (None: still paused), for example illness or travel.

    The days of the trial after a pause move on by its length. ``why`` is what the person said of it (may be empty).
    """

    first: date
    last: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Document):
    """Where a day lies in a trial: pair and block (0 and 1) from 0, day of the block from 0, washing in or not."""

    pair: int
    block: int
    day_of_block: int
    washing_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Document):
    """One block in the calendar: its local days ``first`` to ``last``, and the first day that counts.

    As it stands today: a pause moves what comes after it. Who has which arm is no part of it.
    """

    pair: int
    block: int
    first: date
    last: date
    counts_from: date


def arm_order(seed: int, pair: int, nonce: bytes) -> tuple[Arm, Arm]:
    """Give the order of a pair: one bit of HMAC-SHA256 over seed, pair and nonce (RFC 2104).

    ``seed`` is that of the protocol (any integer), ``pair`` counts from 0. Raises ValueError for a nonce shorter than
    16 bytes or a negative pair.
    """
    if len(nonce) < NONCE_BYTES:
        raise ValueError(f"A nonce needs {NONCE_BYTES} bytes; this one has {len(nonce)}.")
    if pair < 0:
        raise ValueError(f"Pairs count from 0; {pair} is none.")
    message = b"|".join([_CONTEXT, str(seed).encode(), str(pair).encode(), nonce])
    first = Arm.REMEDY if hmac.digest(nonce, message, hashlib.sha256)[0] & 1 else Arm.RIVAL
    return first, first.other


def block_of(written: Protocol, day: date, pauses: Sequence[Pause] = ()) -> Place | None:
    """Say where a local day lies; None before the start, after the end, and in a pause.

    Days are dates on the person's own clock, wherever they are: a flight or a change of the clock makes no
    day longer. After a pause inside a block the wash-in begins anew: what an arm does must set in again.
    """
    design, starts_on = written.design, written.starts_on
    if day < starts_on or paused(day, pauses):
        return None
    gone = (day - starts_on).days - _paused_days(starts_on, day, pauses)
    if gone >= design.days:
        return None
    number, day_of_block = divmod(gone, design.block_days)
    since = 0  # days of this block without a break before this one
    while since < min(day_of_block, design.wash_in_days) and not paused(day - timedelta(days=since + 1), pauses):
        since += 1
    return Place(
        pair=number // 2, block=number % 2, day_of_block=day_of_block, washing_in=since < design.wash_in_days
    )


def blocks(written: Protocol, today: date, pauses: Sequence[Pause] = ()) -> tuple[Block, ...]:
    """Give the calendar as it stands ``today``: all blocks in order; a pause still open counts up to today."""
    closed = [replace(pause, last=max(today, pause.first)) if pause.last is None else pause for pause in pauses]
    design, found = written.design, []
    day = written.starts_on
    for number in range(2 * design.pairs):
        inside: list[date] = []
        while len(inside) < design.block_days:
            if not paused(day, closed):
                inside.append(day)
            day += timedelta(days=1)
        counts_from = inside[design.wash_in_days]
        found.append(
            Block(pair=number // 2, block=number % 2, first=inside[0], last=inside[-1], counts_from=counts_from)
        )
    return tuple(found)


def paused(day: date, pauses: Sequence[Pause]) -> bool:
    """Tell whether a day lies in a pause."""
    return any(pause.first <= day and (pause.last is None or day <= pause.last) for pause in pauses)


def ends_on(written: Protocol, today: date, pauses: Sequence[Pause] = ()) -> date:
    """Give the last day, as it stands on ``today``: a pause still open counts up to today."""
    return blocks(written, today, pauses)[-1].last


def _paused_days(first: date, day: date, pauses: Sequence[Pause]) -> int:
    """Count the paused days from ``first`` up to (not with) ``day``, each once."""
    days: set[date] = set()
    for pause in pauses:
        start, last = max(pause.first, first), min(pause.last or day, day - timedelta(days=1))
        days.update(start + timedelta(days=number) for number in range(max((last - start).days + 1, 0)))
    return len(days)
