"""The plan to take along: the week as a calendar file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from uncramp.web.desk import desk_of
from uncramp.web.findings_kept import weighed_of
from uncramp.wording.calendars import calendar_file
from uncramp.wording.plans import say_plan


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the seven days from today on as an iCalendar file."""
    from uncramp.actions.plan import week_read  # late: NumPy is 30 MB that the first page does without

    desk = desk_of(request)
    plans = week_read(desk.diary, desk.now, weighed=weighed_of(desk))
    pages = [say_plan(plan, desk.language, desk.profile) for plan in plans]
    content = calendar_file(pages, desk.zone, desk.language, now=desk.now)
    headers = {"Content-Disposition": 'attachment; filename="uncramp-week.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
