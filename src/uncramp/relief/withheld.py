"""What of the relief guide is not for this person: steps and care that a caution forbids are left out.

What nobody asked about leaves the gentle steps as they are: relief never waits for a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from uncramp.diary.profile import Profile
from uncramp.knowledge.library import Library
from uncramp.relief.guide import AFTER_CARE, SAFETY_QUESTIONS, Heard, ReliefGuide, Step
from uncramp.triage.cautions import NOT_CLEARED, Cautions, cautions
from uncramp.triage.profile_features import features_of

#: what each step of the guide asks a body to do, in the words of the safety rules
_STEP_DOES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "lengthen": frozenset({"stretch_gentle"}),
        "rub": frozenset({"massage_gentle", "stretch_gentle"}),
        "again": frozenset({"stretch_gentle"}),
        "sip": frozenset({"drink_to_thirst"}),
    }
)
#: the same for the instructions of the care afterwards
_CARE_DOES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"after-rub": frozenset({"massage_gentle"}), "after-warm": frozenset({"heat_local"})}
)
#: where an answer leads when the step it led to is left out
_NEXT: Mapping[str, str] = MappingProxyType(
    {"lengthen": SAFETY_QUESTIONS, "rub": "again", "again": "lengthen", "stand": AFTER_CARE, "sip": AFTER_CARE}
)


def withhold(guide: ReliefGuide, told: Cautions, library: Library) -> ReliefGuide:
    """Give the guide without the steps and the care that a caution of this person forbids.

    An answer that led to a step left out leads to the one after it, or to the safety questions. What is forbidden only
    because an answer is missing stays; the sip is never in a guide made without those answers. ``left_out`` names one
    caution for each thing left out, so that its reason and what may be done instead can be said.
    """
    forbidden = frozenset(action for action, why in told.forbidden.items() if why != (NOT_CLEARED,))
    gone = {step.id for step in guide.steps if _STEP_DOES.get(step.id, frozenset()) & forbidden}
    steps = tuple(_led_past(step, gone) for step in guide.steps if step.id not in gone)
    after_care = tuple(care for care in guide.after_care if not _CARE_DOES.get(care, frozenset()) & forbidden)
    next_day = tuple(part for part in guide.next_day if not {*library.after_care[part].actions} & forbidden)
    lost = [_STEP_DOES[step] for step in gone]
    lost += [_CARE_DOES[care] for care in guide.after_care if care not in after_care]
    lost += [frozenset(library.after_care[part].actions) for part in guide.next_day if part not in next_day]
    return replace(
        guide, steps=steps, after_care=after_care, next_day=next_day,
        left_out=_reasons([each & forbidden for each in lost], told),
    )


def _reasons(lost: Iterable[frozenset[str]], told: Cautions) -> tuple[str, ...]:
    """Name for each set of forbidden actions the caution that says most of this person, in the order of cautions."""
    found = set()
    for actions in lost:
        why = {name for action in actions for name in told.forbidden[action]} - {NOT_CLEARED}
        found.update([name for name in told.applied if name in why][:1])
    return tuple(name for name in told.applied if name in found)


def withhold_for(guide: ReliefGuide, profile: Profile, library: Library) -> ReliefGuide:
    """Give the guide as :func:`withhold` does, for the person of a kept profile."""
    return withhold(guide, cautions(features_of(profile), library), library)


def _led_past(step: Step, gone: set[str]) -> Step:
    """Give a step whose answers lead past the steps that are left out."""
    leads_to: dict[Heard, str] = {}
    for heard, target in step.leads_to.items():
        while target in gone:
            target = _NEXT[target]
        leads_to[heard] = target if target != step.id else SAFETY_QUESTIONS
    return replace(step, leads_to=MappingProxyType(leads_to))
