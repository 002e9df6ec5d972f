"""The route over what is known: a topic leads to its page, to pages found, or to the nearest."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from uncramp.actions.learn import look_up
from uncramp.web.api import shapes
from uncramp.web.desk import desk_of
from uncramp.wording.learn_text import learn_document, topics_document

router = Router()


@router.get("/learn", response={200: shapes.Answer, **shapes.REFUSED})
def learn(request: HttpRequest, topic: str = "") -> dict[str, object]:
    """Give what a topic leads to: its page, pages found, or the nearest; without one, every page there is."""
    language = desk_of(request).language
    looked = look_up(topic)
    return learn_document(looked, language) if topic.strip() else topics_document(looked.found, language)
