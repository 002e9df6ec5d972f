"""Answers to safety questions as they are written down: ``first-check=no``."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS: dict[str, bool | None] = {"yes": True, "no": False, "not_sure": None}


class AnswerError(ValueError):
    """Raised for words that are not an answer; ``written`` is what stood there."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is not an answer. Write for example first-check=no (or yes, or not_sure).")
        self.written = written


def read_answers(written: Sequence[str]) -> dict[str, bool | None]:
    """Read answers, each ``sign=word`` or ``sign:word`` with yes, no or not_sure (None). Raises AnswerError."""
    told: dict[str, bool | None] = {}
    for each in written:
        parts = re.split("[=:]", each, maxsplit=1)
        if len(parts) != 2 or parts[1] not in _WORDS:
            raise AnswerError(each[:60])
        told[parts[0].strip()] = _WORDS[parts[1]]
    return told
