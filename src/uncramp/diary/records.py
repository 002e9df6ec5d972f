"""The record types: what happened, one frozen dataclass a kind. The dataclass is the only definition of a kind.

Every field that is a quantity ends in its one canonical unit; ``None`` always means *not known*, never zero.
Every time is aware: ``at`` keeps the zone in which it happened. Forms, CSV headers, the command line and the
database notation are all read off these classes by :mod:`uncramp.diary.fields`. All kinds are found here by their
names; those of a self-trial stand in :mod:`uncramp.diary.trial_records`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from uncramp.body import Muscle, Side, Spot
from uncramp.diary.record import Between as Between, Record as Record
from uncramp.diary.trial_records import (
    Trial as Trial,
    TrialDay as TrialDay,
    TrialEvent as TrialEvent,
    TrialEventKind as TrialEventKind,
    TrialPair as TrialPair,
)


class Circumstance(StrEnum):
    """When a cramp came, in the four words of the field (exercise-associated, nocturnal, rest)."""

    EXERCISE = "exercise"
    AFTER_EXERCISE = "after_exercise"
    NIGHT = "night"
    REST = "rest"


class SymptomKind(StrEnum):
    """A symptom beside or after a cramp."""

    STIFFNESS = "stiffness"
    TENDERNESS = "tenderness"
    WEAKNESS = "weakness"
    SWELLING = "swelling"
    BRUISING = "bruising"
    TWITCHING = "twitching"
    NUMBNESS = "numbness"
    DARK_URINE = "dark_urine"
    PAIN = "pain"
    OTHER = "other"


class Effort(StrEnum):
    """How hard a session was meant to be or was."""

    EASY = "easy"
    STEADY = "steady"
    HARD = "hard"
    RACE = "race"


class DrinkCovers(StrEnum):
    """Whether an entry tells of one drink or of all drinks of the day; the two are never added."""

    DRINK = "drink"
    DAY = "day"


class MealCovers(StrEnum):
    """Whether an entry tells of one meal or of all food of the day; the two are never added."""

    MEAL = "meal"
    DAY = "day"


class WarmUpPart(StrEnum):
    """A part of a warm-up, as the article names them."""

    LIGHT_CARDIO = "light_cardio"
    DYNAMIC_STRETCH = "dynamic_stretch"
    MOBILITY_DRILL = "mobility_drill"


class WeighingMoment(StrEnum):
    """When someone was weighed; before and after a session together give the sweat loss."""

    MORNING = "morning"
    BEFORE_SESSION = "before_session"
    AFTER_SESSION = "after_session"


class AirSource(StrEnum):
    """Who measured the air of a session, the most to be believed first.

    A weather service or station; a sensor of its own on shoe, bag or chest strap; the watch or bike computer itself,
    which skin or sun warm by some degrees.
    """

    WEATHER = "weather"
    SENSOR = "sensor"
    DEVICE = "device"


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """The air of a session: temperature (°C), relative humidity (%), wind (m/s), wet-bulb globe temperature (°C).

    ``air_source`` says who measured the temperature; None is a person who typed it, or not known. The temperature of
    skin or body is never one of the air.
    """

    temperature_c: Annotated[float | None, Between(-60, 60)] = None
    humidity_pct: Annotated[float | None, Between(0, 100)] = None
    wind_m_s: Annotated[float | None, Between(0, 80)] = None
    wbgt_c: Annotated[float | None, Between(-40, 50)] = None
    air_source: AirSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cramp(Record):
    """One cramp. ``spot`` is a region of the atlas; ``circumstance`` may be left out and is then read off the windows.

    ``sore_h`` is for how many hours the muscle stayed sore; ``eased_by`` holds ids of remedy sheets.
    """

    kind: ClassVar[str] = "cramp"

    muscle: Muscle | None = None
    side: Side | None = None
    spot: Spot | None = None
    circumstance: Circumstance | None = None
    intensity_0_10: Annotated[int | None, Between(0, 10)] = None
    duration_s: Annotated[float | None, Between(0, 86_400)] = None
    felt_it_coming: bool | None = None
    eased_by: tuple[str, ...] = ()
    sore_h: Annotated[float | None, Between(0, 336)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Record):
    """A symptom noted beside or after a cramp; it feeds the safety questions."""

    kind: ClassVar[str] = "symptom"

    symptom: SymptomKind | None = None
    muscle: Muscle | None = None
    side: Side | None = None
    severity_0_10: Annotated[int | None, Between(0, 10)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Record):
    """A training session or race; ``at`` is its start. A multisport file is one session.

    ``rpe_0_10`` is the session rating of perceived exertion; times RPE x ``moving_min`` is the session-RPE load (AU).
    ``series`` names the second-by-second curve, where there is one.
    """

    kind: ClassVar[str] = "session"

    sport: str | None = None
    effort: Effort | None = None
    moving_min: Annotated[float | None, Between(0, 6_000)] = None
    elapsed_min: Annotated[float | None, Between(0, 14_400)] = None
    rpe_0_10: Annotated[float | None, Between(0, 10)] = None
    distance_m: Annotated[float | None, Between(0, 2_000_000)] = None
    climb_m: Annotated[float | None, Between(0, 40_000)] = None
    descent_m: Annotated[float | None, Between(0, 40_000)] = None
    mean_hr_bpm: Annotated[float | None, Between(25, 250)] = None
    max_hr_bpm: Annotated[float | None, Between(25, 250)] = None
    air: Air = field(default_factory=Air)
    series: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Night(Record):
    """One night's sleep; ``at`` is any moment of it (``bed_at`` where known). It belongs to the day of waking."""

    kind: ClassVar[str] = "night"

    bed_at: datetime | None = None
    asleep_min: Annotated[float | None, Between(0, 1_440)] = None
    woke_at: datetime | None = None
    up_at: datetime | None = None
    awakenings: Annotated[int | None, Between(0, 100)] = None
    quality_1_5: Annotated[int | None, Between(1, 5)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drink(Record):
    """One drink, or all drinks of the day; contents come from the beverage's sheet unless stated here."""

    kind: ClassVar[str] = "drink"

    covers: DrinkCovers = DrinkCovers.DRINK
    beverage: str | None = None
    volume_ml: Annotated[float | None, Between(0, 20_000)] = None
    sodium_mg: Annotated[float | None, Between(0, 20_000)] = None
    carbohydrate_g: Annotated[float | None, Between(0, 2_000)] = None
    caffeine_mg: Annotated[float | None, Between(0, 3_000)] = None
    alcohol_g: Annotated[float | None, Between(0, 1_000)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal(Record):
    """One meal, or all food of the day; ``foods`` are pairs of a food's sheet id and grams.

    A day's total is known only from the end of that day, and meals and a day's total are never added.
    """

    kind: ClassVar[str] = "meal"

    covers: MealCovers = MealCovers.MEAL
    foods: tuple[tuple[str, float], ...] = ()
    energy_kcal: Annotated[float | None, Between(0, 30_000)] = None
    carbohydrate_g: Annotated[float | None, Between(0, 3_000)] = None
    sodium_mg: Annotated[float | None, Between(0, 50_000)] = None
    potassium_mg: Annotated[float | None, Between(0, 50_000)] = None
    magnesium_mg: Annotated[float | None, Between(0, 10_000)] = None
    calcium_mg: Annotated[float | None, Between(0, 20_000)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUp(Record):
    """A warm-up; tied to the session that starts within 30 minutes after it."""

    kind: ClassVar[str] = "warm_up"

    duration_min: Annotated[float | None, Between(0, 240)] = None
    parts: frozenset[WarmUpPart] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Record):
    """A static stretch as it was done: exercise sheet, side, seconds held, repeats, pain felt."""

    kind: ClassVar[str] = "stretch"

    exercise: str | None = None
    side: Side | None = None
    hold_s: Annotated[float | None, Between(0, 1_800)] = None
    repeats: Annotated[int | None, Between(0, 100)] = None
    pain_0_10: Annotated[int | None, Between(0, 10)] = None


class MassageTechnique(StrEnum):
    """What the massage was done with."""

    HANDS = "hands"
    ROLLER = "roller"
    GUN = "gun"
    THERAPIST = "therapist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Massage(Record):
    """A massage of one muscle."""

    kind: ClassVar[str] = "massage"

    muscle: Muscle | None = None
    side: Side | None = None
    technique: MassageTechnique | None = None
    duration_min: Annotated[float | None, Between(0, 240)] = None


class HeatSource(StrEnum):
    """What warmed the muscle."""

    PAD = "pad"
    TOWEL = "towel"
    BATH = "bath"
    SAUNA = "sauna"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTherapy(Record):
    """Heat put on a muscle as a remedy; not the exposure *heat*, which is the weather."""

    kind: ClassVar[str] = "heat_therapy"

    muscle: Muscle | None = None
    side: Side | None = None
    technique: HeatSource | None = None
    duration_min: Annotated[float | None, Between(0, 240)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMass(Record):
    """A weighing."""

    kind: ClassVar[str] = "body_mass"

    mass_kg: Annotated[float | None, Between(2, 400)] = None
    moment: WeighingMoment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySignal(Record):
    """Resting heart rate, heart-rate variability, urine colour. RMSSD and SDNN are different measures, never mixed."""

    kind: ClassVar[str] = "body_signal"

    resting_hr_bpm: Annotated[float | None, Between(25, 200)] = None
    hrv_rmssd_ms: Annotated[float | None, Between(0, 500)] = None
    hrv_sdnn_ms: Annotated[float | None, Between(0, 500)] = None
    urine_colour_1_8: Annotated[int | None, Between(1, 8)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Record):
    """How the person feels; ``cramps_noted=False`` says *no cramp since the last entry*, which is information."""

    kind: ClassVar[str] = "check_in"

    fatigue_0_10: Annotated[int | None, Between(0, 10)] = None
    soreness_0_10: Annotated[int | None, Between(0, 10)] = None
    stress_0_10: Annotated[int | None, Between(0, 10)] = None
    cramps_noted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Record):
    """A supplement taken: what, and how much as the person reports it (never as advice)."""

    kind: ClassVar[str] = "supplement"

    substance: str | None = None
    dose_mg: Annotated[float | None, Between(0, 100_000)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Record):
    """A medicine taken from ``at`` until ``until`` (None: still taken)."""

    kind: ClassVar[str] = "medication"

    substance: str | None = None
    medicine_class: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession(Record):
    """A session that is still to come: the day's plan and the forecast are made for it. It is never an exposure.

    The only kind whose ``at`` may lie in the future. What was done is a :class:`Session`; a plan is no telling of it.
    """

    kind: ClassVar[str] = "planned_session"

    sport: str | None = None
    effort: Effort | None = None
    planned_min: Annotated[float | None, Between(1, 6_000)] = None
    distance_m: Annotated[float | None, Between(0, 2_000_000)] = None
    temperature_c: Annotated[float | None, Between(-60, 60)] = None
    humidity_pct: Annotated[float | None, Between(0, 100)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPeriod(Record):
    """The person says: from ``at`` until ``until`` (None: still open) I noted every cramp.

    The statistics stand on it: outside such periods no cramp noted does not mean no cramp.
    """

    kind: ClassVar[str] = "observation_period"

    until: datetime | None = None


RECORD_TYPES: tuple[type[Record], ...] = (
    Cramp, Symptom, Session, Night, Drink, Meal, WarmUp, Stretch, Massage, HeatTherapy,
    BodyMass, BodySignal, CheckIn, Supplement, Medication, PlannedSession, ObservationPeriod,
    Trial, TrialPair, TrialDay, TrialEvent,
)

#: kind -> class, in the order of the table of the design
BY_KIND: dict[str, type[Record]] = {record_type.kind: record_type for record_type in RECORD_TYPES}
