"""What each exposure measures, by hand on little diaries."""

from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.notation import from_lines
from uncramp.diary.profile import Profile
from uncramp.diary.records import Air, BodyMass
from uncramp.diary.series import Series
from uncramp.exposures.catalogue import EXPOSURES
from uncramp.exposures.curve import median_speed_m_s, slope_cost, steps_of
from uncramp.exposures.exposure import Unknown
from uncramp.exposures.heat import heat_c
from uncramp.exposures.person_time import windows

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PERIOD = "observation_period 2026-01-01T00:00 until=2026-05-30T00:00\n"
BY_ID = {exposure.id: exposure for exposure in EXPOSURES}


def diary(text: str) -> Diary:
    zone = ZoneInfo("Europe/London")
    return Diary(from_lines(PERIOD + text, home_zone=zone, now=NOW), profile=Profile(home_zone=zone.key))


def measured(exposure: str, text: str, kind: str, day: str) -> tuple[float, Unknown]:
    """Measure one exposure in the window of a kind on a day."""
    told = diary(text)
    window = next(one for one in windows(told, NOW) if one.kind == kind and one.day.isoformat() == day)
    found = BY_ID[exposure].measure(told, [window])
    return float(found.values[0]), found.why[0]


def value(exposure: str, text: str, kind: str, day: str) -> float:
    number, why = measured(exposure, text, kind, day)
    assert why is Unknown.KNOWN
    return number


def why(exposure: str, text: str, kind: str, day: str) -> Unknown:
    number, reason = measured(exposure, text, kind, day)
    assert np.isnan(number)
    return reason


RUNS = """
    session 2026-03-01T18:00 sport=running moving_min=50 elapsed_min=55 rpe_0_10=4 effort=easy descent_m=100
    session 2026-03-03T18:00 sport=running moving_min=60 elapsed_min=60 rpe_0_10=8 effort=hard descent_m=50
    session 2026-03-06T18:00 sport=running moving_min=30 elapsed_min=30 rpe_0_10=3 effort=easy descent_m=20
"""


def test_load_is_the_minutes_that_ended_in_72_hours() -> None:
    assert value("load_72h", RUNS, "session", "2026-03-03") == 50
    assert value("load_72h", RUNS, "session", "2026-03-06") == 60  # ended at 19:00 on the 3rd, 71 h before
    assert value("load_72h", RUNS, "night", "2026-03-07") == 30  # that ended 75 h before bedtime
    assert value("load_72h", RUNS, "night", "2026-03-15") == 0


def test_load_is_unknown_for_someone_who_noted_no_session_for_a_month() -> None:
    assert why("load_72h", RUNS, "night", "2026-02-20") is Unknown.TOO_LITTLE_HISTORY
    assert why("load_72h", RUNS, "night", "2026-05-01") is Unknown.TOO_LITTLE_HISTORY
    assert why("load_72h", RUNS + "session 2026-03-07T18:00 sport=yoga", "night", "2026-03-08") is Unknown.NOT_LOGGED


def test_a_session_of_unknown_length_does_not_precede_itself() -> None:
    text = RUNS + "session 2026-03-10T18:00 sport=running descent_m=500"
    assert value("descent", text, "session", "2026-03-10") == 0
    assert value("load_72h", text, "session", "2026-03-10") == 0
    assert value("descent", text, "night", "2026-03-11") == 500


def test_rise_of_load_is_the_week_less_the_four_weeks_before() -> None:
    weeks = "\n".join(f"session 2026-02-{day:02}T18:00 moving_min=60 rpe_0_10=5" for day in range(1, 29, 2))
    text = weeks + """
        session 2026-01-20T18:00 moving_min=60 rpe_0_10=5
        session 2026-03-05T18:00 moving_min=100 rpe_0_10=7
    """
    # Night of 7 March, 22:00 on the 6th. Last 7 days (from 27 Feb 22:00): 700 AU. The 28 before (from 30 Jan 22:00):
    # 14 sessions of 300 AU on 1, 3 ... 27 February, the last of which ended at 19:00 on the 27th.
    assert value("load_rise", text, "night", "2026-03-07") == pytest.approx(700 / 7 - 14 * 300 / 28)
    assert why("load_rise", text, "night", "2026-02-20") is Unknown.TOO_LITTLE_HISTORY


def test_rise_of_load_needs_ratings() -> None:
    weeks = "\n".join(f"session 2026-02-{day:02}T18:00 moving_min=60" for day in range(1, 29, 2))
    text = weeks + "\nsession 2026-01-20T18:00 moving_min=60 rpe_0_10=5"
    assert why("load_rise", text, "night", "2026-03-07") is Unknown.NOT_LOGGED


def test_session_length_is_a_share_of_the_longest_of_six_weeks() -> None:
    more = RUNS + "session 2026-03-10T18:00 sport=running moving_min=90"
    assert value("session_length", more, "session", "2026-03-10") == 150.0
    assert why("session_length", RUNS, "session", "2026-03-03") is Unknown.TOO_LITTLE_HISTORY


def test_session_length_is_unknown_with_a_cramp_before_its_end_only() -> None:
    more = RUNS + "session 2026-03-10T18:00 sport=running moving_min=90\n"
    during, after = more + "cramp 2026-03-10T19:10", more + "cramp 2026-03-10T19:40"
    assert why("session_length", during, "session", "2026-03-10") is Unknown.CRAMP_IN_EARLY_PART
    assert value("session_length", after, "session", "2026-03-10") == 150.0


def test_race_is_no_where_efforts_are_noted_and_unknown_where_they_never_are() -> None:
    race = RUNS + "session 2026-03-08T10:00 moving_min=40 effort=race\nsession 2026-03-15T10:00 moving_min=40"
    assert value("race", race, "session", "2026-03-08") == 1
    assert value("race", race, "session", "2026-03-06") == 0
    assert value("race", race, "session", "2026-03-15") == 0
    assert why("race", "session 2026-03-15T10:00 moving_min=40", "session", "2026-03-15") is Unknown.NOT_LOGGED


def test_descent_adds_up_and_one_unknown_makes_the_sum_unknown() -> None:
    assert value("descent", RUNS, "session", "2026-03-03") == 100
    swim = RUNS + "session 2026-03-05T10:00 sport=lap_swimming moving_min=40\n"
    assert value("descent", swim, "session", "2026-03-06") == 50
    unknown = RUNS + "session 2026-03-05T10:00 sport=running moving_min=40\n"
    assert why("descent", unknown, "session", "2026-03-06") is Unknown.NOT_LOGGED


def test_heat_is_wbgt_estimated_from_temperature_and_humidity() -> None:
    # By hand: saturation pressure 42.43 hPa at 30 °C (steam tables), 23.39 at 20 °C; 0.567 T + 0.393 e + 3.94.
    found = [heat_c(Air(temperature_c=t, humidity_pct=h)) for t, h in ((30, 50), (20, 60))]
    by_hand = [17.01 + 0.393 * 0.5 * 42.43 + 3.94, 11.34 + 0.393 * 0.6 * 23.39 + 3.94]
    assert found == pytest.approx(by_hand, abs=0.1)
    assert heat_c(Air(wbgt_c=18.5, temperature_c=30)) == 18.5
    assert heat_c(Air(temperature_c=20)) == heat_c(Air(temperature_c=20, humidity_pct=60))
    assert heat_c(Air(humidity_pct=60)) is None


def test_heat_of_a_session_without_weather_is_unknown() -> None:
    assert why("heat", RUNS, "session", "2026-03-06") is Unknown.NOT_LOGGED
    warm = "session 2026-03-06T18:00 moving_min=30 temperature_c=25 humidity_pct=50"
    by_hand = 0.567 * 25 + 0.393 * 0.5 * 31.67 + 3.94
    assert value("heat", warm, "session", "2026-03-06") == pytest.approx(by_hand, abs=0.05)


WARM = "warm_up 2026-03-01T10:00 duration_min=12\nsession 2026-03-06T18:00 moving_min=30\n"


@pytest.mark.parametrize(("entry", "expected"), [
    ("", 0),
    ("warm_up 2026-03-06T17:40 duration_min=12", 1),
    ("warm_up 2026-03-06T17:40 duration_min=8", 0),
    ("warm_up 2026-03-06T17:30 duration_min=5\nwarm_up 2026-03-06T17:50 duration_min=6", 1),
    ("warm_up 2026-03-06T17:00 duration_min=15", 0),  # it ended 45 min before the session
    ("warm_up 2026-03-06T17:00 duration_min=35", 1),
    ("warm_up 2026-03-06T18:05 duration_min=15", 0),
])
def test_warm_up_is_one_of_ten_minutes_that_ended_within_half_an_hour(entry: str, expected: int) -> None:
    assert value("warm_up", WARM + entry, "session", "2026-03-06") == expected


def test_no_warm_up_is_only_believed_of_those_who_note_warm_ups() -> None:
    assert why("warm_up", "session 2026-03-06T18:00 moving_min=30", "session", "2026-03-06") is Unknown.NOT_LOGGED
    later = "session 2026-03-06T18:00 moving_min=30\nwarm_up 2026-03-08T17:00 duration_min=12"
    assert why("warm_up", later, "session", "2026-03-06") is Unknown.NOT_LOGGED  # the future is not asked
    unsure = WARM + "warm_up 2026-03-06T17:40"
    assert why("warm_up", unsure, "session", "2026-03-06") is Unknown.NOT_LOGGED


def test_sleep_is_of_the_night_before_and_never_of_the_night_itself() -> None:
    text = """
        night 2026-03-05T23:00 bed_at=2026-03-05T23:00 up_at=2026-03-06T07:00 asleep_min=420
        night 2026-03-06T23:00 bed_at=2026-03-06T23:00 up_at=2026-03-07T07:00 asleep_min=300
        session 2026-03-06T18:00 moving_min=30
        session 2026-03-09T18:00 moving_min=30
    """
    assert value("sleep", text, "session", "2026-03-06") == 7
    assert value("sleep", text, "night", "2026-03-07") == 7
    assert value("sleep", text, "night", "2026-03-08") == 5
    assert why("sleep", text, "session", "2026-03-09") is Unknown.NOT_LOGGED


def test_a_nap_is_not_the_last_night() -> None:
    text = """
        night 2026-03-05T23:00 bed_at=2026-03-05T23:00 up_at=2026-03-06T07:00 asleep_min=420
        night 2026-03-06T13:30 bed_at=2026-03-06T13:30 up_at=2026-03-06T14:40 asleep_min=60
        session 2026-03-06T18:00 moving_min=60
    """
    assert value("sleep", text, "session", "2026-03-06") == 7
    assert value("sleep", text, "night", "2026-03-07") == 7


def test_what_was_drunk_long_ago_leaves_nothing_in_the_sum_of_a_day() -> None:
    drinks = "\n".join(f"drink 2026-02-{day:02}T{hour}:00 volume_ml=333.3" for day in range(1, 29) for hour in (10, 16))
    day = "\ndrink 2026-03-05T05:00 volume_ml=700\ndrink 2026-03-05T16:00 volume_ml=100\n"
    for before in ("", drinks):
        assert value("fluids", before + day + "session 2026-03-05T18:00 moving_min=60", "session", "2026-03-05") == 0.8


def test_fluids_are_the_litres_of_24_hours_or_the_total_of_the_last_whole_day() -> None:
    text = """
        session 2026-03-06T18:00 moving_min=30
        drink 2026-03-05T17:00 volume_ml=5000
        drink 2026-03-05T20:00 volume_ml=500
        drink 2026-03-06T12:00 volume_ml=750
        drink 2026-03-06T18:20 volume_ml=400
    """
    assert value("fluids", text, "session", "2026-03-06") == 1.25
    total = text + "drink 2026-03-05T09:00 covers=day volume_ml=2300\ndrink 2026-03-06T09:00 covers=day volume_ml=9000"
    assert value("fluids", total, "session", "2026-03-06") == 2.3


def test_fluids_of_a_day_noted_in_part_or_not_at_all_are_unknown() -> None:
    session = "session 2026-03-06T18:00 moving_min=30\n"
    assert why("fluids", session, "session", "2026-03-06") is Unknown.NOT_LOGGED
    half = session + "drink 2026-03-06T12:00 volume_ml=750"
    assert why("fluids", half, "session", "2026-03-06") is Unknown.DAY_NOT_COMPLETE
    blank = session + "drink 2026-03-05T20:00\ndrink 2026-03-06T12:00 volume_ml=750"
    assert why("fluids", blank, "session", "2026-03-06") is Unknown.NOT_LOGGED


def test_alcohol_and_caffeine_come_from_the_sheets_unless_stated() -> None:
    text = """
        session 2026-03-06T18:00 moving_min=30
        drink 2026-03-05T21:00 beverage=beer volume_ml=500 alcohol_g=21
        drink 2026-03-06T14:00 beverage=coffee volume_ml=250
        drink 2026-03-06T15:00 beverage=water volume_ml=250
    """
    assert value("alcohol", text, "session", "2026-03-06") == 21
    assert value("alcohol", text, "night", "2026-03-07") == 0
    assert value("alcohol", text, "night", "2026-03-06") == 21
    assert value("caffeine", text, "session", "2026-03-06") == 100  # 400 mg/l by the sheet
    assert why("alcohol", text, "night", "2026-03-09") is Unknown.NOT_LOGGED
    unknown = text + "drink 2026-03-06T16:00 volume_ml=200"
    assert why("caffeine", unknown, "session", "2026-03-06") is Unknown.NOT_LOGGED


MEALS = """
    meal 2026-03-05T08:00 sodium_mg=500 potassium_mg=900
    meal 2026-03-05T13:00 foods=banana:120;avocado:100
    meal 2026-03-05T19:00 sodium_mg=1500 potassium_mg=1400
    session 2026-03-06T18:00 moving_min=30
"""


def test_meals_of_the_last_whole_day_are_added_with_its_drinks_and_supplements() -> None:
    # USDA SR27 per 100 g: banana 358 mg potassium and 1 mg sodium, avocado 485 and 7.
    assert value("potassium", MEALS, "session", "2026-03-06") == pytest.approx(900 + 1.2 * 358 + 485 + 1400)
    drink = MEALS + "drink 2026-03-05T15:00 beverage=water volume_ml=500 sodium_mg=300"
    assert value("sodium", drink, "session", "2026-03-06") == pytest.approx(500 + 1.2 * 1 + 7 + 1500 + 300)
    pill = MEALS + "supplement 2026-03-05T20:00 substance=\"potassium citrate\" dose_mg=200"
    assert value("potassium", pill, "session", "2026-03-06") == pytest.approx(900 + 1.2 * 358 + 485 + 1400 + 200)


def test_a_total_and_meals_are_never_added_and_a_total_counts_from_the_end_of_its_day() -> None:
    total = MEALS + """
        meal 2026-03-05T20:00 covers=day potassium_mg=4000
        meal 2026-03-06T09:00 covers=day potassium_mg=9000
    """
    assert value("potassium", total, "night", "2026-03-07") == 4000  # 6 March is not over at bedtime
    assert value("potassium", total, "session", "2026-03-06") == 4000


def test_a_day_of_two_meals_or_of_an_unknown_food_is_unknown() -> None:
    two = "\n".join(MEALS.splitlines()[2:])
    assert why("potassium", two, "session", "2026-03-06") is Unknown.DAY_NOT_COMPLETE
    assert why("potassium", MEALS, "night", "2026-03-09") is Unknown.NOT_LOGGED
    assert why("magnesium", MEALS, "session", "2026-03-06") is Unknown.NOT_LOGGED


def test_a_day_that_nobody_wrote_down_is_not_a_day_without_a_warm_up() -> None:
    days = [f"2026-02-{day:02}" for day in range(1, 29)] + ["2026-03-01", "2026-03-02", "2026-03-03"]
    checks = "\n".join(f"check_in {day}T12:00 soreness_0_10=2" for day in days)
    text = "\n".join([
        checks, "warm_up 2026-02-26T17:40 duration_min=12", "massage 2026-02-26T17:40",
        "session 2026-03-03T18:00 moving_min=30", "session 2026-03-04T18:00 moving_min=30",
    ])
    assert value("warm_up", text, "session", "2026-03-03") == 0
    assert why("warm_up", text, "session", "2026-03-04") is Unknown.NOT_LOGGED
    assert value("massage", text, "session", "2026-03-03") == 0
    assert why("massage", text, "session", "2026-03-04") is Unknown.NOT_LOGGED
    scale = Diary(
        [*diary(text), *(BodyMass(id=uuid4(), at=at, noted_at=at, source="fitbit_takeout", mass_kg=70.0)
                         for at in [datetime(2026, 3, 4, 12, tzinfo=UTC)])], profile=diary(text).profile,
    )
    window = next(one for one in windows(scale, NOW) if one.kind == "session" and one.day.isoformat() == "2026-03-04")
    assert BY_ID["warm_up"].measure(scale, [window]).why == (Unknown.NOT_LOGGED,)  # a scale writes nothing down
    done = text + "\nwarm_up 2026-03-04T17:40 duration_min=12"
    assert value("warm_up", done, "session", "2026-03-04") == 1


def test_stretching_is_minutes_a_day_over_a_week() -> None:
    text = """
        stretch 2026-03-01T20:00 side=both hold_s=30 repeats=3
        stretch 2026-03-05T20:00 side=left hold_s=60 repeats=2
        stretch 2026-02-20T20:00 hold_s=60
    """
    assert value("stretching", text, "night", "2026-03-07") == pytest.approx((3 + 2) / 7)
    assert value("stretching", text, "night", "2026-03-20") == 0
    assert why("stretching", text, "night", "2026-04-20") is Unknown.NOT_LOGGED


def test_massage_and_heat_count_for_two_days() -> None:
    text = "massage 2026-03-05T20:00 duration_min=5\nheat_therapy 2026-02-01T20:00 duration_min=10"
    assert [value("massage", text, "night", f"2026-03-{day:02}") for day in (6, 7, 8, 9)] == [1, 1, 0, 0]
    assert why("massage", text, "night", "2026-03-05") is Unknown.NOT_LOGGED
    assert why("heat_therapy", text, "night", "2026-03-06") is Unknown.NOT_LOGGED


def test_recovery_is_the_days_since_the_last_hard_session_up_to_a_week() -> None:
    assert value("recovery_days", RUNS, "session", "2026-03-06") == pytest.approx(3 - 1 / 24)
    assert value("recovery_days", RUNS, "night", "2026-03-20") == 7
    unsaid = RUNS + "session 2026-03-05T18:00 moving_min=30"
    assert why("recovery_days", unsaid, "session", "2026-03-06") is Unknown.NOT_LOGGED


def test_soreness_is_the_last_check_in_of_a_day() -> None:
    text = """
        check_in 2026-03-05T09:00 soreness_0_10=3
        check_in 2026-03-05T20:00 soreness_0_10=5
        check_in 2026-03-05T21:00
    """
    assert value("soreness", text, "night", "2026-03-06") == 5
    assert why("soreness", text, "night", "2026-03-07") is Unknown.NOT_LOGGED


def test_a_medicine_is_new_for_thirty_days() -> None:
    text = "medication 2026-02-01T09:00 substance=salbutamol"
    days = ("2026-02-02", "2026-03-03", "2026-03-04")
    assert [value("medicine_started", text, "night", day) for day in days] == [1, 1, 0]
    assert why("medicine_started", text, "night", "2026-02-01") is Unknown.NOT_LOGGED


def test_earlier_cramps_fade_by_a_third_of_an_e_a_day() -> None:
    text = "cramp 2026-03-01T22:00\ncramp 2026-03-04T22:00\ncramp 2026-03-07T23:00"
    assert value("earlier_cramps", text, "night", "2026-03-08") == pytest.approx(np.exp(-2) + np.exp(-1))
    assert value("earlier_cramps", text, "night", "2026-03-01") == 0
    assert why("earlier_cramps", text, "night", "2026-01-05") is Unknown.TOO_LITTLE_HISTORY


def test_cost_of_slopes_is_that_of_minetti() -> None:
    # 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6 at i = 0.1: 5.968; at -0.2: 1.800 (J/kg/m).
    assert slope_cost(np.array([0.0, 0.1, -0.2])) * 3.6 == pytest.approx([3.6, 5.968, 1.800], abs=0.001)
    assert slope_cost(np.array([0.9]))[0] == slope_cost(np.array([0.45]))[0]


def curve(speeds: list[float], grade: float | None = None, step_s: float = 60) -> Series:
    n = len(speeds)
    return Series(
        id=UUID(int=0), started_at=NOW, time_s=np.arange(n, dtype=np.float64) * step_s, speed_m_s=np.array(speeds),
        grade=None if grade is None else np.full(n, grade),
    )


def early_speed(series: Series, span_s: float, *, on_foot: bool = True) -> float:
    steps = steps_of(series, on_foot=on_foot)
    assert steps is not None
    return median_speed_m_s(steps, span_s)


def test_early_speed_is_the_median_on_the_flat_of_the_time_under_way() -> None:
    assert early_speed(curve([3, 3, 3.2, 0.0, 3.4, 9, 9, 9]), 300) == 3.2
    assert early_speed(curve([3] * 8, grade=0.1), 300) == pytest.approx(3 * 5.968 / 3.6, abs=0.001)
    assert early_speed(curve([3] * 8, grade=0.1), 300, on_foot=False) == 3
    assert np.isnan(early_speed(curve([3, 3, 3, 0, 0, 0, 0, 0]), 420))
