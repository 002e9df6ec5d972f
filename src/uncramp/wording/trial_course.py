"""A trial that is going on, in words: today's turn, the calendar so far, what was done; nothing of what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from uncramp.wording.languages import plural, text
from uncramp.wording.plan_trials import say_pack
from uncramp.wording.trials import name_of, said_sheet, say_question, say_safety

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.trials.course import BlockSoFar, Course
    from uncramp.trials.design import Arm


#: what the arms of a blinded trial are called until its key is entered
PACKS = ("A", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBlock:
    """A block of the calendar: ``mark`` is remedy, rival, a, b, hidden or lost; ``state`` past, now or ahead."""

    pair: int
    days: str
    what: str
    mark: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """A trial as it stands. ``turn`` says what today brings, ``do`` what to do, ``ask`` what is asked (or nothing).

    ``needs_draw`` is True where a pair begins and its order is still to be drawn. ``done`` is the answer of today.

    Of a blinded trial: ``guess`` asks what somebody believes to have had in the block ``guess_of`` (pair and block from
    0), with ``guesses`` as answers (id and words); ``unseal`` asks for the key once it is over. Empty where there is
    nothing to ask.
    """

    remedy: str
    title: str
    state: str
    turn: str
    do: str
    ask: str
    done: bool | None
    needs_draw: bool
    progress: str
    wash_in: str
    calendar: tuple[SaidBlock, ...]
    notes: tuple[str, ...]
    fingerprint: str
    guess: str = ""
    guess_of: tuple[int, int] | None = None
    guesses: tuple[tuple[str, str], ...] = ()
    unseal: str = ""


def say_course(course: Course, language: str) -> CoursePage:
    """Say how a trial stands today."""
    design, state = course.written.design, course.state.value
    done = course.days[-1].done if course.days and course.days[-1].day == course.today else None
    return CoursePage(
        remedy=name_of(design.remedy), title=say_question(design, language), state=state,
        turn=_turn(course, language), do="" if course.arm is None else _do(course, course.arm, language),
        ask="" if course.arm is None else text(language, "Did you keep to it today?"),
        done=course.done if course.done is not None else done,
        needs_draw=course.undrawn is not None and state == "running", progress=_progress(course, language),
        wash_in=text(language, "This day is left out of the count: the change has to set in first.")
        if course.place is not None and course.place.washing_in else "",
        calendar=tuple(_block(each, course, language) for each in course.calendar), notes=_notes(course, language),
        fingerprint=course.fingerprint, **_asked_of_packs(course, language),
    )


def course_as_text(page: CoursePage) -> str:
    """Write a trial for a terminal."""
    lines = [page.title, page.turn, page.do, page.wash_in, page.progress, page.guess, page.unseal, *page.notes]
    return "\n".join(line for line in lines if line)


def say_arm(course: Course, arm: Arm, language: str) -> str:
    """Name an arm: the remedy, without it, or the other remedy; pack A or B while the key is sealed."""
    if arm.value in PACKS:
        return text(language, "Pack {letter}", letter=arm.value)
    return name_of(course.written.design.remedy) if arm.value == "remedy" else say_rival(course, language)


def say_rival(course: Course, language: str) -> str:
    """Name what the remedy is compared with."""
    rival, blinded = course.written.design.rival, course.written.design.blinded
    if rival is not None:
        return name_of(rival)
    return text(language, "the look-alike") if blinded else text(language, "without it")


def say_day(day: date) -> str:
    """Say a day in short: 3 Oct."""
    return f"{day.day} {day:%b}"


def _turn(course: Course, language: str) -> str:
    state = course.state.value
    if state == "waiting":
        return text(language, "It begins on {day}.", day=say_day(course.written.starts_on))
    if state == "paused":
        return _paused(course, language)
    if state == "finished":
        return text(language, "The trial is over. Its result can be read.")
    if state == "stopped":
        return _stopped(course, language)
    if course.undrawn is not None:
        return text(language, "Pair {n} begins. Its order is drawn when you look.", n=course.undrawn + 1)
    if course.arm is None:
        return text(language, "The draw of this pair was taken back. Its days do not count.")
    if course.arm.value in PACKS:
        return text(language, "Today: pack {letter}.", letter=course.arm.value)
    if course.arm.value == "remedy":
        return text(language, "Today: {remedy}.", remedy=name_of(course.written.design.remedy).lower())
    if course.written.design.rival is None:
        return text(language, "Today: without {remedy}.", remedy=name_of(course.written.design.remedy).lower())
    return text(language, "Today: {remedy}.", remedy=name_of(course.written.design.rival).lower())


def _paused(course: Course, language: str) -> str:
    """Say until when the trial is paused: the last day of the pause that holds today; open where it has no end."""
    ends = [each.last for each in course.pauses if each.first <= course.today and (
        each.last is None or course.today <= each.last)]
    known = [last for last in ends if last is not None]
    if len(known) < len(ends) or not known:
        return text(language, "The trial is paused. No day counts until you go on.")
    return text(language, "The trial is paused until {day}. After that it goes on by itself.", day=say_day(max(known)))


def _stopped(course: Course, language: str) -> str:
    if course.safety_reasons:
        why = say_safety(course.safety_reasons, language)
        said = text(
            language, "The trial was stopped for your safety. {why} What can be said can be read from the day after "
            "on.", why=why)
        return said if not course.sealed else said + " " + text(
            language, "Whoever looks at you should know what you took: ask your helper.")
    return text(language, "The trial was stopped. What can be said can be read.")


def _do(course: Course, arm: Arm, language: str) -> str:
    design = course.written.design
    sheet = said_sheet(design.remedy, language)
    if arm.value in PACKS:
        return say_pack(arm.value, language)
    if arm.value == "remedy":
        return sheet.do
    return sheet.leave if design.rival is None else said_sheet(design.rival, language).do


def _progress(course: Course, language: str) -> str:
    design = course.written.design
    if course.place is None:
        return ""
    return text(
        language, "Day {day} of {days} in this block, pair {pair} of {pairs}. The last day is {end}, as it stands.",
        day=course.place.day_of_block + 1, days=design.block_days, pair=course.place.pair + 1, pairs=design.pairs,
        end=say_day(course.ends_on))


class _OfPacks(TypedDict, total=False):
    guess: str
    guess_of: tuple[int, int]
    guesses: tuple[tuple[str, str], ...]
    unseal: str


def _asked_of_packs(course: Course, language: str) -> _OfPacks:
    """Say what is still to be asked of a blinded trial: what was believed of a block that is over, and the key."""
    found: _OfPacks = {}
    if course.to_guess:
        pair, block = max(course.to_guess)
        found["guess_of"] = (pair, block)
        found["guess"] = text(
            language, "What do you think you had in block {block} of pair {pair}? A feeling is enough.",
            block=block + 1, pair=pair + 1)
        found["guesses"] = say_guesses(course, language)
    if course.sealed and not course.is_open:
        found["unseal"] = text(
            language, "Enter the key that your helper kept. Without it the result tells only of A against B.")
    return found


def say_guesses(course: Course, language: str) -> tuple[tuple[str, str], ...]:
    """Give the answers to *what do you think you had*: ids and words."""
    return (
        ("remedy", name_of(course.written.design.remedy)), ("rival", say_rival(course, language)),
        ("cannot_say", text(language, "I cannot say")))


def _block(each: BlockSoFar, course: Course, language: str) -> SaidBlock:
    block = each.block
    ahead = block.first > course.today or (course.stopped_on is not None and block.first > course.stopped_on)
    state = "ahead" if ahead else "now" if course.today <= block.last and course.is_open else "past"
    mark = "hidden" if ahead else "lost" if each.arm is None else each.arm.value.lower()
    if each.arm is not None:
        what = say_arm(course, each.arm, language)
    elif ahead and block.block == 1 and course.place is not None and course.place.pair == block.pair:
        what = text(language, "comes after this one")
    elif ahead or course.undrawn is not None:
        what = text(language, "not drawn yet")
    else:
        what = text(language, "draw taken back")
    days = text(language, "{first} to {last}", first=say_day(block.first), last=say_day(block.last))
    return SaidBlock(pair=block.pair + 1, days=days, what=what, mark=mark, state=state)


def _notes(course: Course, language: str) -> tuple[str, ...]:
    notes = []
    if not course.intact:
        notes.append(text(
            language, "The protocol is no longer the one that was fixed: its fingerprint does not fit. "
            "The report says so."))
    if course.deviations:
        notes.append(plural(language, "One deviation is noted.", "{n} deviations are noted.", len(course.deviations)))
    if course.adverse:
        said = plural(language, "One unwanted effect is noted.", "{n} unwanted effects are noted.", len(course.adverse))
        advice = text(language, "If it troubles you, stop the trial and ask your doctor or pharmacist.") if (
            course.is_open) else text(language, "If it still troubles you, ask your doctor or pharmacist.")
        notes.append(f"{said} {advice}")
    return tuple(notes)
