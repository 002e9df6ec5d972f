"""The plan of the week, for the wall."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.web.desk import desk_of
from uncramp.web.findings_kept import weighed_of
from uncramp.wording.plans import say_plan


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Show the seven days from today on, for the wall: each with its first things."""
    from uncramp.actions.plan import week_read  # late: NumPy is 30 MB that the first page does without

    desk = desk_of(request)
    plans = week_read(desk.diary, desk.now, weighed=weighed_of(desk))
    said = [say_plan(plan, desk.language, desk.profile, today=desk.local_now.date()) for plan in plans]
    return render(request, "pages/plan_week.html", {"here": "plan", "days": said})
