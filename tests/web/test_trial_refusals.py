"""What cannot be done with a self-trial over HTTP: one clear sentence each, and nothing is written."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from uncramp.actions.note import note
from uncramp.actions.profile import change_profile

EVENING = datetime(2026, 5, 11, 20, tzinfo=ZoneInfo("Europe/Zurich"))
SEAL = "ab" * 32


def post(visitor, route: str, body: dict[str, object]):
    return visitor.client.post(f"/api/v1/{route}", json.dumps(body), content_type="application/json")


@pytest.mark.parametrize(("route", "body", "fault", "said"), [
    ("trial", {"remedy": "free_feet", "outcome": ""}, "no_outcome", "What is counted is missing"),
    ("trial", {"remedy": "free_feet", "outcome": "mood"}, "unknown_outcome", "nothing that can be counted"),
    ("trial", {"remedy": "free_feet", "block_days": 0}, "no_days", "at least one day"),
    ("trial", {"remedy": "free_feet", "pairs": 0}, "too_few_pairs", "too few"),
    ("trial", {"remedy": "quinine"}, "unknown_remedy", "nothing that can be tried"),
    ("trial", {"remedy": ""}, "unknown_remedy", "nothing that can be tried"),
    ("trial", {"remedy": "free_feet,magnesium"}, "two_at_once", "One remedy at a time"),
    ("trial", {"remedy": "free_feet", "rival": "evening_massage+magnesium"}, "two_at_once", "One remedy at a time"),
    ("trial", {"remedy": "free_feet", "rival": "warm_up", "outcome": "cramp_count"}, "other_time", "different times"),
    ("trial", {"remedy": "free_feet", "rival": "free_feet"}, "same_twice", "with itself"),
    ("trial", {"remedy": "magnesium"}, "forbidden", "not for you now"),
    ("trial?starts_on=2026-05-10", {"remedy": "free_feet"}, "in_the_past", "has passed"),
    ("trial?starts_on=2099-01-01", {"remedy": "free_feet"}, "too_far", "within 60 days"),
    ("trial", {"remedy": "free_feet", "blinded": True}, "cannot_be_blinded", "cannot be hidden"),
    ("trial", {"remedy": "salty_drink", "blinded": True}, "no_seal", "a helper who keeps the key"),
    (f"trial?seal={SEAL}", {"remedy": "free_feet"}, "not_blinded", "no key to it"),
    ("trial/key", {"remedy": "warm_up"}, "cannot_be_blinded", "cannot be hidden"),
    ("trial/unseal", {"code": "x"}, "no_trial", "no trial yet"), ("trial/today", {}, "no_trial", "no trial yet"),
    ("trial/guess", {"guess": "remedy"}, "no_trial", "no trial yet"),
])
def test_a_trial_that_cannot_be_is_refused_in_a_sentence(visitor, route, body, fault, said) -> None:
    with time_machine.travel(EVENING, tick=False):
        answer = post(visitor, route, body)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["fault"] == fault and said in answer.json()["error"]["text"]
    assert not any(each.kind.startswith("trial") for each in visitor.records())


@pytest.mark.parametrize("route", ["trial?starts_on=soon", "trial?starts_on=2026-02-30"])
def test_a_first_day_that_is_no_date_is_refused(visitor, route: str) -> None:
    answer = post(visitor, route, {"remedy": "free_feet"})
    assert 400 <= answer.status_code < 500 and "Traceback" not in answer.content.decode()
    assert visitor.records("trial") == []


def test_a_second_trial_and_a_changed_design_are_refused_and_the_attempt_is_told(visitor) -> None:
    with time_machine.travel(EVENING, tick=False):
        assert post(visitor, "trial", {"remedy": "free_feet", "pairs": 5}).status_code == 200
        assert post(visitor, "trial", {"remedy": "evening_massage"}).json()["error"]["fault"] == "one_at_a_time"
        trial = visitor.only("trial")
        changed = visitor.client.patch(
            f"/api/v1/records/{trial.id}", json.dumps({"pairs": 9}), content_type="application/json")
        assert 400 <= changed.status_code < 500 and "Another design is another trial" in changed.content.decode()
        by_hand = post(visitor, "records", {"kind": "trial_pair", "fields": {"trial": str(trial.id), "pair": 1}})
        assert 400 <= by_hand.status_code < 500
        course = visitor.get("/api/v1/trial").json()
    assert course["intact"] and course["written"]["design"]["pairs"] == 5
    assert [each["kind"] for each in course["deviations"]].count("change_refused") >= 1
    assert visitor.records("trial_pair") == []


def test_a_remedy_the_profile_forbids_is_refused_and_its_trial_stops_where_it_comes_to_be(visitor) -> None:
    about = {"age_years": "34", "pregnant": "no", "conditions": "none", "medicines": "none"}
    with time_machine.travel(EVENING, tick=False):
        change_profile(visitor.book(), about, EVENING)
        assert post(visitor, "trial", {"remedy": "magnesium", "pairs": 5}).status_code == 200
    later = EVENING + timedelta(days=2)
    with time_machine.travel(later, tick=False):
        change_profile(visitor.book(), {**about, "conditions": "kidney disease"}, later)
        assert post(visitor, "trial/today", {}).json()["state"] == "stopped"
        assert post(visitor, "trial", {"remedy": "magnesium"}).json()["error"]["fault"] == "forbidden"


def test_a_red_flag_bars_every_trial(visitor) -> None:
    with time_machine.travel(EVENING, tick=False):
        note(visitor.book(), "symptom", {"symptom": "dark_urine"}, EVENING)
        answer = post(visitor, "trial", {"remedy": "free_feet"})
    assert answer.json()["error"]["fault"] == "red_flag" and "somebody should see you" in answer.content.decode()
