"""Learn: what is said about cramps, what the evidence says, and how sure that is. Needs no diary."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uncramp.actions.learn import look_up
from uncramp.web.body_map import whole
from uncramp.web.desk import desk_of
from uncramp.wording import learn, learn_exercises, learn_lists, learn_usual


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show every topic, or what the words that were typed lead to."""
    language, typed = desk_of(request).language, request.GET.get("q", "").strip()[:200]
    looked = look_up(typed)
    shown = {
        "here": "learn", "typed": typed, "found": [learn_lists.say_link(page, language) for page in looked.found],
        "nearest": learn_lists.say_link(looked.nearest, language) if looked.nearest else None,
        "topics": () if typed else learn_lists.say_topics(looked.found, language),
    }
    return render(request, "learn/home.html", shown)


@require_safe
def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Show one claim with its certainty, numbers and sources."""
    return _page(request, "learn/claim.html", claim_id, learn.say_claim)


@require_safe
def question(request: HttpRequest, question_id: str) -> HttpResponse:
    """Show one question with its answer and the claims that carry it."""
    return _page(request, "learn/question.html", question_id, learn.say_question)


@require_safe
def exercise(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """Show one exercise: dose, how to do it, what to feel, when not to."""
    return _page(request, "learn/exercise.html", exercise_id, learn_exercises.say_exercise)


@require_safe
def anatomy(request: HttpRequest) -> HttpResponse:
    """Show the muscles that cramp, one after the other."""
    language = desk_of(request).language
    muscles = [learn.say_muscle(page.id, language) for page in look_up("").found if page.kind == "anatomy"]
    legs = whole(language, lambda part, side: f"{reverse('learn_muscle', args=[part])}?side={side}")
    return render(request, "learn/anatomy.html", {"here": "learn", "muscles": muscles, "map": legs})


@require_safe
def article(request: HttpRequest) -> HttpResponse:
    """Show what the article says beside what the evidence says."""
    page = learn_lists.say_article(desk_of(request).language)
    return render(request, "learn/article.html", {"here": "learn", "page": page})


@require_safe
def usual(request: HttpRequest) -> HttpResponse:
    """Show what usually sets off cramps, and how sure the field is."""
    page = learn_usual.say_usual(desk_of(request).language)
    groups = (("session", page.sessions), ("night", page.nights), ("start", page.starting_point))
    return render(request, "learn/usual.html", {"here": "learn", "page": page, "groups": groups})


def _page(
    request: HttpRequest, template: str, sheet_id: str, say: Callable[[str, str], object]
) -> HttpResponse:
    try:
        page = say(sheet_id, desk_of(request).language)
    except KeyError:
        raise Http404 from None
    return render(request, template, {"here": "learn", "page": page})
