"""The forecast of the windows to come: the next session as planned, the next night, and what if."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.person_time import Window
from uncramp.forecast.diary_forecast import NextWindow
from uncramp.forecast.forecaster import Forecaster
from uncramp.forecast.planned import Coming, joined, night_between
from uncramp.forecast.risk import Risk
from uncramp.forecast.walk import risks
from uncramp.forecast.what_if import WhatIf, better_value, offered, worth_a_word
from uncramp.triage.cautions import Cautions
from uncramp.triggers.weighed import Weighed, read_alike

Numbers = NDArray[np.float64]


def forecast_next(
    weighed: Weighed, coming: Coming, told: Cautions, now: datetime
) -> tuple[NextWindow, ...]:
    """Forecast the windows to come of a diary that was weighed; in order of time.

    ``coming`` is what :func:`uncramp.forecast.planned.next_windows` measured; ``told`` are the cautions of the person:
    what they forbid is no *what if*, nor is what is over ``now``. With too few cramps to learn from each risk is the
    base rate, and says so; a kind of which no window counts yet is left out.
    """
    if not coming.windows:
        return ()
    table = joined(weighed.table, coming)
    study = read_alike(weighed, table)
    first = len(study.day) - len(coming.windows)
    forecaster = Forecaster(study)
    for row in range(first):
        forecaster.take(row)
    if weighed.averaged is not None:
        forecaster.choose(first, weighed.averaged)
        for row, window in enumerate(coming.windows, start=first):
            forecaster.reckon_ahead(row, max((window.starts_at - now) / timedelta(days=1), 0.0))
    found = []
    for row, window in enumerate(coming.windows, start=first):
        rates = forecaster.rates[int(study.night[row])]
        if rates.windows == 0:
            continue  # nothing is known of such windows, not even how often
        forecaster.carry(row)
        risk = risks([forecaster.step(row, reasons=True)])[0]
        found.append(NextWindow(
            outcome=window.kind.value, starts_at=window.starts_at, date=window.day, risk=risk,
            cramps=rates.cramps, windows=rates.windows,
            what_if=tuple(_what_if(forecaster, weighed, told, row, window, now, coming.so_far[row - first], risk)),
        ))
    return tuple(found)


def _what_if(
    forecaster: Forecaster, weighed: Weighed, told: Cautions, row: int, window: Window, now: datetime,
    so_far: Numbers, planned_risk: Risk,
) -> Iterator[WhatIf]:
    """Give what would change a window, the largest difference first; nothing of one that has begun."""
    if forecaster.start is None or window.starts_at <= now:
        return
    study, found, outcome, ahead = forecaster.study, [], window.kind.value, window.starts_at - now
    names = [exposure.id for exposure in weighed.table.exposures]
    rows = weighed.study.rows(outcome)
    for finding in weighed.report.findings:
        if finding.outcome != outcome or not offered(finding.exposure, told):
            continue
        if finding.exposure == "sleep" and not night_between(now, window.starts_at):
            continue  # that night is over
        number = next(at for at, column in enumerate(study.columns) if column.name == finding.exposure)
        planned = float(study.values[row, number])
        so_far_of = float(so_far[names.index(finding.exposure)])
        value = better_value(finding, planned, weighed.study.counted_values[rows, number], ahead, so_far_of)
        if value is None:
            continue
        values = study.values[row].copy()
        values[number] = value
        risk = risks([forecaster.step(row, values)])[0]
        if worth_a_word(risk, planned_risk):
            found.append(WhatIf(
                exposure=finding.exposure, unit=finding.unit, value=value, risk=risk,
                value_planned=planned if np.isfinite(planned) else None,
            ))
    yield from sorted(found, key=lambda each: each.risk.probability)
