"""What a trial's result says to somebody who knows nothing of it: numbers as they are, and no more than they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import textstat

from uncramp.trials.blocks import TrialDay
from uncramp.trials.design import Arm, TrialDesign, TrialOutcome
from uncramp.trials.protocol import protocol
from uncramp.trials.result import TrialResult, TrialVerdict, analyse
from uncramp.wording.trial_numbers import in_base, say_came, say_ratio
from uncramp.wording.trial_results import say_result

COUNT, STRENGTH, NIGHT = TrialOutcome.CRAMP_COUNT, TrialOutcome.INTENSITY, TrialOutcome.CRAMP_NIGHT


def result(
    outcome: TrialOutcome, with_it: list[float], without: list[float], pairs: int, rival: str | None = None
) -> tuple[Any, TrialResult]:
    """Each block of a pair holds the same days; blocks take turns in who comes first."""
    design = TrialDesign(
        remedy="evening_massage", rival=rival, outcome=outcome, pairs=pairs, block_days=len(with_it), wash_in_days=0)
    written = protocol("?", design, seed=1, starts_on=date(2026, 1, 5), written_at=datetime(2026, 1, 1, tzinfo=UTC))
    days, at = [], date(2026, 1, 5)
    for pair in range(pairs):
        order = (Arm.REMEDY, Arm.RIVAL) if pair % 2 else (Arm.RIVAL, Arm.REMEDY)
        for block, arm in enumerate(order):
            for value in with_it if arm is Arm.REMEDY else without:
                days.append(TrialDay(day=at, pair=pair, block=block, arm=arm, value=value, done=True))
                at += timedelta(days=1)
    course: Any = SimpleNamespace(written=written, intact=True, adverse=(), deviations=(), sealed=False, guesses=())
    return course, analyse(written, days)


def share(cramps: int, of: int, value: float = 1.0) -> list[float]:
    return [value] * cramps + [0.0] * (of - cramps)


@pytest.mark.parametrize(("outcome", "with_it", "without", "pairs", "verdict", "said"), [
    (NIGHT, share(3, 14), share(6, 14), 10, TrialVerdict.HELPS,
     "probably helps you: cramps in about 4 of 10 nights without it, in 2 with it."),
    (NIGHT, share(6, 14), share(2, 14), 10, TrialVerdict.HARMS,
     "probably makes it worse for you: cramps in about 14 of 100 nights without it, in 43 with it."),
    (NIGHT, share(4, 10), share(4, 10), 60, TrialVerdict.NO_DIFFERENCE,
     "made no difference worth having for you: cramps in about 4 of 10 nights without it, in 4 with it."),
    (NIGHT, share(2, 7), share(2, 7), 6, TrialVerdict.CANNOT_TELL, "We cannot tell whether light rubbing"),
    (COUNT, share(1, 14), share(5, 14, 2.0), 10, TrialVerdict.HELPS,
     "about 71 cramps in 100 days without it, 7 with it."),
    (COUNT, share(1, 50), share(0, 50), 6, TrialVerdict.CANNOT_TELL, "about 0 cramps in 100 days without it, 2 with"),
    (STRENGTH, share(3, 14, 3.0), share(7, 14, 6.0), 10, TrialVerdict.HELPS,
     "a mean strength of 3.0 in 10 without it, 0.6 with it (no cramp counts as 0)."),
    (STRENGTH, share(7, 14, 6.0), share(3, 14, 3.0), 10, TrialVerdict.HARMS, "probably makes it worse for you: a mean"),
    (STRENGTH, share(4, 10, 5.0), share(4, 10, 5.0), 60, TrialVerdict.NO_DIFFERENCE, "2.0 in 10 without it, 2.0 with"),
])
def test_a_verdict_is_said_with_what_was_counted(
    outcome: TrialOutcome, with_it: list[float], without: list[float], pairs: int, verdict: TrialVerdict, said: str
) -> None:
    course, found = result(outcome, with_it, without, pairs)
    page = say_result(course, found, "en")
    assert found.verdict is verdict and said in page.say
    whole = " ".join((page.say, *page.support, *page.doubts, page.per_protocol, page.not_blind)).lower()
    assert not {"because of", "due to", "proves", "significant"} & {each for each in (
        "because of", "due to", "proves", "significant") if each in whole}
    assert textstat.flesch_reading_ease(page.say) > 50


def test_help_below_what_is_worth_having_is_said_to_be_little() -> None:
    course, found = result(COUNT, share(17, 50), share(20, 50), 60)
    assert found.verdict is TrialVerdict.HELPS and found.as_randomised.estimate.chance_no_difference > 0.9
    assert "probably helps you, but by less than was called worth having" in say_result(course, found, "en").say


def test_one_cramp_is_one_cramp() -> None:
    design = TrialDesign(remedy="evening_massage", outcome=COUNT, pairs=6, block_days=7)
    seen: Any = SimpleNamespace(estimate=SimpleNamespace(rate_rival=0.011, rate_remedy=0.03))
    assert say_came(design, seen, False, "en") == "about 1 cramp in 100 days without it, 3 with it"


def test_two_remedies_are_named_and_none_is_called_without() -> None:
    course, found = result(NIGHT, share(3, 14), share(6, 14), 10, rival="evening_warmth")
    said = say_result(course, found, "en").say
    assert said.startswith(
        "Light rubbing in the evening is probably better for you than warmth in the evening: cramps in about 4 of 10 "
        "nights with warmth in the evening, in 2 with light rubbing in the evening.")
    assert "without" not in said


@pytest.mark.parametrize(("outcome", "said"), [
    (NIGHT, "odds of a cramp 0."), (COUNT, "times as many cramps"), (STRENGTH, "odds of a stronger cramp 0.")])
def test_a_ratio_names_what_it_is_of(outcome: TrialOutcome, said: str) -> None:
    course, found = result(outcome, share(2, 14), share(5, 14), 10)
    assert said in say_ratio(course.written.design, found.as_randomised, "en")


@pytest.mark.parametrize(("a", "b", "base"), [
    (0.2, 0.4, 10), (0.35, 0.34, 100), (0.44, 0.36, 100), (0.05, 0.3, 100), (0.38, 0.42, 100), (0.42, 0.41, 10)])
def test_rounding_makes_no_difference_of_its_own(a: float, b: float, base: int) -> None:
    assert in_base(a, b) == base
