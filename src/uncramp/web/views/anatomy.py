"""A muscle read on the body: a part of the leg with its muscles, or one muscle with its sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uncramp.body import Side
from uncramp.knowledge import atlas
from uncramp.web import body_map
from uncramp.web.desk import desk_of
from uncramp.wording import learn


@require_safe
def show(request: HttpRequest, place: str) -> HttpResponse:
    """Show a part of the leg, or one muscle in it with its sheet; its neighbours are one tap away."""
    language = desk_of(request).language
    side = body_map.read_side(request.GET.get("side", "")) or Side.LEFT
    leg = Side.LEFT if side is Side.BOTH else side
    part = atlas.part_named(place) or atlas.part_of(place)
    if part is None:
        raise Http404

    def to_spot(spot: str) -> str:
        return f"{reverse('learn_muscle', args=[spot])}?side={leg}"

    chosen = "" if place == part.id else place
    shown = {
        "here": "learn", "map": body_map.near(part, leg, language, to_spot, chosen=chosen, to_read=True),
        "page": learn.say_muscle(place, language) if chosen else None,
        "other_leg": f"?side={Side.RIGHT if leg is Side.LEFT else Side.LEFT}",
    }
    return render(request, "learn/muscle.html", shown)
