"""The self-trial: the one that runs, and what can be tried."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.web.desk import desk_of
from uncramp.web.trial_asked import remedies_of
from uncramp.web.trial_kept import course_of
from uncramp.wording.trial_calendar import say_calendar
from uncramp.wording.trial_course import say_course


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the trial that runs, or what can be tried."""
    desk = desk_of(request)
    course = course_of(desk)
    shown = {"here": "triggers", "remedies": remedies_of(desk)}
    if course is None:
        return render(request, "pages/trials.html", shown)
    return render(request, "pages/trial.html", {
        **shown, "page": say_course(course, desk.language), "is_open": course.is_open, "today": course.today,
        "calendar": say_calendar(course, desk.language), "begun": course.written.starts_on,
        "has_days": bool(course.days)})
