"""After a cramp: the care until tomorrow, and the whole guide as one file to keep."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.actions.relief import relieve
from uncramp.triage.assess import FIRST_CHECK
from uncramp.web.desk import desk_of
from uncramp.web.relief_file import relief_file
from uncramp.wording.guides import say_guide


@require_safe
def care(request: HttpRequest) -> HttpResponse:
    """Show the care after a plain cramp, beginning with a look at the leg; drinking only for a cleared profile."""
    desk = desk_of(request)
    guide = relieve({FIRST_CHECK: False}, None, profile=desk.profile)
    return render(request, "relief/care.html", {"guide": say_guide(guide, desk.language)})


@require_safe
def one_file(request: HttpRequest) -> HttpResponse:
    """Give the whole guide as one file; it opens with the number of the country of the profile."""
    desk = desk_of(request)
    page = relief_file(
        desk.language, desk.local_now.date(), settings.UNCRAMP_VERSION, country=desk.profile.emergency_country
    )
    named = {"Content-Disposition": 'attachment; filename="uncramp-relief.html"'}
    return HttpResponse(page, content_type="text/html; charset=utf-8", headers=named)
