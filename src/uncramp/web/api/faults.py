"""What goes wrong in the API, as a status and one sentence."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from uncramp.diary.faults import NotationError
from uncramp.store.book import BookError
from uncramp.web.api.gate import refuse
from uncramp.wording.books import say_book_fault
from uncramp.wording.notation import say_fault
from uncramp.wording.refusals import REFUSALS, said_refusal


def not_read(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say every fault of an entry; the first is the sentence, all are listed."""
    faults = cast(NotationError, error).faults
    said = [{"fault": each.fault, "field": each.field, "text": say_fault(each, "en")} for each in faults]
    return refuse(422, faults[0].fault, str(said[0]["text"]), field=faults[0].field, all=said)


def not_shaped(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say which part of the request has not the shape the OpenAPI document asks for."""
    problems = cast(ValidationError, error).errors
    where = ".".join(str(part) for part in problems[0]["loc"]) if problems else "request"
    what = problems[0]["msg"] if problems else "cannot be read"
    return refuse(422, "not_the_shape", f"{where}: {what}.", field=where)


def not_done(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say why an answer, a design or a turn of a trial is not taken."""
    fault, said = said_refusal(cast(Exception, error), "en") or ("refused", "This cannot be done.")
    return refuse(422, fault, said)


def refused_by_the_disk(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say what the diary refused; nothing was written."""
    refused = cast(BookError, error)
    return refuse(409, refused.fault, say_book_fault(refused, "en"))


def not_there(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say that there is no entry or change of that id."""
    return refuse(404, "not_there", "There is no entry or change of that id; it may have been deleted.")


def not_understood(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say that the body could not be read, or what is not there, with the status that was chosen."""
    failed = cast(HttpError, error)
    fault = "not_there" if failed.status_code == 404 else "not_read"
    return refuse(failed.status_code, fault, f"{failed.message}.")


def catch_faults(api: NinjaAPI) -> None:
    """Answer each kind of fault in its own way; any other is ours and stays a 500 without a trace."""
    api.add_exception_handler(NotationError, not_read)
    api.add_exception_handler(ValidationError, not_shaped)
    api.add_exception_handler(BookError, refused_by_the_disk)
    api.add_exception_handler(KeyError, not_there)
    for kind in REFUSALS:
        api.add_exception_handler(kind, not_done)
    api.add_exception_handler(HttpError, not_understood)
