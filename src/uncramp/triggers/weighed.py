"""A diary weighed: its table, what the models made of it, and the report; whatever looks closer begins here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.table import ExposureTable
from uncramp.triggers.checks import hanging_on_late
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.finding import Finding, TriggerReport, Verdict
from uncramp.triggers.pairs import counted
from uncramp.triggers.posterior import FromTrial, Prior
from uncramp.triggers.report import not_enough, report_of
from uncramp.triggers.study import NONE, Study, study_of

#: verdicts that claim something
CLAIMS = (Verdict.HARMFUL, Verdict.PROTECTIVE)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What was read (``table``, ``study``), what the models made of it, and the ``report``.

    ``averaged`` is None where there are too few cramps to say anything.
    """

    table: ExposureTable
    study: Study
    averaged: Averaged | None
    report: TriggerReport


def weigh(
    table: ExposureTable, priors: Mapping[tuple[str, str], Prior], trials: Mapping[tuple[str, str], FromTrial] = NONE,
) -> Weighed:
    """Weigh a table once. ``priors`` and own ``trials`` by (exposure id, outcome), per step; none is allowed."""
    study = study_of(table, priors, trials)
    averaged = average(study) if not_enough(study) is None else None
    report = report_of(study, averaged)
    report = replace(report, pairs=counted(study, report.pairs, report.findings))
    return Weighed(table=table, study=study, averaged=averaged, report=report)


def find(table: ExposureTable, priors: Mapping[tuple[str, str], Prior]) -> TriggerReport:
    """Find what goes with this person's cramps. ``priors`` by (exposure id, outcome), per step; none is allowed.

    Where the table says which of its values are ``late``, each claim is tried without them.
    """
    study = study_of(table, priors)
    report = report_of(study)
    return report if study.late is None else _told_of_late(report, study)


def read_alike(weighed: Weighed, table: ExposureTable) -> Study:
    """Read another table of the same exposures with the priors and trials that a weighed one was read with."""
    priors = {
        (column.name, outcome): prior for column in weighed.study.columns for outcome, prior in column.priors.items()
    }
    trials = {
        (column.name, outcome): shown for column in weighed.study.columns for outcome, shown in column.trials.items()
    }
    return study_of(table, priors, trials)


def claimed(report: TriggerReport) -> frozenset[str]:
    """Name the exposures of which something is claimed, for any outcome."""
    return frozenset(each.exposure for each in report.findings if each.verdict in CLAIMS)


def tried_without_late(weighed: Weighed, late: NDArray[np.bool_]) -> Weighed:
    """Try each claim without the values that rest on late entries; ``late`` bool[n, k] as the table has its values."""
    table = replace(weighed.table, late=late)
    study = replace(weighed.study, late=study_of(table, {}).late)
    return replace(weighed, table=table, study=study, report=_told_of_late(weighed.report, study))


def _told_of_late(report: TriggerReport, study: Study) -> TriggerReport:
    """Count the late values of each finding, and say of each claim, and of all of them, what came without those."""
    findings = hanging_on_late(study, report.findings)
    assumptions = (*report.assumptions[:-1], *_about_late(findings), *report.assumptions[-1:])
    return replace(report, findings=findings, assumptions=assumptions)


def _about_late(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Say as an id what the late entries did to the claims; a claim that hangs on them says so itself."""
    claims = [each for each in findings if each.verdict in CLAIMS]
    if not claims or any(each.hangs_on_late for each in claims):
        return ()
    return ("late_entries_agree",) if any(each.late_cases for each in claims) else ("no_late_entries",)
