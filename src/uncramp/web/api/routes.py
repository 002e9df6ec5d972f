"""The routes of the HTTP API: each reads the request, calls one action, and answers in JSON."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import NinjaAPI, Query, Status

from uncramp.actions.cramp import relieve_and_look_ahead
from uncramp.actions.diary import list_diary
from uncramp.actions.note import amend, delete, history, note, undo
from uncramp.actions.triggers import find_triggers
from uncramp.diary.notation import to_dict
from uncramp.triage.answers import read_answers
from uncramp.web.api import shapes
from uncramp.web.api.faults import catch_faults
from uncramp.web.api.files import exported, imported
from uncramp.web.desk import desk_of
from uncramp.wording import documents
from uncramp.wording.relief import relief_document

api = NinjaAPI(
    title="uncramp", version="1", description="One person's cramp diary, on this computer only.",
    docs_url=None, openapi_url=None, urls_namespace="uncramp-api",
)
catch_faults(api)

Found = dict[str, object]
#: answers that any route may give
REFUSED = {400: shapes.Error, 403: shapes.Error, 409: shapes.Error, 415: shapes.Error, 422: shapes.Error}
MISSING = {**REFUSED, 404: shapes.Error}


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> Found:
    """Give the OpenAPI document of this API."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@api.get("/kinds", response=shapes.Answer)
def kinds(request: HttpRequest) -> Found:
    """List the kinds of entries with their fields, units, ranges and choices."""
    return documents.kinds_document()


@api.get("/records", response={200: shapes.Records, **REFUSED})
def list_records(request: HttpRequest, asked: Query[shapes.Range]) -> Found:
    """List entries in order of time; with `most`, the newest ones."""
    book = desk_of(request).book
    found = list_diary(book, since=asked.since, until=asked.until, kinds=tuple(asked.kind), most=asked.most)
    return documents.diary_document(found)


@api.post("/records", response={201: shapes.RecordOut, **REFUSED})
def note_record(request: HttpRequest, entry: shapes.RecordIn) -> Status[Found]:
    """Note something that happened, now or in the past."""
    desk = desk_of(request)
    fields = entry.model_dump(exclude={"kind"})
    return Status(201, to_dict(note(desk.book, entry.kind, fields, desk.now)))


@api.patch("/records/{record_id}", response={200: shapes.RecordOut, **MISSING})
def correct_record(request: HttpRequest, record_id: UUID, fields: shapes.Fields) -> Found:
    """Correct an entry; what it said before stays in its history."""
    desk = desk_of(request)
    return to_dict(amend(desk.book, record_id, fields.model_dump(), desk.now))


@api.delete("/records/{record_id}", response={200: shapes.Answer, **MISSING})
def delete_record(request: HttpRequest, record_id: UUID) -> Found:
    """Delete an entry; the change can be undone."""
    desk = desk_of(request)
    return documents.change_document(delete(desk.book, record_id, desk.now))


@api.get("/records/{record_id}/history", response={200: shapes.Answer, **MISSING})
def record_history(request: HttpRequest, record_id: UUID) -> Found:
    """List every state an entry had, oldest first."""
    return documents.history_document(history(desk_of(request).book, record_id))


@api.post("/changes/{number}/undo", response={200: shapes.Answer, **MISSING})
def undo_change(request: HttpRequest, number: int) -> Found:
    """Take a change back, whole."""
    desk = desk_of(request)
    change = undo(desk.book, number, desk.now)
    if change is None:
        raise KeyError(number)
    return documents.change_document(change)


@api.post("/import", response={200: shapes.Answer, **REFUSED})
def import_upload(request: HttpRequest, filename: str) -> Found:
    """Bring in one file: its bytes are the body (application/octet-stream), its name the parameter."""
    desk = desk_of(request)
    report = imported(desk, request, filename)
    return documents.import_document(report, desk.language)


@api.get("/triggers", response={200: shapes.Answer, **REFUSED})
def triggers(request: HttpRequest, outcome: Literal["session", "night"] | None = None) -> Found:
    """Say what goes with the cramps of the diary."""
    desk = desk_of(request)
    return documents.trigger_document(find_triggers(desk.book, desk.now, outcome=outcome))


@api.get("/relief", response={200: shapes.Answer, **REFUSED})
def relief(request: HttpRequest, asked: Query[shapes.Cramping]) -> Found:
    """Give the steps for a cramp in progress, after what was answered; the question that is open stands among them."""
    guide, open_ways = relieve_and_look_ahead(read_answers(asked.answer), asked.muscle, asked.elapsed_s)
    return relief_document(guide, open_ways, desk_of(request).language)


@api.get("/export", response={200: None, **REFUSED})
def export(request: HttpRequest, form: Literal["csv", "jsonl"] = "jsonl") -> FileResponse:
    """Give the whole diary: JSON Lines, or tidy CSV in a zip."""
    file, name = exported(desk_of(request), form)
    return FileResponse(file, as_attachment=True, filename=name)
