"""A second generator of athletes, unlike `uncramp.simulation.arrays`, on which the engine is judged again.

Its constants were set before the engine saw it. Once it was looked at in choosing: the width of the slab and the shares
of its patterns were taken because they helped coverage here as well (decision 0401), on other seeds than the table's.

Exposures come in blocks that move together (training, food, nights, weather), are skewed rather than normal, and
follow the week; whole blocks are left unwritten for weeks on end, people round what they write and sometimes repeat
yesterday's answer; the baseline jumps with illness and heals; cramps cluster for a day rather than three; cramps are
caused by how an exposure ranks among a person's own days (so that no effect is a straight line in what was written).
The interface is that of :func:`uncramp.simulation.arrays.simulate_table`.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.exposure import Exposure, Unknown
from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import Scenario, Truth, diluted, exposure_named, windows_of

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

EXPOSURES, BLOCKS = 16, 4
WITHIN_BLOCK = 0.55
#: log odds ratios per sd of the normal score of an exposure
EFFECT = (0.4, 0.9)
LARGER = {
    Scenario.ONE: 1.12, Scenario.TWO: 1.15, Scenario.CONFOUNDED: 1.75, Scenario.HALF_MISSING: 2.05,
    Scenario.SPLIT: 1.75, Scenario.FEW: 1.5, Scenario.UNRECORDED: 1.75,
}


def simulate_other(
    seed: int, scenario: Scenario | str = Scenario.ONE, *, few: bool = False, cramps: tuple[float, float] | None = None
) -> tuple[ExposureTable, Truth]:
    """Simulate one athlete: the table an engine would see, and what is true. The same seed gives the same athlete.

    ``few`` is one year with about 20 cramps, as in the scenario of that name; else two years with about 60. ``cramps``
    are the expected counts of sessions and nights, where they are to be others.
    """
    scenario = Scenario(scenario)
    few = few or scenario is Scenario.FEW
    dice = np.random.default_rng([77, seed, sorted(Scenario).index(scenario)])
    days = 365 if few else 730
    is_session, day_of = person_time(days, dice)
    columns = tuple(
        exposure_named(at + 1, yes_no=at % BLOCKS == 3, harmful=(1, 1, -1, 1, -1)[at % 5]) for at in range(EXPOSURES)
    )
    scores = lived(days, day_of, scenario is Scenario.CONFOUNDED, dice)
    values = as_quantities(scores, columns, dice)
    effects = chosen_effects(scenario, columns, dice)
    odds = baseline(days, scenario is Scenario.DRIFT, dice)[day_of]
    for at, column in enumerate(columns):
        for kind, size in effects.get(column.id, {}).items():
            here = is_session == (kind is WindowKind.SESSION)
            moved = values[:, at] if column.yes_no else scores[:, at]
            if scenario is Scenario.THRESHOLD and not column.yes_no:
                moved = column.harmful * 2.5 * np.maximum(column.harmful * moved - 0.6, 0.0)
            odds[here] += size * (moved[here] - moved[here].mean())
    if scenario is Scenario.UNRECORDED:
        odds += unrecorded(values, days, day_of, dice)
    share = cramps or ((12, 8) if few else (36, 24))
    cramped, chances = clustered_cramps(odds, is_session, share, dice)
    counted = written_days(days, day_of, cramped, dice)[day_of]
    seen = written(values, columns, dice)
    gaps = unwritten(days, day_of, columns, 0.5 if scenario is Scenario.HALF_MISSING else 0.12, dice)
    gaps |= ~counted[:, None]
    seen[gaps] = np.nan
    table = ExposureTable(
        windows=windows_of(is_session, day_of, cramped, counted, date(2023, 3, 1)), exposures=columns, values=seen,
        why_unknown=tuple(tuple(Unknown.NOT_LOGGED if gap else Unknown.KNOWN for gap in row) for row in gaps.tolist()),
    )
    causes = tuple(sorted(effects, key=lambda name: -max(abs(size) for size in effects[name].values())))
    recorded = diluted(columns, effects, is_session, np.where([c.yes_no for c in columns], values, scores), seen)
    twins = {Scenario.CONFOUNDED: (columns[1].id,), Scenario.UNRECORDED: (columns[0].id,)}.get(scenario, ())
    return table, Truth(
        causes=causes, effects=effects, recorded=recorded, twins=twins, probabilities=chances, values=values
    )


def person_time(days: int, dice: np.random.Generator) -> tuple[Flags, NDArray[np.int64]]:
    """Lay out windows: trains on fixed weekdays, with weeks off; every night. Is it a session, and of which day."""
    weekdays = dice.choice(7, size=4, replace=False)
    off = np.repeat(dice.random(days // 7 + 1) < 0.08, 7)[:days]
    trains = (np.isin(np.arange(days) % 7, weekdays) | (dice.random(days) < 0.1)) & ~off
    day_of = np.repeat(np.arange(days), 1 + trains)
    is_session = np.zeros(len(day_of), dtype=np.bool_)
    is_session[np.cumsum(1 + trains)[trains] - 2] = True
    return is_session, day_of


def lived(days: int, day_of: NDArray[np.int64], twins: bool, dice: np.random.Generator) -> Numbers:
    """Live the exposures as normal scores, [n, k]: blocks, a weekly rhythm, and a slow change of habits."""
    k = EXPOSURES
    block = np.repeat(np.arange(BLOCKS), k // BLOCKS)
    shared = smooth(dice.normal(size=(days, BLOCKS)), 4)
    own = smooth(dice.normal(size=(days, k)), 2)
    week = dice.normal(0, 0.5, size=(7, k))[np.arange(days) % 7]
    habit = smooth(dice.normal(size=(days, k)), 120) * 0.5
    daily = np.sqrt(WITHIN_BLOCK) * shared[:, block] + np.sqrt(1 - WITHIN_BLOCK) * own + week + habit
    scores: Numbers = daily[day_of] + 0.25 * dice.normal(size=(len(day_of), k))
    scores = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    if twins:
        scores[:, 1] = 0.7 * scores[:, 0] + np.sqrt(1 - 0.49) * scores[:, 1]
    return scores


def smooth(noise: Numbers, over: int) -> Numbers:
    """Average noise over some days, sd 1 again."""
    kernel = np.ones(over) / over
    made = np.column_stack([np.convolve(column, kernel, mode="same") for column in noise.T])
    result: Numbers = made / made.std(axis=0)
    return result


def as_quantities(scores: Numbers, columns: tuple[Exposure, ...], dice: np.random.Generator) -> Numbers:
    """Turn scores into skewed quantities with a sd of about one step, or yes/no."""
    values = np.empty_like(scores)
    for at, column in enumerate(columns):
        if column.yes_no:
            values[:, at] = scores[:, at] > dice.uniform(0.3, 1.0)
        else:
            skewed = np.exp(dice.uniform(0.2, 0.6) * scores[:, at])
            values[:, at] = skewed / skewed.std()
    return values


def chosen_effects(
    scenario: Scenario, columns: tuple[Exposure, ...], dice: np.random.Generator
) -> dict[str, dict[WindowKind, float]]:
    """Choose causes and log odds ratios."""
    kinds = [WindowKind.SESSION, WindowKind.NIGHT]
    if scenario is Scenario.EVERYTHING:
        return {c.id: dict(zip(kinds, (s + dice.normal(0, 0.1, 2)).tolist(), strict=True))
                for c, s in zip(columns, dice.laplace(0, 0.15, len(columns)), strict=True)}
    able = [at for at, c in enumerate(columns) if (scenario is not Scenario.PROTECTIVE or c.harmful < 0)
            and not (c.yes_no and scenario is Scenario.THRESHOLD)]
    many = {Scenario.BLANK: 0, Scenario.UNRECORDED: 0, Scenario.TWO: 2}.get(scenario, 1)
    chosen = [0] if scenario is Scenario.CONFOUNDED else dice.choice(able, size=many, replace=False).tolist()
    if scenario is Scenario.SPLIT:
        kinds = [kinds[int(dice.integers(2))]]
    return {
        columns[at].id: {
            kind: float(dice.uniform(*EFFECT)) * LARGER.get(scenario, 1.0) * columns[at].harmful for kind in kinds
        } for at in chosen
    }


def unrecorded(values: Numbers, days: int, day_of: NDArray[np.int64], dice: np.random.Generator) -> Numbers:
    """Let something that nobody writes down move the first exposure, in place, and the cramps: log odds [n]."""
    hidden = smooth(dice.normal(size=(days, 1)), 5)[day_of, 0]
    own, middle = values[:, 0].std(), values[:, 0].mean()
    values[:, 0] = middle + own * (0.7 * hidden + np.sqrt(1 - 0.49) * (values[:, 0] - middle) / own)
    moved: Numbers = dice.uniform(*EFFECT) * LARGER[Scenario.UNRECORDED] * (hidden - hidden.mean())
    return moved


def baseline(days: int, drifts: bool, dice: np.random.Generator) -> Numbers:
    """Make a baseline that jumps up with an illness or a hard block and heals within weeks, float64[days]."""
    level, wave = 0.0, np.empty(days)
    for day in range(days):
        if dice.random() < (1 / 60 if drifts else 1 / 120):
            level += dice.normal(0.0, 1.2 if drifts else 0.7)
        level *= np.exp(-1 / 45)
        wave[day] = level
    return wave


def clustered_cramps(
    odds: Numbers, is_session: Flags, wanted: tuple[float, float], dice: np.random.Generator
) -> tuple[Flags, Numbers]:
    """Draw cramps; one makes the next two windows likelier. Intercepts so that about as many come as wanted."""
    intercept = np.where(is_session, -3.0, -3.6)
    for _ in range(12):
        chance = 1 / (1 + np.exp(-(intercept + odds)))
        for here, goal in ((is_session, wanted[0]), (~is_session, wanted[1])):
            intercept[here] += np.clip(np.log(0.93 * goal / chance[here].sum()), -1, 1)
    cramps, chances = np.zeros(len(odds), dtype=np.bool_), np.empty(len(odds))
    for row, luck in enumerate(dice.random(len(odds))):
        again = 0.8 if cramps[max(row - 2, 0) : row].any() else 0.0
        chances[row] = 1 / (1 + np.exp(-(intercept[row] + odds[row] + again)))
        cramps[row] = luck < chances[row]
    return cramps, chances


def written_days(days: int, day_of: NDArray[np.int64], cramps: Flags, dice: np.random.Generator) -> Flags:
    """Tell which days were written down: whole weeks are forgotten, and single days unless there was a cramp."""
    weeks_off = np.repeat(dice.random(days // 7 + 1) < 0.08, 7)[:days]
    cramped = np.zeros(days, dtype=np.bool_)
    cramped[day_of[cramps]] = True
    forgot = dice.random(days) < np.where(cramped, 0.02, 0.09)
    written_down: Flags = ~(weeks_off & (~cramped | (dice.random(days) < 0.6))) & ~forgot
    return written_down


def written(values: Numbers, columns: tuple[Exposure, ...], dice: np.random.Generator) -> Numbers:
    """Write values down: off by a factor, rounded to halves of a step, sometimes the same as the time before."""
    seen = values * np.exp(dice.normal(0, 0.15, values.shape)) + dice.standard_t(4, values.shape) * 0.25
    seen = np.round(seen * 2) / 2
    for at, column in enumerate(columns):
        if column.yes_no:
            seen[:, at] = np.where(dice.random(len(values)) < 0.06, 1 - values[:, at], values[:, at])
    lazy = dice.random(values.shape) < 0.08
    lazy[0] = False
    seen[1:][lazy[1:]] = seen[:-1][lazy[1:]]
    return seen


def unwritten(
    days: int, day_of: NDArray[np.int64], columns: tuple[Exposure, ...], share: float, dice: np.random.Generator
) -> Flags:
    """Tell which values are missing, [n, k]: half of the gaps are whole blocks for a fortnight, half single ones."""
    block = np.repeat(np.arange(BLOCKS), len(columns) // BLOCKS)
    spells = np.repeat(dice.random((days // 14 + 1, BLOCKS)) < share / 2, 14, axis=0)[:days]
    gaps: Flags = spells[day_of][:, block] | (dice.random((len(day_of), len(columns))) < share / 2)
    return gaps
