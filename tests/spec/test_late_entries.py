"""Entries made after a cramp: which values rest on them, and whether a finding stands without them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.actions.triggers import find_triggers, weigh_diary
from uncramp.diary.notation import from_dict
from uncramp.exposures.late import late_values
from uncramp.exposures.person_time import windows
from uncramp.exposures.table import measure_all
from uncramp.triggers.closely import look_closely
from uncramp.triggers.weighed import tried_without_late


def late_of(book, now, exposure: str) -> list[tuple[str, int]]:
    """List kind and day of the windows in which the value of an exposure rests on late entries."""
    diary = book.read()
    table = measure_all(diary, windows(diary, now))
    late = late_values(diary, table, {exposure})
    column = [each.id for each in table.exposures].index(exposure)
    assert late.sum() == late[:, column].sum()
    return [(w.kind.value, w.day.day) for w, is_late in zip(table.windows, late[:, column], strict=True) if is_late]


def test_soreness_that_was_entered_after_the_cramp_is_late(diary, now):
    """The person rated the soreness of the evening on the morning after the cramp.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-04T08:00 soreness_0_10=8
    cramp 2026-05-04T03:00
    """
    assert late_of(diary, now, "soreness") == [("night", 4)]


def test_soreness_that_was_entered_before_it_is_not(diary, now):
    """The same, entered in the evening.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:01 soreness_0_10=8
    cramp 2026-05-04T03:00
    """
    assert late_of(diary, now, "soreness") == []


def test_where_an_earlier_entry_says_the_same_nothing_rests_on_the_late_one(diary, now):
    """Told twice, the second time after the cramp.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T19:00 noted_at=2026-05-03T19:00 soreness_0_10=8
    check_in 2026-05-03T20:00 noted_at=2026-05-04T08:00 soreness_0_10=8
    cramp 2026-05-04T03:00
    """
    assert late_of(diary, now, "soreness") == []


def test_what_a_device_wrote_is_not_recalled(diary, now):
    """A file that came in the next morning.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-04T08:00 source=tidy_csv soreness_0_10=8
    cramp 2026-05-04T03:00
    """
    assert late_of(diary, now, "soreness") == []


def test_a_session_in_which_the_cramp_came_is_rightly_noted_after_it(diary, now):
    """A run with a cramp in it, typed when it was over.

    observation_period 2026-03-20T00:00
    session 2026-05-01T18:00 noted_at=2026-05-01T19:00 elapsed_min=60 effort=easy
    session 2026-05-03T18:00 noted_at=2026-05-03T19:00 elapsed_min=60 effort=race
    cramp 2026-05-03T18:40
    """
    assert late_of(diary, now, "race") == []


def kept_for(book, now, *, recalled: bool) -> None:
    """Keep 200 days: soreness is rated high before each cramp, entered that evening or only after the cramp."""
    dice = np.random.default_rng(8)
    entries = []
    first = datetime(2025, 10, 20, 18, tzinfo=UTC)
    for day in range(200):
        evening = first + timedelta(days=day)
        cramp = dice.random() < 0.12
        entered = evening + timedelta(hours=13 if recalled and cramp else 0)
        sore = int(dice.integers(6, 11)) if cramp else int(dice.integers(0, 8))
        entries.append(("check_in", {
            "at": evening.isoformat(), "noted_at": entered.isoformat(), "soreness_0_10": sore}))
        if cramp:
            at = (evening + timedelta(hours=8)).isoformat()
            entries.append(("cramp", {"at": at, "noted_at": at}))
    zone = ZoneInfo("Europe/Zurich")
    records = [from_dict(kind, said, home_zone=zone, now=now, id=uuid4()) for kind, said in entries]
    book.write(records, now=now, what="note")


def test_a_finding_that_hangs_on_late_entries_says_so(diary, now):
    """The person watches since October.

    observation_period 2025-10-19T00:00 noted_at=2025-10-19T00:00
    """
    kept_for(diary, now, recalled=True)
    weighed = weigh_diary(diary.read(), now)
    (claim,) = [f for f in weighed.report.findings if f.verdict.value in ("harmful", "protective")]
    assert (claim.exposure, claim.hangs_on_late) == ("soreness", True)
    assert claim.late_cases == claim.cases_high + claim.cases_low
    assert not {"no_late_entries", "late_entries_agree"} & set(weighed.report.assumptions)
    closely = look_closely(weighed, "soreness", "night")
    assert closely is not None
    assert closely.without_late is not None
    assert (closely.without_late.holds, closely.without_late.cases) == (False, 0)


def test_the_same_finding_noted_in_time_stands(diary, now):
    """The person watches since October.

    observation_period 2025-10-19T00:00 noted_at=2025-10-19T00:00
    """
    kept_for(diary, now, recalled=False)
    report = find_triggers(diary, now)
    (claim,) = [f for f in report.findings if f.verdict.value in ("harmful", "protective")]
    assert (claim.exposure, claim.late_cases, claim.hangs_on_late) == ("soreness", 0, False)
    assert "no_late_entries" in report.assumptions


def test_a_finding_that_half_the_cramps_bear_out_in_time_agrees(diary, now):
    """The person watches since October.

    observation_period 2025-10-19T00:00 noted_at=2025-10-19T00:00
    """
    kept_for(diary, now, recalled=False)
    late = weigh_diary(diary.read(), now)
    cases = [row for row, window in enumerate(late.table.windows) if window.cramps]
    marked = np.zeros(late.table.values.shape, dtype=np.bool_)
    marked[cases[::2], [e.id for e in late.table.exposures].index("soreness")] = True
    again = tried_without_late(late, marked)
    (claim,) = [f for f in again.report.findings if f.verdict.value == "harmful"]
    assert claim.late_cases == len(cases[::2])
    assert not claim.hangs_on_late
    assert "late_entries_agree" in again.report.assumptions
