"""Where a cramp catches somebody: the place is made safe first, the muscle is lengthened as it can be there."""

from __future__ import annotations

import pytest
import textstat

from uncramp.actions.relief import relieve, relieve_everywhere
from uncramp.body import Muscle
from uncramp.cli.relief import Place
from uncramp.knowledge.library import load_library
from uncramp.relief.guide import OFFERED_MUSCLES, lengthening, relief_guide
from uncramp.triage.assess import Answer, assess
from uncramp.triage.triage import Triage
from uncramp.wording.relief import relief_document

LIBRARY = load_library()
CLEARED = {"first-check": False}
MOVES = ("straighten", "stretch", "bend", "pull")


def said(instruction: str) -> str:
    sheet = LIBRARY.instructions[instruction]
    return f"{sheet.say} {sheet.beside}"


def test_the_command_offers_the_settings_of_the_sheets() -> None:
    assert [place.value for place in Place] == list(LIBRARY.settings)


@pytest.mark.parametrize("setting", LIBRARY.settings)
def test_before_any_answer_a_setting_shows_only_how_to_get_safe(setting: str) -> None:
    guide = relief_guide(Triage(), None, LIBRARY, setting=setting)
    assert [step.instruction_id for step in guide.steps] == [LIBRARY.settings[setting].first]
    assert guide.ask == "first-check"
    words = said(guide.steps[0].instruction_id).lower().replace("pull over", "")
    assert not [word for word in MOVES if word in words]


def test_in_the_water_one_floats_and_calls_and_is_out_before_the_leg_is_moved() -> None:
    guide = relieve(CLEARED, "hamstring", setting="water")
    assert said(guide.steps[0].instruction_id).startswith("Float on your back. Wave and call for help.")
    for muscle in OFFERED_MUSCLES:
        assert said(lengthening(muscle, LIBRARY.settings["water"])).startswith("Out of the water: ")
    assert "no-more-water" in guide.not_now


def test_at_the_wheel_one_pulls_over_first_and_never_drives_with_a_locked_leg() -> None:
    guide = relieve(CLEARED, "quadriceps", setting="driving")
    assert "Pull over where it is safe." in said(guide.steps[0].instruction_id)
    assert "away from the cars" in said(guide.step("lengthen").instruction_id)
    assert guide.not_now[0] == "no-driving-locked"


@pytest.mark.parametrize("setting", [None, *LIBRARY.settings])
@pytest.mark.parametrize("muscle", OFFERED_MUSCLES)
def test_everywhere_a_muscle_is_lengthened_slowly_held_half_a_minute_and_never_forced(
    setting: str | None, muscle: Muscle
) -> None:
    guide = relieve(CLEARED, muscle, setting=setting)
    lengthen = guide.step("lengthen")
    words = said(lengthen.instruction_id).lower()
    assert lengthen.seconds == 30
    assert "until it pulls, no further" in words
    assert "slowly" in words or "press the sore heel down" in words
    assert "never-force" in guide.not_now
    assert {"warn-force", "rem-acute-stretch"} <= set(lengthen.claim_ids)


@pytest.mark.parametrize("setting", ["run", "water", "bed", "sitting", "driving", None])
def test_a_hamstring_is_lengthened_by_a_bent_hip_and_a_straightening_knee(setting: str | None) -> None:
    words = said(relieve(CLEARED, "hamstring", setting=setting).step("lengthen").instruction_id).lower()
    assert "straighten the knee, slowly" in words
    assert "sit" in words or "hold the thigh up" in words


def test_an_unknown_setting_is_any_place_where_one_can_sit() -> None:
    guide = relief_guide(assess({"first-check": Answer.NO}, LIBRARY), Muscle.CALF, LIBRARY, setting="moon")
    assert guide == relief_guide(assess({"first-check": Answer.NO}, LIBRARY), Muscle.CALF, LIBRARY)


def test_a_raised_flag_ends_the_steps_in_every_setting() -> None:
    for setting in LIBRARY.settings:
        guide = relieve({"first-check": True}, "calf", setting=setting)
        assert (guide.steps, guide.not_now, guide.next_day) == ((), (), ())
        assert relieve(CLEARED, "calf", 600, setting=setting).get_help


def test_the_care_until_tomorrow_begins_with_a_look_and_drinking_only_for_the_cleared() -> None:
    guide = relieve(CLEARED, "calf")
    assert guide.next_day[0] == "look"
    assert LIBRARY.after_care["look"].ask_signs
    assert "drink" not in guide.next_day
    assert {"stiff", "tender", "weak", "warmth", "rub", "return"} <= set(guide.next_day)
    assert relieve({}, "calf").next_day == ()


def test_warmth_has_its_minutes_its_skin_check_and_its_reasons_against() -> None:
    warmth = LIBRARY.after_care["warmth"]
    told = " ".join(warmth.lines)
    assert "10 to 15 minutes" in told
    assert "Look at the skin" in told
    against = " ".join(warmth.not_when).lower()
    for word in ("swollen", "bruised", "numb", "broken", "3 days", "blood flow", "asleep"):
        assert word in against
    assert warmth.actions == ("heat_local",)


@pytest.mark.parametrize("care", LIBRARY.after_care)
def test_each_part_of_the_care_reads_at_grade_six_or_lower(care: str) -> None:
    sheet = LIBRARY.after_care[care]
    lines = (sheet.heading, *sheet.lines, *sheet.fits, *sheet.not_when)
    whole = " ".join(line if line[-1] in ".?!" else f"{line}." for line in lines)
    assert textstat.flesch_kincaid_grade(whole) <= 6


def test_the_document_of_a_setting_is_whole() -> None:
    document = relief_document(relieve(CLEARED, "foot", setting="bed"), None, "en")
    assert document["setting"] == "bed"
    assert [step["id"] for step in document["steps"]] == ["stop", "lengthen", "rub", "again", "stand"]  # type: ignore[attr-defined]
    assert [care["id"] for care in document["next_day"]][:2] == ["look", "stiff"]  # type: ignore[attr-defined]
    assert len(relieve_everywhere()) == len(OFFERED_MUSCLES) * (1 + len(LIBRARY.settings))
