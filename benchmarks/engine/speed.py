"""How long the engine takes, beside its peers on the same tables, and a thousand athletes from one file.

    python benchmarks/engine/speed.py [--athletes 10] [--squad 1000] [--processes 2] [--memory 100 1000 4000]

Milliseconds of one process on one thread, tables in memory: CPU and wall, median / 95th percentile / least over the
athletes, of the quickest of three calls each. Memory is what the process grew by. Peers, where they are installed:
statsmodels ConditionalLogit, and R `survival::clogit(method = "exact")`, in the same 28-day strata as our
conditional fit; statsmodels Logit on both kinds of cramp together. NumPyro is timed in `nuts.py`, growth in `scale.py`.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import csv
import importlib.util
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from uncramp.actions.trigger_table import find_triggers_in_table
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.case_crossover import conditional_fit, strata_of
from uncramp.triggers.posterior import Effects, fit
from uncramp.triggers.sparse_prior import dense_of
from uncramp.triggers.study import candidates, study_of
from uncramp.triggers.weighed import find

Numbers = NDArray[np.float64]

CLOGIT = """
suppressMessages(library(survival)); d <- read.csv(commandArgs(TRUE)[1])
f <- as.formula(paste("case ~", paste(grep("^x", names(d), value = TRUE), collapse = " + "), "+ strata(stratum)"))
m <- clogit(f, d, method = "exact")
t <- sapply(1:5, function(i) system.time(clogit(f, d, method = "exact"))["elapsed"])
cat(format(1000 * median(t)), format(m$loglik[2], digits = 12), format(coef(m), digits = 12))
"""


def timed(what: Callable[[], object], repeats: int = 3) -> tuple[float, float]:
    """Time some calls; CPU and wall milliseconds of the quickest."""
    found = []
    for _ in range(repeats):
        cpu, wall = time.process_time(), time.perf_counter()
        what()
        found.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
    return min(found)


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


def told(name: str, times: Sequence[tuple[float, float]]) -> None:
    """Print median, 95th percentile and least, of CPU and of wall time."""
    cpu, wall = np.array(times).T
    said = [f"{np.median(t):8.1f} / {np.quantile(t, 0.95):7.1f} / {t.min():7.1f}" for t in (cpu, wall)]
    print(f"  {name:42s} {said[0]}   {said[1]}", flush=True)


def stratified(table: ExposureTable) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Give the nights with their cramps and strata, gaps filled with the mean, as a conditional model reads them."""
    study = study_of(table, {})
    rows = study.rows("night")
    x = study.counted_values[rows]
    x = np.where(np.isfinite(x), x, np.nanmean(x, axis=0))
    return x, study.windows.cramp[rows], strata_of(study.windows.day[rows])


def peers(tables: Sequence[ExposureTable]) -> None:
    """Time the conditional models of others on the same rows, and compare what they find."""
    given = [stratified(table) for table in tables]
    ours = [conditional_fit(*each) for each in given]
    told("conditional fit, nights: ours", [timed(lambda each=each: conditional_fit(*each)) for each in given])
    if importlib.util.find_spec("statsmodels") is None:
        print("  skipped: statsmodels is not installed")
    else:
        import statsmodels.api as sm
        from statsmodels.discrete.conditional_models import ConditionalLogit

        for (x, case, stratum), found in zip(given[:2], ours, strict=False):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                kept = np.isin(stratum, np.unique(stratum[case > 0]))
                model = ConditionalLogit(case[kept], x[kept], groups=stratum[kept])
                told("conditional fit, nights: statsmodels", [timed(lambda model=model: model.fit(disp=0), 1)])
                off = np.abs(model.fit(disp=0).params - found.coef).max()
                told("logistic regression: statsmodels", [timed(lambda x=x, case=case: sm.Logit(
                    case, sm.add_constant(x)).fit(disp=0))])
            print(f"    largest difference from ours {off:.1e}")
    if shutil.which("Rscript") is None:
        print("  skipped: R is not installed (Debian: apt install r-base-core r-cran-survival)")
        return
    for each, found in zip(given[:3], ours, strict=False):
        in_r(each, found.coef, found.log_likelihood)


def in_r(given: tuple[Numbers, Numbers, NDArray[np.int64]], coef: Numbers, log_likelihood: float) -> None:
    """Fit in R and print its time and the largest difference."""
    x, case, stratum = given
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["case", "stratum", *(f"x{number}" for number in range(x.shape[1]))])
            writer.writerows([int(c), s, *map(repr, row)] for c, s, row in zip(case, stratum, x.tolist(), strict=True))
        said = subprocess.run(["Rscript", "-e", CLOGIT, str(path)], capture_output=True, text=True, check=False)
    if said.returncode:
        print(f"  skipped: R could not fit ({said.stderr.strip().splitlines()[-1:]})")
        return
    took, theirs, *coefs = map(float, said.stdout.split())
    off = np.abs(np.array(coefs) - coef).max()
    print(f"  conditional fit, nights: R clogit, exact       {took:6.1f} ms wall; largest difference from ours: "
          f"coefficient {off:.1e}, log likelihood {abs(theirs - log_likelihood):.1e}")


def write_squad(path: Path, athletes: int, **given: float) -> None:
    """Write a table of many athletes in one file, fifty different ones; 2 years, 15 exposures unless ``given``."""
    lines: dict[int, list[str]] = {}
    with path.open("w") as file:
        for athlete in range(athletes):
            table, _ = simulate_table(athlete % 50, "one", **given) if athlete < 50 else (None, None)
            if athlete == 0:
                file.write("athlete,outcome,date,cramp,logged," + ",".join(e.id for e in table.exposures) + "\n")
            if table is not None:
                lines[athlete] = [
                    f"{window.kind.value},{window.day},{int(bool(window.cramps))},{int(window.counted)},"
                    + ",".join("" if value != value else f"{value:.4g}" for value in row) + "\n"
                    for window, row in zip(table.windows, table.values.tolist(), strict=True)
                ]
            file.writelines(f"a{athlete},{line}" for line in lines[athlete % 50])


def memory(athletes: int) -> None:
    """Run the command on a table of so many athletes (a quarter of a year, 6 exposures), and ask for its memory."""
    with tempfile.TemporaryDirectory() as folder:
        path, ours = Path(folder) / "squad.csv", [sys.executable, "-m", "uncramp", "triggers", "--json", "--table"]
        write_squad(path, athletes, years=0.25, exposures=6, session_cramps=10, night_cramps=6)
        told, began = Path(folder) / "told.json", time.perf_counter()
        with told.open("wb") as out, subprocess.Popen([*ours, str(path)], stdout=out) as run:
            most = 0
            while run.poll() is None:
                most = max(most, resident(run.pid))
                time.sleep(0.1)
        wall, read, written = time.perf_counter() - began, path.stat().st_size / 1e6, told.stat().st_size / 1e6
        print(f"  {athletes:6d} athletes, {read:.1f} MB in, {written:.1f} MB out: {most / 1024:.0f} MB of the command "
              f"itself at most, {wall:.0f} s wall", flush=True)


def resident(process: int) -> int:
    """Ask for the resident memory of a process in kB; 0 where the system does not tell, or it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def squad(
    athletes: int, processes: int, tell: Callable[..., Sequence[object]] = find_triggers_in_table, name: str = "alone"
) -> None:
    """Time a table of many athletes, told by ``tell(path, processes=...)``, and watch the memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "squad.csv"
        write_squad(path, athletes)
        who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        before, began = [resource.getrusage(each) for each in who], time.perf_counter()
        reports = tell(path, processes=processes)
        wall, after = time.perf_counter() - began, [resource.getrusage(each) for each in who]
        cpu = sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))
        print(f"  {len(reports)} athletes {name}, {path.stat().st_size / 1e6:.0f} MB, {processes} processes: "
              f"{wall:.0f} s wall, {cpu:.0f} s CPU; "
              f"largest process {max(each.ru_maxrss for each in after) / 1024:.0f} MB")


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=10)
    parser.add_argument("--squad", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--memory", type=int, nargs="*", default=[100, 1000, 4000])
    given = parser.parse_args()
    five = [simulate_table(seed, "one", years=5)[0] for seed in range(given.athletes)]
    find(simulate_table(0, "one")[0], {})  # imports and first touches
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reports = [find(table, {}) for table in five]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print("5 years x 15 exposures, ms: CPU median / 95th percentile / least   wall the same")
    told("one dense model", [timed(dense_fit(table)) for table in five])
    told("full report", [timed(full_report(table)) for table in five])
    facts = [report.engine for report in reports if report.engine is not None]
    print(f"  models fitted {np.mean([each.models_fitted for each in facts]):.0f}, "
          f"weighed {np.mean([each.models_weighed for each in facts]):.0f}; memory grew by {grown:.0f} MB "
          f"to {before / 1024 + grown:.0f} MB in all, the interpreter and the simulated tables included")
    if given.squad:
        squad(given.squad, given.processes)  # before the peers, whose libraries would count as our memory
    for athletes in given.memory:
        memory(athletes)
    peers(five)


if __name__ == "__main__":
    main()
