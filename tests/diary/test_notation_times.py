"""Times as people write them, through gaps and overlaps of the clock, across zones and missing days."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from uncramp.diary.faults import NotationError
from uncramp.diary.notation import from_dict, to_dict

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(given, zone="Europe/Zurich", now=NOW, kind="cramp", **fields):
    return from_dict(kind, {"at": given, **fields}, home_zone=ZoneInfo(zone), now=now).at


def fault(given, zone="Europe/Zurich", now=NOW, kind="cramp", **fields):
    with pytest.raises(NotationError) as caught:
        at(given, zone, now, kind, **fields)
    return caught.value.faults[0]


@pytest.mark.parametrize(
    ("written", "zone", "utc"),
    [
        ("2026-05-03T23:10", "Europe/Zurich", "2026-05-03T21:10"),
        ("2026-05-03 23:10", "Europe/Zurich", "2026-05-03T21:10"),
        ("2026-05-03T23:10:30.5", "Europe/Zurich", "2026-05-03T21:10:30.500000"),
        ("2026-05-03T23:10Z", "Europe/Zurich", "2026-05-03T23:10"),
        ("2026-05-03T23:10-04:00", "Europe/Zurich", "2026-05-04T03:10"),
        ("2026-05-03T23:10[America/New_York]", "Europe/Zurich", "2026-05-04T03:10"),
        ("20260503T2310", "Europe/Zurich", "2026-05-03T21:10"),
        ("2024-02-29T06:00", "Europe/Zurich", "2024-02-29T05:00"),
        # the hour that comes twice: the first one, unless the offset says the second
        ("2026-10-25T02:30", "Europe/Zurich", "2026-10-25T00:30"),
        ("2026-10-25T02:30+01:00", "Europe/Zurich", "2026-10-25T01:30"),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30"),
        # Lord Howe moves its clocks by half an hour
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
        ("2026-04-05T01:45+10:30", "Australia/Lord_Howe", "2026-04-04T15:15"),
        # Samoa skipped 30 December 2011
        ("2011-12-29T23:30", "Pacific/Apia", "2011-12-30T09:30"),
        ("2011-12-31T00:30", "Pacific/Apia", "2011-12-30T10:30"),
    ],
)
def test_a_time_is_the_instant_meant(written, zone, utc):
    assert at(written, zone).astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "zone", "next_time"),
    [
        ("2026-03-29T02:30", "Europe/Zurich", "2026-03-29 03:30"),
        ("2026-03-08T02:30", "America/New_York", "2026-03-08 03:30"),
        ("2025-10-05T02:15", "Australia/Lord_Howe", "2025-10-05 02:45"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-31 12:00"),
    ],
)
def test_a_time_that_the_clock_skipped_never_was(written, zone, next_time):
    found = fault(written, zone)
    assert (found.fault, found.facts["next"]) == ("no_such_time", next_time)


@pytest.mark.parametrize(
    "written",
    ["26:10", "2026-02-29T10:00", "2026-13-01T10:00", "yesterday", "2026", "2026-02-30", "2026-05-03T25:00",
     "0001-01-01T00:00", "9999-12-31T23:59-12:00", 7, "２０２６-05-03T10:00", "2026-05-03T10:00+99:00", "10:99"],
)
def test_what_is_no_time_is_said_to_be_none(written):
    assert fault(written).fault == "not_a_time"


def test_a_year_nobody_remembers_is_a_slip_of_the_pen():
    assert fault("1026-05-03T10:00").fault == "too_long_ago"


def test_a_zone_that_is_not_known_is_said():
    assert fault("2026-05-03T23:10[Mars/Base]").fault == "unknown_zone"


def test_no_time_means_now():
    assert at("") == NOW == at("now")


def test_the_hour_that_comes_twice_keeps_which_one_it_was():
    second = at("2026-10-25T02:30+01:00")
    back = from_dict("cramp", to_dict(from_dict("cramp", {"at": second}, home_zone=second.tzinfo, now=NOW)),
                     home_zone=ZoneInfo("UTC"), now=NOW)
    assert back.at.isoformat() == "2026-10-25T02:30:00+01:00"
    assert to_dict(back)["zone"] == "Europe/Zurich"


def test_an_offset_without_a_zone_stays_an_offset_where_the_zone_was_left_blank():
    record = from_dict("cramp", {"at": "2026-05-03T23:10+05:45", "zone": None}, home_zone=ZoneInfo("UTC"), now=NOW)
    assert record.at.tzinfo == timezone(timedelta(hours=5, minutes=45))
    assert to_dict(record)["zone"] is None


def test_a_bare_clock_time_is_the_last_time_it_was_that_late():
    morning = datetime(2026, 5, 4, 5, tzinfo=UTC)  # 07:00 in Zurich
    assert at("23:10", now=morning).isoformat() == "2026-05-03T23:10:00+02:00"
    assert at("06:30", now=morning).isoformat() == "2026-05-04T06:30:00+02:00"
    assert at("yesterday 06:30", now=morning).isoformat() == "2026-05-03T06:30:00+02:00"
    assert at("today 06:30", now=morning).isoformat() == "2026-05-04T06:30:00+02:00"
    assert fault("today 07:30", now=morning).fault == "in_the_future"


def test_a_bare_clock_time_beside_a_noted_one_is_the_nearest():
    night = from_dict("night", {"at": "2026-03-10T04:00", "bed_at": "22:30", "up_at": "06:40"},
                      home_zone=ZoneInfo("Europe/Zurich"), now=NOW)
    assert night.bed_at.isoformat() == "2026-03-09T22:30:00+01:00"
    assert night.up_at.isoformat() == "2026-03-10T06:40:00+01:00"


def test_a_night_without_a_time_of_its_own_is_when_it_began():
    night = from_dict("night", {"bed_at": "2026-05-03T22:30"}, home_zone=ZoneInfo("Europe/Zurich"), now=NOW)
    assert night.at == night.bed_at


def test_a_date_alone_is_enough_only_where_no_time_of_day_is_made_up():
    assert fault("2026-05-03").fault == "time_of_day_missing"
    assert at("2026-05-03", kind="observation_period").isoformat() == "2026-05-03T00:00:00+02:00"
    assert at("2026-05-03", kind="night").hour == 4
    assert at("2026-05-03", kind="drink", covers="day").hour == 12
    assert fault("2026-05-03", kind="drink").fault == "time_of_day_missing"


def test_a_day_that_begins_after_midnight_begins_when_it_began():
    # Cuba moves its clocks at midnight: 8 March 2026 began at 01:00.
    assert at("2026-03-08", "America/Havana", kind="medication").isoformat() == "2026-03-08T01:00:00-04:00"


def test_until_a_day_means_to_its_end():
    period = from_dict("observation_period", {"at": "2026-03-01", "until": "2026-03-31"},
                       home_zone=ZoneInfo("Europe/Zurich"), now=NOW)
    assert period.until.isoformat() == "2026-04-01T00:00:00+02:00"


def test_only_the_end_of_what_lasts_may_lie_ahead():
    assert fault("2026-11-20T12:02Z").fault == "in_the_future"
    assert at("2026-11-20T12:00:59Z") > NOW  # another clock may run a minute ahead
    medicine = from_dict("medication", {"at": "2026-05-03", "until": "2027-05-03"}, home_zone=ZoneInfo("UTC"), now=NOW)
    assert medicine.until.year == 2027
    assert fault("2026-11-19T23:00", kind="night", up_at="2026-11-21T06:00").field == "up_at"


def test_an_end_before_its_start_is_a_fault():
    assert fault("2026-05-03", kind="observation_period", until="2026-05-01").fault == "ends_before_start"
    assert fault("2026-05-03", kind="night", bed_at="2026-05-03T23:00", up_at="2026-05-03T06:00").field == "up_at"


def test_a_night_over_the_change_of_clocks_does_not_end_before_its_start():
    # 02:50 summer time, then 02:10 winter time: twenty minutes later, though the wall clock says earlier.
    night = from_dict("night", {"bed_at": "2026-10-25T02:50+02:00", "up_at": "2026-10-25T02:10+01:00"},
                      home_zone=ZoneInfo("Europe/Zurich"), now=NOW)
    assert night.up_at.timestamp() - night.bed_at.timestamp() == 20 * 60


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 1)),
    st.sampled_from(["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"]),
)
def test_a_local_time_keeps_its_wall_clock_or_never_was(local, zone):
    try:
        read = at(local.isoformat(), zone)
    except NotationError as error:
        told = error.faults[0].fault
    else:
        told = read.replace(tzinfo=None)
    assert told in (local, "no_such_time")
