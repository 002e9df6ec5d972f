"""What to expect: the next session as planned, the next night, and how good such forecasts have been."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.diary.faults import Fault, NotationError
from uncramp.web.desk import desk_of
from uncramp.web.forecasts_kept import forecast_at
from uncramp.web.forms.planned import planned_form, told_of
from uncramp.wording.risks import say_forecast
from uncramp.wording.today import say_care


@require_safe
def expect(request: HttpRequest) -> HttpResponse:
    """Show the forecast with what was told of the session; where that cannot be taken, the forecast without it."""
    desk = desk_of(request)
    told, faults = told_of(request.GET, desk.profile.units), tuple[Fault, ...]()
    try:
        found = forecast_at(desk, told)
    except NotationError as error:
        faults, found = error.faults, forecast_at(desk, {})
    page = say_forecast(found, desk.language, desk.profile)
    form = planned_form(request.GET, desk.profile.units, desk.say, desk.language, faults)
    shown = {"here": "triggers", "page": page, "form": form, "open": bool(told), "faulty": bool(faults)}
    care = say_care(found.care, desk.profile, desk.language)
    return render(request, "pages/forecast.html", {**shown, "care": care}, status=422 if faults else 200)
