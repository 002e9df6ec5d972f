"""A self-trial in the plan of a day, in words: with it, without it, or not known before the day."""

from __future__ import annotations

from uncramp.knowledge.library import Library
from uncramp.knowledge.texts import in_language
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.plan.day_plan import PlanItem, TrialOfDay, TrialTurn
from uncramp.wording.languages import text


def say_trial_of_day(trial: TrialOfDay | None, library: Library, language: str) -> str:
    """Say what the trial asks of a day and what waits for it; empty without a trial."""
    if trial is None:
        return ""
    if trial.turn is TrialTurn.TO_DRAW:
        return text(language, "Your trial: a new pair begins. Look whose turn it is.")
    if trial.turn is TrialTurn.SEALED:
        return text(language, "Your trial: the day will tell whose turn it is.")
    if trial.pack is not None:
        return text(language, "Your trial: pack {letter}.", letter=trial.pack)
    left = [_sheet(each, library, language) for each in trial.leave]
    if trial.do is None:
        return " ".join(text(language, "Your trial: without {remedy}. {leave}", remedy=each.name.lower(),
                             leave=each.leave) for each in left)
    said = text(language, "Your trial: {remedy}.", remedy=_sheet(trial.do, library, language).name.lower())
    return " ".join((said, *(text(language, "{remedy} waits.", remedy=each.name) for each in left)))


def say_remedy(item: PlanItem, library: Library, language: str) -> str:
    """Say what to do of a remedy that only the trial brings into the plan; empty for any other item."""
    remedy = str(item.facts.get("remedy", ""))
    if "pack" in item.facts:
        return say_pack(str(item.facts["pack"]), language)
    return _sheet(remedy, library, language).do if item.what == "trial" and remedy in library.trial_remedies else ""


def say_pack(letter: str, language: str) -> str:
    """Say what to do with a pack of a blinded trial."""
    return text(
        language, "Take what is in pack {letter}, as your helper wrote on it. Do not open or compare the packs.",
        letter=letter)


def _sheet(remedy: str, library: Library, language: str) -> TrialRemedy:
    return in_language(library.trial_remedies[remedy], "trial_remedies", language)
