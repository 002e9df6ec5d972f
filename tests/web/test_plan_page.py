"""The plan in full, any day and the week; the player without a browser; a session that is planned."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

WARM = "/plan/play/warm_up/"


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def plan_a_run(visitor, at: str = "2026-05-10T18:00", **more: str):
    fields = {"when": "other", "at": at, "sport": "running", "effort": "hard", "planned_min": "60", **more}
    return visitor.post("/note/planned_session/", fields)


def played(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(id|routine)" value="([^"]+)"', page))


def test_a_session_is_planned_in_a_few_taps_and_its_plan_is_shown(visitor) -> None:
    answered = plan_a_run(visitor, "2026-05-12T18:00")
    assert answered.status_code == 302 and answered.headers["Location"] == "/plan/?day=2026-05-12"
    page = visitor.text("/plan/?day=2026-05-12")
    assert "Planned: running" in words(page) and "Warm up for" in page
    month = visitor.text("/diary/")
    assert re.search(r'href="/plan/\?day=2026-05-12".*?aria-label="planned"', month, re.DOTALL)


def test_the_form_of_a_planned_session_opens_with_a_time_to_come_and_not_with_now(visitor) -> None:
    page = visitor.text("/note/planned_session/")
    assert 'name="at" value="2026-05-10T17:00"' in page and 'value="now"' not in page
    assert 'name="at" value="2026-05-14T18:00"' in visitor.text("/note/planned_session/?day=2026-05-14")


def test_a_planned_session_with_odd_figures_comes_back_with_what_was_typed(visitor) -> None:
    answered = plan_a_run(visitor, planned_min="lots")
    page = answered.content.decode()
    assert answered.status_code == 422 and 'value="lots"' in page and 'id="fault-planned_min"' in page
    assert visitor.records() == []


@pytest.mark.parametrize(("minutes", "sport"), [("1800", "running"), ("60", "underwater rugby"), ("1", "chess")])
def test_an_odd_session_still_gets_a_plan(visitor, minutes: str, sport: str) -> None:
    plan_a_run(visitor, planned_min=minutes, sport=sport)
    page = visitor.text("/plan/")
    assert "worth doing" in page and "None" not in words(page)


def test_the_plan_says_why_how_sure_what_is_left_out_and_what_was_not_known(visitor) -> None:
    plan_a_run(visitor)
    page = visitor.text("/plan/")
    said = words(page)
    assert re.search(r'href="/learn/claim/[\w-]+/"', page)
    assert "What was not known" in said and "Your age is not known" in said
    assert "It does not diagnose" in said
    assert 'href="/about-me/"' in page


def test_what_may_not_be_advised_is_withheld_with_its_reason_and_something_instead(visitor) -> None:
    book = visitor.book()
    profile = replace(book.profile(), conditions=frozenset({"heart_failure"}), fluid_limit_ml=1500)
    book.write_profile(profile, now=datetime.now(UTC))
    plan_a_run(visitor, planned_min="180")
    page = visitor.text("/plan/")
    left_out = page[page.index('id="h-withheld"') :]
    assert "Instead:" in left_out and "<strong>" in left_out


def test_today_tomorrow_and_any_day_can_be_asked_for(visitor) -> None:
    visitor.post("/note/drink/", {"when": "now", "volume_ml": "200"})
    assert "Plan for today" in visitor.text("/plan/")
    assert "Plan for tomorrow" in visitor.text("/plan/?day=tomorrow")
    assert "<h1>Plan for" in visitor.text("/plan/?day=2026-08-01")


def test_a_day_that_is_over_is_the_diarys_and_no_day_is_said_in_a_sentence(visitor) -> None:
    assert visitor.get("/plan/?day=2026-05-01").headers["Location"] == "/diary/?day=2026-05-01"
    for odd, sentence in (("soon", "That is no day of the calendar."), ("2099-01-01", "more than a year away")):
        answered = visitor.get(f"/plan/?day={odd}")
        assert answered.status_code == 422 and sentence in answered.content.decode()


def test_the_week_has_seven_days_each_with_its_things(visitor) -> None:
    plan_a_run(visitor, "2026-05-13T07:00")
    page = visitor.text("/plan/week/")
    assert page.count("<h2>") == 7 and "Wednesday 13 May" in page and 'class="box"' in page


def test_a_routine_is_played_and_its_real_seconds_are_noted(visitor) -> None:
    plan_a_run(visitor)
    page = visitor.text(WARM)
    seconds = [int(each) for each in re.findall(r'data-seconds="(\d+)"', page)]
    held = [str(each / 2) for each in seconds]
    answered = visitor.post(WARM, {**played(page), "held": ",".join(held)})
    assert answered.status_code == 302
    assert visitor.only("warm_up").duration_min == pytest.approx(sum(seconds) / 120, abs=0.06)
    visitor.post(WARM, {**played(page), "held": ",".join(held)})
    assert len(visitor.records("warm_up")) == 1


def test_stretches_are_noted_by_exercise_and_side_with_the_seconds_that_were_held(visitor) -> None:
    visitor.post("/note/drink/", {"when": "now", "volume_ml": "200"})
    page = visitor.text("/plan/play/stretch_after/")
    steps = re.findall(r'data-seconds="(\d+)" data-side="(\w*)"', page)
    assert {side for _, side in steps} >= {"left", "right"}
    held = [seconds if side == "left" else "12" if side == "right" else "0" for seconds, side in steps]
    visitor.post("/plan/play/stretch_after/", {**played(page), "held": ",".join(held)})
    noted = visitor.records("stretch")
    assert all(each.hold_s == 30 and each.repeats == 3 for each in noted if each.side == "left")
    assert all(each.hold_s == 12 and each.repeats == 3 for each in noted if each.side == "right")
    assert len(noted) == 4


def test_without_a_clock_the_lines_that_are_ticked_count_as_planned(visitor) -> None:
    plan_a_run(visitor)
    page = visitor.text(WARM)
    lines = re.findall(r'name="line" value="([\d,]+)"', page)
    visitor.post(WARM, {**played(page), "line": lines[:1]})
    first = int(re.search(r'data-seconds="(\d+)"', page).group(1))
    assert visitor.only("warm_up").duration_min == pytest.approx(first / 60, abs=0.06)


def test_what_was_too_short_or_cannot_be_read_notes_nothing(visitor) -> None:
    plan_a_run(visitor)
    page = visitor.text(WARM)
    steps = len(re.findall("data-seconds", page))
    assert visitor.post(WARM, {**played(page), "held": ",".join(["1"] * steps)}).status_code == 302
    assert "Too short to note." in visitor.text("/")
    for wrong in ({"held": "1,2"}, {"held": "x"}, {"held": ",".join(["nan"] * steps)}, {"routine": "forged"},
                  {"id": "no"}, {"held": ",".join(["-5"] * steps)}, {"held": "", "line": "a"}):
        answered = visitor.post(WARM, {**played(page), "held": ",".join(["9"] * steps), **wrong})
        assert answered.status_code == 400, wrong
    assert visitor.records("warm_up") == []


def test_what_is_not_in_the_plan_of_today_is_not_played(visitor) -> None:
    answered = visitor.get("/plan/play/nordic_100/")
    assert answered.status_code == 302
    assert "no longer in today&#x27;s plan." in visitor.text("/note/")
