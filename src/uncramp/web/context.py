"""What every template knows without being told: theme, language, clock, and whether the diary is a made-up one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from uncramp.web.desk import Desk

#: languages written from right to left, by their first subtag
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the facts that the base template stands on; safe defaults where a request never reached its desk."""
    desk: Desk | None = vars(request).get("desk")
    language = desk.language if desk else "en"
    return {
        "language": language,
        "direction": "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        "theme": desk.theme if desk else "",
        "relief_theme": desk.relief_theme if desk else "",
        "is_sample": bool(desk and desk.sample),
        "can_leave_sample": not settings.UNCRAMP_SAMPLE,
        "local_now": desk.local_now.replace(tzinfo=None) if desk else None,
        "styleguide": settings.UNCRAMP_STYLEGUIDE,
        "version": settings.UNCRAMP_VERSION,
    }
