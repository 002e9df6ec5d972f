"""The plan of one day, in full."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uncramp.diary.records import PlannedSession
from uncramp.web import entries
from uncramp.web.desk import Desk, desk_of
from uncramp.web.findings_kept import weighed_of
from uncramp.web.forms.planned import quick_form
from uncramp.web.today_kept import today_of
from uncramp.wording.plans import PlanPage, say_plan

#: a plan looks so far ahead; beyond, nothing that it rests on is known
FARTHEST_D = 366


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show the plan of a day in full: today, or the day that is asked for; a day that is over is the diary's."""
    desk = desk_of(request)
    today = desk.local_now.date()
    asked, fault = _asked_day(request, desk)
    if asked < today:
        return redirect(f"{reverse('diary')}?day={asked}")
    planned = [each for each in desk.diary.of(PlannedSession) if each.at.date() == asked]
    shown = {
        "here": "plan", "plan": _page(desk, asked),
        "fault": fault, "day": asked, "is_today": asked == today, "before": asked - timedelta(days=1),
        "after": asked + timedelta(days=1), "planned": entries.lines(planned, desk.language, desk.profile.units),
        "form": quick_form(desk.say, desk.language), "at": _usual_start(desk, asked), "new_id": uuid4(),
    }
    return render(request, "pages/plan.html", shown, status=422 if fault else 200)


def _page(desk: Desk, asked: date) -> PlanPage:
    """Say the plan of a day to come, or today's."""
    from uncramp.actions.plan_day import day_read  # late: NumPy is 30 MB that the first page does without

    today = desk.local_now.date()
    plan = today_of(desk).plan if asked == today else day_read(desk.diary, desk.now, weighed_of(desk), asked)[1]
    return say_plan(plan, desk.language, desk.profile, today=today)


def _asked_day(request: HttpRequest, desk: Desk) -> tuple[date, str]:
    """Read the day that is asked for, and the sentence about one that cannot be planned."""
    today, typed = desk.local_now.date(), request.GET.get("day", "").strip()
    if typed in ("", "today"):
        return today, ""
    if typed == "tomorrow":
        return today + timedelta(days=1), ""
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        return today, desk.say("That is no day of the calendar. Here is today; choose another below.")
    if (asked - today).days > FARTHEST_D:
        return today, desk.say("That is more than a year away, too far to plan for. Here is today.")
    return asked, ""


def _usual_start(desk: Desk, asked: date) -> str:
    """Give the time the form opens with: six in the evening, today the next full hour where that is later."""
    hour = max(18, desk.local_now.hour + 1) if asked == desk.local_now.date() else 18
    return f"{asked}T{min(hour, 23):02d}:{'00' if hour <= 23 else '59'}"
