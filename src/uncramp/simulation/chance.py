"""How simulated cramps fall: a slow personal drift, a memory of earlier cramps, and draws window by window."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: decay of the memory of earlier cramps, in days, and its log odds at the moment of a cramp
MEMORY_DAYS = 3.0
MEMORY_LOG_ODDS = 0.6
DRIFT_SD = 0.4


def drift(days: int, sd: float, dice: np.random.Generator) -> Numbers:
    """Make a slow personal drift in log odds, float64[days]: AR(1) knots 60 days apart, joined by straight lines."""
    knots = np.arange(0, days + 120, 60)
    heights = np.empty(len(knots))
    now = dice.normal()
    for knot in range(len(knots)):
        now = 0.6 * now + 0.8 * dice.normal()
        heights[knot] = now
    wave: Numbers = np.interp(np.arange(days), knots, heights * sd)
    return wave


def draw_cramps(
    log_odds: Numbers,
    is_session: Flags,
    times_days: Numbers,
    expected: Mapping[bool, float],
    dice: np.random.Generator,
    *,
    memory_log_odds: float = MEMORY_LOG_ODDS,
) -> tuple[Flags, Numbers]:
    """Draw cramps in windows in order of time: which windows have one, bool[n], and their true chances, float64[n].

    ``log_odds`` is what moves each window; the two intercepts (session True, night False) are set so that the expected
    counts come out, the memory included. ``times_days`` are the openings in days, rising.
    """
    rows, sessions, times = log_odds.tolist(), is_session.tolist(), times_days.tolist()
    luck = dice.random(len(rows)).tolist()
    intercepts = {True: -2.5, False: -3.4}
    for _ in range(8):  # Newton steps on the expected counts, the memory carried along as an expectation
        chances, _cramps = _walk(rows, sessions, times, intercepts, memory_log_odds, None)
        for session in (True, False):
            here = chances[is_session == session]
            step = (expected[session] - here.sum()) / max(float((here * (1 - here)).sum()), 1e-6)
            intercepts[session] += float(np.clip(step, -1.5, 1.5))
    chances, cramps = _walk(rows, sessions, times, intercepts, memory_log_odds, luck)
    return cramps, chances


def _walk(
    rows: list[float],
    sessions: list[bool],
    times: list[float],
    intercepts: Mapping[bool, float],
    memory_log_odds: float,
    luck: list[float] | None,
) -> tuple[Numbers, Flags]:
    """Go through the windows in time; without luck the memory follows the expected cramps. Chances and cramps, [n]."""
    chances = np.empty(len(rows))
    cramps = np.zeros(len(rows), dtype=np.bool_)
    memory, last = 0.0, times[0] if times else 0.0
    for row, (odds, session, when) in enumerate(zip(rows, sessions, times, strict=True)):
        memory *= float(np.exp((last - when) / MEMORY_DAYS))
        last = when
        chance = 1 / (1 + float(np.exp(-(intercepts[session] + odds + memory_log_odds * memory))))
        chances[row] = chance
        if luck is None:
            memory += chance
        elif luck[row] < chance:
            cramps[row] = True
            memory += 1.0
    return chances, cramps
