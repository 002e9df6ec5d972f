"""How well the first engine finds causes, beside plain logistic regression and with-without rates.

    python benchmarks/engine/first.py [--athletes 40] [--blank 100] [--scenarios one,blank,...]

Athletes are simulated (``uncramp.simulation.arrays``) with known truth; every method sees the same tables. Standard
errors are those of a share among so many athletes. statsmodels is the peer (extra ``bench``).
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import Scenario, Truth, simulate_table
from uncramp.triggers.finding import Finding, TriggerReport, Verdict
from uncramp.triggers.report import find

Numbers = NDArray[np.float64]


@dataclass
class Tally:
    """What is counted over the athletes of a scenario."""

    ranked: list[float] = field(default_factory=list)
    logistic: list[float] = field(default_factory=list)
    with_without: list[float] = field(default_factory=list)
    claims: list[bool] = field(default_factory=list)
    claiming: list[float] = field(default_factory=list)
    logistic_claiming: list[float] = field(default_factory=list)
    rates_claiming: list[float] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)
    covered_null: list[float] = field(default_factory=list)
    power: list[float] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    k_hat: list[float] = field(default_factory=list)
    dense: list[float] = field(default_factory=list)


def score(report: TriggerReport, table: ExposureTable, truth: Truth, tally: Tally) -> None:
    """Count one athlete."""
    by_exposure: dict[str, float] = {}
    claims = []
    for finding in report.findings:
        chance = float(np.nan_to_num(max(finding.chance_harmful, finding.chance_protective)))
        by_exposure[finding.exposure] = max(by_exposure.get(finding.exposure, 0.0), chance)
        true = _true(finding, truth)
        if finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE):
            claims.append(true != 0 and np.sign(true) == np.sign(finding.log_odds_ratio))
        if np.isfinite(finding.low):
            (tally.covered if true else tally.covered_null).append(finding.low <= np.exp(true) <= finding.high)
    tally.claims += [bool(claim) for claim in claims]
    tally.claiming.append(float(not all(claims)))
    if truth.causes:
        tally.ranked.append(float(max(by_exposure, key=lambda name: by_exposure[name]) in truth.causes))
        tally.power.append(float(any(claims)))


def _true(finding: Finding, truth: Truth) -> float:
    return truth.effects.get(finding.exposure, {}).get(WindowKind(finding.outcome), 0.0)


def design(table: ExposureTable) -> tuple[Numbers, Numbers, Numbers]:
    """Counted windows: cramp [n], night [n], exposures with the mean in the gaps [n, k]."""
    counted = np.array([window.counted for window in table.windows])
    values = table.values[counted]
    values = np.where(np.isfinite(values), values, np.nanmean(values, axis=0))
    cramp = np.array([bool(window.cramps) for window in table.windows], dtype=float)[counted]
    night = np.array([window.kind is WindowKind.NIGHT for window in table.windows], dtype=float)[counted]
    return cramp, night, values


def logistic(table: ExposureTable, truth: Truth, tally: Tally) -> None:
    """The peer: plain logistic regression on all exposures, ranked by |z|, claimed at p < .05."""
    import statsmodels.api as sm

    cramp, night, values = design(table)
    x = np.column_stack([np.ones(len(cramp)), night, values])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            z = sm.Logit(cramp, x).fit(disp=0, maxiter=50).tvalues[2:]
        except Exception:  # noqa: BLE001 - a peer that fails has found nothing
            z = np.zeros(values.shape[1])
    if truth.causes:
        tally.logistic.append(float(table.exposures[int(np.argmax(np.abs(z)))].id in truth.causes))
    wrong = [e.id for e, each in zip(table.exposures, z, strict=True) if abs(each) > 1.96 and e.id not in truth.causes]
    tally.logistic_claiming.append(float(bool(wrong)))


def with_without(table: ExposureTable, truth: Truth, tally: Tally) -> None:
    """What diary apps do: cramp rates above and not above the median, ranked by |z|, claimed at p < .05."""
    cramp, _, values = design(table)
    z = []
    for column in values.T:
        high = column > np.median(column) if np.median(column) < column.max() else column == column.max()
        p, q, both = cramp[high].mean(), cramp[~high].mean(), cramp.mean()
        z.append((p - q) / np.sqrt(both * (1 - both) * (1 / high.sum() + 1 / (~high).sum())))
    if truth.causes:
        tally.with_without.append(float(table.exposures[int(np.argmax(np.abs(z)))].id in truth.causes))
    wrong = [e.id for e, each in zip(table.exposures, z, strict=True) if abs(each) > 1.96 and e.id not in truth.causes]
    tally.rates_claiming.append(float(bool(wrong)))


def run(scenario: Scenario, athletes: int, peers: bool) -> Tally:
    """Simulate and score the athletes of one scenario."""
    tally = Tally()
    for seed in range(athletes):
        table, truth = simulate_table(seed, scenario)
        began = time.process_time()
        report = find(table, {})
        tally.ms.append(1000 * (time.process_time() - began))
        if report.engine is not None:
            tally.k_hat.append(report.engine.k_hat)
            tally.dense.append(report.engine.dense_weight)
        score(report, table, truth, tally)
        if peers:
            logistic(table, truth, tally)
            with_without(table, truth, tally)
    return tally


def share(values: Iterable[float | bool]) -> str:
    """Write a share with its standard error."""
    numbers = np.array(list(values), dtype=float)
    if len(numbers) == 0:
        return "      -    "
    mean = numbers.mean()
    return f"{mean:.3f} ±{np.sqrt(max(mean * (1 - mean), 0) / len(numbers)):.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=40)
    parser.add_argument("--blank", type=int, default=100)
    parser.add_argument("--scenarios", default=",".join(Scenario))
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    heads = ("first: ours", "logistic", "with-without", "power", "true claims", "false: ours", "logistic",
             "with-without", "cover cause", "cover null", "CPU ms p50/p95", "k-hat p95", "dense")
    print(f"{'scenario':14s}" + "".join(f"{head:14s}" for head in heads))
    for name in given.scenarios.split(","):
        scenario = Scenario(name)
        tally = run(scenario, given.blank if scenario is Scenario.BLANK else given.athletes, not given.no_peers)
        cells = [share(v) for v in (tally.ranked, tally.logistic, tally.with_without, tally.power, tally.claims,
                                    tally.claiming, tally.logistic_claiming, tally.rates_claiming, tally.covered,
                                    tally.covered_null)]
        cells.append(f"{np.median(tally.ms):.0f}/{np.quantile(tally.ms, 0.95):.0f}")
        cells.append(f"{np.quantile(tally.k_hat, 0.95):.2f}")
        cells.append(f"{np.mean(tally.dense):.2f}")
        print(f"{scenario.value:14s}" + "".join(f"{cell:14s}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
