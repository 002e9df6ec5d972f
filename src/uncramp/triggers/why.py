"""Why this cramp: for one episode, which exposures raised or lowered its odds, and by how much.

The effect of each exposure times how far its value lay from this person's usual one, as a belief: how much it moved
the odds if it acts at all, and how likely it is that it raised them. It is what goes with such windows, not what made
this one cramp; the contributions of exposures that move together do not add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from uncramp.document import Document
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.triggers.belief import belief_after, memory_of, rate_of
from uncramp.triggers.few_causes import Averaged
from uncramp.triggers.mixture import Mixture, quantiles
from uncramp.triggers.report import CLAIM, MATTERS, NEEDED_OF_OUTCOME, QUANTILES, RECALL, RECALL_CHANCES
from uncramp.triggers.study import MEMORY_EXPOSURE, OUTCOMES, Study
from uncramp.triggers.weighed import Weighed

#: what is further than this many log odds is told as this much: the value is absurd, or mistyped
FURTHEST = 20.0

#: a value this close to the usual one, in own sds, moved nothing
UNMOVED = 1e-9

#: earlier cramps that weigh less than this (one cramp a week ago) are not told
FORGOTTEN = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Document):
    """What one exposure did to the odds of one window, against the same window with this person's usual value.

    ``odds_ratio``, ``low`` and ``high`` (a 90 % interval; ``inner_*`` a 50 % one) are how much it moved the odds if it
    acts at all, and ``times_as_often``, ``least``, ``most`` the same as how many times as often such windows have a
    cramp; ``chance_raised`` (0-1) that it raised them, one half for what is probably not a trigger; ``chance_acts``
    (0-1) that it acts at all. ``value`` in ``unit`` is what was noted, ``usual`` the mean of windows of this kind.
    ``late``: the value rests on entries made after the cramp.
    """

    exposure: str
    unit: str
    value: float
    usual: float
    odds_ratio: float
    low: float
    high: float
    inner_low: float
    inner_high: float
    times_as_often: float
    least: float
    most: float
    chance_raised: float
    chance_acts: float
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyThisCramp(Document):
    """What the diary says of one cramp.

    ``state``: ``raised`` (something that goes with the person's cramps was there), ``together`` (nothing by itself, but
    one of a pair of which one probably does), ``as_usual`` (what goes with them was as usual that time),
    ``no_triggers`` (nothing stands out in the diary, so nothing can in one cramp), ``few_cramps`` (``cramps`` of the
    ``needed``, and ``uncounted`` noted beside them that cannot be compared),
    ``always_cramps`` (every window has one), ``few_of_outcome`` (too few at night, or in sessions),
    ``rest_of_day`` (outside sessions and nights, which alone are compared), ``no_observation`` (nobody said since when
    every cramp was noted), ``not_counted`` (outside the time watched) or ``not_yet`` (its time has not come).

    ``outcome`` is ``session`` or ``night``, None elsewhere; ``rate`` (0-1, NaN where unknown) how often such windows
    have a cramp, a little towards what is usual; ``cases`` of the ``windows`` of that outcome had one; ``in_window``
    counts the cramps of that window. ``raised`` and ``lowered`` hold what goes with cramps for sure enough to be named
    and moved the odds by a tenth or more, the largest first; ``others`` all else that was known; ``unknown`` the
    exposures without a value there, those that go with cramps first. ``earlier`` is what cramps of the days before did,
    None where there were none. ``together`` holds the pairs of the findings of which something was there that raised
    the odds by a tenth or more if it is the one, and ``there`` what that was.
    """

    cramp: UUID
    at: datetime
    state: str
    outcome: str | None = None
    cramps: int = 0
    needed: int = 0
    uncounted: int = 0
    rate: float = float("nan")
    cases: int = 0
    windows: int = 0
    in_window: int = 1
    raised: tuple[Contribution, ...] = ()
    lowered: tuple[Contribution, ...] = ()
    others: tuple[Contribution, ...] = ()
    unknown: tuple[str, ...] = ()
    earlier: Contribution | None = None
    together: tuple[tuple[str, ...], ...] = ()
    there: tuple[str, ...] = ()


def why_this_cramp(weighed: Weighed, cramp: UUID, at: datetime) -> WhyThisCramp:
    """Explain the cramp of an id that came ``at`` a time, as far as the diary can; it never raises."""
    number, window = weighed.table.window_of(cramp)
    state, missing = _state(weighed, window), weighed.report.not_enough
    if window is None or state:
        cramps, needed, rest = (missing.cramps, missing.needed, missing.uncounted) if missing else (0, 0, 0)
        return WhyThisCramp(
            cramp=cramp, at=at, state=state, cramps=cramps, needed=needed, uncounted=rest, outcome=_outcome(window))
    assert weighed.averaged is not None  # or there would be a state
    study, averaged = weighed.study, weighed.averaged
    outcome = window.kind.value
    row = _row_of(weighed, window)
    found = why(study, averaged, row)
    sure = [each for each in found if _is_named(each)]
    claims = _claims(weighed, outcome)
    raised = sorted((each for each in sure if each.odds_ratio > 1), key=lambda each: -each.odds_ratio)
    known = {each.exposure for each in found}
    moved = {each.exposure for each in found if float(np.log(each.odds_ratio)) >= MATTERS}
    together = tuple(
        pair.exposures for pair in weighed.report.pairs if pair.outcome == outcome and moved & set(pair.exposures))
    state = "raised" if raised else "together" if together else "as_usual" if claims else "no_triggers"
    unknown = [
        exposure.id for exposure, value in zip(weighed.table.exposures, weighed.table.values[number], strict=True)
        if window.kind in exposure.outcomes and exposure.id not in known and not np.isfinite(value)
        and exposure.id != MEMORY_EXPOSURE
    ]
    cases, windows = weighed.report.by_outcome[outcome]
    return WhyThisCramp(
        cramp=cramp, at=at, state=state, outcome=outcome, together=together, cases=cases, windows=windows,
        there=tuple(dict.fromkeys(each for pair in together for each in pair if each in moved)),
        cramps=weighed.report.cramps, rate=rate_of(study, outcome), in_window=len(window.cramps), raised=tuple(raised),
        lowered=tuple(sorted((e for e in sure if e.odds_ratio < 1), key=lambda each: each.odds_ratio)),
        others=tuple(each for each in found if not _is_named(each)),
        unknown=tuple(sorted(unknown, key=lambda name: name not in claims)), earlier=_earlier(study, averaged, row),
    )


def why(study: Study, averaged: Averaged, row: int) -> tuple[Contribution, ...]:
    """Say what moved the odds of a window, what most likely raised them first; ``row`` counts all windows of the study.

    Exposures that are not known in this window, or cannot be looked at, are left out. Raises ValueError for a window
    that is not counted.
    """
    if not study.counted[row]:
        raise ValueError("Only windows that are counted can be explained.")
    side = int(study.night[row])
    outcome = OUTCOMES[side]
    at = int(study.counted[:row].sum())
    values, rate = study.counted_values[study.rows(outcome)], rate_of(study, outcome)
    found = []
    for place, number in enumerate(averaged.candidates.numbers):
        column = 2 * place + side
        value = float(study.counted_values[at, number])
        moved = float(averaged.candidates.x[at, column]) * float(averaged.candidates.scale[column])
        if not (averaged.candidates.usable[column] and np.isfinite(value)) or abs(moved) < UNMOVED:
            continue
        belief = belief_after(averaged, number, outcome)
        late = study.late is not None and bool(study.late[row, number])
        odds, often = _odds(belief.effect, moved, rate, belief.effect.diluted(RECALL, RECALL_CHANCES))
        found.append(Contribution(
            exposure=study.columns[number].name, unit=study.columns[number].unit, value=value, late=late,
            usual=float(np.nanmean(values[:, number])), chance_raised=belief.towards(1.0 if moved > 0 else -1.0),
            chance_acts=1.0 - belief.out, odds_ratio=odds[2], low=odds[0], high=odds[4], inner_low=odds[1],
            inner_high=odds[3], times_as_often=often[2], least=often[0], most=often[4],
        ))
    return tuple(sorted(found, key=lambda each: -each.chance_raised))


def _odds(effect: Mixture, moved: float, rate: float, spread: Mixture) -> tuple[list[float], list[float]]:
    """Say how far an effect per step moves the odds over so many steps: low, inner low, middle, inner high, high.

    The interval is that of ``spread``: the effect with what its finding allows for beside (decision 0411), so that both
    pages say the same of one effect. Beside the odds ratios stand the same as ratios of chances.
    """
    low, inner_low, inner_high, high = quantiles([spread.scaled(moved)], QUANTILES)[0]
    bounds = [low, inner_low, effect.mean * moved, inner_high, high]
    odds: list[float] = np.exp(np.clip(bounds, -FURTHEST, FURTHEST)).tolist()
    # An odds ratio as a ratio of chances, where the chance is otherwise the usual one (Zhang & Yu 1998).
    return odds, [each / (1 - rate + rate * each) for each in odds]


def _is_named(one: Contribution) -> bool:
    """Tell what is sure enough to be named, and moved the odds enough to matter."""
    return not 1 - CLAIM <= one.chance_raised <= CLAIM and abs(float(np.log(one.odds_ratio))) >= MATTERS


def _outcome(window: Window | None) -> str | None:
    return None if window is None or window.kind is WindowKind.REST else window.kind.value


def _state(weighed: Weighed, window: Window | None) -> str:
    """Say why a cramp cannot be explained; empty where it can."""
    if window is None:
        return "not_yet"
    if not window.counted:  # first: outside the time watched nobody knows of nights, and all is rest
        missing = weighed.report.not_enough
        asked = missing is not None and missing.why in ("no_observation_period", "no_windows")
        return "no_observation" if asked else "not_counted"
    if window.kind is WindowKind.REST:
        return "rest_of_day"
    if weighed.averaged is None:
        missing = weighed.report.not_enough
        return "always_cramps" if missing is not None and missing.why == "always_cramps" else "few_cramps"
    few = weighed.report.by_outcome[window.kind.value][0] < NEEDED_OF_OUTCOME
    return "few_of_outcome" if few else ""


def _row_of(weighed: Weighed, window: Window) -> int:
    """Find the row of a window in the study, which is in order of time."""
    opens_s = window.starts_at.timestamp() - weighed.table.windows[0].starts_at.timestamp()
    here = np.isclose(weighed.study.day, opens_s / 86400.0, rtol=0.0, atol=1e-9)
    here &= weighed.study.night == (window.kind is WindowKind.NIGHT)
    return int(np.flatnonzero(here & weighed.study.counted)[0])


def _claims(weighed: Weighed, outcome: str) -> frozenset[str]:
    return frozenset(
        each.exposure for each in weighed.report.findings
        if each.outcome == outcome and each.verdict.value in ("harmful", "protective")
    )


def _earlier(study: Study, averaged: Averaged, row: int) -> Contribution | None:
    """Say what cramps of the days before did to the odds, against none; it is part of every model."""
    value = float(study.memory[row])
    if value < FORGOTTEN:
        return None
    mean, sd = memory_of(averaged)
    effect = Mixture(np.ones(1), np.array([mean]), np.array([sd]))
    odds, often = _odds(effect, value, rate_of(study, OUTCOMES[int(study.night[row])]), effect)
    return Contribution(
        exposure=MEMORY_EXPOSURE, unit="cramps", value=value, usual=0.0, chance_raised=effect.above(0.0),
        chance_acts=1.0, odds_ratio=odds[2], low=odds[0], high=odds[4], inner_low=odds[1], inner_high=odds[3],
        times_as_often=often[2], least=often[0], most=often[4],
    )
