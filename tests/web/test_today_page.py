"""Today: right on the first day, on a quiet day, before a race, after a cramp, with a red flag, on the sample."""

import re

from uncramp.web import today_kept


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def hero(page: str) -> str:
    return re.search(r'<h1 class="hero">(.*?)</h1>', page, re.DOTALL).group(1).strip()


def things(page: str) -> list[str]:
    return re.findall(r'<span class="what">([^<]+)</span>', page)


def tap(visitor, path: str, what: str, **more: str):
    page = visitor.text("/")
    sent = re.search(r'name="id" value="([0-9a-f-]{36})"', page).group(1)
    return visitor.post(path, {"id": sent, "what": what, **more})


def test_the_first_page_of_an_empty_diary_loads_no_numbers_and_plans_nothing(visitor) -> None:
    page = visitor.text("/")
    assert "Stop the cramp you have." in page and "worth doing" not in page


def test_on_day_one_there_are_things_from_what_the_field_knows_and_no_forecast(visitor, patient) -> None:
    visitor.post("/note/drink/", {"when": "now", "volume_ml": "300"})
    page = visitor.text("/")
    assert hero(page) == "No cramp noted so far. Nothing is planned for today."
    assert 1 <= len(things(page)) <= 5 and "/learn/claim/" in page
    assert 'class="guess"' not in page and "1 in " not in words(page)
    assert "Since when did you note every cramp?" in page


def test_before_a_race_the_day_says_when_it_is_and_how_the_air_is(visitor) -> None:
    visitor.post("/note/planned_session/", {
        "when": "other", "at": "2026-05-10T18:00", "sport": "running", "effort": "race", "planned_min": "110"})
    visitor.post("/note/check_in/", {"when": "other", "at": "2026-05-09T10:00", "cramps_noted": "no"})
    page = visitor.text("/")
    assert hero(page).endswith("Your race is at 18:00.")
    assert any("Warm up" in each for each in things(page))
    assert 'aria-label="planned"' in page


def test_a_long_run_in_warm_air_is_said_in_the_one_sentence(visitor) -> None:
    fields = {"when": "other", "at": "2026-05-10T18:00", "sport": "running", "planned_min": "120", "effort": "steady",
              "temperature_c": "28", "humidity_pct": "50"}
    visitor.post("/note/planned_session/", fields)
    assert hero(visitor.text("/")).endswith("Your run at 18:00 is long, and the air is warm.")


def test_a_month_without_a_cramp_is_none_in_the_last_30_days(visitor) -> None:
    for day in ("2026-03-12", "2026-03-20", "2026-04-01", "2026-04-08"):
        visitor.post("/note/cramp/", {"when": "other", "at": f"{day}T05:00", "muscle": "hamstring", "side": "left"})
    assert "None noted in the last 30 days, 4 in the 30 days before." in words(visitor.text("/"))


def test_the_day_after_a_cramp_is_for_the_muscle(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-10T05:00", "muscle": "hamstring", "side": "left"})
    page = visitor.text("/")
    assert hero(page).startswith("One cramp today. Keep it easy today, and look after the muscle.")


def test_a_red_flag_stands_alone(visitor, patient) -> None:
    visitor.post("/note/symptom/", {"when": "now", "symptom": "dark_urine"})
    page = visitor.text("/")
    assert hero(page) == "Something you noted should be looked at first."
    assert "Go to the emergency department today." in words(page)
    assert re.search(r'<p class="urgent">Dark urine[^<]+</p>\s*<p>It may be', page)
    assert re.search(r"<h3>Not now</h3>\s*<ul[^>]*><li>No exercise and no massage.</li><li>No ibuprofen", page)
    assert len(things(page)) == 1 and "One question" not in page and "A cramp in" not in words(page)


def test_the_sample_shows_chance_plot_three_things_question_and_week(sample_visitor, patient) -> None:
    part = sample_visitor.text("/today/later/")
    assert "<html" not in part and 'data-part="things"' in part and "A cramp in" in part and "data-later" not in part
    page = sample_visitor.text("/")
    said = words(page)
    assert re.search(r"A cramp in (the next night|your next session): (about|less than) 1 in \d+", said)
    assert 'class="guess"' in page and "What this rests on" in said
    assert said.count("worth doing") == 1 and page.count('class="mark"') >= 7
    assert len(page.encode()) <= 120_000
    assert len(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))) + 2 <= 12
    kept = next(iter(today_kept._kept.values()))[1]
    assert kept.forecast is not None and kept.made.findings  # the plan rests on the findings, too
    assert sample_visitor.text("/") and next(iter(today_kept._kept.values()))[1] is kept  # worked out once


def test_while_the_chance_is_worked_out_the_page_stands_and_says_so(sample_visitor) -> None:
    page = sample_visitor.text("/")
    assert "The chance of a cramp is being worked out." in page and 'data-later="/today/later/"' in page
    assert len(things(page)) >= 1


def test_a_forecast_that_breaks_is_said_once_logged_without_words_and_tried_again(
    sample_visitor, patient, monkeypatch, caplog
) -> None:
    def breaks(*_given: object) -> None:
        raise ValueError("cramped at 03:12 in the left calf")

    with monkeypatch.context() as broken:
        broken.setattr(today_kept, "forecast_at", breaks)
        said = sample_visitor.text("/today/later/")
    assert "The chance of a cramp could not be worked out." in said and "data-later" not in said
    assert re.search(r"ValueError test_today_page\.py:\d+ < today_kept\.py:\d+", caplog.text)
    assert "left calf" not in caplog.text
    assert "could not be worked out" in sample_visitor.text("/today/later/")  # the page that waits is told, not held
    sample_visitor.text("/")
    assert "A cramp in" in sample_visitor.text("/today/later/")


def test_a_thing_with_a_routine_is_done_with_one_tap_and_undone_with_another(visitor) -> None:
    visitor.post("/note/planned_session/", {"when": "other", "at": "2026-05-10T18:00", "effort": "hard"})
    answered = tap(visitor, "/plan/done/", "warm_up")
    assert answered.status_code == 302
    noted = visitor.only("warm_up")
    assert 8 <= noted.duration_min <= 15 and "light_cardio" in noted.parts
    page = visitor.text("/")
    assert "Done, and noted." in page and not any("Warm up for" in each for each in things(page))
    assert 'class="did"' in page
    undo = re.search(r'action="(/diary/changes/\d+/undo/)"', page).group(1)
    visitor.post(undo)
    assert visitor.records("warm_up") == []


def test_a_tap_that_is_sent_twice_is_noted_once(visitor) -> None:
    visitor.post("/note/planned_session/", {"when": "other", "at": "2026-05-10T18:00", "effort": "hard"})
    page = visitor.text("/")
    sent = re.search(r'name="id" value="([0-9a-f-]{36})"', page).group(1)
    for _ in range(2):
        visitor.post("/plan/done/", {"id": sent, "what": "warm_up"})
    assert len(visitor.records("warm_up")) == 1


def test_what_no_entry_can_hold_is_ticked_until_tomorrow_and_can_be_put_back(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-10T05:00", "muscle": "hamstring"})
    before = len(visitor.records())
    ticked = next(each for each in ("easy_after_cramp", "answer_about_me") if each in visitor.text("/"))
    tap(visitor, "/plan/done/", ticked)
    page = visitor.text("/")
    assert "Ticked off for today." in page and f'value="{ticked}"' not in page and len(visitor.records()) == before
    visitor.post(f"/plan/put-back/{ticked}/")
    assert f'value="{ticked}"' in visitor.text("/")


def test_not_today_leaves_a_thing_out_and_notes_nothing(visitor) -> None:
    visitor.post("/note/planned_session/", {"when": "other", "at": "2026-05-10T18:00", "effort": "hard"})
    tap(visitor, "/plan/not-today/", "warm_up")
    assert not any("Warm up for" in each for each in things(visitor.text("/")))
    assert visitor.records("warm_up") == []


def test_a_tick_of_yesterday_or_a_cookie_that_was_meddled_with_counts_for_nothing(visitor) -> None:
    visitor.post("/note/planned_session/", {"when": "other", "at": "2026-05-10T18:00", "effort": "hard"})
    visitor.client.cookies["uncramp_today"] = "2026-05-10|warm_up||0:forged:signature"
    assert any("Warm up" in each for each in things(visitor.text("/")))


def test_a_tap_for_what_is_not_in_the_plan_says_so_and_notes_nothing(visitor) -> None:
    visitor.post("/note/drink/", {"when": "now", "volume_ml": "300"})
    tap(visitor, "/plan/done/", "drink_the_sea")
    assert "no longer in today&#x27;s plan." in visitor.text("/")
    visitor.post("/plan/done/", {"id": "not-an-id", "what": "answer_about_me"})
    assert len(visitor.records()) == 1


def test_a_question_is_answered_with_one_tap_and_the_next_one_comes(visitor) -> None:
    visitor.post("/note/drink/", {"when": "now", "volume_ml": "300"})
    page = visitor.text("/")
    assert "Was there a cramp today?" in page and "Why we ask" in page
    sent = re.search(r'name="id" value="([0-9a-f-]{36})"', page).group(1)
    visitor.post("/plan/answer/", {"id": sent, "question": "cramp_today", "value": "0"})
    assert visitor.only("check_in").cramps_noted is False
    page = visitor.text("/")
    assert "Noted." in page and "Was there a cramp today?" not in page and 'name="question"' in page


def test_at_most_three_questions_are_answered_in_a_day(visitor) -> None:
    visitor.post("/note/supplement/", {"when": "now", "substance": "magnesium"})
    for _ in range(3):
        page = visitor.text("/")
        asked = re.search(r'name="question" value="(\w+)".*?name="value" value="([\d.]+)"', page, re.DOTALL)
        question, value = asked.groups()
        sent = re.search(r'name="id" value="([0-9a-f-]{36})"', page).group(1)
        visitor.post("/plan/answer/", {"id": sent, "question": question, "value": value})
    assert 'name="question"' not in visitor.text("/")


def test_yesterdays_answer_can_be_given_again(visitor) -> None:
    visitor.post("/note/check_in/", {"when": "other", "at": "2026-05-09T20:00", "soreness_0_10": "4"})
    visitor.post("/note/check_in/", {"when": "now", "cramps_noted": "no"})
    page = visitor.text("/")
    assert "How sore are your legs?" in page and "Same as yesterday: somewhat" in page


def test_an_answer_that_cannot_be_read_notes_nothing(visitor) -> None:
    visitor.post("/note/drink/", {"when": "now", "volume_ml": "300"})
    sent = "0b0e0f3a-7c9e-4d3c-8f57-0f5c9f3d7a11"
    for question, value, given in (
        ("cramp_today", "lots", sent), ("shoe_size", "3", sent), ("slept", "480", "no"), ("slept", "99999", sent),
        ("how_hard", "5", sent), ("slept", "nan", sent),
    ):
        answered = visitor.post("/plan/answer/", {"id": given, "question": question, "value": value})
        assert answered.status_code == 400, (question, value)
    assert len(visitor.records()) == 1


def test_how_hard_it_was_is_written_into_the_session_of_today(visitor) -> None:
    visitor.post("/note/session/", {"when": "other", "at": "2026-05-10T09:00", "sport": "running", "moving_min": "60"})
    sent = "0b0e0f3a-7c9e-4d3c-8f57-0f5c9f3d7a11"
    assert visitor.post("/plan/answer/", {"id": sent, "question": "how_hard", "value": "5"}).status_code == 302
    assert visitor.only("session").rpe_0_10 == 5


def watched(visitor) -> None:
    visitor.post("/since/", {"since": "date", "day": "2026-04-01"})
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-08T23:30", "muscle": "calf"})


def test_a_forecast_from_before_the_last_entry_is_not_shown(visitor, patient, monkeypatch) -> None:
    watched(visitor)
    assert "That is your average, from" in visitor.text("/")
    monkeypatch.setattr(today_kept, "_work", lambda _desk, _name, task: task.over.set())
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-10T10:00", "muscle": "calf"})
    page = visitor.text("/")
    assert "That is your average, from" not in page and "is being worked out" in page
    assert hero(page).startswith("One cramp today.")
