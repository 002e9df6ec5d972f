"""The design of a self-trial before its start: what is compared, how good its chance is, what is fixed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.trials.design import DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.offer import Asked
from uncramp.web.desk import desk_of
from uncramp.web.trial_asked import asked_of, rivals_of
from uncramp.web.trial_chance import Reckoning, reckoning_of
from uncramp.wording.trials import said_sheet, say_design_faults, say_offer, say_refusal


@require_safe
def design(request: HttpRequest, remedy: str) -> HttpResponse:
    """Show a design before its start, as asked; what cannot be run is said, and the proposal shown instead."""
    desk = desk_of(request)
    try:
        asked = asked_of(remedy, request.GET)
        return _shown(request, asked, reckoning_of(desk, asked, ways="ways" in request.GET))
    except DesignFaultsError as error:
        fault = say_design_faults(error.faults, desk.language)
    except TrialRefusedError as error:
        fault = say_refusal(error, desk.language)
    asked = Asked(remedy=remedy)
    try:
        return _shown(request, asked, reckoning_of(desk, asked, ways=False), fault)
    except TrialRefusedError:
        raise Http404 from None


def _shown(request: HttpRequest, asked: Asked, found: Reckoning, fault: str = "") -> HttpResponse:
    """Show the design, or how far its chance is reckoned; a script asks for the share alone."""
    desk, offer = desk_of(request), found.offer
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"share": round(found.share, 2), "done": offer is not None})
    if offer is None:
        return render(request, "pages/trial_reckoning.html", {
            "here": "triggers", "title": said_sheet(asked.remedy, desk.language).question, "share": found.share,
            "fault": fault})
    return render(request, "pages/trial_design.html", {
        "here": "triggers", "page": say_offer(offer, desk.language), "offer": offer, "asked": asked, "fault": fault,
        "rivals": rivals_of(desk, asked), "alone": _query(request.GET, "rival"), "ways": _query(request.GET, "ways"),
        "query": request.GET.urlencode(), "seal": request.GET.get("seal", ""),
    }, status=422 if fault else 200)


def _query(given: QueryDict, without: str) -> str:
    """Give an address's query without one of its fields."""
    left = given.copy()
    left.pop(without, None)
    return left.urlencode()
