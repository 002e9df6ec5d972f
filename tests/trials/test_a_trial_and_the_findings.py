"""A trial in a diary and what the findings make of it: told of once, read once, and silent while it runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from uncramp.actions import trial as running
from uncramp.actions.profile import change_profile
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.records import CheckIn, Cramp, Massage, ObservationPeriod, Record, Trial
from uncramp.exposures.exposure import Unknown
from uncramp.store.memory import MemoryBook
from uncramp.trials.design import Arm
from uncramp.trials.offer import Asked
from uncramp.triggers.finding import Finding
from uncramp.triggers.weighed import Weighed
from uncramp.wording.findings import say_findings

ZURICH = ZoneInfo("Europe/Zurich")
FIRST = datetime(2025, 8, 1, 20, tzinfo=ZURICH)
BEFORE, PAIRS = 60, 6
STARTS = FIRST + timedelta(days=BEFORE)
SPACE = UUID(int=8)


def evening(day: datetime, *, rubbed: bool, cramp: bool) -> Iterable[Record]:
    yield CheckIn(id=uuid5(SPACE, f"c{day}"), at=day, noted_at=day, fatigue_0_10=3)
    if rubbed:
        yield Massage(id=uuid5(SPACE, f"m{day}"), at=day, noted_at=day, duration_min=5)
    if cramp:
        woken = day + timedelta(hours=6)
        yield Cramp(id=uuid5(SPACE, f"k{day}"), at=woken, noted_at=woken)


def written(stop_after: int = 2 * 7 * PAIRS, rival: str | None = None) -> MemoryBook:
    """Rub on two evenings of five; in the trial as drawn, with a cramp in every second night without it."""
    book = MemoryBook()
    change_profile(book, {
        "home_zone": "Europe/Zurich", "age_band": "16_to_64", "conditions": "none", "medicines": "none"}, FIRST)
    records: list[Record] = [ObservationPeriod(id=uuid5(SPACE, "o"), at=FIRST, noted_at=FIRST)]
    for number in range(BEFORE):
        records += evening(FIRST + timedelta(days=number), rubbed=number % 5 < 2, cramp=number % 4 == 0)
    book.write(records, now=STARTS, what="note")
    running.start_trial(book, STARTS, Asked(remedy="evening_massage", rival=rival, pairs=PAIRS), seed=3)
    for number in range(0, stop_after, 14):
        day = STARTS + timedelta(days=number)
        course = running.trial_today(book, day, hashlib.sha256(str(number).encode()).digest()[:16])
        inside: list[Record] = []
        for later in range(min(14, stop_after - number)):
            on = (course.arm is Arm.REMEDY) == (later < 7)
            inside += evening(day + timedelta(days=later), rubbed=on, cramp=not on and later % 2 == 0)
        book.write(inside, now=day, what="note")
    return book


@cache
def finished() -> Weighed:
    return weigh_diary(written().read(), STARTS + timedelta(days=2 * 7 * PAIRS + 1))


def massage(weighed: Weighed, outcome: str = "night") -> Finding:
    return next(each for each in weighed.report.findings if (each.exposure, each.outcome) == ("massage", outcome))


def test_the_finding_tells_of_the_trial_and_begins_from_it() -> None:
    found = massage(finished())
    assert found.trial is not None and (found.trial.remedy, found.trial.verdict) == ("evening_massage", "helps")
    assert found.trial.log_odds_ratio is not None and found.trial.log_odds_ratio < -1.0
    assert found.prior_mean < -0.05  # no sheet leans either way: this is from the trial
    assert found.trial.odds_ratio_before is not None and found.trial.odds_ratio_before < 0.7
    page = say_findings(finished().report, "en").as_text()
    assert "your own trial, with the days drawn by lot: light rubbing in the evening probably works for you." in page


def test_the_nights_of_the_trial_are_not_read_a_second_time() -> None:
    weighed, found = finished(), massage(finished())
    column = next(at for at, each in enumerate(weighed.table.exposures) if each.id == "massage")
    aside = [why[column] is Unknown.SET_BY_LOT for why in weighed.table.why_unknown]
    assert found.trial is not None and sum(aside) == found.trial.set_aside == 2 * PAIRS * 6  # a day of wash-in each
    assert np.isnan(weighed.table.values[aside, column]).all()
    assert found.known <= found.windows - sum(aside)
    assert all(weighed.table.windows[row].counted for row in np.flatnonzero(aside))  # they still count for the others


def test_only_the_outcome_of_the_trial_is_told_of() -> None:
    assert massage(finished(), "session").trial is None
    assert all(each.trial is None for each in finished().report.findings if each.exposure != "massage")


def test_an_open_trial_shows_nothing() -> None:
    halfway = STARTS + timedelta(days=40)
    weighed = weigh_diary(written(stop_after=41).read(), halfway)
    found = massage(weighed)
    assert found.trial is not None and found.trial.verdict == "running"
    assert found.trial.odds_ratio is None and found.trial.log_odds_ratio is None
    assert found.trial.set_aside == 40  # every night with an arm, washing in or not
    assert not weighed.study.columns[[each.name for each in weighed.study.columns].index("massage")].trials
    assert "is going on" in say_findings(weighed.report, "en").as_text()


def test_a_stopped_trial_is_told_of_more_widely() -> None:
    book, now = written(stop_after=56), STARTS + timedelta(days=56)
    running.stop_trial(book, now, "moving house")
    found, whole = massage(weigh_diary(book.read(), now)).trial, massage(finished()).trial
    assert found is not None and found.stopped and found.pairs == 4 and found.set_aside < 72
    assert found.sd is not None and whole is not None and whole.sd is not None and found.sd > whole.sd


def test_a_trial_whose_protocol_was_changed_is_an_ordinary_stretch_of_diary() -> None:
    book, now = written(), STARTS + timedelta(days=2 * 7 * PAIRS + 1)
    book.amend(replace(book.read().of(Trial)[0], believed_mean=-2.0), now=now)
    weighed = weigh_diary(book.read(), now)
    assert massage(weighed).trial is None and massage(weighed).known > massage(finished()).known


def test_of_two_remedies_against_each_other_nothing_follows_for_one_alone() -> None:
    book, now = written(stop_after=28, rival="evening_warmth"), STARTS + timedelta(days=28)
    kinds = {each.exposure for each in weigh_diary(book.read(), now).report.findings if each.trial is not None}
    assert kinds == {"massage", "heat_therapy"}  # while it runs neither is looked at
    running.stop_trial(book, now)
    assert all(each.trial is None for each in weigh_diary(book.read(), now).report.findings)


def test_a_remedy_of_which_nothing_is_noted_moved_its_exposure_by_one() -> None:
    book, now = written(), STARTS + timedelta(days=2 * 7 * PAIRS + 1)
    book.delete([each.id for each in book.read().of(Massage)], now=now)
    found = massage(weigh_diary(book.read(), now))
    assert found.trial is not None and found.trial.log_odds_ratio is not None
    assert found.why == "no_values"  # the finding is then the trial's alone
    assert found.log_odds_ratio < -0.5 and found.trial.odds_ratio_before == pytest.approx(found.odds_ratio)


def test_a_night_of_the_trial_is_named_by_the_day_of_waking() -> None:
    weighed = finished()
    column = next(at for at, each in enumerate(weighed.table.exposures) if each.id == "massage")
    days = [
        window.day for window, why in zip(weighed.table.windows, weighed.table.why_unknown, strict=True)
        if why[column] is Unknown.SET_BY_LOT]
    assert days[0] == date(2025, 9, 30) + timedelta(days=2)  # 30 September is washing in, the night after is of 2 Oct
    assert days[0] == (STARTS + timedelta(days=2)).date()


@pytest.mark.parametrize("language", ["en"])
def test_the_words_say_what_was_moved_and_that_nothing_counts_twice(language: str) -> None:
    said = next(each for each in say_findings(finished().report, language).tried if each.exposure == "massage")
    assert "counted only once" in said.trial[2] and "Your other days move it to" in said.trial[2]
    assert "because" not in " ".join(said.trial)
