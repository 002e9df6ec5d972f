"""A self-trial from its first day to its last: what is drawn when, what a pause moves, what cannot be done."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions import trial as running
from uncramp.actions.note import amend, delete, note, undo
from uncramp.actions.profile import change_profile
from uncramp.actions.trial_barred import barred_remedies
from uncramp.actions.trial_design import design_trial, filled_in, remedy_for
from uncramp.diary.faults import NotationError
from uncramp.diary.records import Cramp, Trial, TrialPair
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book
from uncramp.store.memory import MemoryBook
from uncramp.trials.allocation import arm_order
from uncramp.trials.blocks import TrialDay
from uncramp.trials.course import Course, TrialState
from uncramp.trials.design import Arm, DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.offer import Asked
from uncramp.trials.protocol import fingerprint, protocol
from uncramp.trials.result import TrialVerdict, analyse

ZURICH = ZoneInfo("Europe/Zurich")
FIRST = datetime(2026, 1, 5, 20, tzinfo=ZURICH)
STRETCHING = Asked(remedy="bedtime_stretching", pairs=6)


def nonce(day: datetime) -> bytes:
    return hashlib.sha256(day.isoformat().encode()).digest()[:16]


def begun(asked: Asked = STRETCHING, now: datetime = FIRST) -> MemoryBook:
    book = MemoryBook()
    change_profile(book, {
        "home_zone": "Europe/Zurich", "age_band": "16_to_64", "conditions": "none", "medicines": "none"}, now)
    running.start_trial(book, now, asked, seed=5)
    return book


def live(book: Book, days: int, *, cramps_without: int = 2, since: datetime = FIRST) -> datetime:
    """Look each evening, keep to the arm, and cramp in every ``cramps_without``-th night without the remedy."""
    without = 0
    for number in range(days):
        evening = since + timedelta(days=number)
        try:
            course = running.trial_today(book, evening, nonce(evening))
        except TrialRefusedError as error:
            assert error.fault == "over"
            return evening
        if course.arm is None:
            continue
        running.note_trial_day(book, evening, True)
        without += course.arm is Arm.RIVAL
        if course.arm is Arm.RIVAL and without % cramps_without == 0:
            woken = evening + timedelta(hours=7)
            note(book, "cramp", {"at": woken.isoformat(), "muscle": "calf"}, woken)
    return since + timedelta(days=days)


def now_of(book: Book, now: datetime) -> Course:
    course = running.current_trial(book, now)
    assert course is not None
    return course


def test_a_season_with_fewer_cramps_on_the_remedy_says_that_it_helps() -> None:
    book = begun()
    end = live(book, 100)
    course, result = running.trial_result(book, end)
    assert course.state is TrialState.FINISHED and course.written.starts_on == date(2026, 1, 5)
    assert course.ends_on == date(2026, 1, 5) + timedelta(days=6 * 2 * 7 - 1)
    assert result.verdict is TrialVerdict.HELPS
    assert result.as_randomised.test.p_helps == 1 / 2**6  # no order of the six pairs is more extreme
    assert result.days_kept == 84 and result.days_missing == 0


def test_the_first_pair_is_drawn_when_it_is_looked_at_and_stays() -> None:
    book = begun()
    assert now_of(book, FIRST).arm is None and now_of(book, FIRST).undrawn == 0
    first = running.trial_today(book, FIRST, bytes(16)).arm
    again = running.trial_today(book, FIRST + timedelta(days=1), b"another nonce at all").arm
    assert first is not None and again is first
    assert len(book.read().of(TrialPair)) == 1


def test_no_block_to_come_has_an_arm() -> None:
    book = begun()
    live(book, 10)
    course = now_of(book, FIRST + timedelta(days=9))
    assert [each.arm is not None for each in course.calendar] == [True, True] + [False] * 10
    assert now_of(book, FIRST + timedelta(days=3)).calendar[1].arm is None


def test_what_is_kept_before_a_pair_begins_leaves_both_orders_open() -> None:
    def second_pair(drawn: bytes) -> Arm | None:
        book = begun()
        live(book, 14)
        return running.trial_today(book, FIRST + timedelta(days=14), drawn).arm

    one = next(n for n in range(99) if arm_order(5, 1, bytes([n]) * 16)[0] is Arm.REMEDY)
    other = next(n for n in range(99) if arm_order(5, 1, bytes([n]) * 16)[0] is Arm.RIVAL)
    assert second_pair(bytes([one]) * 16) is Arm.REMEDY and second_pair(bytes([other]) * 16) is Arm.RIVAL


def test_days_nobody_looked_at_before_a_draw_become_a_pause() -> None:
    book = begun()
    away = FIRST + timedelta(days=20)  # nobody looked for three weeks
    course = running.trial_today(book, away, nonce(away))
    assert course.place is not None and (course.place.pair, course.place.block, course.place.day_of_block) == (0, 0, 0)
    assert course.pauses[0].first == date(2026, 1, 5) and course.pauses[0].last == date(2026, 1, 24)


def test_a_pause_moves_what_comes_after_it() -> None:
    book = begun()
    live(book, 3)
    day = FIRST + timedelta(days=3)
    assert running.pause_trial(book, day, why="a cold").state is TrialState.PAUSED
    with pytest.raises(TrialRefusedError, match="already_paused"):
        running.pause_trial(book, day)
    back = running.resume_trial(book, day + timedelta(days=4))
    assert back.place is not None and back.place.day_of_block == 3 and back.state is TrialState.RUNNING
    assert back.ends_on == date(2026, 1, 5) + timedelta(days=84 - 1 + 4)


def test_a_pause_resumed_on_its_first_day_never_was() -> None:
    book = begun()
    live(book, 3)
    day = FIRST + timedelta(days=2, hours=1)
    running.pause_trial(book, day)
    assert running.resume_trial(book, day).pauses == ()


def test_a_draw_taken_back_cannot_be_made_again() -> None:
    book = begun()
    running.trial_today(book, FIRST, bytes(16))
    with pytest.raises(NotationError, match="of_a_trial"):
        undo(book, book.changes()[0].number, FIRST)
    book.delete([book.read().of(TrialPair)[0].id], now=FIRST)  # by other means than ours
    with pytest.raises(TrialRefusedError, match="sealed"):
        running.trial_today(book, FIRST, b"a more pleasing nonce")


def test_what_belongs_to_a_trial_is_refused_to_hands() -> None:
    book = begun()
    record = book.read().of(Trial)[0]
    for refused in (
        lambda: amend(book, record.id, {"pairs": 20}, FIRST), lambda: delete(book, record.id, FIRST),
        lambda: note(book, "trial_pair", {"trial": str(record.id), "pair": 3, "nonce": "00" * 16}, FIRST),
    ):
        with pytest.raises(NotationError, match="of_a_trial"):
            refused()
    assert now_of(book, FIRST).intact


def test_a_protocol_changed_behind_our_back_shows() -> None:
    book = begun()
    record = book.read().of(Trial)[0]
    book.amend(replace(record, wash_in_days=3), now=FIRST)
    course = now_of(book, FIRST)
    assert not course.intact and [each.kind.value for each in course.deviations] == ["design_changed"]


def test_the_protocol_survives_the_diary_word_for_word() -> None:
    book = begun(replace(STRETCHING, wash_in_days=2))
    assert now_of(book, FIRST + timedelta(days=40)).intact
    assert now_of(book, FIRST).written.zone == "Europe/Zurich"


def test_one_trial_at_a_time() -> None:
    book = begun()
    with pytest.raises(TrialRefusedError, match="one_at_a_time"):
        running.start_trial(book, FIRST, Asked(remedy="warm_up"), seed=1)
    running.stop_trial(book, FIRST + timedelta(days=2), "no time")
    later = FIRST + timedelta(days=3)
    assert running.start_trial(book, later, Asked(remedy="warm_up"), seed=1).written.design.remedy == "warm_up"


def test_a_stopped_trial_says_what_can_be_said() -> None:
    book = begun()
    end = live(book, 30)
    running.stop_trial(book, end, "moving house")
    course, result = running.trial_result(book, end + timedelta(days=9))
    assert course.state is TrialState.STOPPED and course.days[-1].day == end.date()
    assert result.stopped_early and result.as_randomised.estimate.pairs in (2, 3)
    assert [each.kind.value for each in course.deviations] == ["stopped_early"]


def test_the_result_stays_closed_while_the_trial_goes_on() -> None:
    book = begun()
    live(book, 20)
    with pytest.raises(TrialRefusedError, match="not_over"):
        running.trial_result(book, FIRST + timedelta(days=20))


def test_a_red_flag_noted_later_stops_the_trial() -> None:
    book = begun()
    live(book, 5)
    day = FIRST + timedelta(days=5)
    note(book, "symptom", {"symptom": "dark_urine"}, day)
    course = running.trial_today(book, day, nonce(day))
    assert course.state is TrialState.STOPPED and course.stopped_because.startswith("safety")


def test_a_remedy_the_cautions_forbid_is_not_tried() -> None:
    book = MemoryBook()
    change_profile(book, {"age_band": "16_to_64", "conditions": "kidney disease", "medicines": "none"}, FIRST)
    with pytest.raises(TrialRefusedError, match="forbidden"):
        running.start_trial(book, FIRST, Asked(remedy="magnesium"), seed=1)
    barred = barred_remedies(book.read(), FIRST)
    assert "magnesium" in barred and "bedtime_stretching" not in barred
    assert not book.read().of(Trial)


@pytest.mark.parametrize(("asked", "fault"), [
    (Asked(remedy="bedtime_stretching", block_days=0), "no_days"),
    (Asked(remedy="bedtime_stretching", rival="bedtime_stretching"), "same_twice"),
    (Asked(remedy="bedtime_stretching", pairs=4), "too_few_pairs"),
    (Asked(remedy="bedtime_stretching", blinded=True), "cannot_be_blinded"),
    (Asked(remedy="bedtime_stretching", outcome=""), "no_outcome"),
    (Asked(remedy="bedtime_stretching", outcome="happiness"), "unknown_outcome"),
    (Asked(remedy="bedtime_stretching", outcome="cramp_session"), "no_such_count"),
    (Asked(remedy="bedtime_stretching", rival="warm_up"), "other_time"),
    (Asked(remedy="quinine"), "unknown_remedy"), (Asked(remedy=""), "unknown_remedy"),
])
def test_what_cannot_be_a_trial_is_named(asked: Asked, fault: str) -> None:
    with pytest.raises((TrialRefusedError, DesignFaultsError), match=fault):
        running.start_trial(MemoryBook(), FIRST, asked, seed=1)


def test_a_trial_does_not_start_in_the_past() -> None:
    with pytest.raises(TrialRefusedError, match="in_the_past"):
        running.start_trial(MemoryBook(), FIRST, STRETCHING, seed=1, starts_on=date(2026, 1, 4))


def test_the_night_the_clocks_change_is_one_day_of_a_block() -> None:
    start = datetime(2026, 3, 23, 21, tzinfo=ZURICH)  # clocks go forward on Sunday 29 March
    book = begun(now=start)
    end = live(book, 14, since=start)
    days = now_of(book, end).days
    assert [each.day for each in days] == [date(2026, 3, 23) + timedelta(days=number) for number in range(14)]
    assert all(each.value is not None for each in days)
    assert [each.block for each in days] == [0] * 7 + [1] * 7


def test_after_a_flight_days_are_those_of_the_new_place() -> None:
    book = begun()
    live(book, 3)
    tokyo = ZoneInfo("Asia/Tokyo")
    landed = datetime(2026, 1, 8, 23, 30, tzinfo=tokyo)  # in Zurich it is 15:30
    note(book, "check_in", {"at": landed, "cramps_noted": "no"}, landed)
    course = running.trial_today(book, landed.astimezone(UTC), nonce(landed))
    assert course.today == date(2026, 1, 8) and course.place is not None and course.place.day_of_block == 3
    assert now_of(book, landed + timedelta(hours=6)).today == date(2026, 1, 9)  # 5:30 there, 21:30 of the 8th at home


def test_after_midnight_a_bedtime_remedy_is_still_of_the_evening_before() -> None:
    book = begun()
    assert now_of(book, FIRST + timedelta(hours=6)).today == date(2026, 1, 5)  # 2:00
    assert now_of(book, FIRST + timedelta(hours=9)).today == date(2026, 1, 6)  # 5:00


def test_an_entry_of_the_player_shows_that_it_was_done() -> None:
    book = begun()
    arm = running.trial_today(book, FIRST, bytes(16)).arm
    note(book, "stretch", {"exercise": "calf", "hold_s": 30}, FIRST)
    assert now_of(book, FIRST).days[-1].done is (arm is Arm.REMEDY)


def test_a_day_without_an_answer_is_not_a_no() -> None:
    book = begun()
    running.trial_today(book, FIRST, bytes(16))
    assert now_of(book, FIRST).days[-1].done is None
    assert running.note_trial_day(book, FIRST, False).days[-1].done is False
    assert running.note_trial_day(book, FIRST + timedelta(minutes=1), True).days[-1].done is True
    with pytest.raises(TrialRefusedError, match="day_to_come"):
        running.note_trial_day(book, FIRST, True, day=date(2026, 1, 6))


def test_a_design_for_an_empty_diary_says_how_little_it_rests_on() -> None:
    offer = design_trial(MemoryBook().read(), FIRST, STRETCHING, seed=1)
    assert offer.days_known == 0 and offer.rate is None and 0 <= offer.power.power <= 1
    assert offer.design.believed.prior == "bedstretch" and len(offer.power.by_effect) == 2


def test_findings_lead_to_their_remedies() -> None:
    assert remedy_for("warm_up", "session") == "warm_up"
    assert remedy_for("stretching", "night") == "bedtime_stretching"
    assert remedy_for("descent", "session") is None


def diary_of_weak_and_strong_cramps() -> MemoryBook:
    """Half a year of nights that were watched, one cramp in four of them, of strengths 1 to 9."""
    book = MemoryBook()
    start = FIRST - timedelta(days=180)
    change_profile(book, {"home_zone": "Europe/Zurich"}, start)
    note(book, "observation_period", {"at": start.isoformat()}, start)
    for number in range(180):
        now = start + timedelta(days=number, hours=12)
        if number % 4 == 1:
            note(book, "cramp", {
                "at": (now - timedelta(hours=5)).isoformat(), "muscle": "calf", "intensity_0_10": 1 + number % 9}, now)
        elif number % 3 == 0:
            note(book, "check_in", {"at": now.isoformat(), "cramps_noted": "no"}, now)
    return book


def test_better_ways_hold_longer_trials_strength_and_others_to_come() -> None:
    book = diary_of_weak_and_strong_cramps()
    found = design_trial(book.read(), FIRST, Asked(remedy="bedtime_stretching", pairs=5), seed=1, ways=True)
    assert found.days_known > 100 and found.power.power < 0.8
    ids = [each.id for each in found.alternatives]
    assert ids[-1] == "pooling" and {"longer", "longer_blocks"} <= set(ids)
    by_strength = [each.design for each in found.alternatives if each.id == "intensity"]
    assert all(each is not None and each.block_days == found.design.block_days for each in by_strength)


def test_a_proposal_has_the_block_and_wash_in_of_its_sheet() -> None:
    for sheet in load_library().trial_remedies.values():
        design = filled_in(Asked(remedy=sheet.id))
        assert (design.block_days, design.wash_in_days) == (sheet.block_days, sheet.wash_in_days)
        assert design.believed.sd >= 0.5


@pytest.mark.parametrize("remedy", sorted(load_library().trial_remedies))
@pytest.mark.parametrize(("on", "verdict"), [(Arm.RIVAL, TrialVerdict.HELPS), (Arm.REMEDY, TrialVerdict.HARMS)])
def test_no_remedy_has_its_verdict_before_its_first_day(remedy: str, on: Arm, verdict: TrialVerdict) -> None:
    """Cramps on every second day of one arm and never on the other are told so, whatever the sheet believes."""
    design = filled_in(Asked(remedy=remedy, pairs=8, block_days=7, wash_in_days=0))
    fixed = protocol("?", design, seed=1, starts_on=date(2026, 1, 1), written_at=FIRST)
    days = [
        TrialDay(day=date(2026, 1, 1) + timedelta(days=14 * pair + 7 * block + number), pair=pair, block=block,
                 arm=arm, value=float(arm is on and number % 2 == 0))
        for pair in range(8) for block, arm in enumerate((Arm.REMEDY, Arm.RIVAL)) for number in range(7)]
    assert analyse(fixed, days).verdict is verdict


def test_a_refused_change_is_noted_as_a_deviation_once() -> None:
    book = begun()
    record = book.read().of(Trial)[0]
    for _ in range(2):
        with pytest.raises(NotationError, match="of_a_trial"):
            amend(book, record.id, {"pairs": 20}, FIRST)
    with pytest.raises(NotationError, match="of_a_trial"):
        delete(book, record.id, FIRST + timedelta(minutes=1))
    course = now_of(book, FIRST)
    assert [(each.kind.value, each.note) for each in course.deviations] == [
        ("change_refused", "change trial to {'pairs': 20}"), ("change_refused", "delete trial")]
    assert course.intact and course.written.design.pairs == 6


def test_a_stopped_trial_whose_result_was_read_does_not_go_on() -> None:
    book = begun()
    end = live(book, 30)
    running.stop_trial(book, end)
    stop = book.changes()[0].number
    running.trial_result(book, end)
    with pytest.raises(NotationError, match="of_a_trial"):
        undo(book, stop, end)
    assert now_of(book, end).state is TrialState.STOPPED


def test_a_trial_started_by_mistake_can_be_taken_back_before_its_first_draw() -> None:
    book = begun()
    assert undo(book, book.changes()[0].number, FIRST) is not None
    assert running.current_trial(book, FIRST) is None


def test_entries_changed_later_are_allowed_and_told() -> None:
    book = begun()
    end = live(book, 20)
    cramps = book.read().of(Cramp)
    amend(book, cramps[0].id, {"intensity_0_10": 5}, end)
    delete(book, cramps[1].id, end)
    note(book, "cramp", {"at": (FIRST + timedelta(days=4, hours=6)).isoformat(), "muscle": "calf"}, end)
    before = (FIRST - timedelta(days=9)).isoformat()
    note(book, "cramp", {"at": before, "muscle": "calf"}, end)  # no day of the trial
    running.stop_trial(book, end)
    course, _ = running.trial_result(book, end)
    assert [(each.what, each.day) for each in course.changes] == [
        ("corrected", cramps[0].at.date()), ("deleted", cramps[1].at.date()), ("noted_late", date(2026, 1, 10))]
    assert not any(each.kind.value == "design_changed" for each in course.deviations)


def test_a_trial_of_two_remedies_asks_in_its_protocol_which_is_better() -> None:
    both = replace(STRETCHING, rival="evening_massage")
    book = begun(both)
    written = now_of(book, FIRST).written
    assert written.question == "Stretching at bedtime or light rubbing in the evening: which is better for me?"
    assert design_trial(book.read(), FIRST, both, seed=1).question == written.question
    (record,) = book.read().of(Trial)
    assert record.fingerprint == fingerprint(written) != fingerprint(
        replace(written, question="Does stretching at bedtime help me?"))
    assert now_of(begun(), FIRST).written.question == "Does stretching at bedtime help me?"
