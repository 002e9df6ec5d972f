"""Two exposures that came together: how often both, and how often one without the other, which alone can part them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.finding import Finding, Pair
from uncramp.triggers.study import Study


def counted(study: Study, pairs: tuple[Pair, ...], findings: tuple[Finding, ...]) -> tuple[Pair, ...]:
    """Count for each pair the windows with both, with the first only and with the second only."""
    by_name = {(each.exposure, each.outcome): each for each in findings}
    told = []
    for pair in pairs:
        if len(pair.exposures) != 2:
            told.append(pair)
            continue
        first, second = (_sides(study, by_name[name, pair.outcome]) for name in pair.exposures)
        known = np.isfinite(first) & np.isfinite(second)
        one, other = first[known] > 0, second[known] > 0
        told.append(replace(
            pair, both=int((one & other).sum()), first_only=int((one & ~other).sum()),
            second_only=int((~one & other).sum()),
        ))
    return tuple(told)


def _sides(study: Study, finding: Finding) -> NDArray[np.float64]:
    """Say for each window of the outcome whether it lies where more cramps are: 1, 0, NaN where it is not known."""
    number = next(at for at, column in enumerate(study.columns) if column.name == finding.exposure)
    values = study.counted_values[study.rows(finding.outcome), number]
    middle = 0.5 if finding.yes_no else float(np.nanmedian(values))
    high = values > middle
    side: NDArray[np.float64] = np.where(high if finding.log_odds_ratio > 0 else ~high, 1.0, 0.0)
    side[~np.isfinite(values)] = np.nan
    return side
