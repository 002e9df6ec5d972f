"""Marking where a cramp was on the body, in two taps: the part of the leg, then the muscle."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from uncramp.actions.place import mark_place
from uncramp.diary.records import Cramp
from uncramp.knowledge import atlas
from uncramp.web import body_map
from uncramp.web.desk import Desk, desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.web.walk import AFTER, Walk, add, walk_of
from uncramp.wording import atlas as words


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Mark where a cramp of the diary was."""
    desk = desk_of(request)
    cramp = desk.diary.find(record_id)
    if not isinstance(cramp, Cramp):
        raise Http404
    place = body_map.read_place(request.POST.get("spot", ""))
    if place is None:
        return render(request, "pages/mark.html", {"here": "diary", "record_id": record_id, **_marking(request, desk)})
    mark_place(desk.book, record_id, place, desk.now)
    _tell_marked(request, desk, record_id)
    return redirect(f"{reverse('diary')}?day={cramp.at.date()}")


@require_http_methods(["GET", "HEAD", "POST"])
def relief_mark(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Ask where it was once it has let go; whatever is answered, the diary comes next."""
    desk, walk = desk_of(request), walk_of(request, cramp_id, place=AFTER)
    diary = f"{reverse('diary')}?day={walk.started.astimezone(desk.zone).date()}"
    place = body_map.read_place(request.POST.get("spot", ""))
    if place is None:
        return render(request, "relief/spot.html", {"walk": walk, "diary": diary, **_marking(request, desk)})
    _add_place(request, walk, {"spot": place.spot, "muscle": place.muscle, "side": place.side})
    if not walk.not_kept:
        _tell_marked(request, desk, cramp_id)
    return redirect(diary)


@require_safe
def note_where(request: HttpRequest) -> HttpResponse:
    """Show the body before a cramp is written down; the second tap opens the form with the place filled in."""
    desk = desk_of(request)
    day = request.GET.get("day", "")
    return render(request, "pages/mark.html", {"here": "note", **_marking(request, desk, to_form=True, day=day)})


def _add_place(request: HttpRequest, walk: Walk, fields: Mapping[str, object]) -> None:
    add(request, walk, {**walk.known, **fields})


def _marking(request: HttpRequest, desk: Desk, *, to_form: bool = False, day: str = "") -> dict[str, object]:
    """Give the map that a page of marking shows: both legs first, then the part that was tapped."""
    side = body_map.read_side(request.GET.get("side", ""))
    part = atlas.part_named(request.GET.get("part", ""))
    if part is None or side is None:
        return {"map": body_map.whole(desk.language, lambda at, leg: body_map.query(part=at, side=leg, day=day),
                                      with_both=True)}

    def to_spot(spot: str) -> str:
        if not to_form:
            return body_map.query(part=part.id, side=side, spot=spot)
        return reverse("note_kind", args=["cramp"]) + body_map.query(side=side, spot=spot, day=day)

    chosen = request.GET.get("spot", "")
    near = body_map.near(part, side, desk.language, to_spot, chosen=chosen, sends=not to_form)
    somewhere = reverse("note_kind", args=["cramp"]) + body_map.query(
        side=side, muscle=words.MUSCLE_OF_PART[part.id], day=day
    )
    return {"near": near, "to_form": to_form, "somewhere": somewhere, "whole": body_map.query(day=day) or "?"}


def _tell_marked(request: HttpRequest, desk: Desk, cramp_id: UUID) -> None:
    """Say in the toast where it was marked, with the way to take it back."""
    place = body_map.place_said(request.POST["spot"], desk.language)
    told(request, desk.say("Marked: {place}.", place=place), newest_change_of(request, cramp_id))
