"""One finding looked at closely: does it hold when we look another way, what would settle it, what it does not say."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite, nan
from typing import TYPE_CHECKING

from uncramp.triggers.finding import Finding, TriggerReport, Verdict
from uncramp.triggers.nearest import nearest
from uncramp.wording.assumptions import say_assumption
from uncramp.wording.evidence import certainty_of_claim, certainty_of_nothing, in_hundred
from uncramp.wording.exposures import name_inside
from uncramp.wording.finding import (
    is_turned,
    odds_line,
    phrase_of,
    said_step,
    say_finding,
    times,
    where,
    windows_word,
)
from uncramp.wording.finding_facts import say_facts
from uncramp.wording.finding_pages import FindingPage, FindingsTable, LookedAt, Said
from uncramp.wording.finding_prior import say_prior
from uncramp.wording.findings import say_pair
from uncramp.wording.languages import joined, plural, text
from uncramp.wording.plots import Odds, axis_for, interval_plot, turned
from uncramp.wording.units_chosen import UnitSystem, finding_in, report_in

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.triggers.closely import Closely

#: half-widths of a 90 % and a 50 % interval of a normal distribution, in sds
NINETY, FIFTY = 1.6449, 0.6745

#: a way of looking: what it is called, its odds, and the style of its plot
Way = tuple[str, Odds, str]


def say_closely(
    closely: Closely, report: TriggerReport, language: str, units: UnitSystem = UnitSystem.METRIC
) -> FindingPage:
    """Say one finding in depth, in the ``units`` the person chose."""
    closely, report = replace(closely, finding=finding_in(closely.finding, units)), report_in(report, units)
    finding, near = closely.finding, nearest(report)
    is_near = near is not None and (near.exposure, near.outcome) == (finding.exposure, finding.outcome)
    ways = _ways(closely, language)
    axis = axis_for([odds[0] for _, odds, _ in ways], [odds[4] for _, odds, _ in ways])
    step = said_step(finding, language)

    def looked_at(name: str, odds: Odds, style: str) -> LookedAt:
        said = odds_line(odds[0], odds[2], odds[4], language)
        return LookedAt(name=name, odds=said, plot=interval_plot(odds, style, f"{name}: {said}", language, axis))

    return FindingPage(
        said=_of_a_pair(closely, say_finding(finding, language, near=is_near), language),
        chances=_chances(closely, language),
        ways=(*(looked_at(*way) for way in ways), *_without_each(closely, language)),
        doubts=_doubts(closely, language),
        table=FindingsTable(
            caption=text(language, "Odds ratio for each {step}, with 90 % intervals", step=step),
            head=(text(language, "Looked at"), text(language, "Odds"), text(language, "from"), text(language, "to")),
            rows=tuple((name, times(odds[2]), times(odds[0]), times(odds[4])) for name, odds, _ in ways),
        ),
        pairs=tuple(say_pair(pair, report, language) for pair in closely.pairs),
        settle=_settle(closely, language), not_said=_not_said(closely, language, near=is_near),
        facts=say_facts(closely, language), prior=say_prior(finding.prior_id, language),
        numbers_from=tuple(say_assumption(each, report, language) for each in report.assumptions),
    )


def _paired(closely: Closely) -> bool:
    """Tell whether nothing is claimed of an exposure because another came together with it."""
    return bool(closely.pairs) and closely.finding.verdict is Verdict.NOTHING


def _of_a_pair(closely: Closely, said: Said, language: str) -> Said:
    """Say of one of a pair that it is that; alone it would seem to stand out not at all, or for certain."""
    if not _paired(closely):
        return said
    others = dict.fromkeys(each for pair in closely.pairs for each in pair.exposures)
    others.pop(closely.finding.exposure, None)
    return replace(
        said, heading=text(
            language, "{name} ({where}): it came together with {others}.", name=said.name,
            where=where(closely.finding.outcome, language),
            others=joined([name_inside(each, language) for each in others], language)),
        sentence=text(language, "One of them probably matters. Your diary cannot say which."),
    )


def _chances(closely: Closely, language: str) -> tuple[str, ...]:
    """Say how likely it is that there is anything at all, and that it matters; and what was held before looking."""
    finding = closely.finding
    if finding.verdict is Verdict.NOT_ENOUGH:
        return ()
    harmful = (finding.log_odds_ratio > 0) != (finding.harmful < 0)
    now = finding.chance_harmful if harmful else finding.chance_protective
    before = closely.chance_harmful_before if harmful else 1 - closely.chance_harmful_before
    told = _with_trial(finding)
    said = [text(
        language, "The chance that more cramps go with {phrase}: {now}. After your trial alone it was "
        "{before}; 50 is a coin." if told else
        "The chance that more cramps go with {phrase}: {now}. Before your diary it was {before}; "
        "50 is a coin.", phrase=phrase_of(finding, language), now=in_hundred(now, language),
        before=in_hundred(before, language),
    )]
    if harmful:
        said.append(text(
            language, "The chance that it matters, by a tenth of the odds or more: {chance}.",
            chance=in_hundred(finding.chance_matters, language)))
    if finding.hangs_on_late:
        said.append(_without_late(closely, language))
    return tuple(said)


def _without_late(closely: Closely, language: str) -> str:
    """Say of a claim that hangs on late entries what its chance takes for right, and what is left without them."""
    late = closely.without_late
    if late is None or not isfinite(late.chance):
        return text(
            language, "That takes what you noted after the cramp for right. Without it too few cramps are left "
            "to tell.")
    return text(
        language, "That takes what you noted after the cramp for right. From what you noted before it alone, the "
        "chance is {chance}.", chance=in_hundred(late.chance, language))


def _ways(closely: Closely, language: str) -> list[Way]:
    """List the ways of looking that have an answer with an interval: name, odds, style of the plot."""
    finding, check = closely.finding, closely.cross_check
    windows = windows_word(finding.outcome, finding.windows, language)
    ways: list[Way] = []
    if finding.verdict is not Verdict.NOT_ENOUGH:
        ways.append((
            text(language, "Your diary and your own trial" if _with_trial(finding) else "Your diary, all {windows}",
                 windows=windows),
            (finding.low, finding.inner_low, finding.odds_ratio, finding.inner_high, finding.high), "solid",
        ))
    if check is not None:
        ways.append((
            text(language, "Within the same four weeks, by itself"), _normal(check.log_odds_ratio, check.se), "solid",
        ))
    if closely.without_late is not None:
        late = closely.without_late
        ways.append((
            text(language, "Only what was noted before the cramp"),
            (late.low, late.inner_low, late.odds_ratio, late.inner_high, late.high), "solid",
        ))
    if closely.control is not None:
        ways.append((
            text(language, "The same a week after, which cannot set off a cramp before it"),
            _normal(closely.control.log_odds_ratio, closely.control.sd), "open",
        ))
    if finding.prior_id is not None:
        ways.append((
            text(language, "What others let expect, before your diary"),
            _normal(finding.prior_mean, finding.prior_sd), "field",
        ))
    known = [way for way in ways if all(isfinite(value) for value in way[1])]
    # Every way is shown in the direction of the sentence above it, or the picture would contradict it.
    return [(name, turned(odds), style) for name, odds, style in known] if is_turned(finding) else known


def _normal(mean: float, sd: float) -> Odds:
    """Give the odds of a normal log odds ratio; NaN where it is not known, or too wide to say anything."""
    if not (isfinite(mean) and isfinite(sd)) or abs(mean) + NINETY * sd > 20:
        return (nan, nan, nan, nan, nan)
    low, inner_low, inner_high, high = (exp(mean + z * sd) for z in (-NINETY, -FIFTY, FIFTY, NINETY))
    return (low, inner_low, exp(mean), inner_high, high)


def _without_each(closely: Closely, language: str) -> list[LookedAt]:
    """Say between what odds lie when each cramp in turn is left out."""
    stability = closely.stability
    if stability is None:
        return []
    low, high, whole = stability.lowest, stability.highest, stability.odds_ratio
    low, high, whole = (1 / high, 1 / low, 1 / whole) if is_turned(closely.finding) else (low, high, whole)
    said = text(language, "odds between {low} and {high} times, in {n} tries", low=times(low), high=times(high),
                n=stability.cramps)
    if not stability.lowest <= closely.finding.odds_ratio <= stability.highest:
        # It looks into one model alone; what is said above is averaged over all.
        said += text(language, "; with all of them {whole} times in the likeliest model alone", whole=times(whole))
    return [LookedAt(
        name=text(language, "Without any one cramp"), plot=None, odds=said,
    )]


def _doubts(closely: Closely, language: str) -> tuple[str, ...]:
    """Say which checks a finding does not pass."""
    said = []
    if closely.stability is not None and closely.stability.hangs_on_one:
        said.append(text(language, "It hangs on one single cramp: without that one it would point the other way."))
    if closely.finding.hangs_on_late and closely.without_late is not None:
        said.append(plural(
            language, "{n} cramp rests on what was entered or changed after it. Without it this would not stand out.",
            "{n} cramps rest on what was entered or changed after them. Without them this would not stand out.",
            closely.without_late.late_cases))
    if closely.finding.one_week:
        said.append(text(
            language, "All these cramps came within one week. Whatever else was different that week would look the "
            "same."))
    if closely.control is not None and not closely.control.clean:
        said.append(text(
            language, "The same a week after goes with the cramps too, which it cannot have set off. That comes by "
            "chance once in ten times; or something that comes and goes with both is behind it."))
    return tuple(said)


def _settle(closely: Closely, language: str) -> tuple[str, ...]:
    """Say what would settle a finding: so many more cramps, the session that parts a pair, a trial."""
    finding, settling = closely.finding, closely.settling
    trial = _by_lot(finding, language)
    if finding.verdict is Verdict.NOT_ENOUGH:
        return ()
    if _paired(closely):
        return (text(
            language, "More days like those so far will not settle which of them it is, only days that part them: see "
            "above."), *trial)
    if finding.hangs_on_late:
        return (text(
            language, "Note it before the session or the night from now on, whatever comes. Then your diary can tell."),
            *trial)
    if finding.verdict is not Verdict.NOTHING and _doubts(closely, language):
        return (text(language, "Your diary by itself cannot settle it: see the doubts above."), *trial)
    if finding.verdict is not Verdict.NOTHING:
        clear = certainty_of_claim(finding.chance, language).dots == 4
        return (text(
            language, "That it goes with your cramps is settled as far as a diary can." if clear else
            "Your diary shows it fairly clearly; more cramps would make it clearer, or show that it was chance."),
            *trial)
    if settling is None:
        return (text(language, "Your cramps told nothing of it yet."), *trial)
    said = []
    if settling.if_real is None or settling.if_real > MOST_CRAMPS:
        said.append(text(
            language, "As small as it looks now, no diary would show it for certain in reasonable time."))
    else:
        said.append(plural(
            language, "If it is as strong as it looks now, about {n} more cramp would show it.",
            "If it is as strong as it looks now, about {n} more cramps would show it.", max(settling.if_real, 1)))
    if settling.if_nothing == 0 and certainty_of_nothing(finding.low, finding.high, language).dots >= 3:
        said.append(text(language, "If it does nothing, your diary knows it about as well as it needs to."))
    elif settling.if_nothing and settling.if_nothing <= MOST_CRAMPS:
        said.append(plural(
            language, "If it does nothing, about {n} more cramp would show that it is small at most.",
            "If it does nothing, about {n} more cramps would show that it is small at most.", settling.if_nothing))
    return (*said, *trial)


def _with_trial(finding: Finding) -> bool:
    return finding.trial is not None and finding.trial.log_odds_ratio is not None


def _by_lot(finding: Finding, language: str) -> tuple[str, ...]:
    """Say what only a trial can settle; nothing where the person's own trial has settled it, or runs."""
    if finding.trial is not None and finding.trial.verdict != "cannot_tell":
        return ()
    return (text(language, "Whether changing it helps, only a self-trial can show, with the days drawn by lot."),)


#: more cramps than this are not asked of anybody
MOST_CRAMPS = 200


def _not_said(closely: Closely, language: str, *, near: bool) -> tuple[str, ...]:
    """Say what the finding does not say; nothing where it says nothing yet."""
    finding = closely.finding
    if finding.verdict is Verdict.NOT_ENOUGH:
        return ()
    others = text(language, "Anything about other people.")
    if near:
        return (text(language, "That it is so, or that it makes the cramp."), others)
    if _paired(closely):
        return (text(language, "That it is this one, or that it makes the cramp."), others)
    if finding.verdict is Verdict.NOTHING:
        return (text(language, "That it does nothing. What does little is easily missed."), others)
    said = [text(language, "That it makes the cramp. Those days may differ in other ways too.")]
    risks = [risk for risk in (finding.risk_low, finding.risk_high) if isfinite(risk)]
    if risks and max(risks) < 0.9:
        without = round(100 * (1 - max(risks)))
        if finding.outcome == "night":
            said.append(text(language, "That the next such night has a cramp. About {n} in 100 have none.", n=without))
        else:
            said.append(
                text(language, "That the next such session has a cramp. About {n} in 100 have none.", n=without)
            )
    return (*said, others)
