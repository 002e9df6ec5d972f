"""What all records share, and the range in which a number of theirs is believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Between:
    """The closed range in which a number is believed; outside it is a slip of the pen, said in a sentence."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share: who it is (``id``), when it happened (``at``), when it was entered (``noted_at``).

    ``noted_at`` before or after a cramp matters to the statistics; for a device it is the moment the device wrote.
    ``source`` is ``typed`` for a person's own entry, otherwise the format it came from (``fit``, ``tidy_csv`` ...).
    """

    kind: ClassVar[str]

    id: UUID
    at: datetime
    noted_at: datetime
    source: str = "typed"
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse a time without a zone: an instant that cannot be told is worse than none. Raises ValueError."""
        for when in (self.at, self.noted_at):
            if when.tzinfo is None or when.utcoffset() is None:
                raise ValueError(f"A time of a {self.kind} record has no time zone.")
