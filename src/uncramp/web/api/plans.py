"""Routes over the plan: a day, and the week; each calls one action."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from uncramp.actions.plan import FARTHEST_D, plan_read, week_read
from uncramp.web.api import shapes
from uncramp.web.api.gate import refuse
from uncramp.web.desk import Desk, desk_of
from uncramp.web.findings_kept import weighed_of
from uncramp.wording.plan_listing import plan_document
from uncramp.wording.plans import say_plan

router = Router()
Found = dict[str, object]


@router.get("/plan", response={200: shapes.Plan, **shapes.REFUSED})
def day(request: HttpRequest, asked: Query[shapes.PlanAsked]) -> Found | HttpResponse:
    """Give the few things worth doing on a day, today without a date, and what is left out for this person and why."""
    desk = desk_of(request)
    if asked.date is not None and asked.date > _today(desk) + timedelta(days=FARTHEST_D):
        return refuse(422, "too_far", "That is more than a year away, too far to plan for.", field="date")
    made = plan_read(
        desk.diary, desk.now, day=asked.date, minutes_available=asked.minutes, weighed=weighed_of(desk))
    return plan_document(made, say_plan(made, desk.language, desk.profile, today=_today(desk)))


@router.get("/plan/week", response={200: shapes.Plans, **shapes.REFUSED})
def week(request: HttpRequest) -> Found:
    """Give the plans of the seven days from today on."""
    desk = desk_of(request)
    made = week_read(desk.diary, desk.now, weighed=weighed_of(desk))
    said = [say_plan(each, desk.language, desk.profile, today=_today(desk)) for each in made]
    return {"days": [plan_document(each, page) for each, page in zip(made, said, strict=True)]}


def _today(desk: Desk) -> date:
    return desk.local_now.date()
