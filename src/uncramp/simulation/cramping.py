"""Cramps for a simulated life: their chances from cause, drift and memory; when and how they came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.catalogue import known_exposures
from uncramp.exposures.exposure import Exposure
from uncramp.exposures.person_time import Window, WindowKind, windows
from uncramp.exposures.table import ExposureTable, measure_all
from uncramp.simulation.chance import DRIFT_SD, MEMORY_LOG_ODDS, Numbers, draw_cramps, drift
from uncramp.simulation.simulated import DiaryTruth

NO_CAUSE = "none"
#: expected cramps a year; a tenth of them is never written down or falls into time that does not count
SESSION_CRAMPS_A_YEAR, NIGHT_CRAMPS_A_YEAR = 19.5, 13.0
#: a diary is meant to hold about that many: draws further away from them than this share are drawn again
NEAR_EXPECTED, MOST_DRAWS = 0.12, 20
#: what the built-in cause does: log odds per own standard deviation; a yes against a no at most so much (7.4 times)
EFFECT_PER_SD = (0.85, 1.05)
LARGEST_YES_NO = 2.0
#: of the cramps of a session so many come during it, the others after; so many of the former end it
DURING, BREAKS_OFF = 0.6, 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One cramp as it came: in which window, when (also in minutes after its start), and whether it ended a session."""

    window: Window
    at: datetime
    after_start_min: float
    stopped: bool


class CauseError(ValueError):
    """Raised for a cause that is no exposure, or that never varied in this life."""


def exposure_of(cause: str) -> Exposure | None:
    """Give the exposure of a cause; None for ``none``. Raises CauseError for a cause that is no exposure."""
    if cause == NO_CAUSE:
        return None
    for exposure in known_exposures():
        if exposure.id == cause:
            return exposure
    known = ", ".join(exposure.id for exposure in known_exposures())
    raise CauseError(f"There is no exposure {cause!r}. There are: none, {known}.")


def effect_of(exposure: Exposure, table: ExposureTable, dice: np.random.Generator) -> tuple[float, Numbers]:
    """Choose the log odds ratio per step of a cause, and give what it adds to each window, float64[n]; unknown adds 0.

    Raises CauseError where the exposure has the same value in every window.
    """
    column = table.exposures.index(exposure)
    values = table.values[:, column]
    known = values[~np.isnan(values)]
    spread = float(known.std()) if len(known) else 0.0
    if spread == 0.0:
        raise CauseError(f"The exposure {exposure.id} never varies in this simulated life.")
    direction = exposure.harmful or 1
    size = float(dice.uniform(*EFFECT_PER_SD)) * exposure.step / spread
    per_step = direction * (min(size, LARGEST_YES_NO) if exposure.yes_no else size)
    added = np.nan_to_num((values - known.mean()) / exposure.step * per_step)
    return per_step, added


def attacks(
    diary: Diary,
    cause: Exposure | None,
    years: float,
    until: datetime,
    dice: np.random.Generator,
) -> tuple[list[Attack], DiaryTruth]:
    """Let cramps come over the counted windows of a true life up to ``until``: 20 a year in sessions, 13 in nights.

    ``diary`` tells the life as it was; the cause is measured in it as in any diary.
    """
    table = measure_all(diary, windows(diary, until), () if cause is None else (cause,))
    lasted_min = {session.id: session.moving_min or 0.0 for session in diary.of(Session)}
    rows = [row for row, one in enumerate(table.windows) if one.counted and one.kind is not WindowKind.REST]
    chosen = [table.windows[row] for row in rows]
    opens = np.array([window.starts_at.timestamp() for window in chosen]) / 86_400.0
    opens -= opens[0] if len(opens) else 0.0
    is_session = np.array([window.kind is WindowKind.SESSION for window in chosen], dtype=np.bool_)
    log_odds, size, memory = np.zeros(len(rows)), 0.0, MEMORY_LOG_ODDS
    if cause is not None and cause.id == "earlier_cramps":
        # Its values depend on the cramps themselves, so here the memory is the cause.
        size = memory = 1.5
    elif cause is not None:
        size, added = effect_of(cause, table, dice)
        log_odds += added[rows]
    wave = drift(int(opens[-1]) + 2, DRIFT_SD, dice)
    log_odds += np.interp(opens, np.arange(len(wave)), wave)
    expected = {True: SESSION_CRAMPS_A_YEAR * years, False: NIGHT_CRAMPS_A_YEAR * years}
    in_all = sum(expected.values())
    for _draw in range(MOST_DRAWS):
        came, _chances = draw_cramps(log_odds, is_session, opens, expected, dice, memory_log_odds=memory)
        if abs(int(came.sum()) - in_all) <= max(NEAR_EXPECTED * in_all, 1.0):
            break
    found = [_attack(chosen[row], lasted_min, dice) for row in np.flatnonzero(came).tolist()]
    counts = {kind: sum(one.window.kind is kind for one in found) for kind in (WindowKind.SESSION, WindowKind.NIGHT)}
    outcomes = () if cause is None else tuple(kind for kind in WindowKind if kind in cause.outcomes)
    return found, DiaryTruth(
        cause=None if cause is None else cause.id, log_odds_ratio=size, outcomes=outcomes, cramps=counts
    )


def _attack(window: Window, lasted_min: Mapping[UUID, float], dice: np.random.Generator) -> Attack:
    """Place a cramp in its window: late in a session or in the hours after, or in a night, more towards morning."""
    start, end = window.starts_at.timestamp(), window.ends_at.timestamp()
    stopped = False
    if window.kind is WindowKind.SESSION and window.record_id is not None:
        training_s = 60.0 * lasted_min[window.record_id]
        if dice.random() < DURING:
            at = start + training_s * float(dice.beta(5.0, 1.6))
            stopped = bool(dice.random() < BREAKS_OFF)
        else:
            at = start + training_s + 600 + float(dice.exponential(4200.0))
    else:
        at = start + (end - start) * float(dice.beta(2.2, 1.5))
    at = min(at, end - 300.0)
    return Attack(
        window=window, at=datetime.fromtimestamp(at, window.starts_at.tzinfo), after_start_min=(at - start) / 60,
        stopped=stopped,
    )
