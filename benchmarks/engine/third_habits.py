"""A third generator, written by a judge who had read neither the engine nor the other two: a life, then its diary.

Exposures are not drawn from a distribution; they follow from a life: a training plan in blocks of weeks, a working
week, weather, travel, illness, week-ends, tiredness that is carried along. So they move together the way they do in
people. The diary is written by a person who rounds, copies yesterday, fills in days late and stops writing for a while.
Used by ``table.py --generator third``. :class:`Trouble` names what this generator tries beyond the usual scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import numpy as np
from life_of_an_athlete import Life, Numbers, carried, live
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import Scenario, Truth

NIGHT, SESSION = WindowKind.NIGHT, WindowKind.SESSION
BOTH = (SESSION, NIGHT)
#: log odds ratio per step, lowest and highest, by scenario: set so that the peers come out where the design has them
STRENGTH: dict[str, tuple[float, float]] = {
    Scenario.CONFOUNDED: (0.85, 1.0), Scenario.DRIFT: (0.65, 1.0), Scenario.HALF_MISSING: (0.98, 1.0),
    Scenario.SPLIT: (0.75, 1.0), Scenario.FEW: (0.75, 1.0),
}
USUAL = (0.5, 1.0)
#: how much a cause varies at least (sd, in steps), by scenario, for the same reason; elsewhere 0.3
VARIES: dict[str, float] = {
    Scenario.CONFOUNDED: 0.95, Scenario.HALF_MISSING: 1.0, Scenario.SPLIT: 0.8, Scenario.FEW: 0.6,
}
#: how blurred what is written down is, as a factor on each item's own blur
BLUR = 1.0
#: the same of somebody who is new to it and keen, or who writes only every other day, and then with care
KEEN = 0.6
#: sd over time of the log odds of a cramp that no exposure explains, usually and where that is the point
DRIFT, GREAT_DRIFT = 0.4, 0.85
#: pairs that a life moves together: the first is the cause, the second only its companion
COMPANIONS = (("heat", "sweat", 1), ("sweat", "fluids", 1), ("fluids", "sweat", 1), ("load_72h", "soreness", 1),
              ("soreness", "load_72h", 1), ("sodium", "magnesium", 1), ("magnesium", "sodium", 1),
              ("alcohol", "sleep", -1), ("sleep", "alcohol", -1), ("load_rise", "load_72h", 1))
#: how closely, as a correlation of what is, when that is the point: somebody who drinks by how much they sweat
TOGETHER = 0.65


class Trouble(StrEnum):
    """What real life does that no scenario of the design asks for; each has one true cause beside."""

    INTERACTION = "interaction"
    HALF_A_DAY_OFF = "half_a_day_off"
    HIDDEN = "hidden"
    CURVED = "curved"
    TWITCHY = "twitchy"
    TENFOLD = "tenfold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the diary: the direction the field expects, its blur in steps, and to what it is rounded (0: not)."""

    id: str
    harmful: int
    blur: float
    rounded_to: float
    left_empty: float
    yes_no: bool = False


#: steps are 1: loads in hours of middling effort, heat in 6 degrees, sodium in g, magnesium in 100 mg, alcohol in
#: one and a half drinks, soreness in 1.5 points, stretching in 5 minutes, sitting in 3 hours, descent in 200 m
ITEMS = (
    Item(id="load_72h", harmful=1, blur=0.15, rounded_to=0.0, left_empty=0.03),
    Item(id="load_rise", harmful=1, blur=0.15, rounded_to=0.0, left_empty=0.05),
    Item(id="hard", harmful=1, blur=0.04, rounded_to=1.0, left_empty=0.04, yes_no=True),
    Item(id="descent", harmful=1, blur=0.1, rounded_to=0.0, left_empty=0.05),
    Item(id="soreness", harmful=1, blur=0.5, rounded_to=0.5, left_empty=0.12),
    Item(id="heat", harmful=1, blur=0.3, rounded_to=0.2, left_empty=0.04),
    Item(id="sweat", harmful=1, blur=0.35, rounded_to=0.1, left_empty=0.10),
    Item(id="fluids", harmful=-1, blur=0.5, rounded_to=0.5, left_empty=0.12),
    Item(id="sodium", harmful=-1, blur=0.6, rounded_to=0.5, left_empty=0.15),
    Item(id="magnesium", harmful=-1, blur=0.6, rounded_to=0.5, left_empty=0.15),
    Item(id="alcohol", harmful=1, blur=0.25, rounded_to=0.5, left_empty=0.08),
    Item(id="sleep", harmful=-1, blur=0.45, rounded_to=0.5, left_empty=0.06),
    Item(id="stretching", harmful=-1, blur=0.3, rounded_to=1.0, left_empty=0.10),
    Item(id="sitting", harmful=1, blur=0.5, rounded_to=1 / 3, left_empty=0.12),
    Item(id="massage", harmful=-1, blur=0.03, rounded_to=1.0, left_empty=0.06, yes_no=True),
)
PLACE = {item.id: number for number, item in enumerate(ITEMS)}


def _never(diary: Diary, windows: object) -> Measured:
    raise NotImplementedError("Simulated exposures are not measured from a diary.")


EXPOSURES = tuple(
    Exposure(id=item.id, unit="yes_no" if item.yes_no else "step", step=1.0, timing=Timing.BEFORE,
             outcomes=frozenset(BOTH), measure=_never, harmful=item.harmful, yes_no=item.yes_no)
    for item in ITEMS
)


@dataclass(slots=True)
class Causes:
    """What acts: log odds ratios per step by exposure and kind of cramp, and companions that do nothing."""

    effects: dict[str, dict[WindowKind, float]] = field(default_factory=dict)
    companions: tuple[str, ...] = ()


def choose(scenario: str, life: Life, dice: np.random.Generator) -> Causes:
    """Draw what sets off this athlete's cramps."""
    low, high = STRENGTH.get(scenario, USUAL)

    def strong(name: str, kinds: tuple[WindowKind, ...] = BOTH, sign: float = 1.0) -> dict[WindowKind, float]:
        size = sign * (ITEMS[PLACE[name]].harmful or 1) * dice.uniform(low, high)
        return {kind: size * dice.uniform(0.85, 1.15) for kind in kinds}

    # A cause must have happened sometimes, or nobody could ever find it.
    spread = life.values.std(axis=0)
    least = min(VARIES.get(scenario, 0.3), float(np.sort(spread)[-5]))
    seen = [item.id for item in ITEMS if spread[PLACE[item.id]] >= least]
    if scenario == Scenario.BLANK:
        return Causes()
    if scenario == Scenario.EVERYTHING:
        sizes = {item.id: 0.06 * item.harmful + 0.18 * float(np.clip(dice.standard_t(6), -3, 3)) for item in ITEMS}
        return Causes({name: {kind: size + 0.05 * dice.normal() for kind in BOTH} for name, size in sizes.items()})
    if scenario in (Scenario.CONFOUNDED, Scenario.UNRECORDED):
        pairs = [pair for pair in COMPANIONS if pair[0] in seen]
        cause, companion, way = pairs[dice.integers(len(pairs))]
        tie(life, cause, companion, way)
        return Causes({cause: strong(cause)}, (companion,))
    if scenario == Scenario.TWO:
        return Causes({name: strong(name) for name in dice.choice(seen, size=2, replace=False).tolist()})
    if scenario == Scenario.SPLIT:
        name = str(dice.choice(seen))
        return Causes({name: strong(name, (BOTH[int(dice.integers(2))],))})
    if scenario == Scenario.PROTECTIVE:
        # Mostly what is believed to protect does; one in four times something thought harmful turns out to.
        surprise = dice.random() < 0.25
        name = str(dice.choice([name for name in seen if (ITEMS[PLACE[name]].harmful > 0) == surprise]))
        return Causes({name: strong(name, sign=-1.0 if surprise else 1.0)})
    if scenario in (Trouble.HIDDEN, Trouble.TWITCHY):
        seen = [name for name in seen if name not in ("sleep", "sitting", "alcohol", "stretching", "fluids", "massage")]
    if scenario in (Scenario.THRESHOLD, Trouble.CURVED):
        seen = [name for name in seen if not ITEMS[PLACE[name]].yes_no]
    name = str(dice.choice(seen))
    return Causes({name: strong(name)})


def tie(life: Life, cause: str, companion: str, way: int) -> None:
    """Let the companion follow the cause more closely than in most lives."""
    leader, follower = life.values[:, PLACE[cause]], life.values[:, PLACE[companion]]
    middle, spread = follower.mean(), max(follower.std(), 1e-9)
    own = (follower - middle) / spread
    lead = way * (leader - leader.mean()) / max(leader.std(), 1e-9)
    life.values[:, PLACE[companion]] = middle + spread * (TOGETHER * lead + np.sqrt(1 - TOGETHER**2) * own)


def acting(scenario: str, name: str, life: Life, dice: np.random.Generator) -> Numbers:
    """Give what an effect of one is multiplied with in each window, in steps: mostly the exposure itself."""
    x = life.values[:, PLACE[name]]
    if scenario == Scenario.THRESHOLD:
        edge = np.quantile(x, dice.uniform(0.55, 0.8))
        over = np.maximum(x - edge, 0) if ITEMS[PLACE[name]].harmful > 0 else np.minimum(x - np.quantile(x, 0.35), 0)
        return np.asarray(2.0 * over)
    if scenario == Trouble.CURVED:
        z = np.clip((x - x.mean()) / max(x.std(), 1e-9), -3, 3)
        bent = 1.3 * np.tanh(z) if dice.random() < 0.5 else 0.9 * (np.exp(0.6 * z) - 1)
        return np.asarray(bent * x.std())
    if scenario == Trouble.INTERACTION:
        other = life.values[:, dice.integers(len(ITEMS))]
        # About its mean, or the other would have an effect of its own.
        z = np.clip((other - other.mean()) / max(other.std(), 1e-9), -1.5, 1.5)
        return np.asarray((x - x.mean()) * (1 + 0.5 * (z - z.mean())))
    if scenario == Trouble.HALF_A_DAY_OFF:
        return np.asarray(0.5 * (x + np.concatenate([x[:1], x[:-1]])))
    return np.asarray(x)


def drifting(days: int, size: float, dice: np.random.Generator) -> Numbers:
    """Give the log odds that nothing explains, one a day: a walk, the seasons, or an injury with its healing."""
    time = np.arange(days)
    way = dice.choice(3, p=(0.45, 0.25, 0.3))
    if way == 0:
        path = np.cumsum(dice.normal(size=days))
    elif way == 1:
        path = np.cos(2 * np.pi * (time / 365.25 - dice.random())) + 0.3 * carried(days, 0.97, dice)
    else:
        start, long = dice.integers(days // 8, days - days // 8), dice.uniform(60, 240)
        path = np.where(time >= start, np.exp(-(time - start) / long), 0.0) + 0.15 * carried(days, 0.97, dice)
    path = path - path.mean()
    return np.asarray(size * path / max(path.std(), 1e-9))


def happen(log_odds: Numbers, life: Life, logged: Numbers, wanted: dict[WindowKind, float],
           after: float, dice: np.random.Generator) -> tuple[NDArray[np.bool_], Numbers]:
    """Let cramps happen, so many as are wanted in what will be written down; each makes the next days likelier."""
    base = np.zeros(len(log_odds))
    for kind in BOTH:
        here = life.night if kind is NIGHT else ~life.night
        low, high = -12.0, 6.0
        for _ in range(50):
            middle = (low + high) / 2
            told = (logged[here] / (1 + np.exp(-log_odds[here] - middle))).sum()
            low, high = (middle, high) if told < wanted[kind] / (1 + 0.1 * (after > 0)) else (low, middle)
        base[here] = middle
    cramp, chance, sore = np.zeros(len(base), dtype=bool), np.zeros(len(base)), 0.0
    last = life.hour[0]
    for row, hour in enumerate(life.hour):
        sore *= np.exp(-(hour - last) / 60.0)
        last = hour
        chance[row] = 1 / (1 + np.exp(-base[row] - log_odds[row] - after * min(sore, 2.0)))
        cramp[row] = dice.random() < chance[row]
        sore += float(cramp[row])
    return cramp, chance


def written(life: Life, cramp: NDArray[np.bool_], scenario: str,
            dice: np.random.Generator) -> tuple[Numbers, NDArray[np.bool_]]:
    """Give what the diary says, and which values were filled in after the cramp of their window."""
    was = life.values
    days = life.day.max() + 1
    late_day = dice.random(days) < dice.uniform(0.05, 0.25)
    late = late_day[life.day]
    care = BLUR * (KEEN if scenario in (Scenario.FEW, Scenario.HALF_MISSING) else 1.0)
    usual = np.array([np.convolve(column, np.ones(21) / 21, mode="same") for column in was.T]).T
    said = np.where(late[:, None], 0.6 * was + 0.4 * usual, was)
    blur = care * np.array([item.blur for item in ITEMS]) * dice.uniform(0.7, 1.3)
    # The same slip stands in the session's and the night's line of a day: half of the blur belongs to the day.
    noise = 0.7 * dice.normal(size=(days, len(ITEMS)))[life.day] + 0.7 * dice.normal(size=was.shape)
    said = said + noise * blur * np.where(late, 1.5, 1.0)[:, None]
    pulled = np.zeros(was.shape, dtype=bool)
    if dice.random() < 0.1:
        # Somebody who has a suspect remembers more of it after a cramp, where the day is filled in late.
        suspect = dice.integers(len(ITEMS))
        if not ITEMS[suspect].yes_no:
            said[late & cramp, suspect] += 0.6 * (ITEMS[suspect].harmful or 1)
    for at, item in enumerate(ITEMS):
        if item.yes_no:
            wrong = dice.random(len(was)) < item.blur * care
            said[:, at] = np.where(wrong, 1 - was[:, at], was[:, at])
        elif item.rounded_to:
            # Round numbers are likelier the later one writes: fives and halves, then whole ones.
            grain = np.where(late, 2 * item.rounded_to, item.rounded_to)
            said[:, at] = np.round(said[:, at] / grain) * grain
        if item.id not in ("load_rise", "heat"):
            said[:, at] = np.maximum(said[:, at], 0)
    if scenario == Trouble.TENFOLD:
        for at in [at for at, item in enumerate(ITEMS) if not item.yes_no]:
            said[dice.random(len(was)) < 0.004, at] *= 10
    pulled[late & cramp] = True
    return said, pulled


def gaps(life: Life, scenario: str, dice: np.random.Generator) -> NDArray[np.bool_]:
    """Tell which values were left empty: single ones, and weeks without the kitchen scales."""
    days = life.day.max() + 1
    empty = np.array([item.left_empty for item in ITEMS]) * dice.uniform(0.5, 1.5)
    if scenario == Scenario.HALF_MISSING:
        empty = np.maximum(empty, dice.uniform(0.4, 0.6, size=len(ITEMS)))
    run = np.array([carried(days, 0.85, dice) for _ in ITEMS]).T
    run[:, PLACE["magnesium"]] = 0.9 * run[:, PLACE["sodium"]] + 0.44 * run[:, PLACE["magnesium"]]
    long = run < np.quantile(run, empty / 2, axis=0).diagonal()
    return np.asarray(long[life.day] | (dice.random(life.values.shape) < empty / 2 / (1 - empty / 2)))


def kept(life: Life, cramp: NDArray[np.bool_], dice: np.random.Generator) -> NDArray[np.bool_]:
    """Tell which windows were kept record of: about 85 %, in streaks, and rather those of a day with a cramp."""
    days = life.day.max() + 1
    mood = carried(days, 0.8, dice) + 0.6 * life.away
    cramped = np.zeros(days, dtype=bool)
    cramped[life.day[cramp]] = True
    quiet = mood + 0.5 * dice.normal(size=days)
    off = quiet > np.quantile(quiet, 0.845)
    off &= ~(cramped & (dice.random(days) < 0.6))
    return np.asarray(~off[life.day])


def simulate_third(seed: int, scenario: Scenario | Trouble, *, few: bool = False,
                   cramps: tuple[float, float] = (12.0, 8.0)) -> tuple[ExposureTable, Truth]:
    """Make one athlete's table and what is true of them.

    ``few`` makes one year, with so many ``cramps`` expected in sessions and in nights; else two years with 36 and 24.
    """
    dice = np.random.default_rng([seed, 3_1415])
    short = few or scenario is Scenario.FEW
    life = live(365 if short else 730, [item.id for item in ITEMS], dice)
    causes = choose(scenario, life, dice)
    log_odds = drifting(life.days, GREAT_DRIFT if scenario is Scenario.DRIFT else DRIFT, dice)[life.day]
    parts: dict[str, Numbers] = {name: acting(scenario, name, life, dice) for name in causes.effects}
    for name, effect in causes.effects.items():
        for kind, size in effect.items():
            here = life.night if kind is NIGHT else ~life.night
            log_odds = log_odds + here * size * (parts[name] - parts[name].mean())
    if scenario is Trouble.HIDDEN:
        log_odds = log_odds + 0.7 * life.worry[life.day]
    if scenario is Trouble.TWITCHY:
        log_odds = log_odds + 0.9 * life.twitch[life.day]
    wanted = dict(zip(BOTH, cramps if short else (36.0, 24.0), strict=True))
    cramp, chance = happen(log_odds, life, np.full(len(log_odds), 0.87), wanted, 0.3 * dice.integers(2), dice)
    behave(life, scenario)
    said, pulled = written(life, cramp, Scenario.FEW if short else scenario, dice)
    empty = gaps(life, scenario, dice)
    counted = kept(life, cramp, dice)
    values = np.where(empty | ~counted[:, None], np.nan, said)
    if scenario is Scenario.UNRECORDED:
        return _without(_table(life, cramp, counted, values, pulled, seed), causes, chance, life)
    table = _table(life, cramp, counted, values, pulled, seed)
    shown = {name: {kind: _shown(parts[name], said[:, PLACE[name]], counted & (life.night == (kind is NIGHT)), size)
                    for kind, size in effect.items()} for name, effect in causes.effects.items()}
    strongest = sorted(causes.effects, key=lambda name: -max(abs(size) for size in causes.effects[name].values()))
    return table, Truth(causes=tuple(strongest), effects=causes.effects, recorded=shown, twins=causes.companions,
                        probabilities=chance, values=life.values)


def _table(life: Life, cramp: NDArray[np.bool_], counted: NDArray[np.bool_], values: Numbers,
           late: NDArray[np.bool_], seed: int) -> ExposureTable:
    """Hand over what was written, as the engine reads it."""
    known = np.isfinite(values)
    return ExposureTable(
        windows=_windows(life, cramp, counted, seed), exposures=EXPOSURES, values=values, late=late & known,
        why_unknown=tuple(tuple(Unknown.KNOWN if each else Unknown.NOT_LOGGED for each in row) for row in known),
    )


def _without(table: ExposureTable, causes: Causes, chance: Numbers, life: Life) -> tuple[ExposureTable, Truth]:
    """Take the cause out of the diary: what is left of it is its companion, which does nothing."""
    keep = [at for at, item in enumerate(ITEMS) if item.id not in causes.effects]
    late = table.late[:, keep] if table.late is not None else None
    left = ExposureTable(
        windows=table.windows, exposures=tuple(EXPOSURES[at] for at in keep), values=table.values[:, keep], late=late,
        why_unknown=tuple(tuple(row[at] for at in keep) for row in table.why_unknown),
    )
    return left, Truth(causes=(), effects={}, recorded={}, twins=causes.companions, probabilities=chance,
                       values=life.values[:, keep])


def behave(life: Life, scenario: str) -> None:
    """Let what nobody writes down change what people do: worry the sleep, a twitching leg the stretching."""
    if scenario is Trouble.HIDDEN:
        life.values[:, PLACE["sleep"]] -= 0.5 * life.worry[life.day]
        life.values[:, PLACE["sitting"]] += 0.4 * life.worry[life.day]
        life.values[:, PLACE["alcohol"]] += 0.3 * np.maximum(life.worry[life.day], 0)
    if scenario is Trouble.TWITCHY:
        life.values[:, PLACE["stretching"]] += 0.8 * np.maximum(life.twitch[life.day], 0)
        life.values[:, PLACE["fluids"]] += 0.3 * np.maximum(life.twitch[life.day], 0)


def _shown(part: Numbers, said: Numbers, here: NDArray[np.bool_], size: float) -> float:
    """Give the effect per step of what was written: the true part's slope on it."""
    x, y = said[here], part[here]
    spread = float(((x - x.mean()) ** 2).sum())
    return size * float(((x - x.mean()) * (y - y.mean())).sum()) / spread if spread > 0 else 0.0


def _windows(life: Life, cramp: NDArray[np.bool_], counted: NDArray[np.bool_], seed: int) -> tuple[Window, ...]:
    """Write the life's sessions and nights as windows."""
    start = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=int(life.first_day))
    made = []
    for row in range(len(cramp)):
        begins = start + timedelta(hours=float(life.hour[row]))
        night = bool(life.night[row])
        ends = begins + timedelta(hours=8.0 if night else 5.0)
        hit = ((UUID(int=(seed << 20) + row), begins + timedelta(hours=1.5)),) if cramp[row] else ()
        day: date = ends.date() if night else begins.date()
        made.append(Window(kind=NIGHT if night else SESSION, starts_at=begins, ends_at=ends, day=day, record_id=None,
                           counted=bool(counted[row]), cramps=hit))
    return tuple(made)
