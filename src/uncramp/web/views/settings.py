"""Settings: a little about you, how the pages look, taking the diary with you, and the files that were brought in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from uncramp.actions.profile import change_profile
from uncramp.diary.faults import NotationError
from uncramp.diary.profile import UnitSystem
from uncramp.knowledge.library import load_library
from uncramp.web.desk import Desk, desk_of
from uncramp.web.forms.about_me import say_age
from uncramp.web.messages import told
from uncramp.wording.imports import say_verdict
from uncramp.wording.languages import languages
from uncramp.wording.notation import say_fault

#: what may be changed here; what the advice depends on has its own page (about_me)
FIELDS = ("home_zone", "units", "language", "emergency_country")
THEMES = ("", "light", "dark")

_UNITS = {UnitSystem.METRIC: "km, kg, °C", UnitSystem.US: "miles, pounds, °F"}


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show the settings, or keep what was sent; what cannot be taken comes back as typed with a sentence beside it."""
    desk = desk_of(request)
    if request.method != "POST":
        return _page(request, desk, {}, 200)
    fields = {name: request.POST[name] for name in FIELDS if name in request.POST}
    try:
        change_profile(desk.book, fields, desk.now)
    except NotationError as error:
        return _page(request, desk, {fault.field: say_fault(fault, desk.language) for fault in error.faults}, 422)
    told(request, desk.say("Saved."))
    response = redirect("settings")
    theme = request.POST.get("theme", "")
    kept = theme if theme in THEMES else ""
    response.set_cookie("uncramp_theme", kept, max_age=31_536_000, samesite="Strict", httponly=True)
    return response


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the whole diary as one zip of tidy CSV, exact enough to be read back without loss."""
    from uncramp.actions.export import export as export_diary  # late: not needed to show a page

    desk = desk_of(request)
    with tempfile.TemporaryDirectory(prefix="uncramp-export-") as folder:
        target = Path(folder) / "uncramp-diary.zip"
        export_diary(desk.book, target, form="csv", now=desk.now)
        content = target.read_bytes()
    name = f"uncramp-diary-{desk.local_now:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _page(request: HttpRequest, desk: Desk, faults: dict[str | None, str], status: int) -> HttpResponse:
    kept = desk.profile
    typed = {name: request.POST.get(name, str(getattr(kept, name) or "")) for name in FIELDS}
    files = [(file, say_verdict(file.verdict, desk.language, kept.units)) for file in desk.book.imported_files()]
    shown = {
        "here": "settings", "typed": typed, "faults": faults, "theme_chosen": request.POST.get("theme", desk.theme),
        "about_me": say_age(kept.age_band, desk.say),
        "unit_systems": [(str(system), desk.say(name)) for system, name in _UNITS.items()],
        "zones": sorted(available_timezones()), "languages": languages(),
        "countries": sorted(load_library().emergency_numbers.items()), "files": files,
    }
    return render(request, "pages/settings.html", shown, status=status)
