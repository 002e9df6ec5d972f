"""Since when did you note every cramp? The question the statistics stand on."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from uncramp.actions import note as actions
from uncramp.actions.diary import observation_state
from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.records import ObservationPeriod
from uncramp.web.desk import Desk, desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.wording.notation import say_fault


@require_http_methods(["GET", "HEAD", "POST"])
def since(request: HttpRequest) -> HttpResponse:
    """Ask, or keep the answer as an observation period that is still open."""
    desk = desk_of(request)
    if request.method != "POST":
        return _ask(request, desk)
    answer = request.POST.get("since", "")
    if answer == "never":
        told(request, desk.say("All right. Say so when you begin to note every cramp."))
        return redirect("first")
    day = request.POST.get("day", "") if answer == "date" else answer
    try:
        record = actions.note(desk.book, "observation_period", _fields(desk, day), desk.now)
    except NotationError as error:
        return _ask(request, desk, fault=say_fault(error.faults[0], desk.language), typed=day)
    told(request, desk.say("Noted. Days count from then on."), newest_change_of(request, record.id))
    return redirect("triggers")


def _fields(desk: Desk, day: str) -> dict[str, object]:
    if not day:
        raise NotationError((Fault(field="at", fault="not_a_time", facts={"given": "nothing"}),))
    if day == desk.local_now.date().isoformat():
        return {"at": desk.local_now.replace(hour=0, minute=0, second=0, microsecond=0)}
    return {"at": day}


def _ask(request: HttpRequest, desk: Desk, *, fault: str = "", typed: str = "") -> HttpResponse:
    state = observation_state(desk.book, desk.now)
    today = desk.local_now.date()
    shown = {
        "here": "triggers", "state": state, "today": today, "choices": _choices(today, state.earliest),
        "fault": fault, "typed": typed, "periods": desk.diary.of(ObservationPeriod),
    }
    return render(request, "pages/since.html", shown, status=422 if fault else 200)


def _choices(today: date, suggestion: date | None) -> list[tuple[str, date]]:
    choices = [("today", today), ("month", today - timedelta(days=30)), ("year", today.replace(month=1, day=1))]
    if suggestion and suggestion < today:
        choices.append(("first", suggestion))
    return choices
