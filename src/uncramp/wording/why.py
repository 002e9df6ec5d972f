"""Why this cramp, in sentences: what stood out before it, what did not, and what nobody noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from uncramp.wording.as_often import often
from uncramp.wording.evidence import in_hundred
from uncramp.wording.exposures import amount, less, more, name, name_inside
from uncramp.wording.finding import times, where, windows_word
from uncramp.wording.finding_pages import FindingsTable
from uncramp.wording.languages import joined, plural, text
from uncramp.wording.plots import IntervalPlot, interval_plot
from uncramp.wording.units_chosen import UnitSystem, why_in

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.triggers.why import Contribution, WhyThisCramp

#: exposures that were not noted are named up to this many; the others are counted
MOST_UNKNOWN = 4

#: cramps of the days before are told where they moved the odds by so much
WORTH_SAYING = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that stood out: its name in the finding (``exposure``, ``outcome``), what it was, how often, a picture.

    ``late`` says that it was entered after the cramp; empty where it was not.
    """

    exposure: str
    outcome: str
    heading: str
    value: str
    sentence: str
    late: str
    plot: IntervalPlot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """All that the page *Why this cramp?* says. ``sentences`` follow the reasons; ``table`` is None without numbers."""

    state: str
    title: str
    lead: str
    reasons: tuple[Reason, ...]
    sentences: tuple[str, ...]
    table: FindingsTable | None
    note: str

    def as_text(self) -> str:
        """Give the page as lines of text, for a terminal."""
        parts = [self.title, "", self.lead]
        for reason in self.reasons:
            parts += ["", f"{reason.heading}: {reason.value}" if reason.value else reason.heading, reason.sentence]
            parts += [reason.late] if reason.late else []
        return "\n".join([*parts, *(["", *self.sentences] if self.sentences else []), "", self.note])


def say_why(told: WhyThisCramp, language: str, units: UnitSystem = UnitSystem.METRIC) -> WhyPage:
    """Say why a cramp came, as far as the diary can, in the ``units`` the person chose."""
    told = why_in(told, units)
    reasons = tuple(_reason(each, told.outcome or "", told.rate, language) for each in told.raised)
    numbers = (*told.raised, *told.lowered, *told.others)
    return WhyPage(
        state=told.state, title=text(language, "Why this cramp?"), lead=_lead(told, language), reasons=reasons,
        sentences=_sentences(told, language), table=_table(numbers, language) if numbers else None,
        note=text(
            language, "This is what goes with such times in your diary. What made this one cramp nobody can know."),
    )


def _lead(told: WhyThisCramp, language: str) -> str:
    """Say the one sentence that would be enough."""
    if told.state == "raised":
        phrases = [_phrase(each, told.outcome or "", language) for each in told.raised]
        return text(language, "What stood out before this cramp: {what}.", what=joined(phrases, language))
    if told.state == "together":
        return text(
            language, "What may have stood out before this cramp: {what}. Your diary cannot say which of what comes "
            "together goes with your cramps.", what=_there(told, told.there, language))
    if told.state == "few_cramps" and told.uncounted:
        return plural(
            language, "Not enough yet: {n} cramp that can be compared; about {needed} are needed in all before one can "
            "be explained.", "Not enough yet: {n} cramps that can be compared; about {needed} are needed in all before "
            "one can be explained.", told.cramps, needed=told.needed)
    if told.state == "few_cramps":
        return plural(
            language, "Not enough yet: {n} cramp noted; about {needed} are needed in all before one can be explained.",
            "Not enough yet: {n} cramps noted; about {needed} are needed in all before one can be explained.",
            told.cramps, needed=told.needed,
        )
    if told.state == "few_of_outcome":
        return text(
            language, "Too few of your cramps came {where} to compare them.", where=where(told.outcome or "", language))
    night = told.outcome == "night"
    if told.state == "as_usual" and told.lowered:
        return text(
            language, "Nothing that goes with your cramps was noted before that night.") if night else text(
            language, "Nothing that goes with your cramps was noted before that session.")
    return {
        "as_usual": text(
            language, "Nothing special was noted before that night. What goes with your cramps was as usual, or is not "
            "known.") if night else text(
            language, "Nothing special was noted before that session. What goes with your cramps was as usual, or is "
            "not known."),
        "no_triggers": text(
            language, "The diary cannot say. Nothing by itself stands out so far for cramps at night, so nothing can "
            "stand out in this one.") if night else text(
            language, "The diary cannot say. Nothing by itself stands out so far for cramps in sessions, so nothing "
            "can stand out in this one."),
        "always_cramps": text(
            language, "A cramp came every time, so there is nothing to compare with. Note the quiet sessions and "
            "nights too."),
        "rest_of_day": text(
            language, "This cramp came by day, neither in a session, nor in the six hours after one, nor at night. "
            "Only sessions and nights are compared so far."),
        "no_observation": text(
            language, "Since when did you note every cramp? Until you say so, there is nothing to compare this one "
            "with."),
        "not_counted": text(
            language, "This cramp lies outside the time in which you noted every cramp, or at its edge, so there is "
            "nothing to compare it with."),
        "not_yet": text(language, "The time of this cramp has not come yet."),
    }[told.state]


def _reason(each: Contribution, outcome: str, rate: float, language: str) -> Reason:
    phrase = _phrase(each, outcome, language)
    # "as often as usual": from here on the words of :func:`often` say it that way
    values = {
        "often": often(max(each.times_as_often, 1.15), language), "least": times(each.least), "most": times(each.most),
    }
    said = text(
        language, "Such nights go with cramps {often} as usual (it could be {least} to {most} times).", **values
    ) if outcome == "night" else text(
        language, "Such sessions go with cramps {often} as usual (it could be {least} to {most} times).", **values)
    # The picture shows what the sentence says: times as often, given how often it is usually (Zhang & Yu 1998).
    inner_low, inner_high = (odds / (1 - rate + rate * odds) for odds in (each.inner_low, each.inner_high))
    drawn = (each.least, inner_low, each.times_as_often, inner_high, each.most)
    return Reason(
        exposure=each.exposure, outcome=outcome, heading=phrase[:1].upper() + phrase[1:],
        value="" if each.unit == "yes_no" else _against_usual(each, language), sentence=said,
        late=text(language, "You entered or changed this after the cramp.") if each.late else "",
        plot=interval_plot(drawn, "solid", said, language),
    )


def _against_usual(each: Contribution, language: str) -> str:
    return text(
        language, "{value}; usually about {usual}.", value=amount(each.exposure, each.unit, each.value, language),
        usual=amount(each.exposure, each.unit, each.usual, language),
    )


def _phrase(each: Contribution, outcome: str, language: str) -> str:
    side = more if each.value > each.usual else less
    return side(each.exposure, outcome, language)


def _sentences(told: WhyThisCramp, language: str) -> tuple[str, ...]:
    """Say what belongs beside the reasons: what spoke against, cramps before, what nobody noted, how often at all."""
    said = [_pair(told, pair, language) for pair in told.together]
    if told.lowered:
        phrases = [_phrase(each, told.outcome or "", language) for each in told.lowered]
        said.append(text(
            language, "Against it spoke: {what}. Such times go with fewer cramps.", what=joined(phrases, language)))
    if told.earlier is not None and told.earlier.odds_ratio >= WORTH_SAYING:
        said.append(text(
            language, "You had cramped in the days before. With you the next one then comes more easily: here the odds "
            "were {odds} times those without ({low} to {high})." if told.earlier.low > 1 else
            "You had cramped in the days before. Whether that made this one likelier is not clear: the odds were "
            "{odds} times those without ({low} to {high}).", odds=times(told.earlier.odds_ratio),
            low=times(told.earlier.low), high=times(told.earlier.high)))
    if told.unknown:
        named = [name_inside(each, language) for each in told.unknown[:MOST_UNKNOWN]]
        others = len(told.unknown) - len(named)
        if others:
            named.append(plural(language, "{n} more", "{n} more", others))
        said.append(text(language, "Not known for that time: {what}.", what=joined(named, language)))
    if told.in_window > 1:
        said.append(text(language, "{n} cramps came in that time; they count as one.", n=told.in_window))
    if told.outcome and told.windows:
        said.append(text(
            language, "In all, {n} of {windows} had a cramp.", n=told.cases,
            windows=windows_word(told.outcome, told.windows, language)))
    return tuple(said)


def _pair(told: WhyThisCramp, pair: Sequence[str], language: str) -> str:
    """Say what of a pair was there, and that the diary cannot part it from the rest of the pair."""
    was = _there(told, [each for each in pair if each in told.there], language)
    absent = [name_inside(each, language) for each in pair if each not in told.there]
    if absent:
        return text(
            language, "It was a time with {was}. It came together with {others} so often that your diary cannot say "
            "which of them goes with your cramps; one probably does.", was=was, others=joined(absent, language))
    return text(
        language, "It was a time with {was}. They came together so often that your diary cannot say which of them "
        "goes with your cramps; one probably does.", was=was)


def _there(told: WhyThisCramp, which: Sequence[str], language: str) -> str:
    """Name exposures of that time by the side they were on."""
    found = {each.exposure: each for each in (*told.raised, *told.lowered, *told.others)}
    return joined([_phrase(found[each], told.outcome or "", language) for each in which], language)


def _table(numbers: tuple[Contribution, ...], language: str) -> FindingsTable:
    """List everything that was known then, with its numbers."""
    return FindingsTable(
        caption=text(language, "Everything looked at: odds against the usual value, with 90 % intervals"),
        head=(
            text(language, "Exposure"), text(language, "That time"), text(language, "Usually"), text(language, "Odds"),
            text(language, "from"), text(language, "to"), text(language, "Chance that it raised them"),
        ),
        rows=tuple(
            (
                name(each.exposure, language), amount(each.exposure, each.unit, each.value, language),
                in_hundred(each.usual, language) if each.unit == "yes_no" else amount(
                    each.exposure, each.unit, each.usual, language),
                times(each.odds_ratio), times(each.low), times(each.high), in_hundred(each.chance_raised, language),
            )
            for each in numbers
        ),
    )
