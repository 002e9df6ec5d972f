"""Run a self-trial: start it, draw whose turn it is, note the day, pause, stop, and read what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from uncramp.actions.trial_barred import RED_FLAG, barred_by, careful_with
from uncramp.actions.trial_changes import with_surroundings
from uncramp.actions.trial_course import course_read, current_trial
from uncramp.actions.trial_design import filled_in, question_of
from uncramp.diary.diary import Diary
from uncramp.diary.records import ObservationPeriod, Record, TrialDay, TrialEvent, TrialEventKind, TrialPair
from uncramp.exposures.person_time import zone_at
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book
from uncramp.trials import kept
from uncramp.trials.course import Course, TrialState, first_day_of_pair, trial_day
from uncramp.trials.noted import is_of_nights
from uncramp.trials.offer import Asked
from uncramp.trials.protocol import DeviationKind, Protocol, protocol
from uncramp.trials.result import TrialResult, analyse

#: a first day lies no further ahead than this
LONGEST_AHEAD_DAYS = 60
#: a pause with an end takes no longer than this: a slip in the year would end the trial unseen
LONGEST_PAUSE_DAYS = 366


def written_protocol(
    diary: Diary, now: datetime, asked: Asked, *, seed: int, starts_on: date | None = None, seal: str | None = None,
) -> Protocol:
    """Give the protocol as it would be fixed: from today on, or from a day to come. Raises as :func:`start_trial`."""
    design = filled_in(asked)
    here = now.astimezone(zone_at(diary, now))
    sheet = load_library().trial_remedies[design.remedy]
    today = trial_day(here, of_nights=is_of_nights(sheet))
    first = starts_on or today
    if first < today:
        raise kept.TrialRefusedError("in_the_past", day=first.isoformat())
    if (first - today).days > LONGEST_AHEAD_DAYS:
        raise kept.TrialRefusedError("too_far", day=first.isoformat(), most=str(LONGEST_AHEAD_DAYS))
    kept.check_seal(diary, design, seal)
    return protocol(
        question_of(design), design, seed=seed, starts_on=first,
        written_at=now.astimezone(UTC).replace(microsecond=0), zone=getattr(here.tzinfo, "key", None),
        cautions=careful_with(diary, now, design), seal=seal,
    )


def start_trial(
    book: Book, now: datetime, asked: Asked, *, seed: int, starts_on: date | None = None, seal: str | None = None,
) -> Course:
    """Fix the protocol and begin; whoever begins says that from now on every cramp is noted.

    ``seed`` is drawn by the caller (0 to 2**53); ``seal`` is that of the helper's key, for a blinded trial.
    Raises TrialRefusedError (forbidden, a red flag, another trial is open), DesignFaultsError and BookError.
    """
    diary = book.read()
    running = course_read(diary, now)
    if running is not None and running.is_open:
        raise kept.TrialRefusedError("one_at_a_time", remedy=running.written.design.remedy)
    written = written_protocol(diary, now, asked, seed=seed, starts_on=starts_on, seal=seal)
    _refuse_barred(diary, now, written)
    here = now.astimezone(zone_at(diary, now))
    records: list[Record] = [kept.record_of(written, uuid4(), here)]
    if not any(each.until is None and each.at <= now for each in diary.of(ObservationPeriod)):
        records.append(ObservationPeriod(id=uuid4(), at=here, noted_at=now))
    book.write(records, now=now, what="note")
    return _now(book, now)


def trial_today(book: Book, now: datetime, nonce: bytes) -> Course:
    """Say whose turn it is today; the pair that begins is drawn now, from ``nonce`` (16 bytes of the system's dice).

    A pair begins on the day somebody looks: days that went by unseen become a pause, so that no day counts for an arm
    that nobody knew. A caution or a red flag that came up since stops the trial. Raises TrialRefusedError, BookError.
    """
    course = _now(book, now)
    if course.safety_reasons:
        return course  # whoever looks is told why
    course = _open(book, now)
    barred = barred_by(book.read(), now, course.written.design)
    if barred:
        return stop_for_safety(book, now, course, barred)
    if course.undrawn is None:
        return course
    first = first_day_of_pair(course.written, course.undrawn, course.today, course.pauses)
    moment = _moment(book, now)
    drawn = TrialPair(
        id=kept.pair_id(course.id, course.undrawn), at=moment, noted_at=now, trial=str(course.id), pair=course.undrawn,
        nonce=nonce.hex())
    missed = [] if first == course.today else [_event(
        course, moment, TrialEventKind.PAUSE, since=first, till=course.today - timedelta(days=1), note="not looked at")]
    book.write([drawn, *missed], now=now, what="note")
    found = _now(book, now)
    if found.undrawn is not None:
        raise kept.TrialRefusedError("sealed", pair=str(course.undrawn + 1))
    return found


def note_trial_day(book: Book, now: datetime, done: bool | None, *, day: date | None = None) -> Course:
    """Note whether a day's arm was kept to: True, False (*I could not*), None (take the answer back)."""
    course = _begun(book, now)
    on = day or course.today
    if on > course.today:
        raise kept.TrialRefusedError("day_to_come", day=on.isoformat())
    if course.undrawn is not None and on == course.today:
        raise kept.TrialRefusedError("not_drawn", pair=str(course.undrawn + 1))
    if on not in {each.day for each in course.days}:
        raise kept.TrialRefusedError("not_a_day", day=on.isoformat())
    record = TrialDay(
        id=uuid4(), at=_moment(book, now), noted_at=now, trial=str(course.id), on=on.isoformat(), done=done)
    book.write([record], now=now, what="note")
    return _now(book, now)


def pause_trial(
    book: Book, now: datetime, *, since: date | None = None, till: date | None = None, why: str = ""
) -> Course:
    """Pause for illness or travel, from today or an earlier day of this trial; ``till`` None: until it is resumed."""
    course = _open(book, now)
    first = since or course.today
    if course.state is TrialState.PAUSED:
        raise kept.TrialRefusedError("already_paused")
    if not course.written.starts_on <= first <= course.today or (till is not None and till < first):
        raise kept.TrialRefusedError("not_a_day", day=(first if till is None or till >= first else till).isoformat())
    if till is not None and (till - course.today).days > LONGEST_PAUSE_DAYS:
        raise kept.TrialRefusedError("long_pause", most=str(LONGEST_PAUSE_DAYS))
    book.write([_event(course, _moment(book, now), TrialEventKind.PAUSE, since=first, till=till, note=why)], now=now,
               what="note")
    return _now(book, now)


def resume_trial(book: Book, now: datetime) -> Course:
    """End the pause: today counts again, and the days of the pause are moved to the end."""
    course = _open(book, now)
    events = [
        each for each in kept.events_of(book.read(), course.id) if each.event is TrialEventKind.PAUSE
        and (kept.read_day(each.till) or course.today) >= course.today]
    if course.state is not TrialState.PAUSED or not events:
        raise kept.TrialRefusedError("not_paused")
    last = course.today - timedelta(days=1)
    for event in events:
        if (kept.read_day(event.since) or course.today) > last:
            book.delete([event.id], now=now)
        else:
            book.amend(replace(event, till=last.isoformat()), now=now)
    return _now(book, now)


def stop_trial(book: Book, now: datetime, why: str = "") -> Course:
    """End a trial before its last block; what can be said then is in its result."""
    return note_event(book, now, _open(book, now), TrialEventKind.STOP, why)


def stop_for_safety(book: Book, now: datetime, course: Course, barred: Sequence[str]) -> Course:
    """End a trial that is forbidden now; ``barred`` are the ids of what forbids it."""
    return note_event(book, now, course, TrialEventKind.STOP, kept.safety_note(barred))


def take_stop_back(book: Book, now: datetime, course: Course) -> Course:
    """Let a trial go on whose stop rested on a slip; that it was stopped, and its result could be read, is noted."""
    stops = [each for each in kept.events_of(book.read(), course.id) if each.event is TrialEventKind.STOP]
    book.delete([each.id for each in stops], now=now)
    words = f"stopped by an entry that was corrected on the same day ({' '.join(course.safety_reasons)})"
    return note_event(book, now, _now(book, now), TrialEventKind.DEVIATION, f"{DeviationKind.OTHER.value}: {words}")


def note_adverse_effect(book: Book, now: datetime, words: str) -> Course:
    """Note something felt to be harm, in the person's own words; the trial goes on unless it is stopped."""
    return note_event(book, now, _open(book, now), TrialEventKind.ADVERSE_EFFECT, words)


def note_deviation(book: Book, now: datetime, words: str, kind: DeviationKind = DeviationKind.OTHER) -> Course:
    """Note what was done otherwise than the protocol says; the protocol itself stays as it is."""
    return note_event(book, now, _begun(book, now), TrialEventKind.DEVIATION, f"{kind.value}: {words}")


def note_event(
    book: Book, now: datetime, course: Course, kind: TrialEventKind, words: str, *,
    place: tuple[int, int] | None = None,
) -> Course:
    """Note that something happened to a trial today, open or over; ``place`` is the pair and block it is about."""
    book.write([_event(course, _moment(book, now), kind, since=course.today, note=words, place=place)], now=now,
               what="note")
    return _now(book, now)


def trial_result(book: Book, now: datetime) -> tuple[Course, TrialResult]:
    """Analyse the newest trial as its protocol says. Raises TrialRefusedError where it is still open, or none was."""
    course = current_trial(book, now)
    if course is None:
        raise kept.TrialRefusedError("no_trial")
    if course.is_open:
        raise kept.TrialRefusedError("not_over", day=course.ends_on.isoformat())
    if not course.is_readable:
        raise kept.TrialRefusedError("stopped_today")
    course = with_surroundings(book, now, course)
    return course, analyse(
        course.written, course.days, course.deviations, sealed=course.sealed, guesses=course.guesses)


def _refuse_barred(diary: Diary, now: datetime, written: Protocol) -> None:
    barred = barred_by(diary, now, written.design)
    if barred:
        fault = "red_flag" if barred[0] == RED_FLAG else "forbidden"
        raise kept.TrialRefusedError(fault, because=" ".join(each for each in barred if each != RED_FLAG))


def _now(book: Book, now: datetime) -> Course:
    course = current_trial(book, now)
    if course is None:
        raise kept.TrialRefusedError("no_trial")
    return course


def _open(book: Book, now: datetime) -> Course:
    course = _now(book, now)
    if not course.is_open:
        raise kept.TrialRefusedError("over")
    return course


def _begun(book: Book, now: datetime) -> Course:
    course = _open(book, now)
    if course.state is TrialState.WAITING:
        raise kept.TrialRefusedError("not_begun", day=course.written.starts_on.isoformat())
    return course


def _moment(book: Book, now: datetime) -> datetime:
    return now.astimezone(zone_at(book.read(), now))


def _event(
    course: Course, moment: datetime, kind: TrialEventKind, *, since: date, till: date | None = None, note: str = "",
    place: tuple[int, int] | None = None,
) -> TrialEvent:
    pair, block = place or (None, None)
    return TrialEvent(
        id=uuid4(), at=moment, noted_at=moment, trial=str(course.id), event=kind, since=since.isoformat(),
        till=None if till is None else till.isoformat(), note=note.strip() or None, pair=pair, block=block)
