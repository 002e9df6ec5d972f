"""Looking things up in the fact sheets, as values for a notebook or a script."""

from __future__ import annotations

from uncramp.actions.learn import look_up
from uncramp.wording.learn_pages import Page
from uncramp.wording.learn_text import nothing_found, say_page


class NoPageError(LookupError):
    """Raised when there is no page on a topic; its text names the nearest."""


def learn(topic: str, *, language: str = "en") -> Page:
    """Give the page on a topic, or the one its words lead to best: certainty, numbers with intervals, sources.

    ``article`` is the article beside the evidence, ``usual`` what usually sets off cramps. Raises NoPageError.
    """
    looked = look_up(topic)
    page = looked.page or next(iter(looked.found), None)
    if page is None:
        raise NoPageError(nothing_found(looked, language))
    return say_page(page, language)
