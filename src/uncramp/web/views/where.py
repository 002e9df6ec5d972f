"""Where the cramps of the diary were: the heat map with its table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.actions.place import where_cramps_were
from uncramp.diary.where import was_at
from uncramp.knowledge import atlas
from uncramp.web import body_map, entries
from uncramp.web.desk import desk_of
from uncramp.wording import atlas as words


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show where the cramps of the diary were, as a picture and as a table; one region tapped lists its cramps."""
    desk = desk_of(request)
    counted = where_cramps_were(desk.book)
    side = body_map.read_side(request.GET.get("side", ""))
    part = atlas.part_named(request.GET.get("part", ""))
    spot = request.GET.get("spot", "")
    counts = body_map.counts_of(counted)
    shown: dict[str, object] = {"here": "diary", "said": words.say_places(counted, desk.language)}
    if part is not None and side is not None:
        def to_spot(at: str) -> str:
            return body_map.query(part=part.id, side=side, spot=at)

        near = body_map.near(part, side, desk.language, to_spot, chosen=spot, counts=counts)
        here = [each for each in desk.diary if near.chosen and was_at(each, body_map.read_spot(spot), side)]
        shown |= {"near": near, "events": entries.lines(reversed(here), desk.language, desk.profile.units)}
    else:
        shown["map"] = body_map.whole(desk.language, lambda at, leg: body_map.query(part=at, side=leg), counts=counts)
    return render(request, "pages/where.html", shown)
