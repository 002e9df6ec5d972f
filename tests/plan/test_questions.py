"""The evening's questions: few, and those whose answer can still change something."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from uncramp.plan.questions import ASKABLE, MOST_QUESTIONS, questions
from uncramp.triggers.finding import Finding, Verdict


def finding(exposure: str, *, inclusion: float, known: int = 100, windows: int = 200) -> Finding:
    return Finding(
        exposure=exposure, unit="h", step=1.0, outcome="session", odds_ratio=1.2, low=0.8, high=2.0, inner_low=0.9,
        inner_high=1.5, log_odds_ratio=0.2, sd=0.3, chance_harmful=0.7, chance_matters=inclusion / 2,
        inclusion=inclusion, verdict=Verdict.NOTHING, harmful=1, yes_no=False, known=known, windows=windows,
        cases_high=10, windows_high=100, cases_low=8, windows_low=100, risk_low=0.1, risk_high=0.1, prior_id=None,
        prior_mean=0.0, prior_sd=0.5, chance_protective=0.3,
    )


def ids(*findings: Finding, answered: tuple[str, ...] = (), session: bool = True, to_come: bool = True) -> list[str]:
    asked = questions(findings, answered=answered, session_today=session, session_to_come=to_come)
    return [question.id for question in asked]


def test_on_day_one_the_cheapest_questions_come_first_and_the_cramp_before_all() -> None:
    assert ids() == ["cramp_today", "sore_legs", "slept"]


def test_what_is_still_open_is_asked_before_what_is_settled() -> None:
    told = [finding(each.exposure, inclusion=0.02) for each in ASKABLE if each.exposure not in (None, "alcohol")]
    assert ids(*told, finding("alcohol", inclusion=0.5), answered=("cramp_today",))[0] == "alcohol_today"


def test_what_is_nearly_sure_is_not_asked_at_all() -> None:
    settled = [finding(each.exposure, inclusion=0.01) for each in ASKABLE if each.exposure]
    assert ids(*settled) == ["cramp_today"]


def test_an_answer_is_worth_more_where_it_was_mostly_missing() -> None:
    often, rarely = finding("sleep", inclusion=0.4, known=190), finding("fluids", inclusion=0.4, known=10)
    open_yet = (None, "sleep", "fluids")
    others = [finding(each.exposure, inclusion=0.01) for each in ASKABLE if each.exposure not in open_yet]
    assert ids(often, rarely, *others, answered=("cramp_today",)) == ["drunk_today", "slept"]


def test_soreness_after_the_session_is_no_longer_asked_for() -> None:
    assert "sore_legs" in ids(session=True, to_come=True)
    assert "sore_legs" not in ids(session=True, to_come=False)


def test_a_day_without_a_session_asks_nothing_about_one() -> None:
    told = [finding(each.exposure, inclusion=0.01) for each in ASKABLE if each.exposure not in (None, "warm_up")]
    open_warm_up = finding("warm_up", inclusion=0.5)
    assert "warmed_up" in ids(*told, open_warm_up, session=True)
    assert "warmed_up" not in ids(*told, open_warm_up, session=False)


@given(st.lists(st.tuples(st.sampled_from([each.exposure for each in ASKABLE if each.exposure]), st.floats(0, 1))),
       st.sets(st.sampled_from([each.id for each in ASKABLE])), st.booleans(), st.booleans())
def test_never_more_than_three_and_never_what_was_answered(
    told: list[tuple[str, float]], answered: set[str], session: bool, to_come: bool
) -> None:
    findings = [replace(finding(name, inclusion=chance)) for name, chance in told]
    asked = questions(findings, answered=answered, session_today=session, session_to_come=to_come)
    assert len(asked) <= MOST_QUESTIONS
    assert not {question.id for question in asked} & answered
    assert all(question.worth > 0 for question in asked)
