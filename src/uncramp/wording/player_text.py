"""A routine for the terminal and as a JSON document: what is done, how often, how long, and when to stop."""

from __future__ import annotations

from uncramp.wording.languages import text
from uncramp.wording.player import Play, PlayLine, say_noted


def play_document(what: str, play: Play) -> dict[str, object]:
    """Give a routine as one JSON document: its exercises with when to leave them out, and its steps as played."""
    told = ("name", "dose", "exercise", "cues", "feel", "not_when")
    return {
        "what": what, "title": play.title, "length": play.length, "seconds": sum(step.seconds for step in play.steps),
        "exercises": [{name: value for name, value in line.to_dict().items() if name in told} for line in play.lines],
        "steps": [step.to_dict() for step in play.steps],
    }


def play_as_text(play: Play, language: str) -> str:
    """Give a routine as text: its exercises with dose, how to do each, and when to leave it."""
    lines = [f"{play.title} · {play.length}"]
    for number, line in enumerate(play.lines, start=1):
        lines += ["", f"{number}. {line.name}  {line.dose}", *(f"   {each}" for each in _beside(line, language))]
    return "\n".join(lines)


def say_kept(what: str, held_s: float | None, language: str) -> str:
    """Say that what was held of a routine is noted and how to take that back; None: it was too short to note."""
    if held_s is None:
        return text(language, "Too short to note. Nothing was written.")
    return f"{say_noted(what, held_s, language)} {text(language, '`uncramp diary undo` takes it back.')}"


def _beside(line: PlayLine, language: str) -> list[str]:
    feel = [text(language, "You should feel: {what}", what=line.feel)] if line.feel else []
    leave = [text(language, "Not when: {when}", when=" ".join(line.not_when))] if line.not_when else []
    return [*filter(None, line.cues), *feel, *leave]
