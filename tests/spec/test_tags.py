"""A person's own tags as exposures, told as little diaries."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from uncramp.actions.note import amend, note
from uncramp.actions.triggers import find_triggers, weigh_diary
from uncramp.diary.notation import from_dict
from uncramp.diary.tags import tags_of
from uncramp.exposures.person_time import WindowKind, windows
from uncramp.exposures.table import measure_all
from uncramp.exposures.tags import tag_exposures


def tag_days(book, now, tag: str, days: int, first: int = 1, kind: str = "check_in") -> None:
    """Note a tag on so many days of May 2026 at 12:00."""
    for day in range(first, first + days):
        at = f"2026-05-{day:02}T12:00"
        note(book, kind, {"at": at, "noted_at": at, "note": f"felt fine #{tag}"}, now)


def values_of(book, now, exposure: str) -> dict[tuple[str, int], float]:
    """Give the values of an exposure by kind and day of the window."""
    diary = book.read()
    table = measure_all(diary, windows(diary, now))
    column = [each.id for each in table.exposures].index(exposure)
    return {
        (window.kind.value, window.day.day): float(value)
        for window, value in zip(table.windows, table.values[:, column], strict=True)
        if window.kind is not WindowKind.REST
    }


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        ("#new_shoes and #Rain!", {"new_shoes", "rain"}), ("race #12", set()), ("a#b http://x/#part", set()),
        ("#größe #größe", {"grösse"}), (None, set()), ("#late- night", {"late"}),
    ],
)
def test_a_tag_is_a_word_with_a_hash_in_front(said, tags):
    assert tags_of(said) == tags


def test_a_tag_is_looked_at_once_it_stands_on_five_days(diary, now):
    """Nothing was noted yet."""
    tag_days(diary, now, "new_shoes", 4)
    assert tag_exposures(diary.read()) == ()
    tag_days(diary, now, "new_shoes", 1, first=20)
    assert [each.id for each in tag_exposures(diary.read())] == ["tag_new_shoes"]


def test_only_the_five_most_used_tags_are_looked_at(diary, now):
    """Nothing was noted yet."""
    for number, tag in enumerate("abcdefg"):
        tag_days(diary, now, tag, 5 + number)
    assert [each.id for each in tag_exposures(diary.read())] == [f"tag_{tag}" for tag in "gfedc"]


def test_a_tag_in_the_note_of_a_cramp_tells_of_the_cramp_and_is_not_looked_at(diary, now):
    """Nothing was noted yet."""
    tag_days(diary, now, "ouch", 8, kind="cramp")
    assert tag_exposures(diary.read()) == ()


def test_a_tag_counts_from_its_first_use_on_and_for_the_24_hours_after_it(diary, now):
    """The person watches since April.

    observation_period 2026-04-20T00:00
    """
    tag_days(diary, now, "beer", 5, first=10)
    nights = {day: value for (kind, day), value in values_of(diary, now, "tag_beer").items() if kind == "night"}
    assert np.isnan(nights[9])
    assert np.isnan(nights[10])  # the night that ended before the first use
    assert [nights[day] for day in (11, 15)] == [1.0, 1.0]
    assert nights[16] == 0.0


def test_a_tag_on_a_run_belongs_to_that_run(diary, now):
    """Five runs, each tagged when it was noted.

    observation_period 2026-04-20T00:00
    """
    for day in range(10, 15):
        at = f"2026-05-{day}T18:00"
        note(diary, "session", {"at": at, "noted_at": at, "sport": "running", "elapsed_min": 40, "note": "#flats"}, now)
    note(diary, "session", {"at": "2026-05-20T18:00", "sport": "running", "elapsed_min": 40}, now)
    found = values_of(diary, now, "tag_flats")
    assert found["session", 12] == 1.0
    assert found["session", 20] == 0.0


def test_a_tag_put_into_a_note_later_is_unknown_where_a_cramp_came(diary, now):
    """A run, tagged four times on others.

    observation_period 2026-04-20T00:00
    cramp 2026-05-20T18:20 muscle=calf
    """
    run = note(diary, "session", {"at": "2026-05-20T18:00", "noted_at": "2026-05-20T18:00", "elapsed_min": 40}, now)
    tag_days(diary, now, "flats", 5, first=2)
    amend(diary, run.id, {"note": "#flats"}, now)
    assert np.isnan(values_of(diary, now, "tag_flats")["session", 20])


def test_a_tag_that_goes_with_cramps_is_found_with_a_neutral_prior(diary, now):
    """The person watches since January.

    observation_period 2025-10-01T00:00 noted_at=2025-10-01T00:00
    """
    dice = np.random.default_rng(3)
    entries = []
    first = datetime(2025, 10, 2, 20, tzinfo=UTC)
    for day in range(220):
        evening = first + timedelta(days=day)
        tagged = dice.random() < 0.3
        said = {"at": evening.isoformat(), "noted_at": evening.isoformat(), "note": "#late_meal" if tagged else "-"}
        entries.append(("check_in", said))
        if dice.random() < (0.45 if tagged else 0.04):
            at = (evening + timedelta(hours=6)).isoformat()
            entries.append(("cramp", {"at": at, "noted_at": at}))
    zone = ZoneInfo("Europe/Zurich")
    records = [from_dict(kind, fields, home_zone=zone, now=now, id=uuid4()) for kind, fields in entries]
    diary.write(records, now=now, what="note")
    found = next(f for f in find_triggers(diary, now).findings if (f.exposure, f.outcome) == ("tag_late_meal", "night"))
    assert (found.verdict, found.prior_id, found.prior_mean) == ("harmful", None, 0.0)
    assert found.odds_ratio > 3
    assert not found.hangs_on_late
    assert weigh_diary(diary.read(), now).report.assumptions[-2] == "no_late_entries"
