"""Design a self-trial: what can be tried, a filled-in design from a finding or a remedy, and its chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from uncramp.actions.trial_barred import barred_by
from uncramp.diary.diary import Diary
from uncramp.knowledge.library import load_library
from uncramp.trials.blinding import KeySheet, blinding_key
from uncramp.trials.design import Believed, TrialDesign, TrialOutcome
from uncramp.trials.noted import day_values, is_of_nights
from uncramp.trials.offer import Asked, Offer, design_from, offer, person_by_strength, person_from
from uncramp.wording.trials import say_question

#: a protocol is fixed in the language of the sheets; pages say its question in the person's own
FIXED_IN = "en"


def design_trial(
    diary: Diary, now: datetime, asked: Asked, *, seed: int, ways: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> Offer:
    """Offer a design with its power from this diary; ``ways`` looks for better ones where the power is below 0.8.

    Raises TrialRefusedError and DesignFaultsError for what cannot be a trial.
    """
    design = filled_in(asked)
    sheet = load_library().trial_remedies[asked.remedy]
    values = day_values(diary, now, design.outcome, of_nights=is_of_nights(sheet))
    person = person_from(values, design.outcome, design.wash_in_days, seed=seed)
    strengths = day_values(diary, now, TrialOutcome.INTENSITY, of_nights=is_of_nights(sheet)) if ways else {}
    return offer(
        asked, design, person, question_of(design), barred=barred_by(diary, now, design), seed=seed, ways=ways,
        intensity=person_by_strength(strengths, design, seed=seed),
        on_progress=on_progress,
    )


def filled_in(asked: Asked) -> TrialDesign:
    """Give a design without its power. Raises TrialRefusedError and DesignFaultsError."""
    library = load_library()
    sheet = library.trial_remedies.get(asked.remedy)
    prior = None if sheet is None or asked.rival is not None else library.priors.get(sheet.prior)
    # A sheet that speaks of nights says nothing of sessions, nor of another remedy.
    fits = prior is not None and sheet is not None and sheet.outcome.removeprefix("cramp_") in prior.outcomes
    # The sheet tells the mean over many people; one of them may differ from it, so it never makes the doubt smaller.
    believed = Believed()
    if prior is not None and fits:
        believed = Believed(mean=prior.mean, sd=max(prior.sd, believed.sd), prior=prior.id)
    return design_from(asked, library.trial_remedies, believed)


def question_of(design: TrialDesign) -> str:
    """Give the question as the protocol fixes it: does the remedy help, or which of the two is better."""
    return say_question(design, FIXED_IN)


def remedy_for(exposure: str, outcome: str) -> str | None:
    """Name the remedy that changes what a finding is about, for its outcome (session or night); None without one."""
    sheets = load_library().trial_remedies.values()
    return next(
        (each.id for each in sheets if each.exposure == exposure and each.outcome == f"cramp_{outcome}"),
        next((each.id for each in sheets if each.exposure == exposure), None),
    )


def key_sheet(asked: Asked, drawn: bytes) -> KeySheet:
    """Make a key for the helper of a blinded trial, from 15 bytes of the system's dice; no diary is looked at.

    What comes back is for the helper only: it is not kept here, and the trial starts with its ``seal``. Raises
    TrialRefusedError (``cannot_be_blinded`` ...) and DesignFaultsError.
    """
    design = filled_in(replace(asked, blinded=True))
    return KeySheet(remedy=design.remedy, rival=design.rival, key=blinding_key(drawn))
