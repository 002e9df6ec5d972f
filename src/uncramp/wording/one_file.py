"""What pages that are one file have in common: where their parts lie, and the hash by which a policy names a part."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "one_page"


def policy_hash(inside: str) -> str:
    """Give the hash by which a content security policy names an element with that text inside."""
    return f"sha256-{b64encode(sha256(inside.encode()).digest()).decode()}"
