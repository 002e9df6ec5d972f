"""What is going on now: answers -> circumstances that cautions speak of, as the circumstance sheets state them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from uncramp.knowledge.library import Library

_TERM = re.compile(r"^(\w+?)(<=|>=|<|>|=)(.+)$")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}


def circumstances(features: Mapping[str, object], library: Library) -> frozenset[str]:
    """Give the ids of all circumstances that the answers show; what is not known shows nothing."""
    return frozenset(
        sheet.id
        for sheet in library.circumstances.values()
        if any(all(holds(part, features) for part in term.split("&")) for term in sheet.any_of)
    )


def holds(term: str, features: Mapping[str, object]) -> bool:
    """Tell whether one term holds: ``pop_heard``, ``numbness=foot``, ``can_bear_weight=no``, ``temp_c>=38``.

    A bare name holds when it was answered with yes, a number, a list or any word but *none*.
    """
    found = _TERM.match(term)
    if found is None:
        value = features.get(term)
        return value is not None and value is not False and value not in ("none", "none_at_cramp_site", "", 0)
    name, sign, wanted = found.groups()
    value = features.get(name)
    if sign == "=":
        told = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        return told == wanted or (isinstance(told, list | tuple | set | frozenset) and wanted in told)
    return isinstance(value, int | float) and not isinstance(value, bool) and _COMPARE[sign](value, float(wanted))
