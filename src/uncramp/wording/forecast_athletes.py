"""The forecasts of a researcher's table, as a document and as text."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.forecast.table import AthleteForecasts
from uncramp.wording.athletes import faults_document, say_faults, say_twice, twice_document
from uncramp.wording.chances import about, one_in
from uncramp.wording.forecast_score import say_score
from uncramp.wording.languages import plural, text


def forecasts_document(found: Sequence[AthleteForecasts]) -> dict[str, object]:
    """Give all windows in one list, athlete by athlete, and the score of each athlete."""
    return {
        "windows": [window.to_dict() for each in found for window in each.windows],
        "scores": [
            {
                "athlete": each.athlete, **each.score.to_dict(), **twice_document(each.twice),
                **faults_document(each.faults),
            } for each in found
        ],
    }


def forecasts_as_text(found: Sequence[AthleteForecasts], language: str) -> str:
    """Give for each athlete how good the forecasts were, and the last ones; all of them are in the document."""
    return "\n\n".join("\n".join(_lines(each, language)) for each in found)


def _lines(found: AthleteForecasts, language: str) -> list[str]:
    if found.faults:
        return list(filter(None, (found.athlete, say_faults(found.faults, language))))
    score = say_score(found.score, language)
    lines = [found.athlete] if found.athlete else []
    lines += [
        say_twice(found.twice, language),
        plural(language, "{n} row forecast.", "{n} rows forecast.", len(found.windows)), score.sentence,
        score.rests_on, *(f"- {each.sentence}" for each in score.groups),
    ]
    lines += [
        text(
            language, "{date} {outcome}: {chance}, usually {usual}", date=each.date.isoformat(),
            outcome=text(language, "night") if each.outcome == "night" else text(language, "session"),
            chance=about(each.risk.probability, language), usual=one_in(each.risk.base_rate, language),
        )
        for each in found.windows[-3:]
    ]
    return [line for line in lines if line]
