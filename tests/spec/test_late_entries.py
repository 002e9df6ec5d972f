"""Entries made after a cramp: which values rest on them, and whether a finding stands without them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
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


def correct(book, kind: str, when: str, **fields: object) -> None:
    """Correct the one entry of a kind at a moment."""
    (record,) = [record for record in book.read() if record.kind == kind]
    book.amend(replace(record, **fields), now=datetime.fromisoformat(when).replace(tzinfo=UTC))


def test_a_value_that_was_put_right_after_the_cramp_is_late(diary, now):
    """Rated 3 in the evening, 8 on the morning after the cramp.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:01 soreness_0_10=3
    cramp 2026-05-04T03:00
    """
    correct(diary, "check_in", "2026-05-04T06:00", soreness_0_10=8)
    assert late_of(diary, now, "soreness") == [("night", 4)]


def test_a_value_that_was_put_right_before_the_cramp_is_not(diary, now):
    """The same, a quarter of an hour after the first rating.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:01 soreness_0_10=3
    cramp 2026-05-04T03:00
    """
    correct(diary, "check_in", "2026-05-03T18:15", soreness_0_10=8)
    assert late_of(diary, now, "soreness") == []


def test_a_correction_of_something_else_makes_nothing_late(diary, now):
    """Soreness and fatigue rated in the evening; only the fatigue was changed after the cramp.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:01 soreness_0_10=3 fatigue_0_10=2
    cramp 2026-05-04T03:00
    """
    correct(diary, "check_in", "2026-05-04T06:00", fatigue_0_10=9)
    assert late_of(diary, now, "soreness") == []


def test_a_correction_that_was_taken_back_leaves_nothing_late(diary, now):
    """Changed after the cramp, and changed back.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:01 soreness_0_10=3
    cramp 2026-05-04T03:00
    """
    correct(diary, "check_in", "2026-05-04T06:00", soreness_0_10=8)
    diary.undo(diary.changes()[0].number, now=datetime(2026, 5, 4, 6, 1, tzinfo=UTC))
    assert late_of(diary, now, "soreness") == []


def test_what_was_deleted_after_the_cramp_makes_late_what_is_known_without_it(diary, now):
    """Two ratings of one evening; the later and lower one was thrown away after the cramp.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T19:00 noted_at=2026-05-03T19:00 soreness_0_10=8
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:00 soreness_0_10=2
    cramp 2026-05-04T03:00
    """
    lower = next(each for each in diary.read() if each.kind == "check_in" and each.soreness_0_10 == 2)
    assert late_of(diary, now, "soreness") == []
    diary.delete([lower.id], now=datetime(2026, 5, 4, 6, tzinfo=UTC))
    assert late_of(diary, now, "soreness") == [("night", 4)]


def test_an_entry_moved_behind_the_cramp_makes_late_what_is_known_without_it(diary, now):
    """The lower rating was moved, after the cramp, to the evening that followed it.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T19:00 noted_at=2026-05-03T19:00 soreness_0_10=8
    check_in 2026-05-03T20:00 noted_at=2026-05-03T20:00 soreness_0_10=2
    cramp 2026-05-04T03:00
    """
    lower = next(each for each in diary.read() if each.kind == "check_in" and each.soreness_0_10 == 2)
    moved = replace(lower, at=lower.at + timedelta(days=1))
    diary.amend(moved, now=datetime(2026, 5, 5, 6, tzinfo=UTC))
    assert late_of(diary, now, "soreness") == [("night", 4)]


def test_what_a_person_corrects_in_the_entry_of_a_device_is_late_from_then_on(diary, now):
    """A rating out of a file, changed by hand after the cramp.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-04T08:00 source=whoop soreness_0_10=3
    cramp 2026-05-04T03:00
    """
    assert late_of(diary, now, "soreness") == []
    correct(diary, "check_in", "2026-05-04T09:00", soreness_0_10=8)
    assert late_of(diary, now, "soreness") == [("night", 4)]


def test_a_file_that_was_taken_back_and_read_again_after_the_cramp_is_not_late(diary, now):
    """What a device told stays what it told, whenever its file is read.

    observation_period 2026-04-20T00:00
    cramp 2026-05-04T03:00
    """
    said = {"at": "2026-05-03T20:00", "source": "whoop", "soreness_0_10": 3}
    device = from_dict("check_in", said, home_zone=ZoneInfo("Europe/Zurich"), now=now, id=UUID(int=7))
    change = diary.write([device], now=datetime(2026, 5, 4, 7, tzinfo=UTC), what="import")
    diary.undo(change.number, now=datetime(2026, 5, 4, 8, tzinfo=UTC))
    assert late_of(diary, now, "soreness") == []
    diary.write([replace(device, soreness_0_10=4)], now=datetime(2026, 5, 4, 9, tzinfo=UTC), what="import")
    assert late_of(diary, now, "soreness") == []


def test_an_entry_that_came_after_the_cramp_stays_late_however_often_it_is_corrected(diary, now):
    """Entered late and corrected later still.

    observation_period 2026-04-20T00:00
    check_in 2026-05-03T20:00 noted_at=2026-05-04T08:00 soreness_0_10=8
    cramp 2026-05-04T03:00
    """
    correct(diary, "check_in", "2026-05-10T06:00", note="as I said")
    assert late_of(diary, now, "soreness") == [("night", 4)]


def test_a_correction_before_one_cramp_and_after_another_is_late_for_the_earlier_one_alone(diary, now):
    """Seen by the nights of two cramps three days apart, changed between them.

    observation_period 2026-03-01T00:00
    stretch 2026-05-01T20:00 noted_at=2026-05-01T20:10 hold_s=30 repeats=2
    cramp 2026-05-03T03:00
    cramp 2026-05-06T03:00
    """
    correct(diary, "stretch", "2026-05-04T06:00", hold_s=60.0)
    assert late_of(diary, now, "stretching") == [("night", 3)]


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


def test_a_finding_that_hangs_on_corrections_says_so(diary, now):
    """The person watches since October; every rating was low in the evening and made high after the cramp.

    observation_period 2025-10-19T00:00 noted_at=2025-10-19T00:00
    """
    kept_for(diary, now, recalled=False)
    cramps = [each.at for each in diary.read() if each.kind == "cramp"]
    for rated in [each for each in diary.read() if each.kind == "check_in"]:
        cramp = next((at for at in cramps if timedelta(0) < at - rated.at < timedelta(hours=9)), None)
        if cramp is not None:
            rating = rated.soreness_0_10
            diary.amend(replace(rated, soreness_0_10=1), now=rated.noted_at)
            diary.amend(replace(rated, soreness_0_10=rating), now=cramp + timedelta(hours=3))
    report = find_triggers(diary, now)
    (claim,) = [f for f in report.findings if f.verdict.value in ("harmful", "protective")]
    assert (claim.exposure, claim.hangs_on_late) == ("soreness", True)
    assert claim.late_cases == claim.cases_high + claim.cases_low


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
