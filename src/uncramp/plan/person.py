"""Who a plan is for and what is planned: from the profile, the last weighing and the planned sessions of a diary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from uncramp.diary.diary import Diary
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import BodyMass, Effort, Meal, Medication, PlannedSession, WeighingMoment
from uncramp.exposures.heat import USUAL_HUMIDITY_PCT
from uncramp.exposures.heat_stress import shade_wbgt_c
from uncramp.plan.day_input import Outlook, Person

#: a weighing counts for so many days
MASS_D = 60
#: allergens and animal foods as the food table words them, and what people write
_ALLERGENS = ("tree_nuts", "peanut", "dairy", "gluten", "soy", "fish", "shellfish", "egg", "sesame")
_SAID_AS = {
    "nut": ("tree_nuts", "peanut"), "almond": ("tree_nuts",), "milk": ("dairy",), "lactose": ("dairy",),
    "wheat": ("gluten",), "coeliac": ("gluten",), "celiac": ("gluten",), "crustacean": ("shellfish",),
    "seafood": ("fish", "shellfish"), "soya": ("soy",), "prawn": ("shellfish",), "shrimp": ("shellfish",),
    "cashew": ("tree_nuts",), "walnut": ("tree_nuts",), "pistachio": ("tree_nuts",), "hazelnut": ("tree_nuts",),
    "pecan": ("tree_nuts",), "cheese": ("dairy",), "tofu": ("soy",), "tahini": ("sesame",),
}
#: ways of eating as people write them: what they leave out of the food table
_DIETS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "pesc": (frozenset({"meat"}), frozenset({"chicken-broth"})),
    "halal": (frozenset(), frozenset({"pork-loin"})), "no pork": (frozenset(), frozenset({"pork-loin"})),
    "kosher": (frozenset({"shellfish"}), frozenset({"pork-loin"})),
    "no meat": (frozenset({"meat"}), frozenset({"chicken-broth"})),
}
_NO_ALLERGY = frozenset({"", "none", "no", "pollen", "dust", "cats", "dogs", "latex", "penicillin"})
_VEGAN = ("vegan", "plant based", "plant only")
#: a food is liked that was noted on so many entries of the last so many days
LIKED_TIMES, LIKED_D = 3, 60
#: a painkiller noted counts for so many hours (our choice: two days cover a long race and the evening before)
NSAID_H = 48
#: words that name something else than the allergen inside them
_NOT_MEANT = {"coconut": "", "nutmeg": "", "butternut": "", "doughnut": "", "buckwheat": "", "eggplant": ""}
_YOUNGEST = {
    AgeBand.UNDER_12: 0.0, AgeBand.FROM_12_TO_15: 12.0, AgeBand.FROM_16_TO_64: 16.0, AgeBand.FROM_65: 65.0,
}
#: anti-inflammatory painkillers by what their names hold
_NSAID = ("ibuprofen", "naproxen", "diclofenac", "ketoprofen", "indomet", "etoricoxib", "celecoxib", "nsaid", "advil")


def person_of(diary: Diary, profile: Profile, now: datetime) -> Person:
    """Give the person as the plan needs them; what was not told stays unknown."""
    age: float | None = None
    if profile.age_years is not None:
        age = float(profile.age_years)
    elif profile.age_band is not None:
        age = _YOUNGEST[profile.age_band]
    weighed = [
        each for each in diary.between(BodyMass, now - timedelta(days=MASS_D), now)
        if each.mass_kg is not None and each.moment is not WeighingMoment.AFTER_SESSION
    ]
    diet = (profile.diet or "").lower().replace("-", " ")
    out = [found for word, found in _DIETS.items() if word in diet]
    told = {word for name in (*profile.allergies, diet) for word in _left_out(name)}
    return Person(
        age_years=age, sex=profile.sex, pregnant=profile.pregnant,
        mass_kg=weighed[-1].mass_kg if weighed else None, leave_out=frozenset(told),
        vegan=any(word in diet for word in _VEGAN), vegetarian="vegetarian" in diet or "veggie" in diet,
        leave_out_groups=frozenset().union(*(groups for groups, _foods in out)),
        leave_out_foods=frozenset().union(*(foods for _groups, foods in out)),
        took_nsaid=any(
            word in name.lower() for name in (*profile.medicines, *_noted_medicines(diary, now)) for word in _NSAID
        ),
        other_allergies=frozenset(
            name for name in profile.allergies if not _left_out(name) and name.lower() not in _NO_ALLERGY
        ),
        liked=_liked(diary, now), breastfeeding=any("breast" in name.lower() for name in profile.conditions),
    )


def _noted_medicines(diary: Diary, now: datetime) -> tuple[str, ...]:
    """Name the medicines noted in the last two days."""
    noted = diary.between(Medication, now - timedelta(hours=NSAID_H), now)
    return tuple(name for each in noted for name in (each.substance, each.medicine_class) if name)


def _liked(diary: Diary, now: datetime) -> frozenset[str]:
    """Name the foods that the diary of two months holds often."""
    meals = diary.between(Meal, now - timedelta(days=LIKED_D), now)
    held = Counter(food for meal in meals for food in {food for food, _grams in meal.foods or ()})
    return frozenset(food for food, times in held.items() if times >= LIKED_TIMES)


def _left_out(name: str) -> set[str]:
    """Give the allergens of the food table that a word of a person names; ``vegan`` and the like name none."""
    words = name.lower().replace("-", " ").replace("_", " ")
    for other, nothing in _NOT_MEANT.items():
        words = words.replace(other, nothing)
    found = {each for each in _ALLERGENS if each.replace("_", " ") in words}
    for said, allergens in _SAID_AS.items():
        if said in words:
            found.update(allergens)
    if "shellfish" in words and "fish" not in words.replace("shellfish", ""):
        found.discard("fish")
    if words.strip() in ("tree nut", "tree nuts"):
        found.discard("peanut")
    if "peanut" in words and "nut" not in words.replace("peanut", ""):
        found.discard("tree_nuts")
    return found


def outlook(planned: Sequence[PlannedSession], day: date, now: datetime) -> Outlook | None:
    """Give the next planned session of a day that has not begun more than an hour ago; None where there is none."""
    coming = [
        each for each in planned
        if each.at.date() == day and (each.at + timedelta(hours=1)).timestamp() >= now.timestamp()
    ]
    return _as_outlook(min(coming, key=_starts), planned, len(coming)) if coming else None


def next_hard(planned: Sequence[PlannedSession], day: date) -> Outlook | None:
    """Give the first hard session or race of the two days after ``day``; None where none is planned."""
    hard = [
        each for each in planned
        if 0 < (each.at.date() - day).days <= 2 and each.effort in (Effort.HARD, Effort.RACE)
    ]
    return _as_outlook(min(hard, key=_starts), planned, 1) if hard else None


def _starts(planned: PlannedSession) -> float:
    return planned.at.timestamp()


def _as_outlook(first: PlannedSession, planned: Sequence[PlannedSession], sessions: int) -> Outlook:
    end = first.at.timestamp() + 60.0 * (first.planned_min or 0.0)
    later = [each.at.timestamp() for each in planned if each.at.timestamp() > max(end, first.at.timestamp())]
    wbgt = None
    if first.temperature_c is not None:
        humidity = USUAL_HUMIDITY_PCT if first.humidity_pct is None else first.humidity_pct
        wbgt = shade_wbgt_c(first.temperature_c, humidity)
    return Outlook(
        at=first.at, sport=first.sport, effort=first.effort, minutes=first.planned_min, distance_m=first.distance_m,
        wbgt_c=wbgt, temperature_c=first.temperature_c,
        next_in_h=(min(later) - end) / 3600.0 if later else None, sessions=sessions,
    )
