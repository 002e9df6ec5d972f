"""Looking around in a made-up diary, kept in a file of its own, and coming back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from uncramp.web import books
from uncramp.web.desk import desk_of

SEED, YEARS = 7, 2.0


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Open the made-up diary, writing it first where there is none."""
    from uncramp.actions.sample import write_sample  # late: the generator pulls in scipy's share of numpy

    path = books.sample_path()
    if not path.exists():
        write_sample(path, seed=SEED, cause=None, years=YEARS, now=desk_of(request).now)
    response = redirect("first")
    response.set_signed_cookie("uncramp_sample", "yes", httponly=True, samesite="Strict")
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Go back to the real diary; the made-up one stays for the next look."""
    response = redirect("first")
    response.delete_cookie("uncramp_sample", samesite="Strict")
    return response
