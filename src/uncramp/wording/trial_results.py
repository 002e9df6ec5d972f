"""What a trial showed, sentences first: it helps, it harms, no difference worth having, or nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from uncramp.wording.chances import one_in
from uncramp.wording.evidence import in_hundred
from uncramp.wording.finding_pages import FindingsTable
from uncramp.wording.languages import plural, text
from uncramp.wording.plots import IntervalPlot, interval_plot
from uncramp.wording.trial_numbers import is_small, say_came, say_odds, say_ratio, say_sides
from uncramp.wording.trials import name_of, say_blinding

if TYPE_CHECKING:  # they load NumPy, which a page that only links here does without
    from uncramp.trials.course import Course
    from uncramp.trials.design import TrialDesign
    from uncramp.trials.result import Analysed, TrialResult

#: quarter width of the middle half against that of the middle 90 % of a normal distribution
FIFTY_OF_NINETY = 0.6745 / 1.6449
#: a check this unlikely by chance is told as a doubt
DOUBT_P = 0.05

_SAID = {
    "helps": "{remedy} probably helps you: {came}.",
    "helps a little": "{remedy} probably helps you, but by less than was called worth having: {came}.",
    "harms": "{remedy} probably makes it worse for you: {came}.",
    "harms a little": "{remedy} probably makes it a little worse for you: {came}.",
    "no_difference": "{remedy} made no difference worth having for you: {came}.",
    "cannot_tell": "We cannot tell whether {lower} helps you: {came}, and chance alone could have done that.",
}
_SAID_OF_TWO = {
    "helps": "{remedy} is probably better for you than {rival}: {came}.",
    "helps a little": "{remedy} is probably better for you than {rival}, but by less than was called worth having: "
                      "{came}.",
    "harms": "{remedy} is probably worse for you than {rival}: {came}.",
    "harms a little": "{remedy} is probably a little worse for you than {rival}: {came}.",
    "no_difference": "{remedy} and {rival} made no difference worth having for you: {came}.",
    "cannot_tell": "We cannot tell whether {lower} or {rival} is better for you: {came}, and chance alone could have "
                   "done that.",
}
_DOUBTS = {
    "carry_over": "The remedy seems to have lasted into the days without it. The difference may be larger than shown.",
    "period": "The second block of a pair differs from the first, whatever was done in them.",
    "missing": "More days were left blank on one side than on the other. Blank days may have been the quiet ones.",
    "first_days": "The difference was still changing within the blocks. Longer blocks would tell more.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """What a result page shows: the sentence that is enough alone, then what it rests on, chart, tables, doubts.

    Of a blinded trial: ``sealed`` says that A and B have no names yet (empty once they have), ``guessed`` how often the
    person knew what it was (empty without a guess).
    """

    title: str
    verdict: str
    say: str
    support: tuple[str, ...]
    doubts: tuple[str, ...]
    plot: IntervalPlot | None
    per_protocol: str
    per_protocol_plot: IntervalPlot | None
    table: FindingsTable
    facts: tuple[tuple[str, str], ...]
    not_blind: str
    sealed: str = ""
    guessed: str = ""


def say_result(course: Course, result: TrialResult, language: str) -> ResultPage:
    """Say what a trial showed."""
    design = course.written.design
    main = result.as_randomised
    return ResultPage(
        title=text(language, "Result: {remedy}", remedy=name_of(design.remedy)), verdict=result.verdict.value,
        say=_verdict(course, result, language), support=_support(course, result, language),
        doubts=_doubts(course, result, language), plot=_plot(design, main, result.sealed, language),
        per_protocol=text(language, "Only days on which you kept to it: {ratio}.", ratio=say_ratio(
            design, result.per_protocol, language)) if result.per_protocol.estimate.pairs else "",
        per_protocol_plot=_plot(design, result.per_protocol, result.sealed, language),
        table=_table(course, result, language),
        facts=_facts(result, language), not_blind=say_blinding(design.blinded, language),
        sealed=say_sealed(course, result, language), guessed=say_guessed(result, language),
    )


def result_as_text(page: ResultPage) -> str:
    """Write a result for a terminal, the sentence first."""
    lines = [page.title, page.say, page.sealed, *page.support, *page.doubts, page.guessed, page.per_protocol]
    lines = [line for line in lines if line]
    lines += ["", page.table.caption, "  ".join(page.table.head), *("  ".join(row) for row in page.table.rows)]
    return "\n".join(lines)


def say_guessed(result: TrialResult, language: str) -> str:
    """Say how often the person guessed right what a block held; empty without a guess or a key."""
    found = result.blinding
    if found is None:
        return ""
    return plural(
        language, "Of what each block held, one guess was right and {wrong} wrong; for {unsure} you could not say. "
        "Many right guesses would mean that you knew, and that hope may have had its part.",
        "Of what each block held, {n} guesses were right and {wrong} wrong; for {unsure} you could not say. "
        "Many right guesses would mean that you knew, and that hope may have had its part.",
        found.right, wrong=found.wrong, unsure=found.cannot_say)


def say_sealed(course: Course, result: TrialResult, language: str) -> str:
    """Say that A and B have no names yet, or never will; empty once they have, and for an open trial."""
    if not result.sealed:
        return ""
    if any(each.kind.value == "key_lost" for each in course.deviations):
        return text(
            language, "The key is lost, so nobody can say which pack was which. That A and B differ, or do not, stays "
            "true; whether {remedy} is the one that helps stays open.", remedy=name_of(course.written.design.remedy))
    return text(
        language, "The key is still sealed: this is A against B. Say what you think you had, then enter the key.")


def _packs(course: Course, result: TrialResult, language: str) -> str:
    found = result.as_randomised
    if not found.estimate.pairs:
        return text(language, "We cannot tell: no pair has days to compare.")
    came = say_came(course.written.design, found, True, language)
    said = {
        "a_less": "Pack A went with less than pack B: {came}. The shuffle test gives {p}.",
        "b_less": "Pack B went with less than pack A: {came}. The shuffle test gives {p}.",
        "no_difference": "Between pack A and pack B is no difference worth having: {came}.",
    }.get(result.verdict.value, "We cannot tell pack A from pack B: {came}, and chance alone could have done that.")
    p = found.test.p
    return text(language, said, came=came, p="" if p is None else one_in(p, language))


def _verdict(course: Course, result: TrialResult, language: str) -> str:
    if result.sealed:
        return _packs(course, result, language)
    design, analysed = course.written.design, result.as_randomised
    words = {
        "remedy": name_of(design.remedy), "lower": name_of(design.remedy).lower(),
        "rival": "" if design.rival is None else name_of(design.rival).lower(),
        "came": say_came(design, analysed, False, language),
    }
    said = _SAID if design.rival is None else _SAID_OF_TWO
    test, verdict = analysed.test, result.verdict.value
    if verdict in ("helps", "harms") and test.p_helps is not None and test.p_harms is not None:
        helps = verdict == "helps"
        chance = analysed.estimate.chance_helps if helps else 1.0 - analysed.estimate.chance_helps
        sentence = said[f"{verdict} a little" if is_small(design, analysed) else verdict]
        sure = text(
            language, "The chance of that is {chance}; the shuffle test gives {p}.",
            chance=in_hundred(chance, language), p=one_in(test.p_helps if helps else test.p_harms, language))
        return f"{text(language, sentence, **words)} {sure}"
    if not analysed.estimate.pairs:
        return text(language, "We cannot tell: no pair has days to compare.")
    return text(language, said[verdict], **words)


def _support(course: Course, result: TrialResult, language: str) -> tuple[str, ...]:
    found, test = result.as_randomised.estimate, result.as_randomised.test
    said = [plural(
        language, "One pair was compared, of {planned} planned.", "{n} pairs were compared, of {planned} planned.",
        found.pairs, planned=result.pairs_planned)]
    if test.p is not None:
        said.append(text(
            language, "The shuffle test: if it did nothing, the chance of a difference this large either way is {p}.",
            p=one_in(test.p, language)))
    if result.days_told:
        said.append(plural(
            language, "You told of one day, and kept to it." if result.days_kept else
            "You told of one day, and could not keep to it.",
            "You kept to it on {kept} of {n} days that you told of.", result.days_told, kept=result.days_kept))
    if result.days_missing:
        said.append(plural(language, "One counted day is blank.", "{n} counted days are blank.", result.days_missing))
    if course.adverse:
        said.append(plural(language, "One unwanted effect was noted.", "{n} unwanted effects were noted.",
                           len(course.adverse)))
    said.append(text(
        language, "This is about you, with what you did, in these months. It says nothing of other people."))
    return tuple(said)


def _doubts(course: Course, result: TrialResult, language: str) -> tuple[str, ...]:
    doubts = [text(language, _DOUBTS[each.id]) for each in result.checks if _is_doubt(each.id, each.p, each.difference)]
    if result.stopped_early:
        doubts.insert(0, text(
            language, "Not all pairs that were planned are whole, so the trial can tell less than planned."))
    if not course.intact:
        doubts.insert(0, text(language, "The protocol was changed after it was fixed."))
    return tuple(doubts)


def _is_doubt(id: str, p: float | None, difference: float | None) -> bool:
    unlikely = p is not None and difference is not None and p <= DOUBT_P
    return unlikely and (id in ("period", "missing") or (difference or 0.0) > 0)


def _plot(design: TrialDesign, analysed: Analysed, sealed: bool, language: str) -> IntervalPlot | None:
    found = analysed.estimate
    if not found.pairs:
        return None
    half = FIFTY_OF_NINETY
    odds = (
        exp(found.low), exp(found.log_ratio + half * (found.low - found.log_ratio)), exp(found.log_ratio),
        exp(found.log_ratio + half * (found.high - found.log_ratio)), exp(found.high))
    one, other = say_sides(design, sealed, language)
    said = text(language, "{one} against {other}: {ratio}", one=one[:1].upper() + one[1:], other=other,
                ratio=say_ratio(design, analysed, language))
    return interval_plot(odds, "solid", said, language)


def _table(course: Course, result: TrialResult, language: str) -> FindingsTable:
    names = _names(course, result, language)
    orders = (text(language, "A first"), text(language, "B first")) if result.sealed else (
        text(language, "with first"), text(language, "without first"))
    rows = tuple(
        (str(row.pair + 1), orders[0] if row.remedy_first else orders[1],
         f"{row.mean_remedy:.2f} ({row.days_remedy})", f"{row.mean_rival:.2f} ({row.days_rival})")
        for row in result.rows)
    return FindingsTable(
        caption=text(language, "Mean of a day in each pair, with the days counted"),
        head=(text(language, "Pair"), text(language, "Order"), *names), rows=rows)


def _names(course: Course, result: TrialResult, language: str) -> tuple[str, str]:
    """Name the two columns of a table: the remedy, or pack A, first."""
    design = course.written.design
    if result.sealed:
        return text(language, "Pack A"), text(language, "Pack B")
    if design.rival is not None:
        return name_of(design.remedy), name_of(design.rival)
    other = text(language, "Look-alike") if design.blinded else text(language, "Without")
    return text(language, "With it"), other


def _facts(result: TrialResult, language: str) -> tuple[tuple[str, str], ...]:
    found, test, kept = result.as_randomised.estimate, result.as_randomised.test, result.per_protocol.estimate
    exact = text(language, "all orders counted") if test.exact else text(
        language, "drawn, error {error}", error=f"{test.error:.4f}")
    return (
        (text(language, "Ratio, as randomised"), say_odds(result.as_randomised)),
        (text(language, "Ratio, days kept to"), say_odds(result.per_protocol) if kept.pairs else "–"),
        (text(language, "Chance that A has less" if result.sealed else "Chance that it helps"),
         f"{found.chance_helps:.3f}"),
        (text(language, "Chance of no difference worth having"), f"{found.chance_no_difference:.3f}"),
        (text(language, "Shuffle test, two-sided"), "–" if test.p is None else f"{test.p:.4f} ({exact})"),
        (text(language, "Smallest p that so many pairs can give"),
         "–" if test.smallest is None else f"{test.smallest:.4f}" if test.smallest >= 1e-4 else "< 0.0001"),
        *((f"{text(language, 'Check')}: {each.id.replace('_', ' ')}",
           "–" if each.p is None or each.difference is None else f"{each.difference:+.3f}, p {each.p:.3f}")
          for each in result.checks),
    )
