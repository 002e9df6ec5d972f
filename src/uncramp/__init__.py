"""uncramp: stop the hamstring cramp you have, find out what sets yours off, and prevent the next one.

The public Python API. Names are resolved on first use, so that ``import uncramp`` loads nothing::

    import uncramp as uc

    diary = uc.open_diary("me.sqlite")
    uc.import_files(diary, "runs/")
    report = uc.find_triggers(diary)
    report.to_dict()
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uncramp.diary.diary import Diary
    from uncramp.python_api.diaries import import_files, note, open_diary
    from uncramp.python_api.learning import learn
    from uncramp.python_api.plans import plan_day
    from uncramp.python_api.relief import relief_guide
    from uncramp.python_api.results import find_triggers, simulate, why_this_cramp
    from uncramp.python_api.tables import find_triggers_in_table, learn_from_table
    from uncramp.python_api.trials import design_trial

    __version__: str

_HOMES = {
    "Diary": "uncramp.diary.diary",
    "design_trial": "uncramp.python_api.trials",
    "find_triggers": "uncramp.python_api.results",
    "find_triggers_in_table": "uncramp.python_api.tables",
    "import_files": "uncramp.python_api.diaries",
    "learn": "uncramp.python_api.learning",
    "learn_from_table": "uncramp.python_api.tables",
    "note": "uncramp.python_api.diaries",
    "open_diary": "uncramp.python_api.diaries",
    "plan_day": "uncramp.python_api.plans",
    "relief_guide": "uncramp.python_api.relief",
    "simulate": "uncramp.python_api.results",
    "why_this_cramp": "uncramp.python_api.results",
}

#: public names that are also names of rooms: importing a room would put the room where the function should stand
_HOMES_OF_ROOM_NAMES = {"forecast": "uncramp.python_api.forecasts", "triage": "uncramp.python_api.triage"}

__all__ = [
    "Diary", "__version__", "design_trial", "find_triggers", "find_triggers_in_table", "forecast", "import_files",
    "learn", "learn_from_table", "note", "open_diary", "plan_day", "relief_guide", "simulate", "triage",
    "why_this_cramp",
]


def __getattr__(name: str) -> object:
    """Load a public name the first time it is used; AttributeError for any other."""
    if name == "__version__":
        from importlib.metadata import version  # late: it reads the installed metadata

        value: object = version("uncramp")
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'uncramp' has no attribute {name!r}; it has {', '.join(sorted(__all__))}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Offer the public names, also before they are loaded."""
    return sorted(__all__)


class _Face(ModuleType):
    """This package as callers see it: a public name stays the function, whatever rooms of that name are imported."""

    @property
    def forecast(self) -> Any:  # noqa: ANN401 - the function, loaded on first use
        """Say how likely the next cramp is; see :func:`uncramp.python_api.forecasts.forecast`."""
        return import_module(_HOMES_OF_ROOM_NAMES["forecast"]).forecast

    @forecast.setter
    def forecast(self, room: ModuleType) -> None:
        """Let the import system put the room here, and keep the function: rooms are found by their full name."""

    @property
    def triage(self) -> Any:  # noqa: ANN401 - the function, loaded on first use
        """Judge features or a profile; see :func:`uncramp.python_api.triage.triage`."""
        return import_module(_HOMES_OF_ROOM_NAMES["triage"]).triage

    @triage.setter
    def triage(self, room: ModuleType) -> None:
        """Let the import system put the room here, and keep the function: rooms are found by their full name."""


sys.modules[__name__].__class__ = _Face
