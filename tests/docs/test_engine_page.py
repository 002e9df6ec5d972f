"""The page that explains the engine: its constants are those of the code, its formulas give what the code gives."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from uncramp.triggers.posterior import Windows, fit, no_effects
from uncramp.triggers.settle import _log_bayes

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "how-the-engine-works.md"

#: what stands in the table at the end of the page, and what it is called there
CONSTANTS = {
    "posterior.INTERCEPT_MEAN": "prior mean of the rate of cramps, log odds", "posterior.INTERCEPT_SD": "its sd",
    "posterior.MEMORY_MEAN": "prior mean of the memory just after a cramp, log odds", "posterior.MEMORY_SD": "its sd",
    "study.MEMORY_DAYS": "days after which a cramp is remembered by 1/e",
    "baseline.KNOT_DAYS": "days between knots of the baseline",
    "baseline.RANGE_DAYS": "range of its covariance, days",
    "few_causes.DRIFT_SDS": "sds of the baseline that are weighed, log odds",
    "few_causes.DENSE_CHANCE": "prior chance that everything matters a little",
    "search.MOST_CAUSES": "most causes of one model",
    "sparse_prior.EXPECTED_CAUSES": "causes expected among all exposures",
    "sparse_prior.PATTERNS": "prior chances: a cause of sessions only, nights only, both",
    "sparse_prior.BOTH_ALIKE": "correlation of its effects on both", "sparse_prior.SLAB_SD": "slab sd, per step",
    "leaning.TINY_SD": "sd of the effect of what is no cause, per own sd",
    "leaning.MOST_LEANING": "most that its sign counts for, beyond one half",
    "leaning.LEANING_POWER": "by which power of the chance of being no cause it counts",
    "report.RECALL": "effect against the slope of a rough record",
    "report.RECALL_CHANCES": "the chances of these",
    "misremembered.AGREEMENT": "agreement of record and truth where a cause was blurred",
    "misremembered.BLURRED_CHANCE": "prior chance that it was, where that matters",
    "sparse_prior.DENSE_SD": "dense prior sd per own sd, where no sheet knows better",
    "study.FEWEST_KNOWN": "windows that need a value", "study.FEWEST_KNOWN_CASES": "cases among them",
    "report.NEEDED": "cramps in all before anything is claimed",
    "report.NEEDED_OF_OUTCOME": "cramps in sessions, or at night, before anything is said of them",
    "report.CLAIM": "chance above which a claim is made",
    "threshold.KNOTS": "quantiles of the own values at which a hinge is tried",
    "threshold.TOLD": "chance of a hinge above which a threshold is told",
    "importance.DOUBTFUL": "k-hat from which a model is sampled",
    "case_crossover.STRATUM_DAYS": "days of a stratum of the cross-check",
}


def shown(value: object) -> str:
    several = isinstance(value, tuple | np.ndarray)
    return ", ".join(f"{each:g}" for each in value) if several else f"{value:g}"


def test_the_constants_of_the_page_are_those_of_the_code() -> None:
    """UNCRAMP_GOLDEN=write rewrites the table after a constant changed; read the page again then."""
    rows = []
    for name, meaning in CONSTANTS.items():
        module, constant = name.split(".")
        value = getattr(import_module(f"uncramp.triggers.{module}"), constant)
        rows.append(f"| `{name}` | {shown(value)} | {meaning} |")
    head, mark, table = PAGE.read_text(encoding="utf-8").partition("|---|---|---|\n")
    if os.environ.get("UNCRAMP_GOLDEN") == "write":
        table = "\n".join(rows) + "\n"
        PAGE.write_text(head + mark + table, encoding="utf-8")
    assert table.splitlines() == rows


def test_every_source_of_the_page_stands_in_the_code_too() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in
                   (Path(import_module("uncramp.triggers.study").__file__ or "").parent).glob("*.py"))
    named = re.findall(r"doi:(10\.[\w./()-]+[\w)])", PAGE.read_text(encoding="utf-8"))
    assert len(named) >= 5
    assert [doi for doi in named if doi not in code] == []


def test_the_bayes_factor_of_the_page_is_the_ratio_of_two_normal_densities() -> None:
    v, tau, m, b = 0.09, 0.6, 0.3, 0.7

    def density(x: float, mean: float, variance: float) -> float:
        return float(np.exp(-0.5 * (x - mean) ** 2 / variance) / np.sqrt(2 * np.pi * variance))

    by_hand = np.log(density(b, m, v + tau**2) / density(b, 0.0, v))
    assert _log_bayes(b, v, m, tau) == pytest.approx(by_hand)
    page = 0.5 * np.log(v / (v + tau**2)) + b**2 / (2 * v) - (b - m) ** 2 / (2 * (v + tau**2))
    assert page == pytest.approx(by_hand)


def test_the_evidence_of_a_model_is_the_integral_that_the_page_says() -> None:
    # Rates alone, nearly no baseline: two intercepts and the memory, integrated on a grid.
    dice = np.random.default_rng(0)
    night = np.arange(240) % 2 == 0
    cramp = (dice.random(240) < np.where(night, 0.25, 0.15)).astype(float)
    windows = Windows(cramp=cramp, night=night, day=np.linspace(0, 59, 240), memory=np.zeros(240))
    fitted = fit(windows, no_effects(windows), 1e-3)
    grid = np.linspace(-8, 4, 4001)
    log_evidence = 0.0
    for side in (False, True):
        k, n = cramp[night == side].sum(), (night == side).sum()
        density = np.exp(k * grid - n * np.logaddexp(0, grid) - 0.5 * ((grid + 3) / 2) ** 2) / np.sqrt(2 * np.pi) / 2
        log_evidence += np.log(np.trapezoid(density, grid))
    assert fitted.log_evidence == pytest.approx(log_evidence, abs=0.02)
