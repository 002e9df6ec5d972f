"""The first page: three ways in while the diary is empty; one sentence, the week and the latest entries after."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.diary.records import ObservationPeriod
from uncramp.web import entries, quick
from uncramp.web.calendar import today_facts
from uncramp.web.desk import desk_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    desk = desk_of(request)
    shown: dict[str, object] = {"here": "first", "quick": quick.first_buttons(desk.say)}
    if not len(desk.diary):
        return render(request, "pages/first_empty.html", shown)
    facts = today_facts(desk.diary, desk.local_now)
    latest = entries.lines(facts.latest, desk.language, desk.profile.units)
    ask_since = not desk.diary.of(ObservationPeriod)
    ask_about_me = desk.profile.age_band is None
    return render(request, "pages/first.html", {
        **shown, "today": facts, "latest": latest, "ask_since": ask_since, "ask_about_me": ask_about_me,
    })
