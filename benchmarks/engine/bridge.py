"""Are models averaged with the right weights? Ours beside every model there is, each by bridge sampling.

    python benchmarks/engine/bridge.py [--diaries 3] [--exposures 3] [--draws 4000]

Small diaries (1 year, 60 cramps), few exposures: then all models can be listed (each exposure out, in for sessions,
for nights or for both), also those with more causes than the engine tries, and the dense one. The evidence of each at
each sd of the baseline is found by bridge sampling (Meng & Wong 1996) between its posterior, drawn by independence
Metropolis, and a t with 5 degrees of freedom; a quarter of the draws each gives the standard error. The engine
searches, expands, corrects Laplace, and integrates over the sd of the baseline only once: all that is in the
difference. "By Laplace" is the worst evidence of a fit before its correction.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import time
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from plainly import Plainly
from scipy.special import gammaln

from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.few_causes import (
    DENSE_CHANCE,
    DRIFT_SDS,
    DRIFT_WEIGHTS,
    Averaged,
    average,
)
from uncramp.triggers.posterior import Effects, fit
from uncramp.triggers.search import Key
from uncramp.triggers.study import Study, study_of

Numbers = NDArray[np.float64]

FREEDOM = 5.0


def bridge(plain: Plainly, draws: int, seed: int) -> tuple[float, float]:
    """Give the log evidence of a model, and its standard error."""
    dice = np.random.default_rng(seed)
    mode, covariance = plain.mode()
    root, d = np.linalg.cholesky(1.1 * covariance), len(mode)
    stretch = np.sqrt(FREEDOM / dice.chisquare(FREEDOM, 2 * draws))
    normal = dice.normal(size=(2 * draws, d)) * stretch[:, None]
    scale = gammaln((FREEDOM + d) / 2) - gammaln(FREEDOM / 2) - 0.5 * d * np.log(FREEDOM * np.pi)
    log_t = scale - np.log(np.diag(root)).sum()
    log_t = log_t - 0.5 * (FREEDOM + d) * np.log1p(np.square(normal).sum(axis=1) / FREEDOM)
    ratio = plain.log_densities(mode + normal @ root.T) - log_t
    # Independence Metropolis: what was proposed is taken by how its ratio compares with where the chain stands.
    proposed, luck = ratio[:draws], np.log(dice.random(draws))
    now, visited = float(proposed.max()), np.empty(draws)
    for number in range(draws):
        if luck[number] < proposed[number] - now:
            now = float(proposed[number])
        visited[number] = now
    visited, fresh = visited[draws // 10 :], ratio[draws:]
    whole = meng_wong(visited, fresh)
    parts = [meng_wong(a, b) for a, b in zip(np.array_split(visited, 4), np.array_split(fresh, 4), strict=True)]
    return whole, float(np.std(parts, ddof=1) / 2)


def meng_wong(posterior: Numbers, proposal: Numbers) -> float:
    """Give the log evidence from log ratios (density over proposal) at draws of both; their optimal bridge."""
    share, log_evidence = len(posterior) / (len(posterior) + len(proposal)), float(np.median(posterior))
    for _ in range(200):
        above = np.exp(proposal - log_evidence) / (share * np.exp(proposal - log_evidence) + 1 - share)
        below = 1 / (share * np.exp(posterior - log_evidence) + 1 - share)
        step = float(np.log(above.mean()) - np.log(below.mean()))
        log_evidence += step
        if abs(step) < 1e-9:
            break
    return log_evidence


def every_model(places: NDArray[np.intp]) -> list[Key]:
    """List all sets of terms in which each exposure stands at most once."""
    of = [np.flatnonzero(places == place).tolist() for place in np.unique(places)]
    return [
        tuple(sorted(terms)) for causes in range(len(of) + 1) for chosen in combinations(of, causes)
        for terms in product(*chosen)
    ]


def by_bridge(study: Study, averaged: Averaged, draws: int) -> tuple[dict[Key | None, float], list[float]]:
    """Weigh every model, the dense one as None; weights (sum 1), and the worst differences of an evidence.

    These are: standard error of the bridge, our fit from the bridge, our fit without its correction from the bridge.
    """
    windows, terms, prior = study.windows, averaged.terms, averaged.dense_prior
    log_drift = np.log(DRIFT_WEIGHTS) - np.log(sum(DRIFT_WEIGHTS))
    dense = Effects(averaged.candidates.x[:, prior.columns], prior.mean,
                    np.linalg.inv(prior.covariance).astype(float), averaged.candidates.spread[:, prior.columns])
    log_weights: dict[Key | None, float] = {}
    worst = [0.0, 0.0, 0.0]
    for number, key in enumerate([*every_model(terms.place), None]):
        effects = dense if key is None else averaged.effects(key)
        log_prior = np.log(DENSE_CHANCE) if key is None else (
            np.log1p(-DENSE_CHANCE) + terms.log_out + terms.log_in[list(key)].sum())
        found = []
        for sd in DRIFT_SDS:
            evidence, error = bridge(Plainly.of(windows, effects, sd), draws, number)
            ours = fit(windows, effects, sd)
            apart = (error, abs(ours.log_evidence - evidence), abs(ours.log_laplace - evidence))
            worst = [max(pair) for pair in zip(worst, apart, strict=True)]
            found.append(evidence)
        log_weights[key] = float(log_prior + np.logaddexp.reduce(log_drift + np.array(found)))
    total = float(np.logaddexp.reduce(list(log_weights.values())))
    return {key: float(np.exp(weight - total)) for key, weight in log_weights.items()}, worst


def main() -> None:
    """Print, for each diary, how far weights, inclusion chances and the weight of the dense model are apart."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--diaries", type=int, default=3)
    parser.add_argument("--exposures", type=int, default=3)
    parser.add_argument("--draws", type=int, default=4000)
    given = parser.parse_args()
    print("diary models fitted | worst difference of a log evidence (by Laplace; error of the bridge) | of a weight | "
          "of an exposure's chance | dense: ours, bridge | more than 3 causes | seconds: ours, bridge")
    for seed in range(given.diaries):
        table, _ = simulate_table(seed, "one", exposures=given.exposures, years=1.0)
        study = study_of(table, {})
        began = time.perf_counter()
        averaged = average(study)
        ours_s, began = time.perf_counter() - began, time.perf_counter()
        theirs, (error, off, laplace) = by_bridge(study, averaged, given.draws)
        bridge_s = time.perf_counter() - began
        ours = {averaged.models.key(row): float(weight) for row, weight in enumerate(averaged.weights)}
        apart = max(abs(ours.get(key, 0.0) - weight) for key, weight in theirs.items() if key is not None)
        places = averaged.terms.place
        chances = [
            [sum(weight for key, weight in found.items() if key is not None and place in places[list(key)])
             for place in np.unique(places)] for found in (ours, theirs)
        ]
        many = sum(weight for key, weight in theirs.items() if key is not None and len(key) > 3)
        print(f"{seed:5d} {len(theirs):6d} {averaged.models_fitted:6d} | {off:.3f} ({laplace:.3f}; "
              f"{error:.3f}) | {apart:.4f} | {np.abs(np.subtract(*chances)).max():.4f} | {averaged.dense_weight:.4f} "
              f"{theirs[None]:.4f} | {many:.4f} | {ours_s:.2f} {bridge_s:.0f}", flush=True)


if __name__ == "__main__":
    main()
