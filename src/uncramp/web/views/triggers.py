"""What sets off my cramps: the findings, and one finding looked at closely."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.web.desk import desk_of
from uncramp.web.field_knows import field_knows
from uncramp.web.findings_kept import report_of
from uncramp.wording.finding_closely import say_closely
from uncramp.wording.findings import say_findings


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Show what the diary says now: findings, not enough yet, or that no day counts yet."""
    desk = desk_of(request)
    page = say_findings(report_of(desk), desk.language)
    known = [] if page.state == "findings" else field_knows(desk.language)
    return render(request, "pages/triggers.html", {"here": "triggers", "page": page, "field": known})


@require_safe
def finding(request: HttpRequest, outcome: str, exposure: str) -> HttpResponse:
    """Show one finding closely, with the statistician's view one tap away."""
    desk = desk_of(request)
    report = report_of(desk)
    page = say_closely(report, exposure, outcome, desk.language)
    if page is None:
        raise Http404
    numbers = next(each for each in report.findings if (each.exposure, each.outcome) == (exposure, outcome))
    check = next((each for each in report.cross_check if (each.exposure, each.outcome) == (exposure, outcome)), None)
    shown = {"here": "triggers", "page": page, "numbers": numbers, "check": check}
    return render(request, "pages/finding.html", shown)
