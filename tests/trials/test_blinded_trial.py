"""A blinded trial from the helper's sheet to the opened key: nobody who reads the diary knows before what A was."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest

from uncramp.actions import trial as running
from uncramp.actions.note import note
from uncramp.actions.plan import plan_read
from uncramp.actions.profile import change_profile
from uncramp.actions.trial_design import key_sheet
from uncramp.actions.trial_key import note_lost_key, note_trial_guess, unseal_trial
from uncramp.diary.records import TrialEvent
from uncramp.store.book import Book
from uncramp.store.memory import MemoryBook
from uncramp.trials.blinding import BlindingKey, Guess
from uncramp.trials.course import Course, TrialState
from uncramp.trials.design import Arm
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.offer import Asked
from uncramp.trials.result import TrialVerdict
from uncramp.wording.plans import say_plan
from uncramp.wording.trial_course import say_course
from uncramp.wording.trial_report import report_as_markdown, report_of
from uncramp.wording.trial_results import say_result

FIRST = datetime(2026, 1, 5, 20, tzinfo=UTC)
MAGNESIUM = Asked(remedy="magnesium", pairs=7, block_days=6, wash_in_days=1, blinded=True)
A_IS_REMEDY, A_IS_LOOK_ALIKE = bytes(range(15)), bytes(range(1, 16))


def keyed(drawn: bytes = A_IS_REMEDY) -> BlindingKey:
    return key_sheet(MAGNESIUM, drawn).key


def begun(key: BlindingKey) -> MemoryBook:
    book = MemoryBook()
    change_profile(book, {
        "home_zone": "UTC", "age_years": "30", "pregnant": "no", "conditions": "none", "medicines": "none"}, FIRST)
    running.start_trial(book, FIRST, MAGNESIUM, seed=5, seal=key.seal)
    return book


def live(book: Book, days: int, *, cramps_on: Arm = Arm.B) -> datetime:
    """Look each evening, take the pack, and cramp in every second night of one pack."""
    nights = 0
    for number in range(days):
        evening = FIRST + timedelta(days=number)
        course = running.trial_today(book, evening, bytes([number * 37 % 256]) * 16)
        running.note_trial_day(book, evening, True)
        nights += course.arm is cramps_on
        if course.arm is cramps_on and nights % 2:
            woken = evening + timedelta(hours=7)
            note(book, "cramp", {"at": woken.isoformat(), "muscle": "calf"}, woken)
    return FIRST + timedelta(days=days)


def now_of(book: Book, now: datetime) -> Course:
    course = running.current_trial(book, now)
    assert course is not None
    return course


def refused(fault: str) -> AbstractContextManager[object]:
    return pytest.raises(TrialRefusedError, match=f"^{fault}$")


def test_the_two_keys_used_here_name_different_packs() -> None:
    assert keyed(A_IS_REMEDY).a_is is Arm.REMEDY and keyed(A_IS_LOOK_ALIKE).a_is is Arm.RIVAL


@pytest.mark.parametrize(("drawn", "verdict"), [
    (A_IS_REMEDY, TrialVerdict.HELPS), (A_IS_LOOK_ALIKE, TrialVerdict.HARMS)])
def test_a_whole_blinded_trial_is_packs_until_the_key_and_names_after_it(drawn: bytes, verdict: TrialVerdict) -> None:
    key = keyed(drawn)
    book = begun(key)
    end = live(book, 7 * 2 * 6)
    course, sealed = running.trial_result(book, end)
    assert sealed.sealed and sealed.verdict is TrialVerdict.A_LESS and {each.arm for each in course.days} == {
        Arm.A, Arm.B}
    assert "Pack A went with less than pack B" in say_result(course, sealed, "en").say
    assert "Magnesium probably" not in report_as_markdown(report_of(course, sealed, "en"))
    unseal_trial(book, end, key.code.lower())
    course, opened = running.trial_result(book, end)
    assert not opened.sealed and opened.verdict is verdict and {each.arm for each in course.days} == {
        Arm.REMEDY, Arm.RIVAL}
    assert opened.as_randomised.test.p == sealed.as_randomised.test.p  # names move no number of the shuffle test
    assert course.intact


def test_nothing_that_is_kept_told_or_shown_depends_on_what_is_in_the_packs() -> None:
    """Two lives, alike but for the key: all that a reader of the diary sees is alike but for seal and fingerprint."""
    seen = []
    for drawn in (A_IS_REMEDY, A_IS_LOOK_ALIKE):
        key = keyed(drawn)
        book = begun(key)
        now = live(book, 40)
        stopped = running.stop_trial(book, now, "enough")
        course, result = running.trial_result(book, now)
        told = json.dumps([
            course.to_dict(), result.to_dict(), report_as_markdown(report_of(course, result, "en")),
            str(say_course(stopped, "en")), *(repr(each) for each in sorted(
                (each for each in book.read().records), key=lambda each: (each.at, type(each).__name__)))])
        assert key.code not in told and key.code.replace("-", "") not in told
        for own in (key.seal, course.fingerprint):
            told = told.replace(own, "…")
        for record in book.read().records:
            told = told.replace(str(record.id), "…")
        seen.append(told)
    assert seen[0] == seen[1]


def test_the_daily_card_names_a_pack_and_not_the_remedy() -> None:
    book = begun(keyed())
    live(book, 3)
    page = say_course(now_of(book, FIRST + timedelta(days=2)), "en")
    assert page.turn in ("Today: pack A.", "Today: pack B.") and "Magnesium" not in page.turn + page.do
    assert page.calendar[0].mark in ("a", "b") and page.calendar[2].what == "not drawn yet"


def test_an_entry_of_the_remedy_says_nothing_of_a_blinded_pack() -> None:
    book = begun(keyed())
    running.trial_today(book, FIRST, bytes(16))
    note(book, "supplement", {"substance": "magnesium", "at": FIRST.isoformat()}, FIRST)
    assert now_of(book, FIRST).days[-1].done is None


def test_the_key_stays_sealed_while_the_trial_goes_on() -> None:
    key = keyed()
    book = begun(key)
    now = live(book, 10)
    with refused("seal_stays"):
        unseal_trial(book, now, key.code)
    assert key.code not in repr(book.read().records)


def test_a_stop_for_safety_opens_the_way_to_the_key() -> None:
    key = keyed()
    book = begun(key)
    now = live(book, 10)
    note(book, "symptom", {"symptom": "dark_urine"}, now)
    course = running.trial_today(book, now, bytes(16))
    assert course.state is TrialState.STOPPED and "ask your helper" in say_course(course, "en").turn
    assert not unseal_trial(book, now, key.code).sealed


def test_a_wrong_key_is_refused_and_not_kept() -> None:
    book = begun(keyed())
    running.stop_trial(book, FIRST)
    kept = len(book.read().of(TrialEvent))
    for wrong in (keyed(A_IS_LOOK_ALIKE).code, "", "A is magnesium"):
        with refused("not_the_key"):
            unseal_trial(book, FIRST, wrong)
    assert len(book.read().of(TrialEvent)) == kept


def test_a_key_is_entered_once() -> None:
    book = begun(keyed())
    running.stop_trial(book, FIRST)
    unseal_trial(book, FIRST, keyed().code)
    with refused("unsealed_already"):
        unseal_trial(book, FIRST, keyed().code)


def test_a_lost_key_leaves_a_result_of_a_against_b() -> None:
    book = begun(keyed())
    end = live(book, 84)
    note_lost_key(book, end, "the sheet was thrown away")
    course, result = running.trial_result(book, end)
    page = say_result(course, result, "en")
    assert result.verdict is TrialVerdict.A_LESS and "The key is lost" in page.sealed
    assert [each.kind.value for each in course.deviations] == ["key_lost"]
    assert not unseal_trial(book, end, keyed().code).sealed  # it turned up after all


def test_guesses_are_asked_when_a_block_is_over_and_told_in_the_report() -> None:
    key = keyed()
    book = begun(key)
    with refused("no_block_to_guess"):
        note_trial_guess(book, FIRST, Guess.REMEDY)
    end = live(book, 18)
    assert now_of(book, end - timedelta(days=1)).to_guess == ((0, 0), (0, 1), (1, 0))
    assert "block 1 of pair 2" in say_course(now_of(book, end - timedelta(days=1)), "en").guess
    running.stop_trial(book, end - timedelta(days=1))
    packs = {(each.block.pair, each.block.block): each.arm for each in now_of(book, end).calendar if each.arm}
    for (pair, block), arm in packs.items():
        right = Guess.REMEDY if arm is Arm.A else Guess.RIVAL
        note_trial_guess(book, end, right if block == 0 else Guess.CANNOT_SAY, pair=pair, block=block)
    unseal_trial(book, end, key.code)
    course, result = running.trial_result(book, end)
    assert result.blinding is not None and (result.blinding.right, result.blinding.wrong) == (2, 0)
    assert "2 guesses were right and 0 wrong" in report_as_markdown(report_of(course, result, "en"))
    with refused("guess_too_late"):
        note_trial_guess(book, end, Guess.REMEDY)


def test_a_later_guess_of_a_block_replaces_an_earlier_one() -> None:
    book = begun(keyed())
    end = live(book, 6)
    note_trial_guess(book, end, Guess.REMEDY)
    course = note_trial_guess(book, end + timedelta(minutes=1), Guess.RIVAL, pair=0, block=0)
    assert [each.guess for each in course.guesses] == [Guess.RIVAL] and course.to_guess == ()


@pytest.mark.parametrize(("asked", "seal", "fault"), [
    (MAGNESIUM, None, "no_seal"), (MAGNESIUM, "ab", "not_a_seal"), (MAGNESIUM, "Z" * 64, "not_a_seal"),
    (Asked(remedy="free_feet"), "ab" * 32, "not_blinded"),
    (Asked(remedy="bedtime_stretching", blinded=True), "ab" * 32, "cannot_be_blinded"),
])
def test_a_seal_that_cannot_be_is_refused(asked: Asked, seal: str | None, fault: str) -> None:
    with refused(fault):
        running.start_trial(MemoryBook(), FIRST, asked, seed=1, seal=seal)


def test_a_seal_serves_one_trial_only() -> None:
    book = begun(keyed())
    running.stop_trial(book, FIRST)
    with refused("seal_used"):
        running.start_trial(book, FIRST, MAGNESIUM, seed=2, seal=keyed().seal)


def test_what_has_no_key_is_told_so() -> None:
    for act in (lambda book: unseal_trial(book, FIRST, "x"), lambda book: note_lost_key(book, FIRST),
                lambda book: note_trial_guess(book, FIRST, Guess.REMEDY)):
        with refused("no_trial"):
            act(MemoryBook())
        book = MemoryBook()
        change_profile(book, {"age_years": "30", "pregnant": "no", "conditions": "none", "medicines": "none"}, FIRST)
        running.start_trial(book, FIRST, Asked(remedy="free_feet"), seed=1)
        with refused("not_blinded"):
            act(book)


def test_what_whoever_does_it_sees_cannot_be_blinded() -> None:
    with refused("cannot_be_blinded"):
        key_sheet(Asked(remedy="warm_up"), bytes(15))


def test_the_plan_names_the_pack_and_is_the_same_whatever_is_in_it() -> None:
    plans = []
    for drawn in (A_IS_REMEDY, A_IS_LOOK_ALIKE):
        book = begun(keyed(drawn))
        live(book, 3)
        plan = plan_read(book.read(), FIRST + timedelta(days=2))
        assert plan.trial is not None and plan.trial.pack in ("A", "B") and plan.trial.do is None
        item = next(each for each in (*plan.items, *plan.more) if each.of_trial)
        page = say_plan(plan, "en", book.profile())
        assert item.facts["pack"] == plan.trial.pack and f"pack {plan.trial.pack}" in page.trial
        plans.append(plan.to_dict())
    assert plans[0] == plans[1]
