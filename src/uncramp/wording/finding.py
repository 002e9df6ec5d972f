"""One finding in sentences: what goes with cramps, what does not, what cannot be told; always with its doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from uncramp.triggers.finding import Finding, Verdict
from uncramp.wording.as_often import MOST_TIMES, of_100, often
from uncramp.wording.evidence import FAIRLY_CLEAR, certainty_of_claim, certainty_of_nothing, in_hundred
from uncramp.wording.exposures import amount, less, more, name, per_step, per_step_less
from uncramp.wording.finding_pages import Said
from uncramp.wording.languages import plural, text
from uncramp.wording.own_trials import say_own_trial
from uncramp.wording.plots import IntervalPlot, Odds, axis_for, interval_plot, turned

#: counts that lie outside what is said of them by less than this factor need no word
SEEMS = 1.15

#: the most (0-1) that is believed of a claim which does not stand without entries made after a cramp, or rests on one
#: week
DOUBTED = 0.9

def say_finding(
    finding: Finding, language: str, quiet_axis: tuple[float, float] | None = None, *, near: bool = False
) -> Said:
    """Say one finding; ``quiet_axis`` is the axis that all findings without a claim share (None: one of its own).

    ``near`` tells that nothing is claimed and this comes nearest to it.
    """
    if finding.verdict is Verdict.NOT_ENOUGH:
        said = _say_unknown(finding, language)
    elif near:
        said = _say_near(finding, language)
    elif finding.verdict is Verdict.NOTHING:
        said = _say_nothing(finding, language, quiet_axis)
    else:
        said = _say_claim(finding, language)
    return replace(said, trial=say_own_trial(finding, language)) if finding.trial is not None else said


def windows_word(outcome: str, n: int, language: str) -> str:
    """Count windows of an outcome: ``1 session``, ``46 sessions``, ``512 nights``."""
    if outcome == "night":
        return plural(language, "{n} night", "{n} nights", n)
    return plural(language, "{n} session", "{n} sessions", n)


def where(outcome: str, language: str) -> str:
    """Say where the cramps of an outcome come: ``in sessions``, ``at night``."""
    return text(language, "at night") if outcome == "night" else text(language, "in sessions")


def odds_line(low: float, middle: float, high: float, language: str) -> str:
    """Say odds with their interval: ``odds 2.1 times (1.3 to 3.4)``."""
    return text(
        language, "odds {middle} times ({low} to {high})", middle=times(middle), low=times(low), high=times(high)
    )


def is_turned(finding: Finding) -> bool:
    """Tell whether a finding is said from the side of less: a claim that more cramps go with less of something."""
    return finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE) and finding.log_odds_ratio < 0


def said_odds(finding: Finding) -> Odds:
    """Give the odds of a finding in the direction it is said in: for a step less where less is worse."""
    if is_turned(finding):
        return odds_upwards(finding)
    return (finding.low, finding.inner_low, finding.odds_ratio, finding.inner_high, finding.high)


def odds_upwards(finding: Finding) -> Odds:
    """Give the odds of a finding in the direction of more cramps: for a step less where less is worse."""
    odds = (finding.low, finding.inner_low, finding.odds_ratio, finding.inner_high, finding.high)
    return turned(odds) if finding.log_odds_ratio < 0 else odds


def quiet_axis(findings: Sequence[Finding]) -> tuple[float, float] | None:
    """Choose one axis for all findings without a claim, so that their intervals can be compared; None without any."""
    quiet = [finding for finding in findings if finding.verdict is Verdict.NOTHING]
    return axis_for([finding.low for finding in quiet], [finding.high for finding in quiet]) if quiet else None


def said_step(finding: Finding, language: str) -> str:
    """Say the step that :func:`said_odds` is for, to stand after "for each"."""
    say = per_step_less if is_turned(finding) else per_step
    return say(finding.exposure, finding.unit, finding.step, language)


def _said_odds_line(finding: Finding, language: str) -> str:
    low, _, middle, _, high = said_odds(finding)
    return odds_line(low, middle, high, language)


def phrase_of(finding: Finding, language: str) -> str:
    """Say the side of the exposure that more cramps go with: more of it, or less."""
    side = more if finding.log_odds_ratio > 0 else less
    return side(finding.exposure, finding.outcome, language, yes_no=finding.yes_no)


def _say_claim(finding: Finding, language: str) -> Said:
    phrase = phrase_of(finding, language)
    # A claim that rests on what was entered after a cramp, or on the cramps of one week, is at best not very sure,
    # however clear its number looks.
    doubted = finding.hangs_on_late or finding.one_week
    chance = min(finding.chance, DOUBTED) if doubted else finding.chance
    certainty = certainty_of_claim(chance, language)
    detail = text(
        language, "For each {step}: {odds}. The chance that it goes with your cramps at all: {chance}, if what you "
        "noted after the cramp is right." if finding.hangs_on_late else
        "For each {step}: {odds}. The chance that it goes with your cramps at all: {chance}.",
        step=said_step(finding, language), odds=_said_odds_line(finding, language),
        chance=in_hundred(finding.chance, language),
    )
    return Said(
        exposure=finding.exposure, outcome=finding.outcome, group="claim",
        name=name(finding.exposure, language, yes_no=finding.yes_no),
        phrase=phrase,
        heading=text(
            language, "Cramps {where} go with {phrase}.", where=where(finding.outcome, language), phrase=phrase
        ),
        sentence=_risk_sentence(finding, phrase, language),
        counts=" ".join(filter(None, [_counts(finding, language), _against_counts(finding, language)])), detail=detail,
        certainty=certainty, certainty_line=_certainty_line(finding, certainty.word, language),
        plot=_plot(finding, "solid", language),
    )


def _certainty_line(finding: Finding, word: str, language: str) -> str:
    """Say how sure a claim is, with the reason where its numbers look surer than it is."""
    if finding.hangs_on_late:
        return text(language, "{word}: it hangs on what was noted after the cramp", word=word)
    return text(language, "{word} in your diary", word=word)


def _risk_sentence(finding: Finding, phrase: str, language: str) -> str:
    """Say a claim in chances: about 23 of 100 such nights against 13 of 100 others."""
    such, other, least, most = _compared(finding)
    in_such, in_others = of_100(such, other, language)
    values = {
        "phrase": phrase, "often": often(such / other, language), "such": in_such, "other": in_others,
        "range": _range(least, most, language),
    }
    if finding.outcome == "night":
        said = text(
            language,
            "On nights with {phrase}, you cramp {often}: about {such} of 100 such nights against {other} of 100 "
            "others{range}.", **values,
        )
    else:
        said = text(
            language,
            "In sessions with {phrase}, you cramp {often}: about {such} of 100 such sessions against {other} of 100 "
            "others{range}.", **values,
        )
    if finding.hangs_on_late:
        said += " " + text(
            language, "But it rests on what you entered or changed after a cramp: without that it would not stand out.")
    if finding.one_week:
        said += " " + text(
            language, "But all these cramps came within one week, and such a bout counts as little more than one "
            "cramp: whatever else was different that week would look the same.")
    begins = say_threshold(finding, language)
    return " ".join(filter(None, [said, begins, text(language, "This is what your diary shows; it is not proof.")]))


def _compared(finding: Finding) -> tuple[float, float, float, float]:
    """Give the chance of a cramp on the side with more of them, on the other, and how many times as often that is.

    The last two are the ends of the 90 % interval.
    """
    such, other = finding.risk_high, finding.risk_low
    far = (finding.value_high - finding.value_low) / finding.step
    low, high = finding.low**far, finding.high**far
    if finding.log_odds_ratio < 0:
        such, other, low, high = other, such, 1 / high, 1 / low
    # An odds ratio said as "times as often", given how often it is on the other windows (Zhang & Yu 1998).
    least, most = (odds / (1 - other + other * odds) for odds in (low, high))
    return such, other, least, most


def _against_counts(finding: Finding, language: str) -> str:
    """Say why plain counts tell less, or more, than a claim says; empty where they lie within or near its interval."""
    _, _, least, most = _compared(finding)
    sides = [(finding.cases_high, finding.windows_high), (finding.cases_low, finding.windows_low)]
    (cases, such), (other_cases, others) = sides if finding.log_odds_ratio >= 0 else sides[::-1]
    if not such or not others:
        return ""
    if SEEMS * cases * others < least * other_cases * such:
        return text(
            language, "Counted like this it looks like less than said above: there other things were allowed for.") if (
            finding.yes_no) else text(
            language, "Counted like this it looks like less than said above: there it counted, too, how far above or "
            "below your usual, and other things were allowed for.")
    if cases * others > SEEMS * most * other_cases * such:
        return text(
            language, "Counted like this it looks like more than said above: few cramps easily fall on one side by "
            "chance, so less is believed.")
    return ""


def _range(least: float, most: float, language: str) -> str:
    """Say between what a number of times lies; nothing where even the least is more than anybody can picture."""
    if least > MOST_TIMES:
        return ""
    if most > MOST_TIMES:
        return text(language, " (it could be as little as {least} times)", least=times(least))
    return text(language, " (it could be as little as {least} or as much as {most} times)", least=times(least),
                most=times(most))


def say_threshold(finding: Finding, language: str) -> str:
    """Say from which value on a claimed exposure goes with more cramps; empty where each step seems to count alike."""
    if finding.threshold is None:
        return ""
    value = amount(finding.exposure, finding.unit, finding.threshold, language)
    if finding.log_odds_ratio < 0:
        return text(
            language, "The rise is probably not even: it seems to begin below about {value}.", value=value)
    return text(
        language, "The rise is probably not even: it seems to begin above about {value}.", value=value)


def _counts(finding: Finding, language: str) -> str:
    """Say what was counted, on the side the finding is worded in first."""
    sides = [(finding.cases_high, finding.windows_high), (finding.cases_low, finding.windows_low)]
    if finding.log_odds_ratio < 0:
        sides.reverse()
    (cases, such), (other_cases, others) = sides
    values = {
        "cases": cases, "such": windows_word(finding.outcome, such, language), "other_cases": other_cases,
        "others": windows_word(finding.outcome, others, language),
    }
    if finding.yes_no:
        with_it = finding.log_odds_ratio >= 0
        if with_it:
            return text(language, "With it: {cases} in {such}. Without: {other_cases} in {others}.", **values)
        return text(language, "Without it: {cases} in {such}. With it: {other_cases} in {others}.", **values)
    if finding.log_odds_ratio >= 0:
        return text(language, "Above your usual: {cases} in {such}. Otherwise: {other_cases} in {others}.", **values)
    return text(language, "Up to your usual: {cases} in {such}. Above it: {other_cases} in {others}.", **values)


def _say_near(finding: Finding, language: str) -> Said:
    """Say what comes nearest to a finding where nothing is one."""
    certainty = certainty_of_claim(finding.chance, language)
    phrase = phrase_of(finding, language)
    return Said(
        exposure=finding.exposure, outcome=finding.outcome, group="near",
        name=name(finding.exposure, language, yes_no=finding.yes_no), phrase=phrase,
        heading=text(
            language, "Cramps {where} may go with {phrase}.", where=where(finding.outcome, language), phrase=phrase),
        sentence=text(
            language, "The chance is {chance}; only from {claim} on is it named as a finding. In made-up diaries, one "
            "in four such hints was wrong. Keep an eye on it: more cramps will tell.",
            chance=in_hundred(finding.chance, language), claim=in_hundred(FAIRLY_CLEAR, language),
        ),
        counts=_counts(finding, language), detail=_if_it_matters(finding, language), certainty=certainty,
        certainty_line=text(language, "{word} in your diary", word=certainty.word),
        plot=_plot(finding, "open", language),
    )


def _if_it_matters(finding: Finding, language: str) -> str:
    """Say how large an effect is that is not claimed."""
    return text(
        language, "If it matters, for each {step}: {odds}.",
        step=per_step(finding.exposure, finding.unit, finding.step, language),
        odds=odds_line(finding.low, finding.odds_ratio, finding.high, language),
    )


def _say_nothing(finding: Finding, language: str, axis: tuple[float, float] | None) -> Said:
    certainty = certainty_of_nothing(finding.low, finding.high, language)
    what = name(finding.exposure, language, yes_no=finding.yes_no)
    if certainty.dots >= 3:
        heading = text(
            language, "{name} ({where}): nothing stands out.", name=what, where=where(finding.outcome, language)
        )
        sentence = text(language, "Whatever it does for you, it is small here.")
    else:
        heading = text(
            language, "{name} ({where}): nothing stands out so far.", name=what, where=where(finding.outcome, language)
        )
        sentence = text(language, "Your diary cannot tell yet how much it matters.")
    return Said(
        exposure=finding.exposure, outcome=finding.outcome, group="nothing", name=what,
        phrase=phrase_of(finding, language), heading=heading,
        sentence=sentence, counts=_counts(finding, language), detail=_if_it_matters(finding, language),
        certainty=certainty, certainty_line=text(language, "{word} in your diary", word=certainty.word),
        plot=_plot(finding, "open", language, axis),
    )


def _say_unknown(finding: Finding, language: str) -> Said:
    what, detail = name(finding.exposure, language, yes_no=finding.yes_no), _why_unknown(finding, language)
    heading = _UNKNOWN.get(finding.why or "", "{name} ({where}): not enough yet.")
    return Said(
        exposure=finding.exposure, outcome=finding.outcome, group="unknown", name=what, phrase="",
        heading=text(language, heading, name=what, where=where(finding.outcome, language)),
        sentence=detail, counts="", detail=detail, certainty=None, certainty_line="", plot=None,
    )


#: why nothing can be told of an exposure -> its heading
_UNKNOWN: Mapping[str, str] = {
    "no_values": "{name} ({where}): not noted.",
    "constant": "{name} ({where}): cannot tell.",
    "always_cramps": "{name} ({where}): nothing to compare with.",
    "known_with_cramps": "{name} ({where}): cannot tell.",
    "is_the_cramp": "{name} ({where}): says the same as the cramp itself.",
    "rarely_known": "{name} ({where}): not known often enough.",
}


def _why_unknown(finding: Finding, language: str) -> str:
    """Say in a sentence why nothing can be told of an exposure."""
    if finding.why == "known_with_cramps":
        return _known_with_cramps(finding, language)
    if finding.why == "is_the_cramp":
        return _is_the_cramp(finding, language)
    windows = windows_word(finding.outcome, finding.windows, language)
    known = windows_word(finding.outcome, finding.known, language)
    if finding.why == "no_values":
        return plural(language, "It is not known for {windows}.", "It is known for none of {windows}.",
                      finding.windows, windows=windows)
    if finding.why == "constant":
        return plural(
            language, "It is known for {known} only. There is nothing to compare with.",
            "It was the same in all {known} where it is known. There is nothing to compare with.", finding.known,
            known=known)
    if finding.why == "always_cramps":
        return plural(language, "There is {windows} only, and a cramp came in it.", "A cramp came in all {windows}.",
                      finding.windows, windows=windows)
    if finding.why == "rarely_known":
        return text(
            language, "Known for {known} of {windows}, and for {known_cases} of the {cases} with a cramp.",
            known=finding.known, windows=windows, known_cases=finding.cases_high + finding.cases_low,
            cases=finding.cases)
    return text(language, "Too few cramps came {where}.", where=where(finding.outcome, language))


def _is_the_cramp(finding: Finding, language: str) -> str:
    """Say that an exposure parts the cramps from all the rest, as nothing does that sets them off."""
    cramps = finding.cases_high + finding.cases_low
    return plural(
        language, "It parts the one cramp from the other {windows}. What sets off cramps never does that; what is "
        "noted because of a cramp does.",
        "It parts nearly all {n} cramps from the other {windows}. What sets off cramps never does that; what is noted "
        "because of a cramp does.", cramps, windows=windows_word(finding.outcome, finding.known - cramps, language))


def _known_with_cramps(finding: Finding, language: str) -> str:
    """Say of how many windows with and without a cramp an exposure is known."""
    known_cases, others = finding.cases_high + finding.cases_low, finding.windows - finding.cases
    with_cramp = windows_word(finding.outcome, finding.cases, language)
    return text(
        language, "It was noted much more often when a cramp came: {known_cases} of {with_cramp} with one, "
        "{known_others} of {others} without. Note it on the quiet ones too.", known_cases=known_cases,
        with_cramp=with_cramp, known_others=finding.known - known_cases, others=others,
    )


def _plot(
    finding: Finding, style: str, language: str, axis: tuple[float, float] | None = None
) -> IntervalPlot | None:
    label = text(
        language, "{odds} for each {step}", odds=_said_odds_line(finding, language), step=said_step(finding, language),
    )
    return interval_plot(said_odds(finding), style, label[:1].upper() + label[1:], language, axis)


def times(value: float) -> str:
    """Write a ratio with two figures: 0.85, 2.1, 13."""
    if value >= 9.95:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}"
