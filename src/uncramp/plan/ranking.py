"""The order of a plan: how much a thing may matter for this person, times how easy it is, and not twice the same.

How much it may matter is what the person's own trial or finding says, where there is one, else how sure the field is of
the claim. What the diary has shown not to matter for this person falls away, and what their own trial spoke against.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from uncramp.knowledge.kinds import Certainty
from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import MOST_ITEMS, Because, PlanItem, Topic
from uncramp.triggers.finding import Finding, OwnTrial, Verdict

#: how much a claim counts by how sure the field is (our scale; only its order is meant)
_SURE: Mapping[Certainty, float] = {
    Certainty.HIGH: 1.0, Certainty.MODERATE: 0.8, Certainty.LOW: 0.6, Certainty.VERY_LOW: 0.45,
    Certainty.NO_EVIDENCE: 0.35, Certainty.CONTRADICTED: 0.3,
}
#: an own finding counts up to so much more than the field's word
OWN_FACTOR = 3.0
#: minutes at which a thing is half as easy as one that takes no time
HALF_EASY_MIN = 20.0
#: shown not to matter: so many cramps and this share of windows with a known value, a chance to matter below this
CRAMPS_TO_SHOW, KNOWN_SHARE, HARDLY = 20, 0.5, 0.05
#: ... and an effect, were there one, of at most so much: both ends of the 90 % interval of one step lie within this
#: odds ratio and its inverse. A chance alone shows nothing: with causes few, it is low before the first day is noted.
AT_MOST_OR = 1.5
#: what holds whatever sets off cramps: it is there for safety, injury or the load as such
_STANDS = frozenset(
    {Topic.CARE, Topic.REST, Topic.HEAT_DAYS, Topic.LOAD, Topic.WARM_UP, Topic.STRENGTH, Topic.HEAT_THERAPY}
)
_SAFETY = frozenset({"drink_to_thirst"})
#: verdicts of an own trial that say something of what was tried, and the one that speaks for it
_HELPS = "helps"
_TOLD = frozenset({_HELPS, "harms", "no_difference"})
#: below this weight a thing waits among the rest, unless nothing else is there
WORTH_A_PLACE = 0.19


def own_finding(item: PlanItem, findings: Iterable[Finding]) -> Finding | None:
    """Give this person's claimed finding about what the item changes; the likelier to matter where there are two."""
    claimed = [
        each for each in findings
        if each.exposure == item.exposure and each.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)
    ]
    return max(claimed, key=lambda each: each.chance_matters, default=None)


def own_trial(item: PlanItem, findings: Iterable[Finding], library: Library) -> OwnTrial | None:
    """Give this person's trial of the very thing that the item is, where it is over and can say something."""
    for each in findings:
        trial = each.trial
        sheet = None if trial is None else library.trial_remedies.get(trial.remedy)
        if trial is not None and sheet is not None and sheet.plan[:1] == (item.what,) and trial.verdict in _TOLD:
            return trial
    return None


def tried_in_vain(item: PlanItem, findings: Iterable[Finding], library: Library) -> bool:
    """Tell whether the own trial found that the item does not help; what stands for safety never falls away."""
    trial = own_trial(item, findings, library)
    return trial is not None and trial.verdict != _HELPS and not _stands(item)


def shown_not_to_matter(item: PlanItem, findings: Iterable[Finding]) -> bool:
    """Tell whether the diary has shown that what the item changes hardly matters for this person, in no outcome."""
    if _stands(item) or item.exposure is None:
        return False
    about = [each for each in findings if each.exposure == item.exposure]
    return bool(about) and all(_hardly(each) for each in about)


def _stands(item: PlanItem) -> bool:
    return item.topic in _STANDS or item.what in _SAFETY


def _hardly(finding: Finding) -> bool:
    """Tell whether one finding leaves no room for an effect that would be worth the trouble; without data it does."""
    reach = math.log(AT_MOST_OR)
    low, high = math.log(finding.low), math.log(finding.high)
    return (
        finding.verdict is Verdict.NOTHING and finding.why is None
        and finding.cases_high + finding.cases_low >= CRAMPS_TO_SHOW
        and finding.known >= KNOWN_SHARE * finding.windows
        and finding.chance_matters < HARDLY and -reach < low and high < reach
    )


def weigh(item: PlanItem, findings: Sequence[Finding], library: Library) -> PlanItem:
    """Give the item with its weight, and with the own trial or finding as its first reason where there is one."""
    claim = library.claims.get(item.claim)
    matters = _SURE[claim.certainty] if claim is not None else _SURE[Certainty.NO_EVIDENCE]
    because = item.because
    own, trial = own_finding(item, findings), own_trial(item, findings, library)
    if trial is not None and trial.verdict == _HELPS:
        matters = max(matters, 1.0) * (1.0 + (OWN_FACTOR - 1.0) * (trial.chance_helps or 0.0))
        because = (Because(id="own_trial", facts={"pairs": float(trial.pairs)}), *because)
    elif own is not None:
        matters = max(matters, 1.0) * (1.0 + (OWN_FACTOR - 1.0) * own.chance_matters)
        facts: dict[str, float | str] = {
            "outcome": own.outcome, "odds_ratio": own.odds_ratio, "cases_high": float(own.cases_high),
            "windows_high": float(own.windows_high), "cases_low": float(own.cases_low),
            "windows_low": float(own.windows_low),
        }
        because = (Because(id="own_finding", facts=facts, finding=own.exposure), *because)
    ease = HALF_EASY_MIN / (HALF_EASY_MIN + (item.minutes or 0.0))
    return replace(item, weight=item.weight * matters * ease, because=because)


def ordered(items: Sequence[PlanItem]) -> tuple[tuple[PlanItem, ...], tuple[PlanItem, ...]]:
    """Part weighed items into the first ones, at most five and one of a topic, and the rest, each by weight.

    A second item of a topic comes among the first only where fewer topics than places are left.
    """
    by_weight = sorted(items, key=lambda item: (-item.weight, item.what))
    first: list[PlanItem] = []
    for again in (False, True):
        for item in by_weight:
            if len(first) < MOST_ITEMS and item not in first and (item.weight >= WORTH_A_PLACE or not first):
                if not again and any(other.topic is item.topic for other in first):
                    continue
                if again and item.weight < 0.5 * first[0].weight:
                    continue
                first.append(item)
    first.sort(key=lambda item: (-item.weight, item.what))
    return tuple(first), tuple(item for item in by_weight if item not in first)
