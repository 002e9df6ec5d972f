"""The pictures of the atlas as files of their own, with title and description in the reader's language."""

from __future__ import annotations

from uncramp.body import Side
from uncramp.knowledge import atlas
from uncramp.knowledge.atlas_shapes import View
from uncramp.wording.atlas import say_near, say_on_side, say_spot, say_where_it_is, say_whole


def picture_of(place: str, language: str) -> str | None:
    """Give a picture as an SVG file of its own: ``atlas`` (both legs from both sides), a part, or a muscle in its part.

    The left leg is shown. None for a word that names none of them.
    """
    if place == "atlas":
        return _both_views(language)
    part = atlas.part_named(place) or atlas.part_of(place)
    if part is None:
        return None
    title, seen = say_near(part.id, Side.LEFT, language)
    chosen = "" if place == part.id else place
    if chosen:
        title = say_on_side(say_spot(chosen, language), Side.LEFT, language)
        seen = f"{say_where_it_is(chosen, language)} {seen}"
    return atlas.draw_part(part, Side.LEFT, title=title, seen=seen, key="atlas", chosen=chosen, standalone=True)


def _both_views(language: str) -> str:
    """Put the legs from behind and from the front beside each other in one file."""
    drawn = []
    for number, view in enumerate(View):
        title, seen = say_whole(view, language)
        one = atlas.draw_whole(view, title=title, seen=seen, key=f"atlas-{view}", standalone=number == 0)
        drawn.append(one.replace("<svg", f'<svg x="{number * 170}" width="160" height="478"', 1))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 330 478">{"".join(drawn)}</svg>'
