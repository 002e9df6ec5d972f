"""The first page: three ways in while the diary is empty; then Today: the day, a chance, few things, a question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.diary.records import ObservationPeriod
from uncramp.web import entries, quick
from uncramp.web.desk import desk_of
from uncramp.web.today_kept import today_of
from uncramp.web.today_shown import shown_today
from uncramp.web.trial_card import card_of

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
    shown |= {"trial": card_of(desk)}
    shown |= {"ask_since": not desk.diary.of(ObservationPeriod), "ask_about_me": desk.profile.age_band is None}
    return render(request, "pages/today.html", {**shown, "latest": latest, **shown_today(request, desk, today)})


@require_safe
def later(request: HttpRequest) -> HttpResponse:
    """Give the part of Today that was not there yet, once it is: the chance, and the things in their order."""
    desk = desk_of(request)
    if not len(desk.diary):
        return HttpResponse(status=204)
    return render(request, "parts/day.html", shown_today(request, desk, today_of(desk, PATIENCE_S)))
