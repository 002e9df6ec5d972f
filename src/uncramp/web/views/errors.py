"""Pages for when something is off: what happened, what is safe, what to do. They need no diary and no session."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from uncramp.store.book import BookError
from uncramp.wording.books import say_book_fault


def _page(request: HttpRequest, status: int, which: str, **facts: object) -> HttpResponse:
    return render(request, "errors/page.html", {"which": which, **facts}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that does not hold together; one that is too large gets its own page."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(request, 400, "bad_request")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that is not allowed."""
    return _page(request, 403, "not_allowed")


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was not sent from one of our own pages, or from one that lay open too long."""
    return _page(request, 403, "not_from_here")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for an address where nothing is."""
    return _page(request, 404, "not_found")


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer for more data than a page takes; nothing of it was read."""
    return _page(request, 413, "too_large")


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when something of ours broke; no trace, no diary content."""
    return _page(request, 500, "broken")


def diary_refused(request: HttpRequest, error: BookError) -> HttpResponse:
    """Answer when the diary cannot be read or written just now."""
    return _page(request, 503, "diary_refused", sentence=say_book_fault(error, "en"))
