"""People of ``tests/scenarios``, each with the plan of one day: read it as the person would, and as a physician.

``UNCRAMP_GOLDEN=write`` writes the plans anew; read what changed before keeping it.
"""

from __future__ import annotations

import json
import os
from functools import partial

import pytest
import scenario

from uncramp.actions.plan import plan_read
from uncramp.plan import meals
from uncramp.plan.day_plan import DayPlan, PlanItem
from uncramp.plan.food import Limits
from uncramp.wording.plans import PlanPage, SaidItem, say_plan


@pytest.fixture(autouse=True)
def patient_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the solver all the time it wants: on a busy machine its limit would change the food of a plan."""
    monkeypatch.setattr(meals, "Limits", partial(Limits, time_s=20.0))


NAMES = sorted(path.stem for path in scenario.FOLDER.glob("*.diary"))


def told(name: str) -> tuple[DayPlan, PlanPage]:
    """Plan the day of one person and say it."""
    person = scenario.read_scenario((scenario.FOLDER / f"{name}.diary").read_text(encoding="utf-8"))
    plan = plan_read(person.diary, person.now)
    return plan, say_plan(plan, "en", person.diary.profile, today=person.now.date())


def item_of(item: PlanItem, said: SaidItem) -> dict[str, object]:
    """Give one item with its sentences; what is empty is left out."""
    exercises = [step.exercise for step in item.routine.steps if step.exercise] if item.routine else []
    found = {
        "what": item.what, "says": said.sentence, "beside": said.beside, "when": said.when, "why": list(said.why),
        "careful": list(said.careful), "amount": item.amount, "amount_high": item.amount_high, "unit": item.unit,
        "minutes": item.minutes, "exercises": list(dict.fromkeys(exercises)), "claim": item.claim,
        "exposure": item.exposure, "actions": sorted(item.actions),
    }
    return {
        key: round(value, 3) if isinstance(value, float) else value
        for key, value in found.items() if value not in (None, [], "")
    }


def document(name: str) -> str:
    """Give the plan of one person as it is kept beside the diary."""
    plan, page = told(name)
    return json.dumps({
        "date": plan.day.isoformat(), "headline": page.headline,
        "items": [item_of(*both) for both in zip(plan.items, page.items, strict=True)],
        "more": [item_of(*both) for both in zip(plan.more, page.more, strict=True)],
        "withheld": [
            {"what": each.what, "says": each.sentence, "why": list(each.why), "instead": each.instead}
            for each in page.withheld
        ],
        "notes": list(page.notes), "no_longer": list(plan.no_longer),
    }, indent=1, ensure_ascii=False) + "\n"


def test_there_are_people_enough() -> None:
    assert len(NAMES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_of_a_person_is_the_one_that_was_read(name: str) -> None:
    golden = scenario.FOLDER / f"{name}.plan.json"
    found = document(name)
    if os.environ.get("UNCRAMP_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8"), "read the change; if it is meant, write it with UNCRAMP_GOLDEN"


def whats(name: str) -> tuple[set[str], set[str]]:
    """Give what is advised to one person, and what is withheld."""
    plan, _page = told(name)
    return {item.what for item in (*plan.items, *plan.more)}, {each.what for each in plan.withheld}


def test_a_red_flag_leaves_nothing_but_whom_to_see() -> None:
    assert whats("a_red_flag_by_night") == ({"care_same_day"}, set())


def test_after_a_suspected_tear_nothing_that_moves_the_leg_is_advised() -> None:
    advised, withheld = whats("after_a_suspected_tear")
    assert advised == {"care_see_clinician", "rest_and_look"}
    assert {"warm_up", "stretch_after", "massage_after", "heat_after"} <= withheld


def test_pregnancy_and_dialysis_go_their_own_ways() -> None:
    for name, team in (("pregnant_at_30", "your midwife or doctor"), ("on_dialysis", "your dialysis or kidney team")):
        plan, page = told(name)
        assert plan.items[0].what == "care_see_clinician"
        assert team in page.items[0].sentence
        assert not [item for item in plan.items if item.unit in ("l/h", "ml", "mg/h", "l/kg")]


def test_a_fluid_limit_leaves_no_word_to_drink() -> None:
    advised, withheld = whats("heart_failure_with_a_fluid_limit")
    assert not {each for each in advised if each.startswith(("drink", "sodium", "weigh"))}
    assert "drink_to_thirst" in withheld


def test_heat_beyond_the_limit_leaves_the_session_out_and_the_pace_with_it() -> None:
    for name in ("too_hot_to_train", "a_marathon_beyond_the_limit"):
        advised, _withheld = whats(name)
        assert "heat_cancel" in advised
        assert not {"pace_ceiling", "warm_up", "drink_to_thirst"} & advised


def test_the_painkiller_of_an_ultra_runner_is_withheld_and_drinking_has_no_figure() -> None:
    plan, _page = told("ultra_runner_with_painkillers")
    assert "painkiller_for_sport" in {each.what for each in plan.withheld}
    assert [item.amount_high for item in plan.items if item.what == "drink_to_thirst"] == [None]
