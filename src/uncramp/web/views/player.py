"""The guided player: a routine of today's plan step by step; what was done comes back with the seconds of each step."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from uncramp.diary.faults import NotationError
from uncramp.web.desk import Desk, desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.web.played import held_of, read, sign
from uncramp.web.today_kept import today_of
from uncramp.wording.player import say_noted, say_play


@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, what: str) -> HttpResponse:
    """Show a routine of today; a sent one becomes entries with the seconds that were held."""
    from uncramp.plan.done import routine_of  # late: NumPy is 30 MB that the first page does without

    desk = desk_of(request)
    if request.method == "POST":
        return _played(request, desk, what)
    item = today_of(desk).item(what)
    routine = None if item is None else routine_of(item)
    if item is None or routine is None:
        told(request, desk.say("That is done, or no longer in today's plan."))
        return redirect(reverse("first"))
    said = say_play(item, routine, desk.language)
    pictures = [[(side, SafeString(svg)) for side, svg in line.pictures] for line in said.lines]
    return render(request, "pages/player.html", {
        "here": "plan", "said": said, "lines": zip(said.lines, pictures, strict=True), "new_id": uuid4(), "what": what,
        "kept": sign(routine, item.muscle), "names": [line.name for line in said.lines],
    })


def _played(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """Keep what was done of a routine; sending it again keeps it once."""
    from uncramp.actions.today import done_for  # late, as above

    try:
        routine, muscle = read(request.POST.get("routine", ""))
        held, sent = held_of(request, routine), UUID(request.POST.get("id", ""))
        noted = done_for(desk.book, routine, held, sent, desk.now, muscle=muscle)
    except (signing.BadSignature, ValueError, KeyError, NotationError):
        return HttpResponseBadRequest(
            desk.say("What was done could not be read. Nothing was noted; it can be noted by hand."))
    if not noted:
        told(request, desk.say("Too short to note. Nothing was written."))
        return redirect(reverse("first"))
    told(request, say_noted(what, sum(held), desk.language), newest_change_of(request, noted[0].id))
    return redirect(reverse("first"))
