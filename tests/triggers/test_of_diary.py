"""A diary weighed: priors of the sheets in the steps of this person's exposures, and which cramps are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.records import CheckIn, Cramp, ObservationPeriod
from uncramp.exposures.catalogue import known_exposures
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.knowledge.library import load_library
from uncramp.simulation.arrays import simulate_table
from uncramp.simulation.diaries import simulate_diary
from uncramp.triggers.of_diary import weigh_diary
from uncramp.triggers.sheet_priors import priors
from uncramp.triggers.study import study_of


def table_of(name: str, factor: float) -> ExposureTable:
    """Make a table of one exposure of the catalogue: sds of about 0.9 times the factor."""
    exposure = next(each for each in known_exposures() if each.id == name)
    table, _ = simulate_table(1, "blank", exposures=2, recall=False)
    why = tuple(row[:1] for row in table.why_unknown)
    return replace(table, exposures=(exposure,), values=table.values[:, :1] * factor, why_unknown=why)


def test_a_sheet_that_speaks_of_own_sds_is_turned_into_steps_by_the_own_sd() -> None:
    table = table_of("load_72h", 120.0)
    nights = np.array([w.counted and w.kind is WindowKind.NIGHT for w in table.windows])
    own_sd = float(np.nanstd(table.values[nights, 0]))
    sheet = load_library().priors["exday"]
    found = priors(table)["load_72h", "night"]
    # An effect of `mean` per own sd is one of mean * 60 / sd per 60 minutes.
    assert found.mean == pytest.approx(sheet.mean * 60.0 / own_sd)
    assert found.sd == pytest.approx(sheet.sd * 60.0 / own_sd)


def test_a_sheet_in_units_of_the_exposure_does_not_ask_for_the_own_sd() -> None:
    sheet = load_library().priors["heat"]
    for factor in (1.0, 10.0):
        assert priors(table_of("heat", factor))["heat", "session"].mean == pytest.approx(sheet.mean)


def test_without_values_a_sheet_that_speaks_of_own_sds_says_nothing() -> None:
    table = table_of("load_72h", 120.0)
    assert priors(replace(table, values=np.full_like(table.values, np.nan))) == {}


def test_a_cramp_at_noon_in_the_time_watched_is_not_said_to_lie_outside_it() -> None:
    now = datetime(2026, 5, 14, 18, 0, tzinfo=UTC)
    watched = ObservationPeriod(id=UUID(int=1), at=now - timedelta(days=20), noted_at=now)
    daily = [CheckIn(id=UUID(int=100 + day), at=now - timedelta(days=day), noted_at=now, cramps_noted=True)
             for day in range(40)]
    hours_ago = {2: 78.0, 3: 726.0, 4: 135.0}  # at noon, at noon before the time watched, at three at night
    cramps = [Cramp(id=UUID(int=number), at=now - timedelta(hours=ago), noted_at=now)
              for number, ago in hours_ago.items()]
    report = weigh_diary(Diary([watched, *daily, *cramps]), now).report
    assert (report.cramps, report.between, report.outside) == (1, 1, 1)


def test_a_day_is_24_hours_also_where_the_clocks_change() -> None:
    zone = ZoneInfo("Europe/London")
    evening = datetime(2026, 3, 28, 22, 0, tzinfo=zone)  # the clocks go forward in this night
    times = [evening, evening + timedelta(days=1), datetime(2026, 3, 30, 6, 0, tzinfo=ZoneInfo("Asia/Tokyo"))]
    cuts = tuple(
        Window(kind=WindowKind.NIGHT, starts_at=at, ends_at=at + timedelta(minutes=10), day=at.date(), record_id=None,
               counted=True) for at in times
    )
    empty = ExposureTable(windows=cuts, exposures=(), values=np.zeros((3, 0)), why_unknown=((), (), ()))
    # 22:00 to 22:00 is 23 hours that day; 06:00 in Tokyo is 21:00 UTC, and so is 22:00 in London by then.
    assert study_of(empty, {}).day == pytest.approx([0.0, 23 / 24, 23 / 24])


def test_every_cramp_at_noon_is_counted_and_weeks_that_count_only_for_their_cramp_are_told() -> None:
    now = datetime(2026, 5, 14, 18, 0, tzinfo=UTC)
    watched = ObservationPeriod(id=UUID(int=1), at=now - timedelta(days=400), noted_at=now - timedelta(days=400))
    nights = [now - timedelta(days=30 * number, hours=15) for number in range(12)]  # at three, a month apart
    noons = [now - timedelta(hours=6), now - timedelta(hours=5)]
    alone = [Cramp(id=UUID(int=10 + number), at=at, noted_at=at) for number, at in enumerate([*nights, *noons])]
    report = weigh_diary(Diary([watched, *alone]), now).report
    assert (report.cramps, report.between) == (12, 2)
    assert "weeks_around_cramps" in report.assumptions
    weekly = [CheckIn(id=UUID(int=500 + week), at=now - timedelta(weeks=week), noted_at=now - timedelta(weeks=week))
              for week in range(58)]
    assert "weeks_around_cramps" not in weigh_diary(Diary([watched, *alone, *weekly]), now).report.assumptions


@pytest.mark.parametrize(("period", "why"), [
    (ObservationPeriod(id=UUID(int=1), at=datetime(2026, 5, 14, 0, 0, tzinfo=UTC),
                       noted_at=datetime(2026, 5, 14, 4, 0, tzinfo=UTC)), "nothing_over_yet"),
    (ObservationPeriod(id=UUID(int=1), at=datetime(2026, 5, 13, 12, 0, tzinfo=UTC),
                       until=datetime(2026, 5, 13, 20, 0, tzinfo=UTC),
                       noted_at=datetime(2026, 5, 14, 4, 0, tzinfo=UTC)), "no_observation_period"),
    (None, "no_observation_period"),
])
def test_who_begins_tonight_is_not_asked_again_since_when(period: ObservationPeriod | None, why: str) -> None:
    cramp = Cramp(id=UUID(int=2), at=datetime(2026, 5, 14, 3, 0, tzinfo=UTC),
                  noted_at=datetime(2026, 5, 14, 3, 0, tzinfo=UTC))
    diary = Diary([cramp, *([period] if period else [])])
    missing = weigh_diary(diary, datetime(2026, 5, 14, 5, 0, tzinfo=UTC)).report.not_enough
    assert missing is not None
    assert (missing.why, missing.cramps, missing.uncounted) == (why, 0, 1)


def test_three_cramps_in_a_night_count_once_and_the_others_are_told() -> None:
    now = datetime(2026, 5, 14, 18, 0, tzinfo=UTC)
    watched = ObservationPeriod(id=UUID(int=1), at=now - timedelta(days=5), noted_at=now)
    cramps = [Cramp(id=UUID(int=number), at=datetime(2026, 5, 12, hour, 0, tzinfo=UTC), noted_at=now)
              for number, hour in enumerate((1, 3, 5, 15), start=2)]  # three in a night, one by day
    report = weigh_diary(Diary([watched, *cramps]), now).report
    assert report.by_outcome["night"][0] == 1
    assert (report.repeated, report.between, report.outside) == (2, 1, 0)
    assert report.not_enough is not None and report.not_enough.uncounted == 3


@pytest.mark.parametrize("days", [40, 120, 400])
def test_every_cramp_of_a_diary_is_counted_or_told_why_not(days: int) -> None:
    until = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
    diary = simulate_diary(3, "none", days / 365, until).diary()
    report = weigh_diary(diary, until).report
    assert report.cramps + report.outside + report.between + report.repeated == len(diary.of(Cramp))
