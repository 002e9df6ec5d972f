"""One finding looked at closely: does it hold when we look another way, and what does it not say."""

from __future__ import annotations

from math import exp, isfinite, nan

from uncramp.triggers.finding import CrossCheck, Finding, TriggerReport, Verdict
from uncramp.wording.finding_pages import FindingPage, FindingsTable, LookedAt
from uncramp.wording.findings import is_turned, odds_line, said_step, say_assumption, say_finding, times, windows_word
from uncramp.wording.languages import text
from uncramp.wording.plots import Odds, axis_for, interval_plot, turned

#: half-widths of a 90 % and a 50 % interval of a normal distribution, in sds
NINETY, FIFTY = 1.6449, 0.6745


def say_closely(report: TriggerReport, exposure: str, outcome: str, language: str) -> FindingPage | None:
    """Say one finding in depth; None where the report has no such finding."""
    finding = next((f for f in report.findings if f.exposure == exposure and f.outcome == outcome), None)
    if finding is None:
        return None
    check = next((c for c in report.cross_check if c.exposure == exposure and c.outcome == outcome), None)
    ways = _ways(finding, check, language)
    axis = axis_for([odds[0] for _, odds, _ in ways], [odds[4] for _, odds, _ in ways])
    step = said_step(finding, language)

    def looked_at(name: str, odds: Odds, style: str) -> LookedAt:
        said = odds_line(odds[0], odds[2], odds[4], language)
        return LookedAt(name=name, odds=said, plot=interval_plot(odds, style, f"{name}: {said}", language, axis))

    return FindingPage(
        said=say_finding(finding, language),
        ways=tuple(looked_at(*way) for way in ways),
        table=FindingsTable(
            caption=text(language, "Odds ratio for each {step}, with 90 % intervals", step=step),
            head=(text(language, "Looked at"), text(language, "Odds"), text(language, "from"), text(language, "to")),
            rows=tuple((name, times(odds[2]), times(odds[0]), times(odds[4])) for name, odds, _ in ways),
        ),
        not_said=_not_said(finding, language),
        numbers_from=tuple(say_assumption(each, report, language) for each in report.assumptions),
    )


def _ways(finding: Finding, check: CrossCheck | None, language: str) -> list[tuple[str, Odds, str]]:
    """List the ways of looking that have an answer: name, odds, style of the plot."""
    windows = windows_word(finding.outcome, finding.windows, language)
    ways: list[tuple[str, Odds, str]] = []
    if finding.verdict is not Verdict.NOT_ENOUGH:
        ways.append((
            text(language, "Your diary, all {windows}", windows=windows),
            (finding.low, finding.inner_low, finding.odds_ratio, finding.inner_high, finding.high), "solid",
        ))
    if check is not None:
        ways.append((
            text(language, "Within the same four weeks, by itself"), _normal(check.log_odds_ratio, check.se), "solid",
        ))
    if finding.prior_id is not None:
        ways.append((
            text(language, "What was known of other people, before your diary"),
            _normal(finding.prior_mean, finding.prior_sd), "field",
        ))
    known = [way for way in ways if all(isfinite(value) for value in way[1])]
    # Every way is shown in the direction of the sentence above it, or the picture would contradict it.
    return [(name, turned(odds), style) for name, odds, style in known] if is_turned(finding) else known


def _normal(mean: float, sd: float) -> Odds:
    """Give the odds of a normal log odds ratio; NaN where it is not known, or too wide to say anything."""
    if not (isfinite(mean) and isfinite(sd)) or abs(mean) + NINETY * sd > 20:
        return (nan, nan, nan, nan, nan)
    low, inner_low, inner_high, high = (exp(mean + z * sd) for z in (-NINETY, -FIFTY, FIFTY, NINETY))
    return (low, inner_low, exp(mean), inner_high, high)


def _not_said(finding: Finding, language: str) -> tuple[str, ...]:
    """Say what the finding does not say."""
    said = [text(language, "That it makes the cramp. Those days may differ in other ways too.")]
    risks = [risk for risk in (finding.risk_low, finding.risk_high) if isfinite(risk)]
    if risks and max(risks) < 0.9:
        without = round(100 * (1 - max(risks)))
        if finding.outcome == "night":
            said.append(text(language, "That the next such night has a cramp. About {n} in 100 have none.", n=without))
        else:
            said.append(
                text(language, "That the next such session has a cramp. About {n} in 100 have none.", n=without)
            )
    said.append(text(language, "Anything about other people."))
    return tuple(said)
