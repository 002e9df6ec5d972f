"""One case of triage: reported features and who the person is, judged together.

The rules say how urgent it is; the cautions of the person's conditions and medicines take away what they speak against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from uncramp.knowledge.library import Library
from uncramp.triage.cautions import cautions
from uncramp.triage.features import read_features
from uncramp.triage.rules import judge, rules_of
from uncramp.triage.triage import Level, Triage

#: cooling someone with heat stroke is never held back by a caution
_NEVER_HELD_BACK = frozenset({"cold_immersion"})


def judge_case(features: Mapping[str, object], library: Library) -> Triage:
    """Judge features as JSON has them. Raises FeaturesError with every fault of names, types and values.

    What a caution of this person forbids is taken out of ``actions`` and added to ``avoid``.
    """
    found = judge(read_features(features, library), library)
    if not found.actions:
        return found
    forbidden = cautions(features, library).forbidden
    held_back = [action for action in found.actions if action in forbidden and action not in _NEVER_HELD_BACK]
    return replace(
        found,
        actions=tuple(action for action in found.actions if action not in held_back),
        avoid=(*found.avoid, *held_back),
    )


def flags_of(profile: Mapping[str, object], library: Library) -> Triage:
    """Judge the answers in a profile for red flags alone; an empty Triage where nobody must look."""
    reported = read_features(profile, library)
    rules = [rule for rule in rules_of(library) if rule.level is not Level.SELF_CARE]
    found = judge(reported, library, rules=rules)
    return found if found.level is not Level.SELF_CARE else Triage()
