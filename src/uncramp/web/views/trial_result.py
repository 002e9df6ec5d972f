"""What a self-trial showed: its page, and its report as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from uncramp.actions.trial import trial_result
from uncramp.trials.kept import TrialRefusedError
from uncramp.web.desk import desk_of
from uncramp.web.messages import told
from uncramp.wording import trial_report as reports
from uncramp.wording.trial_results import say_result
from uncramp.wording.trials import say_refusal


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show what the trial showed; while it is open, the trial instead."""
    desk = desk_of(request)
    try:
        course, found = trial_result(desk.book, desk.now)
    except TrialRefusedError as error:
        told(request, say_refusal(error, desk.language))
        return redirect("trial")
    page = say_result(course, found, desk.language)
    return render(request, "pages/trial_result.html", {"here": "triggers", "page": page})


@require_safe
def report(request: HttpRequest, form: str) -> HttpResponse:
    """Give the report as a file: html, md or json."""
    desk = desk_of(request)
    try:
        course, found = trial_result(desk.book, desk.now)
    except TrialRefusedError:
        raise Http404 from None
    written = reports.report_of(course, found, desk.language)
    if form == "json":
        response: HttpResponse = JsonResponse(reports.report_document(course, found, desk.language))
    elif form == "md":
        response = HttpResponse(reports.report_as_markdown(written), content_type="text/markdown; charset=utf-8")
    else:
        response = HttpResponse(reports.report_as_html(written, desk.language))
    response["Content-Disposition"] = f'attachment; filename="trial.{form}"'
    return response
