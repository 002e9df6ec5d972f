"""How good the forecasts have been, in sentences, a chart and its table."""

from __future__ import annotations

from uncramp.forecast.calibration import Reliability, Score, Verdict
from uncramp.wording.chances import about
from uncramp.wording.forecast_pages import ForecastTable, RiskPlot, SaidGroup, SaidScore
from uncramp.wording.languages import plural, text
from uncramp.wording.plots import Tick

#: the axes of the chart that are tried, narrowest first
AXIS_ENDS = (0.1, 0.3, 0.6, 1.0)

#: words under an axis stand at least so far apart, in per cent of its width: on a phone closer ones touch
TICKS_APART = 20.0


def say_score(score: Score, language: str, *, of_diary: bool = False) -> SaidScore:
    """Say a score; a person who reads only its first sentence knows whether to go by the forecasts.

    ``of_diary`` tells beside it what forecasts of a diary were made without, and what with.
    """
    ends = max([each for group in score.reliability for each in (group.high, group.forecast)], default=0.0)
    end = next((each for each in AXIS_ENDS if ends <= each), AXIS_ENDS[-1])
    enough = score.verdict is not Verdict.TOO_FEW
    return SaidScore(
        sentence=score_sentence(score, language),
        rests_on=plural(
            language, "In all one session or night was forecast, from what came before it alone. "
            "A cramp came in {cramps}.",
            "In all {n} sessions and nights were forecast, each from what came before it alone. "
            "A cramp came in {cramps}.", score.windows, cramps=score.cramps or text(language, "none"),
        ) + (" " + text(
            language, "How a session began, how long it was and its weather were left out. What you entered later "
            "counts as if you had entered it in time.") if of_diary else "") if score.windows else "",
        groups=tuple(_say_group(each, end, language) for each in score.reliability) if enough else (),
        axis=tuple(Tick(x=_per_cent(x), text=said, anchor=_anchor(x)) for x, said in reversed(_ends(end, language))),
        table=_table(score.reliability, language) if enough else None,
        figures=_figures(score, language) if enough else (),
    )


def score_sentence(score: Score, language: str) -> str:
    """Say in one sentence whether the forecasts were better than the person's average."""
    return {
        Verdict.TOO_FEW: text(language, "It is too early to say how good my forecasts are."),
        Verdict.NO_BETTER: text(language, "My forecasts are no better than your average yet."),
        Verdict.BETTER: text(language, "So far my forecasts were better than your average."),
        Verdict.WORSE: text(language, "So far my forecasts were worse than your average. Go by the average."),
    }[score.verdict]


def risk_plot(
    low: float, middle: float, high: float, usual: float, end: float, label: str, language: str, *,
    mark: str | None = None,
) -> RiskPlot:
    """Place a risk on an axis from none to ``end`` (all 0-1); ``mark`` names the upright tick (None: the usual)."""

    def place(value: float) -> float:
        return 100.0 * min(max(value / end, 0.0), 1.0)

    at = place(usual)
    ticks = [(at, text(language, "usual") if mark is None else mark), *_ends(end, language)]
    shown: list[tuple[float, str]] = []
    for x, said in ticks:
        if all(abs(x - other) >= TICKS_APART for other, _ in shown):
            shown.append((x, said))
    return RiskPlot(
        wide_x=_per_cent(place(low)), wide_width=_per_cent(max(place(high) - place(low), 1.0)),
        dot=_per_cent(place(middle)), usual=_per_cent(at), label=label,
        ticks=tuple(Tick(x=_per_cent(x), text=said, anchor=_anchor(x)) for x, said in sorted(shown)),
    )


def _ends(end: float, language: str) -> list[tuple[float, str]]:
    """Name both ends of an axis, the far one first."""
    ends = {0.1: text(language, "1 in 10"), 0.3: text(language, "3 in 10"), 0.6: text(language, "6 in 10")}
    return [(100.0, ends.get(end, text(language, "always"))), (0.0, text(language, "none"))]


def _anchor(x: float) -> str:
    return "start" if x < 5 else "end" if x > 95 else "middle"


def _say_group(group: Reliability, end: float, language: str) -> SaidGroup:
    sentence = text(
        language, "When I said {said}: a cramp in {cramps} of {windows}, {came}.",
        said=about(group.forecast, language), cramps=group.cramps, windows=group.windows,
        came=about(group.happened, language),
    ) if group.cramps else text(
        language, "When I said {said}: no cramp in {windows}.", said=about(group.forecast, language),
        windows=group.windows,
    )
    plot = risk_plot(group.low, group.happened, group.high, group.forecast, end, sentence, language,
                     mark=text(language, "said"))
    return SaidGroup(sentence=sentence, plot=plot)


def _table(groups: tuple[Reliability, ...], language: str) -> ForecastTable:
    """Double the chart by a table."""
    return ForecastTable(
        caption=text(language, "What was said, and what came (per cent, 90 % intervals)"),
        head=(text(language, "Said"), text(language, "Came"), text(language, "from"), text(language, "to"),
              text(language, "Cramps"), text(language, "Sessions and nights")),
        rows=tuple(
            (*(f"{100 * each:.1f}" for each in (group.forecast, group.happened, group.low, group.high)),
             str(group.cramps), str(group.windows))
            for group in groups
        ),
    )


def _figures(score: Score, language: str) -> tuple[tuple[str, str], ...]:
    """Give the scores for a statistician."""
    gain, se = score.gain or 0.0, score.gain_se or 0.0
    rows = (
        (text(language, "Brier score: forecast, own rate, forgetting rate"), (
            score.brier, score.brier_base, score.brier_recent)),
        (text(language, "Log loss: forecast, own rate, forgetting rate"), (
            score.log, score.log_base, score.log_recent)),
        (text(language, "Brier skill: against own rate, forgetting rate"), (
            score.brier_skill, score.brier_skill_recent)),
        (text(language, "Log skill: against own rate, forgetting rate"), (score.log_skill, score.log_skill_recent)),
        (text(language, "Calibration error"), (score.calibration_error,)),
    )
    return (
        *((said, ", ".join("–" if each is None else f"{each:.4f}" for each in values)) for said, values in rows),
        (text(language, "Log loss saved for each window"), f"{gain:.4f}, se {se:.4f}"),
    )


def _per_cent(value: float) -> str:
    return f"{value:.1f}%"
