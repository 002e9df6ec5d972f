"""How far anybody could get: the engine beside itself told what nobody knows beforehand, on the athletes of the table.

    python benchmarks/engine/knower.py [--athletes 200] [--generator own,other,third] [--scenarios one,drift,...]

A bar above what a knower reaches asks for easier athletes, not for a better engine. Two knowers read the same diaries
with the same likelihood. ``knower`` is told how many causes there are, which kinds of cramp they set off, which way
each exposure would harm and how large effects are (mean and sd of the effects of what is written down, over other
athletes of the same generator, yes/no apart). ``and of blur`` is told besides how what is written goes with what was:
each exposure stands as the best linear guess from all that was written (gaps filled), by the truth of this very diary.
Rows: a true cause ranked first, paired with ours; power at 5 % false positives, of exposures, with the strength that
each method ranks by; the calibration of ``chance_harmful`` where everything matters a little, told the size of effects
(``knower of sizes``) and also how many harm (``knower``). Seeds are those of `table.py`.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from table import GENERATORS, MOST_BLANK, SHORT, Generator, Tally, blur, calibration_error, score, share

from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import Scenario, Truth
from uncramp.triggers.expected import Expected
from uncramp.triggers.few_causes import average
from uncramp.triggers.finding import TriggerReport
from uncramp.triggers.posterior import Prior
from uncramp.triggers.report import not_enough, report_of
from uncramp.triggers.study import OUTCOMES, Study, candidates, study_of
from uncramp.triggers.weighed import find

Numbers = NDArray[np.float64]

#: athletes from whose truth a knower learns how large effects are; none of them is counted anywhere
TAUGHT_BY, FIRST_TEACHER = 150, 50_000

#: a chance so small that causes come one at a time, or as good as never; and its opposite
HARDLY, NEARLY = 0.002, 0.996
CAUSES = {Scenario.TWO: 0.13}
KINDS = {Scenario.SPLIT: (NEARLY / 2, NEARLY / 2, 1 - NEARLY)}
BOTH_KINDS = ((1 - NEARLY) / 2, (1 - NEARLY) / 2, NEARLY)

RANKED = (Scenario.ONE, Scenario.TWO, Scenario.CONFOUNDED, Scenario.DRIFT, Scenario.HALF_MISSING, Scenario.SPLIT,
          Scenario.FEW)
WITH_POWER = (Scenario.SPLIT, Scenario.FEW)


@dataclass(frozen=True)
class Sizes:
    """Mean and sd of effects in the harmful direction, by whether the exposure is yes/no."""

    mean: Mapping[bool, float]
    sd: Mapping[bool, float]


def sizes_of(generator: Generator, scenario: Scenario, *, really: bool) -> Sizes:
    """Learn from other athletes how large effects are, of what was written down or of what ``really`` was."""
    found: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(FIRST_TEACHER, FIRST_TEACHER + TAUGHT_BY):
        table, truth = generator(seed, scenario)
        of = {each.id: each for each in table.exposures}
        for name, effects in (truth.effects if really else truth.recorded).items():
            way = -1.0 if of[name].harmful < 0 else 1.0
            found[of[name].yes_no] += [way * size for size in effects.values()]
    every = found[True] + found[False]
    told = {kind: sizes if len(sizes) > 10 else every for kind, sizes in found.items()}
    return Sizes(mean={kind: float(np.mean(sizes)) for kind, sizes in told.items()},
                 sd={kind: float(np.std(sizes)) for kind, sizes in told.items()})


def read(table: ExposureTable, scenario: Scenario, sizes: Sizes) -> Study:
    """Read a diary with what a knower expects of it."""
    priors = {}
    for each in table.exposures:
        way = -1.0 if each.harmful < 0 else 1.0
        mean, sd = way * sizes.mean[each.yes_no], sizes.sd[each.yes_no]
        for outcome in OUTCOMES:
            priors[each.id, outcome] = Prior(
                mean=mean, sd=sd, inclusion=CAUSES.get(scenario, HARDLY), slab_mean=mean, slab_sd=sd)
    little = scenario is Scenario.EVERYTHING
    expected = Expected(dense_chance=1 - 1e-9 if little else 1e-9, patterns=KINDS.get(scenario, BOTH_KINDS))
    return replace(study_of(table, priors), expected=expected)


def reported(study: Study) -> TriggerReport:
    """Report a study as it is read."""
    return report_of(study, average(study) if not_enough(study) is None else None)


def as_it_was(table: ExposureTable, truth: Truth, *, as_scores: bool) -> ExposureTable:
    """Put the best linear guess of what was in place of what was written; ``as_scores``: of its logarithm, in sds."""
    study = study_of(table, {})
    found, counted = candidates(study), np.array([window.counted for window in table.windows])
    was, values = truth.values.copy(), table.values.copy()
    for at, each in enumerate(table.exposures):
        if as_scores and not each.yes_no:
            was[:, at] = np.log(was[:, at]) / np.log(was[:, at]).std()
    for side, outcome in enumerate(OUTCOMES):
        rows = np.flatnonzero(counted)[study.rows(outcome)]
        x = found.x[study.rows(outcome)][:, 2 * np.arange(len(found.numbers)) + side]
        design = np.column_stack([np.ones(len(x)), x])
        guessed = design @ np.linalg.lstsq(design, was[rows], rcond=None)[0]
        values[rows] = np.where(np.isfinite(study.within(outcome)).any(axis=0), guessed, np.nan)
    return replace(table, values=values)


def ranked_by(report: TriggerReport) -> dict[str, float]:
    """Say of each exposure how likely it is to be a cause of either kind of cramp."""
    strength: dict[str, float] = {}
    for finding in report.findings:
        strength[finding.exposure] = max(strength.get(finding.exposure, 0.0), finding.inclusion)
    return strength


def look(name: str, seed: int, scenario: Scenario, short: bool, knows: dict[str, Sizes], as_: Scenario) -> Tally:
    """Let ours and the knowers look at one diary; ``as_`` is the scenario that they know it to be."""
    generator = SHORT[name] if short and scenario is Scenario.BLANK else GENERATORS[name]
    table, truth = generator(seed, scenario)
    tally = Tally()
    score(find(table, {}), truth, tally)
    tally.ranked("knower", ranked_by(reported(read(table, as_, knows["knower"]))), truth)
    cleaned = as_it_was(table, truth, as_scores=name == "other")
    tally.ranked("and of blur", ranked_by(reported(read(cleaned, as_, knows["and of blur"]))), truth)
    return tally


def gathered(tallies: list[Tally]) -> Tally:
    """Join what was counted of single athletes, in order."""
    joined = Tally()
    for tally in tallies:
        for name, values in tally.shares.items():
            joined.shares[name] += values
        for name, values in tally.strengths.items():
            joined.strengths[name] += values
    return joined


def tell_ranks(name: str, scenario: Scenario, athletes: int) -> None:
    """Print who ranks a true cause first, and the power where the design asks for it."""
    knows = {who: sizes_of(GENERATORS[name], scenario, really=who != "knower") for who in ("knower", "and of blur")}
    seen = partial(look, name, short=scenario is Scenario.FEW, knows=knows, as_=scenario)
    tally = gathered([seen(seed, scenario=scenario) for seed in range(athletes)])
    print(f"  {scenario.value}")
    ours = np.array(tally.shares["first ours"])
    for who in ("ours", "knower", "and of blur"):
        here = np.array(tally.shares[f"first {who}"])
        apart = here - ours
        print(f"    {f'first: {who}':28s} {share(here)}   more than ours {apart.mean():+.3f} ± "
              f"{apart.std() / np.sqrt(len(apart)):.3f}", flush=True)
    if scenario in WITH_POWER:
        blank = gathered([seen(seed, scenario=Scenario.BLANK) for seed in range(min(MOST_BLANK, athletes))])
        for who in ("ours", "knower", "and of blur"):
            threshold = np.quantile(blank.strengths[f"each {who}"], 0.95)
            beyond = [float(each > threshold) for each in tally.strengths[f"cause {who}"]]
            print(f"    {f'power: {who}':28s} {share(beyond)}", flush=True)


def tell_calibration(name: str, athletes: int) -> None:
    """Print how well chances of harm are calibrated where everything matters a little."""
    sizes = sizes_of(GENERATORS[name], Scenario.EVERYTHING, really=False)
    spread = {kind: float(np.hypot(sizes.sd[kind], sizes.mean[kind])) for kind in sizes.mean}
    knowers = {"ours": None, "knower of sizes": Sizes(mean=dict.fromkeys(spread, 0.0), sd=spread), "knower": sizes}
    tallies = {who: Tally() for who in knowers}
    for seed in range(athletes):
        table, truth = GENERATORS[name](seed, Scenario.EVERYTHING)
        for who, known in knowers.items():
            report = find(table, {}) if known is None else reported(read(table, Scenario.EVERYTHING, known))
            score(report, truth, tallies[who])
    harm = np.mean([did for _, did in tallies["ours"].calibration])
    print(f"  everything   (effects that harm: {harm:.2f}, mean {sizes.mean}, sd {sizes.sd})")
    for who, tally in tallies.items():
        told = f"{calibration_error(tally.calibration):.3f} ± {blur(tally.calibration, athletes):.3f}"
        print(f"    {f'calibration error: {who}':36s} {told}", flush=True)


def main() -> None:
    """Print the ceilings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=40)
    parser.add_argument("--generator", default="own,other,third")
    parser.add_argument("--scenarios", default=",".join([*RANKED, Scenario.EVERYTHING]))
    given = parser.parse_args()
    for name in given.generator.split(","):
        print(f"generator: {name}", flush=True)
        for scenario in map(Scenario, given.scenarios.split(",")):
            if scenario is Scenario.EVERYTHING:
                tell_calibration(name, given.athletes)
            else:
                tell_ranks(name, scenario, given.athletes)


if __name__ == "__main__":
    main()
