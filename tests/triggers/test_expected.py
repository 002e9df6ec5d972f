"""What a cohort taught reaches the models: how often few matter, what a cause is like, what is held before looking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.belief import belief_before
from uncramp.triggers.expected import Expected
from uncramp.triggers.few_causes import average
from uncramp.triggers.posterior import Prior
from uncramp.triggers.report import report_of
from uncramp.triggers.sparse_prior import SLAB_SD, terms_of
from uncramp.triggers.study import Study, study_of


def study(**said: object) -> Study:
    table, _ = simulate_table(3, "everything", exposures=4, years=1)
    made = study_of(table, {})
    columns = tuple(
        replace(column, priors=dict.fromkeys(column.outcomes, Prior(mean=0.0, sd=0.2, **said)))  # type: ignore[arg-type]  # tests name fields as they like
        for column in made.columns
    ) if said else made.columns
    return replace(made, columns=columns)


def test_the_chance_that_everything_matters_moves_the_weight_by_its_odds() -> None:
    alone = average(study())
    taught = average(replace(study(), expected=Expected(dense_chance=0.5)))
    odds = [each.dense_weight / (1 - each.dense_weight) for each in (alone, taught)]
    assert odds[1] / odds[0] == pytest.approx(19.0, rel=1e-3)  # 0.05 has odds of 1 to 19


def test_a_taught_slab_is_that_of_every_term() -> None:
    given = study(slab_mean=0.4, slab_sd=0.3)
    found = average(given).candidates
    terms = terms_of(given.columns, found)
    both = terms.active.all(axis=1)
    scale = found.scale[terms.columns[both]]
    assert terms.mean[both] == pytest.approx(0.4 * scale)
    variance = np.linalg.inv(terms.precision[both])
    assert np.sqrt(variance[:, [0, 1], [0, 1]]) == pytest.approx(np.clip(0.3 * scale, 0.05, 2.0))


def test_without_a_cohort_the_slab_is_that_of_the_engine() -> None:
    before = belief_before(study().columns[0], "night", 4)
    assert before.effect.sds[0] == SLAB_SD and before.effect.means[0] == 0.0


def test_taught_patterns_say_how_often_a_cause_acts_on_nights() -> None:
    column = study(inclusion=0.5).columns[0]
    taught = Expected(patterns=(0.6, 0.1, 0.3))
    assert belief_before(column, "night", 4, taught).inclusion == pytest.approx(0.5 * 0.4)
    assert belief_before(column, "session", 4, taught).inclusion == pytest.approx(0.5 * 0.9)


def test_a_report_without_cramps_tells_what_was_taught() -> None:
    given = study(slab_mean=1.0, slab_sd=0.1, inclusion=0.9)
    quiet = replace(given, cramp=np.zeros_like(given.cramp), expected=Expected(dense_chance=0.01))
    finding = report_of(quiet).findings[0]
    assert finding.verdict == "not_enough" and finding.odds_ratio == pytest.approx(np.e, rel=0.05)
