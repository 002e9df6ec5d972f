"""What a person writes on the command line, read: ``field=value`` pairs and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from uncramp.cli.terminal import WrongUse


def fields_from(pairs: Sequence[str]) -> dict[str, object]:
    """Split ``field=value`` words; WrongUse where the ``=`` is missing or a field is there twice."""
    fields: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise WrongUse(f"{pair!r} is not of the form field=value. Write for example side=left.")
        if name.strip() in fields:
            raise WrongUse(f"The field {name.strip()} is there twice. Keep one of them.")
        fields[name.strip()] = value
    return fields


def date_from(written: str | None) -> date | None:
    """Read a date like 2026-05-03; None stays None; WrongUse for anything else."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise WrongUse(f"{written!r} is not a date we can read. Write year-month-day: 2026-05-03.") from None
