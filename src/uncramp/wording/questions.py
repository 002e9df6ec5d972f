"""The questions of a plan in words: what is asked, the answers that one tap gives, and why it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from uncramp.diary.profile import UnitSystem
from uncramp.document import Document
from uncramp.plan.answers import OFFERED
from uncramp.plan.questions import Question
from uncramp.wording.amounts import number, say_minutes, say_volume
from uncramp.wording.languages import text

_ASKED: Mapping[str, str] = {
    "cramp_today": "Was there a cramp today?",
    "sore_legs": "How sore are your legs?",
    "slept": "How long did you sleep last night?",
    "drunk_today": "How much did you drink today, all in all?",
    "alcohol_today": "How much alcohol was there today?",
    "warmed_up": "Did you warm up before training?",
    "stretched": "How long did you hold stretches today?",
    "how_hard": "How hard was your training today?",
    "rubbed": "How long did you rub or roll your legs today?",
}
_WHY: Mapping[str, str] = {
    "every_day_counts": "A quiet day counts too. Days with nothing noted cannot be used. Skip it freely.",
    "before_the_session": "Asked before you train, the answer can still change a finding. Asked after a cramp, it "
                          "could not. Skip it freely.",
    "still_open": "Whether it matters for you is still open. Your answer can change a finding. Skip it freely.",
    "not_known_yet": "Nobody knows yet whether it matters for you. Your answer helps to find out. Skip it freely.",
}
_SORE = ("Not at all", "A little", "Somewhat", "Quite", "Very")
_HARD: Mapping[float, str] = {2: "Easy", 3: "Moderate", 4: "Somewhat hard", 5: "Hard", 7: "Very hard", 10: "All out"}
#: where the answer can be told in full, for those whose few steps do not fit
_FORM: Mapping[str, str] = {
    "cramp_today": "cramp", "sore_legs": "check_in", "slept": "night", "drunk_today": "drink", "alcohol_today": "drink",
    "warmed_up": "warm_up", "stretched": "stretch", "rubbed": "massage",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAnswer(Document):
    """One answer to tap: the value it sends, and how it is said."""

    value: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidQuestion(Document):
    """One question: what is asked, why, the answers, yesterday's again (None: none), and the form of its kind.

    ``form`` is empty where there is none to open.
    """

    id: str
    kicker: str
    sentence: str
    why: str
    answers: tuple[SaidAnswer, ...]
    same: SaidAnswer | None
    form: str
    form_said: str


def say_question(question: Question, yesterday: float | None, units: UnitSystem, language: str) -> SaidQuestion:
    """Say a question; ``yesterday`` is the answer of the day before (None: not told)."""
    answers = tuple(
        SaidAnswer(value=f"{value:g}", said=_say_value(question.id, value, units, language))
        for value in OFFERED[question.id]
    )
    same = None
    if yesterday is not None:
        shown = text(language, "Same as yesterday: {answer}", answer=_plain(question.id, yesterday, units, language))
        same = SaidAnswer(value=f"{yesterday:g}", said=shown)
    before = question.why.id == "before_the_session"
    told = text(language, "Yes, note it") if question.id == "cramp_today" else text(language, "Say it exactly")
    return SaidQuestion(
        id=question.id, sentence=text(language, _ASKED[question.id]), why=text(language, _WHY[question.why.id]),
        kicker=text(language, "One question before you train") if before else text(language, "One question"),
        answers=answers, same=same, form=_FORM.get(question.id, ""), form_said=told,
    )


def _plain(question: str, value: float, units: UnitSystem, language: str) -> str:
    said = _say_value(question, value, units, language)
    return said[:1].lower() + said[1:] if said[:1].isalpha() else said


def _say_value(question: str, value: float, units: UnitSystem, language: str) -> str:
    if question == "cramp_today":
        return text(language, "No, none")
    if question == "sore_legs":
        return text(language, _SORE[min(int((value + 1) // 2), 4)])
    if question == "how_hard":
        return text(language, _HARD[min(_HARD, key=lambda anchor: abs(anchor - value))])
    if value == 0:
        return text(language, _NONE.get(question, "None"))
    return _SAY[question](value, units, language)


_NONE: Mapping[str, str] = {"warmed_up": "No", "stretched": "Not at all", "rubbed": "Not at all"}


def _hours(minutes: float, _units: UnitSystem, language: str) -> str:
    return text(language, "{hours} h", hours=number(minutes / 60.0, 0 if minutes % 60 == 0 else 1))


def _alcohol(grams: float, _units: UnitSystem, language: str) -> str:
    """Say alcohol in standard drinks of 10 g."""
    drinks = round(grams / 10.0)
    if drinks <= 1:
        return text(language, "One small drink")
    return text(language, "{n} small drinks", n=drinks)


_SAY: Mapping[str, Callable[[float, UnitSystem, str], str]] = {
    "slept": _hours,
    "drunk_today": lambda value, units, _language: say_volume(value, units),
    "alcohol_today": _alcohol,
    "warmed_up": lambda value, _units, language: say_minutes(value, language),
    "stretched": lambda value, _units, language: say_minutes(value / 60.0, language),
    "rubbed": lambda value, _units, language: say_minutes(value, language),
}
