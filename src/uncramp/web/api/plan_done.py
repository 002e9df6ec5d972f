"""The route that notes that a thing of today's plan was done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from uncramp.actions.plan_done import note_done
from uncramp.diary.notation import to_dict
from uncramp.web.api import shapes
from uncramp.web.api.gate import refuse
from uncramp.web.desk import desk_of
from uncramp.web.findings_kept import weighed_of

router = Router()
Found = dict[str, object]


# its id in the document of the API is a promise to programs: it stays as it was when the route stood in plans.py
@router.post(
    "/plan/done", response={201: shapes.Records, **shapes.MISSING}, operation_id="uncramp_web_api_plans_done")
def done(request: HttpRequest, told: shapes.Done) -> Status[Found] | HttpResponse:
    """Note that a thing of today's plan was done; sent twice with one id it is noted once.

    The list is empty where no entry can hold the thing: drinking and eating are noted with their amounts.
    """
    desk = desk_of(request)
    try:
        noted = note_done(
            desk.book, told.what, told.id, desk.now, held_s=told.held_s, weighed=weighed_of(desk))
    except KeyError:
        return refuse(404, "not_in_plan", "That is done, or not in today's plan. See /api/v1/plan.", field="what")
    except ValueError as error:
        steps = f"The routine has {error} steps; send the seconds of each, 0 for one that was left out."
        return refuse(422, "not_its_steps", steps, field="held_s")
    return Status(201, {"records": [to_dict(each) for each in noted]})
