"""The pages of a self-trial, walked by a person: from a design to the result, and what nobody may see before."""

import json
import re
import sqlite3
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine

from uncramp.actions.profile import change_profile
from uncramp.web import trial_chance

ZURICH = ZoneInfo("Europe/Zurich")
EVENING = datetime(2026, 5, 11, 20, tzinfo=ZURICH)


def start(visitor, remedy="bedtime_stretching", **asked):
    return visitor.post("/trial/do/start/", {"remedy": remedy, "pairs": 6, **asked})


def at(moment):
    return time_machine.travel(moment, tick=True)


def test_a_design_says_its_chance_before_it_offers_the_start(visitor) -> None:
    page = visitor.text("/trial/design/bedtime_stretching/?pairs=6")
    assert page.index("How good is the chance to find out?") < page.index("Start this trial")
    assert "6 pairs of two blocks" in page and "SHA" not in page
    assert "reckoned for a person like most" in page


@pytest.mark.parametrize(("query", "said"), [
    ("pairs=3", "3 pairs are too few"), ("block_days=0", "A block needs at least one day"),
    ("pairs=many", "pairs: many is no whole number"), ("outcome=luck", "is nothing that can be counted"),
    ("rival=bedtime_stretching", "cannot be compared with itself"),
])
def test_a_wish_that_cannot_be_a_trial_is_said_beside_the_proposal(visitor, query: str, said: str) -> None:
    answer = visitor.get(f"/trial/design/bedtime_stretching/?{query}")
    assert answer.status_code == 422
    assert said in answer.content.decode() and "This is the proposal instead." in answer.content.decode()


def test_what_is_not_for_this_person_is_named_without_what_to_do(visitor) -> None:
    page = visitor.text("/trial/design/magnesium/")  # age, illnesses and medicines are not told
    assert "This is not for you now." in page and "Start this trial" not in page and "as the packet says" not in page
    assert "as the packet says" not in visitor.text("/trial/")
    start(visitor, "magnesium")
    assert visitor.records("trial") == []


def test_today_asks_and_keeps_the_answer(visitor) -> None:
    with at(EVENING):
        start(visitor)
        assert "Draw it now" in visitor.text("/trial/")
        visitor.post("/trial/do/draw/")
        page = visitor.text("/trial/")
        assert "Did you keep to it today?" in page and "Draw it now" not in page
        visitor.post("/trial/do/day/", {"done": "could-not"})
        assert visitor.only("trial_day").done is False
        assert re.search(r'value="could-not"[^>]*aria-pressed="true"', visitor.text("/trial/"))


def test_the_days_of_a_trial_do_not_crowd_the_latest_entries(visitor) -> None:
    with at(EVENING):
        start(visitor)
        visitor.post("/note/nothing/")
        before = visitor.text("/").partition("Latest entries")[2].count("<li")
        visitor.post("/trial/do/draw/")
        visitor.post("/trial/do/day/", {"done": "yes"})
        assert visitor.only("trial_day").done is True
        assert visitor.text("/").partition("Latest entries")[2].count("<li") == before


def test_today_has_the_card_and_comes_back_to_today(visitor) -> None:
    with at(EVENING):
        assert "Draw it now" not in visitor.text("/")
        start(visitor)
        assert "Draw it now" in visitor.text("/")
        assert visitor.post("/trial/do/draw/", {"next": "first"}).headers["Location"] == "/"
        assert "Did you keep to it today?" in visitor.text("/")


def test_a_red_flag_noted_on_a_page_stops_the_trial_and_today_says_so(visitor) -> None:
    with at(EVENING):
        start(visitor)
        visitor.post("/note/symptom/", {"when": "now", "symptom": "dark_urine"})
        page = visitor.text("/")
        assert "The trial was stopped for your safety. You noted something that somebody should look at first." in page
        assert "Draw it now" not in page
    with at(EVENING + timedelta(days=5)):
        assert "The trial was stopped" not in visitor.text("/")
        assert "The trial was stopped for your safety" in visitor.text("/trial/")


def test_nobody_sees_a_block_to_come(visitor) -> None:
    with at(EVENING):
        start(visitor)
        visitor.post("/trial/do/draw/")
        page = visitor.text("/trial/")
        shown = visitor.get("/api/v1/trial").json()
    assert page.count("not drawn yet") == 10 and page.count("comes after this one") == 1
    assert [each["arm"] for each in shown["calendar"]][1:] == [None] * 11
    with sqlite3.connect(visitor.diary_path) as file:
        everything = "\n".join(file.iterdump())
    exported = b"".join(visitor.get("/api/v1/export?form=jsonl").streaming_content).decode(errors="replace")
    nonces = set(re.findall(r"\b[0-9a-f]{32}\b", json.dumps([each.nonce for each in visitor.records("trial_pair")])))
    assert len(nonces) == 1  # the order of a pair is made of its nonce, and only the first pair has one
    assert next(iter(nonces)) in everything
    for told in (everything, exported, page, json.dumps(shown)):
        assert '"arm": "remedy", "block": {"block": 1' not in told
        assert len(set(re.findall(r'nonce\W+([0-9a-f]{32})', told)) - nonces) == 0


def test_the_entries_of_a_trial_cannot_be_corrected_or_deleted(visitor) -> None:
    with at(EVENING):
        start(visitor)
        trial = visitor.only("trial")
        assert "Look at the trial" in visitor.text(f"/diary/{trial.id}/")
        assert visitor.get(f"/diary/{trial.id}/correct/").status_code == 404
        visitor.post(f"/diary/{trial.id}/delete/")
        assert visitor.only("trial").id == trial.id
        refused = visitor.client.patch(
            f"/api/v1/records/{trial.id}", json.dumps({"pairs": 9}), content_type="application/json")
        assert refused.status_code in (403, 422)
        assert "trial" in visitor.text("/diary/").lower()


def test_a_whole_trial_ends_in_a_result_and_a_report(visitor) -> None:
    with at(EVENING):
        start(visitor, pairs=5, block_days=2, wash_in_days=0)
    for number in range(20):
        with at(EVENING + timedelta(days=number)):
            visitor.post("/trial/do/draw/")
            visitor.post("/trial/do/day/", {"done": "yes"})
    with at(EVENING + timedelta(days=19)):
        assert visitor.get("/trial/result/").status_code == 302  # it is not over
    with at(EVENING + timedelta(days=21)):
        assert "Read the result" in visitor.text("/trial/")
        page = visitor.text("/trial/result/")
        assert "We cannot tell" in page or "made no difference" in page  # no cramp was noted at all
        report = visitor.text("/trial/report.md")
        document = visitor.get("/trial/report.json").json()
        html = visitor.text("/trial/report.html")
    assert report.count("\n| 2026-05-") == 20 and "HMAC-SHA256" in report
    assert document["result"]["pairs_planned"] == 5 and len(document["fingerprint"]) == 64
    assert "<script" not in html and document["fingerprint"] in html


def test_a_second_trial_is_refused_with_its_reason(visitor) -> None:
    with at(EVENING):
        start(visitor)
        answer = start(visitor, "free_feet")
        assert answer.status_code == 302
        assert "One at a time" in visitor.text("/trial/")
    assert len(visitor.records("trial")) == 1


def test_pause_go_on_stop(visitor) -> None:
    with at(EVENING):
        start(visitor)
        visitor.post("/trial/do/draw/")
        visitor.post("/trial/do/pause/", {"words": "a cold"})
        assert "Go on today" in visitor.text("/trial/")
    with at(EVENING + timedelta(days=3)):
        visitor.post("/trial/do/resume/")
        assert "Day 1 of 7 in this block" in visitor.text("/trial/")
        visitor.post("/trial/do/harm/", {"words": "sore heel"})
        assert "One unwanted effect is noted" in visitor.text("/trial/")
        visitor.post("/trial/do/stop/")
        assert "The trial was stopped." in visitor.text("/trial/")
        assert "sore heel" in visitor.text("/trial/report.md")
    assert visitor.post("/trial/do/anything/").status_code == 404


def test_two_remedies_are_compared_from_the_page_of_one(visitor) -> None:
    page = visitor.text("/trial/design/bedtime_stretching/?pairs=6")
    assert 'href="?pairs=6&amp;rival=evening_massage"' in page and "rival=warm_up" not in page  # another time of day
    both = visitor.text("/trial/design/bedtime_stretching/?pairs=6&rival=evening_massage")
    assert "Stretching at bedtime or light rubbing in the evening: which is better for me?" in both
    assert 'name="rival" value="evening_massage"' in both and 'href="?pairs=6"' in both  # and the way back
    with at(EVENING):
        start(visitor, rival="evening_massage")
        visitor.post("/trial/do/draw/")
        page = visitor.text("/trial/")
    assert visitor.only("trial").rival == "evening_massage"
    assert "Today: stretching at bedtime." in page or "Today: light rubbing in the evening." in page


def test_a_pause_until_a_day_ends_by_itself_and_its_days_move_the_rest(visitor) -> None:
    with at(EVENING):
        start(visitor, block_days=7)
        visitor.post("/trial/do/draw/")
        visitor.post("/trial/do/pause/", {"until": "2026-05-13", "words": "a cold"})
        page = visitor.text("/trial/")
        assert "The trial is paused until 13 May. After that it goes on by itself." in page
        assert page.count('class="paused') == 3
    with at(EVENING + timedelta(days=3)):
        assert "Day 1 of 7 in this block" in visitor.text("/trial/")


@pytest.mark.parametrize(("given", "said"), [
    ({"until": "soon"}, "is no day of the calendar"), ({"until": "2036-05-13"}, "A pause ends within 366 days"),
    ({"until": "2026-05-01"}, "is no day of this trial"), ({"day": "2026-05-01"}, "is no day of this trial"),
])
def test_a_pause_that_cannot_be_is_said_and_changes_nothing(visitor, given: dict[str, str], said: str) -> None:
    with at(EVENING):
        start(visitor)
        visitor.post("/trial/do/draw/")
        visitor.post("/trial/do/pause/", given)
        assert said in visitor.text("/trial/")
    assert visitor.records("trial_event") == []


def test_an_earlier_day_can_be_answered_and_the_answer_taken_back(visitor) -> None:
    with at(EVENING):
        start(visitor)
        visitor.post("/trial/do/draw/")
    with at(EVENING + timedelta(days=2)):
        visitor.post("/trial/do/day/", {"day": "2026-05-12", "done": "could-not"})
        assert re.search("12 May, (without it|Stretching at bedtime), not kept to", visitor.text("/trial/"))
        visitor.post("/trial/do/day/", {"day": "2026-05-12", "done": "unknown"})
        assert "not kept to" not in visitor.text("/trial/")


def test_the_calendar_names_no_arm_of_a_day_to_come_but_those_of_the_running_block(visitor) -> None:
    with at(EVENING):
        start(visitor, block_days=7)
        visitor.post("/trial/do/draw/")
        page = visitor.text("/trial/")
    arms = re.findall(r'<td class="(remedy|rival|hidden)', page)
    assert arms[0] != "hidden" and arms[:7] == [arms[0]] * 7 and set(arms[7:]) == {"hidden"}
    assert len(arms) == 84


def test_while_the_chance_is_reckoned_the_page_stands_and_tells_how_far_it_is(visitor, monkeypatch) -> None:
    monkeypatch.setattr(trial_chance, "WAIT_S", 0.0)
    monkeypatch.setattr(trial_chance, "_work", lambda _desk, _asked, _ways, found: setattr(found, "share", 0.25))
    page = visitor.text("/trial/design/bedtime_stretching/")
    assert 'value="0.25"' in page and "http-equiv=\"refresh\"" in page and "Start this trial" not in page
    told = visitor.get("/trial/design/bedtime_stretching/", **{"X-Requested-With": "fetch"}).json()
    assert told == {"share": 0.25, "done": False}


def test_a_reckoning_that_breaks_is_told_and_begun_anew(visitor, monkeypatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("uncramp.actions.trial_design.design_trial", lambda *_, **__: 1 / 0)
        assert visitor.get("/trial/design/bedtime_stretching/").status_code == 500
    assert visitor.get("/trial/design/bedtime_stretching/").status_code == 200


def answered(visitor) -> None:
    change_profile(visitor.book(), {
        "age_years": 35, "pregnant": "no", "conditions": "none", "medicines": "none"}, datetime.now(ZURICH))


def key_and_seal(visitor) -> tuple[str, str, str]:
    """Be the helper: make the key and give the code, the seal and the whole page."""
    answer = visitor.post("/trial/key/magnesium/?pairs=5")
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    page = answer.content.decode()
    code = re.search(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b", page)
    seal = re.search(r"\b[0-9a-f]{64}\b", page)
    assert code and seal
    return code.group(), seal.group(), page


def test_a_helper_makes_the_key_once_and_the_trial_begins_with_its_seal(visitor) -> None:
    with at(EVENING):
        answered(visitor)
        offered = visitor.text("/trial/design/magnesium/?pairs=5")
        assert "Blind it, with a helper" in offered and "/trial/key/magnesium/?pairs=5" in offered
        assert "shown once and kept nowhere" in visitor.text("/trial/key/magnesium/?pairs=5")
        code, seal, page = key_and_seal(visitor)
        assert f"/trial/design/magnesium/?pairs=5&amp;blinded=yes&amp;seal={seal}" in page
        assert code not in visitor.text("/trial/key/magnesium/?pairs=5")  # it cannot be called up again
        sealed = visitor.text(f"/trial/design/magnesium/?pairs=5&blinded=yes&seal={seal}")
        assert f'value="{seal}"' in sealed and code not in sealed
        start(visitor, "magnesium", pairs=5, block_days=2, wash_in_days=0, blinded="yes", seal=seal)
        visitor.post("/trial/do/draw/")
        page = visitor.text("/trial/")
    assert re.search(r"Today: pack [AB]\.", page)
    assert "Today: magnesium" not in page and "Take none" not in page
    with sqlite3.connect(visitor.diary_path) as file:
        assert code not in "\n".join(file.iterdump())


def test_guesses_are_asked_before_the_key_and_the_key_names_the_packs(visitor) -> None:
    with at(EVENING):
        answered(visitor)
        code, seal, _page = key_and_seal(visitor)
        start(visitor, "magnesium", pairs=5, block_days=2, wash_in_days=0, blinded="yes", seal=seal)
    for number in range(20):
        with at(EVENING + timedelta(days=number)):
            visitor.post("/trial/do/draw/")
    with at(EVENING + timedelta(days=21)):
        page = visitor.text("/trial/")
        assert "What do you think you had in block 2 of pair 5?" in page and "Enter the key" in page
        visitor.post("/trial/do/guess/", {"guess": "cannot_say", "pair": "4", "block": "1"})
        assert "What do you think you had in block 1 of pair 5?" in visitor.text("/trial/")
        assert "pack A" in visitor.text("/trial/result/") or "A against B" in visitor.text("/trial/result/")
        visitor.post("/trial/do/unseal/", {"code": "0000-0000-0000-0000-0000-0000"})
        assert "This is not the key of this trial" in visitor.text("/trial/")
        visitor.post("/trial/do/unseal/", {"code": code.lower().replace("-", " ")})
        page = visitor.text("/trial/")
        assert "Enter the key" not in page and "the look-alike" in page
        assert "you could not say" in visitor.text("/trial/result/")


def test_what_cannot_be_hidden_is_not_offered_blinded(visitor) -> None:
    assert "Blind it" not in visitor.text("/trial/design/bedtime_stretching/?pairs=6")
    assert visitor.get("/trial/key/bedtime_stretching/").status_code == 302
    assert "cannot be hidden from whoever does it" in visitor.text("/trial/")


def test_the_arm_of_the_day_stands_on_today_in_the_plan_the_week_the_calendar_file_and_the_api(visitor) -> None:
    with at(EVENING - timedelta(hours=8)):
        start(visitor, "free_feet", wash_in_days=0)
        visitor.post("/trial/do/draw/")
        arm = visitor.get("/api/v1/trial").json()["arm"]
        pages = [visitor.text(path) for path in ("/", "/plan/", "/plan/week/")]
        plan, week = visitor.get("/api/v1/plan").json(), visitor.get("/plan/week.ics").content.decode()
    assert all(("Your trial: this is a day with it." in page) is (arm == "remedy") for page in pages[:2])
    asked = "Your trial: loose bedding over the feet." if arm == "remedy" else (
        "Your trial: without loose bedding over the feet. Make the bed as you always did.")
    assert asked in pages[1] and asked in pages[2] and plan["trial"]["text"] == asked
    assert week.count("-free_feet@uncramp") == (7 if arm == "remedy" else 0)  # the block is this week


def test_a_tick_on_the_trials_thing_answers_the_card_and_putting_it_back_takes_the_answer_back(visitor) -> None:
    with at(EVENING):
        for seed in range(40):  # until the coin says *with it*
            start(visitor, "free_feet", wash_in_days=0)
            visitor.post("/trial/do/draw/")
            if visitor.get("/api/v1/trial").json()["arm"] == "remedy":
                break
            visitor.post("/trial/do/stop/", {"words": str(seed)})
        visitor.post("/plan/done/", {"what": "free_feet", "id": str(uuid4())})
        assert visitor.get("/api/v1/trial").json()["done"] is True
    with at(EVENING + timedelta(minutes=1)):
        visitor.post("/plan/put-back/free_feet/")
        assert visitor.get("/api/v1/trial").json()["done"] is None
