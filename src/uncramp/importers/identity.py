"""Ids that come out the same each time: who read a file, and how often, changes nothing."""

from __future__ import annotations

from uuid import UUID, uuid5

#: our own name space for ids made from files; never to be changed, or every re-import would double the diary
NAMESPACE = UUID("5b0f9f5e-6a53-5b57-9d0c-3f1c4d6f2a10")


def made_id(identity: str, kind: str, ordinal: int | str) -> UUID:
    """Give the id of a record of a kind in a file of that identity; ``ordinal`` tells it from others (RFC 9562, v5)."""
    return uuid5(NAMESPACE, f"{identity}\n{kind}\n{ordinal}")
