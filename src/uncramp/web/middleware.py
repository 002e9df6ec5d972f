"""What every request passes through: its bounds going out, and the desk it is served at (diary, clock, zone, theme)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from uncramp.store.book import BookError
from uncramp.web.desk import Desk
from uncramp.web.settings import CONTENT_SECURITY_POLICY, FORM_BYTES, UPLOAD_BYTES
from uncramp.web.views import errors

log = logging.getLogger("uncramp.web")
Answer = Callable[[HttpRequest], HttpResponse]

def contain(get_response: Answer) -> Answer:
    """Refuse bodies over the limit before they are read, and send every page with the same strict headers."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = errors.too_large(request) if _too_large(request) else get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = UPLOAD_BYTES if request.path.startswith(("/import/", "/api/")) else FORM_BYTES
    return length.isdigit() and int(length) > most


class AtTheDesk:
    """Middleware: puts the desk on the request, and turns a diary that cannot be used into a page that says so."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request at its desk."""
        desk = vars(request)["desk"] = Desk(request)
        with timezone.override(desk.zone), translation.override(desk.language):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in a sentence what the diary refused, or that something of ours broke; log no diary content."""
        if isinstance(exception, BookError):
            log.error("the diary could not be used: %s", exception.fault)
            return errors.diary_refused(request, exception)
        return None
