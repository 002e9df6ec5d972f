"""What goes in and out of the API, as its OpenAPI document says it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from uncramp.diary.records import BY_KIND

KINDS = ", ".join(BY_KIND)


class RecordIn(Schema):
    """A new entry: its kind, and what is known of it. `GET /kinds` names the fields of each kind."""

    model_config = ConfigDict(extra="allow")

    kind: str = Field(description=f"One of {KINDS}.", examples=["cramp"])


class Fields(Schema):
    """The fields of an entry that should say something else; null makes a field unknown again."""

    model_config = ConfigDict(extra="allow")


class RecordOut(Schema):
    """An entry in the notation of the diary: these, and the fields of its kind; null is not known."""

    model_config = ConfigDict(extra="allow")

    kind: str
    id: UUID
    at: str
    zone: str | None
    noted_at: str
    source: str
    note: str | None


class Records(Schema):
    """Entries in order of time."""

    records: list[RecordOut]


class Answer(Schema):
    """A document as the command of the same name prints it with `--json`."""

    model_config = ConfigDict(extra="allow")


class What(Schema):
    """What went wrong: an id, one sentence, and the field where there is one."""

    model_config = ConfigDict(extra="allow")

    fault: str
    text: str
    field: str | None = None


class Error(Schema):
    """Nothing was changed, and why."""

    error: What


class Range(Schema):
    """Which entries: from one day up to and with another, of some kinds, and at most how many (the newest)."""

    since: date | None = None
    until: date | None = None
    kind: list[str] = Field(default_factory=list, description=f"Of {KINDS}.")
    most: int | None = Field(None, ge=1, le=100_000)
