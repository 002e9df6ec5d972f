"""Windows: sessions with their aftermath, nights and the rest of the day, as little diaries in text."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from uncramp.diary.diary import Diary
from uncramp.diary.notation import from_lines
from uncramp.diary.profile import Profile
from uncramp.exposures.person_time import Window, WindowKind, windows

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LONDON = "Europe/London"


def diary(text: str, zone: str = LONDON) -> Diary:
    return Diary(from_lines(text, home_zone=ZoneInfo(zone), now=NOW), profile=Profile(home_zone=zone))


def cut(text: str, *, now: str, zone: str = LONDON) -> list[str]:
    """Say each window as `kind start-end (day) cramps`, `?` before those that do not count."""
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    return [said(window) for window in windows(diary(text, zone), at)]


def said(window: Window) -> str:
    mark = "" if window.counted else "? "
    span = f"{window.starts_at:%d %H:%M}-{window.ends_at:%d %H:%M}"
    return f"{mark}{window.kind} {span} of {window.day:%d}" + " cramp" * len(window.cramps)


def test_a_day_is_cut_into_night_session_and_rest() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T18:00 sport=running moving_min=60
    """
    assert cut(text, now="2026-03-04T09:00")[3:] == [
        "rest 03 08:00-03 18:00 of 03",
        "session 03 18:00-03 22:00 of 03",  # 6 h after the end would be 01:00, but bedtime is at 22:00
        "night 03 22:00-04 08:00 of 04",
        "? rest 04 08:00-04 22:00 of 04",  # still running: nobody can say yet that it stayed without a cramp
    ]


def test_a_nap_is_no_night_and_does_not_take_the_place_of_one() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        night 2026-03-03T13:30 bed_at=2026-03-03T13:30 up_at=2026-03-03T14:40 asleep_min=60
        cramp 2026-03-03T03:00
    """
    assert cut(text, now="2026-03-04T09:00")[2:5] == [
        "night 02 22:00-03 08:00 of 03 cramp",  # nobody noted when this one was: by the clock
        "rest 03 08:00-03 22:00 of 03",
        "night 03 22:00-04 08:00 of 04",
    ]


def test_who_works_at_night_has_their_night_by_day() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        night 2026-03-03T08:30 bed_at=2026-03-03T08:30 up_at=2026-03-03T15:30 asleep_min=380
    """
    assert "night 03 08:30-03 15:30 of 03" in cut(text, now="2026-03-04T09:00")


def test_what_is_planned_elsewhere_says_nothing_of_where_somebody_is() -> None:
    tokyo = "zone=Asia/Tokyo"
    text = f"""
        observation_period 2026-03-01T00:00 until=2026-03-10T00:00
        session 2026-03-02T18:00 sport=running moving_min=60 {tokyo}
        planned_session 2026-03-03T18:00 planned_min=60 zone=Europe/London
    """
    assert "night 03 22:00-04 08:00 of 04" in cut(text, now="2026-03-05T09:00")
    assert "Asia/Tokyo" in {str(each.starts_at.tzinfo) for each in windows(diary(text), NOW) if each.day.day == 4}


def test_the_aftermath_of_a_morning_session_lasts_six_hours() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T09:00 sport=running elapsed_min=90 moving_min=80
    """
    assert "session 03 09:00-03 16:30 of 03" in cut(text, now="2026-03-04T09:00")


def test_a_session_ends_where_the_next_one_starts() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T09:00 sport=swimming moving_min=30
        session 2026-03-03T10:00 sport=running moving_min=30
    """
    assert cut(text, now="2026-03-04T09:00")[4:6] == [
        "session 03 09:00-03 10:00 of 03", "session 03 10:00-03 16:30 of 03",
    ]


def test_a_noted_night_replaces_the_clock() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        night 2026-03-03T23:40 bed_at=2026-03-03T23:40 up_at=2026-03-04T06:10
    """
    assert "night 03 23:40-04 06:10 of 04" in cut(text, now="2026-03-04T09:00")


def test_a_night_without_its_end_lasts_until_eight_or_until_waking() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        night 2026-03-03T23:40 bed_at=2026-03-03T23:40
        night 2026-03-05T01:00 bed_at=2026-03-05T01:00 woke_at=2026-03-05T09:20
    """
    found = cut(text, now="2026-03-05T20:00")
    assert "night 03 23:40-04 08:00 of 04" in found
    assert "night 05 01:00-05 09:20 of 05" in found


def test_a_sleep_by_day_is_the_night_of_that_day() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        night 2026-03-04T09:00 bed_at=2026-03-04T09:00 up_at=2026-03-04T16:00
    """
    nights = [line for line in cut(text, now="2026-03-05T20:00") if "night" in line]
    assert "night 04 09:00-04 16:00 of 04" in nights
    assert not any("03 22:00" in line for line in nights)


def test_ends_of_a_night_that_contradict_each_other_count_as_not_noted() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        night 2026-03-04T02:00 bed_at=2026-03-04T06:00 up_at=2026-03-05T08:30
    """
    assert "night 03 22:00-04 08:00 of 04" in cut(text, now="2026-03-06T20:00")


def test_a_race_through_the_night_leaves_the_longest_free_piece_of_it() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T21:00 sport=running elapsed_min=240
    """
    assert cut(text, now="2026-03-04T20:00")[3:6] == [
        "rest 03 08:00-03 21:00 of 03", "session 03 21:00-04 01:00 of 03", "night 04 01:00-04 08:00 of 04",
    ]


def test_a_session_longer_than_a_night_leaves_no_hole() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T06:00 sport=running elapsed_min=1800
    """
    assert cut(text, now="2026-03-05T20:00")[3:6] == [
        "session 03 06:00-04 18:00 of 03", "rest 04 18:00-04 22:00 of 04", "night 04 22:00-05 08:00 of 05",
    ]


def test_a_session_of_unknown_length_in_the_night_is_not_lost() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T23:00 sport=running
    """
    found = cut(text, now="2026-03-04T20:00")
    assert "session 03 23:00-03 23:01 of 03" in found
    assert "night 03 23:01-04 08:00 of 04" in found


def test_cramps_go_to_the_window_they_came_in() -> None:
    text = """
        observation_period 2026-03-02T00:00 until=2026-03-10T00:00
        session 2026-03-03T18:00 moving_min=60
        cramp 2026-03-03T17:59
        cramp 2026-03-03T18:00
        cramp 2026-03-03T21:59
        cramp 2026-03-03T22:00
    """
    assert cut(text, now="2026-03-04T09:00")[3:6] == [
        "rest 03 08:00-03 18:00 of 03 cramp", "session 03 18:00-03 22:00 of 03 cramp cramp",
        "night 03 22:00-04 08:00 of 04 cramp",
    ]


def test_a_running_window_counts_once_it_holds_a_cramp() -> None:
    text = """
        observation_period 2026-03-02T00:00
        cramp 2026-03-03T23:10
    """
    assert cut(text, now="2026-03-03T23:30")[-1] == "night 03 22:00-04 08:00 of 04 cramp"


def test_outside_the_observation_time_only_what_was_noted_stands_and_does_not_count() -> None:
    text = """
        session 2025-07-01T18:00 moving_min=60
        cramp 2025-08-10T03:00
    """
    assert cut(text, now="2026-03-03T23:30") == [
        "? session 01 18:00-01 22:00 of 01", "? night 09 22:00-10 08:00 of 10 cramp",
    ]


def nights(text: str) -> dict[int, Window]:
    """Give the nights by the day of the month on which they end."""
    found = windows(diary(text), NOW)
    return {window.day.day: window for window in found if window.kind is WindowKind.NIGHT}


def hours(window: Window) -> float:
    return (window.ends_at.timestamp() - window.starts_at.timestamp()) / 3600


def test_nights_follow_the_clock_through_both_changes_of_the_hour() -> None:
    spring = nights("observation_period 2026-03-27T00:00 until=2026-04-10T00:00")
    autumn = nights("observation_period 2025-10-24T00:00 until=2025-11-10T00:00")
    assert [hours(spring[28]), hours(spring[29]), hours(spring[30])] == [10, 9, 10]
    assert [hours(autumn[25]), hours(autumn[26]), hours(autumn[27])] == [10, 11, 10]


def test_nights_away_from_home_follow_the_zone_of_the_entries() -> None:
    found = nights("""
        observation_period 2026-03-02T00:00 until=2026-03-20T00:00
        check_in 2026-03-09T20:00 zone=Asia/Tokyo soreness_0_10=1
        check_in 2026-03-12T20:00 zone=Europe/London soreness_0_10=1
    """)
    assert found[9].starts_at.isoformat() == "2026-03-08T22:00:00+00:00"
    assert found[10].starts_at.isoformat() == "2026-03-09T22:00:00+09:00"
    assert found[13].starts_at.isoformat() == "2026-03-12T22:00:00+00:00"


def test_a_night_that_counts_only_because_its_cramp_was_noted_says_so() -> None:
    text = """
        observation_period 2026-03-01T00:00 noted_at=2026-03-01T00:00
        check_in 2026-03-02T20:00 noted_at=2026-03-02T20:00
        cramp 2026-03-05T03:00 noted_at=2026-03-05T03:05
        cramp 2026-04-05T03:00 noted_at=2026-04-05T03:05
        symptom 2026-04-05T08:00 noted_at=2026-04-05T08:00
        cramp 2026-05-05T03:00 noted_at=2026-05-05T03:05
        check_in 2026-05-10T20:00 noted_at=2026-05-10T20:00
    """
    with_cramps = [window for window in windows(diary(text), NOW) if window.cramps]
    assert all(window.counted for window in with_cramps)
    # The check-ins of 2 March and 10 May are within a week; the symptom of 5 April was noted because of the cramp.
    assert [window.by_its_cramp for window in with_cramps] == [False, True, False]


def test_in_a_period_that_was_vouched_for_no_night_counts_because_of_its_cramp() -> None:
    text = """
        observation_period 2026-03-01T00:00 until=2026-05-01T00:00
        cramp 2026-04-05T03:00 noted_at=2026-04-05T03:05
    """
    assert [window.by_its_cramp for window in windows(diary(text), NOW) if window.cramps] == [False]
