"""The sample diary file: whole or not at all, marked as made up, readable like any diary."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from uncramp.actions.sample import write_sample
from uncramp.simulation.cramping import CauseError
from uncramp.simulation.diaries import simulate_diary
from uncramp.store.book import BookError
from uncramp.store.database import open_book

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_a_sample_is_a_diary_file_with_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    report = write_sample(path, seed=3, cause="heat", years=0.3, now=NOW)
    book = open_book(path)
    diary = book.read()
    made = simulate_diary(3, "heat", 0.3, NOW)
    assert book.meta("sample") == "seed=3 cause=heat years=0.3 until=2026-06-01"
    assert {record.id for record in diary.tellings} == {record.id for record in made.records}
    assert sum(report.records.values()) == len(made.records)
    assert report.truth == made.truth
    assert book.profile().home_zone == "Europe/London"
    assert diary.curve(next(one.session for one in diary.events if one.session.series)) is not None
    book.close()
    assert [one.name for one in tmp_path.iterdir()] == ["sample.db"]


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(b"mine")
    with pytest.raises(BookError) as refused:
        write_sample(path, seed=3, cause="none", years=0.2, now=NOW)
    assert refused.value.fault == "target_exists"
    assert path.read_bytes() == b"mine"


def test_nothing_is_left_behind_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CauseError):
        write_sample(tmp_path / "sample.db", seed=3, cause="moon", years=0.2, now=NOW)
    with pytest.raises(BookError):
        write_sample(tmp_path / "nowhere" / "sample.db", seed=3, cause="none", years=0.2, now=NOW)
    assert list(tmp_path.iterdir()) == []
