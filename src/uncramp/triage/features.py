"""Reported features, read: plain values by name become typed answers, and whatever cannot be one is named.

A yes/no feature that is not there was answered no; any other that is not there is not known. ``null`` is not known.
The words of :data:`NOT_SURE` mean that it was asked and the person does not know.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uncramp.knowledge.condition import Value
from uncramp.knowledge.library import Library
from uncramp.knowledge.triage_kinds import Family, Feature
from uncramp.triage.named import conditions_named, medicines_named

#: words for *I do not know*
NOT_SURE = frozenset(
    {"unsure", "not_sure", "not sure", "dont_know", "don't know", "do_not_know", "unknown", "not_known"}
)

#: words of a loose feature that mean nothing is there
_NO_WORDS = frozenset({"", "no", "none", "false", "0"})

#: what urine looks like when muscle has broken down; said in words of people's own
_DARK = re.compile(r"\b(cola|coke|tea|brown|black|rust|port|dark red|dark)\b", re.IGNORECASE)
_NOT_DARK = re.compile(r"\b(not|no|never|isn't|n't)\b|yellow|beet", re.IGNORECASE)
_LITTLE = re.compile(r"\b(hardly any|very little|almost none|none since|nothing since|no urine)\b", re.IGNORECASE)

_MOST_NAMES = 200
_LONGEST_WORD = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureFault:
    """One thing that cannot be taken: the feature, what is wrong, and what would have been right.

    ``what`` is one of unknown_feature (``expected``: the nearest name, may be empty), wrong_type, not_a_choice,
    out_of_range, not_an_object. ``found`` is shortened.
    """

    feature: str
    what: str
    found: str
    expected: str


class FeaturesError(ValueError):
    """Raised when features cannot be taken; ``faults`` names every one of them."""

    def __init__(self, faults: tuple[FeatureFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.feature}: {fault.what}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a person reports: values by feature, and the features they were asked about and do not know."""

    values: Mapping[str, Value]
    not_sure: frozenset[str]


def read_features(told: object, library: Library) -> Reported:
    """Read features of one case from plain values (as JSON has them). Raises FeaturesError with every fault."""
    if not isinstance(told, Mapping):
        raise FeaturesError((_fault("features", "not_an_object", told, "{}"),))
    values: dict[str, Value] = {}
    faults: list[FeatureFault] = []
    not_sure: set[str] = set()
    for name, value in told.items():
        feature = library.features.get(name)
        if feature is None:
            near = difflib.get_close_matches(str(name), library.features, n=1)
            faults.append(_fault(str(name), "unknown_feature", "", near[0] if near else ""))
        elif isinstance(value, str) and value.strip().lower() in NOT_SURE and feature.family is not Family.NOTE:
            not_sure.add(name)
        elif value is not None:
            read = _read(feature, value, library)
            if isinstance(read, FeatureFault):
                faults.append(read)
            else:
                values[name] = read
    faults.extend(_unsure_of(values, told.get("unsure"), not_sure, library))
    if faults:
        raise FeaturesError(tuple(faults))
    return Reported(values=_with_derived(values, told.get("urine_note")), not_sure=frozenset(not_sure))


def _read(feature: Feature, value: object, library: Library) -> Value | FeatureFault:
    if feature.family in (Family.YES_NO, Family.YES_NO_OPEN):
        return value if isinstance(value, bool) else _fault(feature.id, "wrong_type", value, "true or false")
    if feature.family is Family.NUMBER:
        return _number(feature, value)
    if feature.family is Family.WORD:
        return _word(feature, value)
    if feature.family is Family.NAMES:
        return _names(feature, value, library)
    if feature.family is Family.NOTE:
        known = isinstance(value, str | bool | int | float) and len(str(value)) <= _LONGEST_WORD
        return True if known else _fault(feature.id, "wrong_type", value, "text")
    return _loose(feature, value)


def _number(feature: Feature, value: object) -> float | FeatureFault:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _fault(feature.id, "wrong_type", value, "a number")
    low, high = feature.low or 0.0, feature.high if feature.high is not None else math.inf
    if not low <= value <= high:
        unit = f" {feature.unit}" if feature.unit else ""
        return _fault(feature.id, "out_of_range", value, f"{low:g} to {high:g}{unit}")
    return float(value)


def _word(feature: Feature, value: object) -> str | FeatureFault:
    if not isinstance(value, str):
        return _fault(feature.id, "wrong_type", value, "a word")
    word = value.strip().lower().replace(" ", "_")
    if word in feature.values or word == "none":
        return word
    return _fault(feature.id, "not_a_choice", value, ", ".join(feature.values))


def _names(feature: Feature, value: object, library: Library) -> frozenset[str] | FeatureFault:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or len(names) > _MOST_NAMES:
        return _fault(feature.id, "wrong_type", value, "a list of names")
    if not all(isinstance(name, str) and len(name) <= _LONGEST_WORD for name in names):
        return _fault(feature.id, "wrong_type", value, "a list of names")
    return conditions_named(names, library) if feature.id == "conditions" else medicines_named(names, library)


def _loose(feature: Feature, value: object) -> bool | FeatureFault:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        small = math.isfinite(value) and value >= 0
        return value > 0 if small else _fault(feature.id, "out_of_range", value, "0 or more")
    if isinstance(value, str):
        return value.strip().lower() not in _NO_WORDS
    if feature.id == "unsure" and isinstance(value, list | tuple):
        return False  # which features they are is read by _unsure_of
    return _fault(feature.id, "wrong_type", value, "true or false")


def _unsure_of(
    values: dict[str, Value], told: object, not_sure: set[str], library: Library
) -> Iterator[FeatureFault]:
    """Take the features named by ``unsure`` as asked and not known; *unsure* without a name stays as it is."""
    named = told if isinstance(told, list | tuple) else [told] if isinstance(told, str) else []
    for name in named:
        if isinstance(name, str) and name in library.features:
            not_sure.add(name)
            values.pop(name, None)
            values.pop("unsure", None)
        elif isinstance(told, list | tuple):
            yield _fault("unsure", "unknown_feature", name, "")


def _with_derived(values: dict[str, Value], urine_note: object) -> Mapping[str, Value]:
    """Add what follows from other answers: litres an hour, and dark or little urine told in words."""
    litres, minutes = values.get("fluids_l"), values.get("exercise_min")
    if isinstance(litres, float) and isinstance(minutes, float) and minutes > 0:
        values.setdefault("fluids_l_per_h", litres / (minutes / 60))
    note = urine_note if isinstance(urine_note, str) else ""
    if _DARK.search(note) and not _NOT_DARK.search(note):
        values.setdefault("dark_urine", True)
    if _LITTLE.search(note):
        values.setdefault("little_urine", True)
    return values


def _fault(feature: str, what: str, found: object, expected: str) -> FeatureFault:
    shown = "" if found == "" else repr(found)
    return FeatureFault(feature=feature[:60], what=what, found=shown[:60], expected=expected)
