"""Today of a diary, worked out once for each state of it and each quarter of an hour; what takes long, beside the page.

The plan takes milliseconds and is made at once, from what the engine found when it last looked. The forecast of a long
diary takes a second: a thread works it out, the page waits a moment for it, and is fetched once more when it is there.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event, Lock, Thread
from traceback import extract_tb
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
_tasks: dict[str, _Task] = {}
_lock = Lock()


@dataclass(eq=False)
class _Task:
    """A forecast that is or was worked out: of which state, whether that is over, what came of it, if it did not break.

    What came stays with its task: an older task that ends later takes nothing away from a newer one.
    """

    key: Key
    over: Event = field(default_factory=Event)
    found: DiaryForecast | None = None
    broke: bool = False


def today_of(desk: Desk, wait_s: float | None = None) -> Today:
    """Give today of the open diary; ``wait_s`` is how long to wait for the forecast (None: a moment).

    A forecast that broke is tried again by whoever comes without patience, which is each new look at a page. The first
    look after a start begins none: loading the engine would take its turns from the page, which asks for the rest.
    """
    name, key = str(desk.diary_path), _key(desk)
    known = _kept.get(name)
    if known and known[0] == key:
        return known[1]
    today = _today(desk, name, key)  # before the thread begins, which would take its turns on the processor
    if today.forecast is None and (wait_s is not None or engine_is_loaded()):
        task = _forecast_beside(desk, name, key, again=wait_s is None)
        if task.over.wait(WAIT_S if wait_s is None else wait_s):
            today = replace(_today(desk, name, key), forecast_broke=task.broke)
    if today.forecast is not None:
        _kept[name] = (key, today)
    return today


def engine_is_loaded() -> bool:
    """Tell whether this process has loaded what weighs diaries; that takes half a second, once."""
    return "scipy.linalg" in sys.modules


def _key(desk: Desk) -> Key:
    here = desk.local_now
    return desk.book.revision(), here.date(), (here.hour * 3600 + here.minute * 60) // HOLDS_S


def _today(desk: Desk, name: str, key: Key) -> Today:
    from uncramp.actions.evening import questions_read  # late: NumPy is 30 MB that an empty diary does without
    from uncramp.actions.plan_day import day_read

    task = _tasks.get(name)
    found = task.found if task and task.key == key else None  # before what it rests on, which then is of this state
    weighed = weighed_already(desk)
    made, plan = day_read(desk.diary, desk.now, weighed)
    asked, yesterday = questions_read(desk.diary, desk.now, weighed)
    return Today(
        made=made, plan=plan, questions=asked, yesterday=yesterday,
        forecast=found, facts=today_facts(desk.diary, desk.local_now),
    )


def _forecast_beside(desk: Desk, name: str, key: Key, *, again: bool) -> _Task:
    """Begin to work out the forecast in a thread of its own, once for each state, and ``again`` where that broke."""
    with _lock:
        running = _tasks.get(name)
        if running and running.key == key and not (running.broke and again):
            return running
        task = _tasks[name] = _Task(key)
    Thread(target=_work, args=(desk, name, task), name="uncramp-forecast", daemon=True).start()
    return task


def _work(desk: Desk, name: str, task: _Task) -> None:
    try:
        task.found = forecast_at(desk, {})
    except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to: the page stands, and says so
        task.broke = True
        log.error("the forecast could not be worked out: %s %s", type(error).__name__, _where(error))
    finally:
        task.over.set()


def _where(error: Exception) -> str:
    """Say in which file and line an error was raised: what was noted is in its words, and they are left out."""
    frames = extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))


def forget_all() -> None:
    """Let go of everything; the next look works it out again."""
    with _lock:
        _kept.clear()
        _tasks.clear()
