"""The first page: three ways in while the diary is empty; then Today: the day, a chance, few things, a question."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.diary.records import ObservationPeriod
from uncramp.web import entries, quick
from uncramp.web.desk import Desk, desk_of
from uncramp.web.ticked import MOST_ASKED, ticked
from uncramp.web.today_kept import Today, today_of
from uncramp.wording import today as words
from uncramp.wording.questions import SaidQuestion, say_question

#: the rest of a page waits so long for its forecast (s): that of twenty years is there by then
PATIENCE_S = 30.0


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the first page; what takes long comes after it."""
    desk = desk_of(request)
    shown: dict[str, object] = {"here": "first", "quick": quick.first_buttons(desk.say)}
    if not len(desk.diary):
        return render(request, "pages/first_empty.html", shown)
    today = today_of(desk)
    latest = entries.lines(today.facts.latest, desk.language, desk.profile.units)
    shown |= {"ask_since": not desk.diary.of(ObservationPeriod), "ask_about_me": desk.profile.age_band is None}
    return render(request, "pages/today.html", {**shown, "latest": latest, **_said(request, desk, today)})


@require_safe
def later(request: HttpRequest) -> HttpResponse:
    """Give the part of Today that was not there yet, once it is: the chance, and the things in their order."""
    desk = desk_of(request)
    if not len(desk.diary):
        return HttpResponse(status=204)
    return render(request, "parts/day.html", _said(request, desk, today_of(desk, PATIENCE_S)))


def _said(request: HttpRequest, desk: Desk, today: Today) -> dict[str, object]:
    """Say today for its template; ``new_id`` makes a tap that is sent twice one entry."""
    language, profile, noted = desk.language, desk.profile, ticked(request)
    found = today.forecast
    return {
        "today": today.facts, "day_said": words.say_day(today.made, today.plan, profile, language),
        "care": words.say_care(today.made, profile, language), "urgent": today.plan.headline.id == "care_first",
        "things": words.say_things(
            today.made, today.plan, profile, language, ticked=noted.done, left_out=noted.left_out),
        "chance": None if found is None else words.say_chance(found, profile, language),
        "question": None if noted.asked >= MOST_ASKED else _question(desk, today), "new_id": uuid4(),
    }


def _question(desk: Desk, today: Today) -> SaidQuestion | None:
    """Say the question worth most; none where somebody should look first."""
    if not today.questions or today.plan.headline.id == "care_first":
        return None
    question = today.questions[0]
    return say_question(question, today.yesterday.get(question.id), desk.profile.units, desk.language)
