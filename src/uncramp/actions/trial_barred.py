"""What forbids a self-trial to a person now, and what says how its remedies may be done."""

from __future__ import annotations

from datetime import datetime

from uncramp.actions.plan_day import cautions_of, day_input
from uncramp.diary.diary import Diary
from uncramp.knowledge.library import load_library
from uncramp.plan.gate import with_avoided
from uncramp.triage.triage import Level
from uncramp.trials.design import TrialDesign

#: stands among what forbids a trial where somebody should look at the person first
RED_FLAG = "red_flag"


def barred_by(diary: Diary, now: datetime, design: TrialDesign) -> tuple[str, ...]:
    """Name what forbids a trial to this person now: cautions, a missing answer, a red flag; empty where nothing does.

    Both arms are looked at, since the person may be sent into either.
    """
    barred = barred_remedies(diary, now)
    found = [why for name in (design.remedy, design.rival) if name is not None for why in barred.get(name, ())]
    return tuple(dict.fromkeys(found))


def barred_remedies(diary: Diary, now: datetime) -> dict[str, tuple[str, ...]]:
    """Name the remedies that may not be tried by this person now, with what forbids each."""
    remedies = load_library().trial_remedies
    day = day_input(diary, now, None, None)
    if day.triage.level.rank >= Level.SAME_DAY.rank:
        return dict.fromkeys(remedies, (RED_FLAG, *day.triage.because))
    told = with_avoided(cautions_of(diary, now, day), day.triage)
    found = {
        sheet.id: tuple(dict.fromkeys(why for action in sheet.actions for why in told.forbidden.get(action, ())))
        for sheet in remedies.values()}
    return {remedy: why for remedy, why in found.items() if why}


def careful_with(diary: Diary, now: datetime, design: TrialDesign) -> tuple[str, ...]:
    """Name the cautions that say how a remedy may be done by this person."""
    library = load_library()
    told = cautions_of(diary, now, day_input(diary, now, None, None))
    sheets = [library.trial_remedies[name] for name in (design.remedy, design.rival) if name is not None]
    return tuple(dict.fromkeys(
        why for sheet in sheets for action in sheet.actions for why in told.cautious.get(action, ())))
