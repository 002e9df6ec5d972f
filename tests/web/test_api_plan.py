"""The plan over HTTP: the same document as the command prints, and what was done noted once."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

ID = "7b0c9a52-3b53-4c8e-9a57-0a5f5a4f9e11"


def send(visitor, path: str, body: object) -> HttpResponse:
    return visitor.client.post(f"/api/v1/{path}", body, content_type="application/json")


def plan_a_run(visitor, at: str = "2026-05-10T18:00") -> None:
    told = {"kind": "planned_session", "at": at, "sport": "running", "effort": "hard", "planned_min": 60}
    assert send(visitor, "records", told).status_code == 201


def named(plan: dict, what: str) -> dict:
    return next(each for each in plan["items"] + plan["more"] if each["what"] == what)


def test_a_day_is_planned_with_amount_time_reason_and_claim(visitor) -> None:
    plan_a_run(visitor)
    plan = visitor.get("/api/v1/plan").json()
    assert plan["date"] == "2026-05-10"
    assert 0 < len(plan["items"]) <= 5
    warm_up = named(plan, "warm_up")
    assert (warm_up["when"], warm_up["unit"], warm_up["claim"]) == ("before_session", "min", "rem-warmup")
    whole_s = sum(step["seconds"] for step in warm_up["routine"]["steps"])
    assert whole_s == pytest.approx(60 * warm_up["minutes"], rel=0.2)


def test_what_is_withheld_comes_with_reason_and_instead_and_cannot_be_noted_as_done(visitor) -> None:
    plan = visitor.get("/api/v1/plan").json()
    assert {each["what"] for each in plan["withheld"]} == {"strength"}  # nothing is answered yet
    assert all(each["reason"] and each["instead"] for each in plan["withheld"])
    assert send(visitor, "plan/done", {"what": "strength", "id": ID}).status_code == 404
    assert visitor.records() == []


def test_another_day_and_the_week_are_planned(visitor) -> None:
    plan_a_run(visitor, "2026-05-13T07:00")
    assert named(visitor.get("/api/v1/plan?date=2026-05-13").json(), "warm_up")["at"].startswith("2026-05-13T06:")
    days = visitor.get("/api/v1/plan/week").json()["days"]
    assert [each["date"] for each in days] == [f"2026-05-{day}" for day in range(10, 17)]
    assert named(days[3], "warm_up")


@pytest.mark.parametrize(("asked", "fault"), [
    ("date=soon", "not_the_shape"), ("date=2099-01-01", "too_far"), ("date=9999-12-31", "too_far"),
    ("minutes=0", "not_the_shape"), ("minutes=nan", "not_the_shape"),
])
def test_a_day_that_cannot_be_planned_is_refused_in_a_sentence(visitor, asked: str, fault: str) -> None:
    refused = visitor.get(f"/api/v1/plan?{asked}")
    assert refused.status_code == 422
    assert refused.json()["error"]["fault"] == fault
    assert refused.json()["error"]["text"].endswith(".")


def test_the_minutes_there_are_bound_the_warm_up(visitor) -> None:
    plan_a_run(visitor)
    assert named(visitor.get("/api/v1/plan?minutes=6").json(), "warm_up")["minutes"] <= 6


def test_a_routine_that_was_done_is_noted_once_with_the_seconds_held(visitor) -> None:
    plan_a_run(visitor)
    steps = named(visitor.get("/api/v1/plan").json(), "warm_up")["routine"]["steps"]
    told = {"what": "warm_up", "id": ID, "held_s": [step["seconds"] / 2 for step in steps]}
    first, again = send(visitor, "plan/done", told), send(visitor, "plan/done", told)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert visitor.only("warm_up").duration_min == pytest.approx(sum(told["held_s"]) / 60, abs=0.06)


def test_stretches_sent_twice_are_noted_once_all_of_them(visitor) -> None:
    first = send(visitor, "plan/done", {"what": "stretch_after", "id": ID}).json()["records"]
    assert len(first) > 1
    assert send(visitor, "plan/done", {"what": "stretch_after", "id": ID}).json()["records"] == first
    assert len(visitor.records("stretch")) == len(first)


@pytest.mark.parametrize(("told", "status", "fault"), [
    ({"what": "potassium_pills", "id": ID}, 404, "not_in_plan"),
    ({"what": "warm_up", "id": ID, "held_s": [30]}, 422, "not_its_steps"),
    ({"what": "warm_up", "id": ID, "held_s": [-1] * 9}, 422, "not_its_steps"),
    ({"what": "drink_to_thirst", "id": ID, "held_s": [10]}, 422, "not_its_steps"),
    ({"what": "warm_up", "id": "mine"}, 422, "not_the_shape"),
])
def test_what_was_not_in_the_plan_is_not_noted(visitor, told: dict, status: int, fault: str) -> None:
    plan_a_run(visitor)
    refused = send(visitor, "plan/done", told)
    assert (refused.status_code, refused.json()["error"]["fault"]) == (status, fault)
    assert [each.kind for each in visitor.records()] == ["planned_session"]


def test_what_no_entry_can_hold_gives_an_empty_list(visitor) -> None:
    plan_a_run(visitor)
    answer = send(visitor, "plan/done", {"what": "drink_to_thirst", "id": ID})
    assert (answer.status_code, answer.json()) == (201, {"records": []})
