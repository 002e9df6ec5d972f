"""What a session tells, as its page shows it: names and values, which part of it, and that none of it is a cause."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.diary.profile import UnitSystem
from uncramp.exposures.session_facts import SessionFacts
from uncramp.wording.languages import text
from uncramp.wording.session_facts import NOT_A_CAUSE, say_facts, say_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a session tells, as names and values in words; which part of it; and that none of it is a cause."""

    lines: tuple[tuple[str, str], ...]
    part: str
    caution: str


def facts(found: SessionFacts | None, language: str, units: UnitSystem) -> Facts | None:
    """Say what a session tells; None for any other entry."""
    if found is None:
        return None
    return Facts(
        lines=tuple(say_facts(found, language, units)), part=say_part(found.part, language),
        caution=text(language, NOT_A_CAUSE),
    )
