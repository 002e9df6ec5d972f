"""Random records of every kind, read off the shapes of the fields: what is new in a record is tested by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import strategies as st

from uncramp.body import MUSCLE_OF
from uncramp.diary.fields import FieldShape, all_fields_of, shapes_of
from uncramp.diary.profile import Profile
from uncramp.diary.records import BY_KIND, Air, Record
from uncramp.diary.series import SERIES_COLUMNS, Series

ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC")
]
OFFSETS = [UTC, timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(hours=14))]

#: text that has broken some program before
NASTY = [
    "=1+1", "+49", "-", "@x", "'", "''", " a ", "a;b:c\\", "\\", ";", "\r", "a\r\nb", "\n", '"', '"",',
    "\ttab", "é 🏃‍♀️", "﻿",
]

text = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
)
moments = st.one_of(
    st.datetimes(datetime(1970, 1, 2), datetime(2037, 1, 1), timezones=st.sampled_from(ZONES), allow_imaginary=False),
    st.datetimes(datetime(1970, 1, 2), datetime(2037, 1, 1), timezones=st.sampled_from(OFFSETS)),
)
ids = st.uuids(version=4)


@cache
def values(shape: FieldShape) -> st.SearchStrategy:
    """Give values that a field may hold, unknown among them."""
    known = {
        "number": st.floats(shape.low, shape.high, allow_nan=False, allow_infinity=False),
        "whole": st.integers(int(shape.low or 0), int(shape.high or 99)),
        "word": text,
        "flag": st.booleans(),
        "time": moments,
        "link": ids,
        "words": st.lists(text.filter(bool), max_size=3).map(tuple),
        "portions": st.lists(st.tuples(text.filter(str.strip), st.floats(0, 5_000)), max_size=3).map(tuple),
    }
    if shape.family == "choice":
        found = st.sampled_from(list(shape.type))
    elif shape.family == "choices":
        found = st.frozensets(st.sampled_from(list(shape.type)))
    else:
        found = known[shape.family]
    if shape.unordered and shape.family == "words":
        found = found.map(frozenset)
    may_be_none = shape.optional and shape.family not in ("words", "choices", "portions")
    return st.none() | found if may_be_none else found


@st.composite
def records(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(BY_KIND)) -> Record:
    """Give a record of any kind with any fields known."""
    kind = draw(st.sampled_from(kinds))
    shapes = all_fields_of(kind)
    own = {shape.name: draw(values(shape)) for shape in shapes if shape.inside is None}
    air = {shape.name: draw(values(shape)) for shape in shapes if shape.inside is not None}
    if own.get("spot"):
        own["muscle"] = MUSCLE_OF[own["spot"]]  # a region lies in one muscle; a told contradiction is refused
    if air:
        own["air"] = Air(**air)
    return BY_KIND[kind](
        id=draw(ids), at=draw(moments), noted_at=draw(moments).astimezone(UTC),
        source=draw(st.sampled_from(["typed", "fit", "gpx", "sample", "tidy_csv"])), note=draw(st.none() | text), **own,
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Give a profile with any fields told."""
    told = {shape.name: draw(values(shape)) for shape in shapes_of(Profile) if shape.name != "noted_at"}
    return replace(Profile(), noted_at=draw(moments).astimezone(UTC), **told)


@st.composite
def series(draw: st.DrawFn) -> Series:
    """Give curves with any columns, gaps and odd values among them."""
    length = draw(st.integers(0, 20))
    seed = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    columns = {}
    for name in SERIES_COLUMNS:
        if draw(st.booleans()):
            column = seed.normal(100.0, 30.0, length)
            column[seed.random(length) < 0.2] = np.nan
            columns[name] = column
    time_s = np.cumsum(seed.uniform(0.1, 5.0, length))
    return Series(id=draw(ids), started_at=draw(moments), time_s=time_s, **columns)


