"""A plan in sentences: what is worth doing, how much, when and why; what is left out, why, and what instead.

The sentences of the items are sheets with claims and sources; here they get their figures, times and reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from uncramp.diary.profile import Profile, UnitSystem
from uncramp.document import Document
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.plan.day_plan import DayPlan, Moment, PlanItem, Routine, Withheld
from uncramp.triage.cautions import NOT_CLEARED
from uncramp.wording.amounts import say_minutes, say_seconds
from uncramp.wording.evidence import certainty_of_advice
from uncramp.wording.languages import text
from uncramp.wording.plan_amounts import say_amount
from uncramp.wording.plan_reasons import say_because, say_headline
from uncramp.wording.plan_trials import say_remedy, say_trial_of_day

_MOMENTS: dict[Moment, str] = {
    Moment.ANY_TIME: "Any time", Moment.MORNING: "In the morning", Moment.BEFORE_SESSION: "Before you start",
    Moment.AT_THE_START: "At the start", Moment.DURING_SESSION: "While you train", Moment.AFTER_SESSION: "Afterwards",
    Moment.EVENING: "In the evening", Moment.BEDTIME: "Before bed",
}
_UNKNOWN: dict[str, str] = {
    "age": "Your age is not known, so nothing is said that depends on it.",
    "mass_kg": "Your weight is not known, so what to drink is only a rough bound.",
    "planned_min": "How long the session takes is not known, so nothing is said on drinking.",
    "session_too_long": "The session is longer than a day. No figures can be given for that.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidStep(Document):
    """One step of a routine: the exercise (None: a rest), its name, side and seconds as words."""

    exercise: str | None
    name: str
    side: str
    seconds: int
    said_seconds: str
    repeats: int | None
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidItem(Document):
    """One item: the sentence, when, one line on how, the reasons, how sure the field is, and its cautions.

    ``claim`` is the id of the claim, ``advice`` what it says to do, ``finding`` the exposure of an own finding (empty:
    none). ``moment``, ``at`` (aware, None: no hour) and ``takes_min`` are when and how long, for a calendar.
    ``of_trial`` tells that a running self-trial asks for it today.
    """

    what: str
    topic: str
    sentence: str
    when: str
    beside: str
    why: tuple[str, ...]
    certainty: str
    advice: str
    claim: str
    claim_title: str
    finding: str
    minutes: str
    careful: tuple[str, ...]
    routine: str
    steps: tuple[SaidStep, ...]
    moment: str = Moment.ANY_TIME.value
    at: datetime | None = None
    takes_min: float | None = None
    of_trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWithheld(Document):
    """What is left out for this person: the thing, why, and what instead; ``answerable`` where an answer clears it."""

    what: str
    sentence: str
    why: tuple[str, ...]
    instead: str
    answerable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(Document):
    """A day's plan in words; ``title`` names the day, ``headline`` would be enough if it were the only one read.

    ``trial`` is what a running self-trial asks of the day (empty: none runs).
    """

    day: date
    title: str
    headline: str
    items: tuple[SaidItem, ...]
    more: tuple[SaidItem, ...]
    withheld: tuple[SaidWithheld, ...]
    notes: tuple[str, ...]
    trial: str = ""


def say_plan(plan: DayPlan, language: str, profile: Profile, *, today: date | None = None) -> PlanPage:
    """Say a plan; the units of the profile are shown. ``today`` lets the title say *today* and *tomorrow*."""
    library, units = load_library(), profile.units
    return PlanPage(
        day=plan.day, title=_title(plan.day, today, language), headline=say_headline(plan.headline, units, language),
        items=tuple(say_item(item, library, units, language) for item in plan.items),
        more=tuple(say_item(item, library, units, language) for item in plan.more),
        withheld=tuple(say_withheld(each, library, language) for each in plan.withheld),
        notes=_notes(plan, library, language), trial=say_trial_of_day(plan.trial, library, language),
    )


def say_item(item: PlanItem, library: Library, units: UnitSystem, language: str) -> SaidItem:
    """Say one item of a plan."""
    sheet = in_language(library.plan_texts[item.what], "plan_texts", language)
    amount = say_amount(item, library, units, language)
    claim = in_language(library.claims[item.claim], "claims", language)
    careful = [library.cautions[name] for name in item.cautions if name in library.cautions]
    finding = next((reason.finding for reason in item.because if reason.finding), "") or ""
    return SaidItem(
        what=item.what, topic=item.topic.value,
        sentence=say_remedy(item, library, language) or (
            sheet.say.replace("{amount}", amount) if amount else sheet.plainly),
        when=_when(item, language), beside=sheet.beside,
        # Where nothing is known of this person and day, it is what the field says: question and answer.
        why=tuple(said for reason in item.because if (said := say_because(reason, units, language)))
        or (f"{claim.title} {claim.statement}",),
        certainty=certainty_of_advice(claim.certainty.value, language).word, advice=claim.advice, claim=item.claim,
        claim_title=claim.title, finding=finding,
        minutes="" if not item.minutes else say_minutes(max(item.minutes, 1.0), language),
        careful=tuple(in_language(each, "cautions", language).instead for each in careful if each.instead),
        routine="" if item.routine is None else item.routine.id,
        steps=() if item.routine is None else say_steps(item.routine, library, language),
        moment=item.when.value, at=item.at, takes_min=item.minutes, of_trial=item.of_trial,
    )


def say_steps(routine: Routine, library: Library, language: str) -> tuple[SaidStep, ...]:
    """Say the steps of a routine in order."""
    said = []
    for step in routine.steps:
        exercise = None if step.exercise is None else library.exercises[step.exercise]
        side = {"left": text(language, "left"), "right": text(language, "right")}.get(step.side or "", "")
        said.append(SaidStep(
            exercise=step.exercise, side=side,
            name=text(language, "Rest") if exercise is None else in_language(exercise, "exercises", language).name,
            seconds=step.seconds, said_seconds=say_seconds(step.seconds, language), repeats=step.repeats,
            part=step.part,
        ))
    return tuple(said)


def say_withheld(withheld: Withheld, library: Library, language: str) -> SaidWithheld:
    """Say what is left out, why, and what instead."""
    sheet = in_language(library.plan_texts[withheld.what], "plan_texts", language)
    cautions = [
        in_language(library.cautions[name], "cautions", language) for name in withheld.reasons
        if name in library.cautions
    ]
    why = [each.reason for each in cautions]
    flags = [library.red_flags[name] for name in withheld.reasons if name in library.red_flags]
    why += [in_language(each, "red_flags", language).headline for each in flags]
    if NOT_CLEARED in withheld.reasons:
        why.append(text(language, "Some questions about you are not answered yet."))
    caution = library.cautions.get(withheld.instead)
    offered = library.plan_texts.get(withheld.instead)
    instead = in_language(caution, "cautions", language).instead if caution is not None else (
        in_language(offered, "plan_texts", language).plainly if offered is not None else "")
    return SaidWithheld(
        what=withheld.what, sentence=sheet.plainly, why=tuple(dict.fromkeys(why)), instead=instead,
        answerable=withheld.reasons == (NOT_CLEARED,),
    )


def _title(day: date, today: date | None, language: str) -> str:
    ahead = None if today is None else (day - today).days
    if ahead == 0:
        return text(language, "Plan for today")
    if ahead == 1:
        return text(language, "Plan for tomorrow")
    return text(language, "Plan for {day}", day=day.isoformat())


def _when(item: PlanItem, language: str) -> str:
    moment = text(language, _MOMENTS[item.when])
    said = moment if item.at is None else f"{moment}, {_clock(item.at)}"
    return f"{text(language, 'Your trial')} · {said}" if item.of_trial else said


def _clock(at: datetime) -> str:
    return at.strftime("%H:%M")


def _notes(plan: DayPlan, library: Library, language: str) -> tuple[str, ...]:
    """Say what was not known, what fell away, and that this is no treatment."""
    notes = [text(language, _UNKNOWN[each]) for each in plan.unknown if each in _UNKNOWN]
    for things, shown in (
        (plan.no_longer, "Your diary shows no sign that this matters for you: {things}"),
        (plan.in_vain, "Left out, since your own trial did not speak for it: {things}"),
    ):
        gone = [
            in_language(library.plan_texts[what], "plan_texts", language).plainly for what in things
            if what in library.plan_texts
        ]
        if gone:
            notes.append(text(language, shown, things=" ".join(gone)))
    return tuple(notes)
