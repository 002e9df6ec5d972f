"""The desk a request is served at: which diary lies open, what time it is, in whose zone, language and theme."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.store.book import Book, BookError
from uncramp.store.machine_zone import machine_zone
from uncramp.web import books
from uncramp.wording import languages

NIGHT_FROM_HOUR, NIGHT_UNTIL_HOUR = 21, 7


class Desk:
    """The desk of one request: which diary lies open, what time it is, in whose zone, language and theme."""

    def __init__(self, request: HttpRequest) -> None:
        """Note the moment of the request; the diary is opened only when something is read from it."""
        self._request = request
        self.now = datetime.now(UTC)

    @cached_property
    def sample(self) -> bool:
        """Tell whether the made-up diary is open."""
        chosen: object = self._request.get_signed_cookie("uncramp_sample", default="", max_age=None)
        return bool(settings.UNCRAMP_SAMPLE or chosen)

    @property
    def diary_path(self) -> Path:
        """Give the file of the open diary."""
        return books.sample_path() if self.sample else Path(settings.UNCRAMP_DIARY)

    @cached_property
    def book(self) -> Book:
        """Give the book of this request; raises BookError when it cannot be opened."""
        return books.open_once(self.diary_path, self.now)

    @property
    def diary(self) -> Diary:
        """Give the whole diary as it stands; the book reads it again only after it changed."""
        return self.book.read()

    @cached_property
    def profile(self) -> Profile:
        """Give the profile; an empty one where the diary cannot be read, so that no page fails for it."""
        try:
            return self.book.profile()
        except BookError:
            return Profile(home_zone=machine_zone())

    @cached_property
    def zone(self) -> ZoneInfo:
        """Give the home zone; UTC where its name is not known to this machine."""
        try:
            return ZoneInfo(self.profile.home_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    @property
    def language(self) -> str:
        """Give the language tag of the profile."""
        return self.profile.language

    def say(self, english: str, **values: object) -> str:
        """Say a sentence in the reader's language."""
        return languages.text(self.language, english, **values)

    @property
    def local_now(self) -> datetime:
        """Give the moment of the request on the clock of home."""
        return self.now.astimezone(self.zone)

    @property
    def theme(self) -> str:
        """Give ``light`` or ``dark`` as chosen, or nothing: then the system decides."""
        chosen = self._request.COOKIES.get("uncramp_theme", "")
        return chosen if chosen in ("light", "dark") else ""

    @property
    def relief_theme(self) -> str:
        """Give the theme of the relief pages: night between 21:00 and 07:00, unless switched by hand."""
        chosen = self._request.COOKIES.get("uncramp_relief_theme", "")
        if chosen in ("night", "day"):
            return "night" if chosen == "night" else self.theme or "light"
        hour = self.local_now.hour
        return "night" if hour >= NIGHT_FROM_HOUR or hour < NIGHT_UNTIL_HOUR else self.theme


def desk_of(request: HttpRequest) -> Desk:
    """Give the desk that the middleware put on the request."""
    return cast("Desk", vars(request)["desk"])
