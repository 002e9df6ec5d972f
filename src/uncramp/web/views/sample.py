"""Looking around in a made-up diary, kept in a file of its own, and coming back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from uncramp.web import books, findings_kept
from uncramp.web.desk import desk_of

SEED, YEARS = 7, 2.0


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Open the made-up diary; the action writes it where there is none, or where its last days are long ago."""
    from uncramp.actions.sample import keep_sample_fresh  # late: the generator pulls in scipy's share of numpy

    path = books.sample_path()
    books.let_go(path)
    if keep_sample_fresh(path, seed=SEED, years=YEARS, now=desk_of(request).now):
        findings_kept.forget_all()
    response = redirect("first")
    response.set_signed_cookie("uncramp_sample", "yes", httponly=True, samesite="Strict")
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Go back to the real diary; the made-up one stays for the next look."""
    response = redirect("first")
    response.delete_cookie("uncramp_sample", samesite="Strict")
    return response
