"""Is the posterior of a fixed model what a long Markov chain says it is? Ours beside NUTS, diary by diary.

    python benchmarks/engine/nuts.py [--diaries 20] [--draws 30000] [--years 2]

Needs NumPyro (``pip install numpyro``); without it the benchmark says so and does nothing. Two models for each
simulated diary, at the likeliest sd of the baseline: the dense one (every exposure, for sessions and for nights) and
the likeliest one with few causes. NUTS gets the same density written down without any structure: hat functions by
definition, the full exponential covariance, no elimination, no banded matrix; and starts at the prior mean, knowing
nothing of our mode.

Told is the worst coefficient of a model: how far our mean lies from the chain's in sds of the chain, and how far our
sd is off; beside each the Monte Carlo error (one standard error of that coefficient, from the effective sample size).
The bars: 0.05 sd and 3 %.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import importlib.util
import sys
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from plainly import Plainly

from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.few_causes import DRIFT_SDS, average
from uncramp.triggers.importance import pareto_k
from uncramp.triggers.posterior import Effects, Windows, fit
from uncramp.triggers.study import study_of

Numbers = NDArray[np.float64]

MEAN_BAR, SD_BAR = 0.05, 0.03


@dataclass(frozen=True)
class Judged:
    """One model by both: how far off our means (in sds) and sds (as a share) are, with Monte Carlo errors, float[q]."""

    mean_off: Numbers
    mean_error: Numbers
    sd_off: Numbers
    sd_error: Numbers
    k_hat: float
    our_seconds: float
    their_seconds: float


def models_of(seed: int, years: float) -> list[tuple[str, Windows, Effects, float]]:
    """Simulate a diary; its dense model and its likeliest model with few causes, at the likeliest baseline sd."""
    study = study_of(simulate_table(seed, "one", years=years)[0], {})
    averaged = average(study)
    prior, found = averaged.dense_prior, averaged.candidates
    dense = Effects(found.x[:, prior.columns], prior.mean, np.linalg.inv(prior.covariance).astype(float),
                    found.spread[:, prior.columns])
    few = averaged.effects(averaged.models.key(int(np.argmax(averaged.weights))))
    sd = averaged.drift_sd if averaged.drift_sd in DRIFT_SDS else DRIFT_SDS[1]
    return [("dense", study.windows, dense, sd), ("few", study.windows, few, sd)]


def by_nuts(windows: Windows, effects: Effects, drift_sd: float, draws: int, seed: int) -> tuple[Numbers, Numbers]:
    """Draw from the same posterior by NUTS; draws float[draws, q] of the coefficients and effective sizes float[2, q].

    The second row of sizes is that of the squared distance from the mean, which is what an sd hangs on.
    """
    import jax
    import numpyro
    from numpyro.diagnostics import effective_sample_size
    from numpyro.infer import MCMC, NUTS

    numpyro.enable_x64()
    plain = Plainly.of(windows, effects, drift_sd)
    factor, here = np.linalg.cholesky(plain.covariance), plain.effects

    def minus_log_density(z: jax.Array) -> jax.Array:
        theta = plain.mean + factor @ z
        eta = plain.design @ theta + plain.spread @ theta[here] ** 2
        return jax.numpy.logaddexp(0.0, eta).sum() - plain.cramp @ eta + 0.5 * z @ z

    kernel = NUTS(potential_fn=minus_log_density, dense_mass=True, target_accept_prob=0.8)
    chain = MCMC(kernel, num_warmup=1500, num_samples=draws, progress_bar=False)
    chain.run(jax.random.PRNGKey(seed), init_params=np.zeros(len(plain.mean)))
    theta = (plain.mean + np.asarray(chain.get_samples()) @ factor.T)[:, : here.stop]
    squares = np.square(theta - theta.mean(axis=0))
    sizes = np.stack([effective_sample_size(each[None]) for each in (theta, squares)])
    return theta, sizes


def judged(windows: Windows, effects: Effects, drift_sd: float, draws: int, seed: int) -> Judged:
    """Fit one model both ways."""
    began = time.perf_counter()
    ours = fit(windows, effects, drift_sd)
    our_seconds = time.perf_counter() - began
    began = time.perf_counter()
    theta, sizes = by_nuts(windows, effects, drift_sd, draws, seed)
    their_seconds = time.perf_counter() - began
    sd, kurtosis = theta.std(axis=0), np.mean((theta - theta.mean(axis=0)) ** 4, axis=0) / theta.var(axis=0) ** 2
    return Judged(
        (ours.mean - theta.mean(axis=0)) / sd, 1 / np.sqrt(sizes[0]),
        np.sqrt(np.diag(ours.covariance)) / sd - 1, 0.5 * np.sqrt((kurtosis - 1) / sizes[1]),
        pareto_k(windows, effects, ours, draws=1000), our_seconds, their_seconds,
    )


def told(name: str, cramps: float, one: Judged) -> None:
    """Print one model: its worst coefficient for the mean and for the sd, with the Monte Carlo error of each."""
    mean, sd = int(np.argmax(np.abs(one.mean_off))), int(np.argmax(np.abs(one.sd_off)))
    print(f"{name:>12s} {cramps:6.0f} {len(one.mean_off):5d}   "
          f"{one.mean_off[mean]:+.3f} ± {one.mean_error[mean]:.3f}   "
          f"{100 * one.sd_off[sd]:+5.1f} % ± {100 * one.sd_error[sd]:.1f} {one.k_hat:7.2f} "
          f"{1000 * one.our_seconds:8.1f} {one.their_seconds:8.1f}", flush=True)


def summed(name: str, all_of: list[Judged]) -> None:
    """Print what all coefficients of all diaries say of one kind of model."""
    mean, mean_error = (np.concatenate([getattr(j, f) for j in all_of]) for f in ("mean_off", "mean_error"))
    sd, sd_error = (np.concatenate([getattr(j, f) for j in all_of]) for f in ("sd_off", "sd_error"))
    rows = (("means, in sds", mean, mean_error, MEAN_BAR), ("sds, relative", sd, sd_error, SD_BAR))
    for what, off, error, bar in rows:
        within = int((np.abs(off) <= bar).sum())
        clear = int((np.abs(off) > bar + 2 * error).sum())
        print(f"{name}, {what}: root mean square {np.sqrt(np.mean(off**2)):.4f} (Monte Carlo alone "
              f"{np.sqrt(np.mean(error**2)):.4f}), largest {np.abs(off).max():.4f}; "
              f"{within} of {len(off)} within {bar}, {clear} outside by more than two Monte Carlo errors")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--diaries", type=int, default=20)
    parser.add_argument("--draws", type=int, default=30_000)
    parser.add_argument("--years", type=float, default=2.0)
    given = parser.parse_args()
    if importlib.util.find_spec("numpyro") is None:
        print("skipped: NumPyro is not installed here (pip install numpyro)", file=sys.stderr)
        return
    print(f"{'model':>12s} {'cramps':>6s} {'coef':>5s}   {'mean off, sds':>15s}   {'sd off':>14s} {'k-hat':>7s} "
          f"{'ours ms':>8s} {'NUTS s':>8s}")
    found: dict[str, list[Judged]] = {"dense": [], "few": []}
    for seed in range(given.diaries):
        for name, windows, effects, drift_sd in models_of(seed, given.years):
            one = judged(windows, effects, drift_sd, given.draws, seed)
            found[name].append(one)
            told(f"{seed} {name}", windows.cramp.sum(), one)
    for name, all_of in found.items():
        summed(name, all_of)


if __name__ == "__main__":
    main()
