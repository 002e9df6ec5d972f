"""The records of a self-trial: its protocol, pairs drawn, what was done on a day, what happened beside.

Found by everyone in :mod:`uncramp.diary.records`, beside the other kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from uncramp.diary.record import Between, Record


class TrialEventKind(StrEnum):
    """What happened to a self-trial beside its days."""

    PAUSE = "pause"
    STOP = "stop"
    DEVIATION = "deviation"
    ADVERSE_EFFECT = "adverse_effect"
    GUESS = "guess"
    UNSEAL = "unseal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Record):
    """The protocol of a self-trial as it was fixed before its first day; ``fingerprint`` shows any later change.

    ``outcome`` is what is counted; ``starts_on`` a local date (2026-05-03); ``remedy`` and ``rival`` are ids of what is
    done (``rival`` None: without it); ``believed_mean`` and ``believed_sd`` the prior of the log ratio;
    ``no_difference_ratio`` what is no difference worth having; ``cautions`` what the gate said at the start; ``seal``
    what the key of a blinded trial must fit.
    """

    kind: ClassVar[str] = "trial"

    question: str | None = None
    remedy: str | None = None
    rival: str | None = None
    outcome: str | None = None
    pairs: Annotated[int | None, Between(1, 1_000)] = None
    block_days: Annotated[int | None, Between(1, 1_000)] = None
    wash_in_days: Annotated[int | None, Between(0, 1_000)] = None
    believed_mean: Annotated[float | None, Between(-10, 10)] = None
    believed_sd: Annotated[float | None, Between(0, 10)] = None
    believed_prior: str | None = None
    no_difference_ratio: Annotated[float | None, Between(1, 10)] = None
    blinded: bool | None = None
    seal: str | None = None
    cautions: tuple[str, ...] = ()
    seed: Annotated[int | None, Between(0, 2**53)] = None
    starts_on: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPair(Record):
    """A pair of blocks that has begun: the nonce drawn at its start, from which its order follows.

    ``trial`` is the id of the trial, ``pair`` counts from 0. Before it begins a pair has no record and no order.
    """

    kind: ClassVar[str] = "trial_pair"

    trial: str | None = None
    pair: Annotated[int | None, Between(0, 1_000)] = None
    nonce: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDay(Record):
    """What was done on one local day (``on``: 2026-05-03) of a trial; ``done`` False is *I could not*."""

    kind: ClassVar[str] = "trial_day"

    trial: str | None = None
    on: str | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialEvent(Record):
    """A pause (``since`` to ``till``, local dates; ``till`` None: still), a stop, a deviation, an adverse effect.

    A guess is about a block (``pair`` from 0, ``block`` 0 or 1), an unsealing holds the key of a blinded trial; what
    was said or entered is the note.
    """

    kind: ClassVar[str] = "trial_event"

    trial: str | None = None
    event: TrialEventKind | None = None
    since: str | None = None
    till: str | None = None
    pair: Annotated[int | None, Between(0, 1_000)] = None
    block: Annotated[int | None, Between(0, 1)] = None
