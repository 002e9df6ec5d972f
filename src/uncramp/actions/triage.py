"""What a person can ask of triage: how soon someone must look at this, from what they report."""

from __future__ import annotations

from uncramp.knowledge.library import load_library
from uncramp.triage.features import read_features
from uncramp.triage.rules import judge
from uncramp.triage.triage import Triage


def triage_features(features: object) -> Triage:
    """Judge reported features, plain values by name as JSON has them: level, reasons, what to do and what to leave.

    Raises FeaturesError, naming every fault, for names, types and values that cannot be taken.
    """
    library = load_library()
    return judge(read_features(features, library), library)
