"""The gate and the order of a plan: what falls away, what is withheld and why, what stands first, bad input."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from uncramp.diary.records import Effort
from uncramp.knowledge.library import load_library
from uncramp.plan.day import plan_day, plan_week, timed
from uncramp.plan.day_input import DayInput, Outlook, Person
from uncramp.plan.day_plan import MOST_ITEMS, Because, DayPlan, Moment, PlanItem, Topic
from uncramp.plan.pace import BestEffort
from uncramp.plan.ranking import ordered, shown_not_to_matter, tried_in_vain, weigh
from uncramp.plan.recent import LastCramp, Lately
from uncramp.plan.stretching import compose_bedtime
from uncramp.plan.warm_up import WarmUpWish, compose_warm_up
from uncramp.triage.cautions import NOT_CLEARED, Cautions, cautions
from uncramp.triage.triage import Level, Triage
from uncramp.triggers.finding import Finding, OwnTrial, Verdict

LIBRARY = load_library()
NOW = datetime(2026, 5, 20, 8, tzinfo=UTC)
WELL: dict[str, object] = {
    "age_years": 35, "sex": "m", "pregnant": False, "conditions": [], "medicines": [], "conditions_answered": True,
    "medicines_answered": True,
}


def told(**features: object) -> Cautions:
    return cautions({**WELL, **features}, LIBRARY)


def day_of(**facts: object) -> DayInput:
    return replace(DayInput(day=date(2026, 5, 20), now=NOW, person=Person(age_years=35.0)), **facts)  # type: ignore[arg-type]  # fields by name


def session(**facts: object) -> Outlook:
    usual = Outlook(at=NOW + timedelta(hours=9), sport="running", effort=Effort.STEADY, minutes=60.0)
    return replace(usual, **facts)  # type: ignore[arg-type]  # fields by name


def whats(plan: DayPlan) -> list[str]:
    return [item.what for item in (*plan.items, *plan.more)]


def item(what: str = "pace_ceiling", topic: Topic = Topic.PACE, exposure: str | None = "early_pace") -> PlanItem:
    return PlanItem(
        what=what, topic=topic, when=Moment.AT_THE_START, claim="cause-fatigue", because=(Because(id="fast_starts"),),
        actions=frozenset({"warm_up"}), exposure=exposure,
    )


def finding(**facts: object) -> Finding:
    shown = Finding(
        exposure="early_pace", unit="m/s", step=0.5, outcome="session", odds_ratio=1.0, low=0.8, high=1.2,
        inner_low=0.9, inner_high=1.1, log_odds_ratio=0.0, sd=0.12, chance_harmful=0.5, chance_matters=0.02,
        inclusion=0.03, verdict=Verdict.NOTHING, harmful=1, yes_no=False, known=400, windows=420, cases_high=20,
        windows_high=200, cases_low=18, windows_low=200, risk_low=0.1, risk_high=0.1, prior_id=None, prior_mean=0.0,
        prior_sd=0.5, chance_protective=0.5,
    )
    return replace(shown, **facts)  # type: ignore[arg-type]  # fields by name


def test_what_a_long_diary_shows_not_to_matter_falls_away() -> None:
    assert shown_not_to_matter(item(), [finding()])


@pytest.mark.parametrize("thin", [
    {"verdict": Verdict.NOT_ENOUGH, "why": "no_values"}, {"why": "rarely_known"}, {"known": 100},
    {"cases_high": 9, "cases_low": 10}, {"high": 1.6}, {"low": 0.6}, {"low": 0.44, "high": 2.27},
    {"chance_matters": 0.06}, {"verdict": Verdict.HARMFUL},
])
def test_thin_evidence_lets_nothing_fall_away(thin: dict[str, object]) -> None:
    assert not shown_not_to_matter(item(), [finding(**thin)])
    assert not shown_not_to_matter(item(), [finding(), finding(outcome="night", **thin)])


def test_an_exposure_without_a_finding_and_what_stands_for_safety_never_fall_away() -> None:
    assert not shown_not_to_matter(item(), [])
    assert not shown_not_to_matter(item(exposure=None), [finding()])
    assert not shown_not_to_matter(item("warm_up", Topic.WARM_UP), [finding()])
    assert not shown_not_to_matter(item("drink_to_thirst", Topic.HYDRATION), [finding()])


def test_an_own_finding_comes_first_with_its_counts() -> None:
    own = finding(verdict=Verdict.HARMFUL, chance_matters=0.97)
    weighed = weigh(item(), [own], LIBRARY)
    assert weighed.weight > 2 * weigh(item(), [], LIBRARY).weight
    assert (weighed.because[0].id, weighed.because[0].finding) == ("own_finding", "early_pace")


def tried(verdict: str, remedy: str = "bedtime_stretching") -> list[Finding]:
    trial = OwnTrial(remedy=remedy, counted="cramp_night", verdict=verdict, odds_ratio=0.4, chance_helps=0.96, pairs=8)
    return [finding(exposure="stretching", outcome="night", high=1.9, trial=trial)]


def test_what_worked_in_ones_own_trial_comes_first_and_says_so() -> None:
    stretch = item("stretch_at_bedtime", Topic.STRETCHING, "stretching")
    weighed = weigh(stretch, tried("helps"), LIBRARY)
    assert weighed.weight > 2 * weigh(stretch, [], LIBRARY).weight
    assert weighed.because[0].id == "own_trial"
    assert not tried_in_vain(stretch, tried("helps"), LIBRARY)


@pytest.mark.parametrize("verdict", ["no_difference", "harms"])
def test_what_ones_own_trial_spoke_against_falls_away_and_the_plan_says_why(verdict: str) -> None:
    day = day_of(lately=Lately(entries=400, cramp_nights=9), findings=tuple(tried("cannot_tell")))
    assert "stretch_at_bedtime" in whats(plan_day(day, told(), LIBRARY))
    plan = plan_day(replace(day, findings=tuple(tried(verdict))), told(), LIBRARY)
    assert "stretch_at_bedtime" not in whats(plan)
    assert (plan.in_vain, plan.no_longer) == (("stretch_at_bedtime",), ())


@pytest.mark.parametrize("verdict", ["cannot_tell", "running", "sealed"])
def test_a_trial_without_an_answer_moves_nothing(verdict: str) -> None:
    stretch = item("stretch_at_bedtime", Topic.STRETCHING, "stretching")
    assert weigh(stretch, tried(verdict), LIBRARY) == weigh(stretch, [], LIBRARY)
    assert not tried_in_vain(stretch, tried(verdict), LIBRARY)


def test_a_trial_speaks_of_the_thing_that_was_tried_only_and_never_against_what_keeps_from_harm() -> None:
    assert not tried_in_vain(item("stretch_after", Topic.STRETCHING, "stretching"), tried("harms"), LIBRARY)
    for remedy, sheet in LIBRARY.trial_remedies.items():
        for topic in (Topic.CARE, Topic.REST, Topic.WARM_UP, Topic.LOAD) if sheet.plan else ():
            thing = item(sheet.plan[0], topic, sheet.exposure or None)
            assert not tried_in_vain(thing, tried("harms", remedy), LIBRARY)


def test_the_first_five_are_of_different_topics() -> None:
    many = [replace(item(f"{topic}{n}", topic), weight=2.0 - n / 10) for topic in Topic for n in range(3)]
    first, rest = ordered(many)
    assert len(first) == MOST_ITEMS
    assert len({each.topic for each in first}) == MOST_ITEMS
    assert len(first) + len(rest) == len(many)


def test_nothing_is_withheld_for_cautions_that_have_nothing_to_do_with_it() -> None:
    plan = plan_day(day_of(planned=session()), told(conditions=["leg_injury"]), LIBRARY)
    warm_up = next(each for each in plan.withheld if each.what == "warm_up")
    assert warm_up.reasons == ("ci-stretch-injury",)
    assert warm_up.instead == "ci-stretch-injury"


def test_a_missing_answer_is_the_reason_and_answering_what_to_do_instead() -> None:
    plan = plan_day(day_of(), cautions({}, LIBRARY), LIBRARY)
    strength = next(each for each in plan.withheld if each.what == "strength")
    assert (strength.reasons, strength.instead) == ((NOT_CLEARED,), "answer_about_me")
    assert "answer_about_me" in whats(plan)


def test_what_a_red_flag_says_to_leave_out_is_left_out() -> None:
    strain = Triage(level=Level.SEE_CLINICIAN, because=("rf-strain",), avoid=("stretch_gentle", "heat_local"))
    plan = plan_day(day_of(triage=strain, lately=Lately(last_cramp=LastCramp(hours_ago=5.0))), told(), LIBRARY)
    assert "rf-strain" in {name for each in plan.withheld for name in each.reasons}
    assert not {"stretch_after", "heat_after"} & {*whats(plan)}
    assert plan.items[0].what == "care_see_clinician"


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.SAME_DAY])
def test_a_red_flag_that_cannot_wait_is_the_whole_plan(level: Level) -> None:
    plan = plan_day(day_of(planned=session(), triage=Triage(level=level, because=("rf-dvt",))), told(), LIBRARY)
    assert (whats(plan), plan.headline.id, plan.withheld) == ([f"care_{level.value}"], "care_first", ())


def test_the_bedtime_routine_takes_three_minutes_as_in_the_trial() -> None:
    routine = compose_bedtime(LIBRARY, told())
    assert routine is not None
    assert routine.seconds == 180
    assert [step.exercise for step in routine.steps if step.exercise][::6] == [
        "calf_standing_bedtime", "hamstring_standing", "both_seated_bedtime"
    ]


@pytest.mark.parametrize(("who", "never"), [
    ({"conditions": ["hip_replacement"]}, {"hamstring_standing", "both_seated_bedtime"}),
    ({"age_years": 72}, {"hamstring_standing", "both_seated_bedtime"}),
    ({"pregnant": True, "sex": "f"}, {"hamstring_supine_strap", "both_seated_bedtime"}),
])
def test_the_bedtime_routine_has_another_pose_for_who_cannot_bend_stand_or_lie(
    who: dict[str, object], never: set[str]
) -> None:
    routine = compose_bedtime(LIBRARY, told(**who))
    assert routine is not None
    used = {step.exercise for step in routine.steps}
    assert not used & never
    assert {"hamstring"} <= {str(m) for each in used if each for m in LIBRARY.exercises[each].muscles}


def test_a_warm_up_never_holds_a_stretch_and_swimmers_do_not_jog() -> None:
    for sport in ("running", "swimming", "football", None):
        for minutes in (None, 1.0, 3.0, 20.0):
            wish = WarmUpWish(sport=sport, hard=True, minutes_available=minutes)
            routine = compose_warm_up(wish, LIBRARY, told())
            assert routine is not None
            kinds = {LIBRARY.exercises[step.exercise].kind for step in routine.steps if step.exercise}
            assert "static_stretch" not in kinds
            assert minutes is None or routine.seconds <= minutes * 60 + 30
            assert sport != "swimming" or "easy_walk_jog" not in {step.exercise for step in routine.steps}


def test_half_time_has_a_routine_of_three_minutes_of_its_own() -> None:
    plan = plan_day(day_of(planned=session(sport="football", effort=Effort.HARD)), told(), LIBRARY)
    again = next(each for each in (*plan.items, *plan.more) if each.what == "warm_up_again")
    assert again.routine is not None
    assert (again.routine.id, again.routine.seconds) == ("warm_up_again", 180)


@pytest.mark.parametrize(("planned", "unknown"), [
    (session(minutes=None), {"planned_min"}), (session(minutes=1800.0), {"session_too_long"}),
    (session(sport="quidditch"), {"mass_kg"}), (session(sport=None, effort=None), {"mass_kg"}),
])
def test_odd_sessions_get_a_plan_that_leaves_out_what_it_cannot_know(planned: Outlook, unknown: set[str]) -> None:
    plan = plan_day(day_of(planned=planned), told(), LIBRARY)
    assert set(plan.unknown) == unknown
    assert plan.items
    figures = [each for each in (*plan.items, *plan.more) if each.unit in ("l/h", "mg/h")]
    assert not figures or unknown == {"mass_kg"}


def test_the_times_of_a_day_lie_around_its_session() -> None:
    at = NOW + timedelta(hours=9)
    best = tuple(BestEffort(distance_m=d, minutes=45 * (d / 1e4) ** 1.06) for d in (5e3, 1e4, 21_097.0))
    planned = session(at=at, effort=Effort.RACE, distance_m=10_000.0)
    plan = plan_day(day_of(
        planned=planned, person=Person(age_years=35.0, mass_kg=70.0),
        lately=Lately(best_efforts=best, cramp_nights=1, bed_minute=600.0),
    ), told(), LIBRARY)
    times = {each.what: each.at for each in (*plan.items, *plan.more)}
    assert times["warm_up"] == at - timedelta(minutes=12)
    assert times["pace_ceiling"] == at
    assert times["drink_before"] == at - timedelta(hours=4)
    assert times["stretch_after"] == at + timedelta(minutes=60)
    assert times["stretch_at_bedtime"] == datetime(2026, 5, 20, 21, 57, tzinfo=UTC)


def test_a_week_thinks_of_food_once_and_gives_each_day_its_own_cautions() -> None:
    eaten = Lately(eaten_mg={"potassium": 1900.0, "magnesium": 200.0, "calcium": 400.0}, eaten_days=5)
    person = Person(age_years=35.0, sex="m")
    days = [(day_of(day=date(2026, 5, 20 + n), lately=eaten, person=person), told()) for n in range(3)]
    assert [("food_for_gaps" in whats(plan)) for plan in plan_week(days, LIBRARY)] == [True, False, False]


def test_potassium_that_is_not_for_somebody_is_named_with_its_reason() -> None:
    eaten = Lately(eaten_mg={"potassium": 1500.0, "magnesium": 150.0, "calcium": 300.0}, eaten_days=5)
    person = Person(age_years=35.0, sex="m")
    plan = plan_day(day_of(lately=eaten, person=person), told(medicines=["ramipril"]), LIBRARY)
    assert "food_for_potassium" in {each.what for each in plan.withheld}
    food = next(each for each in (*plan.items, *plan.more) if each.what == "food_for_gaps")
    assert "potassium_gap_mg" not in food.facts
    # By share of what is advised magnesium (150 of 420) and calcium (300 of 1000) are short; calcium by more.
    assert food.exposure == "calcium"


def test_a_change_of_the_clock_before_the_session_moves_nothing() -> None:
    at = datetime(2026, 3, 29, 5, tzinfo=ZoneInfo("Europe/Zurich"))  # clocks went from 2 to 3 that night
    planned = session(at=at, effort=Effort.EASY)
    item = PlanItem(
        what="drink_before", topic=Topic.HYDRATION, when=Moment.BEFORE_SESSION, claim="rem-hydration",
        because=(Because(id="start_well_watered"),), actions=frozenset({"drink_more"}),
    )
    told_at = timed(item, day_of(planned=planned, now=datetime(2026, 3, 28, 20, tzinfo=UTC))).at
    assert told_at is not None
    assert told_at.astimezone(UTC) == datetime(2026, 3, 28, 23, tzinfo=UTC)
