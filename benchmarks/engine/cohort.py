"""What a cohort adds: how often the engine is right about athletes alone, and told with what the others taught.

    python benchmarks/engine/cohort.py [--athletes 30,200] [--generator own,other,third] [--cohorts everything,one,...]
    python benchmarks/engine/cohort.py --athletes 8 --repeat 25
    python benchmarks/engine/cohort.py --speed 1000

Each athlete is told twice from the same table: alone, and with the priors that the other athletes of the cohort taught
(never with what the own diary taught: each leaves itself out). Cohorts: ``everything`` matters a little in everyone;
``one`` cause in each, any of the exposures; ``shared``: one cause in each, always among the first four exposures;
``half``: every other athlete of these two kinds; ``blank``: nothing matters. The athletes are not those that the priors
of the engine were chosen on, nor those on which this learning was tried. ``calibration error`` is that of
``chance_harmful`` over effects that are not 0, with its standard error by drawing athletes anew, and the error that
as many chances show by luck alone if each is right (``by luck``). Bars: .07 alone, .03 with a cohort.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import numpy as np
from other_habits import simulate_other
from speed import squad
from table import Generator, Tally, calibration_error, score, share
from third_habits import simulate_third

from uncramp.actions.trigger_table import learn_from_table
from uncramp.cohort.learning import learn
from uncramp.cohort.shares import exposures_of
from uncramp.cohort.summary import Summary, summarised
from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import Scenario, Truth, simulate_table
from uncramp.triggers.cohort_report import SharedExposure
from uncramp.triggers.few_causes import average
from uncramp.triggers.learned import with_learned
from uncramp.triggers.report import MATTERS, not_enough, report_of
from uncramp.triggers.study import Study, study_of
from uncramp.triggers.table_file import AthleteReport

GENERATORS: dict[str, Generator] = {"own": simulate_table, "other": simulate_other, "third": simulate_third}

#: exposures that a cause is among in the cohort ``shared``
SHARED = frozenset({"x01", "x02", "x03", "x04"})

Athlete = tuple[ExposureTable, Truth]


def athletes_of(cohort: str, generator: Generator, first: int) -> Iterator[Athlete]:
    """Simulate the athletes of a cohort, one after another without end."""
    scenario = {"shared": Scenario.ONE}.get(cohort)
    for number in count():
        if cohort == "half":
            kind = Scenario.EVERYTHING if number % 2 else Scenario.ONE
        else:
            kind = scenario or Scenario(cohort)
        table, truth = generator(first + number, kind)
        if cohort != "shared" or truth.causes[0] in SHARED:
            yield table, truth


def run(cohort: str, generator: Generator, athletes: int, first: int, alone: Tally, together: Tally) -> None:
    """Tell the athletes of a cohort alone, and with what the others taught; count both."""
    studies: list[tuple[Study, Truth]] = []
    summaries: list[Summary] = []
    who: list[int | None] = []
    for table, truth in islice(athletes_of(cohort, generator, first), athletes):
        study = study_of(table, {})
        began = time.process_time()
        averaged = average(study) if not_enough(study) is None else None
        report = report_of(study, averaged)
        alone.ms.append(1000 * (time.process_time() - began))
        score(report, truth, alone)
        who.append(len(summaries) if averaged is not None else None)
        if averaged is not None:
            summaries.append(summarised(study, averaged))
        studies.append((study, truth))
    began = time.process_time()
    taught = learn(summaries)
    learning = 1000 * (time.process_time() - began) / athletes
    for (study, truth), number in zip(studies, who, strict=True):
        began = time.process_time()
        learned = taught.by_all() if number is None else taught.by_others_than(number)
        report = report_of(study if learned is None else with_learned(study, learned))
        together.ms.append(learning + 1000 * (time.process_time() - began))
        score(report, truth, together)
    told = taught.by_all()
    if told is not None:
        taught_by = [truth for (_, truth), number in zip(studies, who, strict=True) if number is not None]
        covered(exposures_of(summaries, told), taught_by, together)
        shares = [priors["session"].inclusion or 0.0 for priors in told.priors.values()]
        name, priors = next(iter(told.priors.items()))
        of_name = priors["session"]
        print(f"  learned in {taught.rounds} rounds: everything matters in {told.expected.dense_chance or 0:.2f}, "
              f"else {sum(shares):.2f} causes; {name}: effect of a cause {of_name.slab_mean:.2f} ± "
              f"{of_name.slab_sd:.2f}, "
              f"where everything matters {of_name.mean:.2f} ± {of_name.sd:.2f}")


def covered(told: Sequence[SharedExposure], truths: Sequence[Truth], tally: Tally) -> None:
    """Count how often the share of athletes in whom an exposure matters lies where it is told to."""
    for each in told:
        effects = np.array([truth.recorded.get(each.exposure, {}).get(WindowKind(each.outcome), 0.0)
                            for truth in truths])
        for said, really in ((each.more, effects > MATTERS), (each.fewer, effects < -MATTERS)):
            tally.shares["share of athletes covered"].append(float(said.low <= really.mean() <= said.high))
            tally.strengths["share of athletes off"].append(abs(said.share - float(really.mean())))


def blur(pairs: list[tuple[float, bool]], athletes: int) -> tuple[float, float]:
    """Give the standard error of a calibration error by drawing athletes anew, and what it is by luck alone."""
    dice = np.random.default_rng(0)
    each = np.array(pairs, dtype=float).reshape(athletes, -1, 2)
    drawn = [calibration_error([(c, bool(h)) for c, h in each[dice.integers(athletes, size=athletes)].reshape(-1, 2)])
             for _ in range(50)]
    chances = np.array(pairs, dtype=float)[:, 0]
    lucky = [calibration_error(list(zip(chances.tolist(), (dice.random(len(chances)) < chances).tolist(), strict=True)))
             for _ in range(50)]
    return float(np.std(drawn)), float(np.mean(lucky))


#: what is told of each cohort, in order
TOLD = ("first ours", "first ours, either direction", "cause claimed", "claims true", "claims falsely",
        "claims anything", "covered, cause", "covered, no effect")


def tell(cohort: str, alone: Tally, together: Tally, athletes: int) -> None:
    """Print one cohort."""
    print(f"  {cohort}, {athletes} athletes{'':40s} alone   {'':22s} with the cohort")
    for name in TOLD:
        if alone.shares.get(name) or together.shares.get(name):
            print(f"    {name:45s} {share(alone.shares[name]):30s} {share(together.shares[name])}")
    if cohort == "everything":  # elsewhere effects are picked by lying in the stated direction
        told = []
        for tally in (alone, together):
            error, luck = blur(tally.calibration, athletes)
            told.append(f"{calibration_error(tally.calibration):.3f} ± {error:.3f} (by luck {luck:.3f})")
        print(f"    {'calibration error':45s} {told[0]:30s} {told[1]}")
    off = together.strengths.get("share of athletes off")
    if off:
        print(f"    {'share of athletes: covered, mean error':45s} {'':30s} "
              f"{share(together.shares['share of athletes covered'])}, {np.mean(off):.3f}")
    print(f"    {'CPU ms an athlete, p50':45s} {np.median(alone.ms):<30.0f} {np.median(together.ms):.0f}", flush=True)


def tell_all(path: Path, *, processes: int) -> Sequence[AthleteReport]:
    """Tell every athlete of a table with what the others taught."""
    return learn_from_table(path, processes=processes).athletes


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", default="30,200")
    parser.add_argument("--generator", default="own,other")
    parser.add_argument("--cohorts", default="everything,one,shared,half,blank")
    parser.add_argument("--first", type=int, default=20_000, help="first seed")
    parser.add_argument("--repeat", type=int, default=1, help="so many cohorts of each size, counted together")
    parser.add_argument("--speed", type=int, default=0, help="only time a table of so many athletes")
    given = parser.parse_args()
    if given.speed:
        squad(given.speed, 2, tell_all, "with the cohort")  # first: the largest process is remembered
        squad(given.speed, 2)
        return
    for name in given.generator.split(","):
        print(f"generator: {name}", flush=True)
        for cohort in given.cohorts.split(","):
            for athletes in map(int, given.athletes.split(",")):
                alone, together = Tally(), Tally()
                for repeat in range(given.repeat):
                    run(cohort, GENERATORS[name], athletes, given.first + 1000 * repeat, alone, together)
                tell(cohort, alone, together, athletes * given.repeat)


if __name__ == "__main__":
    main()
