"""Tell something about oneself: the profile, kept like a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from uncramp.actions.trial_safety import keep_trial_safe
from uncramp.diary.moments import zone_named
from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import changed_profile
from uncramp.store.book import Book


def change_profile(book: Book, fields: Mapping[str, object], now: datetime) -> Profile:
    """Change fields of the profile and give it back; raises NotationError with all faults, and BookError.

    A self-trial that is open is stopped where it is not for such a person.
    """
    profile = changed_profile(book.profile(), fields, now=now)
    book.write_profile(profile, now=now)
    keep_trial_safe(book, now, corrected=True)
    return profile


def ensure_profile(book: Book, zone_name: str, now: datetime) -> Profile:
    """Give the profile; where none was ever written, write one with the machine's zone (UTC where it is unknown)."""
    profile = book.profile()
    if profile.noted_at is not None:
        return profile
    zone = zone_name if zone_named(zone_name) is not None else "UTC"
    return change_profile(book, {"home_zone": zone}, now)
