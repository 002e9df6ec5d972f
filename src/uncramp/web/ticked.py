"""What of today's plan was ticked or left out though no entry holds it, kept in a signed cookie until the day is over.

A pace that was held, a bed made ready, *not today*: these are no records, so they stay with the browser and never enter
the statistics.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse

from uncramp.web.desk import desk_of

#: names kept at most, so that the cookie stays small; questions answered at most on one day
MOST, MOST_ASKED = 40, 3
_HOLDS_S = 36 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """The day it holds for, what was ticked, what was left out, and how many questions were answered."""

    day: date
    done: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    asked: int = 0

    def with_done(self, what: str) -> Ticked:
        """Give it with one more thing ticked."""
        return replace(self, done=tuple(dict.fromkeys((*self.done, what)))[-MOST:])

    def with_left_out(self, what: str) -> Ticked:
        """Give it with one more thing left out."""
        return replace(self, left_out=tuple(dict.fromkeys((*self.left_out, what)))[-MOST:])

    def without(self, what: str) -> Ticked:
        """Give it without one thing, ticked or left out."""
        return replace(
            self, done=tuple(each for each in self.done if each != what),
            left_out=tuple(each for each in self.left_out if each != what),
        )

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write it into the answer."""
        text = "|".join((self.day.isoformat(), ",".join(self.done), ",".join(self.left_out), str(self.asked)))
        response.set_signed_cookie(_name(request), text, max_age=_HOLDS_S, httponly=True, samesite="Strict")
        return response


def ticked(request: HttpRequest) -> Ticked:
    """Read what was ticked today; nothing of another day, or of a cookie that was meddled with."""
    today = desk_of(request).local_now.date()
    text: str = request.get_signed_cookie(_name(request), default="", max_age=_HOLDS_S) or ""
    parts = text.split("|")
    if len(parts) != 4 or parts[0] != today.isoformat() or not parts[3].isdigit():
        return Ticked(day=today)
    done, left_out = (tuple(each for each in part.split(",") if each) for part in parts[1:3])
    return Ticked(day=today, done=done, left_out=left_out, asked=int(parts[3]))


def _name(request: HttpRequest) -> str:
    return "uncramp_today_sample" if desk_of(request).sample else "uncramp_today"
