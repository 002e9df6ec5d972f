"""Tags: a word with ``#`` in front in the note of an entry, such as ``#new_shoes``."""

from __future__ import annotations

import re
import unicodedata

#: what begins the id of an exposure that is a person's own tag
TAG = "tag_"

#: ``#`` and a letter, then letters, digits, ``_`` or ``-``; not inside a word or an address, and never a number alone
_TAG = re.compile(r"(?<![\w#/&])#([^\W\d_][\w-]{0,38})")


def tags_of(note: str | None) -> frozenset[str]:
    """Find the tags in a note, without ``#``, in small letters; empty for None."""
    plain = unicodedata.normalize("NFC", note or "")
    return frozenset(tag.casefold().rstrip("-_") for tag in _TAG.findall(plain))
