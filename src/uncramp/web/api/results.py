"""Routes over what comes in, what goes out and what the diary says: each calls one action, and answers in JSON."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError

from uncramp.actions.triggers import find_triggers
from uncramp.actions.why import why_of
from uncramp.web.api import shapes
from uncramp.web.api.files import exported, imported
from uncramp.web.desk import desk_of
from uncramp.web.findings_kept import closely_of, weighed_of
from uncramp.web.forecasts_kept import forecast_at
from uncramp.wording import documents

router = Router()
Found = dict[str, object]


@router.post("/import", response={200: shapes.Answer, **shapes.REFUSED})
def import_upload(request: HttpRequest, filename: str) -> Found:
    """Bring in one file: its bytes are the body (application/octet-stream), its name the parameter."""
    desk = desk_of(request)
    report = imported(desk, request, filename)
    return documents.import_document(report, desk.language)


@router.get("/triggers", response={200: shapes.Answer, **shapes.REFUSED})
def triggers(request: HttpRequest, outcome: Literal["session", "night"] | None = None) -> Found:
    """Say what goes with the cramps of the diary."""
    desk = desk_of(request)
    return find_triggers(desk.book, desk.now, outcome=outcome).to_dict()


@router.get("/triggers/{outcome}/{exposure}", response={200: shapes.Answer, **shapes.MISSING})
def closely(request: HttpRequest, outcome: Literal["session", "night"], exposure: str) -> Found:
    """Look closely at one finding: its checks, and what would settle it."""
    looked = closely_of(desk_of(request), exposure, outcome)
    if looked is None:
        raise HttpError(404, f"There is no exposure {exposure!r} for {outcome}; /api/v1/triggers lists those there are")
    return looked.to_dict()


@router.get("/records/{record_id}/why", response={200: shapes.Answer, **shapes.MISSING})
def why(request: HttpRequest, record_id: UUID) -> Found:
    """Say what stood out before one cramp, and what did not."""
    desk = desk_of(request)
    return why_of(desk.diary, record_id, weighed_of(desk)).to_dict()


@router.get("/forecast", response={200: shapes.Answer, **shapes.REFUSED})
def forecast(request: HttpRequest, planned: Query[shapes.Planned]) -> Found:
    """Say how likely a cramp is in the next session, as planned, and in the next night; nothing where care is needed.

    A red flag noted of late outranks it: then `care` says what, and the windows stay empty.
    """
    return forecast_at(desk_of(request), planned.model_dump()).to_dict()


@router.get("/export", response={200: None, **shapes.REFUSED})
def export(request: HttpRequest, form: Literal["csv", "jsonl"] = "jsonl") -> FileResponse:
    """Give the whole diary: JSON Lines, or tidy CSV in a zip."""
    file, name = exported(desk_of(request), form)
    return FileResponse(file, as_attachment=True, filename=name)
