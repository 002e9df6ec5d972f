"""The guided player: a routine of today's plan step by step; what was done comes back with the seconds of each step."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from uncramp.body import Muscle, Side
from uncramp.diary.faults import NotationError
from uncramp.plan.day_plan import PlanItem, Routine, RoutineStep
from uncramp.web.desk import Desk, desk_of
from uncramp.web.messages import newest_change_of, told
from uncramp.web.views.plan import item_of_today
from uncramp.wording.amounts import say_seconds
from uncramp.wording.player import say_play, say_title

_SALT = "uncramp.play"
#: a page that was left open longer than this (s) is too old to tell what was done
_HOLDS_S = 86_400


@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, what: str) -> HttpResponse:
    """Show a routine of today; a sent one becomes entries with the seconds that were held."""
    from uncramp.knowledge.library import load_library
    from uncramp.plan.done import routine_of  # late: NumPy is 30 MB that the first page does without

    desk = desk_of(request)
    if request.method == "POST":
        return _played(request, desk, what)
    item = item_of_today(desk, what)
    routine = None if item is None else routine_of(item)
    if item is None or routine is None:
        told(request, desk.say("That is done, or no longer in today's plan."))
        return redirect(reverse("first"))
    said = say_play(item, routine, load_library(), desk.language)
    pictures = [[(side, SafeString(svg)) for side, svg in line.pictures] for line in said.lines]
    return render(request, "pages/player.html", {
        "here": "plan", "said": said, "lines": zip(said.lines, pictures, strict=True), "new_id": uuid4(), "what": what,
        "kept": _sign(item, routine), "names": [line.name for line in said.lines],
    })


def _played(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """Keep what was done of a routine; sending it again keeps it once."""
    from uncramp.actions.today import done
    from uncramp.knowledge.library import load_library
    from uncramp.plan.done import entries_of

    try:
        routine, muscle = _read(request.POST.get("routine", ""))
        held, sent = _held(request, routine), UUID(request.POST.get("id", ""))
        entries = entries_of(routine, held, load_library(), desk.local_now, muscle=muscle)
        noted = done(desk.book, entries, sent, desk.now)
    except (signing.BadSignature, ValueError, KeyError, NotationError):
        return HttpResponseBadRequest(
            desk.say("What was done could not be read. Nothing was noted; it can be noted by hand."))
    if not noted:
        told(request, desk.say("Too short to note. Nothing was written."))
        return redirect(reverse("first"))
    sentence = desk.say("{what}: {seconds}, noted.", what=say_title(what, desk.language),
                        seconds=say_seconds(round(sum(held)), desk.language))
    told(request, sentence, newest_change_of(request, noted[0].id))
    return redirect(reverse("first"))


def _held(request: HttpRequest, routine: Routine) -> Sequence[float]:
    """Give the seconds of each step as the clock of the page counted them; without one, those that were ticked.

    Raises ValueError for anything else.
    """
    counted = request.POST.get("held", "")
    if counted:
        held = [float(each) for each in counted.split(",")]
        if len(held) != len(routine.steps) or not all(0 <= each < 86_400 for each in held):
            raise ValueError(counted)
        return [min(each, step.seconds) for each, step in zip(held, routine.steps, strict=True)]
    ticked = {int(each) for line in request.POST.getlist("line") for each in line.split(",") if each}
    return [float(step.seconds) if number in ticked else 0.0 for number, step in enumerate(routine.steps)]


def _sign(item: PlanItem, routine: Routine) -> str:
    """Write a routine into the page, signed: the plan may have moved on by the time it is done."""
    steps = [[step.exercise, step.part, step.seconds, step.side, step.repeats] for step in routine.steps]
    return signing.dumps([routine.id, routine.records_as, item.muscle, steps], salt=_SALT, compress=True)


def _read(text: str) -> tuple[Routine, Muscle | None]:
    """Read the routine of a page; raises BadSignature for one that is not ours or too old."""
    name, records_as, muscle, steps = signing.loads(text, salt=_SALT, max_age=_HOLDS_S)
    made = tuple(
        RoutineStep(exercise=exercise, part=part, seconds=seconds, side=Side(side) if side else None, repeats=repeats)
        for exercise, part, seconds, side, repeats in steps
    )
    return Routine(id=name, steps=made, records_as=records_as), Muscle(muscle) if muscle else None
