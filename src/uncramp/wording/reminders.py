"""What is due soon, in a sentence; what leaves this computer says no more than that something is due, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from uncramp.document import Document
from uncramp.plan.day_plan import Moment
from uncramp.wording.calendars import begins_at
from uncramp.wording.languages import plural, text
from uncramp.wording.plan_week import things_by_day
from uncramp.wording.plans import PlanPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Document):
    """One thing that is due: its name, the sentence of the plan, and when it begins (aware)."""

    what: str
    sentence: str
    at: datetime


def due_between(pages: Sequence[PlanPage], zone: ZoneInfo, after: datetime, until: datetime) -> tuple[Due, ...]:
    """Give what begins after one moment and up to another (both aware), soonest first.

    The first moment is left out and the last is not, so that calls one after another tell each thing once. What can be
    done at any time is not due at one.
    """
    found = [
        Due(what=item.what, sentence=item.sentence, at=begins)
        for page, items in things_by_day(pages) for item in items
        if (item.at is not None or item.moment != Moment.ANY_TIME.value)
        and (begins := begins_at(page.day, item, zone)) is not None and after < begins <= until
    ]
    return tuple(sorted(found, key=lambda each: each.at))


def reminder(due: Sequence[Due], language: str, *, titles: bool) -> str:
    """Say what is due (at least one thing); without ``titles`` only how many things and from when."""
    if titles:
        return "\n".join(f"{each.at:%H:%M}  {each.sentence}" for each in due)
    clock = f"{due[0].at:%H:%M}"
    one = text(language, "Something in your plan is due at {clock}.", clock=clock)
    return one if len(due) == 1 else plural(
        language, "{n} thing in your plan is due from {clock}.", "{n} things in your plan are due from {clock}.",
        len(due), clock=clock)
