"""The relief pages: the first second, the walk, the safety questions; with and without a diary, by day and by night."""

import re
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.test import override_settings

from uncramp.body import Muscle, Side, Spot
from uncramp.knowledge.library import load_library
from uncramp.web import books

ID = UUID("7b0c9a52-3b53-4c8e-9a57-0a5f5a4f9e11")
WALK = f"/cramp/{ID}"
STARTED = "2026-05-10T14:39:00+00:00"


def begin(visitor, answer: str = "no"):
    return visitor.post("/cramp/", {"id": str(ID), "started": STARTED, "answer": answer})


def heading(page: str) -> str:
    found = re.search(r"<h1>([^<]+)</h1>", page)
    assert found
    return found.group(1)


def test_the_first_second_says_what_to_do_before_it_asks(visitor) -> None:
    page = visitor.text("/cramp/")
    assert heading(page) == "Stop. Sit or lie where it is safe. Breathe out slowly."
    assert page.index("Stop. Sit or lie") < page.index("Was there a pop, a fall or a blow?")
    assert "Something else is wrong" in page
    assert "tretch" not in re.sub(r"<[^>]+>", "", page)
    assert visitor.records() == []


def test_the_first_answer_keeps_the_cramp_and_sending_it_again_keeps_one(visitor) -> None:
    for _ in range(3):
        assert begin(visitor).headers["Location"] == f"{WALK}/where/"
    cramp = visitor.only("cramp")
    assert (cramp.id, cramp.at.isoformat()) == (ID, "2026-05-10T16:39:00+02:00")


@pytest.mark.parametrize(
    "started",
    ["", "yesterday", "2026-05-10T14:39:00", "2031-01-01T00:00:00+00:00", "2020-01-01T00:00:00+00:00", "9" * 400],
)
def test_a_beginning_that_cannot_be_is_now(visitor, started: str) -> None:
    visitor.post("/cramp/", {"id": str(ID), "started": started, "answer": "no"})
    assert visitor.only("cramp").at.strftime("%Y-%m-%d %H:%M") == "2026-05-10 16:40"


@pytest.mark.parametrize("cramp_id", ["", "x", "7b0c9a52", "../../etc/passwd", "<script>"])
def test_a_cramp_without_a_proper_id_is_refused_in_a_sentence(visitor, cramp_id: str) -> None:
    response = visitor.post("/cramp/", {"id": cramp_id, "answer": "no"})
    assert response.status_code == 400
    assert b"tap once more" in response.content
    assert visitor.records() == []


def test_the_walk_from_the_first_tap_to_the_diary(visitor) -> None:
    begin(visitor)
    assert visitor.post(f"{WALK}/where/", {"muscle": "hamstring"}).headers["Location"] == f"{WALK}/step/lengthen/"
    page = visitor.text(f"{WALK}/step/lengthen/")
    assert heading(page) == "Straighten the knee, slowly."
    assert '<svg class="fig"' in page
    assert visitor.post(f"{WALK}/step/lengthen/", {"heard": "still_locked"}).headers["Location"] == f"{WALK}/step/rub/"
    assert visitor.post(f"{WALK}/step/rub/", {"heard": "let_go"}).headers["Location"] == f"{WALK}/step/stand/"
    assert visitor.post(f"{WALK}/step/stand/", {"heard": "let_go"}).headers["Location"] == f"{WALK}/after/"
    assert visitor.post(f"{WALK}/after/", {"intensity_0_10": "7"}).headers["Location"] == f"{WALK}/eased/"
    assert visitor.post(f"{WALK}/eased/", {"eased_by": "stretching"}).headers["Location"] == f"{WALK}/spot/"
    assert 'href="/diary/?day=2026-05-10">Leave it open</a>' in visitor.text(f"{WALK}/spot/")
    marked = visitor.post(f"{WALK}/spot/", {"spot": "left.biceps_femoris_long"})
    assert marked.headers["Location"] == "/diary/?day=2026-05-10"
    cramp = visitor.only("cramp")
    assert (cramp.muscle, cramp.intensity_0_10, cramp.eased_by) == (Muscle.HAMSTRING, 7, ("stretching",))
    assert (cramp.side, cramp.spot) == (Side.LEFT, Spot.BICEPS_FEMORIS_LONG)
    assert 60 <= cramp.duration_s <= 62
    assert "Marked: Left: Biceps femoris, long head." in visitor.text("/diary/")


def test_the_place_may_be_left_open_and_the_diary_still_says_that_the_cramp_is_noted(visitor) -> None:
    begin(visitor)
    visitor.post(f"{WALK}/where/", {"muscle": "calf"})
    visitor.post(f"{WALK}/after/", {"intensity_0_10": "5"})
    visitor.post(f"{WALK}/eased/", {"eased_by": ""})
    assert "Cramp noted." in visitor.text("/diary/?day=2026-05-10")
    assert visitor.only("cramp").spot is None


@pytest.mark.parametrize("muscle", ["hamstring", "calf", "quadriceps", "foot", "not_sure"])
def test_every_muscle_has_its_own_first_movement(visitor, muscle: str) -> None:
    begin(visitor)
    visitor.post(f"{WALK}/where/", {"muscle": muscle})
    page = visitor.text(f"{WALK}/step/lengthen/")
    assert ('<svg class="fig"' in page) == (muscle != "not_sure")
    assert 'data-seconds="30"' in page


@pytest.mark.parametrize("answer", ["yes", "not_sure", "something_else"])
def test_a_pop_or_a_doubt_leads_to_the_questions_and_never_to_a_stretch(visitor, answer: str) -> None:
    assert begin(visitor, answer).headers["Location"] == f"{WALK}/signs/"
    response = visitor.get(f"{WALK}/step/lengthen/")
    assert response.status_code == 302
    assert "lengthen" not in response.headers["Location"]


def test_no_step_that_moves_the_leg_is_shown_before_the_question_was_answered(visitor) -> None:
    for step in ("lengthen", "rub", "again", "stand", "sip", "nonsense"):
        assert visitor.get(f"{WALK}/step/{step}/").headers["Location"] == f"{WALK}/"


def test_something_else_is_wrong_stands_on_every_screen_of_the_walk(visitor) -> None:
    begin(visitor)
    visitor.post(f"{WALK}/where/", {"muscle": "calf"})
    spot = ("spot/", "spot/?part=calf&side=left")
    for page in ("", "where/", "step/lengthen/", "step/rub/", "step/stand/", "after/", "eased/", *spot):
        assert "Something else is wrong" in visitor.text(f"{WALK}/{page}"), page


def test_an_emergency_sign_shows_the_number_what_to_say_and_what_not_to_do(visitor) -> None:
    begin(visitor)
    assert visitor.post(f"{WALK}/signs/", {"sign": "cold-leg"}).headers["Location"] == f"{WALK}/help/"
    page = visitor.text(f"{WALK}/help/")
    assert heading(page).startswith("Call 112 now.")
    assert 'href="tel:112"' in page
    for part in ("Until help comes", "Not now", "Say: “", "They do not diagnose."):
        assert part in page
    assert visitor.get(f"{WALK}/step/lengthen/").headers["Location"] == f"{WALK}/help/"


def test_the_number_is_that_of_the_country_that_was_chosen(visitor) -> None:
    visitor.post(
        "/settings/", {"emergency_country": "AU", "units": "metric", "home_zone": "Europe/Zurich", "theme": ""}
    )
    begin(visitor)
    assert 'href="tel:000"' in visitor.text(f"{WALK}/signs/")


def test_every_sign_of_the_sheets_is_offered_and_leads_to_help(visitor) -> None:
    begin(visitor)
    page = visitor.text(f"{WALK}/signs/")
    offered = re.findall(r'name="sign" value="([\w-]+)"', page)
    assert set(offered) == {sign.id for sign in load_library().signs.values() if sign.shown != "first"} | {"none"}
    for sign in offered[:-1]:
        visitor.post(f"{WALK}/signs/", {"sign": sign})
        assert visitor.get(f"{WALK}/help/").status_code == 200, sign
        visitor.post(f"{WALK}/help/")


def test_a_tap_by_mistake_is_taken_back_and_none_of_these_returns_to_the_steps(visitor) -> None:
    begin(visitor)
    visitor.post(f"{WALK}/signs/", {"sign": "chest"})
    assert visitor.post(f"{WALK}/help/").headers["Location"] == f"{WALK}/signs/"
    assert visitor.post(f"{WALK}/signs/", {"sign": "none"}).headers["Location"] == f"{WALK}/"
    assert visitor.post(f"{WALK}/", {"answer": "no"}).headers["Location"] == f"{WALK}/where/"


def test_after_ten_minutes_still_locked_the_level_rises_by_itself(visitor) -> None:
    begin(visitor)
    visitor.post(f"{WALK}/where/", {"muscle": "calf"})
    assert 'data-rises="600.0"' in visitor.text(f"{WALK}/step/lengthen/")
    with time_machine.travel("2026-05-10T14:49:05+00:00"):
        assert visitor.get(f"{WALK}/step/lengthen/").headers["Location"] == f"{WALK}/help/"
        assert "10 minutes" in visitor.text(f"{WALK}/help/")


def test_the_time_stands_still_once_it_has_let_go_and_runs_on_when_it_came_back(visitor) -> None:
    begin(visitor)
    visitor.post(f"{WALK}/where/", {"muscle": "calf"})
    visitor.post(f"{WALK}/step/lengthen/", {"heard": "let_go"})
    with time_machine.travel("2026-05-10T15:30:00+00:00"):
        assert visitor.get(f"{WALK}/step/stand/").status_code == 200
        assert "It came back" in visitor.text(f"{WALK}/step/stand/")
        visitor.post(f"{WALK}/step/stand/", {"heard": "let_go"})
    assert visitor.only("cramp").duration_s < 120


@pytest.mark.parametrize(
    ("moment", "theme"),
    [
        ("2026-05-10T18:59:00+00:00", ""),
        ("2026-05-10T19:00:00+00:00", "night"),
        ("2026-05-11T01:12:00+00:00", "night"),
        ("2026-05-11T04:59:00+00:00", "night"),
        ("2026-05-11T05:00:00+00:00", ""),
    ],
)
def test_relief_is_night_from_21_to_7_on_the_clock_of_home(visitor, moment: str, theme: str) -> None:
    visitor.post("/settings/", {"home_zone": "Europe/Zurich", "units": "metric", "theme": ""})
    with time_machine.travel(moment):
        page = visitor.text("/cramp/")
    assert ('data-theme="night"' in page) == (theme == "night")


def test_night_can_be_switched_by_hand_and_holds_for_all_relief_pages(visitor) -> None:
    assert 'data-theme="night"' not in visitor.text("/cramp/")
    assert visitor.post("/cramp/theme/", {"theme": "night", "next": "/cramp/"}).headers["Location"] == "/cramp/"
    begin(visitor)
    for page in ("/cramp/", f"{WALK}/where/", f"{WALK}/signs/"):
        assert 'data-theme="night"' in visitor.text(page)
    visitor.post("/cramp/theme/", {"theme": "day", "next": "https://evil.example/"})
    assert 'data-theme="night"' not in visitor.text("/cramp/")


def test_the_steps_work_when_the_diary_cannot_be_opened(visitor, tmp_path: Path) -> None:
    token = visitor.token()
    books.close_all()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a diary" * 1000)
    with override_settings(UNCRAMP_DIARY=broken):
        send = {"csrfmiddlewaretoken": token, "id": str(ID), "started": STARTED, "answer": "no"}
        assert visitor.get("/cramp/").status_code == 200
        assert visitor.client.post("/cramp/", send).headers["Location"] == f"{WALK}/where/"
        where = visitor.text(f"{WALK}/where/")
        assert "could not be saved" in where
        visitor.client.post(f"{WALK}/where/", {"csrfmiddlewaretoken": token, "muscle": "calf"})
        assert heading(visitor.text(f"{WALK}/step/lengthen/")) == "Straighten the knee. Pull your toes towards you."
        assert visitor.get(f"{WALK}/signs/").status_code == 200


def test_the_walk_works_without_cookies_as_far_as_it_is_safe(visitor) -> None:
    begin(visitor)
    visitor.client.cookies.clear()
    assert visitor.get(f"{WALK}/step/lengthen/").headers["Location"] == f"{WALK}/"
    assert heading(visitor.text(f"{WALK}/")).startswith("Stop.")


def test_the_relief_page_is_light(visitor) -> None:
    page = visitor.text("/cramp/")
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    weight = len(page.encode()) + sum(len(b"".join(visitor.get(path).streaming_content)) for path in files)
    assert weight <= 60_000
    assert len(files) <= 5


def test_somebody_who_helps_is_told_how_only_once_the_leg_may_be_moved(visitor) -> None:
    assert "Is somebody with you?" not in visitor.text("/cramp/")
    begin(visitor)
    assert "Is somebody with you?" not in visitor.text(f"{WALK}/where/")
    visitor.post(f"{WALK}/where/", {"muscle": "hamstring"})
    page = visitor.text(f"{WALK}/step/lengthen/")
    assert page.index("Straighten the knee") < page.index("Is somebody with you?") < page.index("fig-helper-hamstring")
    assert "Never push, never bounce." in page
