"""The range of a number on a sheet, said beside its type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Within:
    """The closed range of a number on a sheet; outside it the sheet has a slip."""

    low: float
    high: float
