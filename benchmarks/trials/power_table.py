"""The power before the start: a table of rate x effect x pairs x block, beside theory where theory exists.

Run alone: ``python benchmarks/trials/power_table.py [seed]``. The person is known exactly and nothing troubles the
trial; then the difference of a pair has a known mean and variance, and the test is nearly a one-sided paired t test,
whose power is that of the noncentral t (scipy), less half a step: a flipped sign moves the sum by two nights or more,
and ties count as chance. Theory is asked only with 8 pairs or more and 2 or more cramps expected in a block of either
arm: below that sums are lumpy and the exact test is rightly more careful. There the gap must be at most .05.
"""

from __future__ import annotations

import math
import sys
import time

import numpy as np
from scipy import stats

from uncramp.trials.design import Believed, TrialDesign, TrialOutcome
from uncramp.trials.person_model import PersonModel
from uncramp.trials.power import power

RATES, RATIOS, PAIRS, BLOCKS = (0.05, 0.15, 0.3, 0.5), (0.75, 0.5, 0.25), (6, 10, 20), (7, 14)
SIMULATIONS, WIDEST_GAP = 2000, 0.05
SEED = 20261123


def known(rate: float) -> PersonModel:
    """Give a person of whom everything is known, and whom nothing troubles."""
    one = np.ones(1)
    return PersonModel(
        outcome=TrialOutcome.CRAMP_NIGHT, level=np.log(rate / (1 - rate)) * one, drift_now=0 * one, drift_sd=0 * one,
        memory=0 * one, shape=one, strengths=0 * one[:0], goes_missing=0.0, stays_missing=0.0, carry_over_days=0.0,
        days=365, rate=rate,
    )


def theory(rate: float, ratio: float, pairs: int, days: int) -> float | None:
    """Power of the one-sided paired t test at .05 less half a step, None where blocks hold too few cramps for it."""
    helped = 1 / (1 + (1 - rate) / (rate * ratio))
    if min(rate, helped) * days < 2 or pairs < 8:
        return None
    nights = pairs * days
    noncentral = ((rate - helped) * nights - 1) / math.sqrt(nights * (rate * (1 - rate) + helped * (1 - helped)))
    return float(stats.nct.sf(stats.t.ppf(0.95, pairs - 1), pairs - 1, noncentral))


def main() -> None:
    """Print the table; exits 1 where a gap to theory is wider than the bar."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    print(f"{SIMULATIONS} simulations a cell; seed {seed}")
    print("ratio = odds ratio with the remedy; power ± its error, theory beside it")
    print(f"{'rate':>5} {'block':>5} {'ratio':>6}" + "".join(f"{f'{pairs} pairs':>24}" for pairs in PAIRS))
    started, widest = time.process_time(), 0.0
    for rate in RATES:
        for block_days in BLOCKS:
            for ratio in RATIOS:
                cells = []
                for pairs in PAIRS:
                    design = TrialDesign(
                        remedy="x", pairs=pairs, block_days=block_days, wash_in_days=1, believed=Believed(mean=0.0)
                    )
                    found = power(
                        design, known(rate), [math.log(ratio)], seed=seed, simulations=SIMULATIONS, lengths=())
                    expected = theory(rate, ratio, pairs, block_days - 1)
                    beside = "      " if expected is None else f"({expected:.2f})"
                    widest = max(widest, 0.0 if expected is None else abs(found.power - expected))
                    cells.append(f"{found.power:10.3f} ±{found.se:.3f} {beside}")
                print(f"{rate:5.2f} {block_days:5d} {ratio:6.2f}" + "".join(cells), flush=True)
    print(f"widest gap to theory {widest:.3f} (bar {WIDEST_GAP}); {time.process_time() - started:.0f} s of processor")
    sys.exit(widest > WIDEST_GAP)


if __name__ == "__main__":
    main()
