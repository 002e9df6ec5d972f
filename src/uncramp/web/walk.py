"""Where a person stands in the relief steps: which cramp, since when, what was answered. Kept in a signed cookie.

Nothing here needs the diary: the steps must work when it cannot be opened.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from uncramp.actions.cramp import amend_cramp, log_cramp
from uncramp.actions.relief import relieve
from uncramp.diary.faults import NotationError
from uncramp.relief.guide import Heard, ReliefGuide
from uncramp.store.book import BookError
from uncramp.triage.assess import LOCKED_TOO_LONG_S
from uncramp.web.desk import Desk, desk_of

log = logging.getLogger("uncramp.web")
KEY = "cramp"

#: no cramp is timed for longer than this; an older walk in the cookie begins anew
LONGEST = timedelta(hours=12)

#: the places of a walk, and how many there are: the first screen, where it is, the steps, afterwards
FIRST, WHERE, STEPS, AFTER = 1, 2, 3, 4
PLACES = 4


@dataclass(slots=True, kw_only=True)
class Walk:
    """One cramp being got through. ``answers`` are by sign: True yes, False no, None not sure."""

    cramp_id: UUID
    started: datetime
    muscle: str = ""
    setting: str = ""
    answers: dict[str, bool | None] = field(default_factory=dict)
    let_go_after_s: float | None = None
    not_kept: bool = False
    place: int = 1
    keep_at: str = ""
    since_clock: str = ""

    @property
    def places(self) -> list[str]:
        """Say for each place of the walk whether it is past, here or next."""
        return ["past" if n < self.place else "here" if n == self.place else "next" for n in range(1, PLACES + 1)]

    @property
    def rises(self) -> float | None:
        """Give after how many seconds the level rises by itself; None before the cramp is kept and once it let go."""
        return None if self.keep_at or self.let_go_after_s is not None else LOCKED_TOO_LONG_S

    @property
    def started_iso(self) -> str:
        """Give the beginning for the script, in UTC."""
        return self.started.astimezone(UTC).isoformat()

    def elapsed_s(self, now: datetime) -> float:
        """Give how long it has lasted, in seconds; never less than 0, and still once it has let go."""
        if self.let_go_after_s is not None:
            return self.let_go_after_s
        return max(0.0, (now - self.started).total_seconds())

    @property
    def known(self) -> dict[str, object]:
        """Give what the walk itself tells of the cramp: how long it lasted, and the muscle where it was said."""
        told: dict[str, object] = {}
        if self.let_go_after_s is not None:
            told["duration_s"] = round(self.let_go_after_s)
        if self.muscle:
            told["muscle"] = self.muscle
        return told

    def hears(self, heard: str, now: datetime) -> None:
        """Take what was said at a step: let go stops the time, still locked lets it run on from the beginning."""
        if heard == Heard.LET_GO and self.let_go_after_s is None:
            self.let_go_after_s = self.elapsed_s(now)
        elif heard == Heard.STILL_LOCKED:
            self.let_go_after_s = None

    def guide(self, desk: Desk) -> ReliefGuide:
        """Give the guide for what was answered so far; one call into actions."""
        return relieve(self.answers, self.muscle or None, self.elapsed_s(desk.now), profile=desk.profile,
                       setting=self.setting or None)


def walk_of(request: HttpRequest, cramp_id: UUID, *, place: int = 1, started: datetime | None = None) -> Walk:
    """Give the walk of a cramp as the cookie holds it; a new one, starting now or as told, where it holds none."""
    desk = desk_of(request)
    kept: Mapping[str, Any] = request.session.get(KEY) or {}
    if kept.get("id") == str(cramp_id):
        walk = Walk(
            cramp_id=cramp_id, started=datetime.fromisoformat(kept["started"]), muscle=kept.get("muscle", ""),
            setting=kept.get("setting", ""),
            answers=dict(kept.get("answers", {})), let_go_after_s=kept.get("let_go_after_s"),
            not_kept=bool(kept.get("not_kept")),
        )
    else:
        walk = Walk(cramp_id=cramp_id, started=_believed(started, desk.now))
    walk.place = place
    walk.since_clock = f"{walk.started.astimezone(desk.zone):%H:%M}".lstrip("0") or "0:00"
    if walk.since_clock.startswith(":"):
        walk.since_clock = "0" + walk.since_clock
    return walk


def _believed(started: datetime | None, now: datetime) -> datetime:
    if started is None or started.tzinfo is None or not now - LONGEST <= started <= now:
        return now
    return started


def read_started(text: str) -> datetime | None:
    """Read the beginning as the browser sent it; None where it cannot be read."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def remember(request: HttpRequest, walk: Walk) -> None:
    """Keep the walk in the cookie of this browser."""
    request.session[KEY] = {
        "id": str(walk.cramp_id), "started": walk.started.isoformat(), "muscle": walk.muscle, "setting": walk.setting,
        "answers": walk.answers,
        "let_go_after_s": walk.let_go_after_s, "not_kept": walk.not_kept,
    }


def keep(request: HttpRequest, walk: Walk) -> None:
    """Put the cramp into the diary; telling it again changes nothing, and a diary that refuses stops no step."""
    desk = desk_of(request)
    try:
        log_cramp(desk.book, walk.cramp_id, walk.started.astimezone(desk.zone), {}, desk.now)
        walk.not_kept = False
    except (BookError, NotationError) as refused:
        log.error("a cramp could not be kept: %s", type(refused).__name__)
        walk.not_kept = True


def add(request: HttpRequest, walk: Walk, fields: Mapping[str, object]) -> None:
    """Add to the cramp in the diary what is known now; kept first where it was not there yet."""
    desk = desk_of(request)
    try:
        log_cramp(desk.book, walk.cramp_id, walk.started.astimezone(desk.zone), {}, desk.now)
        amend_cramp(desk.book, walk.cramp_id, fields, desk.now)
        walk.not_kept = False
    except (BookError, NotationError, KeyError) as refused:
        log.error("a cramp could not be added to: %s", type(refused).__name__)
        walk.not_kept = True
