"""What must be true for the findings to hold, one sentence each."""

from __future__ import annotations

from uncramp.triggers.finding import TriggerReport
from uncramp.wording.finding import times
from uncramp.wording.languages import plural, text


def say_assumption(assumption: str, report: TriggerReport, language: str) -> str:
    """Say one thing that must be true for the findings to hold. Raises KeyError for an id that is not known."""
    return {
        "noted_every_cramp": text(language, "You noted every cramp in the time you said you were watching."),
        "values_before_the_cramp": text(
            language, "Only what came before a cramp was counted. A twitchy muscle can still make people do things "
            "beforehand."),
        "records_are_rough": text(
            language, "What people note is near what was, and that makes things look weaker than they are. So each "
            "range reaches further to the strong side than to the weak one."),
        "few_causes": text(
            language, "A few things matter, and most do not. With many small causes, small ones are missed."),
        "learned_from_others": plural(
            language, "What is usual was learned from {n} other athlete of the table, and weighed in.",
            "What is usual was learned from {n} other athletes of the table, and weighed in.",
            report.engine.learned_from if report.engine else 0),
        "drift_allowed_for": text(
            language, "Good and bad seasons were allowed for, if they come and go over two months or more."),
        "earlier_cramps_allowed_for": text(
            language, "Just after a cramp, the odds of another are about as usual ({low} to {high} times). That was "
            "allowed for." if times(report.memory.odds_ratio) == "1.0" else
            "Just after a cramp, the odds of another are about {odds} times what they are otherwise "
            "({low} to {high}). That was allowed for.", odds=times(report.memory.odds_ratio),
            low=times(report.memory.low), high=times(report.memory.high)),
        "no_late_entries": text(
            language, "What came before each cramp was noted before the cramp, and not changed after it, where it "
            "matters for these findings."),
        "late_entries_agree": text(
            language, "What you entered or changed after a cramp was left out as a test, and the answer stayed the "
            "same."),
        "missing_estimated": text(
            language, "What you did not note was estimated from the rest of your diary, with its uncertainty."),
        "some_cramps_outside": plural(
            language, "{n} cramp lies outside the time you watch, or at its edge, and is not counted.",
            "{n} cramps lie outside the time you watch, or at its edge, and are not counted.", report.outside),
        "some_cramps_between": plural(
            language, "{n} cramp came neither at night nor in a session or the 6 hours after it, and is not counted "
            "here.",
            "{n} cramps came neither at night nor in a session or the 6 hours after it, and are not counted here.",
            report.between),
        "some_cramps_repeated": plural(
            language, "{n} cramp came in a session or night that had one already; such a time counts once.",
            "{n} cramps came in sessions or nights that had one already; such a time counts once.", report.repeated),
        "weeks_around_cramps": text(
            language, "Between your cramps you often noted nothing for weeks, so mostly the weeks around cramps count. "
            "\"So many of 100\" and the counts here are of those weeks, and over all your days cramps are rarer. A "
            "check-in each week puts that right."),
        "goes_with_not_cause": text(language, "Things that go together are not always cause and effect."),
    }[assumption]
