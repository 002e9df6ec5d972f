"""Something else is wrong, in the middle of a cramp: what it is, and whom to call."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from uncramp.triage.assess import FIRST_CHECK, TEN_MINUTES
from uncramp.web.desk import desk_of
from uncramp.web.walk import STEPS, remember, walk_of
from uncramp.wording.guides import say_guide
from uncramp.wording.safety_questions import say_signs


@require_http_methods(["GET", "HEAD", "POST"])
def signs(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Ask what else is wrong: one tap is one answer; none of these goes back to the steps."""
    desk, walk = desk_of(request), walk_of(request, cramp_id, place=STEPS)
    rows = say_signs(desk.language)
    if request.method != "POST":
        guide = say_guide(walk.guide(desk), desk.language, country=desk.profile.emergency_country)
        shown = {"walk": walk, "rows": rows[:-1], "last": rows[-1], "guide": guide,
                 "minutes": int(walk.elapsed_s(desk.now) // 60)}
        return render(request, "relief/signs.html", shown)
    tapped = request.POST.get("sign", "")
    if tapped == "none":
        walk.answers.update({row.id: False for row in rows})
    elif tapped in {row.id for row in rows}:
        walk.answers[tapped] = True
    remember(request, walk)
    return redirect("cramp_help" if walk.guide(desk).get_help else "cramp_again", cramp_id)


@require_http_methods(["GET", "HEAD", "POST"])
def get_help(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Show whom to call and what to do until then; a tap by mistake is taken back."""
    desk, walk = desk_of(request), walk_of(request, cramp_id, place=STEPS)
    if request.method == "POST":
        kept = {sign: answer for sign, answer in walk.answers.items() if answer is False}
        walk.answers = {sign: answer for sign, answer in kept.items() if sign != FIRST_CHECK}
        remember(request, walk)
        return redirect("cramp_signs", cramp_id)
    guide = walk.guide(desk)
    if not guide.get_help:
        return redirect("cramp_again", cramp_id)
    said = say_guide(guide, desk.language, country=desk.profile.emergency_country)
    shown = {"walk": walk, "said": said.triage, "by_time": guide.triage.because == (TEN_MINUTES,),
             "at": f"{desk.local_now:%H:%M}"}
    return render(request, "relief/help.html", shown)
