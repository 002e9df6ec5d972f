"""How long the engine takes and how that grows: with the windows, the exposures and the cramps.

    python benchmarks/engine/speed.py [--athletes 10]

CPU milliseconds of one process on one thread, tables in memory; memory is what the process grew by while it analysed.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np

from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.posterior import Effects, fit
from uncramp.triggers.report import find
from uncramp.triggers.sparse_prior import dense_of
from uncramp.triggers.study import candidates, study_of


def milliseconds(what: Callable[[], object]) -> float:
    """Time one call, in CPU milliseconds."""
    began = time.process_time()
    what()
    return 1000 * (time.process_time() - began)


def dense_fit(table: ExposureTable) -> Callable[[], object]:
    """Prepare the fit of one dense model."""
    study = study_of(table, {})
    found = candidates(study)
    prior = dense_of(study.columns, found)
    effects = Effects(found.x[:, prior.columns], prior.mean, np.linalg.inv(prior.covariance).astype(float),
                      found.spread[:, prior.columns])
    return lambda: fit(study.windows, effects, 0.3)


def full_report(table: ExposureTable) -> Callable[[], object]:
    """Prepare the full report."""
    return lambda: find(table, {})


def told(name: str, times: list[float]) -> None:
    """Print median and 95th percentile."""
    print(f"  {name:42s} {np.median(times):7.1f} / {np.quantile(times, 0.95):7.1f}", flush=True)


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=10)
    athletes = parser.parse_args().athletes
    five = [simulate_table(seed, "one", years=5)[0] for seed in range(athletes)]
    find(simulate_table(0, "one")[0], {})  # imports and first touches
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reports = [find(table, {}) for table in five]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print("CPU ms, median / 95th percentile")
    told("5 years x 15 exposures: one dense model", [milliseconds(dense_fit(table)) for table in five])
    told("5 years x 15 exposures: full report", [milliseconds(full_report(table)) for table in five])
    fitted = [report.engine.models_fitted for report in reports if report.engine is not None]
    weighed = [report.engine.models_weighed for report in reports if report.engine is not None]
    print(f"  models fitted {np.mean(fitted):.0f}, weighed {np.mean(weighed):.0f}; memory grew by {grown:.0f} MB")
    seeds = range(max(athletes // 3, 2))
    for years in (1, 2, 5, 10, 20):
        tables = [simulate_table(seed, "one", years=years)[0] for seed in seeds]
        told(f"years {years}", [milliseconds(full_report(table)) for table in tables])
    for exposures in (5, 15, 30, 60, 120):
        tables = [simulate_table(seed, "one", exposures=exposures)[0] for seed in seeds]
        told(f"exposures {exposures}", [milliseconds(full_report(table)) for table in tables])
    for cramps in (20, 60, 200, 600):
        tables = [simulate_table(seed, "one", session_cramps=0.6 * cramps, night_cramps=0.4 * cramps)[0]
                  for seed in seeds]
        told(f"cramps {cramps}", [milliseconds(full_report(table)) for table in tables])


if __name__ == "__main__":
    main()
