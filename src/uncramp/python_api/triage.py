"""Triage for a notebook or a script: how soon someone must look, and the page a person would read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uncramp.actions.triage import advise_profile, triage_features
from uncramp.document import Document
from uncramp.wording.advice import say_advice
from uncramp.wording.triage import say_triage_text


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageAnswer(Document):
    """An answer: ``level`` (emergency, same_day, see_clinician, self_care), what to do and to leave, and the text.

    ``because`` holds the ids of the red flags, or of the cautions, behind it. It is never a diagnosis.
    """

    level: str
    actions: tuple[str, ...]
    avoid: tuple[str, ...]
    because: tuple[str, ...]
    text: str


def triage(
    features: Mapping[str, object], *, country: str | None = None, language: str = "en"
) -> TriageAnswer:
    """Judge features such as ``{"site": "calf", "calf_swelling": True}``, or a profile with a ``goal``.

    With a ``goal`` among the features the answer is what a plan may hold for this person. ``country`` (ISO code, None:
    not known) chooses the emergency number. Raises FeaturesError with every fault, and UnknownGoalError.
    """
    goal = features.get("goal")
    if isinstance(goal, str):
        advice = advise_profile(features, goal)
        return TriageAnswer(
            level=advice.level.value, actions=advice.actions, avoid=advice.avoid, because=advice.spoken,
            text=say_advice(advice, language, country=country),
        )
    found = triage_features(features)
    return TriageAnswer(
        level=found.level.value, actions=found.actions, avoid=found.avoid, because=found.because,
        text=say_triage_text(found, language, country=country),
    )
