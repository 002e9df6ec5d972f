"""Entries and changes in one line each: "Hamstring cramp, left, 7 of 10, 2 minutes"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import singledispatch

from uncramp.diary.changes import Change
from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import (
    BodyMass,
    BodySignal,
    CheckIn,
    Cramp,
    Drink,
    HeatTherapy,
    Massage,
    Meal,
    Medication,
    Night,
    ObservationPeriod,
    PlannedSession,
    Record,
    Session,
    Stretch,
    Supplement,
    Symptom,
    Trial,
    TrialDay,
    TrialEvent,
    TrialPair,
    WarmUp,
)
from uncramp.wording import amounts
from uncramp.wording.atlas import say_spot_inside
from uncramp.wording.kinds import say_choice, say_kind, say_origin, say_word
from uncramp.wording.languages import plural, text


def say_record(record: Record, language: str, units: UnitSystem) -> str:
    """Say an entry in one line, most telling things first, unknown ones left out; its note is not part of it."""
    parts = [part for part in _parts(record, Voice(language, units)) if part]
    said = ", ".join(parts) or say_kind(record.kind, language)
    return said[0].upper() + said[1:]


def say_source(record: Record, language: str) -> str:
    """Say where an entry came from: ``typed in``, ``a FIT file``."""
    return say_origin(record.source, language)


_CHANGES: dict[str, tuple[str, str]] = {
    "note": ("{n} entry noted", "{n} entries noted"),
    "note cramp": ("{n} cramp noted", "{n} cramps noted"),
    "amend": ("{n} entry corrected", "{n} entries corrected"),
    "delete": ("{n} entry deleted", "{n} entries deleted"),
    "undo": ("{n} entry put back as it was", "{n} entries put back as they were"),
    "import": ("{n} entry brought in from a file", "{n} entries brought in from a file"),
    "restore": ("{n} entry brought back from a backup", "{n} entries brought back from a backup"),
    "sample": ("{n} entry of a sample diary made", "{n} entries of a sample diary made"),
}


def say_change(change: Change, language: str) -> str:
    """Say what a change did: ``3 entries deleted``."""
    if change.what == "profile" or (change.what == "undo" and not change.record_ids):
        return text(language, "Profile changed")
    singular, several = _CHANGES.get(change.what, ("{n} entry changed", "{n} entries changed"))
    return plural(language, singular, several, len(change.record_ids))


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person is spoken to: their language and their units."""

    language: str
    units: UnitSystem

    def text(self, english: str, /, **values: object) -> str:
        """Say one sentence."""
        return text(self.language, english, **values)

    def choice(self, word: object) -> str:
        """Say one of the words of a field; nothing where it is not known."""
        return say_choice(str(word), self.language) if word is not None else ""

    def scale(self, value: int | None, most: int) -> str:
        """Say a step of a scale: ``7 of 10``; nothing where it is not known."""
        return "" if value is None else self.text("{number} of {most}", number=value, most=most)

    def known(self, value: float | None, say: Callable[[float, str], str]) -> str:
        """Say an amount; nothing where it is not known."""
        return "" if value is None else say(value, self.language)

    def span(self, start: datetime, end: datetime | None) -> str:
        """Say the days from a start to an end; an end not known is still to come."""
        if end is None:
            return self.text("since {start}", start=start.date().isoformat())
        # An end at midnight closes the day before it.
        last = max(start, end - timedelta(microseconds=1)).date()
        return self.text("{start} to {end}", start=start.date().isoformat(), end=last.isoformat())


@singledispatch
def _parts(record: Record, voice: Voice) -> list[str]:
    return [say_kind(record.kind, voice.language)]


@_parts.register
def _(record: Cramp, voice: Voice) -> list[str]:
    named = record.muscle is not None and record.muscle.value not in ("not_sure", "other")
    name = voice.text("{muscle} cramp", muscle=voice.choice(str(record.muscle))) if named else voice.text(
        "Cramp"
    )
    return [
        name, voice.choice(record.side), say_spot_inside(record.spot, voice.language) if record.spot else "",
        voice.choice(record.circumstance), voice.scale(record.intensity_0_10, 10),
        voice.known(record.duration_s, amounts.say_seconds),
    ]


@_parts.register
def _(record: Symptom, voice: Voice) -> list[str]:
    name = voice.choice(str(record.symptom)) if record.symptom else voice.text("Symptom")
    return [name, voice.choice(record.muscle), voice.choice(record.side),
            voice.scale(record.severity_0_10, 10)]


@_parts.register
def _(record: Session, voice: Voice) -> list[str]:
    minutes = record.moving_min if record.moving_min is not None else record.elapsed_min
    return [
        say_word(record.sport) if record.sport else voice.text("Session"),
        voice.choice(record.effort),
        voice.known(minutes, amounts.say_minutes),
        "" if record.distance_m is None else amounts.say_distance(record.distance_m, voice.units),
        "" if not record.climb_m else voice.text("{height} up", height=amounts.say_height(record.climb_m, voice.units)),
        "" if record.air.temperature_c is None else amounts.say_temperature(record.air.temperature_c, voice.units),
        "" if record.rpe_0_10 is None else voice.text(
            "felt {number} of 10", number=amounts.number(record.rpe_0_10)
        ),
    ]


@_parts.register
def _(record: Night, voice: Voice) -> list[str]:
    asleep = "" if record.asleep_min is None else voice.text(
        "{time} asleep", time=amounts.say_minutes(record.asleep_min, voice.language)
    )
    ends = [
        voice.text("{start} to {end}", start=_clock(record.bed_at), end=_clock(record.up_at or record.woke_at))
        if record.bed_at and (record.up_at or record.woke_at) else ""
    ]
    times = record.awakenings
    awake = plural(voice.language, "awake once", "awake {n} times", times) if times else ""
    return [voice.text("Night"), asleep, *ends, awake, voice.scale(record.quality_1_5, 5)]


@_parts.register
def _(record: Drink, voice: Voice) -> list[str]:
    name = say_word(record.beverage) if record.beverage else voice.text("Drink")
    of_day = voice.text("all drinks of the day") if record.covers == "day" else ""
    volume = "" if record.volume_ml is None else amounts.say_volume(record.volume_ml, voice.units)
    return [name if record.beverage or not of_day else "", of_day, volume,
            _mg(record.sodium_mg, voice.text("sodium")), _mg(record.caffeine_mg, voice.text("caffeine")),
            _g(record.alcohol_g, voice.text("alcohol"))]


@_parts.register
def _(record: Meal, voice: Voice) -> list[str]:
    foods = [f"{say_word(food)} {amounts.number(grams)} g" for food, grams in record.foods]
    name = voice.text("All food of the day") if record.covers == "day" else voice.text("Meal")
    energy = "" if record.energy_kcal is None else f"{record.energy_kcal:.0f} kcal"
    return [name, *foods, energy, _g(record.carbohydrate_g, voice.text("carbohydrate")),
            _mg(record.sodium_mg, voice.text("sodium")), _mg(record.potassium_mg, voice.text("potassium")),
            _mg(record.magnesium_mg, voice.text("magnesium")), _mg(record.calcium_mg, voice.text("calcium"))]


@_parts.register
def _(record: WarmUp, voice: Voice) -> list[str]:
    parts = [voice.choice(str(part)) for part in sorted(record.parts)]
    return [voice.text("Warm-up"), voice.known(record.duration_min, amounts.say_minutes), *parts]


@_parts.register
def _(record: Stretch, voice: Voice) -> list[str]:
    repeats = "" if record.repeats is None else plural(voice.language, "once", "{n} times", record.repeats)
    pain = "" if record.pain_0_10 is None else voice.text("pain {number} of 10", number=record.pain_0_10)
    return [say_word(record.exercise) if record.exercise else voice.text("Stretch"),
            voice.choice(record.side), voice.known(record.hold_s, amounts.say_seconds), repeats, pain]


@_parts.register
def _(record: Massage, voice: Voice) -> list[str]:
    return [voice.text("Massage"), *_on_a_muscle(record, voice)]


@_parts.register
def _(record: HeatTherapy, voice: Voice) -> list[str]:
    return [voice.text("Heat on a muscle"), *_on_a_muscle(record, voice)]


def _on_a_muscle(record: Massage | HeatTherapy, voice: Voice) -> list[str]:
    return [voice.choice(record.muscle), voice.choice(record.side), voice.choice(record.technique),
            voice.known(record.duration_min, amounts.say_minutes)]


@_parts.register
def _(record: BodyMass, voice: Voice) -> list[str]:
    mass = "" if record.mass_kg is None else amounts.say_mass(record.mass_kg, voice.units)
    return [voice.text("Weight"), mass, voice.choice(record.moment)]


@_parts.register
def _(record: BodySignal, voice: Voice) -> list[str]:
    told = [
        ("resting heart rate {number}", record.resting_hr_bpm), ("RMSSD {number} ms", record.hrv_rmssd_ms),
        ("SDNN {number} ms", record.hrv_sdnn_ms), ("urine colour {number} of 8", record.urine_colour_1_8),
    ]
    return ["" if value is None else voice.text(said, number=amounts.number(value)) for said, value in told]


@_parts.register
def _(record: CheckIn, voice: Voice) -> list[str]:
    cramps = {True: voice.text("a cramp since the last entry"), False: voice.text("no cramp"), None: ""}
    told = [("tired {number} of 10", record.fatigue_0_10), ("sore {number} of 10", record.soreness_0_10),
            ("stressed {number} of 10", record.stress_0_10)]
    said = ["" if value is None else voice.text(words, number=value) for words, value in told]
    return [cramps[record.cramps_noted], *said]


@_parts.register
def _(record: Supplement, voice: Voice) -> list[str]:
    dose = "" if record.dose_mg is None else f"{amounts.number(record.dose_mg)} mg"
    return [say_word(record.substance) if record.substance else voice.text("Supplement"), dose]


@_parts.register
def _(record: Medication, voice: Voice) -> list[str]:
    name = record.substance or record.medicine_class
    return [say_word(name) if name else voice.text("Medicine"), voice.span(record.at, record.until)]


@_parts.register
def _(record: PlannedSession, voice: Voice) -> list[str]:
    return [
        voice.text("Planned: {sport}", sport=record.sport.replace("_", " ") if record.sport else voice.text("session")),
        voice.choice(record.effort), voice.known(record.planned_min, amounts.say_minutes),
        "" if record.distance_m is None else amounts.say_distance(record.distance_m, voice.units),
        "" if record.temperature_c is None else amounts.say_temperature(record.temperature_c, voice.units),
    ]


@_parts.register
def _(record: ObservationPeriod, voice: Voice) -> list[str]:
    return [voice.text("Every cramp noted"), voice.span(record.at, record.until)]


@_parts.register
def _(record: Trial, voice: Voice) -> list[str]:
    return [
        voice.text("Self-trial: {what}", what=say_word(record.remedy) if record.remedy else voice.text("a remedy")),
        "" if record.starts_on is None else voice.text("from {day}", day=record.starts_on),
        "" if record.pairs is None or record.block_days is None else voice.text(
            "{pairs} of blocks of {days}", pairs=plural(voice.language, "{n} pair", "{n} pairs", record.pairs),
            days=plural(voice.language, "{n} day", "{n} days", record.block_days)),
    ]


@_parts.register
def _(record: TrialPair, voice: Voice) -> list[str]:
    return [voice.text("Self-trial: pair {n} began", n=(record.pair or 0) + 1)]


@_parts.register
def _(record: TrialDay, voice: Voice) -> list[str]:
    done = {True: voice.text("done"), False: voice.text("not done"), None: ""}[record.done]
    return [voice.text("Self-trial"), record.on or "", done]


@_parts.register
def _(record: TrialEvent, voice: Voice) -> list[str]:
    return [voice.text("Self-trial"), voice.choice(record.event), record.since or "", record.till or ""]


def _clock(moment: datetime | None) -> str:
    return moment.strftime("%H:%M") if moment else ""


def _mg(value: float | None, of: str) -> str:
    return "" if value is None else f"{amounts.number(value)} mg {of}"


def _g(value: float | None, of: str) -> str:
    return "" if value is None else f"{amounts.number(value)} g {of}"
