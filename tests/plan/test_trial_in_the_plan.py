"""A self-trial in the plan: its remedy first on days with it, left out on others, no word of what is to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions import trial as running
from uncramp.actions.note import note
from uncramp.actions.plan import plan_read, week_read
from uncramp.actions.profile import change_profile
from uncramp.actions.reminders import plans_left
from uncramp.actions.tick import take_back, tick
from uncramp.actions.trial_turn import trial_of_day
from uncramp.diary.profile import Profile
from uncramp.diary.records import TrialDay
from uncramp.knowledge.library import load_library
from uncramp.plan.day_plan import DayPlan, Moment, PlanItem, TrialTurn
from uncramp.store.memory import MemoryBook
from uncramp.trials.design import Arm
from uncramp.trials.offer import Asked
from uncramp.wording.calendars import calendar_file
from uncramp.wording.plan_listing import plan_document, week_as_text
from uncramp.wording.plans import say_plan
from uncramp.wording.reminders import due_between
from uncramp.wording.things import FIRST_THINGS

ZURICH = ZoneInfo("Europe/Zurich")
#: a Monday; a night cramp the night before makes the plan propose stretching at bedtime and loose bedding
FIRST = datetime(2026, 1, 5, 9, tzinfo=ZURICH)
LIBRARY = load_library()


def begun(remedy: str = "bedtime_stretching", rival: str | None = None, **asked: int) -> MemoryBook:
    book = MemoryBook()
    change_profile(book, {
        "home_zone": "Europe/Zurich", "age_years": 35, "pregnant": "no", "conditions": "none",
        "medicines": "none"}, FIRST)
    note(book, "cramp", {
        "at": "2026-01-05T03:10:00+01:00", "muscle": "calf", "circumstance": "night"}, FIRST)
    note(book, "planned_session", {
        "at": "2026-01-05T18:00:00+01:00", "sport": "running", "effort": "steady", "planned_min": 80}, FIRST)
    running.start_trial(book, FIRST, Asked(remedy=remedy, rival=rival, pairs=6, **asked), seed=5)
    return book


def drawn(book: MemoryBook, arm: Arm, now: datetime = FIRST) -> MemoryBook:
    """Draw until the block that begins has the arm that is wanted: a nonce is made for it."""
    from uncramp.trials.allocation import arm_order

    course = running.current_trial(book, now)
    assert course is not None and course.undrawn is not None
    wanted = next(
        number.to_bytes(16, "big") for number in range(100)
        if arm_order(course.written.seed, course.undrawn, number.to_bytes(16, "big"))[0] is arm)
    assert running.trial_today(book, now, wanted).arm is arm
    return book


def plan_on(book: MemoryBook, days: int = 0, now: datetime = FIRST) -> DayPlan:
    return plan_read(book.read(), now, day=(now + timedelta(days=days)).date(), with_risks=False)


def whats(plan: DayPlan) -> list[str]:
    return [item.what for item in (*plan.items, *plan.more)]


def own(plan: DayPlan) -> PlanItem:
    return next(item for item in (*plan.items, *plan.more) if item.of_trial)


def test_on_a_day_with_it_the_remedy_is_among_the_first_and_says_that_it_is_the_trials() -> None:
    plan = plan_on(drawn(begun(), Arm.REMEDY))
    assert [item.what for item in plan.items[:FIRST_THINGS] if item.of_trial] == ["stretch_at_bedtime"]
    assert own(plan).routine is not None and plan.trial is not None and plan.trial.do == "bedtime_stretching"
    page = say_plan(plan, "en", Profile())
    said = next(each for each in page.items if each.of_trial)
    assert said.when.startswith("Your trial · Before bed") and "Your trial: this is a day with it." in said.why
    assert page.trial == "Your trial: stretching at bedtime."


def test_on_a_day_without_it_nothing_of_the_remedy_is_proposed() -> None:
    usual, without = plan_on(begun_without_a_trial()), plan_on(drawn(begun(), Arm.RIVAL))
    stretches = {"stretch_at_bedtime", "stretch_after"}
    assert stretches <= {*whats(usual)} and not stretches & {*whats(without)}
    assert without.trial is not None and {*without.trial.waiting} == stretches
    assert {*whats(usual)} - stretches <= {*whats(without)}  # nothing else is lost
    assert say_plan(without, "en", Profile()).trial == (
        "Your trial: without stretching at bedtime. Go to bed without stretching.")


def begun_without_a_trial() -> MemoryBook:
    book = begun()
    running.stop_trial(book, FIRST)
    return book


@pytest.mark.parametrize("remedy", sorted(LIBRARY.trial_remedies))
def test_every_remedy_is_in_the_plan_on_its_days_and_on_no_others(remedy: str) -> None:
    sheet = LIBRARY.trial_remedies[remedy]
    for on, (with_it, without) in {
        number: (plan_on(drawn(begun(remedy), Arm.REMEDY), number), plan_on(drawn(begun(remedy), Arm.RIVAL), number))
        for number in (0, 1)  # a day with a session and one without
    }.items():
        assert own(with_it).what in (*sheet.plan, "trial"), on
        assert own(with_it) in with_it.items[:FIRST_THINGS], on
        assert not {*sheet.plan, "trial"} & {*whats(without)}, on


def test_two_remedies_take_turns_and_both_wait_before_the_draw() -> None:
    pair = ("bedtime_stretching", "evening_massage")
    one, other = (plan_on(drawn(begun(*pair), arm)) for arm in (Arm.REMEDY, Arm.RIVAL))
    assert own(one).what == "stretch_at_bedtime" and "massage_after" not in whats(one)
    assert own(other).what == "massage_after" and "stretch_at_bedtime" not in whats(other)
    assert say_plan(other, "en", Profile()).trial == (
        "Your trial: light rubbing in the evening. Stretching at bedtime waits.")
    before = plan_on(begun(*pair))
    assert own(before).what == "trial_look" and not {"stretch_at_bedtime", "massage_after"} & {*whats(before)}


def everything_said(book: MemoryBook, days: range) -> str:
    """Write all that plan, week, calendar and reminders say of some days to come."""
    profile, moment = Profile(home_zone="Europe/Zurich"), FIRST
    plans = [plan_on(book, ahead) for ahead in days]
    pages = [say_plan(plan, "en", profile) for plan in plans]
    due = due_between(
        [say_plan(plan, "en", profile) for plan in plans_left(book, moment, [plan.day for plan in plans])], ZURICH,
        moment, moment + timedelta(days=30))
    return "\n".join((
        repr(plans), repr([plan_document(plan, page) for plan, page in zip(plans, pages, strict=True)]),
        calendar_file(pages, ZURICH, "en", now=moment).decode(), week_as_text(pages, "en"), repr(due)))


@pytest.mark.parametrize("rival", [None, "evening_massage"])
def test_no_block_to_come_can_be_told_from_plan_calendar_or_reminders(rival: str | None) -> None:
    asked = {"remedy": "bedtime_stretching", "rival": rival, "block_days": 3, "wash_in_days": 0}
    one, other = (drawn(begun(**asked), arm) for arm in (Arm.REMEDY, Arm.RIVAL))
    assert everything_said(one, range(3, 12)) == everything_said(other, range(3, 12))
    assert everything_said(one, range(3)) != everything_said(other, range(3))
    turns = [trial_of_day(one.read(), FIRST, FIRST.date() + timedelta(days=ahead)) for ahead in range(8)]
    known, draw, sealed = TrialTurn.KNOWN, TrialTurn.TO_DRAW, TrialTurn.SEALED
    assert [each and each.turn for each in turns] == [known] * 3 + [sealed] * 3 + [draw, sealed]


def test_the_week_is_the_same_as_the_days_one_by_one() -> None:
    book = drawn(begun(block_days=3, wash_in_days=0), Arm.REMEDY)
    assert [plan.trial for plan in week_read(book.read(), FIRST)] == [plan_on(book, ahead).trial for ahead in range(7)]


def test_in_a_pause_and_after_a_stop_the_plan_is_as_ever() -> None:
    book = drawn(begun(), Arm.RIVAL)
    running.pause_trial(book, FIRST, till=date(2026, 1, 7))
    assert plan_on(book).trial is None and "stretch_at_bedtime" in whats(plan_on(book))
    assert plan_on(book, 3).trial is not None  # the pause has an end
    running.stop_trial(book, FIRST)
    assert plan_on(book, 3).trial is None


def test_where_somebody_should_look_first_the_plan_says_nothing_else() -> None:
    book = drawn(begun(), Arm.REMEDY)
    note(book, "symptom", {"at": "2026-01-05T08:00:00+01:00", "symptom": "dark_urine"}, FIRST)
    plan = plan_on(book)
    assert plan.headline.id == "care_first" and not any(item.of_trial for item in plan.items)


def test_a_remedy_that_is_no_longer_for_this_person_is_withheld_although_it_is_its_day() -> None:
    book = drawn(begun("evening_warmth"), Arm.REMEDY)
    change_profile(book, {"conditions": "neuropathy"}, FIRST)
    plan = plan_on(book)
    assert not any(item.of_trial for item in (*plan.items, *plan.more))
    assert "heat_after" in [each.what for each in plan.withheld]


def test_a_tick_without_an_entry_is_the_answer_of_the_day_and_can_be_taken_back() -> None:
    book = drawn(begun("free_feet"), Arm.REMEDY)
    item = own(plan_on(book))
    assert tick(book, item, uuid4(), FIRST) == ()
    assert [each.done for each in book.read().of(TrialDay)] == [True]
    later = FIRST + timedelta(minutes=1)
    take_back(book, item, later)
    course = running.current_trial(book, later)
    assert course is not None and course.done is None


def test_a_pair_that_begins_is_a_thing_for_the_calendar_at_eight() -> None:
    book = drawn(begun(block_days=1, wash_in_days=0), Arm.REMEDY)
    pages = [say_plan(plan_on(book, ahead), "en", Profile()) for ahead in range(4)]
    text = calendar_file(pages, ZURICH, "en", now=FIRST).decode()
    assert "UID:2026-01-07-trial_look@uncramp" in text and "2026-01-06-trial_look" not in text
    assert "DTSTART;TZID=Europe/Zurich:20260107T080000" in text


def test_what_keeps_from_harm_never_waits_for_a_trial_and_every_sheet_names_things_there_are() -> None:
    for sheet in LIBRARY.trial_remedies.values():
        assert {*sheet.plan} <= {*LIBRARY.plan_texts} and Moment(sheet.when)
        assert "drink_to_thirst" not in sheet.plan


def test_a_trial_nobody_looked_at_past_its_end_still_asks_to_look_and_a_finished_one_asks_nothing() -> None:
    months = FIRST + timedelta(days=200)
    forgotten = drawn(begun(), Arm.REMEDY)
    assert trial_of_day(forgotten.read(), months, months.date()) is not None
    assert own(plan_on(forgotten, now=months)).what == "trial_look"
    lived = begun(block_days=1, wash_in_days=0)
    for number in range(12):
        running.trial_today(lived, FIRST + timedelta(days=number), number.to_bytes(16, "big"))
    assert trial_of_day(lived.read(), months, months.date()) is None
