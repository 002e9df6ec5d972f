"""The answers of ``uncramp triage`` as documents: one for each case, an error in one sentence where there is none."""

from __future__ import annotations

from uncramp.knowledge.library import Library
from uncramp.triage.features import FeaturesError
from uncramp.triage.gate import UnknownGoalError
from uncramp.triage.triage import Triage
from uncramp.wording.advice import OWN_ACTIONS
from uncramp.wording.languages import text
from uncramp.wording.triage import say_feature_faults, say_triage_text


def triage_document(
    triage: Triage, language: str, *, library: Library | None = None, country: str | None = None
) -> dict[str, object]:
    """Give an answer to reported features: level, actions, avoid and the text to read; ``because`` names the rules."""
    return {
        "level": triage.level.value,
        "actions": [action for action in triage.actions if action not in OWN_ACTIONS],
        "avoid": [action for action in triage.avoid if action not in OWN_ACTIONS],
        "text": say_triage_text(triage, language, library=library, country=country),
        "because": list(triage.because),
    }


def say_case_fault(error: Exception, language: str) -> str:
    """Say in one line why a case cannot be answered and what to do; for anything unforeseen only that it broke."""
    if isinstance(error, FeaturesError):
        return say_feature_faults(error.faults, language)
    if isinstance(error, UnknownGoalError):
        near = text(language, " The nearest is {near}.", near=error.nearest) if error.nearest else ""
        return text(language, "There is no goal {goal}.", goal=repr(error.goal)[:60]) + near
    return text(language, "Something in uncramp broke ({name}) at this case.", name=type(error).__name__)
