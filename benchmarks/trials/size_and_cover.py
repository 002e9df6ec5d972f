"""How often the shuffle test cries wolf, and how often the 90 % interval holds the truth.

Run alone: ``python benchmarks/trials/size_and_cover.py [blank] [drawn] [seed]``. *Blank* trials: the remedy does
nothing; the share of p <= .05 must not pass .05 by more than chance. *Drawn* trials: what such blocks show in the long
run is drawn from what the design believes beforehand; 90 % intervals must hold it in .87 to .93, and the mean error
must be 0 within its own. The last column is the share that holds the direct effect, which memory enlarges and
carry-over dilutes.

The rate of a person is that half way between the arms. Where it is that without the remedy, a remedy that helps leaves
fewer cramps to learn from than one that harms as much, so at one fixed rate mean errors lean to 0 from the side of
help, for any estimate that does not know the rate; the lines *from the rival* say by how much, and are judged by size
and coverage.
"""

from __future__ import annotations

import sys

import numpy as np
from people import TROUBLES, Numbers, Scenario, as_days, direct_effects, trials, written

from uncramp.trials.blocks import pairs_of
from uncramp.trials.design import Believed, TrialDesign, TrialOutcome
from uncramp.trials.randomisation_test import shuffle_test
from uncramp.trials.result import TrialResult, analyse

FROM_RIVAL = Scenario("from the rival")
OUTCOMES = (TrialOutcome.CRAMP_NIGHT, TrialOutcome.CRAMP_COUNT, TrialOutcome.INTENSITY)
SCENARIOS = (*TROUBLES, FROM_RIVAL)
#: chosen before anything was looked at; nothing was tuned on it (spreads and priors were, on seeds 1 to 3)
SEED = 20261123
HEAD = f"{'outcome':12} {'trouble':21} {'size':>13} {'1-sided':>7} {'cover':>13} {'mean error':>13} {'direct':>7}"


def design_of(outcome: TrialOutcome) -> TrialDesign:
    """Give the design that is judged: 8 pairs of weeks, the first day dropped, a prior with sd 0.5."""
    return TrialDesign(
        remedy="x", outcome=outcome, pairs=8, block_days=7, wash_in_days=1, believed=Believed(mean=0.0, sd=0.5)
    )


def dice_for(design: TrialDesign, scenario: Scenario, what: int, seed: int) -> np.random.Generator:
    """Give dice of its own to each outcome, scenario and purpose, so that no two lines share their luck."""
    return np.random.default_rng([seed, OUTCOMES.index(design.outcome), SCENARIOS.index(scenario), what])


def blank(design: TrialDesign, scenario: Scenario, n: int, seed: int) -> tuple[float, float]:
    """Give the share of p <= .05 in trials of nothing, two-sided and one-sided."""
    values, first = trials(dice_for(design, scenario, 0, seed), design, np.zeros(n), scenario)
    tests = [
        shuffle_test(pairs_of(design, as_days(design, row, order)).differences, seed=1)
        for row, order in zip(values, first, strict=True)
    ]
    two = np.mean([each.p is not None and each.p <= 0.05 for each in tests])
    one = np.mean([each.p_helps is not None and each.p_helps <= 0.05 for each in tests])
    return float(two), float(one)


def drawn(design: TrialDesign, effect: Numbers, scenario: Scenario, seed: int) -> list[TrialResult]:
    """Run and analyse a trial for each effect."""
    dice = dice_for(design, scenario, 2, seed)
    values, first = trials(dice, design, effect, scenario, split=scenario is not FROM_RIVAL)
    protocol = written(design)
    return [analyse(protocol, as_days(design, row, order)) for row, order in zip(values, first, strict=True)]


def line(outcome: TrialOutcome, scenario: Scenario, blanks: int, n: int, seed: int) -> tuple[str, bool]:
    """Judge one outcome in one scenario."""
    design = design_of(outcome)
    size, one_sided = blank(design, scenario, blanks, seed)
    real = dice_for(design, scenario, 1, seed).normal(0.0, 0.5, n)
    real[n // 2:] = -real[:n - n // 2]  # as many that harm as help, so that the mean error has less chance in it
    effect = direct_effects(design, scenario, real)
    found = [each.as_randomised.estimate for each in drawn(design, effect, scenario, seed)]
    low, high = np.array([each.low for each in found]), np.array([each.high for each in found])
    cover, direct = np.mean((low <= real) & (real <= high)), np.mean((low <= effect) & (effect <= high))
    errors = np.array([each.log_ratio for each in found]) - real
    error, se = errors.mean(), errors.std() / np.sqrt(n)
    se_size, se_cover = np.sqrt(size * (1 - size) / blanks), np.sqrt(cover * (1 - cover) / n)
    well = size <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / blanks) and (scenario is FROM_RIVAL or abs(error) <= 3 * se)
    well &= 0.87 <= cover <= 0.93
    text = (
        f"{outcome.value:12} {scenario.name:21} {size:.3f} ±{se_size:.4f} {one_sided:7.3f} {cover:.3f} ±{se_cover:.3f} "
        f"{error:+.3f} ±{se:.3f} {direct:7.3f}"
    )
    return text + ("" if well else "  <-- not kept"), bool(well)


def main() -> None:
    """Print the table; exits 1 where a bar is not kept."""
    blanks, n, seed = (
        int(sys.argv[at]) if len(sys.argv) > at else default for at, default in ((1, 2000), (2, 1000), (3, SEED)))
    print(f"8 pairs of 7-day blocks, 1 day dropped; {blanks} blank and {n} drawn trials each; seed {seed}\n{HEAD}")
    kept = True
    for outcome in OUTCOMES:
        for scenario in SCENARIOS:
            text, well = line(outcome, scenario, blanks, n, seed)
            print(text, flush=True)
            kept &= well
    sys.exit(not kept)


if __name__ == "__main__":
    main()
