"""Food of a day that fills what the diary shows to be short: chosen by integer programming, ranked by the food table.

The effect on cramps is unproven for potassium, magnesium and calcium (claim ``rem-electrolytes``); this is eating
enough for health. Portions are whole, few and of different groups, within energy and sodium, and only foods that this
person may have. Solver: HiGHS, through SciPy; where its time is up, the best plan so far counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.knowledge.kinds import Food, ReferenceIntake

Numbers = NDArray[np.float64]

MINERALS = ("potassium", "magnesium", "calcium")

#: a plan nobody eats helps nobody: portions in all, of one food and of one group
MOST_PORTIONS, MOST_OF_ONE, MOST_OF_A_GROUP = 4, 2, 2
#: energy that the portions may bring together (kcal), and the share of the sodium limit (CDRR) they may
MOST_KCAL, SODIUM_SHARE = 700.0, 0.35
#: what an unfilled whole gap of one mineral costs, in portions; a portion costs 1, one of a liked food less
GAP_COST, LIKED_COST = 12.0, 0.6
#: a gap below this share of the reference is none: diaries are not that exact
SMALL_GAP = 0.05
#: a food is there for the minerals of which a portion fills such a share of the gap (our choice)
MAIN_SHARE = 0.2
#: seconds the solver may take
TIME_LIMIT_S = 0.08
#: never proposed: medicine, alcohol, remedies, what changes what medicines do, and Brazil nuts (at most two a day)
NEVER = frozenset({"medical", "alcohol", "cramp_remedy", "interacts_with_medicines", "rich_in_selenium"})
NEVER_GROUPS = frozenset({"condiment", "drink"})
#: the calcium of these is hardly taken up (claim ``cause-foods``): it fills no gap
LITTLE_CALCIUM = frozenset({"spinach-raw", "spinach-cooked", "chard-cooked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Eater:
    """What a person may and likes to eat, and what a day's food may bring.

    ``leave_out`` are allergens and animal foods as the food table words them (``tree_nuts``, ``dairy``); ``vegan`` and
    ``vegetarian`` as told. ``leave_out_groups`` and ``leave_out_foods`` are groups and ids of the food table that a
    way of eating leaves out (``meat``, ``pork-loin``). ``avoid_marks`` are marks that the cautions forbid
    (``rich_in_potassium``). ``liked`` and ``disliked`` are food ids. ``show_energy`` is False where energy must not
    be counted in sight.
    """

    leave_out: frozenset[str] = frozenset()
    vegan: bool = False
    vegetarian: bool = False
    leave_out_groups: frozenset[str] = frozenset()
    leave_out_foods: frozenset[str] = frozenset()
    avoid_marks: frozenset[str] = frozenset()
    liked: frozenset[str] = frozenset()
    disliked: frozenset[str] = frozenset()
    show_energy: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion(Document):
    """Some portions of one food: ``count`` (1 and above) of ``grams`` each; ``swaps`` are foods that do as well."""

    food: str
    count: int
    grams: float
    swaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodPlan(Document):
    """Portions that fill what was short; all amounts in mg but ``energy_kcal``.

    ``gap_mg`` is what the diary lacked of each mineral against the reference, ``brings_mg`` what the portions bring
    (sodium, too) by the food table, ``left_mg`` what stays open; the calcium of spinach and chard closes no gap.
    ``proven_best`` is False where the solver's time was up first.
    """

    portions: tuple[Portion, ...]
    gap_mg: Mapping[str, float]
    brings_mg: Mapping[str, float]
    left_mg: Mapping[str, float]
    energy_kcal: float
    proven_best: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a day's extra food; the defaults are those of this module."""

    portions: int = MOST_PORTIONS
    of_one: int = MOST_OF_ONE
    of_a_group: int = MOST_OF_A_GROUP
    energy_kcal: float = MOST_KCAL
    sodium_mg: float | None = None
    time_s: float = TIME_LIMIT_S
    costs: Mapping[str, float] = field(default_factory=dict)


def gaps_mg(eaten_mg: Mapping[str, float | None], reference: ReferenceIntake) -> dict[str, float]:
    """Give what is short of the reference intake, mg by mineral; minerals that are not known or not short are left out.

    ``eaten_mg`` is the mean of days that were noted whole. The reference is an adequate intake or recommended allowance
    for a group (NASEM 2019, IOM 1997, IOM 2011), not what this person needs.
    """
    wanted = {
        "potassium": reference.potassium_ai_mg, "magnesium": reference.magnesium_rda_mg,
        "calcium": reference.calcium_rda_mg,
    }
    short: dict[str, float] = {}
    for mineral, target in wanted.items():
        eaten = eaten_mg.get(mineral)
        if eaten is not None and target - eaten > SMALL_GAP * target:
            short[mineral] = target - eaten
    return short


_GROUPS = {"female": "female", "f": "female", "male": "male", "m": "male"}


def reference_for(
    references: Collection[ReferenceIntake], *, age_years: float | None, sex: str | None, pregnant: bool | None,
    breastfeeding: bool = False,
) -> ReferenceIntake | None:
    """Give the reference intake of a person's group; None without age, or below 16, where no targets are set.

    An adult whose sex is not told gets the lower one for each age, because a target too high pushes food on people.
    """
    if age_years is None or age_years < 16:
        return None
    group = "pregnancy" if pregnant else "lactation" if breastfeeding else _GROUPS.get((sex or "").lower())
    fitting = [each for each in references if each.from_age <= age_years <= each.to_age]
    exact = [each for each in fitting if each.group == group]
    if exact:
        return exact[0]
    unsure = [each for each in fitting if each.group in ("female", "male")]
    return min(unsure, key=lambda each: each.potassium_ai_mg, default=None)


def may_have(food: Food, eater: Eater) -> bool:
    """Tell whether a food may be proposed to this person at all; what is not surely free of an allergen is not."""
    if NEVER & {*food.marks} or eater.avoid_marks & {*food.marks} or food.group in NEVER_GROUPS:
        return False
    if food.id in eater.disliked or food.energy_kcal is None or food.sodium_mg is None:
        return False
    held = {*food.contains, *food.may_contain}
    if held & eater.leave_out:
        return False
    if eater.vegan:
        return food.vegan is True
    if eater.vegetarian:
        return food.vegan is True or (bool(held & {"dairy", "egg"}) and not held & {"fish", "shellfish"})
    return food.group not in eater.leave_out_groups and food.id not in eater.leave_out_foods


def choose(foods: Sequence[Food], gaps: Mapping[str, float], eater: Eater, limits: Limits) -> FoodPlan | None:
    """Choose whole portions that fill the gaps (mg by mineral); None without a gap or without a food to offer.

    Minimises portions (a liked food costs less) plus :data:`GAP_COST` times the unfilled share of each gap, within the
    limits. Ties are broken by the order of the food table.
    """
    offered = [food for food in foods if may_have(food, eater)]
    if not gaps or not offered:
        return None
    counts, best = _solve(offered, gaps, eater, limits)
    chosen = [(food, int(count)) for food, count in zip(offered, counts, strict=True) if count > 0]
    brings = {
        mineral: sum(_per_portion(food, mineral) * count for food, count in chosen)
        for mineral in (*MINERALS, "sodium")
    }
    return FoodPlan(
        portions=tuple(
            Portion(food=food.id, count=count, grams=food.portion_g, swaps=_swaps(food, offered, gaps, chosen))
            for food, count in chosen
        ),
        gap_mg=dict(gaps), brings_mg=brings,
        left_mg={
            mineral: max(gap - sum(_fills(food, mineral) * count for food, count in chosen), 0.0)
            for mineral, gap in gaps.items()
        },
        energy_kcal=sum(_per_portion(food, "energy") * count for food, count in chosen), proven_best=best,
    )


def cost_of(foods: Sequence[Food], counts: Sequence[float], gaps: Mapping[str, float], eater: Eater) -> float:
    """Give what the solver minimises, for some counts of portions: for checks by hand and by brute force."""
    cost = sum(_cost(food, place, eater) * count for place, (food, count) in enumerate(zip(foods, counts, strict=True)))
    for mineral, gap in gaps.items():
        got = sum(_fills(food, mineral) * count for food, count in zip(foods, counts, strict=True))
        cost += GAP_COST * max(gap - got, 0.0) / gap
    return float(cost)


def _cost(food: Food, place: int, eater: Eater) -> float:
    return (LIKED_COST if food.id in eater.liked else 1.0) + 1e-4 * place


def _per_portion(food: Food, what: str) -> float:
    """Give mg of a mineral (or kcal of energy) in one portion; an amount that is not known counts as none."""
    held: float | None = getattr(food, "energy_kcal" if what == "energy" else f"{what}_mg")
    return 0.0 if held is None else held * food.portion_g / 100.0


def _fills(food: Food, mineral: str) -> float:
    """Give mg of a mineral in one portion that the body can take up, as far as the sheets tell them apart."""
    return 0.0 if mineral == "calcium" and food.id in LITTLE_CALCIUM else _per_portion(food, mineral)


def _solve(
    offered: Sequence[Food], gaps: Mapping[str, float], eater: Eater, limits: Limits
) -> tuple[NDArray[np.int64], bool]:
    """Solve the integer programme: counts of portions, and what stays open of each gap as a share."""
    # SciPy's optimiser takes 0.1 s to import, and most plans need no food.
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, m = len(offered), len(gaps)
    cost = np.array([_cost(food, place, eater) for place, food in enumerate(offered)] + [GAP_COST] * m)
    groups = sorted({food.group for food in offered})
    rows: list[Numbers] = []
    low: list[float] = []
    high: list[float] = []

    def bound(row: Numbers, least: float, most: float) -> None:
        rows.append(row)
        low.append(least)
        high.append(most)

    portions = np.concatenate([np.ones(n), np.zeros(m)])
    bound(portions, 0, limits.portions)
    for what, most in (("energy", limits.energy_kcal), ("sodium", limits.sodium_mg)):
        if most is not None:
            bound(np.array([_per_portion(food, what) for food in offered] + [0.0] * m), 0, most)
    for group in groups:
        bound(np.array([float(food.group == group) for food in offered] + [0.0] * m), 0, limits.of_a_group)
    for place, (mineral, gap) in enumerate(gaps.items()):
        row = np.array([_fills(food, mineral) / gap for food in offered] + [0.0] * m)
        row[n + place] = 1.0
        bound(row, 1.0, np.inf)
    found = milp(
        cost, integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(np.zeros(n + m), np.concatenate([np.full(n, float(limits.of_one)), np.ones(m)])),
        constraints=LinearConstraint(np.array(rows), low, high), options={"time_limit": limits.time_s},
    )
    if found.x is None:  # the time was up before any plan was found
        return _greedy(offered, gaps, eater, limits), False
    return np.rint(found.x[:n]).astype(np.int64), found.status == 0


def _greedy(offered: Sequence[Food], gaps: Mapping[str, float], eater: Eater, limits: Limits) -> NDArray[np.int64]:
    """Add the portion that lowers the cost most, again and again, within the limits."""
    counts = np.zeros(len(offered), dtype=np.int64)
    best = cost_of(offered, counts.tolist(), gaps, eater)
    while True:
        trials = []
        for place in range(len(offered)):
            more = counts.copy()
            more[place] += 1
            if within(offered, more.tolist(), limits):
                trials.append((cost_of(offered, more.tolist(), gaps, eater), place))
        if not trials or min(trials)[0] >= best:
            return counts
        best, place = min(trials)
        counts[place] += 1


def within(foods: Sequence[Food], counts: Sequence[float], limits: Limits) -> bool:
    """Tell whether counts of portions keep to the limits."""
    both = list(zip(foods, counts, strict=True))
    by_group: dict[str, float] = {}
    for food, count in both:
        by_group[food.group] = by_group.get(food.group, 0.0) + count
    return (
        sum(counts) <= limits.portions
        and max(counts, default=0) <= limits.of_one
        and max(by_group.values(), default=0) <= limits.of_a_group
        and sum(_per_portion(food, "energy") * count for food, count in both) <= limits.energy_kcal + 1e-6
        and (
            limits.sodium_mg is None
            or sum(_per_portion(food, "sodium") * count for food, count in both) <= limits.sodium_mg + 1e-6
        )
    )


def _swaps(
    food: Food, offered: Sequence[Food], gaps: Mapping[str, float], chosen: Sequence[tuple[Food, int]]
) -> tuple[str, ...]:
    """Name at most two foods that bring most of each mineral this one does, at no more energy and sodium by a third."""
    taken = {each.id for each, _count in chosen}

    def share(other: Food, mineral: str) -> float:
        return min(_fills(other, mineral) / gaps[mineral], 1.0)

    def fills(other: Food) -> float:
        return sum(share(other, mineral) for mineral in gaps)

    # Of each mineral that it is there for: what is rich in magnesium takes no place of what is rich in calcium.
    held = {mineral: share(food, mineral) for mineral in gaps if share(food, mineral) >= MAIN_SHARE}
    if not held:
        return ()

    alike = [
        other for other in offered
        if other.id not in taken and all(share(other, each) >= 0.7 * part for each, part in held.items())
        and _per_portion(other, "energy") <= 1.33 * _per_portion(food, "energy") + 20
        and _per_portion(other, "sodium") <= 1.33 * _per_portion(food, "sodium") + 50
    ]
    return tuple(other.id for other in sorted(alike, key=fills, reverse=True)[:2])
