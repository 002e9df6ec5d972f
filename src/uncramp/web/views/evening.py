"""The few questions: one tap answers, leaving them is skipping."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from uncramp.diary.faults import NotationError
from uncramp.web.desk import desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.web.ticked import ticked


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keep the answer of one tap as an entry."""
    from uncramp.actions.evening import answer as keep_answer  # late: NumPy is 30 MB that the first page does without

    desk, sent = desk_of(request), request.POST
    try:
        value = float(sent.get("value", ""))
        if not isfinite(value):
            raise ValueError(value)
        kept = keep_answer(desk.book, sent.get("question", ""), value, UUID(sent.get("id", "")), desk.now)
    except (KeyError, ValueError, NotationError):
        return HttpResponseBadRequest(desk.say("That answer could not be read. Nothing was noted; go back and tap."))
    told(request, desk.say("Noted."), newest_change_of(request, kept.id))
    noted = ticked(request)
    return replace(noted, asked=noted.asked + 1).keep(request, redirect(reverse("first")))
