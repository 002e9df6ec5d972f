"""What the diary says, in sentences: first what stands out, then what does not, then what cannot be told."""

from __future__ import annotations

from uncramp.triggers.finding import Finding, NotEnough, Pair, TriggerReport, Verdict
from uncramp.wording.evidence import certainty_of_claim, certainty_of_nothing, in_hundred
from uncramp.wording.exposures import less, more, name, per_step, per_step_less
from uncramp.wording.finding_pages import FindingsPage, FindingsTable, Said, SaidPair, Tally
from uncramp.wording.languages import plural, text
from uncramp.wording.plots import IntervalPlot, Odds, axis_for, interval_plot, turned

#: at most so many triggers are named (design section 7)
MOST_NAMED = 3


def say_findings(report: TriggerReport, language: str) -> FindingsPage:
    """Say a report as a page."""
    ordered = sorted(report.findings, key=_rank)
    axis = _quiet_axis(ordered)
    said = [say_finding(finding, language, axis) for finding in ordered]
    claimed = [each for each in said if each.group == "claim"]
    named = list(dict.fromkeys(each.exposure for each in claimed))[:MOST_NAMED]
    claims = tuple(each for each in claimed if each.exposure in named)
    pairs = tuple(_say_pair(pair, report, language) for pair in report.pairs)
    enough = report.not_enough is None
    nothing = tuple(each for each in said if each.group == "nothing") if enough else ()
    state = "findings" if enough else "not_enough"
    if report.not_enough is not None and report.not_enough.why in ("no_observation_period", "no_windows"):
        state = "no_observation"
    return FindingsPage(
        state=state, title=text(language, "What sets off my cramps"), date_line=_date_line(report, language),
        lead=_lead(report, claims, pairs, nothing, language), after=_after(report.not_enough, report, language),
        tally=_tally(report.not_enough, language), claims=claims, pairs=pairs, nothing=nothing,
        unknown=tuple(each for each in said if each.group == "unknown") if enough else (),
        assumptions=tuple(say_assumption(each, report, language) for each in report.assumptions) if enough else (),
        table=_table(ordered, language) if enough else None,
        note=text(
            language,
            "“Goes with” is what a diary can show. Only a self-trial, with the days drawn by lot, can show that "
            "something works.",
        ),
    )


def say_finding(finding: Finding, language: str, quiet_axis: tuple[float, float] | None = None) -> Said:
    """Say one finding; ``quiet_axis`` is the axis that all findings without a claim share (None: one of its own)."""
    if finding.verdict is Verdict.NOT_ENOUGH:
        return _say_unknown(finding, language)
    claimed = finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)
    return _say_claim(finding, language) if claimed else _say_nothing(finding, language, quiet_axis)


def chance_of_claim(finding: Finding) -> float:
    """Give the chance (0-1) of the direction that the finding is worded in."""
    return max(finding.chance_harmful, finding.chance_protective)


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
    odds = (finding.low, finding.inner_low, finding.odds_ratio, finding.inner_high, finding.high)
    return turned(odds) if is_turned(finding) else odds


def said_step(finding: Finding, language: str) -> str:
    """Say the step that :func:`said_odds` is for, to stand after "for each"."""
    say = per_step_less if is_turned(finding) else per_step
    return say(finding.exposure, finding.unit, finding.step, language)


def _said_odds_line(finding: Finding, language: str) -> str:
    low, _, middle, _, high = said_odds(finding)
    return odds_line(low, middle, high, language)


def _rank(finding: Finding) -> tuple[float, float]:
    chance = chance_of_claim(finding) if finding.verdict is not Verdict.NOT_ENOUGH else -1.0
    return (-chance, -abs(finding.log_odds_ratio))


def _phrase(finding: Finding, language: str) -> str:
    """Say the side of the exposure that more cramps go with: more of it, or less."""
    side = more if finding.log_odds_ratio > 0 else less
    return side(finding.exposure, finding.outcome, language)


def _say_claim(finding: Finding, language: str) -> Said:
    phrase = _phrase(finding, language)
    certainty = certainty_of_claim(chance_of_claim(finding), language)
    detail = text(
        language, "For each {step}: {odds}. The chance that it goes with your cramps at all: {chance}.",
        step=said_step(finding, language), odds=_said_odds_line(finding, language),
        chance=in_hundred(chance_of_claim(finding), language),
    )
    return Said(
        exposure=finding.exposure, outcome=finding.outcome, group="claim", name=name(finding.exposure, language),
        phrase=phrase,
        heading=text(
            language, "Cramps {where} go with {phrase}.", where=where(finding.outcome, language), phrase=phrase
        ),
        sentence=_risk_sentence(finding, phrase, language), counts=_counts(finding, language), detail=detail,
        certainty=certainty, certainty_line=text(language, "{word} in your diary", word=certainty.word),
        plot=_plot(finding, "solid", language),
    )


def _risk_sentence(finding: Finding, phrase: str, language: str) -> str:
    """Say a claim in chances: about 23 of 100 such nights against 13 of 100 others."""
    such, other = finding.risk_high, finding.risk_low
    far = (finding.value_high - finding.value_low) / finding.step
    low, high = finding.low**far, finding.high**far
    if finding.log_odds_ratio < 0:
        such, other, low, high = other, such, 1 / high, 1 / low
    # An odds ratio said as "times as often", given how often it is on the other windows (Zhang & Yu 1998).
    least, most = (odds / (1 - other + other * odds) for odds in (low, high))
    values = {
        "phrase": phrase, "often": _often(such / other, language), "such": _per_100(such), "other": _per_100(other),
        "least": times(least), "most": times(most),
    }
    if finding.outcome == "night":
        said = text(
            language,
            "On nights with {phrase} you cramped {often}: about {such} of 100 such nights against {other} of 100 "
            "others (it could be as little as {least} or as much as {most} times).", **values,
        )
    else:
        said = text(
            language,
            "In sessions with {phrase} you cramped {often}: about {such} of 100 such sessions against {other} of 100 "
            "others (it could be as little as {least} or as much as {most} times).", **values,
        )
    return said + " " + text(language, "This is what your diary shows; it is not proof.")


def _often(ratio: float, language: str) -> str:
    """Say how many times as often in words."""
    if ratio < 1.15:
        return text(language, "a little more often")
    if 1.4 <= ratio < 1.65:
        return text(language, "about one and a half times as often")
    if 1.8 <= ratio < 2.25:
        return text(language, "about twice as often")
    number = f"{ratio:.1f}" if ratio < 2.75 else f"{ratio:.0f}"
    return text(language, "about {n} times as often", n=number)


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


def _say_nothing(finding: Finding, language: str, axis: tuple[float, float] | None) -> Said:
    certainty = certainty_of_nothing(finding.low, finding.high, language)
    what = name(finding.exposure, language)
    odds = text(
        language, "For each {step}: {odds}.", step=per_step(finding.exposure, finding.unit, finding.step, language),
        odds=odds_line(finding.low, finding.odds_ratio, finding.high, language),
    )
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
        phrase=_phrase(finding, language), heading=heading,
        sentence=sentence, counts=_counts(finding, language), detail=odds, certainty=certainty,
        certainty_line=text(language, "{word} in your diary", word=certainty.word),
        plot=_plot(finding, "open", language, axis),
    )


def _say_unknown(finding: Finding, language: str) -> Said:
    what = name(finding.exposure, language)
    windows = windows_word(finding.outcome, finding.windows, language)
    known = windows_word(finding.outcome, finding.known, language)
    heading, detail = {
        "no_values": (
            text(language, "{name} ({where}): not noted.", name=what, where=where(finding.outcome, language)),
            text(language, "It is known for none of {windows}.", windows=windows),
        ),
        "constant": (
            text(language, "{name} ({where}): cannot tell.", name=what, where=where(finding.outcome, language)),
            text(language, "It was the same in all {known} where it is known. There is nothing to compare with.",
                 known=known),
        ),
        "rarely_known": (
            text(language, "{name} ({where}): not noted often enough.", name=what,
                 where=where(finding.outcome, language)),
            text(language, "Known for {known} of {windows}.", known=known, windows=finding.windows),
        ),
    }.get(finding.why or "", (
        text(language, "{name} ({where}): not enough yet.", name=what, where=where(finding.outcome, language)),
        text(language, "Too few cramps came {where}.", where=where(finding.outcome, language)),
    ))
    return Said(
        exposure=finding.exposure, outcome=finding.outcome, group="unknown", name=what, phrase="", heading=heading,
        sentence=detail, counts="", detail=detail, certainty=None, certainty_line="", plot=None,
    )


def _quiet_axis(findings: list[Finding]) -> tuple[float, float] | None:
    """Choose one axis for all findings without a claim, so that their intervals can be compared; None without any."""
    quiet = [finding for finding in findings if finding.verdict is Verdict.NOTHING]
    return axis_for([finding.low for finding in quiet], [finding.high for finding in quiet]) if quiet else None


def _plot(
    finding: Finding, style: str, language: str, axis: tuple[float, float] | None = None
) -> IntervalPlot | None:
    label = text(
        language, "{odds} for each {step}", odds=_said_odds_line(finding, language), step=said_step(finding, language),
    )
    return interval_plot(said_odds(finding), style, label[:1].upper() + label[1:], language, axis)


def _say_pair(pair: Pair, report: TriggerReport, language: str) -> SaidPair:
    halves = []
    phrases = []
    for exposure in pair.exposures:
        finding = next(f for f in report.findings if f.exposure == exposure and f.outcome == pair.outcome)
        odds = (finding.low, finding.inner_low, finding.odds_ratio, finding.inner_high, finding.high)
        low, _, middle, _, high = turned(odds) if finding.log_odds_ratio < 0 else odds
        phrase = _phrase(finding, language)
        halves.append((phrase[:1].upper() + phrase[1:], odds_line(low, middle, high, language)))
        phrases.append(phrase)
    return SaidPair(
        outcome=pair.outcome,
        heading=text(
            language, "Cramps {where}: {first}, or {second}. One of them probably matters.",
            where=where(pair.outcome, language), first=phrases[0], second=phrases[1],
        ),
        sentence=text(
            language, "The chance that at least one goes with your cramps: {chance}. They came together so often that "
            "your diary cannot say which.", chance=in_hundred(pair.chance_together, language),
        ),
        halves=tuple(halves),
        separate=text(
            language, "What would separate them: a few days with {first} but not {second}, or the other way round.",
            first=phrases[0], second=phrases[1],
        ),
    )


def _date_line(report: TriggerReport, language: str) -> str:
    parts = []
    for outcome, (cramps, windows) in report.by_outcome.items():
        if windows:
            parts.append(text(
                language, "{cramps} in {windows}", cramps=plural(language, "{n} cramp", "{n} cramps", cramps),
                windows=windows_word(outcome, windows, language),
            ))
    return ", ".join(parts)


def _lead(
    report: TriggerReport, claims: tuple[Said, ...], pairs: tuple[SaidPair, ...], nothing: tuple[Said, ...],
    language: str,
) -> str:
    """Say the one sentence that would be enough if it were the only one read."""
    if report.not_enough is not None:
        return say_not_enough(report.not_enough, language)
    parts = []
    if claims:
        phrases = list({said.exposure: said.phrase for said in claims}.values())
        parts.append(plural(
            language, "One thing stands out: {what}.", "{n} things stand out: {what}.", len(phrases),
            what=_and(phrases, language),
        ))
    if pairs:
        parts.append(text(language, "Two came together too often to tell apart."))
    if not parts:
        return text(language, "Nothing stands out. None of the {n} things looked at goes clearly with your cramps.",
                    n=len({said.exposure for said in nothing}))
    return " ".join(parts)


def say_not_enough(missing: NotEnough, language: str) -> str:
    """Say why nothing can be claimed yet."""
    if missing.why in ("no_observation_period", "no_windows"):
        return text(language, "Since when did you note every cramp? Until you say so, no day can be counted.")
    if missing.why == "always_cramps":
        return text(
            language, "A cramp came every time, so there is nothing to compare with. Note the quiet sessions and "
            "nights too."
        )
    return plural(
        language, "Not enough yet: {n} cramp noted; about {needed} are needed in all.",
        "Not enough yet: {n} cramps noted; about {needed} are needed in all.", missing.cramps, needed=missing.needed,
    )


def _after(missing: NotEnough | None, report: TriggerReport, language: str) -> tuple[str, ...]:
    """Say what goes with the lead when there is nothing to report yet."""
    if missing is None:
        return ()
    said = []
    if missing.why in ("few_cramps", "no_cramps"):
        said.append(text(
            language, "With fewer, about half of all diaries would blame something innocent. So we wait, and we hope "
            "you never get there.",
        ))
        said.append(text(language, "A quiet day counts too. Days with nothing noted cannot be used."))
    if report.outside:
        said.append(plural(
            language, "{n} cramp lies outside the time you watch, and is not counted.",
            "{n} cramps lie outside the time you watch, and are not counted.", report.outside,
        ))
    return tuple(said)


def _tally(missing: NotEnough | None, language: str) -> Tally | None:
    if missing is None or missing.why not in ("few_cramps", "no_cramps"):
        return None
    label = text(language, "{noted} of about {needed} cramps noted", noted=missing.cramps, needed=missing.needed)
    return Tally(noted=missing.cramps, needed=missing.needed, label=label)


def say_assumption(assumption: str, report: TriggerReport, language: str) -> str:
    """Say one thing that must be true for the findings to hold. Raises KeyError for an id that is not known."""
    return {
        "noted_every_cramp": text(language, "You noted every cramp in the time you said you were watching."),
        "values_before_the_cramp": text(
            language, "Only what came before a cramp was counted. A twitchy muscle can still make people do things "
            "beforehand."),
        "few_causes": text(
            language, "A few things matter, and most do not. With many small causes, small ones are missed."),
        "drift_allowed_for": text(
            language, "Good and bad seasons were allowed for, if they come and go over two months or more."),
        "earlier_cramps_allowed_for": text(
            language, "Just after a cramp, the odds of another are about {odds} times what they are otherwise "
            "({low} to {high}). That was allowed for.", odds=times(report.memory.odds_ratio),
            low=times(report.memory.low), high=times(report.memory.high)),
        "missing_estimated": text(
            language, "What you did not note was estimated from the rest of your diary, with its uncertainty."),
        "some_cramps_outside": plural(
            language, "{n} cramp lies outside the time you watch, and is not counted.",
            "{n} cramps lie outside the time you watch, and are not counted.", report.outside),
        "goes_with_not_cause": text(language, "Things that go together are not always cause and effect."),
    }[assumption]


def _table(findings: list[Finding], language: str) -> FindingsTable:
    """Double the charts by a table."""
    rows = []
    for finding in findings:
        known = finding.verdict is not Verdict.NOT_ENOUGH
        dash = "–"
        low, _, middle, _, high = said_odds(finding)
        rows.append((
            name(finding.exposure, language), where(finding.outcome, language),
            said_step(finding, language), *((times(v) if known else dash) for v in (middle, low, high)),
            in_hundred(chance_of_claim(finding), language) if known else dash,
            text(language, "{cases} in {windows}", cases=finding.cases_high, windows=finding.windows_high),
            text(language, "{cases} in {windows}", cases=finding.cases_low, windows=finding.windows_low),
        ))
    return FindingsTable(
        caption=text(language, "Odds ratios with 90 % intervals"),
        head=(
            text(language, "Exposure"), text(language, "Cramps"), text(language, "For each"), text(language, "Odds"),
            text(language, "from"), text(language, "to"), text(language, "Chance it matters at all"),
            text(language, "Cramps above usual"), text(language, "Cramps otherwise"),
        ),
        rows=tuple(rows),
    )


def _and(words: list[str], language: str) -> str:
    """Join phrases: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return text(language, "{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def times(value: float) -> str:
    """Write a ratio with two figures: 0.85, 2.1, 13."""
    if value >= 9.95:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}"


def _per_100(chance: float) -> str:
    return f"{100 * chance:.0f}" if chance >= 0.015 else f"{100 * chance:.1f}"

