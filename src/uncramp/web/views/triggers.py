"""What sets off my cramps: the findings, and one finding looked at closely."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.diary.records import Cramp
from uncramp.web import entries
from uncramp.web.desk import Desk, desk_of
from uncramp.web.field_knows import field_knows
from uncramp.web.findings_kept import closely_of, report_of
from uncramp.wording.finding_closely import say_closely
from uncramp.wording.findings import say_findings

#: cramps that can be asked about from the findings, the newest first
MOST_ASKED = 3


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Show what the diary says now: findings, not enough yet, or that no day counts yet."""
    desk = desk_of(request)
    page = say_findings(report_of(desk), desk.language, desk.profile.units)
    known = [] if page.state == "findings" else field_knows(desk.language)
    asked = _newest_cramps(desk) if page.claims else []  # where nothing stands out, nothing can in one cramp
    return render(request, "pages/triggers.html", {"here": "triggers", "page": page, "field": known, "asked": asked})


@require_safe
def finding(request: HttpRequest, outcome: str, exposure: str) -> HttpResponse:
    """Show one finding closely, with the statistician's view one tap away."""
    from uncramp.actions.trial_design import remedy_for  # late: scipy is 40 MB that the first page does without

    desk = desk_of(request)
    closely = closely_of(desk, exposure, outcome)
    if closely is None:
        raise Http404
    page = say_closely(closely, report_of(desk), desk.language, desk.profile.units)
    shown = {"here": "triggers", "page": page, "remedy": remedy_for(exposure, outcome)}
    return render(request, "pages/finding.html", shown)


def _newest_cramps(desk: Desk) -> list[entries.Line]:
    cramps = [cramp for cramp in desk.diary.of(Cramp) if cramp.at <= desk.now][-MOST_ASKED:]
    return entries.lines(reversed(cramps), desk.language, desk.profile.units)
