"""The time zone of the machine a diary is opened on: the home zone of somebody who has not said theirs."""

from __future__ import annotations

import os
from pathlib import Path

from uncramp.diary.moments import zone_named

_LOCALTIME, _TIMEZONE = Path("/etc/localtime"), Path("/etc/timezone")


def machine_zone() -> str:
    """Name the time zone of this machine (IANA): TZ, else /etc/localtime, else /etc/timezone, else UTC."""
    names = (_from_environment(), _from_link(), _from_file())
    return next((name for name in names if name and zone_named(name) is not None), "UTC")


def _from_environment() -> str:
    return os.environ.get("TZ", "").lstrip(":")


def _from_link() -> str:
    try:
        target = os.path.realpath(_LOCALTIME)
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2].removeprefix("posix/")


def _from_file() -> str:
    try:
        return _TIMEZONE.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
