"""The self-trial: what can be tried, the trial that runs, its result and report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from uncramp.actions.trial import trial_result
from uncramp.trials.design import DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.web.desk import desk_of
from uncramp.web.messages import told
from uncramp.web.trial_asked import remedies_of
from uncramp.web.trial_kept import course_of
from uncramp.web.trial_steps import step
from uncramp.wording import trial_report as reports
from uncramp.wording.trial_calendar import say_calendar
from uncramp.wording.trial_course import say_course
from uncramp.wording.trial_results import say_result
from uncramp.wording.trials import say_design_faults, say_refusal


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the trial that runs, or what can be tried."""
    desk = desk_of(request)
    course = course_of(desk)
    shown = {"here": "triggers", "remedies": remedies_of(desk)}
    if course is None:
        return render(request, "pages/trials.html", shown)
    return render(request, "pages/trial.html", {
        **shown, "page": say_course(course, desk.language), "is_open": course.is_open, "today": course.today,
        "calendar": say_calendar(course, desk.language), "begun": course.written.starts_on,
        "has_days": bool(course.days)})


@require_POST
def do(request: HttpRequest, what: str) -> HttpResponse:
    """Do one thing with the trial and go back to it; what cannot be done is said there."""
    desk = desk_of(request)
    try:
        step(desk, what, request.POST)
    except KeyError:
        raise Http404 from None
    except DesignFaultsError as error:
        told(request, say_design_faults(error.faults, desk.language))
    except TrialRefusedError as error:
        told(request, say_refusal(error, desk.language))
    return redirect("first" if request.POST.get("next") == "first" else "trial")


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
