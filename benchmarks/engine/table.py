"""The table of the engine: how often it is right, beside what people use today, on generators of athletes.

    python benchmarks/engine/table.py [--athletes 40] [--blank 100] [--generator own,other,third]
                                      [--scenarios one,blank,...] [--cramps 5,10,40,80]

Every method sees the same tables. Shares stand with their standard errors (over athletes). The peer ``logistic`` is
plain logistic regression (statsmodels, where it is installed; else the same Newton steps here), one for each kind of
cramp as findings are, gaps filled with the mean, ranked by the largest |z|; ``pooled`` the same on both kinds together
with an intercept for each; ``with-without`` compares cramp rates above and up to the median. The bars are those of the
design; --athletes 200 --blank 2000 is the full run (peers look at the first 500 blank diaries only). Power at 5 %
false positives is told twice: ``of exposures`` where the threshold lets 1 in 20 exposures of blank diaries pass, as
one tests a suspect; ``of diaries`` where it lets 1 in 20 whole diaries show anything. Peers and bars of the design fit
the former (decision 0450). ``--cramps`` are expected numbers in one year. Intervals are to cover what the diary can
show (the effect of what was written down); "without blur" asks for the effect of what really was.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from math import erf
from typing import cast

import numpy as np
from numpy.typing import NDArray
from other_habits import simulate_other
from third_habits import Trouble, simulate_third

from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import Scenario, Truth, simulate_table
from uncramp.triggers.finding import TriggerReport
from uncramp.triggers.weighed import find

Numbers = NDArray[np.float64]
Generator = Callable[[int, Scenario], tuple[ExposureTable, Truth]]  # the third also takes a Trouble
GENERATORS: dict[str, Generator] = {
    "own": simulate_table, "exact": partial(simulate_table, recall=False), "other": simulate_other,
    "third": simulate_third,
}

#: athletes with as few cramps, and as short a diary, as those of the scenario ``few``
_short = partial(simulate_table, years=1, session_cramps=12, night_cramps=8)
SHORT: dict[str, Generator] = {
    "own": _short, "exact": partial(_short, recall=False), "other": partial(simulate_other, few=True),
    "third": partial(simulate_third, few=True),
}

#: peers look at so many blank diaries, which also set the thresholds of power
MOST_BLANK = 500
METHODS = ("ours", "logistic", "pooled", "with-without")


def with_cramps(name: str, cramps: float) -> Generator:
    """Give a generator of athletes with so many cramps in one year, three in five in sessions."""
    sessions, nights = 0.6 * cramps, 0.4 * cramps
    if name == "other":
        return partial(simulate_other, few=True, cramps=(sessions, nights))
    if name == "third":
        return partial(simulate_third, few=True, cramps=(sessions, nights))
    return partial(
        simulate_table, years=1, session_cramps=sessions, night_cramps=nights, recall=name != "exact")


#: what the design asks of ours, by scenario: cause ranked first
FIRST = {"one": 0.83, "two": 0.94, "confounded": 0.95, "drift": 0.88, "half_missing": 0.92, "split": 0.68}
CLAIM, NINETY = 0.95, 1.6449


@dataclass
class Tally:
    """What is counted over the athletes of a scenario: shares by name; ``calibration`` (chance, did it harm)."""

    shares: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    strengths: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    calibration: list[tuple[float, bool]] = field(default_factory=list)
    peer_calibration: list[tuple[float, bool]] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    k_hat: list[float] = field(default_factory=list)
    fitted: list[float] = field(default_factory=list)

    def ranked(self, name: str, strength: dict[str, float], truth: Truth) -> None:
        """Count whether a true cause stands first, and how strongly the causes and the strongest stand out."""
        if truth.causes:
            self.shares["first " + name].append(float(max(strength, key=strength.__getitem__) in truth.causes))
            self.strengths["cause " + name].append(strength[truth.causes[0]])
        self.strengths["strongest " + name].append(max(strength.values()))
        self.strengths["each " + name] += strength.values()


def score(report: TriggerReport, truth: Truth, tally: Tally) -> None:
    """Count one athlete as someone would who reads only the document: claims are chances beyond .95."""
    strength: dict[str, float] = defaultdict(float)
    either: dict[str, float] = defaultdict(float)
    claims = []
    for finding in report.findings:
        if finding.exposure in truth.twins:
            tally.shares["claims of a companion"].append(float(not 1 - CLAIM <= finding.chance_harmful <= CLAIM))
        true = truth.recorded.get(finding.exposure, {}).get(WindowKind(finding.outcome), 0.0)
        harm = true * (-1 if finding.harmful < 0 else 1)
        chance = finding.chance_harmful
        strength[finding.exposure] = max(strength[finding.exposure], chance)
        either[finding.exposure] = max(either[finding.exposure], chance, 1 - chance)
        if not 1 - CLAIM <= chance <= CLAIM:
            claims.append(harm * (chance - 0.5) > 0)
            if finding.exposure not in truth.twins:
                tally.shares["claims true, companions apart"].append(float(claims[-1]))
            tally.shares["claims of an exposure that is a cause"].append(float(finding.exposure in truth.causes))
        tally.shares["covered, cause" if true else "covered, no effect"].append(
            float(finding.low <= np.exp(true) <= finding.high))
        if true:
            was = truth.effects[finding.exposure][WindowKind(finding.outcome)]
            tally.shares["covered, cause without blur"].append(float(finding.low <= np.exp(was) <= finding.high))
            tally.calibration.append((chance, harm > 0))
    tally.shares["claims true"] += [float(claim) for claim in claims]
    tally.shares["claims anything"].append(float(bool(claims)))
    tally.shares["claims falsely"].append(float(not all(claims)))
    tally.ranked("ours", strength, truth)
    tally.ranked("ours, either direction", either, truth)
    if truth.causes:
        tally.shares["cause claimed"].append(float(any(claims)))


def wald(x: Numbers, cramp: Numbers) -> tuple[Numbers, Numbers]:
    """Fit a plain logistic regression with an intercept in the first column: log odds ratios and their errors.

    A fit that fails has found nothing: 0, with an endless error.
    """
    try:
        import statsmodels.api as sm
    except ImportError:
        return own_wald(x, cramp)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            done = sm.Logit(cramp, x).fit(disp=0, maxiter=50)
        except Exception:  # noqa: BLE001 - a peer that fails has found nothing
            return np.zeros(x.shape[1]), np.full(x.shape[1], np.inf)
    return np.nan_to_num(done.params), np.nan_to_num(done.bse, nan=np.inf)


def own_wald(x: Numbers, cramp: Numbers) -> tuple[Numbers, Numbers]:
    """Give the same by Newton steps."""
    beta = np.zeros(x.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        information = x.T @ (x * (chance * (1 - chance))[:, None]) + 1e-9 * np.eye(len(beta))
        step = np.linalg.solve(information, x.T @ (cramp - chance))
        beta = beta + step * min(1.0, 5 / np.abs(step).max())
    return beta, np.sqrt(np.diag(np.linalg.inv(information)))


def logistic_intervals(
    fits: dict[WindowKind, list[Numbers]], table: ExposureTable, truth: Truth, tally: Tally
) -> None:
    """Count how often logistic regression's 90 % intervals cover the effect, and keep its chances for calibration."""
    for kind, (beta, error) in fits.items():
        for at, exposure in enumerate(table.exposures):
            recorded = truth.recorded.get(exposure.id, {}).get(kind, 0.0)
            was = truth.effects.get(exposure.id, {}).get(kind, 0.0)
            if recorded:
                tally.shares["covered, cause: logistic"].append(float(abs(beta[at] - recorded) < NINETY * error[at]))
                tally.shares["covered, cause without blur: logistic"].append(
                    float(abs(beta[at] - was) < NINETY * error[at]))
                way = -1.0 if exposure.harmful < 0 else 1.0
                chance = 0.5 * (1 + erf(way * beta[at] / error[at] / np.sqrt(2)))
                tally.peer_calibration.append((chance, way * recorded > 0))


def peers(table: ExposureTable, truth: Truth, tally: Tally) -> None:
    """Let the peers look at the same table; each claims at p < .05."""
    counted = np.array([window.counted for window in table.windows])
    values = table.values[counted]
    values = np.where(np.isfinite(values), values, np.nanmean(values, axis=0))
    cramp = np.array([bool(window.cramps) for window in table.windows], dtype=float)[counted]
    night = np.array([window.kind is WindowKind.NIGHT for window in table.windows])[counted]
    ones = np.ones((len(cramp), 1))
    fits = {
        kind: [part[1:] for part in wald(np.hstack([ones[here], values[here]]), cramp[here])]
        for kind, here in ((WindowKind.NIGHT, night), (WindowKind.SESSION, ~night))
    }
    logistic_intervals(fits, table, truth, tally)
    apart = np.max([np.abs(beta / error) for beta, error in fits.values()], axis=0)
    beta, error = wald(np.hstack([ones, night[:, None], values]), cramp)
    pooled = np.abs(beta / error)[2:]
    rates = []
    for column in values.T:
        high = column > np.median(column) if np.median(column) < column.max() else column == column.max()
        p, q, both = cramp[high].mean(), cramp[~high].mean(), cramp.mean()
        among = np.sqrt(both * (1 - both) * (1 / high.sum() + 1 / (~high).sum()))
        rates.append(abs(p - q) / among if among > 0 else 0.0)  # no cramp at all: nothing to compare
    for name, z in (("logistic", apart), ("pooled", pooled), ("with-without", np.array(rates))):
        tally.ranked(name, dict(zip([e.id for e in table.exposures], z.tolist(), strict=True)), truth)
        wrong = [e.id for e, each in zip(table.exposures, z, strict=True) if each > 1.96 and e.id not in truth.causes]
        tally.shares[f"claims falsely: {name}"].append(float(bool(wrong)))


def scenario_of(name: str) -> Scenario:
    """Give the scenario of that name; a trouble that only the third generator knows passes for one."""
    return cast(Scenario, Trouble(name)) if name in set(Trouble) else Scenario(name)


def run(generator: Generator, scenario: Scenario, athletes: int) -> Tally:
    """Simulate and score the athletes of one scenario."""
    tally = Tally()
    for seed in range(athletes):
        table, truth = generator(seed, scenario)
        began = time.process_time()
        report = find(table, {})
        tally.ms.append(1000 * (time.process_time() - began))
        if report.engine is not None:
            tally.k_hat.append(report.engine.k_hat)
            tally.fitted.append(report.engine.models_fitted)
        score(report, truth, tally)
        if seed < MOST_BLANK:
            peers(table, truth, tally)
    return tally


def share(values: Iterable[float]) -> str:
    """Write a share with its standard error."""
    numbers = np.array(list(values), dtype=float)
    if len(numbers) == 0:
        return "-"
    mean = numbers.mean()
    return f"{mean:.3f} ± {np.sqrt(mean * (1 - mean) / len(numbers)):.3f} (n {len(numbers)})"


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Give the expected calibration error of the chance of harm, in tenths; NaN without pairs."""
    if not pairs:
        return float("nan")
    chance, harm = np.array(pairs, dtype=float).T
    tenth = np.minimum((10 * chance).astype(int), 9)
    return float(sum((tenth == t).mean() * abs(chance[tenth == t].mean() - harm[tenth == t].mean())
                     for t in np.unique(tenth)))


def blur(pairs: list[tuple[float, bool]], athletes: int) -> float:
    """Give the standard error of a calibration error, by drawing athletes anew."""
    dice = np.random.default_rng(0)
    each = np.array(pairs, dtype=float).reshape(athletes, -1, 2)
    drawn = [calibration_error([(c, bool(h)) for c, h in each[dice.integers(athletes, size=athletes)].reshape(-1, 2)])
             for _ in range(50)]
    return float(np.std(drawn))


def power(tally: Tally, blank: Tally, name: str, among: str) -> list[float]:
    """Tell of each athlete whether the cause stands out more than 95 % of what blank athletes show.

    ``among`` is ``each`` (exposure of a blank diary) or ``strongest`` (exposure of each blank diary).
    """
    threshold = np.quantile(blank.strengths[f"{among} {name}"], 0.95)
    return [float(strength > threshold) for strength in tally.strengths["cause " + name]]


def tell_power(tally: Tally, blank: Tally) -> None:
    """Print the power of every method, told in both ways."""
    for among, told in (("each", "of exposures"), ("strongest", "of diaries")):
        for name in METHODS:
            print(f"    {f'power at 5 % {told}: {name}':45s} {share(power(tally, blank, name, among))}")


def tell(scenario: Scenario, tally: Tally, blank: Tally | None) -> None:
    """Print one scenario."""
    print(f"  {scenario.value}" + (f"   (bar for ranked first: {FIRST[scenario]})" if scenario in FIRST else ""))
    for name, values in sorted(tally.shares.items()):
        print(f"    {name:45s} {share(values)}")
    if blank is not None:
        tell_power(tally, blank)
    if scenario is Scenario.EVERYTHING:
        for name, pairs in (("ours", tally.calibration), ("logistic", tally.peer_calibration)):
            told = f"{calibration_error(pairs):.3f} ± {blur(pairs, len(tally.ms)):.3f}"
            print(f"    {'calibration error: ' + name:45s} {told}")
    print(f"    CPU ms p50/p95 {np.median(tally.ms):.0f}/{np.quantile(tally.ms, 0.95):.0f}, k-hat p95 "
          f"{np.quantile(tally.k_hat or [np.nan], 0.95):.2f}, models fitted {np.mean(tally.fitted or [0]):.0f}",
          flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=40)
    parser.add_argument("--blank", type=int, default=100)
    parser.add_argument("--generator", default="own,other", help="own, exact (own without recall noise), other, third")
    parser.add_argument("--scenarios", default=",".join(Scenario),
                        help="of the design; third also: " + ", ".join(Trouble))
    parser.add_argument("--cramps", default="5,10,40,80", help="expected numbers in one year; 20 is the scenario few")
    given = parser.parse_args()
    for name in given.generator.split(","):
        print(f"generator: {name}", flush=True)
        scenarios = [scenario_of(each) for each in given.scenarios.split(",")]
        long = run(GENERATORS[name], Scenario.BLANK, given.blank)
        for scenario in scenarios:
            tally = long if scenario is Scenario.BLANK else run(GENERATORS[name], scenario, given.athletes)
            blank = long if scenario is Scenario.SPLIT else None
            if scenario is Scenario.FEW:
                blank = run(SHORT[name], Scenario.BLANK, min(given.blank, MOST_BLANK))
            tell(scenario, tally, blank)
        for cramps in map(float, filter(None, given.cramps.split(","))):
            generator = with_cramps(name, cramps)
            tally, blank = (run(generator, each, given.athletes) for each in (Scenario.FEW, Scenario.BLANK))
            print(f"  {cramps:.0f} cramps in a year")
            for first in METHODS:
                print(f"    {'first ' + first:45s} {share(tally.shares['first ' + first])}")
            print(f"    {'cause claimed':45s} {share(tally.shares['cause claimed'])}")
            tell_power(tally, blank)


if __name__ == "__main__":
    main()
