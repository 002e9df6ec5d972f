"""The made-up diary: never mixed with a real one, and never so old that its last days are blank."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from uncramp.actions import note as notes
from uncramp.actions.sample import SAMPLE_REMARK, keep_sample_fresh, write_sample
from uncramp.store.database import open_book

NOW = datetime(2026, 5, 10, 14, 40, tzinfo=UTC)


def last_day(path: Path) -> str:
    book = open_book(path)
    try:
        return str(max(record.at for record in book.read() if record.at <= NOW + timedelta(days=60)).date())
    finally:
        book.close()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample-diary.db"
    write_sample(path, seed=5, cause=None, years=0.2, now=NOW)
    return path


@pytest.mark.parametrize(("days", "renewed"), [(0, False), (7, False), (8, True)])
def test_a_sample_is_renewed_once_its_last_week_would_be_blank(sample: Path, days: int, renewed: bool) -> None:
    later = NOW + timedelta(days=days)
    assert keep_sample_fresh(sample, seed=7, years=2, now=later) is renewed
    assert later.date() - datetime.fromisoformat(last_day(sample)).date() <= timedelta(days=8)
    book = open_book(sample)
    assert book.meta(SAMPLE_REMARK) == f"seed=5 cause=sleep years=0.2 until={(later if renewed else NOW).date()}"
    book.close()
    assert [each.name for each in sample.parent.iterdir()] == ["sample-diary.db"]


def test_what_somebody_noted_in_a_sample_is_put_aside_and_not_lost(sample: Path) -> None:
    book = open_book(sample)
    notes.note(book, "cramp", {"muscle": "calf", "note": "mine"}, NOW)
    book.close()
    keep_sample_fresh(sample, seed=7, years=2, now=NOW + timedelta(days=30))
    aside = open_book(sample.with_name("sample-diary-until-2026-05-10.db"))
    assert "mine" in [record.note for record in aside.read()]
    aside.close()


def test_a_real_diary_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "sample-diary.db"
    book = open_book(path)
    notes.note(book, "cramp", {"muscle": "calf"}, NOW)
    book.close()
    assert keep_sample_fresh(path, seed=7, years=2, now=NOW + timedelta(days=400)) is False
    book = open_book(path)
    assert len(list(book.read())) == 1
    book.close()


def test_opening_an_old_sample_from_the_first_page_shows_a_week_that_is_not_blank(visitor) -> None:
    path = visitor.diary_path.with_name("sample-diary.db")
    write_sample(path, seed=5, cause=None, years=0.2, now=NOW)
    visitor.post("/sample/open/")
    visitor.text("/")
    with time_machine.travel(NOW + timedelta(days=40), tick=True):
        visitor.post("/sample/open/")
        page = visitor.text("/")
    week = page[page.index('class="week') :].split("</ol>")[0]
    assert week.count('class="none"') < 7
    assert 'class="quiet"' in week or 'class="cramp"' in week
