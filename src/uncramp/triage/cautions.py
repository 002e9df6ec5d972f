"""Cautions: what is known of a person -> what must not be advised, and why. The sheets say it; this adds it up.

Another illness, medicine or circumstance can only forbid more. What is not known forbids everything it could forbid but
the gentle things that harm nobody; *none of these* is an answer and clears. (Rules: evidence dossier, section 6.6.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from uncramp.knowledge.caution_kinds import Caution
from uncramp.knowledge.library import Library
from uncramp.knowledge.names import ReadName, plain_name, read_all, read_condition, read_medicine
from uncramp.triage.circumstances import circumstances
from uncramp.triage.triage import Level

#: What an unanswered question never takes away: it would harm nobody who told no injury, and relief must not wait.
GENTLE = frozenset(
    {
        "stretch_gentle", "massage_gentle", "warm_up", "sleep_position", "diary", "rest_from_sport", "stop_exercise",
        "drink_to_thirst", "watch_and_wait", "see_clinician", "contact_today", "call_emergency",
        "go_to_emergency_department", "keep_still", "leg_level",
    }
)

#: stands among the reasons for what is withheld only because an answer is missing
NOT_CLEARED = "not-cleared"

#: an age that nobody told lies somewhere here, in years
_ANY_AGE = (0.0, 130.0)
#: who can be pregnant at all, in years: outside it an unanswered question withholds nothing
_CAN_BE_PREGNANT = (10.0, 56.0)


class _Applies(IntEnum):
    """Whether a caution speaks of this person: surely, perhaps (something is not known), or not."""

    YES = 2
    MAYBE = 1
    NO = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cautions:
    """What must not be advised to one person.

    ``forbidden`` maps action ids to the ids of the cautions that forbid them (``not-cleared``: an answer is missing);
    ``cautious`` maps actions that may be advised to the cautions that say how. ``instead`` are the cautions whose
    *instead* is for this person, ``applied`` all that apply, those for everyone last. ``understood`` and ``unknown``
    are the names as they were read, ``medicines`` those of medicines; ``not_known`` the questions without an answer.
    ``conditions``, ``medicine_classes`` and ``circumstances`` are all ids that hold, with the wider ones they imply.
    ``level`` is the most urgent level of a caution that applies. ``fluid_limit_ml`` is a clinician's limit a day
    (None: none known).
    """

    forbidden: Mapping[str, tuple[str, ...]]
    cautious: Mapping[str, tuple[str, ...]]
    instead: tuple[str, ...]
    applied: tuple[str, ...]
    understood: tuple[ReadName, ...]
    unknown: tuple[ReadName, ...]
    medicines: tuple[ReadName, ...]
    not_known: frozenset[str]
    conditions: frozenset[str]
    medicine_classes: frozenset[str]
    circumstances: frozenset[str]
    level: Level
    fluid_limit_ml: float | None

    def allows(self, action: str) -> bool:
        """Tell whether an action may be advised."""
        return action not in self.forbidden


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """A person as cautions see them: ids of conditions, classes and circumstances, and what is not known."""

    conditions: frozenset[str]
    classes: frozenset[str]
    circumstances: frozenset[str]
    allergic: bool | None
    pregnant: bool | None
    age: tuple[float, float]
    conditions_known: bool
    medicines_known: bool


def cautions(features: Mapping[str, object], library: Library, *, brings: Iterable[str] = ()) -> Cautions:
    """Give the cautions of a person from what is known of them, in the words of the safety vocabulary.

    ``conditions`` and ``medicines`` are lists of names as people write them (empty: none of these; missing or None: not
    known). ``age_years`` is in years; without it ``age_from_years`` and ``age_to_years`` may bound it. A missing
    ``pregnant`` is no, None is not known. ``conditions_answered`` and ``medicines_answered`` set to False say that the
    list may not be whole. ``brings`` are circumstances that the plan itself brings about.
    """
    named_conditions = read_all(_names(features.get("conditions")), read_condition, library)
    named_medicines = read_all(_names(features.get("medicines")), read_medicine, library)
    person = _person(features, named_conditions, named_medicines, circumstances(features, library) | {*brings})
    judged = [(sheet, _judge(sheet, person)) for sheet in library.cautions.values()]
    applied = [sheet for sheet, how in judged if how is _Applies.YES]
    forbidden: dict[str, list[str]] = {}
    cautious: dict[str, list[str]] = {}
    for sheet in applied:
        for action in sheet.blocks:
            forbidden.setdefault(action, []).append(sheet.id)
        for action in sheet.careful:
            cautious.setdefault(action, []).append(sheet.id)
    for sheet, how in judged:
        for action in sheet.blocks if how is _Applies.MAYBE else ():
            if action not in GENTLE and action not in forbidden:
                forbidden[action] = [NOT_CLEARED]
    own = [sheet.id for sheet in applied if not sheet.everyone]
    names = (*named_conditions, *named_medicines)
    return Cautions(
        forbidden=MappingProxyType({action: tuple(ids) for action, ids in sorted(forbidden.items())}),
        cautious=MappingProxyType({a: tuple(ids) for a, ids in sorted(cautious.items()) if a not in forbidden}),
        instead=tuple(sheet.id for sheet in applied if not sheet.everyone and sheet.instead),
        applied=(*own, *(sheet.id for sheet in applied if sheet.everyone)),
        understood=tuple(name for name in names if name.known),
        unknown=tuple(name for name in names if not name.known),
        medicines=named_medicines,
        not_known=_not_known(person),
        conditions=person.conditions,
        medicine_classes=person.classes,
        circumstances=person.circumstances,
        level=max((Level(sheet.level.value) for sheet in applied), key=lambda each: each.rank, default=Level.SELF_CARE),
        fluid_limit_ml=_fluid_limit_ml(features, named_conditions),
    )


def _person(
    features: Mapping[str, object],
    conditions: tuple[ReadName, ...],
    medicines: tuple[ReadName, ...],
    now: frozenset[str],
) -> _Person:
    def known(question: str, names: tuple[ReadName, ...]) -> bool:
        told = features.get(question) is not None and features.get(f"{question}_answered") is not False
        return told and all(name.known and not name.guessed for name in names)

    allergies = [*_names(features.get("allergies")), *_names(features.get("diet"))]
    asked = "allergies" in features or "diet" in features
    ids = frozenset().union(*(name.classes for name in conditions))
    age = _age(features)
    return _Person(
        conditions=ids,
        classes=frozenset().union(*(name.classes for name in medicines)),
        circumstances=now,
        allergic=True if [a for a in allergies if plain_name(a) not in ("", "none")] else False if asked else None,
        pregnant=_pregnant(features, ids, age),
        age=age,
        conditions_known=known("conditions", conditions),
        medicines_known=known("medicines", medicines),
    )


def _pregnant(features: Mapping[str, object], conditions: frozenset[str], age: tuple[float, float]) -> bool | None:
    weeks = features.get("pregnancy_weeks")
    told = features.get("pregnant", False)
    if told is True or "pregnancy" in conditions or (isinstance(weeks, int | float) and not isinstance(weeks, bool)):
        return True
    young, old = _CAN_BE_PREGNANT
    return None if told is None and features.get("sex") != "m" and age[0] < old and age[1] > young else False


def _age(features: Mapping[str, object]) -> tuple[float, float]:
    told = features.get("age_years")
    if isinstance(told, int | float) and not isinstance(told, bool) and told == told:
        return float(told), float(told)
    low, high = features.get("age_from_years"), features.get("age_to_years")
    return (
        float(low) if isinstance(low, int | float) else _ANY_AGE[0],
        float(high) if isinstance(high, int | float) else _ANY_AGE[1],
    )


def _not_known(person: _Person) -> frozenset[str]:
    missing = {
        "conditions": not person.conditions_known, "medicines": not person.medicines_known,
        "age_years": person.age == _ANY_AGE, "pregnant": person.pregnant is None,
    }
    return frozenset(question for question, is_missing in missing.items() if is_missing)


def _judge(sheet: Caution, person: _Person) -> _Applies:
    """Tell whether a caution applies: any of its grounds, and both of the things that must hold as well."""
    grounds = max([ground(sheet, person) for ground in _GROUNDS])
    return min([grounds, *(must(sheet, person) for must in _MUSTS)])


def _among(wanted: tuple[str, ...], told: frozenset[str], *, known: bool) -> _Applies:
    if not wanted:
        return _Applies.NO
    if not told.isdisjoint(wanted):
        return _Applies.YES
    return _Applies.NO if known else _Applies.MAYBE


def _everyone(sheet: Caution, _person: _Person) -> _Applies:
    return _Applies.YES if sheet.everyone else _Applies.NO


def _by_condition(sheet: Caution, person: _Person) -> _Applies:
    return _among(sheet.conditions, person.conditions, known=person.conditions_known)


def _by_medicine(sheet: Caution, person: _Person) -> _Applies:
    return _among(sheet.medicine_classes, person.classes, known=person.medicines_known)


def _by_circumstance(sheet: Caution, person: _Person) -> _Applies:
    return _among(sheet.circumstances, person.circumstances, known=True)


def _by_pregnancy(sheet: Caution, person: _Person) -> _Applies:
    if not sheet.pregnant or person.pregnant is False:
        return _Applies.NO
    return _Applies.YES if person.pregnant else _Applies.MAYBE


def _by_allergy(sheet: Caution, person: _Person) -> _Applies:
    # Food is filtered by its own tags; an allergy that nobody asked about withholds no whole kind of advice.
    return _Applies.YES if sheet.allergy and person.allergic else _Applies.NO


def _by_youth(sheet: Caution, person: _Person) -> _Applies:
    if sheet.under_age is None or person.age[0] >= sheet.under_age:
        return _Applies.NO
    return _Applies.YES if person.age[1] < sheet.under_age else _Applies.MAYBE


def _by_age(sheet: Caution, person: _Person) -> _Applies:
    return _old_enough(sheet.from_age, person) if sheet.from_age is not None else _Applies.NO


def _old_enough(years: int, person: _Person) -> _Applies:
    if person.age[1] < years:
        return _Applies.NO
    return _Applies.YES if person.age[0] >= years else _Applies.MAYBE


def _with_classes(sheet: Caution, person: _Person) -> _Applies:
    if not sheet.and_classes:
        return _Applies.YES
    return _among(sheet.and_classes, person.classes, known=person.medicines_known)


def _with_age(sheet: Caution, person: _Person) -> _Applies:
    return _Applies.YES if sheet.and_from_age is None else _old_enough(sheet.and_from_age, person)


_Ground = Callable[[Caution, _Person], _Applies]
_GROUNDS: tuple[_Ground, ...] = (
    _everyone, _by_condition, _by_medicine, _by_circumstance, _by_pregnancy, _by_allergy, _by_youth, _by_age,
)
_MUSTS: tuple[_Ground, ...] = (_with_classes, _with_age)


def _names(told: object) -> tuple[str, ...]:
    """Give names as texts, from a list, one text or nothing."""
    if told is None:
        return ()
    if isinstance(told, str):
        return (told,)
    return tuple(str(each) for each in told) if isinstance(told, Iterable) else ()


def _fluid_limit_ml(features: Mapping[str, object], conditions: tuple[ReadName, ...]) -> float | None:
    told = features.get("fluid_limit_ml")
    limits = [name.fluid_limit_ml for name in conditions if name.fluid_limit_ml is not None]
    if isinstance(told, int | float) and not isinstance(told, bool):
        limits.append(float(told))
    return min(limits, default=None)
