"""Random people, days and diaries for the plan, and a judge of what they must not be advised.

The judge reads the sheets itself: it shares no code with the cautions that the plan is made with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from uncramp.body import Muscle, Side
from uncramp.diary.records import Effort
from uncramp.knowledge.library import Library, load_library
from uncramp.plan.day_input import DayInput, LastCramp, Lately, Outlook, Person
from uncramp.plan.load import LoadDay
from uncramp.plan.pace import BestEffort
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


@st.composite
def features(draw: st.DrawFn) -> dict[str, object]:
    """Give a profile in the words of the safety vocabulary: known, partly known, or silent."""
    conditions = sorted(draw(st.sets(st.sampled_from(sorted(LIBRARY.conditions)), max_size=3)))
    medicines = sorted(draw(st.sets(st.sampled_from(sorted(LIBRARY.medicines)), max_size=3)))
    found: dict[str, object] = {
        "sex": draw(st.sampled_from(("f", "m", "other", None))),
        "pregnant": draw(st.sampled_from((True, False, False, False, None))),
        "conditions": draw(st.sampled_from((conditions, conditions, conditions, None))),
        "medicines": draw(st.sampled_from((medicines, medicines, medicines, None))),
        "allergies": sorted(draw(st.sets(st.sampled_from(("nuts", "milk", "fish", "soy")), max_size=1))), "diet": None,
        "fluid_limit_ml": draw(st.sampled_from((None, None, None, 1000.0, 1500.0))),
    }
    for name in ("conditions", "medicines"):
        found[f"{name}_answered"] = found[name] is not None
    age = draw(some(st.integers(0, 105)))
    if age is not None:
        found["age_years"] = age
    return found


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
LAST_CRAMPS = st.builds(
    LastCramp, hours_ago=st.floats(0, 600), muscle=st.none() | st.sampled_from(Muscle),
    side=st.none() | st.sampled_from(Side), at_night=st.booleans(), sore=st.booleans(),
)
LOADS = st.lists(
    st.builds(
        LoadDay, day=st.integers(1, 40).map(lambda back: DAY - timedelta(days=back)),
        load_au=some(st.floats(0, 2000)), minutes=some(st.floats(0, 600)),
    ), max_size=12,
).map(tuple)
WEIGH_INS = st.lists(
    st.builds(WeighIn, sweat_l=st.floats(-1, 6), hours=st.floats(0.1, 6), wbgt_c=some(st.floats(-5, 35)),
              speed_m_s=some(st.floats(0.5, 12)), sport=st.sampled_from(SPORTS)), max_size=4,
).map(tuple)
EFFORTS = st.lists(
    st.builds(BestEffort, distance_m=st.floats(500, 1e5), minutes=st.floats(3, 900)), max_size=5
).map(tuple)


@st.composite
def latelies(draw: st.DrawFn, *, eats: bool) -> Lately:
    """Give how it went lately; with ``eats`` there are whole days of food."""
    eaten = st.none() | st.floats(0, 5000)
    return Lately(
        entries=draw(st.integers(0, 500)), last_cramp=draw(st.none() | LAST_CRAMPS),
        cramp_nights=draw(st.integers(0, 28)),
        load_days=draw(LOADS), hours_since_hard=draw(some(st.floats(0, 200))),
        soreness_0_10=draw(st.none() | st.integers(0, 10)), eccentric_lately=draw(st.none() | st.booleans()),
        stretch_min_week=draw(some(st.floats(0, 60))), strength_sessions=draw(st.integers(0, 25)),
        strength_days_ago=draw(some(st.floats(0, 70))), hot_days=draw(st.integers(0, 14)), weigh_ins=draw(WEIGH_INS),
        best_efforts=draw(EFFORTS), usual_early_m_s=draw(some(st.floats(1, 7))), slept_h=draw(some(st.floats(3, 11))),
        last_slept_h=draw(some(st.floats(0, 12))), bed_minute=draw(some(st.floats(0, 1439))),
        eaten_mg={name: draw(eaten) for name in ("potassium", "magnesium", "calcium")} if eats else {},
        eaten_days=draw(st.integers(0, 28)) if eats else 0,
        done_today=frozenset(draw(st.sets(st.sampled_from(("warm_up", "stretch_after", "strength")), max_size=2))),
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
        planned=draw(st.none() | OUTLOOKS | OUTLOOKS), lately=draw(latelies(eats=eats)), triage=draw(TRIAGES),
        minutes_available=draw(some(st.floats(0.5, 40))), next_hard=draw(st.none() | OUTLOOKS),
    )


TRIAGES = st.sampled_from((
    *[Triage()] * 12, Triage(level=Level.EMERGENCY, because=("rf-dvt",)),
    Triage(level=Level.SAME_DAY, because=("rf-rhabdo",)),
    Triage(level=Level.SEE_CLINICIAN, because=("rf-strain",), avoid=("stretch_gentle", "heat_local", "load_progress")),
))
