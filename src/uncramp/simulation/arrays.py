"""Exposure tables with known truth, made straight as arrays: hundreds of simulated athletes in seconds.

For benchmarks and tests of the engine, where a whole diary would be too slow. Nothing here is easy on the engine:
exposures are correlated and follow training blocks and seasons, several are yes/no, what is measured is a noisy
recollection of what was, days are left unlogged and more so on days without a cramp, the baseline drifts, and a
cramp makes the next one likelier for some days. The diary generator is :mod:`uncramp.simulation.diaries`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.chance import DRIFT_SD, Numbers, draw_cramps, drift

#: correlation of the first cause with its twin in the confounded scenario
TWIN_CORRELATION = 0.7


class Scenario(StrEnum):
    """What is true of a simulated athlete."""

    BLANK = "blank"
    ONE = "one"
    TWO = "two"
    CONFOUNDED = "confounded"
    DRIFT = "drift"
    HALF_MISSING = "half_missing"
    SPLIT = "split"
    FEW = "few"
    PROTECTIVE = "protective"
    THRESHOLD = "threshold"
    EVERYTHING = "everything"
    UNRECORDED = "unrecorded"


#: true log odds ratios per step are drawn between these; elsewhere the effect is large enough that each scenario is
#: about as hard as the bars of the design say for what people use today: plain logistic regression, one for each kind
#: of cramp, gaps filled with the mean (`benchmarks/engine/`)
EFFECT = (0.5, 1.0)
EFFECTS: dict[Scenario, tuple[float, float]] = {
    Scenario.TWO: (0.58, 1.16), Scenario.DRIFT: (0.59, 1.18), Scenario.CONFOUNDED: (0.75, 1.5),
    Scenario.HALF_MISSING: (1.05, 2.1), Scenario.SPLIT: (0.75, 1.5), Scenario.FEW: (0.64, 1.28),
    Scenario.UNRECORDED: (0.75, 1.5),
}

#: where everything matters a little: sd of the log odds ratio per step, and how alike it is for both kinds of cramp
LITTLE, ALIKE = 0.25, 0.8

#: a step is about one sd of what single days differ by
STEP_SD = (0.7, 1.15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What was built in. ``effects[exposure id][outcome]`` is the true log odds ratio per step; no entry is no effect.

    ``causes`` are the ids with an effect, the strongest first, empty for a blank athlete. ``twins`` are ids that move
    together with the first cause (correlation about .7) without doing anything, also where that cause is one that
    nobody recorded (a hidden confounder: then ``causes`` is empty and there are twins).
    ``probabilities`` float64[n] are the true chances of a cramp in each window; ``values`` float64[n, k] what the
    exposures really were, without noise.
    ``recorded`` are the effects per step of what was written down: a blurred memory dilutes them by the slope of what
    was on what was written (regression calibration: Carroll, Ruppert, Stefanski & Crainiceanu 2006, chapter 4). It is
    this that a diary can show, and that intervals must cover.
    """

    causes: tuple[str, ...]
    effects: dict[str, dict[WindowKind, float]]
    recorded: dict[str, dict[WindowKind, float]]
    twins: tuple[str, ...]
    probabilities: Numbers
    values: Numbers


def _only_as_array(_diary: Diary, _windows: Sequence[Window]) -> Measured:
    """Refuse to measure: a simulated exposure has no definition in diaries. Always raises TypeError."""
    raise TypeError("A simulated exposure exists only as a column of numbers.")


def exposure_named(number: int, *, yes_no: bool, harmful: int) -> Exposure:
    """Make the exposure ``x01``, ``x02`` ... of a simulated table: step 1 of no unit, for sessions and nights."""
    return Exposure(
        id=f"x{number:02d}", unit="yes_no" if yes_no else "step", step=1.0, timing=Timing.BEFORE,
        outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=_only_as_array, harmful=harmful,
        yes_no=yes_no,
    )


def simulate_table(
    seed: int,
    scenario: Scenario | str = Scenario.ONE,
    *,
    exposures: int = 15,
    years: float | None = None,
    session_cramps: float | None = None,
    night_cramps: float | None = None,
    effect: float | None = None,
    recall: bool = True,
    first_day: date = date(2024, 1, 1),
) -> tuple[ExposureTable, Truth]:
    """Simulate one athlete: the table an engine would see, and what is true.

    ``exposures`` columns (2 or more), a third of them yes/no; about 4.5 sessions a week and every night of ``years``
    (2; 1 for ``few``). ``session_cramps`` and ``night_cramps`` are expected counts (36 and 24; 12 and 8 for ``few``).
    ``effect`` is the true log odds ratio per step, None draws it from 0.5 to 1.0 or ``EFFECTS``; without ``recall``
    what is written is what was. The same seed gives the same athlete. Effects harm in the direction each exposure's
    ``harmful`` tells (-1: more protects), except where everything matters a little and each has its own direction.
    """
    scenario = Scenario(scenario)
    dice = np.random.default_rng([seed, sorted(Scenario).index(scenario)])
    few = scenario is Scenario.FEW
    days = round(365.25 * (years if years is not None else 1 if few else 2))
    expected = {
        True: session_cramps if session_cramps is not None else (12 if few else 36),
        False: night_cramps if night_cramps is not None else (8 if few else 24),
    }
    columns = tuple(
        exposure_named(number + 1, yes_no=number % 3 == 2, harmful=-1 if number % 4 == 3 else 1)
        for number in range(exposures)
    )
    twin = (0, 1) if scenario is Scenario.CONFOUNDED else None
    kinds, day_of = _person_time(days, dice)
    values = _true_values(columns, days, day_of, twin, dice)
    effects = _effects(scenario, columns, effect, dice)
    chances = _log_odds(columns, effects, kinds, values, threshold=scenario is Scenario.THRESHOLD)
    if scenario is Scenario.UNRECORDED:
        chances += _unrecorded(values, days, day_of, effect, dice)
    chances += drift(days, 1.0 if scenario is Scenario.DRIFT else DRIFT_SD, dice)[day_of]
    cramps, probabilities = draw_cramps(
        chances, kinds, day_of.astype(np.float64) + np.where(kinds, 0.75, 1.1), expected, dice
    )
    counted = _logged_days(days, day_of, cramps, dice)[day_of]
    seen = _recalled(values, columns, dice) if recall else values.copy()
    share_missing = 0.5 if scenario is Scenario.HALF_MISSING else 0.1
    gaps = _gaps(len(kinds), columns, cramps, share_missing, dice) | ~counted[:, None]
    seen[gaps] = np.nan
    windows = windows_of(kinds, day_of, cramps, counted, first_day)
    why = tuple(tuple(Unknown.NOT_LOGGED if gap else Unknown.KNOWN for gap in row) for row in gaps.tolist())
    table = ExposureTable(windows=windows, exposures=columns, values=seen, why_unknown=why)
    causes = tuple(sorted(effects, key=lambda name: -max(abs(size) for size in effects[name].values())))
    twins = (columns[1].id,) if twin else (columns[0].id,) if scenario is Scenario.UNRECORDED else ()
    recorded = diluted(columns, effects, kinds, values, seen)
    return table, Truth(
        causes=causes, effects=effects, recorded=recorded, twins=twins, probabilities=probabilities, values=values
    )


def diluted(
    columns: tuple[Exposure, ...],
    effects: dict[str, dict[WindowKind, float]],
    is_session: NDArray[np.bool_],
    values: Numbers,
    seen: Numbers,
) -> dict[str, dict[WindowKind, float]]:
    """Give the effects per step of what was recorded: each times the slope of what was on what was written."""
    found: dict[str, dict[WindowKind, float]] = {}
    for column, exposure in enumerate(columns):
        for kind, size in effects.get(exposure.id, {}).items():
            here = (is_session == (kind is WindowKind.SESSION)) & np.isfinite(seen[:, column])
            was, written = values[here, column], seen[here, column]
            slope = float(np.cov(was, written)[0, 1] / written.var(ddof=1))
            found.setdefault(exposure.id, {})[kind] = size * slope
    return found


def _person_time(days: int, dice: np.random.Generator) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Lay out windows in time order: is it a session (else the night after), and of which day, each [n]."""
    weekday = np.arange(days) % 7
    trains = dice.random(days) < np.where(np.isin(weekday, (0, 4)), 0.35, 0.76)
    day_of = np.repeat(np.arange(days), 1 + trains)
    is_session = np.zeros(len(day_of), dtype=np.bool_)
    is_session[np.cumsum(1 + trains)[trains] - 2] = True
    return is_session, day_of


def _true_values(
    columns: tuple[Exposure, ...],
    days: int,
    day_of: NDArray[np.int64],
    twin: tuple[int, int] | None,
    dice: np.random.Generator,
) -> Numbers:
    """Live the exposures, float64[n, k]: AR(1) days sharing three common factors, seasons and training blocks."""
    k = len(columns)
    common = dice.normal(size=(k, 3)) * np.array([0.6, 0.45, 0.35])
    own = np.sqrt(np.maximum(1.0 - np.square(common).sum(axis=1), 0.25))
    memory = np.concatenate([[0.85, 0.5, 0.3], dice.uniform(0.1, 0.7, k)])
    noise = dice.normal(size=(days, 3 + k)) * np.sqrt(1 - memory**2)
    latent = np.empty((days, 3 + k))
    now = dice.normal(size=3 + k)
    for day in range(days):
        now = memory * now + noise[day]
        latent[day] = now
    when = np.arange(days)[:, None]
    season = np.cos(2 * np.pi * (when - 200) / 365.25) * dice.normal(0, 0.5, k)
    block = np.cos(2 * np.pi * (when / dice.uniform(21, 35)) + dice.uniform(0, 6.28)) * dice.normal(0, 0.3, k)
    daily = latent[:, :3] @ common.T + own * latent[:, 3:] + season + block
    windows = daily[day_of] + dice.normal(0, 0.35, (len(day_of), k))
    windows /= windows.std(axis=0)
    if twin is not None:
        cause, other = twin
        windows[:, other] = (
            TWIN_CORRELATION * windows[:, cause] + np.sqrt(1 - TWIN_CORRELATION**2) * windows[:, other]
        )
    values: Numbers = np.empty_like(windows)
    for column, exposure in enumerate(columns):
        if exposure.yes_no:
            share = dice.uniform(0.15, 0.4)
            values[:, column] = windows[:, column] > np.quantile(windows[:, column], 1 - share)
        else:
            values[:, column] = windows[:, column] * dice.uniform(*STEP_SD)
    return values


def _effects(
    scenario: Scenario, columns: tuple[Exposure, ...], effect: float | None, dice: np.random.Generator
) -> dict[str, dict[WindowKind, float]]:
    """Choose the causes and their log odds ratios per step."""
    outcomes: tuple[WindowKind, ...] = (WindowKind.SESSION, WindowKind.NIGHT)
    if scenario is Scenario.EVERYTHING:
        both = LITTLE * dice.multivariate_normal(np.zeros(2), [[1.0, ALIKE], [ALIKE, 1.0]], len(columns))
        return {column.id: dict(zip(outcomes, pair, strict=True))
                for column, pair in zip(columns, both.tolist(), strict=True)}
    how_many = {Scenario.BLANK: 0, Scenario.UNRECORDED: 0, Scenario.TWO: 2}.get(scenario, 1)
    able = [at for at, column in enumerate(columns)
            if (column.harmful < 0 or scenario is not Scenario.PROTECTIVE)
            and not (column.yes_no and scenario is Scenario.THRESHOLD)]
    chosen = dice.choice(able, size=how_many, replace=False)
    if scenario is Scenario.CONFOUNDED:
        chosen = np.zeros(1, dtype=np.int64)
    if scenario is Scenario.SPLIT:
        outcomes = (outcomes[int(dice.integers(2))],)
    sizes: dict[str, dict[WindowKind, float]] = {}
    for number in chosen.tolist():
        drawn = float(dice.uniform(*EFFECTS.get(scenario, EFFECT)))
        size = (effect if effect is not None else drawn) * columns[number].harmful
        sizes[columns[number].id] = dict.fromkeys(outcomes, size)
    return sizes


def _unrecorded(
    values: Numbers, days: int, day_of: NDArray[np.int64], effect: float | None, dice: np.random.Generator
) -> Numbers:
    """Let something that nobody writes down move the first exposure, in place, and the cramps: log odds float64[n].

    A hidden confounder: a week of bad nights at work, say, that spoils sleep and brings cramps by another way. The
    exposure follows it as a twin follows a cause.
    """
    hidden, now = np.empty(days), dice.normal()
    for day in range(days):
        now = 0.6 * now + 0.8 * dice.normal()
        hidden[day] = now
    felt = hidden[day_of] + dice.normal(0, 0.35, len(day_of))
    felt = (felt - felt.mean()) / felt.std()
    own, middle = values[:, 0].std(), values[:, 0].mean()
    apart = (values[:, 0] - middle) / own
    values[:, 0] = middle + own * (TWIN_CORRELATION * felt + np.sqrt(1 - TWIN_CORRELATION**2) * apart)
    size = effect if effect is not None else float(dice.uniform(*EFFECTS[Scenario.UNRECORDED]))
    moved: Numbers = size * felt
    return moved


def _log_odds(
    columns: tuple[Exposure, ...],
    effects: dict[str, dict[WindowKind, float]],
    is_session: NDArray[np.bool_],
    values: Numbers,
    *,
    threshold: bool,
) -> Numbers:
    """Add up the effects, each centred so that it moves single windows and not the whole athlete; float64[n].

    With ``threshold`` nothing happens below the harmful third of the values, and twice as much above.
    """
    total = np.zeros(len(values))
    for column, exposure in enumerate(columns):
        for kind, size in effects.get(exposure.id, {}).items():
            here = is_session == (kind is WindowKind.SESSION)
            moved = values[here, column]
            if threshold:
                way = 1.0 if exposure.harmful >= 0 else -1.0
                moved = 2.0 * way * np.maximum(way * moved - np.quantile(way * moved, 2 / 3), 0.0)
            total[here] += size * (moved - moved.mean())
    return total


def _logged_days(
    days: int, day_of: NDArray[np.int64], cramps: NDArray[np.bool_], dice: np.random.Generator
) -> NDArray[np.bool_]:
    """Tell which days were written down, [days]: 15 % were not, in spells, and rarely those with a cramp."""
    cramped = np.zeros(days, dtype=np.bool_)
    cramped[day_of[cramps]] = True
    interest = np.repeat(dice.normal(0, 0.9, days // 10 + 1), 10)[:days]
    forgotten = 1 / (1 + np.exp(-(-1.95 + interest - 1.2 * cramped)))
    written: NDArray[np.bool_] = dice.random(days) >= forgotten
    return written


def _recalled(values: Numbers, columns: tuple[Exposure, ...], dice: np.random.Generator) -> Numbers:
    """Blur what was into what was written: half a person's own spread, every twelfth yes/no the wrong way."""
    seen: Numbers = values + dice.normal(size=values.shape) * 0.5 * values.std(axis=0)
    for column, exposure in enumerate(columns):
        if exposure.yes_no:
            wrong = dice.random(len(values)) < 0.08
            seen[:, column] = np.where(wrong, 1 - values[:, column], values[:, column])
    return seen


def _gaps(
    n: int, columns: tuple[Exposure, ...], cramps: NDArray[np.bool_], share: float, dice: np.random.Generator
) -> NDArray[np.bool_]:
    """Tell which single values are missing, [n, k]; a cramp makes a person fill in a little more."""
    per_column = np.clip(share * dice.uniform(0.5, 1.5, len(columns)), 0, 0.9)
    gaps: NDArray[np.bool_] = dice.random((n, len(columns))) < per_column * np.where(cramps, 0.7, 1.0)[:, None]
    return gaps


def windows_of(
    is_session: NDArray[np.bool_],
    day_of: NDArray[np.int64],
    cramps: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    first_day: date,
) -> tuple[Window, ...]:
    """Dress the rows as windows: sessions from 17:00 to 22:00 UTC, nights from 22:00 to 08:00 of the next day."""
    start = datetime.combine(first_day, time(0), UTC)
    made = []
    for row, (session, day, cramp, count) in enumerate(
        zip(is_session.tolist(), day_of.tolist(), cramps.tolist(), counted.tolist(), strict=True)
    ):
        opens = start + timedelta(days=day, hours=17 if session else 22)
        made.append(
            Window(
                kind=WindowKind.SESSION if session else WindowKind.NIGHT,
                starts_at=opens,
                ends_at=opens + timedelta(hours=5 if session else 10),
                day=first_day + timedelta(days=day if session else day + 1),
                record_id=None,
                counted=count,
                cramps=((UUID(int=row), opens + timedelta(hours=1)),) if cramp else (),
            )
        )
    return tuple(made)
