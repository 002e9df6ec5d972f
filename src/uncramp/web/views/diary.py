"""The diary: a month of marks, the entries of a day, one entry with its history, and taking things back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from uncramp.actions import note as actions
from uncramp.actions.diary import facts_of, list_diary
from uncramp.web import entries, quick, session_shown
from uncramp.web.calendar import Marks
from uncramp.web.desk import desk_of
from uncramp.web.forms import words
from uncramp.web.messages import told, told_fault
from uncramp.wording.diary import say_source

#: most entries a filtered list shows at once
PAGE = 100

#: changes shown; older ones can no longer be mistaken for a slip
MOST_CHANGES = 50


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show a month and one day of it, or the newest entries of one kind."""
    desk = desk_of(request)
    today = desk.local_now.date()
    kind = request.GET.get("kind", "")
    day = _date(request.GET.get("day", "")) or (None if request.GET.get("month") else today)
    first = _date(f"{request.GET.get('month', '')}-01") or (day or today).replace(day=1)
    chosen = {"since": None, "until": None, "kinds": (kind,), "most": PAGE} if kind else {"since": day, "until": day}
    records = list_diary(desk.book, **chosen) if kind or day else ()
    shown = {
        "here": "diary", "month": Marks(desk.diary, today).month(first, day), "day": day, "kind": kind,
        "events": entries.lines(records if kind else reversed(records), desk.language, desk.profile.units),
        "quick": quick.first_buttons(desk.say), "kinds": quick.all_buttons(desk.say), "is_today": day == today,
        "kind_name": desk.say(words.KINDS[kind][0]) if kind in words.KINDS else kind,
        "can_note": day is not None and day <= today,
    }
    return render(request, "pages/diary.html", shown)


@require_safe
def entry(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show one entry, where it came from, and every state it had."""
    desk = desk_of(request)
    revisions = actions.history(desk.book, record_id)
    record = desk.diary.find(record_id)
    if not revisions:
        raise Http404
    shown = {
        "here": "diary", "record": record, "history": entries.states(revisions, desk.language, desk.profile.units),
        "line": entries.line(record, desk.language, desk.profile.units) if record else None,
        "source": say_source(record, desk.language) if record else "", "record_id": record_id,
        "kind_name": desk.say(_kind_name(record.kind)) if record else desk.say("Deleted"),
        "of_a_trial": record is not None and record.kind in actions.OF_A_TRIAL,
        "facts": session_shown.facts(facts_of(desk.book, record_id), desk.language, desk.profile.units),
    }
    return render(request, "pages/entry.html", shown)


@require_POST
def delete(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Delete an entry; its history stays, and it can be undone."""
    desk = desk_of(request)
    record = desk.diary.find(record_id)
    if record is None:
        raise Http404
    try:
        change = actions.delete(desk.book, record_id, desk.now)
    except actions.NotationError as error:
        told_fault(request, error)
        return redirect("trial")
    told(request, desk.say("Deleted."), change.number)
    return redirect(f"{reverse('diary')}?day={record.at.date()}")


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take one change back and return to where the reader was."""
    desk = desk_of(request)
    try:
        change = actions.undo(desk.book, number, desk.now)
    except actions.NotationError as error:
        told_fault(request, error)
        return redirect("trial")
    told(request, desk.say("Taken back.") if change else desk.say("There was nothing left to take back."),
         change.number if change else None)
    here = request.POST.get("next", "")
    return redirect(here if url_has_allowed_host_and_scheme(here, None) else reverse("first"))


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List the newest changes, each with its undo."""
    desk = desk_of(request)
    newest = desk.book.changes(most=MOST_CHANGES)
    listed = entries.changed(desk.book, newest, desk.language, desk.profile.units)
    return render(request, "pages/changes.html", {"here": "diary", "changes": listed})


def _kind_name(kind: str) -> str:
    """Name the kind of an entry; what only a trial writes has no form of its own."""
    return words.KINDS[kind][0] if kind in words.KINDS else "Self-trial"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
