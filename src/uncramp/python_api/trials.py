"""A self-trial's design with its chance, its course and its result, as values for a notebook or a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from uncramp.actions import trial as running, trial_design as designing
from uncramp.actions.trial_course import course_read
from uncramp.diary.diary import Diary
from uncramp.store.book import Book
from uncramp.trials.course import Course
from uncramp.trials.offer import Asked, Offer
from uncramp.trials.result import TrialResult


def design_trial(
    diary: Book | Diary, remedy: str, *, rival: str | None = None, outcome: str | None = None, pairs: int | None = None,
    block_days: int | None = None, wash_in_days: int | None = None, blinded: bool = False, seed: int = 1,
    ways: bool = False, now: datetime | None = None, on_progress: Callable[[float], None] | None = None,
) -> Offer:
    """Design a self-trial from a diary, with the chance that it finds a halving; what is left out is proposed.

    ``remedy`` and ``rival`` are ids (``bedtime_stretching``, ``warm_up`` ...). ``ways`` looks for better designs, too.
    Raises TrialRefusedError and DesignFaultsError for what cannot be a trial.
    """
    asked = Asked(
        remedy=remedy, rival=rival, outcome=outcome, pairs=pairs, block_days=block_days, wash_in_days=wash_in_days,
        blinded=blinded)
    read = diary if isinstance(diary, Diary) else diary.read()
    return designing.design_trial(
        read, now or datetime.now(UTC), asked, seed=seed, ways=ways, on_progress=on_progress)


def trial_course(diary: Book | Diary, *, now: datetime | None = None) -> Course | None:
    """Say how the newest trial of a diary stands, without an arm of a block to come; None without a trial."""
    return course_read(diary if isinstance(diary, Diary) else diary.read(), now or datetime.now(UTC))


def trial_result(diary: Book, *, now: datetime | None = None) -> TrialResult:
    """Analyse the newest trial as its protocol says. Raises TrialRefusedError while it goes on."""
    return running.trial_result(diary, now or datetime.now(UTC))[1]
