"""The chance of a trial, reckoned beside the page: the page waits a moment, then shows how far it is.

Simulating a thousand lives takes a second of processor time, and several on a slow machine or a long diary. What was
reckoned is kept for the same diary, day and design, so that coming back or changing nothing costs nothing.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from uncramp.web.desk import Desk

if TYPE_CHECKING:  # they load NumPy, which the first page does without
    from uncramp.trials.offer import Asked, Offer

log = logging.getLogger("uncramp.web")

#: a page waits so long for the chance (s): on an idle machine and a young diary it is there by then
WAIT_S = 0.3
#: so many designs are kept, the oldest forgotten first
MOST = 12
#: the same diary is always told the same chance
SEED = 1

Key = tuple[str, int, date, "Asked", bool]


@dataclass(slots=True)
class Reckoning:
    """One design whose chance is being reckoned: the share done (0 to 1), the offer once it is there, or what broke."""

    share: float = 0.0
    offer: Offer | None = None
    broken: Exception | None = None
    done: Event = field(default_factory=Event)


_kept: OrderedDict[Key, Reckoning] = OrderedDict()
_lock = Lock()


def reckoning_of(desk: Desk, asked: Asked, *, ways: bool) -> Reckoning:
    """Give a design's reckoning, begun where it was not yet, after a moment's wait.

    Raises TrialRefusedError and DesignFaultsError for what cannot be a trial, at once.
    """
    from uncramp.actions.trial_design import filled_in  # late: SciPy is 40 MB that the first page does without

    filled_in(asked)
    key = (str(desk.diary_path), desk.book.revision(), desk.local_now.date(), asked, ways)
    with _lock:
        found = _kept.get(key)
        if found is None or found.broken is not None:
            found = _kept[key] = Reckoning()
            Thread(target=_work, args=(desk, asked, ways, found), name="uncramp-trial-chance", daemon=True).start()
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    found.done.wait(WAIT_S)
    if found.broken is not None:
        raise found.broken
    return found


def _work(desk: Desk, asked: Asked, ways: bool, found: Reckoning) -> None:
    from uncramp.actions.trial_design import design_trial  # late, as above

    def on_progress(share: float) -> None:
        found.share = share

    try:
        found.offer = design_trial(desk.diary, desk.now, asked, seed=SEED, ways=ways, on_progress=on_progress)
    except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to: the page that asked raises it
        log.error("the chance of a trial could not be reckoned: %s", type(error).__name__)
        found.broken = error
    finally:
        found.done.set()


def forget_all() -> None:
    """Let go of everything; the next look reckons it again."""
    with _lock:
        _kept.clear()
