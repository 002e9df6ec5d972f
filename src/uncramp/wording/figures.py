"""The figures with their words: title and description in a language, as part of a page or as a file of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from uncramp.knowledge import figure_kinds, library
from uncramp.knowledge.figure import Drawn, draw, svg
from uncramp.knowledge.figure_found import picture_id, pictured
from uncramp.knowledge.kinds import Exercise, Instruction
from uncramp.knowledge.texts import in_language

#: what a file of its own needs of style, beside the rules for its parts
ALONE = Path(figure_kinds.__file__).with_name("figure_alone.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFigure:
    """A figure in words and as SVG; ``moves`` where it goes from a start to an end."""

    id: str
    title: str
    shows: str
    svg: str
    moves: bool


@lru_cache(maxsize=256)
def say_figure(name: str | None, language: str, *, still: bool = True, mirrored: bool = False) -> SaidFigure | None:
    """Draw the picture of the exercise or instruction of that id; None where there is none."""
    return _said(name, language, still=still, mirrored=mirrored, style="")


def figure_file(name: str, language: str, *, mirrored: bool = False) -> str | None:
    """Give the picture as a file that needs nothing else, light or dark as its reader likes; None: there is none."""
    said = _said(name, language, still=False, mirrored=mirrored, style="")
    if said is None:
        return None
    style = _rules_for(said.svg, ALONE.read_text(encoding="utf-8"))
    alone = _said(name, language, still=False, mirrored=mirrored, style=style)
    return alone.svg if alone else None


def _rules_for(drawn: str, style: str) -> str:
    """Leave out the rules for what is not in a drawing; each stands on a line of its own."""
    used = {word for words in re.findall(r'class="([^"]+)"', drawn) for word in words.split()}
    kept = []
    for line in style.splitlines():
        ways = line.split("{")[0].split(",")
        if any(set(re.findall(r"[.]([a-z][a-z0-9-]*)", way)) <= used for way in ways):
            kept.append(line)
    return "\n".join(kept)


def _said(name: str | None, language: str, *, still: bool, mirrored: bool, style: str) -> SaidFigure | None:
    sheet = pictured(library.load_library(), name)
    if sheet is None or sheet.figure is None:
        return None
    drawn = draw(sheet.figure, still=still, mirrored=mirrored)
    if isinstance(sheet, Exercise):
        exercise = in_language(sheet, "exercises", language)
        title, shows = exercise.name, exercise.shows
    else:
        assert isinstance(sheet, Instruction)  # an Instruction and an Exercise are all that is pictured
        instruction = in_language(sheet, "instructions", language)
        title, shows = instruction.say, instruction.shows
    drawing = svg(drawn, title, shows, name=f"fig-{sheet.id}", style=style)
    return SaidFigure(id=sheet.id, title=title, shows=shows, svg=drawing, moves=bool(drawn.tempo))


def every_figure() -> tuple[str, ...]:
    """List the sheets that draw a picture of their own, exercises first."""
    read = library.load_library()
    return tuple(
        name for shelf in (read.exercises, read.instructions) for name, sheet in shelf.items()
        if sheet.figure is not None
    )


def pictures_of_relief() -> Mapping[str, Drawn]:
    """Draw what lengthens each muscle in each place of the relief guide, still, of shared parts, by picture id."""
    read = library.load_library()
    fields = ("hamstring", "calf", "quadriceps", "foot")
    shown = {getattr(place, field) for place in read.settings.values() for field in fields}
    shown |= {"hamstring-straighten", "calf-toes-up", "quadriceps-bend", "foot-toes-up"}
    ids = sorted({found for name in shown if (found := picture_id(read.instructions[name]))})
    sheets = {name: pictured(read, name) for name in ids}
    return {name: draw(sheet.figure, shared=True) for name, sheet in sheets.items() if sheet and sheet.figure}
