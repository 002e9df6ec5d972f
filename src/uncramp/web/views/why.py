"""Why this cramp: what stood out before one cramp, and what did not."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.web import entries
from uncramp.web.desk import desk_of
from uncramp.web.findings_kept import weighed_of
from uncramp.wording.why import say_why


@require_safe
def why(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show what stood out before one cramp, and what did not."""
    from uncramp.actions.why import why_of  # late: scipy is 40 MB that the first page does without

    desk = desk_of(request)
    try:
        told = why_of(desk.diary, record_id, weighed_of(desk))
    except KeyError:
        raise Http404 from None
    cramp = desk.diary.find(record_id)
    line = entries.line(cramp, desk.language, desk.profile.units) if cramp else None
    page = say_why(told, desk.language, desk.profile.units)
    return render(request, "pages/why.html", {"here": "diary", "page": page, "line": line})
