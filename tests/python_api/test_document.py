"""A result written as JSON: what is not known is null, and what comes back means the same."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from uncramp.document import Document, plain


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Document):
    size_ml: float
    colour: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Document):
    id: UUID
    at: datetime
    parts: tuple[Part, ...]
    words: frozenset[str]


def test_every_value_is_written_as_json_has_it() -> None:
    whole = Whole(
        id=UUID(int=1), at=datetime(2026, 5, 3, 23, 10, tzinfo=UTC),
        parts=(Part(size_ml=float("nan")), Part(size_ml=2.5, colour=Colour.RED)), words=frozenset({"b", "a"}),
    )
    assert whole.to_dict() == {
        "id": "00000000-0000-0000-0000-000000000001",
        "at": "2026-05-03T23:10:00+00:00",
        "parts": [{"size_ml": None, "colour": None}, {"size_ml": 2.5, "colour": "red"}],
        "words": ["a", "b"],
    }


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20,
))
def test_the_document_is_always_strict_json(value: object) -> None:
    json.loads(json.dumps(plain(value), allow_nan=False))


def test_a_value_json_cannot_hold_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(TypeError, match="object cannot be written"):
        plain(object())
