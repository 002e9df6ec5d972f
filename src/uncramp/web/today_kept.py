"""Today of a diary, worked out once for each state of it and each quarter of an hour; what takes long, beside the page.

The plan takes milliseconds and is made at once, from what the engine found when it last looked. The forecast of a long
diary takes a second: a thread works it out, the page waits a moment for it, and is fetched once more when it is there.
"""

from __future__ import annotations

import logging
from datetime import date
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from uncramp.web.calendar import today_facts
from uncramp.web.desk import Desk
from uncramp.web.findings_kept import weighed_already
from uncramp.web.forecasts_kept import forecast_at
from uncramp.web.today_state import Today

if TYPE_CHECKING:  # it loads NumPy, which the first page of an empty diary does without
    from uncramp.forecast.diary_forecast import DiaryForecast

log = logging.getLogger("uncramp.web")

#: a page waits so long for the forecast (s): that of a young diary is there by then
WAIT_S = 0.1
#: a plan and its forecast hold so long (s): times of day move on
HOLDS_S = 900


Key = tuple[int, date, int]
_kept: dict[str, tuple[Key, Today]] = {}
_forecasts: dict[str, tuple[Key, DiaryForecast]] = {}
_working: dict[str, tuple[Key, Event]] = {}
_lock = Lock()


def today_of(desk: Desk, wait_s: float | None = None) -> Today:
    """Give today of the open diary; ``wait_s`` is how long to wait for the forecast (None: a moment)."""
    name, key = str(desk.diary_path), _key(desk)
    known = _kept.get(name)
    if known and known[0] == key:
        return known[1]
    today = _today(desk, name, key)  # before the thread begins, which would take its turns on the processor
    if today.forecast is None and _forecast_beside(desk, name, key).wait(WAIT_S if wait_s is None else wait_s):
        today = _today(desk, name, key)
    if today.forecast is not None:
        _kept[name] = (key, today)
    return today


def _key(desk: Desk) -> Key:
    here = desk.local_now
    return desk.book.revision(), here.date(), (here.hour * 3600 + here.minute * 60) // HOLDS_S


def _today(desk: Desk, name: str, key: Key) -> Today:
    from uncramp.actions.evening import questions_read  # late: NumPy is 30 MB that an empty diary does without
    from uncramp.actions.plan import day_read

    found = _forecasts.get(name)  # before what it rests on: where it is there, that is of this state
    weighed = weighed_already(desk)
    made, plan = day_read(desk.diary, desk.now, weighed)
    asked, yesterday = questions_read(desk.diary, desk.now, weighed)
    return Today(
        made=made, plan=plan, questions=asked, yesterday=yesterday,
        forecast=found[1] if found and found[0] == key else None, facts=today_facts(desk.diary, desk.local_now),
    )


def _forecast_beside(desk: Desk, name: str, key: Key) -> Event:
    """Begin to work out the forecast in a thread of its own, once for each state; gives what tells that it is there."""
    with _lock:
        running = _working.get(name)
        if running and running[0] == key:
            return running[1]
        done = Event()
        _working[name] = (key, done)
    Thread(target=_work, args=(desk, name, key, done), name="uncramp-forecast", daemon=True).start()
    return done


def _work(desk: Desk, name: str, key: Key, done: Event) -> None:
    try:
        _forecasts[name] = (key, forecast_at(desk, {}))
    except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to: the page stands, and says so
        log.error("the forecast could not be worked out: %s", type(error).__name__)
        with _lock:
            _working.pop(name, None)
    finally:
        done.set()


def forget_all() -> None:
    """Let go of everything; the next look works it out again."""
    with _lock:
        _kept.clear()
        _forecasts.clear()
        _working.clear()
