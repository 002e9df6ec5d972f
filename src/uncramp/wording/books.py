"""What the disk or the database refused, as a sentence: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from uncramp.wording.languages import text


class Refusal(Protocol):
    """What is said here: the id of a fault and its facts, as ``store.book.BookError`` carries them."""

    fault: str
    facts: dict[str, str]


_SENTENCES: Mapping[str, str] = {
    "folder_missing": "There is no folder {folder}. Nothing was changed. Make the folder, or name another place.",
    "is_a_folder": "{path} is a folder. Nothing was changed. Name a file in it, like {path}/diary.db.",
    "no_permission": "This account may not open {path}. Nothing was changed. Name a place you may write to.",
    "read_only": "{path} can be read but not written. Nothing was changed. Copy the diary to a place you may write to.",
    "not_a_diary": "{path} is a file, but no uncramp diary. It was left as it is. Name another file.",
    "damaged": "A part of the diary {path} can no longer be read. It was left as it is. Restore your last export into "
               "a new diary: uncramp --diary NEW restore EXPORT.",
    "disk_full": "The disk is full. What was noted before is safe; this was not kept. Make room and try again.",
    "disk_error": "The disk did not answer as it should. What was noted before is safe; this was not kept. "
                  "Try again, and copy the diary to another disk.",
    "in_use": "The diary is in use by another window. Nothing was lost; try again.",
    "newer": "This diary was written by a newer uncramp. It was left as it is. Install the newer one to open it.",
    "not_yours": "This diary belongs to another person. Nothing was read.",
    "unkeepable_text": "The field {field} holds a character that no file can keep. Nothing was kept; take it out and "
                       "try again.",
    "not_a_backup": "{path} is not an uncramp export: {why}. Nothing was changed.",
    "target_exists": "{path} is there already. Nothing was written over; name another place.",
    "unknown_server": "A diary on a server lives in PostgreSQL, not in {error}. Nothing was changed.",
    "no_driver": "The driver for PostgreSQL is not installed. Nothing was changed. Install psycopg and try again.",
    "refused": "The diary could not be opened or written ({error}). Nothing was changed.",
}

_WHYS: Mapping[str, str] = {
    "damaged": "a part of it is damaged or missing",
    "unknown_form": "it is neither a folder or zip of tables nor JSON Lines",
    "newer": "a newer uncramp wrote it",
    "empty": "no table of entries is in it",
}


def say_book_fault(error: Refusal, language: str) -> str:
    """Say why the diary refused; a fault without a sentence is said as a refusal with its id."""
    facts = {"path": "", "folder": "", "error": error.fault, "field": "", "why": "damaged", **error.facts}
    facts["path"] = facts["path"] or text(language, "of this person")
    facts["why"] = text(language, _WHYS.get(facts["why"], facts["why"]))
    return text(language, _SENTENCES.get(error.fault, _SENTENCES["refused"]), **facts)
