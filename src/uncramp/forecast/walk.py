"""Walking forward through a diary: each window forecast from the windows before it, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from uncramp.forecast.forecaster import Describe, Forecaster, Step
from uncramp.forecast.risk import Risk
from uncramp.triggers.few_causes import DRIFT_SDS, DRIFT_WEIGHTS
from uncramp.triggers.mixture import Mixture, quantiles
from uncramp.triggers.report import NINETY
from uncramp.triggers.study import Study

Numbers = NDArray[np.float64]

#: log odds by which windows differ for reasons that no model of a diary holds (sd); intervals allow for it
UNSEEN_SD = 0.4

#: log odds by which a window differs from a rate alone (sd), before any model tells it from others: the same, and how
#: far a person's baseline is expected to drift, as the engine expects it before looking (decision 0571)
FROM_THE_RATE_SD = float(np.sqrt(UNSEEN_SD**2 + np.average(np.square(DRIFT_SDS), weights=DRIFT_WEIGHTS)))


def walk_forward(
    study: Study, describe: Describe | None = None, *, only_counted: bool = False, reasons_from: float = np.inf,
    afterwards: NDArray[np.bool_] | None = None,
) -> Iterator[Step]:
    """Forecast every window of a study, each from the windows that began before it; in order of time.

    Windows that begin at the same time do not know of each other. Reasons are told from day ``reasons_from`` on. With
    ``only_counted`` the windows that do not count are not forecast: nothing will tell how they went. Exposures that
    are known ``afterwards`` alone, bool[k], are learnt from, and no forecast of that window knows them.
    """
    forecaster = Forecaster(study, describe, afterwards)
    for _, group in groupby(range(len(study.day)), key=lambda row: float(study.day[row])):
        rows = list(group)
        wanted = [row for row in rows if study.counted[row] or not only_counted]
        if wanted:
            forecaster.prepare(rows[0])
            yield from [forecaster.step(row, reasons=float(study.day[row]) >= reasons_from) for row in wanted]
        for row in rows:
            forecaster.take(row)


def risks(steps: Sequence[Step]) -> tuple[Risk, ...]:
    """Give the risks of forecasts that were made, as of all windows, written down or not."""
    found = []
    for step, (low, high) in zip(steps, intervals(steps).tolist(), strict=True):
        learnt = step.outlook is not None
        said = step.outlook.probability(step.shift) if step.outlook is not None else shifted(step.noted, step.shift)
        found.append(Risk(
            # The mean of a very skewed belief may lie outside nine tenths of it.
            probability=said, low=min(low, said), high=max(high, said), base_rate=shifted(step.base, step.shift),
            because=step.because, learnt=learnt,
        ))
    return tuple(found)


def intervals(steps: Sequence[Step]) -> Numbers:
    """Give the 90 % interval of each forecast, shifted to speak of all windows; float[n, 2].

    It is to hold the chance of that window, also for reasons that nobody noted (decision 0543); the forecast itself is
    the mean over those, and stays as it is. Before anything is learnt that is the rate, whose interval reaches further
    on each side by what a window differs from a rate.
    """
    found = np.array([(*step.base_interval, step.base) for step in steps]).reshape(len(steps), 3)
    all_odds = np.log(found) - np.log1p(-found)
    reach = np.sqrt(np.square(all_odds[:, :2] - all_odds[:, 2:]) + (NINETY * FROM_THE_RATE_SD) ** 2)
    odds = all_odds[:, 2:] + reach * np.array([-1.0, 1.0])
    learnt = [at for at, step in enumerate(steps) if step.outlook is not None]
    mixtures = []
    for at in learnt:
        outlook = steps[at].outlook
        assert outlook is not None
        spread = np.sqrt(outlook.variance + UNSEEN_SD**2)
        mixtures.append(Mixture(outlook.weight, outlook.mean, spread).gathered())
    if mixtures:
        odds[learnt] = quantiles(mixtures, (0.05, 0.95))
    shifted: Numbers = odds + np.array([step.shift for step in steps])[:, None]
    return 1.0 / (1.0 + np.exp(-shifted))


def shifted(probability: float, shift: float) -> float:
    """Move a probability (between 0 and 1) by log odds."""
    return float(1.0 / (1.0 + np.exp(-(np.log(probability) - np.log1p(-probability) + shift))))


