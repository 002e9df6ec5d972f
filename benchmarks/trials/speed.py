"""How long somebody waits for the power before the start, and for a result: processor seconds, worst of a few designs.

Run alone: ``python benchmarks/trials/speed.py``. Bars: 2 s for a person learnt from two years and their power over all
lengths at three effects, 0.1 s for a result. Exits 1 where one is not kept.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
from people import PLAIN, as_days, trials, written

from uncramp.trials.design import Believed, TrialDesign, TrialOutcome
from uncramp.trials.person_model import person_model
from uncramp.trials.power import power
from uncramp.trials.result import analyse

POWER_S, RESULT_S, REPEATS = 2.0, 0.1, 5


def seconds(do: Callable[[], object]) -> float:
    """Give the median of the processor seconds of a few runs, after one warm run."""
    taken = []
    for _ in range(REPEATS + 1):
        started = time.process_time()
        do()
        taken.append(time.process_time() - started)
    return float(np.median(taken[1:]))


def waited(outcome: TrialOutcome, pairs: int, block_days: int) -> tuple[float, float]:
    """Measure one design: seconds to its power, and to its result."""
    design = TrialDesign(
        remedy="x", outcome=outcome, pairs=pairs, block_days=block_days, wash_in_days=1, believed=Believed(mean=-0.3)
    )
    dice = np.random.default_rng(1)
    past = dice.poisson(0.3, 730).astype(float)
    past = past if outcome is TrialOutcome.CRAMP_COUNT else np.minimum(past, 1.0)
    values, first = trials(dice, design, np.full(1, -0.5), PLAIN)
    days, protocol = as_days(design, values[0], first[0]), written(design)

    def foretell() -> object:
        return power(design, person_model(outcome, np.arange(730.0), past, seed=1), [-0.7, -0.3, -1.0], seed=1)

    return seconds(foretell), seconds(lambda: analyse(protocol, days))


def main() -> None:
    """Print the table; exits 1 where a bar is not kept."""
    kept = True
    print(f"{'outcome':12} {'pairs':>5} {'block':>5} {'power':>8} {'result':>9}")
    for outcome in (TrialOutcome.CRAMP_NIGHT, TrialOutcome.CRAMP_COUNT, TrialOutcome.INTENSITY):
        for pairs, block_days in ((8, 7), (12, 14), (20, 14), (60, 7)):
            before, after = waited(outcome, pairs, block_days)
            kept &= before <= POWER_S and after <= RESULT_S
            print(f"{outcome.value:12} {pairs:5d} {block_days:5d} {before:6.2f} s {1000 * after:6.1f} ms", flush=True)
    sys.exit(not kept)


if __name__ == "__main__":
    main()
