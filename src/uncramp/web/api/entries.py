"""Routes over the entries of the diary: each reads the request, calls one action, and answers in JSON."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from uncramp.actions.diary import list_diary
from uncramp.actions.note import amend, delete, history, note, undo
from uncramp.diary.notation import to_dict
from uncramp.web.api import shapes
from uncramp.web.desk import desk_of
from uncramp.wording import documents

router = Router()
Found = dict[str, object]


@router.get("/kinds", response=shapes.Answer)
def kinds(request: HttpRequest) -> Found:
    """List the kinds of entries with their fields, units, ranges and choices."""
    return documents.kinds_document()


@router.get("/records", response={200: shapes.Records, **shapes.REFUSED})
def list_records(request: HttpRequest, asked: Query[shapes.Range]) -> Found:
    """List entries in order of time; with `most`, the newest ones."""
    book = desk_of(request).book
    found = list_diary(book, since=asked.since, until=asked.until, kinds=tuple(asked.kind), most=asked.most)
    return documents.diary_document(found)


@router.post("/records", response={201: shapes.RecordOut, **shapes.REFUSED})
def note_record(request: HttpRequest, entry: shapes.RecordIn) -> Status[Found]:
    """Note something that happened, now or in the past."""
    desk = desk_of(request)
    fields = entry.model_dump(exclude={"kind"})
    return Status(201, to_dict(note(desk.book, entry.kind, fields, desk.now)))


@router.patch("/records/{record_id}", response={200: shapes.RecordOut, **shapes.MISSING})
def correct_record(request: HttpRequest, record_id: UUID, fields: shapes.Fields) -> Found:
    """Correct an entry; what it said before stays in its history."""
    desk = desk_of(request)
    return to_dict(amend(desk.book, record_id, fields.model_dump(), desk.now))


@router.delete("/records/{record_id}", response={200: shapes.Answer, **shapes.MISSING})
def delete_record(request: HttpRequest, record_id: UUID) -> Found:
    """Delete an entry; the change can be undone."""
    desk = desk_of(request)
    return documents.change_document(delete(desk.book, record_id, desk.now))


@router.get("/records/{record_id}/history", response={200: shapes.Answer, **shapes.MISSING})
def record_history(request: HttpRequest, record_id: UUID) -> Found:
    """List every state an entry had, oldest first."""
    return documents.history_document(history(desk_of(request).book, record_id))


@router.post("/changes/{number}/undo", response={200: shapes.Answer, **shapes.MISSING})
def undo_change(request: HttpRequest, number: int) -> Found:
    """Take a change back, whole."""
    desk = desk_of(request)
    change = undo(desk.book, number, desk.now)
    if change is None:
        raise KeyError(number)
    return documents.change_document(change)
