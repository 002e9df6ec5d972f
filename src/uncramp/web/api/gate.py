"""The gate of the HTTP API: refuses what comes from another site, and loads the API when it is first asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

#: a plain form of another site can send none of these without asking first (CORS preflight, which nobody answers)
TAKEN_TYPES = frozenset({"application/json", "application/octet-stream"})
PREFIX = "/api/v1/"


def refuse(status: int, fault: str, text: str, **facts: object) -> JsonResponse:
    """Give an answer that says in one sentence why nothing was done."""
    return JsonResponse({"error": {"fault": fault, "text": text, **facts}}, status=status)


def from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a browser says that another site made this request; programs send neither header."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    return site not in ("none", "same-origin") or origin not in (None, own)


@csrf_exempt  # no cookie grants anything here; the checks below stand in its place (docs/decisions/0006)
def enter(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Let a request of this machine through to its route; 403 from elsewhere, 415 for a body we do not take."""
    if from_elsewhere(request):
        return refuse(403, "from_elsewhere", "The diary answers this computer only; another site asked for it.")
    has_body = request.headers.get("Content-Length") not in (None, "", "0")
    if has_body and request.content_type not in TAKEN_TYPES:
        return refuse(415, "not_json", "Send JSON (Content-Type: application/json), or a file as octet-stream.")
    try:
        found = resolve(f"/{rest}", urlconf="uncramp.web.api.urls")  # loads the API: 150 ms that no page waits for
    except Resolver404:
        return refuse(404, "no_such_address", f"There is nothing at {PREFIX}{rest}. See {PREFIX}openapi.json.")
    answer = found.func(request, *found.args, **found.kwargs)
    assert isinstance(answer, HttpResponseBase)
    return answer
