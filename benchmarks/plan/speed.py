"""How long a plan takes: without food, with food, and a week; and whether the food chosen is the best there is.

    python benchmarks/plan/speed.py [--rounds 40]

Each plan is made from a simulated diary of two years that was read and weighed before, as on a page with its cache.
Told are the median and the 95th percentile of wall and processor time. The food is compared with every combination of
portions of nine foods.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import numpy as np

from uncramp.actions.plan import plan_read, week_read
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import Effort, Meal, MealCovers, PlannedSession
from uncramp.knowledge.library import load_library
from uncramp.plan.food import Eater, Limits, choose, cost_of, within
from uncramp.simulation.diaries import simulate_diary

BARS_MS = {"a plan without food": 30.0, "a plan with food": 150.0, "a week": 500.0}


def timed(name: str, make: Callable[[], object], rounds: int) -> None:
    """Print how long something takes beside its bar."""
    make()
    wall, cpu = [], []
    for _ in range(rounds):
        began, spent = time.perf_counter(), time.process_time()
        make()
        wall.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - spent) * 1e3)
    told = [f"{label} median {np.median(each):.0f} ms, p95 {np.quantile(each, 0.95):.0f} ms" for label, each in
            (("wall", wall), ("processor", cpu))]
    print(f"{name}: {'; '.join(told)} (bar {BARS_MS[name]:.0f} ms)")


def best_food() -> None:
    """Print how far the solver's cost lies above the best of all combinations."""
    library = load_library()
    names = (
        "banana", "potato-baked", "almonds", "milk-lowfat", "spinach-cooked", "tofu-firm", "cashews", "avocado",
        "orange",
    )
    foods = tuple(library.foods[name] for name in names if name in library.foods)
    limits, worst = Limits(sodium_mg=800.0, time_s=20.0), 0.0
    rng = np.random.default_rng(3)
    every = [counts for counts in product(range(3), repeat=len(foods)) if within(foods, counts, limits)]
    for _ in range(10):
        short = rng.uniform((200, 30, 100), (1500, 200, 800))
        gaps = dict(zip(("potassium", "magnesium", "calcium"), short.tolist(), strict=True))
        plan = choose(foods, gaps, Eater(), limits)
        if plan is None:
            continue
        chosen = [next((each.count for each in plan.portions if each.food == food.id), 0) for food in foods]
        best = min(cost_of(foods, counts, gaps, Eater()) for counts in every)
        worst = max(worst, cost_of(foods, chosen, gaps, Eater()) - best)
    print(f"food: {len(every)} combinations of {len(foods)} foods, 10 gaps, at most {worst:.6f} above the best")


def main() -> int:
    """Make the diary and time the plans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    now = datetime(2026, 5, 20, 8, tzinfo=UTC)
    simulated = simulate_diary(1, None, 2.0, now).diary()
    records = [record for record in simulated.records if not isinstance(record, Meal)]
    profile = Profile(age_years=40, sex="f", pregnant=False, conditions_answered=True, medicines_answered=True)
    coming = PlannedSession(
        id=UUID(int=1), at=now + timedelta(hours=9), sport="running", effort=Effort.STEADY, planned_min=100.0,
        distance_m=18_000.0, temperature_c=24.0, noted_at=now, source="typed",
    )
    meals = [
        Meal(
            id=UUID(int=back + 1), at=datetime.combine((now - timedelta(days=back)).date(), datetime.min.time(), UTC),
            covers=MealCovers.DAY, potassium_mg=1900.0, magnesium_mg=210.0, calcium_mg=480.0, noted_at=now,
            source="typed",
        )
        for back in range(1, 8)
    ]
    bare, fed = (Diary((*records, coming, *more), profile=profile) for more in ((), meals))
    weighed = weigh_diary(bare, now)
    timed("a plan without food", lambda: plan_read(bare, now, weighed=weighed, with_risks=False), asked.rounds)
    timed("a plan with food", lambda: plan_read(fed, now, weighed=weighed, with_risks=False), asked.rounds)
    timed("a week", lambda: week_read(fed, now, weighed=weighed), max(asked.rounds // 4, 5))
    best_food()
    return 0


if __name__ == "__main__":
    sys.exit(main())
