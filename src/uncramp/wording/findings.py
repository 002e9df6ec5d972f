"""What the diary says, in sentences: first what stands out, then what does not, then what cannot be told."""

from __future__ import annotations

from uncramp.triggers.finding import FarOff, Finding, NotEnough, Pair, TriggerReport, Verdict
from uncramp.triggers.nearest import nearest
from uncramp.wording.assumptions import say_assumption
from uncramp.wording.evidence import in_hundred
from uncramp.wording.exposures import amount, name, name_inside
from uncramp.wording.finding import (
    odds_line,
    odds_upwards,
    phrase_of,
    quiet_axis,
    said_odds,
    said_step,
    say_finding,
    times,
    where,
    windows_word,
)
from uncramp.wording.finding_pages import FindingsPage, FindingsTable, Said, SaidPair, Tally
from uncramp.wording.languages import joined, plural, text
from uncramp.wording.units_chosen import UnitSystem, report_in

#: at most so many triggers are named (design section 7)
MOST_NAMED = 3


def say_findings(
    report: TriggerReport, language: str, units: UnitSystem = UnitSystem.METRIC
) -> FindingsPage:
    """Say a report as a page, in the ``units`` the person chose."""
    report = report_in(report, units)
    # An outcome that never was there (nights only, no sport) has nothing to be told of thing by thing.
    ordered = sorted((each for each in report.findings if each.windows), key=_rank)
    paired = {(exposure, pair.outcome) for pair in report.pairs for exposure in pair.exposures}
    axis = quiet_axis([each for each in ordered if (each.exposure, each.outcome) not in paired])
    closest = nearest(report)
    said = [say_finding(finding, language, axis, near=finding is closest) for finding in ordered]
    near = next((each for each in said if each.group == "near"), None)
    claimed = [each for each in said if each.group == "claim"]
    named = list(dict.fromkeys(each.exposure for each in claimed))[:MOST_NAMED]
    claims = tuple(each for each in claimed if each.exposure in named)
    pairs = tuple(say_pair(pair, report, language) for pair in report.pairs)
    enough = report.not_enough is None
    nothing = tuple(
        each for each in said if each.group == "nothing" and (each.exposure, each.outcome) not in paired
    ) if enough else ()
    state = "findings" if enough else "not_enough"
    if report.not_enough is not None and report.not_enough.why in ("no_observation_period", "no_windows"):
        state = "no_observation"
    return FindingsPage(
        state=state, title=text(language, "What sets off my cramps"), date_line=_date_line(report, language),
        lead=_lead(report, claims, pairs, near, nothing, language),
        after=_always(report, language) + (
            _how_little_is_seen(report, language) if nothing and not (claims or pairs or near) else
            _after(report.not_enough, report, language)),
        tally=say_tally(report.not_enough, language), claims=claims, near=near, pairs=pairs, nothing=nothing,
        unknown=tuple(each for each in said if each.group == "unknown") if enough else (),
        assumptions=tuple(say_assumption(each, report, language) for each in report.assumptions) if enough else (),
        cautions=tuple(say_far_off(each, language) for each in report.far_off),
        table=_table(ordered, language) if enough else None, tried=tuple(each for each in said if each.trial),
        note=text(
            language,
            "“Goes with” is what a diary can show. Only a self-trial, with the days drawn by lot, can show that "
            "something works.",
        ),
    )


def _rank(finding: Finding) -> tuple[float, float]:
    chance = finding.chance if finding.verdict is not Verdict.NOT_ENOUGH else -1.0
    return (-chance, -abs(finding.log_odds_ratio))


def say_pair(pair: Pair, report: TriggerReport, language: str) -> SaidPair:
    """Say two exposures or more that came together, and what would separate them."""
    halves = []
    phrases = []
    for exposure in pair.exposures:
        finding = next(f for f in report.findings if f.exposure == exposure and f.outcome == pair.outcome)
        low, _, middle, _, high = odds_upwards(finding)
        phrase = phrase_of(finding, language)
        halves.append((phrase[:1].upper() + phrase[1:], odds_line(low, middle, high, language)))
        phrases.append(phrase)
    return SaidPair(
        outcome=pair.outcome,
        heading=text(
            language, "Cramps {where}: {first}, or {second}. One of them probably matters.",
            where=where(pair.outcome, language), first=", ".join(phrases[:-1]), second=phrases[-1],
        ),
        sentence=text(
            language, "The chance that at least one goes with your cramps: {chance}. They came together so often that "
            "your diary cannot say which.", chance=in_hundred(pair.chance_together, language),
        ),
        halves=tuple(halves),
        separate=_what_separates(pair, phrases, language),
    )


def say_far_off(far: FarOff, language: str) -> str:
    """Say which values of an exposure lie far outside its others, and what to do about it."""
    low, high, value = (amount(far.exposure, far.unit, each, language) for each in (far.low, far.high, far.value))
    what = name(far.exposure, language)
    if far.count == 1:
        return text(
            language, "{name}: one value is {value}; the others lie between {low} and {high}. If it is a slip, correct "
            "it. Until then it is read as less far off.", name=what, value=value, low=low, high=high,
        )
    return text(
        language, "{name}: {n} values lie far outside the others, the furthest is {value}; the others lie between "
        "{low} and {high}. If they are slips, correct them. Until then they are read as less far off.", name=what,
        n=far.count, value=value, low=low, high=high,
    )


def _what_separates(pair: Pair, phrases: list[str], language: str) -> str:
    """Say how often both came together, and which rarer case would tell them apart."""
    if len(phrases) > 2:
        return text(
            language, "What would separate them: a few days with one of them and without the others. If they are the "
            "same thing noted more than once, keep one.",
        )
    if not pair.both:
        return text(
            language, "What would separate them: a few days with {first} but not {second}, or the other way round.",
            first=phrases[0], second=phrases[1],
        )
    first, second, seen = phrases[0], phrases[1], pair.first_only
    if pair.second_only < pair.first_only:
        first, second, seen = phrases[1], phrases[0], pair.second_only
    rare = windows_word(pair.outcome, seen, language)
    return text(
        language, "Both were there in {both}. What would separate them is {first} without {second}: so far {seen}.",
        both=windows_word(pair.outcome, pair.both, language), first=first, second=second, seen=rare,
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
    report: TriggerReport, claims: tuple[Said, ...], pairs: tuple[SaidPair, ...], near: Said | None,
    nothing: tuple[Said, ...], language: str,
) -> str:
    """Say the one sentence that would be enough if it were the only one read."""
    if report.not_enough is not None:
        return say_not_enough(report.not_enough, language)
    parts = []
    if any(each.trial is not None and each.trial.verdict in ("helps", "harms") for each in report.findings):
        parts.append(text(language, "Your own trial showed something; it stands below."))
    if claims:
        phrases = list({said.exposure: said.phrase for said in claims}.values())
        stands_out = {
            1: text(language, "One thing stands out: {what}."), 2: text(language, "Two things stand out: {what}."),
            3: text(language, "Three things stand out: {what}."),
        }[len(phrases)]
        parts.append(stands_out.replace("{what}", joined(phrases, language)))
        if any(said.certainty is not None and said.certainty.dots < 3 for said in claims):
            parts.append(text(language, "It is not very sure; the reason stands below.") if len(phrases) == 1 else text(
                language, "Not all of that is sure; the reason stands below."))
    if pairs:
        most = tuple(dict.fromkeys(
            each for pair in report.pairs if pair.outcome == report.pairs[0].outcome for each in pair.exposures))
        said = (text(language, "Some came together too often to tell apart: {what}.") if len(most) > 2
                else text(language, "Two came together too often to tell apart: {what}."))
        parts.append(said.replace("{what}", joined([name_inside(each, language) for each in most], language)))
    if near is not None:
        parts.append(text(language, "Nothing is sure yet. One thing comes near: {what}.", what=near.phrase))
    elif not claims and not pairs:
        parts.append(text(language, "Beside it nothing stands out.") if parts else text(
            language, "Nothing can be told yet. Why stands below, thing by thing.") if not nothing else plural(
            language, "Nothing stands out. The one thing looked at does not clearly go with your cramps.",
            "Nothing stands out. None of the {n} things looked at goes clearly with your cramps.",
            len({said.exposure for said in nothing})))
    return " ".join(parts)


def say_not_enough(missing: NotEnough, language: str) -> str:
    """Say why nothing can be claimed yet, with the number of cramps that the needed ones are counted by."""
    if missing.why in ("no_observation_period", "no_windows"):
        return text(language, "Since when did you note every cramp? Until you say so, no day can be counted.")
    if missing.why == "nothing_over_yet":
        return text(
            language, "Nothing to compare yet: the first session or night since you began to note every cramp counts "
            "once it is over.")
    if missing.why == "always_cramps":
        return text(
            language, "A cramp came every time, so there is nothing to compare with. Note the quiet sessions and "
            "nights too."
        )
    if not missing.cramps and missing.uncounted:
        return text(
            language, "Not enough yet: no cramp that can be compared; about {needed} are needed in all.",
            needed=missing.needed)
    if not missing.cramps:
        return text(
            language, "Not enough yet: no cramp noted; about {needed} are needed in all.", needed=missing.needed)
    if missing.uncounted:
        return plural(
            language, "Not enough yet: {n} cramp that can be compared; about {needed} are needed in all.",
            "Not enough yet: {n} cramps that can be compared; about {needed} are needed in all.", missing.cramps,
            needed=missing.needed)
    return plural(
        language, "Not enough yet: {n} cramp noted; about {needed} are needed in all.",
        "Not enough yet: {n} cramps noted; about {needed} are needed in all.", missing.cramps, needed=missing.needed,
    )


def _after(missing: NotEnough | None, report: TriggerReport, language: str) -> tuple[str, ...]:
    """Say what goes with the lead when there is nothing to report yet."""
    if missing is None:
        return ()
    if missing.why in ("no_observation_period", "no_windows"):
        return () if not report.outside else (plural(
            language, "{n} cramp is noted; it can be counted once you have said so.",
            "{n} cramps are noted; they can be counted once you have said so.", report.outside),)
    said = []
    if missing.why in ("few_cramps", "no_cramps"):
        said.append(text(
            language, "With fewer, about half of all diaries would blame something innocent. So we wait, and we hope "
            "you never get there.",
        ))
        said.append(text(language, "A quiet day counts too. Days with nothing noted cannot be used."))
    if report.outside:
        said.append(say_assumption("some_cramps_outside", report, language))
    if report.between:
        said.append(say_assumption("some_cramps_between", report, language))
    if report.repeated:
        said.append(say_assumption("some_cramps_repeated", report, language))
    return tuple(said)


def _always(report: TriggerReport, language: str) -> tuple[str, ...]:
    """Say of which outcome every single one had a cramp, so that more of the same will settle nothing."""
    if report.not_enough is not None and report.not_enough.why == "always_cramps":
        return ()  # it is the lead
    always = {outcome: windows for outcome, (cramps, windows) in report.by_outcome.items() if cramps == windows >= 3}
    return tuple(
        text(language, "A cramp came in every one of {windows}, so there is nothing to compare with. Note those "
             "without a cramp, too.", windows=windows_word(outcome, windows, language))
        for outcome, windows in always.items())


def _how_little_is_seen(report: TriggerReport, language: str) -> tuple[str, ...]:
    """Say how often a true cause is seen with so few cramps; empty where they are many."""
    shares = ((15, text(language, "about 1 in 20")), (30, text(language, "about 1 in 5")),
              (60, text(language, "nearly half")))
    seen = next((share for below, share in shares if report.cramps < below), None)
    if seen is None:
        return ()
    # shares measured: docs/explanation/engine-results.md, causes claimed with 10, 20 and 40 cramps
    return (text(
        language, "With {n} cramps that is a usual answer, also where something does set them off: of made-up diaries "
        "with about as many cramps and one cause, {seen} could name it.", n=report.cramps, seen=seen),)


def say_tally(missing: NotEnough | None, language: str) -> Tally | None:
    """Count the cramps there are beside those that are needed; None where their number is not what is missing."""
    if missing is None or missing.why not in ("few_cramps", "no_cramps"):
        return None
    label = text(
        language, "{noted} of about {needed} cramps that can be compared" if missing.uncounted else
        "{noted} of about {needed} cramps noted", noted=missing.cramps, needed=missing.needed)
    return Tally(noted=missing.cramps, needed=missing.needed, label=label)


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
            in_hundred(finding.chance, language) if known else dash,
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
