"""What goes in and out of the API, as its OpenAPI document says it."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from uncramp.body import Muscle
from uncramp.diary.records import BY_KIND

KINDS = ", ".join(BY_KIND)


class RecordIn(BaseModel):
    """A new entry: its kind, and what is known of it. `GET /kinds` names the fields of each kind."""

    model_config = ConfigDict(extra="allow")

    kind: str = Field(examples=["cramp"], json_schema_extra={"enum": list(BY_KIND)})


class Fields(BaseModel):
    """The fields of an entry that should say something else; null makes a field unknown again."""

    model_config = ConfigDict(extra="allow")


class RecordOut(BaseModel):
    """An entry in the notation of the diary: these, and the fields of its kind; null is not known."""

    model_config = ConfigDict(extra="allow")

    kind: str
    id: UUID
    at: str
    zone: str | None
    noted_at: str
    source: str
    note: str | None


class Records(BaseModel):
    """Entries in order of time."""

    records: list[RecordOut]


class Answer(BaseModel):
    """A document as the command of the same name prints it with `--json`."""

    model_config = ConfigDict(extra="allow")


class What(BaseModel):
    """What went wrong: an id, one sentence, and the field where there is one."""

    model_config = ConfigDict(extra="allow")

    fault: str
    text: str
    field: str | None = None


class Error(BaseModel):
    """Nothing was changed, and why."""

    error: What


class Planned(BaseModel):
    """The next session, as far as it is known; what is left out is taken from the diary, or is not known."""

    at: str | None = Field(None, description="A time, or a time of day: the next one.", examples=["18:00"])
    sport: str | None = Field(None, examples=["running"])
    effort: Literal["easy", "steady", "hard", "race"] | None = None
    planned_min: float | None = Field(None, ge=1, le=6_000, examples=[60])
    temperature_c: float | None = Field(None, ge=-60, le=60)
    humidity_pct: float | None = Field(None, ge=0, le=100)
    warm_up: bool | None = Field(None, description="Of at least 10 minutes.")


class Cramping(BaseModel):
    """A cramp in progress: where, for how long, and the safety answers so far (`sign:yes`, `:no`, `:not_sure`)."""

    muscle: Muscle = Muscle.HAMSTRING
    elapsed_s: float | None = Field(None, ge=0, le=86_400)
    setting: Literal["water", "driving", "run", "bed", "sitting"] | None = None
    answer: list[str] = Field(default_factory=list, examples=[["first-check:no"]])


class PlanAsked(BaseModel):
    """Which day to plan, and how many minutes there are for a warm-up."""

    date: dt.date | None = Field(None, description="Today without it; up to a year ahead.")
    minutes: float | None = Field(None, ge=1, le=60)


class PlanThing(BaseModel):
    """One thing worth doing: how much, when, why, on which claim; `text` says it in a sentence."""

    model_config = ConfigDict(extra="allow")

    what: str = Field(examples=["warm_up"])
    topic: str
    when: str
    at: str | None
    amount: float | None
    amount_high: float | None
    unit: str | None
    minutes: float | None
    because: list[str]
    claim: str
    certainty: str
    text: str


class LeftOut(BaseModel):
    """What is not advised to this person, why, and what instead."""

    what: str
    topic: str
    reason: list[str]
    cautions: list[str]
    instead: str


class TrialOfDay(BaseModel):
    """What a running self-trial asks of a day; of a block that has not begun nothing is told."""

    turn: Literal["known", "to_draw", "sealed"]
    do: str | None = Field(description="The remedy of the day; none on a day without it.")
    pack: Literal["A", "B"] | None = Field(None, description="The pack of the day in a blinded trial.")
    leave: list[str]
    waiting: list[str] = Field(description="Things the plan would have named.")
    text: str


class Plan(BaseModel):
    """The plan of one day: at most five items, the rest in `more`, what is withheld, and what was not known."""

    date: dt.date
    headline: str
    items: list[PlanThing] = Field(max_length=5)
    more: list[PlanThing]
    withheld: list[LeftOut]
    unknown: list[str]
    no_longer: list[str]
    in_vain: list[str]
    notes: list[str]
    trial: TrialOfDay | None


class Plans(BaseModel):
    """The plans of some days, in their order."""

    days: list[Plan]


class Done(BaseModel):
    """A thing of today's plan that was done: its `what`, an id of your own making, and the seconds of each step."""

    what: str = Field(examples=["warm_up"], max_length=100)
    id: UUID
    held_s: list[float] | None = Field(
        None, max_length=500, description="One figure for each step of its `routine`; left out: as planned.")


class Range(BaseModel):
    """Which entries: from one day up to and with another, of some kinds, and at most how many (the newest)."""

    since: date | None = None
    until: date | None = None
    kind: list[str] = Field(default_factory=list, description=f"Of {KINDS}.")
    most: int | None = Field(None, ge=1, le=100_000)


#: answers that any route may give, and those of a route that names one entry or change
REFUSED = {400: Error, 403: Error, 409: Error, 415: Error, 422: Error}
MISSING = {**REFUSED, 404: Error}
