"""How good forecasts are, beside what people use today, on three generators of athletes whose true chances are known.

    python benchmarks/engine/forecast.py [--athletes 40] [--generator own,other,third] [--scenarios one,drift,...]

Every athlete is walked through forward: each window is forecast from the windows before it, and those of the second
year are scored, written down or not. Log skill is told as the share of what a knower of the truth gets: 0 is the
person's own rate so far, 1 the true chances, below 0 worse than the rate (sums over athletes, standard error by
resampling athletes). ECE: the mean distance between forecast and what came over ten groups of as many windows; beside
it the same against the true chances, which luck blurs less. Peers in the same run: an exponentially weighted rate (60
days), and plain logistic regression for each kind of cramp, fitted anew every 30 days, gaps filled with the mean.
``one`` is the steady scenario of the bars, ``drift`` the drifting one; --athletes 200 is the full run.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from table import GENERATORS

from uncramp.forecast.walk import shifted, walk_forward
from uncramp.simulation.arrays import Scenario
from uncramp.triggers.study import Study, study_of

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: windows from this day on are scored
SCORED_FROM_DAY = 365.0
#: what the design asks for, by scenario: share of the knower's log skill
BARS = {Scenario.ONE: 0.40, Scenario.DRIFT: 0.14}
ECE_BAR = 0.005
GROUPS = 10
PEERS = ("ours", "ewma", "logistic")


@dataclass
class Tally:
    """Over the athletes: log skill gained by each peer and by the knower; forecasts, what came and the true chances."""

    gained: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    forecasts: dict[str, list[Numbers]] = field(default_factory=lambda: defaultdict(list))
    came: list[Flags] = field(default_factory=list)
    truth: list[Numbers] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)


def likelihood(chance: Numbers, came: Flags) -> float:
    """Give the log likelihood of what came."""
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(np.where(came, np.log(chance), np.log1p(-chance)).sum())


def logistic_forward(study: Study) -> Numbers:
    """Forecast by plain logistic regression, one for each kind of cramp, fitted anew every 30 days; float[n]."""
    values = np.where(np.isfinite(study.values), study.values, np.nan)
    found = np.full(len(study.day), np.nan)
    for night in (False, True):
        rows = np.flatnonzero(study.night == night)
        for start in np.arange(SCORED_FROM_DAY, study.day[-1] + 1, 30.0):
            before = rows[(study.day[rows] < start) & study.counted[rows]]
            after = rows[(study.day[rows] >= start) & (study.day[rows] < start + 30)]
            if len(after) == 0:
                continue
            centre, sd = np.nanmean(values[before], axis=0), np.nanstd(values[before], axis=0) + 1e-9
            x, ahead = (
                np.column_stack([np.ones(len(each)), np.nan_to_num((values[each] - centre) / sd)])
                for each in (before, after)
            )
            beta = np.zeros(x.shape[1])
            for _ in range(25):
                chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
                information = x.T @ (x * (chance * (1 - chance))[:, None]) + 1e-9 * np.eye(len(beta))
                step = np.linalg.solve(information, x.T @ (study.cramp[before] - chance))
                beta = beta + step * min(1.0, 5 / np.abs(step).max())
            found[after] = 1 / (1 + np.exp(-np.clip(ahead @ beta, -30, 30)))
    return found


def take(tally: Tally, study: Study, truth: Numbers) -> None:
    """Forecast one athlete and count the second year."""
    began = time.process_time()
    steps = list(walk_forward(study))
    tally.ms.append(1000 * (time.process_time() - began))
    here = study.day >= SCORED_FROM_DAY
    came, true = study.cramp[here], truth[here]
    chances = {
        "ours": np.array([shifted(step.noted, step.shift) for step in steps])[here],
        "ewma": np.array([shifted(step.recent, step.shift) for step in steps])[here],
        "logistic": logistic_forward(study)[here],
    }
    base = likelihood(np.array([shifted(step.base, step.shift) for step in steps])[here], came)
    for name, chance in chances.items():
        tally.gained[name].append(likelihood(chance, came) - base)
        tally.forecasts[name].append(chance)
    tally.gained["knower"].append(likelihood(true, came) - base)
    tally.came.append(came)
    tally.truth.append(true)


def calibration_error(forecast: Numbers, against: Numbers) -> float:
    """Give the mean distance between forecasts and what they are held against, over groups of like forecasts."""
    edges = np.quantile(forecast, np.arange(1, GROUPS) / GROUPS)
    group = np.searchsorted(edges, forecast, side="left")
    return float(sum((group == g).mean() * abs(forecast[group == g].mean() - against[group == g].mean())
                     for g in np.unique(group)))


def share(tally: Tally, name: str) -> tuple[float, float]:
    """Give the share of the knower's log skill, with its standard error over athletes."""
    gained, knower = np.array(tally.gained[name]), np.array(tally.gained["knower"])
    dice = np.random.default_rng(0)
    drawn = dice.integers(len(gained), size=(1000, len(gained)))
    return float(gained.sum() / knower.sum()), float((gained[drawn].sum(axis=1) / knower[drawn].sum(axis=1)).std())


def tell(scenario: Scenario, tally: Tally) -> None:
    """Print one scenario."""
    came, truth = np.concatenate(tally.came).astype(float), np.concatenate(tally.truth)
    floor = calibration_error(truth, came)
    bar = f"   (bars: share {BARS[scenario]:.2f}, ECE {ECE_BAR})" if scenario in BARS else ""
    print(f"  {scenario.value}: {len(came)} windows, {came.sum():.0f} cramps, ECE of the knower {floor:.4f}{bar}")
    for name in PEERS:
        forecast = np.concatenate(tally.forecasts[name])
        mean, se = share(tally, name)
        ece, ece_true = calibration_error(forecast, came), calibration_error(forecast, truth)
        print(f"    {name:10s} log skill {mean:6.3f} ± {se:.3f} of the knower's; ECE {ece:.4f} (against the truth "
              f"{ece_true:.4f}); mean forecast {forecast.mean():.4f}, came {came.mean():.4f}, true {truth.mean():.4f}")
    print(f"    CPU ms of a walk through two years, p50/p95 {np.median(tally.ms):.0f}/{np.quantile(tally.ms, .95):.0f}",
          flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=40)
    parser.add_argument("--generator", default="own,other", help="own, exact (own without recall noise), other, third")
    parser.add_argument("--scenarios", default="one,drift")
    given = parser.parse_args()
    for name in given.generator.split(","):
        print(f"generator: {name}", flush=True)
        for scenario in map(Scenario, given.scenarios.split(",")):
            tally = Tally()
            for seed in range(given.athletes):
                table, truth = GENERATORS[name](seed, scenario)
                take(tally, study_of(table, {}), truth.probabilities)
            tell(scenario, tally)


if __name__ == "__main__":
    main()
