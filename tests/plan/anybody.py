"""Random people, days and diaries for the plan, and a judge of what they must not be advised.

The judge reads the sheets itself: it shares no code with the cautions that the plan is made with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from uncramp.body import Muscle, Side
from uncramp.diary.records import Effort
from uncramp.knowledge.library import Library, load_library
from uncramp.plan.day_input import DayInput, Outlook, Person
from uncramp.plan.load import LoadDay
from uncramp.plan.pace import BestEffort
from uncramp.plan.recent import LastCramp, Lately
from uncramp.plan.sweat import WeighIn
from uncramp.triage.triage import Level, Triage

DAY = date(2026, 5, 20)
LIBRARY = load_library()
SPORTS = (
    "running", "football", "swimming", "cycling", "walking", "trail running", "quidditch", "", "rugby", "sprint", None,
)


def some(values: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    """Give a value or None."""
    return st.none() | values


def features_by(rng: Random) -> dict[str, object]:
    """Give a profile in the words of the safety vocabulary: known, partly known, or silent."""
    conditions = sorted(rng.sample(sorted(LIBRARY.conditions), rng.randint(0, 3)))
    medicines = sorted(rng.sample(sorted(LIBRARY.medicines), rng.randint(0, 3)))
    found: dict[str, object] = {
        "sex": rng.choice(("f", "m", "other", None)), "pregnant": rng.choice((True, False, False, False, None)),
        "conditions": rng.choice((conditions, conditions, conditions, None)),
        "medicines": rng.choice((medicines, medicines, medicines, None)),
        "allergies": rng.choice(([], [], ["nuts"], ["milk"], ["fish"], ["soy"])), "diet": None,
        "fluid_limit_ml": rng.choice((None, None, None, 1000.0, 1500.0)),
    }
    for name in ("conditions", "medicines"):
        found[f"{name}_answered"] = found[name] is not None
    age = rng.choice((None, rng.randint(0, 105), rng.randint(12, 80)))
    if age is not None:
        found["age_years"] = age
    return found


#: a seed for each person: drawing every field by itself took most of the time of a test
SEEDS = st.integers(0, 2**48)


@st.composite
def features(draw: st.DrawFn) -> dict[str, object]:
    """Give a profile as :func:`features_by` makes it."""
    return features_by(Random(draw(SEEDS)))


def blocked(told: Mapping[str, object], library: Library) -> dict[str, str]:
    """Read off the sheets what this person must not be advised for sure: action -> caution; by a judge of its own."""
    conditions = _closed(told["conditions"] or (), {name: each.implies for name, each in library.conditions.items()})
    classes = _closed(
        [each for name in told["medicines"] or () for each in library.medicines[name].classes],  # type: ignore[attr-defined]  # a list of ids
        {name: each.implies for name, each in library.medicine_classes.items()},
    )
    age = told.get("age_years")
    found: dict[str, str] = {}
    for sheet in library.cautions.values():
        grounds = (
            sheet.everyone or bool(conditions & {*sheet.conditions}) or bool(classes & {*sheet.medicine_classes})
            or (sheet.pregnant and told["pregnant"] is True)
            or (isinstance(age, int) and sheet.under_age is not None and age < sheet.under_age)
            or (isinstance(age, int) and sheet.from_age is not None and age >= sheet.from_age)
        )
        musts = (not sheet.and_classes or bool(classes & {*sheet.and_classes})) and (
            sheet.and_from_age is None or (isinstance(age, int) and age >= sheet.and_from_age)
        )
        if grounds and musts:
            found |= dict.fromkeys(sheet.blocks, sheet.id)
    return found


def _closed(ids: object, implies: Mapping[str, tuple[str, ...]]) -> set[str]:
    open_yet, found = [*ids], set()  # type: ignore[misc]  # an iterable of ids
    while open_yet:
        name = open_yet.pop()
        if name not in found:
            found.add(name)
            open_yet += implies.get(name, ())
    return found


NOW = datetime.combine(DAY, datetime.min.time(), UTC) + timedelta(hours=6)
OUTLOOKS = st.builds(
    Outlook, at=st.integers(1, 17).map(lambda hours: NOW + timedelta(hours=hours)), sport=st.sampled_from(SPORTS),
    effort=st.none() | st.sampled_from(Effort), minutes=some(st.floats(1, 6000)), distance_m=some(st.floats(0, 3e5)),
    wbgt_c=some(st.floats(-20, 40)), temperature_c=some(st.floats(-30, 45)), next_in_h=some(st.floats(0, 90)),
    sessions=st.integers(1, 3),
)
def maybe(rng: Random, low: float, high: float) -> float | None:
    """Give a value, or None for one in four."""
    return None if rng.random() < 0.25 else rng.choice((low, high, rng.uniform(low, high), rng.uniform(low, high)))


def lately_by(rng: Random, *, eats: bool) -> Lately:
    """Give how it went lately; with ``eats`` there are whole days of food."""
    cramp = LastCramp(
        hours_ago=rng.choice((rng.uniform(0, 60), rng.uniform(0, 600))), muscle=rng.choice((None, *Muscle)),
        side=rng.choice((None, *Side)), sore=rng.random() < 0.5,
    )
    minerals = ("potassium", "magnesium", "calcium")
    return Lately(
        entries=rng.randint(0, 500), last_cramp=rng.choice((None, cramp)),
        cramp_nights=rng.choice((0, 1, rng.randint(0, 28))),
        load_days=tuple(
            LoadDay(
                day=DAY - timedelta(days=rng.randint(1, 40)), load_au=maybe(rng, 0, 2000), minutes=maybe(rng, 0, 600)
            )
            for _ in range(rng.randint(0, 12))
        ),
        hours_since_hard=maybe(rng, 0, 200), soreness_0_10=rng.choice((None, rng.randint(0, 10))),
        eccentric_lately=rng.choice((None, True, False)), stretch_min_week=maybe(rng, 0, 60),
        strength_sessions=rng.randint(0, 25), strength_days_ago=maybe(rng, 0, 70), hot_days=rng.randint(0, 14),
        weigh_ins=tuple(
            WeighIn(sweat_l=rng.choice((1e-200, 60.0, rng.uniform(-1, 6))), hours=rng.uniform(0.1, 6),
                    wbgt_c=maybe(rng, -5, 35), speed_m_s=maybe(rng, 0.5, 12), sport=rng.choice(SPORTS))
            for _ in range(rng.choice((0, 0, 1, 4)))
        ),
        best_efforts=tuple(
            BestEffort(distance_m=rng.uniform(500, 1e5), minutes=rng.uniform(3, 900)) for _ in range(rng.randint(0, 5))
        ),
        usual_early_m_s=maybe(rng, 1, 7), slept_h=maybe(rng, 3, 11), last_slept_h=maybe(rng, 0, 12),
        bed_minute=maybe(rng, 0, 1439), eaten_mg={name: maybe(rng, 0, 5000) for name in minerals} if eats else {},
        eaten_days=rng.randint(0, 28) if eats else 0,
        done_today=frozenset(rng.sample(("warm_up", "stretch_after", "strength"), rng.randint(0, 2))),
    )


@st.composite
def days(draw: st.DrawFn, told: Mapping[str, object], *, eats: bool = False) -> DayInput:
    """Give the day of a person; the profile's age and sex are those of ``told``."""
    age = told.get("age_years")
    allergies = told["allergies"]
    out = {"nuts": ("tree_nuts", "peanut"), "milk": ("dairy",), "fish": ("fish",), "soy": ("soy",)}
    return DayInput(
        day=DAY, now=NOW,
        person=Person(
            age_years=float(age) if isinstance(age, int) else None, sex=told["sex"],  # type: ignore[arg-type]  # a word
            pregnant=told["pregnant"], mass_kg=draw(some(st.floats(2, 400))),  # type: ignore[arg-type]  # yes or no
            leave_out=frozenset(each for name in allergies for each in out[name]),  # type: ignore[attr-defined]  # names
            vegan=draw(st.booleans()), vegetarian=draw(st.booleans()), took_nsaid=draw(st.booleans()),
            liked=frozenset(draw(st.sets(st.sampled_from(sorted(LIBRARY.foods)), max_size=2))),
        ),
        planned=draw(st.none() | OUTLOOKS | OUTLOOKS), lately=lately_by(Random(draw(SEEDS)), eats=eats),
        triage=draw(TRIAGES),
        minutes_available=draw(some(st.floats(0.5, 40))), next_hard=draw(st.none() | OUTLOOKS),
    )


TRIAGES = st.sampled_from((
    *[Triage()] * 12, Triage(level=Level.EMERGENCY, because=("rf-dvt",)),
    Triage(level=Level.SAME_DAY, because=("rf-rhabdo",)),
    Triage(level=Level.SEE_CLINICIAN, because=("rf-strain",), avoid=("stretch_gentle", "heat_local", "load_progress")),
))
