"""A red flag, a caution or a change of profile between two looks stops a trial at once; a slip can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions import trial as running
from uncramp.actions.cramp import log_cramp
from uncramp.actions.importing import import_file, undo_import
from uncramp.actions.note import amend, delete, note, undo
from uncramp.actions.profile import change_profile
from uncramp.actions.trial_safety import stopped_for_safety
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.faults import NotationError
from uncramp.diary.records import TrialEvent
from uncramp.store.memory import MemoryBook
from uncramp.trials.course import Course, TrialState
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.offer import Asked
from uncramp.wording.trial_course import say_course
from uncramp.wording.trial_report import report_as_markdown, report_of

ZURICH = ZoneInfo("Europe/Zurich")
FIRST = datetime(2026, 1, 5, 20, tzinfo=ZURICH)
LATER = FIRST + timedelta(days=4, hours=1)
CLEARED = {
    "home_zone": "Europe/Zurich", "age_years": "30", "pregnant": "no", "conditions": "none", "medicines": "none"}


def begun(remedy: str = "evening_warmth") -> MemoryBook:
    book = MemoryBook()
    change_profile(book, CLEARED, FIRST)
    running.start_trial(book, FIRST, Asked(remedy=remedy, pairs=6), seed=5)
    running.trial_today(book, FIRST, bytes(16))
    return book


def course(book: MemoryBook, now: datetime = LATER) -> Course:
    found = running.current_trial(book, now)
    assert found is not None
    return found


def symptom(book: MemoryBook, what: str, now: datetime = LATER) -> UUID:
    return note(book, "symptom", {"symptom": what, "at": now.isoformat()}, now).id


def test_a_red_flag_that_is_noted_stops_the_trial_at_once() -> None:
    book = begun()
    symptom(book, "dark_urine")
    found = course(book)
    assert found.state is TrialState.STOPPED and found.safety_reasons == ("red_flag", "rf-rhabdo")
    assert found.stopped_at == LATER and len(book.read().of(TrialEvent)) == 1
    assert running.trial_today(book, LATER, bytes(16)).state is TrialState.STOPPED  # whoever looks is told why
    with pytest.raises(TrialRefusedError, match="over"):
        running.note_trial_day(book, LATER, True)


def test_the_words_say_why_and_that_a_result_can_be_read() -> None:
    book = begun()
    symptom(book, "dark_urine")
    assert say_course(course(book), "en").turn == (
        "The trial was stopped for your safety. You noted something that somebody should look at first. What can be "
        "said can be read from the day after on.")
    found, result = running.trial_result(book, LATER + timedelta(days=1))
    report = report_as_markdown(report_of(found, result, "en"))
    assert "Rules: red_flag, rf-rhabdo." in report and result.stopped_early


def test_only_what_speaks_against_this_remedy_stops_it() -> None:
    warmth, feet = begun(), begun("free_feet")
    for book in (warmth, feet):
        symptom(book, "numbness")  # skin that does not feel heat
    assert course(warmth).safety_reasons == ("ci-heat-numb",) and course(feet).is_open


@pytest.mark.parametrize(("kind", "fields"), [
    ("check_in", {"soreness_0_10": 9}), ("symptom", {"symptom": "tenderness", "severity_0_10": 8}),
    ("cramp", {"muscle": "calf", "duration_s": 120}), ("drink", {"volume_ml": 300}),
])
def test_what_raises_nothing_lets_it_go_on(kind: str, fields: dict[str, object]) -> None:
    book = begun()
    note(book, kind, {**fields, "at": LATER.isoformat()}, LATER)
    log_cramp(book, UUID(int=7), None, {"muscle": "calf"}, LATER)
    assert course(book).is_open


def test_a_profile_that_speaks_against_the_remedy_stops_it() -> None:
    book = begun("magnesium")
    change_profile(book, {"conditions": "kidney_disease"}, LATER)
    assert "ci-mg-kidney" in course(book).safety_reasons
    assert "stopped for your safety" in say_course(course(book), "en").turn


def test_a_medicine_that_is_noted_stops_what_it_does_not_go_with() -> None:
    book = begun("magnesium")
    note(book, "medication", {"substance": "warfarin", "at": LATER.isoformat()}, LATER)
    assert "ci-supplement-thinner" in course(book).safety_reasons


def test_a_red_flag_in_a_file_stops_the_trial() -> None:
    book = begun()
    data = f"kind,at,symptom\nsymptom,{LATER.isoformat()},dark_urine\n".encode()
    import_file(book, "symptoms.csv", data, LATER)
    assert course(book).safety_reasons == ("red_flag", "rf-rhabdo")
    sha = book.imported_files()[0].sha256
    undo_import(book, sha, LATER + timedelta(minutes=5))
    assert course(book).is_open


@pytest.mark.parametrize("correct", ["amend", "delete", "undo"])
def test_a_slip_that_is_corrected_on_the_same_day_lets_it_go_on(correct: str) -> None:
    book, soon = begun(), LATER + timedelta(minutes=10)
    number = book.revision()
    slip = symptom(book, "swelling")
    if correct == "amend":
        amend(book, slip, {"symptom": "stiffness"}, soon)
    elif correct == "delete":
        delete(book, slip, soon)
    else:
        undo(book, next(each.number for each in book.changes() if slip in each.record_ids), soon)
    found = course(book, soon)
    assert found.is_open and found.arm is not None and number < book.revision()
    assert [each.note for each in found.deviations] == [
        "stopped by an entry that was corrected on the same day (red_flag rf-dvt rf-strain)"]


def test_a_profile_that_was_a_slip_lets_it_go_on() -> None:
    book = begun("magnesium")
    change_profile(book, {"conditions": "kidney_disease"}, LATER)
    change_profile(book, {"conditions": "none"}, LATER + timedelta(minutes=1))
    assert course(book).is_open


def test_a_correction_on_another_day_comes_too_late() -> None:
    book, tomorrow = begun(), LATER + timedelta(days=1)
    delete(book, symptom(book, "swelling"), tomorrow)
    assert course(book, tomorrow).state is TrialState.STOPPED


def test_a_correction_of_something_else_takes_no_stop_back() -> None:
    book, soon = begun(), LATER + timedelta(minutes=10)
    symptom(book, "swelling")
    other = note(book, "drink", {"volume_ml": 300, "at": LATER.isoformat()}, LATER)
    amend(book, other.id, {"volume_ml": 400}, soon)
    assert course(book, soon).state is TrialState.STOPPED


def test_a_stop_of_ones_own_is_never_taken_back() -> None:
    book = begun()
    running.stop_trial(book, LATER, "safety first, said my aunt")
    drink = note(book, "drink", {"volume_ml": 300, "at": LATER.isoformat()}, LATER)
    delete(book, drink.id, LATER)
    assert course(book).state is TrialState.STOPPED and course(book).safety_reasons == ()


def test_the_stop_itself_cannot_be_taken_back() -> None:
    book = begun()
    symptom(book, "dark_urine")
    stop = book.read().of(TrialEvent)[0]
    with pytest.raises(NotationError, match="of_a_trial"):
        undo(book, next(each.number for each in book.changes() if stop.id in each.record_ids), LATER)
    book.delete([stop.id], now=LATER)  # by other means than ours
    note(book, "drink", {"volume_ml": 300, "at": LATER.isoformat()}, LATER)
    assert course(book).state is TrialState.STOPPED


def test_nobody_reads_a_result_and_then_goes_on() -> None:
    book, tomorrow = begun(), LATER + timedelta(days=1)
    symptom(book, "dark_urine")
    with pytest.raises(TrialRefusedError, match="stopped_today"):
        running.trial_result(book, LATER)
    assert {each.trial.verdict for each in weigh_diary(book.read(), LATER).report.findings if each.trial} == {"running"}
    assert running.trial_result(book, tomorrow)[1].stopped_early


def test_a_stop_is_told_of_for_three_days() -> None:
    book = begun()
    assert stopped_for_safety(book.read(), LATER) is None
    symptom(book, "dark_urine")
    assert stopped_for_safety(book.read(), LATER + timedelta(days=2)) is not None
    assert stopped_for_safety(book.read(), LATER, since=LATER + timedelta(seconds=1)) is None
    assert stopped_for_safety(book.read(), LATER + timedelta(days=4)) is None


def test_a_diary_without_a_trial_is_left_alone() -> None:
    book = MemoryBook()
    change_profile(book, CLEARED, FIRST)
    symptom(book, "dark_urine")
    assert book.read().of(TrialEvent) == () and stopped_for_safety(book.read(), LATER) is None


def test_an_unwanted_effect_alone_does_not_stop_it() -> None:
    book = begun()
    found = running.note_adverse_effect(book, LATER, "red skin")
    assert found.is_open and "stop the trial and ask" in " ".join(say_course(found, "en").notes)
