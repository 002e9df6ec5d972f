"""Saying what was done, with the number of the change so that it can be undone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from uncramp.diary.faults import NotationError
from uncramp.web.desk import desk_of
from uncramp.wording.notation import say_fault


def told(request: HttpRequest, sentence: str, change: int | None = None, undo_at: str = "") -> None:
    """Show a sentence on the next page, with an undo where a change is named; it takes the place of an older one.

    ``undo_at`` is the address that takes back what no change of the diary holds.
    """
    list(messages.get_messages(request))
    messages.success(request, sentence, extra_tags=reverse("undo", args=[change]) if change else undo_at)


def told_fault(request: HttpRequest, error: NotationError) -> None:
    """Say on the next page why something was not done."""
    told(request, say_fault(error.faults[0], desk_of(request).language))


def newest_change_of(request: HttpRequest, record_id: UUID) -> int | None:
    """Give the number of the newest change that touched a record and can be undone; None where there is none."""
    for change in desk_of(request).book.changes(most=5):
        if record_id in change.record_ids and change.undoable:
            return change.number
    return None
