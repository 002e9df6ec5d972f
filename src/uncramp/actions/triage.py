"""What a person can ask of triage: how soon someone must look at this, and what a plan may hold for them."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.knowledge.library import load_library
from uncramp.triage.case import flags_of, judge_case
from uncramp.triage.gate import Advice, advise
from uncramp.triage.triage import Triage


def triage_features(features: Mapping[str, object]) -> Triage:
    """Judge reported features, plain values by name as JSON has them: level, reasons, what to do and what to leave.

    Raises FeaturesError, naming every fault, for names, types and values that cannot be taken.
    """
    return judge_case(features, load_library())


def advise_profile(profile: Mapping[str, object], goal: str) -> Advice:
    """Give what may be advised to a person for a goal, and what not; a red flag in the profile outranks the goal.

    Raises FeaturesError for a profile that cannot be taken and UnknownGoalError for a goal there is not.
    """
    return advise(profile, goal, load_library(), rules=flags_of)
