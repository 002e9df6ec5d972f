"""Findings in sentences: numbers in plain words, doubt said, nothing claimed that was not found."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from uncramp.exposures.catalogue import known_exposures
from uncramp.exposures.person_time import WindowKind
from uncramp.knowledge.library import load_library
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.checks import NegativeControl, Stability, WithoutLate
from uncramp.triggers.closely import Closely, look_closely
from uncramp.triggers.finding import Finding, Memory, NotEnough, Pair, TriggerReport, Verdict
from uncramp.triggers.settle import Settling
from uncramp.triggers.weighed import find, weigh
from uncramp.wording.assumptions import say_assumption
from uncramp.wording.evidence import certainty_of_claim, certainty_of_nothing, in_hundred
from uncramp.wording.exposures import PHRASES, amount
from uncramp.wording.finding import say_finding
from uncramp.wording.finding_closely import say_closely
from uncramp.wording.findings import say_findings
from uncramp.wording.plots import interval_plot, turned


def finding(**facts: object) -> Finding:
    plain: dict[str, object] = {
        "exposure": "load_72h", "unit": "min", "step": 60.0, "outcome": "night", "odds_ratio": 2.1, "low": 1.1,
        "high": 4.0, "inner_low": 1.6, "inner_high": 2.7, "log_odds_ratio": 0.742, "sd": 0.3, "chance_harmful": 0.991,
        "chance_matters": 0.98, "inclusion": 0.97, "verdict": Verdict.HARMFUL, "harmful": 1, "yes_no": False,
        "known": 164, "windows": 170, "cases_high": 10, "windows_high": 46, "cases_low": 12, "windows_low": 118,
        "risk_low": 0.13, "risk_high": 0.239, "prior_id": None, "prior_mean": 0.3, "prior_sd": 0.3,
        "chance_protective": 0.009, "value_low": 60.0, "value_high": 120.0,
    }
    return Finding(**{**plain, **facts})  # type: ignore[arg-type]  # the facts of a test are of the right types


def report(*findings: Finding, missing: NotEnough | None = None, outside: int = 0,
           between: int = 0) -> TriggerReport:
    return TriggerReport(
        cramps=22, windows=164, by_outcome={"session": (0, 0), "night": (22, 164)}, outside=outside,
        between=between,
        findings=findings, pairs=(), not_enough=missing, assumptions=("noted_every_cramp",), cross_check=(),
        memory=Memory(odds_ratio=1.6, low=0.9, high=2.9),
    )


def closely(one: Finding, **checks: object) -> Closely:
    plain: dict[str, object] = dict.fromkeys(
        ("cross_check", "stability", "control", "without_late", "settling", "engine"))
    plain |= {"finding": one, "chance_harmful_before": 0.5, "inclusion_before": 0.1, "pairs": ()}
    return Closely(**{**plain, **checks})  # type: ignore[arg-type]  # the checks of a test are of the right types


QUIET: dict[str, object] = {
    "verdict": Verdict.NOTHING, "chance_harmful": 0.7, "chance_protective": 0.3, "inclusion": 0.1}
NEAR: dict[str, object] = {
    "verdict": Verdict.NOTHING, "chance_harmful": 0.93, "chance_protective": 0.07, "inclusion": 0.8}


def test_what_comes_near_is_told_as_unsure_where_nothing_is_claimed() -> None:
    near, quiet = finding(**NEAR), finding(exposure="heat", **QUIET)
    page = say_findings(report(quiet, near), "en")
    assert page.lead == "Nothing is sure yet. One thing comes near: more training in the 3 days before."
    assert page.near is not None
    assert page.near.heading == "Cramps at night may go with more training in the 3 days before."
    assert page.near.sentence.startswith("The chance is 93 in 100; only from 95 in 100 on is it named as a finding.")
    assert page.near.certainty_line == "Not very sure in your diary"
    assert [said.exposure for said in page.nothing] == ["heat"] and page.claims == ()
    assert "may go with" in page.as_text()
    closer = say_closely(closely(near), report(quiet, near), "en")
    assert closer.said.heading == page.near.heading
    assert closer.not_said == ("That it is so, or that it makes the cramp.", "Anything about other people.")


@pytest.mark.parametrize(("others", "facts"), [
    ((finding(exposure="heat"),), {}),  # beside a claim
    ((), {"inclusion": 0.4}),  # it leans, and is probably no cause
    ((), {"chance_harmful": 0.89, "chance_protective": 0.11}),
    ((), {"verdict": Verdict.NOT_ENOUGH, "why": "few_cramps"}),
])
def test_nothing_is_told_as_near_beside_a_claim_or_when_it_is_not(
    others: tuple[Finding, ...], facts: dict[str, object]
) -> None:
    assert say_findings(report(*others, finding(**{**NEAR, **facts})), "en").near is None


def test_nothing_is_told_as_near_where_two_came_together() -> None:
    pair = Pair(exposures=("load_72h", "heat"), outcome="night", chance_together=0.9)
    one, other = finding(**NEAR), finding(**{**NEAR, "exposure": "heat", "unit": "C"})
    assert say_findings(replace(report(one, other), pairs=(pair,)), "en").near is None


def test_a_claim_is_said_in_hundreds_with_its_doubt() -> None:
    said = say_finding(finding(), "en")
    assert said.sentence == (
        "On nights with more training in the 3 days before, you cramp about twice as often: about 24 of 100 such "
        "nights against 13 of 100 others (it could be as little as 1.1 or as much as 2.9 times). "
        "This is what your diary shows; it is not proof."
    )
    assert said.counts == "Above your usual: 10 in 46 nights. Otherwise: 12 in 118 nights."
    assert said.certainty is not None
    assert (said.certainty.dots, said.certainty.word) == (4, "Clear")


def test_a_threshold_is_said_in_the_sentence_and_to_the_statistician() -> None:
    bent = finding(threshold=120.0)
    begins = "The rise is probably not even: it seems to begin above about 120 minutes. "
    sentence = say_finding(bent, "en").sentence
    assert begins + "This is what your diary shows" in sentence
    assert sentence.replace(begins, "") == say_finding(finding(), "en").sentence
    page = say_closely(closely(bent), report(bent), "en")
    assert ("Threshold (a hinge is likelier than a line)", "> 120 minutes") in page.facts
    assert "Threshold" not in say_closely(closely(finding()), report(finding()), "en").as_text()
    assert "it seems to begin above about 120 minutes" in say_findings(report(bent), "en").as_text()


def test_a_threshold_downwards_is_said_from_the_side_of_less() -> None:
    sleep = finding(
        exposure="sleep", unit="h", step=1.0, odds_ratio=0.5, low=0.3, high=0.8, inner_low=0.42, inner_high=0.6,
        log_odds_ratio=-0.69, harmful=-1, risk_low=0.2, risk_high=0.1, value_low=6.5, value_high=7.5, threshold=6.24,
    )
    said = say_closely(closely(sleep), report(sleep), "en")
    assert "The rise is probably not even: it seems to begin below about 6.2 hours." in said.said.sentence
    assert ("Threshold (a hinge is likelier than a line)", "< 6.2 hours") in said.facts


@pytest.mark.parametrize("unit", ["1 sd", "0.02"])
def test_a_threshold_of_a_researchers_column_stands_in_the_values_of_the_table(unit: str) -> None:
    lactate = finding(exposure="lactate", unit=unit, step=0.02, value_low=0.02, value_high=0.06, threshold=0.0415)
    assert "above about 0.0415. This" in say_finding(lactate, "en").sentence


def test_less_of_something_that_protects_is_said_from_the_side_of_less() -> None:
    sleep = finding(
        exposure="sleep", unit="h", step=1.0, outcome="session", odds_ratio=0.5, low=0.3, high=0.8, inner_low=0.42,
        inner_high=0.6, log_odds_ratio=-0.69, harmful=-1, risk_low=0.2, risk_high=0.1, value_low=6.5, value_high=7.5,
        cases_low=24, cases_high=5,
    )
    said = say_finding(sleep, "en")
    assert said.heading == "Cramps in sessions go with a shorter sleep the night before."
    assert "about twice as often: about 20 of 100 such sessions against 10 of 100 others" in said.sentence
    assert said.counts == "Up to your usual: 24 in 118 sessions. Above it: 5 in 46 sessions."


def test_odds_are_turned_where_less_is_worse_so_that_sentence_number_and_picture_agree() -> None:
    # By hand: for an hour more 0.5 (0.25 to 0.8), so for an hour less 1/0.5 = 2 (1/0.8 = 1.25 to 1/0.25 = 4).
    sleep = finding(
        exposure="sleep", unit="h", step=1.0, odds_ratio=0.5, low=0.25, inner_low=0.4, inner_high=0.625, high=0.8,
        log_odds_ratio=-0.693, verdict=Verdict.PROTECTIVE, risk_low=0.2, risk_high=0.1, prior_id="prior-sleep",
        prior_mean=-0.693, prior_sd=0.0,
    )
    said = say_finding(sleep, "en")
    assert said.detail.startswith("For each hour less of sleep: odds 2.0 times (1.2 to 4.0).")
    # On the axis from half to 4 times (three doublings): 1.25 is at (0.322 + 1) / 3, 2 at 2 / 3, 4 at the end.
    assert said.plot is not None
    assert (said.plot.wide_x, said.plot.dot, said.plot.same) == ("44.1%", "66.7%", "33.3%")
    assert said.plot.label == "Odds 2.0 times (1.2 to 4.0) for each hour less of sleep"
    page = say_closely(closely(sleep), report(sleep), "en")
    assert page.table.caption == "Odds ratio for each hour less of sleep, with 90 % intervals"
    assert [row[1:] for row in page.table.rows] == [("2.0", "1.2", "4.0"), ("2.0", "2.0", "2.0")]
    table = say_findings(report(sleep), "en").table
    assert table is not None
    assert table.rows[0][2:6] == ("hour less of sleep", "2.0", "1.2", "4.0")


def test_a_finding_that_claims_nothing_is_not_turned() -> None:
    quiet = finding(
        exposure="sleep", unit="h", step=1.0, odds_ratio=0.9, low=0.7, inner_low=0.8, inner_high=1.0, high=1.1,
        log_odds_ratio=-0.105, **QUIET,
    )
    assert say_finding(quiet, "en").detail == (
        "If it matters, for each hour more of sleep: odds 0.90 times (0.70 to 1.1).")


def test_what_does_not_stand_out_shares_one_axis_so_that_it_can_be_compared() -> None:
    narrow = finding(exposure="sleep", **QUIET, odds_ratio=1.0, low=0.9, high=1.1, inner_low=0.95,
                     inner_high=1.05, log_odds_ratio=0.0)
    wide = finding(exposure="heat", **QUIET, odds_ratio=1.0, low=0.2, high=5.0, inner_low=0.5,
                   inner_high=2.0, log_odds_ratio=0.0)
    plots = [said.plot for said in say_findings(report(narrow, wide), "en").nothing]
    # 0.2 to 5 needs the axis from an eighth to 8 times: "same" is in the middle of both.
    assert [plot.same for plot in plots if plot] == ["50.0%", "50.0%"]
    assert [tick.text for tick in plots[0].ticks] == ["an eighth", "same", "8 times"] if plots[0] else False


@given(st.lists(st.floats(1e-4, 1e4), min_size=5, max_size=5).map(sorted))
def test_odds_turned_twice_are_the_same_and_stay_in_order(odds: list[float]) -> None:
    once = turned(tuple(odds))
    assert list(once) == sorted(once)
    assert turned(once) == pytest.approx(odds)


def test_nothing_is_a_result_and_a_wide_interval_is_said() -> None:
    nothing = finding(**QUIET, odds_ratio=1.02, log_odds_ratio=0.02)
    narrow = say_finding(replace(nothing, low=0.9, high=1.2), "en")
    wide = say_finding(replace(nothing, low=0.4, high=2.5), "en")
    assert narrow.heading.endswith("nothing stands out.")
    assert wide.heading.endswith("nothing stands out so far.")
    assert wide.certainty is not None
    assert wide.certainty.word == "Unsure"


def test_a_pair_says_how_often_both_came_and_which_rarer_session_would_part_them() -> None:
    load, heat = (finding(exposure=name, outcome="session", **QUIET) for name in ("load_72h", "heat"))
    pair = Pair(exposures=("load_72h", "heat"), outcome="session", chance_together=0.8, both=31, first_only=9,
                second_only=4)
    (said,) = say_findings(replace(report(load, heat), pairs=(pair,)), "en").pairs
    assert said.separate == (
        "Both were there in 31 sessions. What would separate them is hotter weather without more training in the 3 "
        "days before: so far 4 sessions."
    )


def test_a_claim_from_one_week_is_doubted_and_not_settled_by_the_diary() -> None:
    page = say_closely(closely(finding(one_week=True)), report(finding(one_week=True)), "en")
    assert page.doubts[0].startswith("All these cramps came within one week.")
    assert page.settle[0] == "Your diary by itself cannot settle it: see the doubts above."


@pytest.mark.parametrize("why", ["no_values", "constant", "rarely_known", "few_cramps"])
def test_what_cannot_be_told_says_why_and_shows_no_number(why: str) -> None:
    said = say_finding(finding(verdict=Verdict.NOT_ENOUGH, why=why), "en")
    assert said.group == "unknown"
    assert said.plot is None
    assert "2.1" not in said.heading + said.sentence + said.detail


def test_what_a_cramp_does_to_the_next_is_said_among_the_assumptions() -> None:
    assert say_assumption("earlier_cramps_allowed_for", report(), "en") == (
        "Just after a cramp, the odds of another are about 1.6 times what they are otherwise (0.90 to 2.9). "
        "That was allowed for."
    )


def test_too_few_cramps_are_counted_and_nothing_else_is_said() -> None:
    page = say_findings(report(missing=NotEnough(cramps=3, needed=10, why="few_cramps")), "en")
    assert page.lead == "Not enough yet: 3 cramps noted; about 10 are needed in all."
    assert page.tally is not None
    assert page.tally.diamonds == (True,) * 3 + (False,) * 7
    assert (page.state, page.claims, page.nothing, page.table) == ("not_enough", (), (), None)


def test_without_an_observation_period_the_page_asks_for_one() -> None:
    page = say_findings(report(missing=NotEnough(cramps=0, needed=10, why="no_observation_period"), outside=4), "en")
    assert page.state == "no_observation"
    assert page.lead.startswith("Since when did you note every cramp?")
    assert page.after == ("4 cramps are noted; they can be counted once you have said so.",)


def test_at_most_three_things_are_named() -> None:
    names = ["load_72h", "sleep", "heat", "alcohol", "caffeine"]
    page = say_findings(report(*(finding(exposure=name) for name in names)), "en")
    assert len(page.claims) == 3
    assert page.lead.startswith("Three things stand out: ")


def test_nothing_stands_out_is_said_first() -> None:
    nothing = finding(**QUIET, low=0.9, high=1.2, odds_ratio=1.0, log_odds_ratio=0.01)
    page = say_findings(report(nothing), "en")
    assert page.lead.startswith("Nothing stands out.")


def test_every_page_of_simulated_athletes_can_be_said() -> None:
    for scenario in ("blank", "two", "confounded"):
        weighed = weigh(simulate_table(2, scenario, exposures=6)[0], {})
        found = weighed.report
        page = say_findings(found, "en")
        assert page.as_text()
        assert len(page.claims) + len(page.nothing) + len(page.unknown) <= len(found.findings)
        for each in found.findings:
            closer = look_closely(weighed, each.exposure, each.outcome)
            assert closer is not None
            said = say_closely(closer, found, "en")
            assert said.as_text()
            drawn = [way for way in said.ways if way.plot is not None]
            assert len(said.table.rows) == len(drawn) >= len(said.ways) - 1
        assert all(say_assumption(each, found, "en") for each in found.assumptions)


def test_a_finding_that_is_not_there_is_none() -> None:
    assert look_closely(weigh(simulate_table(2, "blank", exposures=3)[0], {}), "sleep", "night") is None


def test_a_claim_that_rests_on_late_entries_says_so_and_is_less_sure() -> None:
    doubted = finding(hangs_on_late=True, late_cases=6)
    said = say_finding(doubted, "en")
    assert "without that it would not stand out" in said.sentence
    assert said.certainty is not None
    assert said.certainty.word == "Not very sure"
    assert said.certainty_line == "Not very sure: it hangs on what was noted after the cramp"
    assert "at all: 99 in 100, if what you noted after the cramp is right." in said.detail
    late = WithoutLate(odds_ratio=1.2, low=0.7, high=2.0, inner_low=1.0, inner_high=1.5, chance=0.6, late_cases=6,
                       cases=16, holds=False)
    page = say_closely(closely(doubted, without_late=late), report(doubted), "en")
    assert page.doubts == (
        "6 cramps rest on what was entered or changed after them. Without them this would not stand out.",)
    assert page.settle[0].startswith("Note it before the session or the night from now on")
    assert page.chances[-1] == (
        "That takes what you noted after the cramp for right. From what you noted before it alone, the chance is 60 in "
        "100.")
    few = say_closely(closely(doubted, without_late=replace(late, chance=float("nan"))), report(doubted), "en")
    assert few.chances[-1].endswith("Without it too few cramps are left to tell.")
    assert "after the cramp. Cramps at night go with" in say_findings(report(doubted), "en").as_text()
    assert ("Only what was noted before the cramp", "odds 1.2 times (0.70 to 2.0)") in [
        (way.name, way.odds) for way in page.ways]


def test_checks_that_fail_are_said_and_what_would_settle_it() -> None:
    quiet = finding(verdict=Verdict.NOTHING, chance_harmful=0.8, low=0.8, high=1.4)
    page = say_closely(closely(
        quiet, settling=Settling(if_real=31, if_nothing=0),
        stability=Stability(odds_ratio=1.5, lowest=0.9, highest=1.8, cramps=22, hangs_on_one=True),
        control=NegativeControl(
            log_odds_ratio=0.5, sd=0.1, odds_ratio=1.65, low=1.4, high=1.94, windows=150, clean=False),
    ), report(quiet), "en")
    assert page.doubts[0] == "It hangs on one single cramp: without that one it would point the other way."
    assert page.doubts[1].startswith("The same a week after goes with the cramps too")
    assert page.settle[0] == "If it is as strong as it looks now, about 31 more cramps would show it."
    assert page.settle[1] == "If it does nothing, your diary knows it about as well as it needs to."
    assert page.ways[-1].odds == (
        "odds between 0.90 and 1.8 times, in 22 tries; with all of them 1.5 times in the likeliest model alone")
    assert dict(page.facts)["Leave one cramp out, odds ratio"] == "0.90 – 1.80 (22)"


def test_what_cannot_be_told_yet_is_not_said_to_be_known_well_enough() -> None:
    open_still = finding(verdict=Verdict.NOTHING, chance_harmful=0.94, inclusion=0.3, low=0.5, high=2.5)
    page = say_closely(
        closely(open_still, settling=Settling(if_real=16, if_nothing=0)), report(open_still), "en")
    assert page.said.sentence == "Your diary cannot tell yet how much it matters."
    assert page.not_said[0] == "That it does nothing. What does little is easily missed."
    assert not [each for each in page.settle if "as well as it needs" in each]


def test_a_scale_of_ours_is_no_step_of_a_table() -> None:
    sore = finding(exposure="soreness", unit="0-10", step=2.0, threshold=5.0)
    said = say_finding(sore, "en")
    assert said.detail.startswith("For each 2 points more of soreness: ")
    assert "above about 5 of 10. This" in said.sentence
    assert dict(say_closely(closely(sore), report(sore), "en").facts)["For a step up of"] == "2 (0-10)"


def test_a_ratio_nobody_can_picture_is_said_as_more_than_twenty() -> None:
    steep = finding(risk_low=0.001, risk_high=0.08, low=6.0, high=40.0, value_low=0.0, value_high=120.0)
    sentence = say_finding(steep, "en").sentence
    assert "you cramp more than 20 times as often: about 8 of 100 such nights against fewer than 1 of 100" in sentence
    assert "as little as" not in sentence


def test_what_is_told_as_a_pair_is_not_told_as_nothing_too() -> None:
    load, heat, sleep = (
        finding(exposure=name, outcome="session", **QUIET) for name in ("load_72h", "heat", "sleep"))
    pair = Pair(exposures=("load_72h", "heat"), outcome="session", chance_together=0.8, both=31, first_only=9,
                second_only=4)
    page = say_findings(replace(report(load, heat, sleep), pairs=(pair,)), "en")
    assert [each.exposure for each in page.nothing] == ["sleep"]
    assert page.pairs[0].separate in page.as_text()
    assert page.lead == (
        "Two came together too often to tell apart: training in the last 3 days and hot weather.")
    chain = (pair, replace(pair, exposures=("heat", "sleep")))
    assert say_findings(replace(report(load, heat, sleep), pairs=chain), "en").lead == (
        "Some came together too often to tell apart: training in the last 3 days, hot weather and sleep the night "
        "before.")


def test_a_claim_that_is_doubted_is_doubted_in_the_lead() -> None:
    sure, doubted = finding(), finding(exposure="heat", hangs_on_late=True)
    assert "sure" not in say_findings(report(sure), "en").lead
    assert say_findings(report(doubted), "en").lead == (
        "One thing stands out: hotter weather. It is not very sure; the reason stands below.")
    assert say_findings(report(sure, doubted), "en").lead.endswith("Not all of that is sure; the reason stands below.")


def test_what_is_known_for_hardly_a_cramp_says_for_how_many() -> None:
    said = say_finding(
        finding(verdict=Verdict.NOT_ENOUGH, why="rarely_known", cases=22, cases_high=1, cases_low=1), "en")
    assert said.detail == "Known for 164 of 170 nights, and for 2 of the 22 with a cramp."


def test_what_is_to_be_said_of_many_is_said_once_in_a_terminal() -> None:
    none = {"verdict": Verdict.NOT_ENOUGH, "why": "no_values"}
    said = say_findings(report(
        finding(exposure="heat", **none), finding(exposure="sodium", **none),
        finding(exposure="sleep", verdict=Verdict.NOT_ENOUGH, why="constant")), "en").as_text()
    line = "- Hot weather (at night), Sodium (salt) in food (at night): not noted. It is known for none of 170 nights."
    assert line in said
    assert "- Sleep the night before (at night): cannot tell. It was the same in all 164 nights" in said


def test_no_cramp_is_not_a_number() -> None:
    page = say_findings(report(missing=NotEnough(cramps=0, needed=10, why="no_cramps")), "en")
    assert page.lead == "Not enough yet: no cramp noted; about 10 are needed in all."


def test_a_value_below_zero_is_said_by_its_size() -> None:
    assert amount("early_pace", "%", -5.46, "en") == "5.5 % slower than usual"
    assert amount("early_pace", "%", -0.04, "en") == "0 % faster than usual"
    assert amount("load_rise", "AU", -30.0, "en") == "30 AU a day less"


def test_no_chance_is_said_to_be_certain() -> None:
    assert in_hundred(1.0, "en") == "more than 99 in 100"
    assert in_hundred(0.0, "en") == "less than 1 in 100"
    assert in_hundred(0.8, "en") == "80 in 100"


def test_certainty_words_are_the_four_of_the_design_language() -> None:
    words = [certainty_of_claim(chance, "en").word for chance in (0.995, 0.96, 0.85, 0.6)]
    assert words == ["Clear", "Fairly clear", "Not very sure", "Unsure"]
    assert certainty_of_nothing(float("nan"), 2.0, "en").word == "Unsure"


def test_marks_stand_on_a_log_axis_and_stay_inside_it() -> None:
    plot = interval_plot((1.0, 1.2, 2.0, 3.0, 4.0), "solid", "x", "en")
    assert plot is not None
    # From half to four times is three doublings: same stands at a third, double at two thirds.
    assert (plot.same, plot.dot, plot.wide_x) == ("33.3%", "66.7%", "33.3%")
    assert [tick.text for tick in plot.ticks] == ["half", "same", "double", "4 times"]
    far = interval_plot((1e-9, 1.0, 2.0, 3.0, 1e9), "solid", "x", "en")
    assert far is not None
    assert (far.wide_x, far.wide_width) == ("0.0%", "100.0%")
    assert interval_plot((float("nan"), 1.0, 1.0, 1.0, 1.0), "solid", "x", "en") is None


def test_a_session_only_table_says_sessions() -> None:
    table, _ = simulate_table(3, "one", exposures=4)
    sessions = replace(table.exposures[0], outcomes=frozenset({WindowKind.SESSION}))
    found = find(replace(table, exposures=(sessions, *table.exposures[1:])), {})
    assert "sessions" in say_findings(found, "en").date_line


def of_column(name: str, *, yes_no: bool, unit: str = "1 sd", step: float = 12.3) -> Finding:
    return finding(exposure=name, unit=unit, step=step, yes_no=yes_no)


def test_a_numeric_column_named_as_a_yes_or_no_of_ours_is_told_as_numbers() -> None:
    said = say_finding(of_column("massage", yes_no=False), "en")
    assert said.heading == "Cramps at night go with more massage."
    assert said.detail.startswith("For each 1 standard deviation more: ")
    fewer = of_column("heat_therapy", yes_no=False, unit="20")
    turned_round = replace(fewer, log_odds_ratio=-0.742, verdict=Verdict.PROTECTIVE)
    assert say_finding(turned_round, "en").heading == "Cramps at night go with less heat therapy."
    assert say_finding(turned_round, "en").detail.startswith("For each 20 less: ")


def test_a_yes_or_no_column_named_as_a_number_of_ours_is_told_as_yes_or_no() -> None:
    said = say_finding(of_column("sleep", yes_no=True), "en")
    assert said.heading == "Cramps at night go with a yes for sleep."
    assert said.counts.startswith("With it: 10 in 46 nights.")
    assert "hour" not in say_findings(report(of_column("sleep", yes_no=True)), "en").as_text()
    quiet = replace(of_column("sleep", yes_no=True), verdict=Verdict.NOTHING)
    assert say_finding(quiet, "en").heading.startswith("sleep (at night): nothing stands out")


def test_a_column_of_the_same_sort_keeps_our_words_but_no_unit_of_ours() -> None:
    said = say_finding(of_column("sleep", yes_no=False, step=0.9), "en")
    assert said.heading == "Cramps at night go with a longer sleep the night before."
    assert said.detail.startswith("For each 1 standard deviation more: ")
    assert say_finding(of_column("massage", yes_no=True), "en").heading == (
        "Cramps at night go with a massage in the 2 days before.")


def test_what_we_measure_ourselves_is_of_the_sort_that_its_words_speak_of() -> None:
    ours = [each for each in known_exposures() if each.id in PHRASES]
    assert len(ours) >= 20
    assert {each.id for each in ours if each.yes_no != (PHRASES[each.id].amount == "")} == set()


def test_cramps_between_sessions_and_nights_are_said_to_be_that_and_not_outside_the_time_watched() -> None:
    missing = NotEnough(cramps=0, needed=10, why="no_cramps", uncounted=12)
    page = say_findings(report(missing=missing, between=12), "en")
    assert page.lead == "Not enough yet: no cramp that can be compared; about 10 are needed in all."
    assert page.after[-1] == (
        "12 cramps came neither at night nor in a session or the 6 hours after it, and are not counted here.")
    assert not any("outside" in each for each in page.after)


@pytest.mark.parametrize(("high", "low", "end"), [
    ((13, 125), (12, 125), "below your usual, and other things were allowed for."),  # no difference by halves
    ((20, 125), (9, 125), "Otherwise: 9 in 125 nights."),  # 2.2 times, within what is said
    ((30, 125), (1, 125), "by chance, so less is believed."),
])
def test_counts_that_seem_to_contradict_a_claim_are_explained(
    high: tuple[int, int], low: tuple[int, int], end: str
) -> None:
    one = finding(risk_high=0.2, risk_low=0.1, low=1.3, high=5.0, value_low=0.0, value_high=1.0, step=1.0,
                  cases_high=high[0], windows_high=high[1], cases_low=low[0], windows_low=low[1])
    assert say_finding(one, "en").counts.endswith(end)


def test_one_of_a_pair_is_not_said_to_do_nothing_nor_to_be_settled_by_more_of_the_same() -> None:
    load = finding(verdict=Verdict.NOTHING)
    heat = finding(exposure="heat", unit="°C", step=5.0, verdict=Verdict.NOTHING)
    pair = Pair(exposures=("load_72h", "heat"), outcome="night", chance_together=0.99)
    page = say_closely(closely(load, pairs=(pair,), settling=Settling(if_real=183, if_nothing=None)),
                       replace(report(load, heat), pairs=(pair,)), "en")
    assert page.said.heading == "Training in the last 3 days (at night): it came together with hot weather."
    assert page.said.sentence == "One of them probably matters. Your diary cannot say which."
    assert page.settle[0].startswith("More days like those so far will not settle which of them it is")
    assert page.not_said[0] == "That it is this one, or that it makes the cramp."
    assert page.pairs[0].separate in page.as_text() and "183" not in page.as_text()


def test_what_others_let_expect_is_told_with_its_source_and_where_there_is_no_number() -> None:
    for prior, claim in (("sleep_ex", "cause-sleep"), ("load3d", "cause-overload")):
        one = finding(prior_id=prior)
        page = say_closely(closely(one), report(one), "en")
        sheet = load_library().priors[prior]
        assert page.prior is not None and page.prior.claim == claim
        assert sheet.published.rstrip(".") in page.prior.sentence and sheet.why in page.prior.sentence
        assert page.ways[-1].name == "What others let expect, before your diary"
        assert f"uncramp learn {claim}" in page.as_text()


@pytest.mark.parametrize(("cramps", "seen"), [(12, "about 1 in 20"), (20, "about 1 in 5"), (40, "nearly half")])
def test_nothing_stands_out_says_how_often_a_cause_would_be_seen_with_so_few_cramps(cramps: int, seen: str) -> None:
    page = say_findings(replace(report(finding(**QUIET)), cramps=cramps), "en")
    assert page.lead.startswith("Nothing stands out.") and f"{seen} could name it" in page.after[0]
    results = (Path(__file__).parents[2] / "docs" / "explanation" / "engine-results.md").read_text(encoding="utf-8")
    number = 10 if cramps < 15 else cramps
    rows = re.findall(rf"^\| {number} \| \w+ .*\| ([\d.]+) ± [\d.]+ \|$", results, flags=re.MULTILINE)
    measured = np.mean([float(row) for row in rows])
    assert len(rows) == 3 and {"about 1 in 20": 0.05, "about 1 in 5": 0.2, "nearly half": 0.47}[seen] == pytest.approx(
        measured, rel=0.12)


def test_with_many_cramps_nothing_stands_out_needs_no_excuse() -> None:
    assert say_findings(replace(report(finding(**QUIET)), cramps=80), "en").after == ()


def test_why_a_range_reaches_further_to_one_side_is_said_where_it_does() -> None:
    table, _ = simulate_table(2, "two")
    told = find(table, {})
    claim = next(each for each in told.findings if each.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE))
    strong, weak = (claim.high, claim.low) if claim.log_odds_ratio > 0 else (1 / claim.low, 1 / claim.high)
    size = np.exp(abs(claim.log_odds_ratio))
    assert strong / size > size / weak  # further away from 1 than towards it
    assert any("reaches further to the strong side" in each for each in say_findings(told, "en").assumptions)


@pytest.mark.parametrize("why", ["nothing_over_yet", "few_cramps", "no_cramps"])
def test_who_said_since_when_is_not_asked_again(why: str) -> None:
    page = say_findings(report(missing=NotEnough(cramps=0, needed=10, why=why, uncounted=1), outside=1), "en")
    assert page.state == "not_enough"
    assert "Since when" not in page.as_text() and "uncramp since" not in page.as_text()


def test_cramps_that_cannot_be_compared_are_not_said_to_be_no_cramps_noted() -> None:
    missing = NotEnough(cramps=4, needed=10, why="few_cramps", uncounted=3)
    page = say_findings(replace(report(missing=missing, outside=1), repeated=2), "en")
    assert page.lead == "Not enough yet: 4 cramps that can be compared; about 10 are needed in all."
    assert page.tally is not None and page.tally.label == "4 of about 10 cramps that can be compared"
    assert page.after[-1] == "2 cramps came in sessions or nights that had one already; such a time counts once."


def test_who_has_no_sessions_is_told_of_nights_alone() -> None:
    night = finding(exposure="sleep", **QUIET)
    never = finding(
        exposure="heat", outcome="session", windows=0, known=0, verdict=Verdict.NOT_ENOUGH, why="few_cramps")
    page = say_findings(report(night, never), "en")
    assert [each.exposure for each in page.nothing] == ["sleep"] and page.unknown == ()


def test_who_cramps_every_time_is_told_so_before_and_after_there_are_enough() -> None:
    always = {"session": (8, 8), "night": (0, 60)}
    few = replace(report(missing=NotEnough(cramps=8, needed=10, why="few_cramps")), by_outcome=always)
    one = finding(verdict=Verdict.NOT_ENOUGH, why="always_cramps", outcome="session")
    many = replace(report(one), by_outcome=always)
    for page in (say_findings(few, "en"), say_findings(many, "en")):
        assert page.after[0].startswith("A cramp came in every one of 8 sessions, so there is nothing to compare with.")
        assert not any("could name it" in each for each in page.after)
