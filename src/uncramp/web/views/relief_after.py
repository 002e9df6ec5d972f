"""Two taps after a cramp has let go: how strong it was, and what helped; both may be left open."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from uncramp.knowledge.library import Library, load_library
from uncramp.relief.guide import Heard
from uncramp.web.desk import desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.web.walk import AFTER, add, remember, walk_of
from uncramp.wording.guides import say_guide

#: remedies in the order in which they are offered afterwards; the others follow by name
USUAL = ("stretching", "massage", "standing", "breathing", "rest", "waiting")


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Ask how strong it was: the first of two taps once it has let go."""
    desk, walk = desk_of(request), walk_of(request, cramp_id, place=AFTER)
    walk.hears(Heard.LET_GO, desk.now)
    remember(request, walk)
    if request.method == "POST":
        add(request, walk, {**walk.known, "intensity_0_10": request.POST.get("intensity_0_10", "")})
        return redirect("cramp_eased", cramp_id)
    guide = say_guide(walk.guide(desk), desk.language)
    return render(request, "relief/after.html", {"walk": walk, "guide": guide, "strengths": range(11)})


@require_http_methods(["GET", "HEAD", "POST"])
def eased(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Ask what helped, the second tap; then where it was, which may be left open."""
    desk, walk = desk_of(request), walk_of(request, cramp_id, place=AFTER)
    remedies = remedies_during(load_library())
    if request.method != "POST":
        return render(request, "relief/eased.html", {"walk": walk, "remedies": remedies})
    helped = request.POST.get("eased_by", "")
    if helped in dict(remedies):
        add(request, walk, {**walk.known, "eased_by": [helped]})
    if walk.not_kept:
        told(request, desk.say("The cramp could not be saved. Note it by hand when the diary is back."))
        return redirect("first")
    told(request, desk.say("Cramp noted."), newest_change_of(request, cramp_id))
    return redirect("cramp_spot", cramp_id)


def remedies_during(library: Library) -> list[tuple[str, str]]:
    """Give what people do during a cramp as id and name, what most do first."""
    during = {each.id: each.name for each in library.remedies.values() if "during" in each.moments}
    first = [remedy for remedy in USUAL if remedy in during]
    return [(remedy, during[remedy]) for remedy in dict.fromkeys([*first, *during])]
