"""What was done becomes entries: seconds by hand, sums that hold for any routine, and nothing for nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.body import Muscle, Side
from uncramp.knowledge.library import load_library
from uncramp.plan.answers import OFFERED, entry_of
from uncramp.plan.day_plan import Because, Moment, PlanItem, Routine, RoutineStep, Topic
from uncramp.plan.done import LEAST_S, TIMED, entries_as_planned, entries_of, routine_of
from uncramp.plan.questions import ASKABLE

NOW = datetime(2026, 5, 10, 19, 0, tzinfo=UTC)
LIBRARY = load_library()


def hold(exercise: str, side: Side | None, seconds: int = 30) -> RoutineStep:
    return RoutineStep(exercise=exercise, part="hold", seconds=seconds, side=side)


def item(what: str, topic: Topic, **more: object) -> PlanItem:
    return PlanItem(
        what=what, topic=topic, when=Moment.ANY_TIME, claim="rem-heat", because=(Because(id="sore"),),
        actions=frozenset(), **more,
    )


def test_two_holds_of_30_and_12_seconds_are_one_entry_of_twice_21_seconds() -> None:
    routine = Routine(id="s", steps=(hold("calf_wall", Side.LEFT), hold("calf_wall", Side.LEFT)), records_as="stretch")
    (entry,) = entries_of(routine, [30.0, 12.0], LIBRARY, NOW)
    assert (entry.fields["hold_s"], entry.fields["repeats"], entry.fields["side"]) == (21.0, 2, Side.LEFT)
    assert entry.fields["at"] == NOW - timedelta(seconds=42)


@given(st.lists(st.tuples(st.sampled_from(["calf_wall", "hamstring_wall"]), st.sampled_from([*Side, None]),
                          st.floats(0, 200)), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_the_seconds_noted_are_those_that_were_held(steps: list[tuple[str, Side | None, float]]) -> None:
    routine = Routine(id="s", steps=tuple(hold(name, side) for name, side, _ in steps), records_as="stretch")
    entries = entries_of(routine, [held for _, _, held in steps], LIBRARY, NOW)
    noted = sum(float(str(each.fields["hold_s"])) * int(str(each.fields["repeats"])) for each in entries)
    counted = [min(held, 30.0) for _, _, held in steps if held >= LEAST_S]
    assert noted == pytest.approx(sum(counted), abs=0.05 * len(counted) + 1e-9)
    assert all(0 < float(str(each.fields["hold_s"])) <= 30 for each in entries)


def test_rests_and_slips_of_the_thumb_are_no_stretch() -> None:
    steps = (hold("calf_wall", Side.LEFT), RoutineStep(exercise=None, part="rest", seconds=10))
    assert entries_of(Routine(id="s", steps=steps, records_as="stretch"), [2.0, 10.0], LIBRARY, NOW) == ()


def test_a_warm_up_tells_its_parts_by_the_kinds_of_its_exercises() -> None:
    steps = (RoutineStep(exercise="easy_walk_jog", part="raise", seconds=240),
             RoutineStep(exercise="leg_swings_front", part="mobilise", seconds=60, side=Side.LEFT))
    (entry,) = entries_of(Routine(id="w", steps=steps, records_as="warm_up"), [240, 30], LIBRARY, NOW)
    assert entry.kind == "warm_up" and entry.fields["duration_min"] == 4.5
    assert entry.fields["parts"] == ["dynamic_stretch", "light_cardio"]


def test_minutes_that_nobody_told_stay_unknown_and_timed_ones_are_noted() -> None:
    rub = item("massage_after", Topic.MASSAGE, minutes=5.0, muscle=Muscle.CALF)
    (ticked,) = entries_as_planned(rub, LIBRARY, NOW)
    assert ticked.kind == "massage" and "duration_min" not in ticked.fields and ticked.fields["muscle"] is Muscle.CALF
    timer = routine_of(rub)
    assert timer is not None and timer.seconds == 300 and timer.records_as == TIMED["massage_after"]
    (timed,) = entries_of(timer, [90.0], LIBRARY, NOW, muscle=rub.muscle)
    assert timed.fields["duration_min"] == 1.5


def test_a_pace_that_was_held_becomes_no_entry() -> None:
    assert entries_as_planned(item("pace_ceiling", Topic.PACE), LIBRARY, NOW) == ()
    assert routine_of(item("pace_ceiling", Topic.PACE)) is None


def test_strength_is_a_session_of_its_own_sport() -> None:
    steps = (RoutineStep(exercise="bridge", part="strength", seconds=120, repeats=8),)
    (entry,) = entries_of(Routine(id="st", steps=steps, records_as="check_in"), [120], LIBRARY, NOW)
    assert (entry.kind, entry.fields["sport"], entry.fields["moving_min"]) == ("session", "strength", 2.0)


def test_every_question_offers_answers_that_its_entry_can_hold() -> None:
    from zoneinfo import ZoneInfo

    from uncramp.diary.diary import Diary
    from uncramp.diary.notation import from_dict

    assert set(OFFERED) == {each.id for each in ASKABLE}
    for question, values in OFFERED.items():
        for value in values if question != "how_hard" else ():
            entry = entry_of(question, float(value), Diary(()), NOW)
            made = from_dict(entry.kind, entry.fields, home_zone=ZoneInfo("UTC"), now=NOW)
            assert made.kind == entry.kind
