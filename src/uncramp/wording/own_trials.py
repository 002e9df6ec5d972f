"""What the person's own trial says beside a finding: the one place where *works* may be said of a remedy."""

from __future__ import annotations

from uncramp.triggers.finding import Finding, OwnTrial, Verdict
from uncramp.wording.exposures import name, per_step
from uncramp.wording.languages import text
from uncramp.wording.trials import name_of

_VERDICTS = {
    "helps": "From your own trial, with the days drawn by lot: {remedy} probably works for you.",
    "harms": "From your own trial, with the days drawn by lot: {remedy} probably makes it worse for you.",
    "no_difference": "From your own trial, with the days drawn by lot: {remedy} made no difference worth having for "
                     "you.",
    "cannot_tell": "Your own trial of {remedy} could not tell whether it helps you.",
    "running": "Your trial of {remedy} is going on. Its days are left out here until it ends, so that it cannot sway "
               "you.",
    "sealed": "The key of your trial of {remedy} is not entered yet. Until then its days are left out here.",
}
_ODDS = {
    "cramp_count": "With it there were {odds} times as many cramps as without ({low} to {high}).",
    "intensity": "With it the odds of a stronger cramp were {odds} times those without ({low} to {high}).",
}
_ODDS_OF_A_CRAMP = "With it the odds of a cramp were {odds} times those without ({low} to {high})."


def say_own_trial(finding: Finding, language: str) -> tuple[str, ...]:
    """Say what the person's own trial says of a finding, the verdict first; empty without a trial."""
    trial = finding.trial
    if trial is None:
        return ()
    remedy = name_of(trial.remedy).lower()
    said = [text(language, _VERDICTS[trial.verdict], remedy=remedy)]
    if trial.odds_ratio is not None and trial.low is not None and trial.high is not None and trial.pairs:
        said.append(text(
            language, _ODDS.get(trial.counted, _ODDS_OF_A_CRAMP), odds=_ratio(trial.odds_ratio), low=_ratio(trial.low),
            high=_ratio(trial.high)))
    if trial.stopped:
        said.append(text(language, "It was stopped before its end."))
    if trial.verdict not in ("running", "sealed"):
        said += _moved(finding, trial, language)
    if _turns_against(finding, trial):
        said.append(text(
            language, "Your other days point the other way. On those nobody drew lots: perhaps you did it on bad days "
            "more often. So the trial counts for more."))
    return tuple(said)


def _moved(finding: Finding, trial: OwnTrial, language: str) -> list[str]:
    """Say where the number of the finding begins, and how far the rest of the diary moved it."""
    if trial.odds_ratio_before is None or trial.low_before is None or trial.high_before is None:
        return [text(
            language, "What it changed in “{name}” is not noted clearly enough. So the numbers of the finding are from "
            "your diary alone.", name=name(finding.exposure, language))]
    step = per_step(finding.exposure, finding.unit, finding.step, language)
    begins = [_ratio(each) for each in (trial.odds_ratio_before, trial.low_before, trial.high_before)]
    if finding.verdict is Verdict.NOT_ENOUGH:
        return [text(
            language, "The finding begins at odds {a} times ({b} to {c}) for each {step}. Your other days add "
            "nothing yet.", step=step, a=begins[0], b=begins[1], c=begins[2])]
    ends = [_ratio(each) for each in (finding.odds_ratio, finding.low, finding.high)]
    return [text(
        language, "The finding begins at odds {a} times ({b} to {c}) for each {step}. Your other days move it to "
        "{d} times ({e} to {f}). The days of the trial are counted only once.", step=step, a=begins[0], b=begins[1],
        c=begins[2], d=ends[0], e=ends[1], f=ends[2])]


def _turns_against(finding: Finding, trial: OwnTrial) -> bool:
    """Tell whether the diary claims the other direction than the trial."""
    claims = finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE) and trial.verdict in ("helps", "harms")
    return claims and trial.log_odds_ratio is not None and trial.log_odds_ratio * finding.log_odds_ratio < 0


def _ratio(value: float) -> str:
    return f"{value:.1f}" if value >= 1.95 else f"{value:.2f}"
