"""Say what a running self-trial asks of a day, for the plan of that day; nothing of a block that has not begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from uncramp.diary.diary import Diary
from uncramp.exposures.person_time import zone_at
from uncramp.knowledge.library import load_library
from uncramp.plan.day_plan import TrialOfDay, TrialTurn
from uncramp.trials.course import newest_trial
from uncramp.trials.design import Arm
from uncramp.trials.noted import is_of_nights
from uncramp.trials.turn import Turn, is_over, turn_on


def trial_of_day(diary: Diary, now: datetime, day: date) -> TrialOfDay | None:
    """Say what the trial asks of a day, as it stands ``now``; None where no trial asks anything of it.

    On a day whose turn is not known, and in a blinded trial, both arms wait: so the plan is the same for either.
    """
    return trial_of_days(diary, now)(day)


def trial_of_days(diary: Diary, now: datetime) -> Callable[[date], TrialOfDay | None]:
    """Give what says as :func:`trial_of_day` of any day, for whoever asks about several."""
    record, sheets = newest_trial(diary), load_library().trial_remedies
    sheet = None if record is None else sheets.get(record.remedy or "")
    if record is None or sheet is None or (record.rival is not None and record.rival not in sheets):
        return lambda _day: None
    if is_over(diary, record, now.date() - timedelta(days=2)):  # wherever the person is: no zone is asked for it
        return lambda _day: None
    here, of_nights = now.astimezone(zone_at(diary, now)), is_of_nights(sheet)
    return lambda day: _said(turn_on(diary, record, here, day, of_nights=of_nights))


def _said(turn: Turn | None) -> TrialOfDay | None:
    if turn is None:
        return None
    arms = {Arm.REMEDY: turn.design.remedy, Arm.RIVAL: turn.design.rival}
    return TrialOfDay(
        turn=TrialTurn(turn.state.value), do=None if turn.arm is None else arms.get(turn.arm),
        pack=turn.arm.value if turn.arm in (Arm.A, Arm.B) else None,
        leave=tuple(name for arm, name in arms.items() if arm is not turn.arm and name is not None),
    )
