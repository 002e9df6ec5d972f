"""The forecast of a diary: its next session as planned, its next night, what if, and how good forecasts have been."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from uncramp.document import Document
from uncramp.exposures.table import ExposureTable
from uncramp.forecast.calibration import Score, score_steps
from uncramp.forecast.planned import Plan, joined
from uncramp.forecast.risk import Risk
from uncramp.forecast.walk import Forecaster, risks, walk_forward
from uncramp.forecast.what_if import WhatIf, better_value, offered
from uncramp.triage.cautions import Cautions
from uncramp.triage.triage import Level, Triage
from uncramp.triggers.finding import NotEnough
from uncramp.triggers.study import Study, study_of
from uncramp.triggers.weighed import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWindow(Document):
    """The forecast of a window to come: ``outcome`` (session/night), when it opens and its day (a night: of waking).

    ``what_if`` holds what would change it, by this person's own findings.
    """

    outcome: str
    starts_at: datetime
    date: date
    risk: Risk
    what_if: tuple[WhatIf, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give the window with the fields of its risk beside its own, as a window of a table is given."""
        return {
            "athlete": None, "outcome": self.outcome, "date": self.date.isoformat(),
            "starts_at": self.starts_at.isoformat(), **self.risk.to_dict(),
            "what_if": [each.to_dict() for each in self.what_if],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryForecast(Document):
    """What a diary lets expect: the windows to come in order of time, and how good such forecasts have been.

    ``not_enough`` says why nothing was learnt yet; the risks are base rates then. ``care`` is what was noted of late
    that somebody should look at; it outranks the forecast, and a page says it first. An empty Triage: nothing.
    ``plan`` is what was known of the session.
    """

    windows: tuple[NextWindow, ...]
    plan: Plan
    score: Score
    not_enough: NotEnough | None
    care: Triage


def outranks(care: Triage) -> bool:
    """Tell whether what was noted needs somebody to look today or now, so that there is nothing to forecast."""
    return care.level.rank >= Level.SAME_DAY.rank


def score_diary(weighed: Weighed) -> Score:
    """Score the forecasts that would have been made in a diary, each window from the windows before it."""
    return score_steps(weighed.study, list(walk_forward(weighed.study, only_counted=True)))


def forecast_next(weighed: Weighed, coming: ExposureTable, told: Cautions) -> tuple[NextWindow, ...]:
    """Forecast the windows to come of a diary that was weighed; in order of time.

    ``coming`` is what :func:`uncramp.forecast.planned.next_windows` measured; ``told`` are the cautions of the person:
    what they forbid is no *what if*. With too few cramps to learn from each risk is the base rate, and says so; a kind
    of which no window counts yet is left out.
    """
    if not coming.windows:
        return ()
    table = joined(weighed.table, coming)
    study = _study(table, weighed)
    first = len(study.day) - len(coming.windows)
    forecaster = Forecaster(study)
    for row in range(first):
        forecaster.take(row)
    if weighed.averaged is not None:
        forecaster.choose(first, weighed.averaged)
    found = []
    for row, window in enumerate(coming.windows, start=first):
        if forecaster.rates[int(study.night[row])].windows == 0:
            continue  # nothing is known of such windows, not even how often
        forecaster.carry(row)
        risk = risks([forecaster.step(row, reasons=True)])[0]
        found.append(NextWindow(
            outcome=window.kind.value, starts_at=window.starts_at, date=window.day, risk=risk,
            what_if=tuple(_what_if(forecaster, weighed, told, row, window.kind.value)),
        ))
    return tuple(found)


def _study(table: ExposureTable, weighed: Weighed) -> Study:
    """Read the table with the priors that the study of the past was read with."""
    priors = {
        (column.name, outcome): prior for column in weighed.study.columns for outcome, prior in column.priors.items()
    }
    return study_of(table, priors)


def _what_if(
    forecaster: Forecaster, weighed: Weighed, told: Cautions, row: int, outcome: str
) -> Iterator[WhatIf]:
    """Give what would change a window, the largest difference first."""
    if forecaster.start is None:
        return
    study, found = forecaster.study, []
    rows = weighed.study.rows(outcome)
    for finding in weighed.report.findings:
        if finding.outcome != outcome or not offered(finding.exposure, told):
            continue
        number = next(at for at, column in enumerate(study.columns) if column.name == finding.exposure)
        planned = float(study.values[row, number])
        value = better_value(finding, planned, weighed.study.counted_values[rows, number])
        if value is None:
            continue
        values = study.values[row].copy()
        values[number] = value
        found.append(WhatIf(
            exposure=finding.exposure, unit=finding.unit, value=value,
            value_planned=planned if np.isfinite(planned) else None,
            risk=risks([forecaster.step(row, values)])[0],
        ))
    yield from sorted(found, key=lambda each: each.risk.probability)
