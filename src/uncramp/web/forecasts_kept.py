"""How good the forecasts of a diary have been, worked out once for each state of the diary and each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from uncramp.web.desk import Desk
from uncramp.web.findings_kept import weighed_of

if TYPE_CHECKING:
    from uncramp.forecast.calibration import Score
    from uncramp.forecast.diary_forecast import DiaryForecast

_kept: dict[str, tuple[int, date, Score]] = {}
_lock = Lock()


def forecast_at(desk: Desk, told: Mapping[str, object]) -> DiaryForecast:
    """Forecast the open diary as of now, with what was told of the session. Raises NotationError with every fault."""
    from uncramp.actions.forecast import forecast_read  # late: scipy is 40 MB that the first page does without

    name, revision, today = str(desk.diary_path), desk.book.revision(), desk.local_now.date()
    with _lock:  # one person, two cores: a second tab waits for the first one's answer
        known = _kept.get(name)
        score = known[2] if known and known[:2] == (revision, today) else None
        found = forecast_read(desk.diary, desk.now, told, weighed=weighed_of(desk), score=score)
        _kept[name] = (revision, today, found.score)
        return found


def forget_all() -> None:
    """Let go of everything; the next look works it out again."""
    with _lock:
        _kept.clear()
