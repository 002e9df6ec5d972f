"""About me: told once, so that what is not for this person is left out; and how each name was read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from uncramp.actions.profile import change_profile
from uncramp.diary.faults import NotationError
from uncramp.web.desk import desk_of
from uncramp.web.forms.about_me import fields_of_correction, fields_of_post, page_of
from uncramp.web.messages import told
from uncramp.wording.notation import say_fault


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show what was told, or keep what was sent; what cannot be taken comes back as typed with a sentence beside it."""
    desk = desk_of(request)
    if request.method != "POST":
        shown = page_of(desk.profile, desk.language, desk.say)
        return render(request, "pages/about_me.html", {"here": "settings", **shown})
    try:
        kept = change_profile(desk.book, fields_of_post(request.POST, desk.profile), desk.now)
    except NotationError as error:
        shown = page_of(desk.profile, desk.language, desk.say, request.POST)
        faults = {fault.field: say_fault(fault, desk.language) for fault in error.faults}
        return render(request, "pages/about_me.html", {"here": "settings", **shown, "faults": faults}, status=422)
    told(request, desk.say("Saved. What is not for you is left out from now on."))
    return redirect(reverse("about_me") + ("#read" if kept.conditions or kept.medicines else ""))


@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Take one name as what was tapped, or take it out."""
    desk = desk_of(request)
    change_profile(desk.book, fields_of_correction(request.POST, desk.profile), desk.now)
    told(request, desk.say("Corrected."))
    return redirect(reverse("about_me") + "#read")
