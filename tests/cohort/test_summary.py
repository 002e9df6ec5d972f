"""A summary says what the engine would: under the priors it was made with, and under others."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from uncramp.cohort.expectation import weigh_again
from uncramp.cohort.summary import Summary, summarised
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.expected import Expected
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.learned import Learned, with_learned
from uncramp.triggers.posterior import Prior
from uncramp.triggers.study import OUTCOMES, Study, study_of

SCENARIOS = ("one", "everything", "blank")


@lru_cache
def athlete(scenario: str) -> tuple[Study, Averaged, Summary]:
    study = study_of(simulate_table(41, scenario, exposures=6)[0], {})
    averaged = average(study)
    return study, averaged, summarised(study, averaged)


def other_priors() -> Learned:
    prior = Prior(mean=0.1, sd=0.35, inclusion=0.08, slab_mean=0.4, slab_sd=0.4)
    return Learned(
        priors={f"x{at:02d}": dict.fromkeys(OUTCOMES, prior) for at in range(1, 7)},
        expected=Expected(dense_chance=0.4, patterns=(0.3, 0.2, 0.5), learned_from=9),
    )


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_with_the_same_priors_the_weights_are_those_of_the_engine(scenario: str) -> None:
    _, averaged, summary = athlete(scenario)
    told = weigh_again(summary, None)
    assert told.dense == pytest.approx(averaged.dense_weight, abs=0.003)  # the lightest models are not kept
    kept = np.sort(averaged.weights)[::-1][: len(told.weights)]
    assert np.sort(told.weights)[::-1] == pytest.approx(kept, abs=0.003)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_with_other_priors_it_says_what_the_engine_says_after_fitting_anew(scenario: str) -> None:
    study, _, summary = athlete(scenario)
    told = weigh_again(summary, other_priors())
    anew = average(with_learned(study, other_priors()))
    assert told.dense == pytest.approx(anew.dense_weight, abs=0.06)
    mean, sd = np.zeros(12), np.zeros(12)
    for at in range(12):
        weights, means, _ = anew.parts(at)
        mean[at], sd[at] = weights @ means, 0.1
    ours = np.zeros(12)
    np.add.at(ours, told.columns[told.used], (told.weights[:, None, None] * told.means)[told.used])
    ours[told.dense_columns] += told.dense * told.dense_means
    assert ours == pytest.approx(mean, abs=0.06)


def test_a_summary_holds_no_row_of_the_diary() -> None:
    study, _, summary = athlete("one")
    assert summary.found.x.size == summary.found.spread.size == 0
    arrays = (summary.models, summary.off, summary.shift, summary.around.slope, summary.around.curvature)
    assert len(study.windows) not in {size for array in arrays for size in array.shape}
