"""Logs that hold no diary content: of an exception its type and where it was raised, never what it said."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

#: loggers that pass an exception on, which may quote what a person wrote
TALKATIVE = ("django.request", "django.security", "django.template", "waitress", "uncramp.web")


def withhold(record: logging.LogRecord) -> bool:
    """Replace the exception of a log record by its type and its places; lets every record through."""
    if record.exc_info and record.exc_info[0] is not None:
        kind, _, trace = record.exc_info
        record.msg = f"{record.getMessage()}\n{kind.__name__} at {places(trace)}"
        record.args, record.exc_info, record.exc_text = (), None, None
    return True


def places(trace: TracebackType | None) -> str:
    """List the files, lines and functions of a trace, without the source or any value."""
    frames = reversed(traceback.extract_tb(trace))
    return " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


def keep_logs_discreet() -> None:
    """Put the filter on every logger that could pass on what a person wrote."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        if withhold not in logger.filters:
            logger.addFilter(withhold)
    # waitress warns whenever a second tab is open; a person at the terminal needs none of that
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
