"""One finding looked at closely: what the engine can say beyond the report, worked out only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.document import Document
from uncramp.triggers.belief import belief_after, belief_before
from uncramp.triggers.checks import (
    NegativeControl,
    Stability,
    WithoutLate,
    leave_one_cramp_out,
    negative_control,
    without_late,
)
from uncramp.triggers.finding import CrossCheck, EngineFacts, Finding, Pair
from uncramp.triggers.settle import Settling, settle
from uncramp.triggers.weighed import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Closely(Document):
    """A finding with everything that was asked of it.

    ``chance_harmful_before`` and ``inclusion_before`` (0-1) are what was held before looking. The checks are None where
    they have no answer: without enough cramps or values all of them; ``without_late`` where no value rests on late
    entries; ``control`` where too few windows have a value a week later; ``settling`` where the diary told nothing yet.
    """

    finding: Finding
    chance_harmful_before: float
    inclusion_before: float
    cross_check: CrossCheck | None
    pairs: tuple[Pair, ...]
    stability: Stability | None
    control: NegativeControl | None
    without_late: WithoutLate | None
    settling: Settling | None
    engine: EngineFacts | None


def look_closely(weighed: Weighed, exposure: str, outcome: str) -> Closely | None:
    """Look closely at the finding of an exposure for an outcome (``session``, ``night``); None where there is none."""
    report, study, averaged = weighed.report, weighed.study, weighed.averaged
    finding = next((f for f in report.findings if (f.exposure, f.outcome) == (exposure, outcome)), None)
    if finding is None:
        return None
    number = next(at for at, column in enumerate(study.columns) if column.name == exposure)
    before = belief_before(study.columns[number], outcome, len(study.columns), study.expected)
    told = averaged is not None and finding.why is None
    return Closely(
        finding=finding, chance_harmful_before=before.towards(-1.0 if finding.harmful < 0 else 1.0),
        inclusion_before=before.inclusion,
        cross_check=next((c for c in report.cross_check if (c.exposure, c.outcome) == (exposure, outcome)), None),
        pairs=tuple(pair for pair in report.pairs if pair.outcome == outcome and exposure in pair.exposures),
        stability=leave_one_cramp_out(study, averaged, number, outcome) if averaged and told else None,
        control=negative_control(study, averaged, number, outcome) if averaged and told else None,
        without_late=without_late(study, finding) if told else None,
        settling=_settling(weighed, finding, number) if told else None, engine=report.engine,
    )


def _settling(weighed: Weighed, finding: Finding, number: int) -> Settling | None:
    """Ask what would settle it; the information so far came from the cramps with a known value."""
    assert weighed.averaged is not None  # the caller looked
    study = weighed.study
    before = belief_before(study.columns[number], finding.outcome, len(study.columns), study.expected)
    after = belief_after(weighed.averaged, number, finding.outcome)
    return settle(
        mean=after.effect.mean, sd=after.effect.sd, prior_mean=before.effect.mean, prior_sd=before.effect.sd,
        acts=1.0 - after.out, cramps=finding.cases_high + finding.cases_low,
    )
