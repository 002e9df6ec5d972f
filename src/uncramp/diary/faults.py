"""What can be wrong with something a person wrote: values with ids; the sentences are made in ``wording.notation``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field as dataclass_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that could not be taken as it stands: the field it is in (None: the whole entry), an id, its facts.

    ``facts`` always hold ``given``, the words as they were written, cut at 60 characters.
    """

    field: str | None
    fault: str
    facts: Mapping[str, str] = dataclass_field(default_factory=dict)


class NotationError(ValueError):
    """Raised when an entry cannot be read; carries every fault at once, and nothing was kept of the entry."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{each.field or 'entry'}: {each.fault}" for each in faults))
        self.faults = faults


class UnreadableValueError(Exception):
    """Raised inside the notation when one value cannot be read: the id of the fault and its facts."""

    def __init__(self, fault: str, given: object, **facts: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.facts = {"given": shorten(given), **facts}

    def of(self, name: str) -> Fault:
        """Say in which field the fault is."""
        return Fault(field=name, fault=self.fault, facts=self.facts)


def shorten(given: object) -> str:
    """Give what was written in at most 60 characters, for the sentence about it."""
    text = str(given)
    return text if len(text) <= 60 else text[:57] + "..."
