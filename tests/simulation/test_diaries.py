"""Simulated diaries: seeded, whole, honest about what was forgotten, and with a cause that truly acts."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
import pytest

from uncramp.diary.records import (
    CheckIn,
    Circumstance,
    Cramp,
    Drink,
    Meal,
    Night,
    ObservationPeriod,
    Session,
    Stretch,
    WarmUp,
)
from uncramp.exposures.catalogue import EXPOSURES
from uncramp.exposures.person_time import WindowKind, session_end, windows
from uncramp.exposures.table import measure_all
from uncramp.simulation.cramping import CauseError
from uncramp.simulation.diaries import USUAL_CAUSES, simulate_diary
from uncramp.simulation.simulated import SimulatedDiary

UNTIL = datetime(2026, 6, 1, 12, tzinfo=UTC)


@cache  # tests only read it, and two years take a second
def two_years(seed: int = 1, cause: str = "none") -> SimulatedDiary:
    return simulate_diary(seed, cause, 2, UNTIL)


def test_the_same_arguments_give_the_same_diary() -> None:
    one, again = (simulate_diary(9, "heat", 0.2, UNTIL) for _ in range(2))
    other = simulate_diary(10, "heat", 0.2, UNTIL)
    assert one.records == again.records
    assert one.truth == again.truth
    assert [str(curve.speed_m_s) for curve in one.series] == [str(curve.speed_m_s) for curve in again.series]
    assert {record.id for record in one.records}.isdisjoint(record.id for record in other.records)


def test_two_years_hold_what_a_sample_diary_promises() -> None:
    kinds = Counter(type(record) for record in two_years().records)
    assert kinds[ObservationPeriod] == 1
    assert 300 < kinds[Session] < 800
    assert kinds[Night] > 600
    assert 40 <= kinds[Cramp] <= 80
    assert all(kinds[kind] > 100 for kind in (Drink, Meal, WarmUp, Stretch, CheckIn))
    assert len(two_years().series) == kinds[Session]


def test_records_are_unique_marked_as_sample_and_none_is_of_the_future() -> None:
    records = two_years().records
    assert len({record.id for record in records}) == len(records)
    assert {record.source for record in records} == {"sample"}
    assert all(record.at <= UNTIL and record.noted_at <= UNTIL for record in records)
    assert all(record.at <= record.noted_at + timedelta(minutes=1) for record in records)


def test_a_good_share_of_days_was_not_written_down_but_a_watch_recorded_on() -> None:
    simulated = two_years()
    watched = next(record.at.date() for record in simulated.records if isinstance(record, ObservationPeriod))
    days = {watched + timedelta(days=number) for number in range((UNTIL.date() - watched).days)}
    typed = {record.at.date() for record in simulated.records if isinstance(record, Meal | CheckIn | Drink)}
    assert 0.70 < len(typed & days) / len(days) < 0.90
    assert min(typed) >= watched
    assert min(record.at.date() for record in simulated.records if isinstance(record, Session)) < watched


def test_unwritten_days_hold_fewer_cramps_than_written_ones() -> None:
    cramped: list[bool] = []
    others: list[bool] = []
    for seed in (1, 2):
        simulated = two_years(seed)
        typed = {record.at.date() for record in simulated.records if isinstance(record, Meal | CheckIn | Drink)}
        cramps = {record.at.date() for record in simulated.records if isinstance(record, Cramp)}
        first = min(typed)
        days = [first + timedelta(days=number) for number in range((UNTIL.date() - first).days)]
        cramped += [day in typed for day in days if day in cramps]
        others += [day in typed for day in days if day not in cramps]
    assert np.mean(cramped) > np.mean(others) + 0.05


def test_cramps_come_in_the_window_they_say() -> None:
    simulated = two_years()
    kinds = {
        cramp: window.kind for window in windows(simulated.diary(), UNTIL) for cramp, _at in window.cramps
    }
    agree = [
        (kinds[record.id] is WindowKind.NIGHT) == (record.circumstance is Circumstance.NIGHT)
        for record in simulated.records if isinstance(record, Cramp)
    ]
    assert len(agree) > 30
    assert np.mean(agree) > 0.9  # forgotten nights fall back to the clock, so a few do not


def test_after_a_cramp_in_a_session_the_pace_is_down() -> None:
    simulated = two_years(seed=2)
    series = {one.id: one for one in simulated.series}
    slower = 0
    for session in (record for record in simulated.records if isinstance(record, Session)):
        end = session_end(session)
        hit = [
            (record.at - session.at).total_seconds() for record in simulated.records
            if isinstance(record, Cramp) and session.at + timedelta(minutes=20) < record.at < end - timedelta(minutes=6)
        ]
        curve = series[session.series] if hit and session.series else None
        if curve is not None and curve.speed_m_s is not None:
            sides = (curve.time_s < hit[0] - 300, curve.time_s > hit[0] + 300)
            before, after = (curve.speed_m_s[side] for side in sides)
            slower += len(after) > 2 and float(np.median(after)) < 0.85 * float(np.median(before))
    assert slower >= 3


def test_things_hang_together_as_in_a_life() -> None:
    simulated = two_years()
    diary = simulated.diary()
    table = measure_all(diary, windows(diary, UNTIL), EXPOSURES)
    column = {exposure.id: table.values[:, number] for number, exposure in enumerate(EXPOSURES)}

    def link(one: str, other: str) -> float:
        known = ~np.isnan(column[one]) & ~np.isnan(column[other])
        return float(np.corrcoef(column[one][known], column[other][known])[0, 1])

    assert link("heat", "fluids") > 0.15
    assert link("race", "early_pace") > 0.15
    assert link("potassium", "magnesium") > 0.4
    assert link("load_72h", "soreness") > 0.1
    assert link("load_72h", "descent") > 0.4
    assert abs(link("calcium", "sleep")) < 0.2


@pytest.mark.parametrize("cause", ["early_pace", "warm_up"])
def test_the_built_in_cause_shows_in_what_was_written(cause: str) -> None:
    """Cramped windows differ from the others in the harmful direction, by a rank test over two diaries."""
    from scipy.stats import mannwhitneyu

    exposure = next(one for one in EXPOSURES if one.id == cause)
    cramped: list[float] = []
    others: list[float] = []
    for seed in range(2):
        simulated = two_years(seed, cause)
        diary = simulated.diary()
        assert simulated.truth.cause == cause
        assert np.sign(simulated.truth.log_odds_ratio) == exposure.harmful
        chosen = [one for one in windows(diary, UNTIL) if one.counted and one.kind in exposure.outcomes]
        values = exposure.measure(diary, chosen).values
        for window, value in zip(chosen, (values - np.nanmean(values)).tolist(), strict=True):
            if not np.isnan(value):
                (cramped if window.cramps else others).append(value)
    side = "greater" if exposure.harmful > 0 else "less"
    assert mannwhitneyu(cramped, others, alternative=side).pvalue < 1e-3


def test_without_a_wish_the_seed_chooses_a_usual_cause() -> None:
    chosen = {simulate_diary(seed, None, 0.1, UNTIL).truth.cause for seed in range(8)}
    assert chosen <= set(USUAL_CAUSES)
    assert len(chosen) > 2


def test_a_cause_that_is_none_and_years_that_cannot_be_are_refused() -> None:
    with pytest.raises(CauseError, match="There is no exposure 'moon'"):
        simulate_diary(1, "moon", 2, UNTIL)
    with pytest.raises(ValueError, match=r"0\.1 to 20"):
        simulate_diary(1, "none", 50, UNTIL)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_a_diary_can_be_lived_in_any_zone(zone: str) -> None:
    simulated = simulate_diary(3, "heat", 0.4, UNTIL, zone)
    starts = [record.at for record in simulated.records if isinstance(record, Session)]
    assert {start.tzinfo.key for start in starts if start.tzinfo} == {zone}  # type: ignore[attr-defined]
    assert all(6 <= start.hour <= 21 for start in starts)


def test_a_diary_begins_when_its_years_say() -> None:
    simulated = simulate_diary(3, "none", 0.5, UNTIL)
    period = next(record for record in simulated.records if isinstance(record, ObservationPeriod))
    assert period.at.date() == date(2025, 11, 30)
