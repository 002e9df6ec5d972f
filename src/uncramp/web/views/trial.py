"""The self-trial: what can be tried, a design and its chance, the trial that runs, its result and report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from uncramp.actions.trial import course_read, trial_result
from uncramp.actions.trial_design import design_trial
from uncramp.trials.design import DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.offer import Asked
from uncramp.web.desk import desk_of
from uncramp.web.messages import told
from uncramp.web.trial_steps import asked_of, remedies_of, step
from uncramp.wording import trial_report as reports
from uncramp.wording.trial_course import say_course
from uncramp.wording.trial_results import say_result
from uncramp.wording.trials import say_design_faults, say_offer, say_refusal

#: the same diary is always told the same chance
SEED = 1


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the trial that runs, or what can be tried."""
    desk = desk_of(request)
    course = course_read(desk.diary, desk.now)
    shown = {"here": "triggers", "remedies": remedies_of(desk)}
    if course is None:
        return render(request, "pages/trials.html", shown)
    return render(request, "pages/trial.html", {
        **shown, "page": say_course(course, desk.language), "is_open": course.is_open})


@require_safe
def design(request: HttpRequest, remedy: str) -> HttpResponse:
    """Show a design before its start, as asked; what cannot be run is said, and the proposal shown instead."""
    desk = desk_of(request)
    fault = ""
    try:
        asked = asked_of(remedy, request.GET)
        found = design_trial(desk.diary, desk.now, asked, seed=SEED, ways="ways" in request.GET)
    except DesignFaultsError as error:
        fault = say_design_faults(error.faults, desk.language)
    except TrialRefusedError as error:
        fault = say_refusal(error, desk.language)
    if fault:
        return _fallback(request, remedy, fault)
    return render(request, "pages/trial_design.html", {
        "here": "triggers", "page": say_offer(found, desk.language), "offer": found, "asked": asked})


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


def _fallback(request: HttpRequest, remedy: str, fault: str) -> HttpResponse:
    """Show the proposal with what was wrong with the wish; 404 for a remedy there is not."""
    desk = desk_of(request)
    try:
        found = design_trial(desk.diary, desk.now, Asked(remedy=remedy), seed=SEED)
    except TrialRefusedError:
        raise Http404 from None
    return render(request, "pages/trial_design.html", {
        "here": "triggers", "page": say_offer(found, desk.language), "offer": found, "fault": fault,
        "asked": Asked(remedy=remedy)}, status=422)
