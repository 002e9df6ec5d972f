"""The page of a session shows what its recording tells; no other entry has that part."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np

from uncramp.diary.records import Drink, Session
from uncramp.diary.series import Series
from uncramp.store.database import open_book

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_the_page_of_a_session_says_what_its_recording_tells(visitor) -> None:
    visitor.text("/diary/")
    time = np.arange(1801.0)
    curve = Series(id=UUID(int=9), started_at=AT, time_s=time, speed_m_s=np.where(time < 900, 3.0, 2.4))
    run = Session(
        id=UUID(int=1), at=AT, noted_at=AT, sport="running", moving_min=30, elapsed_min=30, rpe_0_10=6, series=curve.id
    )
    book = open_book(visitor.diary_path)
    book.write([run, Drink(id=UUID(int=2), at=AT, noted_at=AT, volume_ml=500)], now=AT, what="note", series=[curve])
    book.close()
    page = visitor.text(f"/diary/{run.id}/")
    assert "What the session tells" in page
    assert "180 points (AU)" in page
    assert "20 % slower than in the first third" in page
    assert "not what set off a cramp" in page
    assert "What the session tells" not in visitor.text(f"/diary/{UUID(int=2)}/")
