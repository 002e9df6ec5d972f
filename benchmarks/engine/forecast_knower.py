"""How good a forecast can be of somebody who is not known beforehand, but whose kind is: the ceiling of our models.

    python benchmarks/engine/forecast_knower.py [--athletes 20] [--generator own,other,third] [--taught 100]

The same walk forward as in ``forecast.py``, steady scenario, the same models and the same diaries; what differs is what
the models are told before the first day, from athletes of other seeds. Share of the log skill of one who knows the true
chances, and its distance from ours, paired (standard errors by resampling athletes):

``ours``
    nothing.
``taught``
    what a cohort of ``--taught`` other athletes teaches (:mod:`uncramp.cohort`): which exposures cause cramps how
    often, their direction and size, for which kinds of cramp.
``direction``
    which way each exposure acts if it does: the half of our own prior that lies on that side.
``size``
    that there is exactly one cause, of both kinds of cramp, and how such effects are spread, but not which way.
``size, direction``
    that, and which way.
``size, direction, cause``
    that, and which exposure it is. What is left is the person's own: rate, baseline, memory, slopes, and what is
    blurred or missing in the diary.

--athletes 200 is the full run.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from table import GENERATORS, Generator

from forecast import SCORED_FROM_DAY, Flags, Numbers, calibration_error, likelihood
from uncramp.cohort.learning import learn
from uncramp.cohort.summary import summarised
from uncramp.forecast.walk import shifted, walk_forward
from uncramp.simulation.arrays import Scenario
from uncramp.triggers import few_causes
from uncramp.triggers.expected import Expected
from uncramp.triggers.few_causes import average
from uncramp.triggers.learned import Learned, with_learned
from uncramp.triggers.posterior import Prior
from uncramp.triggers.search import Models, Search
from uncramp.triggers.sparse_prior import DENSE_SD, SLAB_SD, Terms, terms_of
from uncramp.triggers.study import Candidates, Column, Study, study_of

#: athletes that the kind is known from have seeds from here on; those of the table begin at 0
KIND_FROM = 20_000
#: mean and sd of the upper half of a normal of sd 1
HALF_MEAN, HALF_SD = float(np.sqrt(2 / np.pi)), float(np.sqrt(1 - 2 / np.pi))
#: a chance that is as good as 0
HARDLY = 1e-6
#: where there is exactly one cause, of both kinds of cramp
ONE_CAUSE = Expected(dense_chance=1e-12, patterns=(0.0005, 0.0005, 0.999))

Sizes = dict[tuple[bool, str], tuple[float, float]]
"""By yes/no exposure and outcome: mean and sd of the effects per step of what was recorded, harmful way upwards."""


class Kind(NamedTuple):
    """What is known of athletes of a generator: sizes of effects, and what they taught."""

    sizes: Sizes
    taught: Learned


@dataclass
class Tally:
    """Over the athletes: log skill gained by each and by the knower, forecasts by each, and what came."""

    gained: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    forecasts: dict[str, list[Numbers]] = field(default_factory=lambda: defaultdict(list))
    came: list[Flags] = field(default_factory=list)


def kind_of(generator: Generator, athletes: int) -> Kind:
    """Learn what can be known of a kind of athlete: from the truth of some, and as a cohort does from their diaries."""
    found: dict[tuple[bool, str], list[float]] = defaultdict(list)
    summaries = []
    for seed in range(KIND_FROM, KIND_FROM + athletes):
        table, truth = generator(seed, Scenario.ONE)
        exposures = {exposure.id: exposure for exposure in table.exposures}
        for name, sizes in truth.recorded.items():
            for kind, size in sizes.items():
                found[exposures[name].yes_no, kind.value].append(size * (exposures[name].harmful or 1))
        study = study_of(table, {})
        summaries.append(summarised(study, average(study)))
    taught = learn(summaries).by_all()
    if taught is None:
        raise SystemExit("Too few athletes to learn from: at least six are needed.")
    return Kind({key: (float(np.mean(each)), float(np.std(each))) for key, each in found.items()}, taught)


def directed(study: Study) -> Study:
    """Tell which way each exposure acts, if it does."""
    return _with_priors(study, lambda column, _outcome: Prior(
        mean=0.0, sd=DENSE_SD, slab_mean=HALF_MEAN * SLAB_SD * column.harmful, slab_sd=HALF_SD * SLAB_SD))


def sized(study: Study, sizes: Sizes, causes: tuple[str, ...]) -> Study:
    """Tell how large effects are and which way they go; ``causes`` are as good as sure, if there are any."""

    def prior(column: Column, outcome: str) -> Prior:
        mean, sd = sizes.get((column.yes_no, outcome), (0.0, SLAB_SD))
        inclusion = 1 / len(study.columns) if not causes else 1 - HARDLY if column.name in causes else HARDLY
        return Prior(mean=0.0, sd=DENSE_SD, inclusion=inclusion, slab_mean=mean * column.harmful, slab_sd=sd)

    return replace(_with_priors(study, prior), expected=ONE_CAUSE)


def _with_priors(study: Study, prior: Callable[[Column, str], Prior]) -> Study:
    columns = (replace(column, priors={outcome: prior(column, outcome) for outcome in column.outcomes})
               for column in study.columns)
    return replace(study, columns=tuple(columns))


@contextmanager
def exactly_one(*, either_way: bool) -> Iterator[None]:
    """Let only models with one cause count; ``either_way``: each also with the effect turned round."""

    def one_cause(search: Search) -> Models:
        models = search.models
        alone = (models.terms >= 0).sum(axis=1) == 1
        return replace(models, log_weight=np.where(alone, models.log_weight, -np.inf))

    def both_ways(columns: tuple[Column, ...], found: Candidates, expected: Expected) -> Terms:
        terms = terms_of(columns, found, expected)
        twice = {name: np.concatenate([getattr(terms, name)] * 2)
                 for name in ("place", "pattern", "active", "precision", "log_determinant", "log_in")}
        return replace(terms, **twice, mean=np.concatenate([terms.mean, -terms.mean]))

    with (patch.object(few_causes, "with_rivals", one_cause),
          patch.object(few_causes, "terms_of", both_ways if either_way else terms_of)):
        yield


def take(tally: Tally, name: str, study: Study, truth: Numbers) -> None:
    """Forecast one athlete and count the second year."""
    steps = list(walk_forward(study))
    here = study.day >= SCORED_FROM_DAY
    chance, base = (np.array([shifted(each, step.shift) for each, step in zip(said, steps, strict=True)])[here]
                    for said in ([step.noted for step in steps], [step.base for step in steps]))
    usual = likelihood(base, study.cramp[here])
    tally.gained[name].append(likelihood(chance, study.cramp[here]) - usual)
    tally.forecasts[name].append(chance)
    if name == "ours":
        tally.gained["knower"].append(likelihood(truth[here], study.cramp[here]) - usual)
        tally.came.append(study.cramp[here])


def take_all(tally: Tally, generator: Generator, seed: int, kind: Kind) -> None:
    """Forecast one athlete as every forecaster does."""
    table, truth = generator(seed, Scenario.ONE)
    study, chances = study_of(table, {}), truth.probabilities
    take(tally, "ours", study, chances)
    take(tally, "taught", with_learned(study, kind.taught), chances)
    take(tally, "direction", directed(study), chances)
    with exactly_one(either_way=True):
        take(tally, "size", sized(study, kind.sizes, ()), chances)
    with exactly_one(either_way=False):
        take(tally, "size, direction", sized(study, kind.sizes, ()), chances)
        take(tally, "size, direction, cause", sized(study, kind.sizes, truth.causes), chances)


def tell(tally: Tally) -> None:
    """Print one generator."""
    knower, ours = np.array(tally.gained["knower"]), np.array(tally.gained["ours"])
    drawn = np.random.default_rng(0).integers(len(knower), size=(1000, len(knower)))
    for name, forecasts in tally.forecasts.items():
        shares = []
        for gained in (np.array(tally.gained[name]), np.array(tally.gained[name]) - ours):
            spread = float((gained[drawn].sum(axis=1) / knower[drawn].sum(axis=1)).std())
            shares.append((float(gained.sum() / knower.sum()), spread))
        (mean, se), (apart, apart_se) = shares
        error = calibration_error(np.concatenate(forecasts), np.concatenate(tally.came).astype(float))
        print(f"  {name:24s} {mean:6.3f} ± {se:.3f}   against ours {apart:+.3f} ± {apart_se:.3f}   ECE {error:.4f}",
              flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=20)
    parser.add_argument("--generator", default="own,other")
    parser.add_argument("--taught", type=int, default=100, help="so many other athletes tell what the kind is like")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    given = parser.parse_args()
    for name in given.generator.split(","):
        kind = kind_of(GENERATORS[name], given.taught)
        tally = Tally()
        for seed in range(given.first, given.first + given.athletes):
            take_all(tally, GENERATORS[name], seed, kind)
        knower = float(np.mean(tally.gained["knower"]))
        print(f"generator: {name}, {given.athletes} athletes; a knower of the truth is {knower:.1f} nats a year better "
              f"than the own rate")
        tell(tally)


if __name__ == "__main__":
    main()
