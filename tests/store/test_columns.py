"""Curves as blobs: equal bit by bit, small, and damage is never read as data."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, strategies as st
from random_records import series

from uncramp.diary.series import SERIES_COLUMNS, Series
from uncramp.store.columns import DamagedSeriesError, pack, unpack


def made(**columns):
    return Series(id=UUID(int=1), started_at=datetime(2026, 5, 4, tzinfo=UTC), **columns)


@given(series())
def test_a_curve_comes_back_bit_by_bit(curve):
    back = unpack(curve.id, pack(curve))
    assert (back.id, back.started_at) == (curve.id, curve.started_at.astimezone(UTC))
    for name in ("time_s", *SERIES_COLUMNS):
        ours, theirs = getattr(curve, name), getattr(back, name)
        assert (ours is None) == (theirs is None)
        assert ours is None or ours.tobytes() == theirs.tobytes()


def test_an_hour_of_running_takes_little_room():
    time_s = np.arange(3600.0)
    rng = np.random.default_rng(1)
    heart = np.round(140 + np.cumsum(rng.normal(0, 0.3, 3600)))
    blob = pack(made(time_s=time_s, heart_rate_bpm=heart, distance_m=np.round(time_s * 2.9, 2)))
    assert len(blob) < 3600 * 3 * 8 / 5


def test_columns_of_unlike_length_are_refused():
    with pytest.raises(ValueError, match="differ in length"):
        pack(made(time_s=np.arange(3.0), speed_m_s=np.arange(2.0)))


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_damage_is_known_as_damage(place, flip):
    blob = bytearray(pack(made(time_s=np.arange(50.0), speed_m_s=np.arange(50.0) / 7)))
    blob[place % len(blob)] ^= flip
    try:
        back = unpack(UUID(int=1), bytes(blob))
    except DamagedSeriesError:
        return
    assert np.array_equal(back.speed_m_s, np.arange(50.0) / 7)  # the flip was in bits that deflate does not use


@pytest.mark.parametrize("blob", [b"", b"uncr", b"uncr\x01", b"uncr\x01" + bytes(40), b"PK\x03\x04"])
def test_what_is_no_curve_is_damage(blob):
    with pytest.raises(DamagedSeriesError):
        unpack(UUID(int=1), blob)
