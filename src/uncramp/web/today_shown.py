"""Today as its template shows it: everything said in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest

from uncramp.triage.triage import Level
from uncramp.web.desk import Desk
from uncramp.web.ticked import MOST_ASKED, ticked
from uncramp.web.today_state import Today
from uncramp.wording.questions import SaidQuestion, say_question
from uncramp.wording.things import say_things
from uncramp.wording.today import say_care, say_day

if TYPE_CHECKING:  # loaded late, as below
    from uncramp.wording.today_chance import SaidChance


def shown_today(request: HttpRequest, desk: Desk, today: Today) -> dict[str, object]:
    """Say today for its template; ``new_id`` makes a tap that is sent twice one entry."""
    language, profile, noted = desk.language, desk.profile, ticked(request)
    care = today.made.triage
    return {
        "today": today.facts, "day_said": say_day(today.made, today.plan, profile, language),
        "care": None if care.level is Level.SELF_CARE else say_care(care, profile, language),
        "urgent": today.plan.headline.id == "care_first",
        "things": say_things(
            today.made, today.plan, profile, language, ticked=noted.done, left_out=noted.left_out),
        "chance": _chance(desk, today), "broke": today.forecast_broke,
        "question": None if noted.asked >= MOST_ASKED else _question(desk, today), "new_id": uuid4(),
    }


def _chance(desk: Desk, today: Today) -> SaidChance | None:
    """Say the chance of a cramp; None while it is being worked out."""
    if today.forecast is None:
        return None
    from uncramp.wording.today_chance import say_chance  # late: it loads the engine, which is there where this is

    return say_chance(today.forecast, desk.profile, desk.language)


def _question(desk: Desk, today: Today) -> SaidQuestion | None:
    """Say the question worth most; none where somebody should look first."""
    if not today.questions or today.plan.headline.id == "care_first":
        return None
    question = today.questions[0]
    return say_question(question, today.yesterday.get(question.id), desk.profile.units, desk.language)
