"""The taps on the things of today: done, not today, put it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from uncramp.web.desk import desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.web.ticked import ticked
from uncramp.web.today_kept import today_of


@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """Note that a thing of today was done: as an entry where one can hold it, else as a tick of this browser."""
    from uncramp.actions.tick import tick  # late: NumPy is 30 MB that the first page does without

    desk = desk_of(request)
    item, sent = today_of(desk).item(request.POST.get("what", "")), _id(request)
    if item is None:
        return _gone(request)
    if sent is None:
        return HttpResponseBadRequest(desk.say("The tap came without its id. Go back and tap once more."))
    noted = tick(desk.book, item, sent, desk.now)
    if noted:
        told(request, desk.say("Done, and noted."), newest_change_of(request, noted[0].id))
        return _back(request)
    told(request, desk.say("Ticked off for today."), undo_at=reverse("plan_put_back", args=[item.what]))
    return ticked(request).with_done(item.what).keep(request, _back(request))


@require_POST
def not_today(request: HttpRequest) -> HttpResponse:
    """Leave a thing out for the rest of today."""
    desk = desk_of(request)
    item = today_of(desk).item(request.POST.get("what", ""))
    if item is None:
        return _gone(request)
    told(request, desk.say("Left out for today."), undo_at=reverse("plan_put_back", args=[item.what]))
    return ticked(request).with_left_out(item.what).keep(request, _back(request))


@require_POST
def put_back(request: HttpRequest, what: str) -> HttpResponse:
    """Take a tick or a *not today* back; the answer to a self-trial that a tick gave, too."""
    from uncramp.actions.tick import take_back  # late, as above

    desk = desk_of(request)
    item = today_of(desk).item(what)
    if item is not None and what in ticked(request).done:
        take_back(desk.book, item, desk.now)
    told(request, desk.say("Taken back."))
    return ticked(request).without(what).keep(request, _back(request))


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that a thing is done already or fell away; the tap came from a page that was older than the plan."""
    told(request, desk_of(request).say("That is done, or no longer in today's plan."))
    return _back(request)


def _id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def _back(request: HttpRequest) -> HttpResponse:
    here = request.POST.get("next", "")
    return redirect(here if url_has_allowed_host_and_scheme(here, None) else reverse("first"))
