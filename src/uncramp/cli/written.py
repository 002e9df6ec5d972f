"""What a person writes on the command line, read: ``field=value`` pairs and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from uncramp.cli.terminal import WrongUse
from uncramp.diary.records import BY_KIND


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


def kinds_from(written: Sequence[str]) -> tuple[str, ...]:
    """Read kinds of entries; WrongUse, with the nearest, for one there is not."""
    for kind in written:
        if kind not in BY_KIND:
            near = get_close_matches(kind, BY_KIND, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(BY_KIND)}."
            raise WrongUse(f"There is no kind {kind!r}. {hint}")
    return tuple(written)


def some_exist(paths: Sequence[Path]) -> None:
    """Let go on where at least one of the paths is there; WrongUse where none is."""
    # one inside an archive, runs.zip!1.fit, is looked for when the archive is read
    if not any(path.exists() or ("!" in str(path) and Path(str(path).split("!")[0]).is_file()) for path in paths):
        raise WrongUse(f"There is no file or folder at {paths[0]}. Check the name; nothing was changed.")
