"""Which picture a sheet shows: its own, or that of another sheet where the movement is the same."""

from __future__ import annotations

from uncramp.knowledge.figure_kinds import Pictured
from uncramp.knowledge.library import Library


def picture_id(sheet: Pictured) -> str | None:
    """Give the id of the sheet whose figure this one shows; None where it shows none."""
    return sheet.picture or (sheet.id if sheet.figure is not None else None)


def pictured(library: Library, name: str | None) -> Pictured | None:
    """Give the exercise or instruction that draws the picture of a sheet of that id; None where there is none."""
    sheet: Pictured | None = library.exercises.get(name or "") or library.instructions.get(name or "")
    drawn_by = picture_id(sheet) if sheet is not None else None
    if sheet is None or drawn_by is None:
        return None
    return sheet if sheet.figure is not None else pictured(library, drawn_by)
