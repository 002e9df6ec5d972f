"""A researcher's table of many athletes: learn from some, then tell each with what the others taught.

Athletes are read in turn and shared out over processes; what stays of each is a summary of some thousand numbers, of at
most as many athletes as are needed to learn, so that memory is flat in their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from uncramp.cohort.learning import FEWEST_OTHERS, Taught, learn
from uncramp.cohort.shares import everything_in, exposures_of
from uncramp.cohort.summary import Summary, summarised
from uncramp.triggers.cohort_report import Cohort, CohortReport
from uncramp.triggers.few_causes import average
from uncramp.triggers.learned import Learned, with_learned
from uncramp.triggers.report import not_enough, report_of
from uncramp.triggers.table_file import AthleteReport, AthleteTable, each_planned, plan_of_table

#: so many athletes are asked at most: shares are then known to 3 in 100, better than they are the same elsewhere
MOST_ASKED = 1000

#: the parabolas of all who are asked hold at most so many numbers (200 MB), however many exposures there are
MOST_NUMBERS = 25_000_000


def tell_cohort(
    lines: Iterable[str], sheet: Mapping[str, object] | None = None, *, processes: int = 1, seed: int = 0,
    most_asked: int = MOST_ASKED,
) -> CohortReport:
    """Report on every athlete of a table with what the others taught. Raises TableError, before anything is told.

    ``lines`` are gone through three times (a list, or an object that opens its file anew). More than ``most_asked``
    athletes are not needed to learn: so many are drawn by ``seed``, fewer where there are very many exposures, and all
    are told.
    """
    plan = plan_of_table(lines, sheet)
    asked, most = list(plan.athletes), min(most_asked, MOST_NUMBERS // (2 * len(plan.names)) ** 2)
    if len(asked) > most:
        asked = [asked[at] for at in np.random.default_rng(seed).choice(len(asked), most, replace=False)]
    answers = each_planned(lines, plan, _summary, _nothing, wanted=frozenset(asked), processes=processes)
    teachers = {athlete: summary for athlete, summary in answers if summary is not None}
    summaries = list(teachers.values())
    taught = learn(summaries, processes=processes)
    places = {athlete: place for place, athlete in enumerate(teachers)}
    reports = each_planned(lines, plan, _report, partial(_priors, taught, places), processes=processes)
    reports = tuple(
        replace(each, left_out=plan.left_out, alike=plan.alike.get(each.athlete or "", ())) for each in reports)
    cramps = sum(each.report.cramps for each in reports)
    return CohortReport(athletes=reports, cohort=_cohort(taught, summaries, len(plan.athletes), len(asked), cramps))


def _summary(athlete: AthleteTable, _: None) -> tuple[str | None, Summary | None]:
    """Summarise one athlete; None for one with too few cramps to teach anything."""
    study = athlete.study
    if not_enough(study) is not None:
        return athlete.athlete, None
    averaged = average(study)
    return athlete.athlete, summarised(study, averaged) if averaged.candidates.usable.any() else None


def _nothing(_: str | None) -> None:
    return None


def _priors(taught: Taught, places: Mapping[str | None, int], athlete: str | None) -> Learned | None:
    """Give what the others taught; an athlete who taught nothing is told with what all did."""
    return taught.by_others_than(places[athlete]) if athlete in places else taught.by_all()


def _report(athlete: AthleteTable, learned: Learned | None) -> AthleteReport:
    study = athlete.study if learned is None else with_learned(athlete.study, learned)
    return AthleteReport(athlete=athlete.athlete, report=report_of(study), twice=athlete.twice)


def _cohort(taught: Taught, summaries: Sequence[Summary], athletes: int, asked: int, cramps: int) -> Cohort:
    """Say what was learned from all, or why nothing was."""
    learned = taught.by_all()
    why = None
    if learned is None:
        why = "one_athlete" if athletes == 1 else "no_cramps" if cramps == 0 else "few_athletes"
    return Cohort(
        athletes=athletes, asked=asked, learned_from=len(summaries), needed=FEWEST_OTHERS + 1, why=why,
        everything=everything_in(taught) if learned is not None else None,
        exposures=exposures_of(summaries, learned) if learned is not None else (), rounds=taught.rounds,
    )
