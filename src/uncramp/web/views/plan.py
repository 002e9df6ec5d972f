"""The plan: one day in full, the week, and the taps that say *done*, *not today* and *put it back*."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from uncramp.diary.records import PlannedSession
from uncramp.plan.day_plan import DayPlan, PlanItem
from uncramp.web import entries
from uncramp.web.desk import Desk, desk_of
from uncramp.web.findings_kept import weighed_of
from uncramp.web.forms.planned import quick_form
from uncramp.web.messages import newest_change_of, told
from uncramp.web.ticked import ticked
from uncramp.web.today_kept import today_of
from uncramp.wording.plans import say_plan

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
        "here": "plan", "plan": say_plan(_plan_of(desk, asked), desk.language, desk.profile, today=today),
        "fault": fault, "day": asked, "is_today": asked == today, "before": asked - timedelta(days=1),
        "after": asked + timedelta(days=1), "planned": entries.lines(planned, desk.language, desk.profile.units),
        "form": quick_form(desk.say, desk.language), "at": _usual_start(desk, asked), "new_id": uuid4(),
        "ticked": ticked(request),
    }
    return render(request, "pages/plan.html", shown, status=422 if fault else 200)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Show the seven days from today on, for the wall: each with its first things."""
    from uncramp.actions.plan import week_read  # late: NumPy is 30 MB that the first page does without

    desk = desk_of(request)
    plans = week_read(desk.diary, desk.now, weighed=weighed_of(desk))
    said = [say_plan(plan, desk.language, desk.profile, today=desk.local_now.date()) for plan in plans]
    return render(request, "pages/plan_week.html", {"here": "plan", "days": said})


@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """Note that a thing of today was done: as an entry where one can hold it, else as a tick of this browser."""
    from uncramp.actions.today import done as note_done  # late, as above
    from uncramp.knowledge.library import load_library
    from uncramp.plan.done import entries_as_planned

    desk = desk_of(request)
    item, sent = item_of_today(desk, request.POST.get("what", "")), _id(request)
    if item is None:
        return _gone(request)
    if sent is None:
        return HttpResponseBadRequest(desk.say("The tap came without its id. Go back and tap once more."))
    told_of = entries_as_planned(item, load_library(), desk.local_now)
    noted = note_done(desk.book, told_of, sent, desk.now)
    if noted:
        told(request, desk.say("Done, and noted."), newest_change_of(request, noted[0].id))
        return _back(request)
    told(request, desk.say("Ticked off for today."), undo_at=reverse("plan_put_back", args=[item.what]))
    return ticked(request).with_done(item.what).keep(request, _back(request))


@require_POST
def not_today(request: HttpRequest) -> HttpResponse:
    """Leave a thing out for the rest of today."""
    desk = desk_of(request)
    item = item_of_today(desk, request.POST.get("what", ""))
    if item is None:
        return _gone(request)
    told(request, desk.say("Left out for today."), undo_at=reverse("plan_put_back", args=[item.what]))
    return ticked(request).with_left_out(item.what).keep(request, _back(request))


@require_POST
def put_back(request: HttpRequest, what: str) -> HttpResponse:
    """Take a tick or a *not today* back."""
    told(request, desk_of(request).say("Taken back."))
    return ticked(request).without(what).keep(request, _back(request))


def item_of_today(desk: Desk, what: str) -> PlanItem | None:
    """Give the item of today's plan of that name; None where it is not in it, or not any more."""
    plan = today_of(desk).plan
    return next((item for item in (*plan.items, *plan.more) if item.what == what), None)


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that a thing is done already or fell away; the tap came from a page that was older than the plan."""
    told(request, desk_of(request).say("That is done, or no longer in today's plan."))
    return _back(request)


def _plan_of(desk: Desk, asked: date) -> DayPlan:
    """Give the plan of a day to come, or today's."""
    from uncramp.actions.today import day_read  # late, as above

    if asked == desk.local_now.date():
        return today_of(desk).plan
    return day_read(desk.diary, desk.now, weighed_of(desk), asked)[1]


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


def _id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def _back(request: HttpRequest) -> HttpResponse:
    here = request.POST.get("next", "")
    return redirect(here if url_has_allowed_host_and_scheme(here, None) else reverse("first"))
