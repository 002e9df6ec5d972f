"""Noting a cramp at one tap, adding to it, and getting through it: the actions over a book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from uncramp.actions.cramp import amend_cramp, log_cramp
from uncramp.actions.relief import relieve
from uncramp.body import Muscle, Side
from uncramp.diary.faults import NotationError
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import CheckIn, Cramp
from uncramp.relief.guide import ReliefGuide
from uncramp.store.book import BookError
from uncramp.store.memory import MemoryBook
from uncramp.triage.assess import UnknownQuestionError
from uncramp.triage.triage import Level

NOW = datetime(2026, 5, 3, 21, 12, tzinfo=UTC)
ID = UUID("0b9f6a0e-7d7e-4a4b-9d53-0a5d5d1c0001")


def test_the_same_id_sent_three_times_makes_one_cramp() -> None:
    book = MemoryBook()
    told = [log_cramp(book, ID, NOW, {"muscle": "hamstring"}, NOW + timedelta(seconds=n)) for n in range(3)]
    assert [cramp.at for cramp in book.read().of(Cramp)] == [NOW]
    assert told[0] == told[1] == told[2]


def test_a_repeat_after_a_correction_does_not_undo_the_correction() -> None:
    book = MemoryBook()
    log_cramp(book, ID, NOW, {}, NOW)
    amend_cramp(book, ID, {"intensity_0_10": 7, "eased_by": "stretching;massage"}, NOW + timedelta(minutes=5))
    kept = log_cramp(book, ID, NOW, {}, NOW + timedelta(minutes=6))
    assert (kept.intensity_0_10, kept.eased_by) == (7, ("stretching", "massage"))
    assert len(book.read().of(Cramp)) == 1
    assert len(book.history(ID)) == 2


def test_adding_to_a_cramp_keeps_what_was_told_before() -> None:
    book = MemoryBook()
    log_cramp(book, ID, NOW, {"muscle": "calf", "side": "left", "note": "on the stairs"}, NOW)
    cramp = amend_cramp(book, ID, {"duration_s": "2 min"}, NOW + timedelta(minutes=3))
    assert (cramp.muscle, cramp.side, cramp.duration_s, cramp.note) == (Muscle.CALF, Side.LEFT, 120.0, "on the stairs")
    assert (cramp.at, cramp.noted_at) == (NOW, NOW)


def test_without_a_time_the_cramp_is_now() -> None:
    assert log_cramp(MemoryBook(), ID, None, {}, NOW).at == NOW


@pytest.mark.parametrize(
    ("at", "fields", "fault"),
    [
        (NOW + timedelta(hours=1), {}, "in_the_future"),
        (NOW, {"intensity_0_10": 11}, "out_of_range"),
        (NOW, {"muscle": "hamstrin"}, "not_a_choice"),
        (NOW, {"colour": "red"}, "unknown_field"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(at: datetime, fields: dict[str, object], fault: str) -> None:
    book = MemoryBook()
    with pytest.raises(NotationError) as refused:
        log_cramp(book, ID, at, fields, NOW)
    assert fault in {each.fault for each in refused.value.faults}
    assert len(book.read()) == 0


def test_the_id_of_another_record_makes_no_cramp() -> None:
    book = MemoryBook()
    book.write([CheckIn(id=ID, at=NOW, noted_at=NOW, soreness_0_10=2)], now=NOW, what="note check_in")
    with pytest.raises(BookError):
        log_cramp(book, ID, NOW, {}, NOW)
    assert book.read().of(Cramp) == ()


def test_a_cramp_that_is_not_there_cannot_be_added_to() -> None:
    with pytest.raises(KeyError):
        amend_cramp(MemoryBook(), ID, {"intensity_0_10": 3}, NOW)


def test_relief_waits_for_no_record_and_asks_first() -> None:
    guide = relieve({}, "hamstring")
    assert guide.ask == "first-check"
    assert [step.id for step in guide.steps] == ["stop"]


def test_a_no_gives_steps_a_not_sure_gives_help() -> None:
    assert relieve({"first-check": False}, Muscle.HAMSTRING).steps
    unsure = relieve({"first-check": None}, Muscle.HAMSTRING)
    assert unsure.triage.level is Level.SAME_DAY
    assert unsure.steps == ()


def test_ten_minutes_without_a_tap_end_in_help() -> None:
    assert not relieve({"first-check": False}, "calf", 599).get_help
    assert relieve({"first-check": False}, "calf", 601).get_help


def steps_of(guide: ReliefGuide) -> list[str]:
    return [step.id for step in guide.steps]


def test_a_profile_that_clears_it_adds_a_sip_and_no_profile_does_not() -> None:
    healthy = Profile(age_band=AgeBand.FROM_16_TO_64, conditions_answered=True, medicines_answered=True)
    assert "sip" in steps_of(relieve({"first-check": False}, "calf", profile=healthy))
    assert "sip" not in steps_of(relieve({"first-check": False}, "calf", profile=Profile()))
    assert "sip" not in steps_of(relieve({"first-check": False}, "calf"))


def test_a_muscle_nobody_knows_counts_as_not_sure_and_an_unknown_question_is_refused() -> None:
    assert relieve({"first-check": False}, "elbow").muscle is Muscle.NOT_SURE
    with pytest.raises(UnknownQuestionError):
        relieve({"first-chek": False}, "calf")
