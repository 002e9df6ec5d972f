"""A cramp now: the first second, and the steps.

The first paint needs no script, every answer is one tap that sends a form, and nothing on these pages fails when the
diary does.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from uncramp.knowledge.library import load_library
from uncramp.relief.guide import AFTER_CARE, SAFETY_QUESTIONS, Heard, after as where_to, first_move, muscle_named
from uncramp.triage.assess import FIRST_CHECK
from uncramp.web.desk import desk_of
from uncramp.web.forms import words
from uncramp.web.messages import newest_change_of, told
from uncramp.web.walk import FIRST, KEY, STEPS, WHERE, Walk, add, keep, read_started, remember, walk_of
from uncramp.wording.guides import say_guide, say_settings

#: what a tap can say to a safety question
ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "not_sure": None}



@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Show the first second of a cramp; a sent form keeps the cramp under the id it brings, however often."""
    if request.method != "POST":
        walk = walk_of(request, uuid4(), place=FIRST)
        walk.keep_at = reverse("cramp")
        return _first_page(request, walk)
    try:
        cramp_id = UUID(request.POST.get("id", ""))
    except ValueError:
        return HttpResponseBadRequest("The cramp came without its id. Go back and tap once more.")
    walk = walk_of(request, cramp_id, started=read_started(request.POST.get("started", "")))
    is_new = request.session.get(KEY, {}).get("id") != str(cramp_id)
    keep(request, walk)
    if is_new and not walk.not_kept:
        told(request, desk_of(request).say("Cramp noted."), newest_change_of(request, cramp_id))
    if request.headers.get("X-Requested-With") == "fetch":
        remember(request, walk)
        return HttpResponse(status=204)
    return _answered_first(request, walk)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Show the first second of a cramp that is already running, or take its answer."""
    walk = walk_of(request, cramp_id, place=FIRST)
    return _answered_first(request, walk) if request.method == "POST" else _first_page(request, walk)


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest, cramp_id: UUID) -> HttpResponse:
    """Ask where it is, with five large answers; the answer goes into the diary and chooses the steps."""
    walk = walk_of(request, cramp_id, place=WHERE)
    if _said_where_from(request, walk):
        return redirect("cramp_where", cramp_id)
    said = request.POST.get("muscle", "")
    if request.method == "POST" and muscle_named(said) == said:
        walk.muscle = said
        add(request, walk, {"muscle": walk.muscle})
        return _go(request, walk, first_move(walk.guide(desk_of(request))))
    muscles = [(muscle, desk_of(request).say(words.said(muscle))) for muscle in words.FIRST_MUSCLES]
    places = say_settings(desk_of(request).language)
    return render(request, "relief/where.html", {"walk": walk, "muscles": muscles, "settings": places})


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, cramp_id: UUID, step_id: str) -> HttpResponse:
    """Show one step with its seconds, or take what was heard at it and go where that leads."""
    desk, walk = desk_of(request), walk_of(request, cramp_id, place=STEPS)
    guide = walk.guide(desk)
    if guide.get_help:
        return redirect("cramp_help", cramp_id)
    if step_id not in {each.id for each in guide.steps} or guide.ask:
        return redirect("cramp_again", cramp_id)
    if request.method == "POST":
        heard = request.POST.get("heard", "")
        known = Heard(heard) if heard in list(Heard) else Heard.SOMETHING_ELSE
        walk.hears(known, desk.now)
        return _go(request, walk, where_to(guide, step_id, known, elapsed_s=walk.elapsed_s(desk.now)))
    said = say_guide(guide, desk.language, country=desk.profile.emergency_country)
    shown = {"walk": walk, "guide": said, "step": next(each for each in said.steps if each.id == step_id)}
    return render(request, "relief/step.html", shown)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Switch the relief pages between night and day by hand, and stay where one is."""
    here = request.POST.get("next", "")
    response = redirect(here if url_has_allowed_host_and_scheme(here, None) else "cramp")
    chosen = "night" if request.POST.get("theme") == "night" else "day"
    response.set_cookie("uncramp_relief_theme", chosen, max_age=4 * 3600, samesite="Strict", httponly=True)
    return response


def _first_page(request: HttpRequest, walk: Walk) -> HttpResponse:
    desk = desk_of(request)
    guide = say_guide(walk.guide(desk), desk.language, country=desk.profile.emergency_country)
    settings = [each for each in say_settings(desk.language) if each[2] or each[0] == walk.setting]
    shown = {"walk": walk, "guide": guide, "step": guide.steps[0] if guide.steps else None, "settings": settings}
    return render(request, "relief/first.html", shown)


def _said_where_from(request: HttpRequest, walk: Walk) -> bool:
    """Take the place a cramp caught somebody in, where the form says one; a second tap on it takes it back."""
    said = request.POST.get("setting")
    if said is None:
        return False
    walk.setting = "" if said == walk.setting or said not in load_library().settings else said
    remember(request, walk)
    return True


def _answered_first(request: HttpRequest, walk: Walk) -> HttpResponse:
    if _said_where_from(request, walk):
        return redirect("cramp_again", walk.cramp_id)
    answer = request.POST.get("answer", "")
    if answer in ANSWERS:
        walk.answers[FIRST_CHECK] = ANSWERS[answer]
    remember(request, walk)
    if request.POST.get("heard") == "let_go":
        return redirect("cramp_after", walk.cramp_id)
    if answer in ("yes", "not_sure", "something_else"):
        return redirect("cramp_signs", walk.cramp_id)
    return redirect("cramp_where" if answer else "cramp_again", walk.cramp_id)


def _go(request: HttpRequest, walk: Walk, target: str) -> HttpResponse:
    remember(request, walk)
    if target == AFTER_CARE:
        add(request, walk, walk.known)
        return redirect("cramp_after", walk.cramp_id)
    if target == SAFETY_QUESTIONS:
        return redirect("cramp_signs", walk.cramp_id)
    return redirect("cramp_step", walk.cramp_id, target)
