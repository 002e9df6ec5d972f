"""ExposureTable: windows x exposures, NaN = unknown, and why it is unknown; what every analysis reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.exposure import Exposure, Unknown
from uncramp.exposures.person_time import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureTable:
    """n windows in time order, k exposures, values float64[n, k] (NaN = unknown), why_unknown[n][k].

    Values are in the exposure's unit, not in steps. An exposure that does not apply to a window's kind is NaN with
    ``does_not_apply``.
    """

    windows: tuple[Window, ...]
    exposures: tuple[Exposure, ...]
    values: NDArray[np.float64]
    why_unknown: tuple[tuple[Unknown, ...], ...]
