"""Pairs: counted by hand on six windows, and on the scenario that makes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.finding import Pair
from uncramp.triggers.pairs import counted
from uncramp.triggers.report import report_of
from uncramp.triggers.study import Column, Study
from uncramp.triggers.weighed import weigh


def test_windows_with_both_and_with_one_alone_are_counted_on_the_side_of_more_cramps() -> None:
    columns = (Column(name="load", unit="h", step=1.0, priors={}, prior_ids={}),
               Column(name="warm", unit="yes_no", step=1.0, yes_no=True, priors={}, prior_ids={}))
    study = Study(
        columns=columns, night=np.ones(6, dtype=np.bool_), day=np.arange(6.0), counted=np.ones(6, dtype=np.bool_),
        cramp=np.array([True, False, False, False, False, False]),
        values=np.array([[9, 1], [8, 1], [7, 0], [1, 1], [2, 0], [np.nan, 1]], dtype=float),
    )
    findings = tuple(f for f in report_of(study).findings if f.outcome == "night")
    more = tuple(replace(f, log_odds_ratio=0.5) for f in findings)
    pair = Pair(exposures=("load", "warm"), outcome="night", chance_together=0.8)
    # Median of the load: 7. Above it with warm: 9, 8; above it without: none; not above it with warm: 1.
    (told,) = counted(study, (pair,), more)
    assert (told.both, told.first_only, told.second_only) == (2, 0, 1)
    fewer = (more[0], replace(more[1], log_odds_ratio=-0.5))
    (told,) = counted(study, (pair,), fewer)
    assert (told.both, told.first_only, told.second_only) == (0, 2, 2)


def test_pairs_of_a_confounded_athlete_come_counted() -> None:
    reports = (weigh(simulate_table(seed, "confounded", exposures=6)[0], {}).report for seed in range(20))
    pairs = [pair for report in reports for pair in report.pairs]
    assert pairs
    assert all(pair.both > min(pair.first_only, pair.second_only) for pair in pairs)
