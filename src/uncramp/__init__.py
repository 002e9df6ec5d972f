"""uncramp: stop the hamstring cramp you have, find out what sets yours off, and prevent the next one.

The public Python API. Names are resolved on first use, so that ``import uncramp`` loads nothing::

    import uncramp as uc

    diary = uc.open_diary("me.sqlite")
    uc.import_files(diary, "runs/")
    report = uc.find_triggers(diary)
    report.to_dict()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uncramp.diary.diary import Diary
    from uncramp.python_api.diaries import import_files, note, open_diary
    from uncramp.python_api.learning import learn
    from uncramp.python_api.results import find_triggers, relief_guide, simulate

    __version__: str

_HOMES = {
    "Diary": "uncramp.diary.diary",
    "find_triggers": "uncramp.python_api.results",
    "import_files": "uncramp.python_api.diaries",
    "learn": "uncramp.python_api.learning",
    "note": "uncramp.python_api.diaries",
    "open_diary": "uncramp.python_api.diaries",
    "relief_guide": "uncramp.python_api.results",
    "simulate": "uncramp.python_api.results",
}

__all__ = [
    "Diary", "__version__", "find_triggers", "import_files", "learn", "note", "open_diary", "relief_guide", "simulate",
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
