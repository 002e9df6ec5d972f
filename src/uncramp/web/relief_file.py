"""The one-file relief page put together: the guides, the figures, the words. Needs no Django and no diary."""

from __future__ import annotations

from datetime import date

from uncramp.actions.relief import raise_every_sign, relieve_everywhere
from uncramp.wording.figures import pictures_of_relief
from uncramp.wording.relief_page import relief_page


def relief_file(language: str, made_on: date, version: str, *, country: str | None = None) -> str:
    """Give the page as text; ``country`` (ISO code, None: not known) chooses the emergency number it opens with."""
    return relief_page(
        relieve_everywhere(), raise_every_sign(), pictures_of_relief(), language,
        made_on=made_on, version=version, country=country,
    )
