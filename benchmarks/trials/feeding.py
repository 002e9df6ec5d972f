"""What the engine makes of a trial that is also in the diary: four ways of reading it, judged on the same people.

Run alone: ``python benchmarks/trials/feeding.py [people] [seed]``. Two years of sessions and nights, 15 exposures; the
third, yes or no, is put to a trial of 8 pairs of weeks (nights) and kept to on nine nights in ten. Ways:

- ``diary only``: no trial is told of, all nights are read as they are;
- ``twice``: what the trial showed is told, and its nights are read again (wrong, for comparison);
- ``left out``: it is told, and its nights are not counted at all;
- ``set aside``: it is told, and in its nights this one exposure counts as not known; all else is read.

Judged for the exposure of the trial and for the others: coverage of the 90 % interval where there is an effect, its
width in log odds, spread of the error in units of the sd that is told (1 is honest, above is too sure), causes that are
claimed, blank exposures that are claimed, and claims that are true of those made. In ``twitchy`` people the exposure
is done more on evenings before a cramp, as people stretch a muscle that twitches: a diary must get that wrong.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from uncramp.trials.blocks import TrialDay, pairs_of
from uncramp.trials.design import Arm, Believed, TrialDesign, TrialOutcome
from uncramp.trials.shown import contrast, per_step, shown
from uncramp.triggers.finding import Finding, Verdict
from uncramp.triggers.posterior import FromTrial
from uncramp.triggers.report import report_of
from uncramp.triggers.study import Column, Study

Numbers = NDArray[np.float64]
Bits = NDArray[np.bool_]

DAYS, COLUMNS, TRIED, STARTS = 730, 15, 2, 400
DESIGN = TrialDesign(
    remedy="x", outcome=TrialOutcome.CRAMP_NIGHT, pairs=8, block_days=7, wash_in_days=1,
    believed=Believed(mean=-0.25, sd=0.3))
#: chosen before anything was looked at
SEED = 20261123
MEMORY, FADES_D = 0.4, 3.0


@dataclass(frozen=True)
class Person:
    """A diary as arrays, what is true of it (log odds ratios [k] for sessions and nights), and its trial."""

    study: Study
    effects: Numbers
    told: FromTrial | None
    rows: Bits


def person(dice: np.random.Generator, effect: float, twitchy: bool) -> Person:
    """Live through two years with a trial inside."""
    trains = dice.random(DAYS) < 0.6
    day_of = np.repeat(np.arange(DAYS), 1 + trains)
    night = np.ones(len(day_of), dtype=bool)
    night[np.cumsum(1 + trains)[trains] - 2] = False
    common, own = dice.normal(size=(len(day_of), 2)), dice.normal(size=(len(day_of), COLUMNS))
    values = 0.8 * own + common @ dice.normal(0, 0.45, (2, COLUMNS))
    values /= values.std(axis=0)
    yes_no = np.arange(COLUMNS) % 3 == 2
    values[:, yes_no] = values[:, yes_no] > np.quantile(values[:, yes_no], 0.7, axis=0)
    since, length = day_of - STARTS, DESIGN.days
    on = night & (since >= 0) & (since < length)
    first = dice.random(DESIGN.pairs) < 0.5
    number = np.clip(since, 0, length - 1) // DESIGN.block_days
    remedy = on & (first[number // 2] == (number % 2 == 0))
    kept = np.where(dice.random(len(day_of)) < 0.9, remedy, ~remedy)
    values[on, TRIED] = kept[on]
    effects = np.zeros((COLUMNS, 2))
    others = dice.choice(np.delete(np.arange(COLUMNS), TRIED), 2, replace=False)
    effects[others] = (dice.uniform(0.5, 1.0, 2) * dice.choice([-1, 1], 2))[:, None]
    effects[TRIED] = effect
    cramp = lived(dice, values, effects, night, day_of, twitchy & night & ~on)
    logged = dice.random(DAYS) > 0.12 - 0.08 * np.isin(np.arange(DAYS), day_of[cramp])
    study = Study(
        columns=tuple(Column(name=f"x{at}", unit="", step=1.0, yes_no=bool(yes_no[at]), priors={}, prior_ids={})
                      for at in range(COLUMNS)),
        night=night, day=day_of.astype(np.float64) + np.where(night, 0.9, 0.7), cramp=cramp, counted=logged[day_of],
        values=np.where(dice.random(values.shape) < 0.1, np.nan, values))
    days = trial_days(study, day_of, on, remedy)
    counted = on & study.counted & (np.clip(since, 0, None) % DESIGN.block_days >= DESIGN.wash_in_days)
    return Person(study, effects, told_of(days, study, counted, remedy), counted)


def lived(
    dice: np.random.Generator, values: Numbers, effects: Numbers, night: Bits, day_of: NDArray[np.intp], twitchy: Bits
) -> Bits:
    """Draw the cramps one after another; twitchy windows take up the exposure of the trial when one is near."""
    drift = np.repeat(np.cumsum(dice.normal(0, 0.12, DAYS // 10 + 1)), 10)[:DAYS]
    drift = 0.4 * (drift - drift.mean()) / max(float(drift.std()), 1e-9)
    level = np.where(night, np.log(0.16 / 0.84), np.log(0.08 / 0.92))
    centred = values - values.mean(axis=0)
    away = np.where(night, centred @ effects[:, 1], centred @ effects[:, 0]) + drift[day_of]
    cramp, held, last = np.zeros(len(day_of), dtype=bool), 0.0, 0
    for row in range(len(day_of)):
        held *= np.exp(-(day_of[row] - last) / FADES_D)
        last = int(day_of[row])
        eta = level[row] - 0.2 + away[row] + MEMORY * held
        cramp[row] = dice.random() < 1 / (1 + np.exp(-eta))
        if twitchy[row] and cramp[row] and dice.random() < 0.4:
            values[row, TRIED] = 1.0  # the muscle twitched that evening, so the person did it
        held += cramp[row]
    return cramp


def trial_days(study: Study, day_of: NDArray[np.intp], on: Bits, remedy: Bits) -> list[TrialDay]:
    """Write the nights of the trial as its days."""
    found = []
    for row in np.flatnonzero(on).tolist():
        block, day_of_block = divmod(int(day_of[row]) - STARTS, DESIGN.block_days)
        found.append(TrialDay(
            day=date(2026, 1, 5) + timedelta(days=int(day_of[row])), pair=block // 2, block=block % 2,
            arm=Arm.REMEDY if remedy[row] else Arm.RIVAL, value=float(study.cramp[row]) if study.counted[row] else None,
            counted=day_of_block >= DESIGN.wash_in_days))
    return found


def told_of(days: Sequence[TrialDay], study: Study, rows: Bits, remedy: Bits) -> FromTrial | None:
    """Give what the trial showed per step, as the actions do."""
    told = shown(pairs_of(DESIGN, days), DESIGN.outcome)
    by_arm = [study.values[rows & arm, TRIED] for arm in (remedy, ~remedy)]
    moved = contrast(by_arm[0], by_arm[1])
    if told is None or moved is None:
        return None
    found = per_step(told, moved, DESIGN.outcome)
    return FromTrial(log_odds_ratio=found.log_ratio, sd=found.sd)


def with_trial(who: Person) -> Study:
    """Tell the engine of the trial."""
    if who.told is None:
        return who.study
    columns = list(who.study.columns)
    columns[TRIED] = replace(columns[TRIED], trials={"night": who.told})
    return replace(who.study, columns=tuple(columns))


def set_aside(who: Person) -> Study:
    """Take the exposure of the trial as not known in the nights that the trial rests on."""
    values = who.study.values.copy()
    values[who.rows, TRIED] = np.nan
    return replace(with_trial(who), values=values)


WAYS: Mapping[str, Callable[[Person], Study]] = {
    "diary only": lambda who: who.study, "twice": with_trial,
    "left out": lambda who: replace(with_trial(who), counted=who.study.counted & ~who.rows), "set aside": set_aside,
}


def judged(finding: Finding, true: float, into: dict[str, list[float]]) -> None:
    """Count one finding."""
    into["error / sd"].append((finding.log_odds_ratio - true) / finding.sd)
    claimed = finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)
    if true:
        into["covered"].append(float(finding.low <= np.exp(true) <= finding.high))
        into["cause claimed"].append(float(claimed))
        into["width"].append(np.log(finding.high / finding.low))
    else:
        into["blank claimed"].append(float(claimed))
    if claimed:
        into["claims true"].append(float(true * finding.log_odds_ratio > 0))


def line(name: str, found: Mapping[str, list[float]]) -> str:
    """Say what was counted, each with its standard error."""
    cells = []
    for what in ("covered", "width", "error / sd", "cause claimed", "blank claimed", "claims true"):
        each = np.array(found.get(what, []))
        if what == "error / sd":
            cells.append(f"{each.std():5.2f}" if len(each) else "    –")
        else:
            cells.append(f"{each.mean():.3f} ±{each.std() / np.sqrt(len(each)):.3f}" if len(each) else "           –")
    return f"  {name:32}" + "  ".join(cells)


def main() -> None:
    """Print the table."""
    people, seed = (int(sys.argv[at]) if len(sys.argv) > at else default for at, default in ((1, 400), (2, SEED)))
    print(f"{people} people a scenario, half of them with an effect of what is tried; seed {seed}")
    for scenario, twitchy in (("steady people", False), ("twitchy people", True)):
        found: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for number in range(people):
            dice = np.random.default_rng([seed, twitchy, number])
            effect = float(dice.normal(-0.5, 0.4)) if number % 2 else 0.0
            who = person(dice, effect, twitchy)
            for way, read in WAYS.items():
                for finding in report_of(read(who)).findings:
                    at = int(finding.exposure[1:])
                    side = int(finding.outcome == "night")
                    what = "others" if at != TRIED else "tried, at night" if side else "tried, in sessions"
                    judged(finding, float(who.effects[at, side]), found[way, what])
        print(f"{scenario}\n  {'':32}covered       width         err/sd cause claimed  blank claimed  claims true")
        for (way, what), each in sorted(found.items(), key=lambda one: one[0][1]):
            print(line(f"{what}: {way}", each), flush=True)


if __name__ == "__main__":
    main()
