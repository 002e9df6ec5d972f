"""What a person reads after telling what is wrong: one page, most urgent first, only what applies.

The sentences are those of the red-flag sheets; here is only how much of them is said, in which order, within the words
that someone in pain can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from uncramp.knowledge.kinds import RedFlag
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.triage.assess import emergency_number
from uncramp.triage.features import FeatureFault
from uncramp.triage.triage import Level, Triage
from uncramp.wording.languages import text
from uncramp.wording.safety_questions import MOST_WORDS, NOT_A_DIAGNOSIS, NOT_SIGNED

#: the instruction that tells when to come back, on every answer that sends nobody to help today
COME_BACK = "come-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTriage:
    """What triage led to, part by part, at most 200 words in all; any part may be empty.

    ``urgent`` is whom to call, ``headline`` the most urgent reason, ``may_be`` what it may be, ``do`` and ``leave``
    what to do and what not, ``besides`` lines of other reasons, ``tell`` what to say on the phone, ``ending`` what
    stands below.
    """

    urgent: tuple[str, ...]
    headline: str
    may_be: str
    do: tuple[str, ...]
    leave: tuple[str, ...]
    besides: tuple[str, ...]
    tell: str
    ending: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentences in the order in which they are read."""
        said = (*self.urgent, self.headline, self.may_be, *self.do, *self.leave, *self.besides, self.tell, *self.ending)
        return tuple(filter(None, said))


def say_triage_text(
    triage: Triage, language: str, *, library: Library | None = None, country: str | None = None,
    besides: Sequence[str] = (),
) -> str:
    """Say what triage led to, as :func:`say_triage` does, in one piece."""
    return " ".join(say_triage(triage, language, library=library, country=country, besides=besides).lines)


def say_triage(
    triage: Triage, language: str, *, library: Library | None = None, country: str | None = None,
    besides: Sequence[str] = (),
) -> SaidTriage:
    """Say what triage led to in at most 200 words; ``country`` (ISO code, None: not known) chooses the number.

    The most urgent reason is said in full; of each other reason first what it may be and what to leave, then what to
    do. ``besides`` are sentences about the person's own conditions and medicines, said where there is room.
    """
    sheets = library or load_library()
    number = emergency_number(country, sheets)
    flags = [in_language(sheets.red_flags[name], "red_flags", language) for name in triage.because]
    first, ending = flags[0], tuple(_ending(triage, flags, sheets, language))
    urgent = tuple(_urgent(triage, first, language))
    opening = list(dict.fromkeys((*urgent, first.headline, first.may_be, *first.do, *first.leave)))
    room = MOST_WORDS - sum(len(line.split()) for line in (*opening, *ending))
    said: list[str] = []
    for line in (*_of_others(flags), *besides, first.tell):
        words = len(line.split())
        if line and words <= room and line not in said and line not in opening:
            room -= words
            said.append(line)
    told = first.tell if first.tell in said else ""

    def whole(lines: Iterable[str]) -> tuple[str, ...]:
        return tuple(line.replace("{number}", number) for line in lines)

    def once(lines: Iterable[str], before: Iterable[str]) -> tuple[str, ...]:
        earlier = set(before)
        return whole(line for line in dict.fromkeys(lines) if line not in earlier)

    heads = (*urgent, first.headline, first.may_be)
    return SaidTriage(
        urgent=whole(dict.fromkeys(urgent)), headline=whole([first.headline])[0], may_be=whole([first.may_be])[0],
        do=once(first.do, heads), leave=once(first.leave, (*heads, *first.do)),
        besides=whole(line for line in said if line != told), tell=whole([told])[0], ending=whole(ending),
    )


def _urgent(triage: Triage, first: RedFlag, language: str) -> Iterator[str]:
    if triage.level is Level.EMERGENCY:
        # Texts keep {number} until the page is whole; without values a text is given as it stands.
        yield text(language, "Call {number} now, or have someone take you to the emergency department.")
        yield text(language, "Do not drive yourself.")
    if triage.level is Level.SAME_DAY and first.level.value == Level.EMERGENCY.value:
        yield text(language, "Get advice today: this must be made sure.")


def _of_others(flags: list[RedFlag]) -> Iterator[str]:
    """Give the lines of further reasons, reason by reason, so that what is left out is the least urgent.

    What to do is said of reasons as urgent as the first alone: nobody on the way to help is told to see someone next
    week. Of those one level lower the rest is said, of others nothing; notes said at every level come first, in a line.
    """
    top = Level(flags[0].level.value).rank if flags else 0
    for flag in flags[1:]:
        if flag.at_every_level:
            yield flag.do[0]
    for flag in flags[1:]:
        below = top - Level(flag.level.value).rank
        if below > 1:
            continue
        yield flag.may_be
        yield from flag.leave
        yield from flag.do if below <= 0 else ()


def _ending(triage: Triage, flags: list[RedFlag], library: Library, language: str) -> Iterator[str]:
    if triage.level in (Level.SELF_CARE, Level.SEE_CLINICIAN):
        yield in_language(library.instructions[COME_BACK], "instructions", language).say
    yield text(language, NOT_A_DIAGNOSIS)
    if not all(flag.checked_by for flag in flags):
        yield text(language, NOT_SIGNED)


def say_feature_faults(faults: Sequence[FeatureFault], language: str) -> str:
    """Say what is wrong with the features of one case, in one line."""
    return " ".join(_say_fault(fault, language) for fault in faults)


def _say_fault(fault: FeatureFault, language: str) -> str:
    name, found, expected = fault.feature, fault.found, fault.expected
    if fault.what == "unknown_feature":
        if expected:
            return text(language, "There is no feature {name}; the nearest is {near}.", name=name, near=expected)
        return text(language, "There is no feature {name}.", name=name)
    if fault.what == "out_of_range":
        return text(language, "{name} is {found}; it must be from {range}.", name=name, found=found, range=expected)
    if fault.what == "not_a_choice":
        return text(language, "{name} is {found}; write one of {choices}.", name=name, found=found, choices=expected)
    if fault.what == "not_an_object":
        return text(language, "The features must be an object of names and values.")
    return text(language, "{name} is {found}; write {expected}.", name=name, found=found, expected=expected)
