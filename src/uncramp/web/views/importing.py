"""Bringing in files: take them, read them in the worker, show a verdict for each as it comes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from uncramp.actions import importing as actions
from uncramp.diary.records import ObservationPeriod
from uncramp.store.book import BookError
from uncramp.web import jobs
from uncramp.web.desk import desk_of
from uncramp.web.messages import told
from uncramp.wording.books import say_book_fault
from uncramp.wording.imports import say_verdict


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Show the ways to bring files in; sent files become a job with a page of its own."""
    if request.method != "POST":
        return render(request, "pages/import.html", {"here": "import"})
    files = request.FILES.getlist("files") + request.FILES.getlist("folder")
    if not files:
        return render(request, "pages/import.html", {"here": "import", "nothing_sent": True}, status=422)
    desk = desk_of(request)
    job = jobs.start(desk.diary_path, files, desk.now)
    page = reverse("import_job", args=[job.id])
    return JsonResponse({"page": page}) if request.headers.get("X-Requested-With") == "fetch" else redirect(page)


@require_safe
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show how far a job is, with the verdicts so far; the page asks for more by itself."""
    desk = desk_of(request)
    shown = {"here": "import", "ask_since": not desk.diary.of(ObservationPeriod), **_state(request, job_id, 0)}
    return render(request, "pages/import_job.html", shown)


@require_safe
def verdicts(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Give the verdicts after the first ``after`` as rows, and the counts so far, for the page that waits."""
    after = request.GET.get("after", "0")
    state = _state(request, job_id, int(after) if after.isdigit() and len(after) < 9 else 0)
    rows = render_to_string("parts/verdicts.html", state, request)
    job = state["job"]
    return JsonResponse({
        "rows": rows, "read": job.read, "all": job.all, "done": job.done, "summary": state["summary"],
    })


@require_POST
def tell_day(request: HttpRequest, job_id: UUID, number: int) -> HttpResponse:
    """Read a file whose watch did not know the date once more, with the day that was told."""
    desk, job = desk_of(request), jobs.find(job_id)
    if job is None:
        raise Http404
    day = _day(request.POST.get("day", ""))
    if day is None or day > desk.local_now.date():
        fault = "Which day was it? Choose one from the calendar." if day is None else "That day is still to come."
        shown = {"here": "import", **_state(request, job_id, 0, no_day={number: desk.say(fault)})}
        return render(request, "pages/import_job.html", shown, status=422)
    again = jobs.start_dated(job, number, day, desk.diary_path, desk.now)
    if again is None:
        told(request, desk.say("That file is not there any more. Bring it in once more."))
    return redirect("import_job", again.id if again else job_id)


@require_POST
def stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Stop a job after the file it is at; what is read stays."""
    job = jobs.find(job_id)
    if job is None:
        raise Http404
    job.stop()
    return redirect("import_job", job_id)


@require_POST
def undo_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Take back everything one import brought in."""
    job = jobs.find(job_id)
    if job is None:
        raise Http404
    desk = desk_of(request)
    undone = jobs.undo(job, desk.book, desk.now)
    told(request, desk.say("The import was taken back." if undone else "There was nothing left to take back."))
    return redirect("import")


@require_POST
def undo(request: HttpRequest, sha256: str) -> HttpResponse:
    """Take the import of one file back."""
    desk = desk_of(request)
    change = actions.undo_import(desk.book, sha256, desk.now)
    said = "The import was taken back." if change else "There was nothing left to take back."
    told(request, desk.say(said), change.number if change else None)
    return redirect("settings")


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Give the tidy CSV templates as one zip: a file for each kind, with its header and one example row."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in actions.csv_templates().items():
            archive.writestr(name, text)
    headers = {"Content-Disposition": 'attachment; filename="uncramp-templates.zip"'}
    return HttpResponse(buffer.getvalue(), content_type="application/zip", headers=headers)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _state(
    request: HttpRequest, job_id: UUID, after: int, no_day: Mapping[int, str] = MappingProxyType({})
) -> dict[str, Any]:
    job = jobs.find(job_id)
    if job is None:
        raise Http404
    desk = desk_of(request)
    said = [
        {
            "number": number, "said": say_verdict(verdict, desk.language, desk.profile.units),
            "undated": number in job.undated, "fault": no_day.get(number, ""),
        }
        for number, verdict in enumerate(job.verdicts) if number >= after
    ]
    refused = say_book_fault(BookError(job.fault), desk.language) if job.fault else ""
    return {"job": job, "rows": said, "today": desk.local_now.date(), "summary": refused or job.summary(desk.language)}
