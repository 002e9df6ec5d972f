"""The route over a cramp in progress: the steps, after what was answered."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from uncramp.actions.relief import relieve_and_look_ahead
from uncramp.triage.answers import read_answers
from uncramp.web.api import shapes
from uncramp.web.desk import desk_of
from uncramp.wording.relief import relief_document

router = Router()


@router.get("/relief", response={200: shapes.Answer, **shapes.REFUSED})
def relief(request: HttpRequest, asked: Query[shapes.Cramping]) -> dict[str, object]:
    """Give the steps for a cramp in progress, after what was answered; the question that is open stands among them."""
    told, desk = read_answers(asked.answer), desk_of(request)
    guide, open_ways = relieve_and_look_ahead(
        told, asked.muscle, asked.elapsed_s, profile=desk.profile, setting=asked.setting)
    return relief_document(guide, open_ways, desk.language)
