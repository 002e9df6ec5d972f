"""The protocol of a trial: everything that is fixed before its first day, with a fingerprint that shows any change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from uncramp.document import Document
from uncramp.trials.design import Believed, TrialDesign, TrialOutcome, checked

#: what will be done with the days: ids that wording says in sentences
ANALYSIS: Mapping[TrialOutcome, tuple[str, str]] = {
    TrialOutcome.CRAMP_NIGHT: ("sign_flip_of_pair_differences", "conditional_hypergeometric"),
    TrialOutcome.CRAMP_SESSION: ("sign_flip_of_pair_differences", "conditional_hypergeometric"),
    TrialOutcome.CRAMP_COUNT: ("sign_flip_of_pair_differences", "negative_binomial"),
    TrialOutcome.INTENSITY: ("sign_flip_of_pair_differences", "proportional_odds"),
}
#: the trial ends with its last block, whatever it shows meanwhile; safety and the person may end it at any time
STOPPING = "last_block_or_safety_or_wish"
#: version of this notation; the fingerprint holds it
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol(Document):
    """A design with what else is fixed: the question in words, seed, first local day, when it was written.

    ``written_at`` is aware. ``analysis`` are the test and the estimate, ``stopping`` the rule that ends it. ``zone`` is
    the zone at the start (IANA name; later days are local dates wherever the person is; None: not known), ``cautions``
    are ids of what the gate said at the start. ``seal`` is what the key of a blinded trial must fit (SHA-256, 64
    hexadecimal digits; None: not blinded); the key itself is with the helper.
    """

    question: str
    design: TrialDesign
    seed: int
    starts_on: date
    written_at: datetime
    analysis: tuple[str, str]
    stopping: str = STOPPING
    zone: str | None = None
    cautions: tuple[str, ...] = ()
    version: int = VERSION
    seal: str | None = None


class DeviationKind(StrEnum):
    """What was done otherwise than written down; a pause, a missed day and *I could not* are no deviations."""

    DESIGN_CHANGED = "design_changed"
    ARM_SWAPPED = "arm_swapped"
    ORDER_SEEN_EARLY = "order_seen_early"
    ANOTHER_REMEDY = "another_remedy"
    CHANGE_REFUSED = "change_refused"
    KEY_SEEN_EARLY = "key_seen_early"
    KEY_LOST = "key_lost"
    STOPPED_EARLY = "stopped_early"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation(Document):
    """One deviation: its local day, its kind, and the person's own words (may be empty)."""

    day: date
    kind: DeviationKind
    note: str = ""


def protocol(
    question: str, design: TrialDesign, *, seed: int, starts_on: date, written_at: datetime, zone: str | None = None,
    cautions: Sequence[str] = (), seal: str | None = None,
) -> Protocol:
    """Write the protocol of a design; the analysis follows from its outcome.

    Raises DesignFaultsError for a design that cannot be run, ValueError for a ``written_at`` without an offset and for
    a blinded design without a seal.
    """
    if design.blinded is (seal is None):
        raise ValueError("A blinded protocol needs a seal, and only a blinded one has one.")
    if written_at.utcoffset() is None:
        raise ValueError("The moment a protocol is written needs its offset from UTC.")
    return Protocol(
        question=question, design=checked(design), seed=seed, starts_on=starts_on, written_at=written_at,
        analysis=ANALYSIS[design.outcome], zone=zone, cautions=tuple(cautions), seal=seal,
    )


def canonical(written: Protocol) -> str:
    """Give a protocol as JSON in one only way: keys in order, no blanks, numbers as Python prints them.

    A seal is named only where there is one, so that fingerprints from before there were seals still fit.
    """
    fields = {name: value for name, value in written.to_dict().items() if name != "seal" or value is not None}
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def fingerprint(written: Protocol) -> str:
    """Give the SHA-256 of the canonical protocol, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(written).encode()).hexdigest()


def read_protocol(text: str) -> Protocol:
    """Read a protocol that :func:`canonical` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    found = json.loads(text)
    design, believed = found["design"], found["design"]["believed"]
    return Protocol(
        question=found["question"], seed=int(found["seed"]), starts_on=date.fromisoformat(found["starts_on"]),
        written_at=datetime.fromisoformat(found["written_at"]),
        analysis=(str(found["analysis"][0]), str(found["analysis"][1])), stopping=found["stopping"],
        zone=found["zone"], cautions=tuple(found["cautions"]), version=int(found["version"]),
        seal=found.get("seal"),
        design=TrialDesign(
            remedy=design["remedy"], rival=design["rival"], outcome=TrialOutcome(design["outcome"]),
            pairs=int(design["pairs"]), block_days=int(design["block_days"]),
            wash_in_days=int(design["wash_in_days"]), blinded=bool(design["blinded"]),
            no_difference_ratio=float(design["no_difference_ratio"]),
            believed=Believed(mean=float(believed["mean"]), sd=float(believed["sd"]), prior=believed["prior"]),
        ),
    )
