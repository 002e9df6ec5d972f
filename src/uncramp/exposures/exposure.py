"""The contract of an exposure: what preceded a session or a night, fixed before the cramp could change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.exposures.person_time import Window, WindowKind


class Timing(StrEnum):
    """When the value is fixed: before the window opens, or in the same early span of every window."""

    BEFORE = "before"
    EARLY_PART = "early_part"


class Unknown(StrEnum):
    """Why a value is not known; ``KNOWN`` where it is."""

    KNOWN = "known"
    NOT_LOGGED = "not_logged"
    DAY_NOT_COMPLETE = "day_not_complete"
    TOO_LITTLE_HISTORY = "too_little_history"
    NO_SERIES = "no_series"
    CRAMP_IN_EARLY_PART = "cramp_in_early_part"
    DOES_NOT_APPLY = "does_not_apply"
    SET_BY_LOT = "set_by_lot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Values of one exposure over n windows: float64[n], NaN = unknown, and for each window why."""

    values: NDArray[np.float64]
    why: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One exposure: its id, the step an odds ratio is quoted per, where it applies, and how it is measured.

    ``step`` is in ``unit`` (e.g. 60 with unit ``min``); ``harmful`` is the direction the field expects of more of it
    (+1 raises the risk, -1 lowers it, 0 not known); ``yes_no`` exposures take the values 0 and 1. ``prior`` names the
    ``[[prior]]`` sheet whose per-step mean and sd apply per outcome, None where there is none; ``prior_steps`` is how
    many of the sheet's units one ``step`` is, with its sign (-1 where the sheet is "per 1 h less"). With
    ``prior_per_own_sd`` the sheet speaks of one sd of the person's own values, whatever the step.
    """

    id: str
    unit: str
    step: float
    timing: Timing
    outcomes: frozenset[WindowKind]
    measure: Callable[[Diary, Sequence[Window]], Measured]
    harmful: int = 0
    yes_no: bool = False
    prior: dict[WindowKind, str] | None = None
    prior_steps: float = 1.0
    prior_per_own_sd: bool = False
