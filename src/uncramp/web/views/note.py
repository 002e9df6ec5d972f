"""Noting what happened, now or in the past, and correcting it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from uncramp.actions import note as actions
from uncramp.body import MUSCLE_OF
from uncramp.diary.faults import NotationError
from uncramp.web import quick
from uncramp.web.body_map import read_spot
from uncramp.web.desk import Desk, desk_of
from uncramp.web.forms import words
from uncramp.web.forms.names import kept_words
from uncramp.web.forms.options import options
from uncramp.web.forms.record_form import FormMaker, fields_from_post
from uncramp.web.messages import newest_change_of, told
from uncramp.wording.notation import say_fault

#: the kind that tells of what is still to come, and the hour it opens with on another day than today
PLANNED, PLANNED_HOUR = "planned_session", 18


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show every kind that can be noted, for now or for a day."""
    desk = desk_of(request)
    shown = {"here": "note", "quick": quick.all_buttons(desk.say), "for_day": _day(request)}
    return render(request, "pages/note.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a kind; a sent one becomes an entry, or comes back with what was typed."""
    if kind not in words.KINDS:
        raise Http404
    desk = desk_of(request)
    if request.method != "POST":
        day = _day(request)
        form = _maker(desk).empty(kind, at=_at(desk, kind, day), said=_said(request, kind))
        shown = {"here": "note", "form": form, "back": reverse("note"), "day": day, "has_map": kind == "cramp"}
        return render(request, "pages/note_kind.html", shown)
    try:
        record = actions.note(desk.book, kind, fields_from_post(kind, request.POST, desk.profile.units), desk.now)
    except NotationError as error:
        return _once_more(request, kind, error)
    if kind == PLANNED:
        told(request, desk.say("Planned."), newest_change_of(request, record.id))
        return redirect(f"{reverse('plan')}?day={record.at.date()}")
    return _noted(request, record.id, desk.say("{what} noted.", what=desk.say(words.KINDS[kind][0])), record.at.date())


@require_POST
def nothing(request: HttpRequest) -> HttpResponse:
    """Note a quiet day in one tap: today, or the day that was sent."""
    desk = desk_of(request)
    day = request.POST.get("day", "")
    fields: dict[str, object] = {"cramps_noted": "no", **({"at": f"{day}T21:00"} if day else {})}
    try:
        record = actions.note(desk.book, "check_in", fields, desk.now)
    except NotationError as error:
        return _once_more(request, "check_in", error)
    return _noted(request, record.id, desk.say("A quiet day, noted."), None if not day else record.at.date())


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show an entry as a form; a sent one becomes its next revision."""
    desk = desk_of(request)
    record = desk.diary.find(record_id)
    if record is None or record.kind not in words.KINDS:
        raise Http404
    form = _maker(desk).of_record(record)
    if request.method != "POST":
        shown = {"here": "diary", "form": form, "record_id": record.id, "back": reverse("entry", args=[record.id])}
        return render(request, "pages/note_kind.html", shown)
    try:
        fields = fields_from_post(record.kind, request.POST, desk.profile.units, kept_words(record))
        changed = form.changed_in(request.POST)
        actions.amend(desk.book, record.id, {name: fields[name] for name in fields if name in changed}, desk.now)
    except NotationError as error:
        return _once_more(request, record.kind, error, record_id=record.id)
    return _noted(request, record.id, desk.say("Corrected."), record.at.date())


def _maker(desk: Desk) -> FormMaker:
    return FormMaker(say=desk.say, units=desk.profile.units, zone=desk.zone, options=options)


def _once_more(request: HttpRequest, kind: str, error: NotationError, record_id: UUID | None = None) -> HttpResponse:
    desk = desk_of(request)
    faults = [(fault, say_fault(fault, desk.language)) for fault in error.faults]
    form = _maker(desk).of_post(kind, request.POST, faults)
    back = reverse("entry", args=[record_id]) if record_id else reverse("note")
    shown = {"here": "note", "form": form, "has_faults": True, "record_id": record_id, "back": back}
    return render(request, "pages/note_kind.html", shown, status=422)


def _noted(request: HttpRequest, record_id: UUID, sentence: str, day: date | None) -> HttpResponse:
    told(request, sentence, newest_change_of(request, record_id))
    return redirect(f"{reverse('diary')}?day={day}" if day else reverse("first"))


def _at(desk: Desk, kind: str, day: date | None) -> str:
    """Give the time a form opens with, empty for now; a session that is planned begins at the next full hour."""
    if kind == PLANNED:
        soon = desk.local_now + timedelta(hours=1)
        return f"{day or soon.date()}T{soon:%H}:00" if day in (None, soon.date()) else f"{day}T{PLANNED_HOUR}:00"
    return f"{day}T{desk.local_now:%H:%M}" if day else ""


def _said(request: HttpRequest, kind: str) -> dict[str, object]:
    """Give the place of a cramp that was tapped on the body, ready to stand in the form."""
    if kind != "cramp":
        return {}
    spot = read_spot(request.GET.get("spot", ""))
    muscle = MUSCLE_OF[spot] if spot else request.GET.get("muscle", "")
    return {"spot": spot, "muscle": muscle, "side": request.GET.get("side", "")}


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
