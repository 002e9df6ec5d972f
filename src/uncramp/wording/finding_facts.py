"""A finding in numbers, for a statistician: name and value, one line each."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from uncramp.triggers.finding import Finding, Verdict
from uncramp.wording.exposures import amount, number
from uncramp.wording.languages import text

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.triggers.closely import Closely

Facts = tuple[tuple[str, str], ...]


def say_facts(closely: Closely, language: str) -> Facts:
    """Give every number of a finding; those that are not known are left out, and those before there is enough."""
    finding = closely.finding
    prior = f"N({finding.prior_mean:.2f}, {finding.prior_sd:.2f})"
    expected = (text(language, "Prior, log odds (dense model)"),
                f"{prior}, {finding.prior_id}" if finding.prior_id else prior)
    known = (text(language, "Known windows"), f"{finding.known} / {finding.windows}")
    if finding.verdict is Verdict.NOT_ENOUGH:
        return (expected, *_trial(finding, language), known)
    return (
        (text(language, "Odds ratio"), f"{finding.odds_ratio:.2f} ({finding.low:.2f} – {finding.high:.2f}), 90 %"),
        (text(language, "Log odds ratio"), f"{finding.log_odds_ratio:.3f}, sd {finding.sd:.3f}"),
        (text(language, "For a step up of"), _step(finding, language)),
        (text(language, "Chance it is harmful; that it matters"),
         f"{finding.chance_harmful:.3f}; {finding.chance_matters:.3f}"),
        (text(language, "Chance it is harmful, before looking"), f"{closely.chance_harmful_before:.3f}"),
        (text(language, "Chance to be among the few causes; before looking"),
         f"{finding.inclusion:.3f}; {closely.inclusion_before:.3f}"),
        expected, *_trial(finding, language), known, *_threshold(finding, language), *_checks(closely, language),
        *_engine(closely, language),
    )


def _step(finding: Finding, language: str) -> str:
    """Say the step with its unit; a yes against a no has none."""
    if finding.unit == "yes_no":
        return text(language, "yes against no")
    if finding.unit[:1].isdigit() and finding.unit != "0-10":
        return finding.unit
    return f"{number(finding.step)} {finding.unit.replace('0-10', '(0-10)')}"


def _trial(finding: Finding, language: str) -> Facts:
    """Give what the person's own trial says per step, which is in the prior; nothing without one."""
    trial = finding.trial
    if trial is None or trial.log_odds_ratio is None or trial.sd is None:
        return ()
    return ((text(language, "Own trial, log odds for a step; windows set aside"),
             f"{trial.log_odds_ratio:.3f}, sd {trial.sd:.3f}; {trial.set_aside}"),)


def _threshold(finding: Finding, language: str) -> Facts:
    """Give where the hinge lies that fits better than a line; nothing where none is told."""
    if finding.threshold is None:
        return ()
    sign = "<" if finding.log_odds_ratio < 0 else ">"
    return ((text(language, "Threshold (a hinge is likelier than a line)"),
             f"{sign} {amount(finding.exposure, finding.unit, finding.threshold, language)}"),)


def _checks(closely: Closely, language: str) -> Facts:
    found = []
    if closely.cross_check is not None:
        found.append((text(language, "Cross-check (case-crossover, exact, 28-day strata)"),
                      f"{closely.cross_check.log_odds_ratio:.3f}, se {closely.cross_check.se:.3f}"))
    if closely.stability is not None:
        found.append((text(language, "Leave one cramp out, odds ratio"),
                      f"{closely.stability.lowest:.2f} – {closely.stability.highest:.2f} ({closely.stability.cramps})"))
    if closely.control is not None:
        control = closely.control
        found.append((text(language, "Negative control (a week after)"),
                      f"{control.odds_ratio:.2f} ({control.low:.2f} – {control.high:.2f}), {control.windows}"))
    late = closely.without_late
    if late is not None:
        odds = f"{late.odds_ratio:.2f} ({late.low:.2f} – {late.high:.2f})" if isfinite(late.odds_ratio) else "–"
        found.append((text(language, "Without late entries; cramps left out"), f"{odds}; {late.late_cases}"))
    return tuple(found)


def _engine(closely: Closely, language: str) -> Facts:
    engine = closely.engine
    if engine is None:
        return ()
    return (
        (text(language, "Models fitted; weighed; sampled"),
         f"{engine.models_fitted}; {engine.models_weighed}; {engine.models_sampled}"),
        (text(language, "Weight of the dense model"), f"{engine.dense_weight:.3f}"),
        (text(language, "Baseline sd, log odds"), f"{engine.drift_sd:.2f}"),
        (text(language, "Worst Pareto k-hat"), f"{engine.k_hat:.2f}" if isfinite(engine.k_hat) else "–"),
    )
