"""Say what a running self-trial asks of a day, for the plan of that day; nothing of a block that has not begun."""

from __future__ import annotations

from datetime import date, datetime

from uncramp.diary.diary import Diary
from uncramp.exposures.person_time import zone_at
from uncramp.knowledge.library import load_library
from uncramp.plan.day_plan import TrialOfDay, TrialTurn
from uncramp.trials.course import newest_trial
from uncramp.trials.design import Arm
from uncramp.trials.noted import is_of_nights
from uncramp.trials.turn import turn_on


def trial_of_day(diary: Diary, now: datetime, day: date) -> TrialOfDay | None:
    """Say what the trial asks of a day, as it stands ``now``; None where no trial asks anything of it.

    On a day whose turn is not known, and in a blinded trial, both arms wait: so the plan is the same for either.
    """
    record, sheets = newest_trial(diary), load_library().trial_remedies
    sheet = None if record is None else sheets.get(record.remedy or "")
    if record is None or sheet is None or (record.rival is not None and record.rival not in sheets):
        return None
    here = now.astimezone(zone_at(diary, now))
    turn = turn_on(diary, record, here, day, of_nights=is_of_nights(sheet))
    if turn is None:
        return None
    arms = {Arm.REMEDY: turn.design.remedy, Arm.RIVAL: turn.design.rival}
    return TrialOfDay(
        turn=TrialTurn(turn.state.value), do=None if turn.arm is None else arms.get(turn.arm),
        pack=turn.arm.value if turn.arm in (Arm.A, Arm.B) else None,
        leave=tuple(name for arm, name in arms.items() if arm is not turn.arm and name is not None),
    )
