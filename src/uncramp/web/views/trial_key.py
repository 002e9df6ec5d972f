"""The helper's page of a blinded trial: the key is made on asking, shown once and kept nowhere."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uncramp.web.desk import desk_of
from uncramp.web.messages import told
from uncramp.web.trial_asked import asked_of, can_be_blinded
from uncramp.wording.refusals import REFUSALS, said_refusal
from uncramp.wording.trial_key import say_key_sheet


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest, remedy: str) -> HttpResponse:
    """Say what the helper does; a sent form makes the key and shows it, once."""
    from uncramp.actions.trial_design import key_sheet  # late: NumPy is 30 MB that the first page does without
    from uncramp.trials.blinding import KEY_BYTES

    desk, query = desk_of(request), request.GET.copy()
    try:
        asked = replace(asked_of(remedy, request.GET), blinded=True)
        if request.method != "POST":
            return render(request, "pages/trial_key_make.html", {
                "here": "triggers", "how": can_be_blinded(asked, desk.language), "remedy": remedy})
        page = say_key_sheet(key_sheet(asked, secrets.token_bytes(KEY_BYTES)), desk.language)
    except REFUSALS as error:
        refused = said_refusal(error, desk.language)
        told(request, "" if refused is None else refused[1])
        return redirect("trial")
    query["blinded"], query["seal"] = "yes", page.seal
    return render(request, "pages/trial_key.html", {
        "here": "triggers", "page": page, "remedy": remedy, "query": query.urlencode()})
