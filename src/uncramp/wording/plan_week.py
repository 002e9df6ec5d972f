"""The things of a week as they stand on a wall or in a calendar: in the order of the day, once where once will do."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.plan.day_plan import Moment
from uncramp.wording.plans import PlanPage, SaidItem

#: things that are done once and not each day: said on the first day only
ONCE = frozenset({"answer_about_me"})
_ORDER = {moment.value: place for place, moment in enumerate(Moment)}


def things_by_day(pages: Sequence[PlanPage]) -> list[tuple[PlanPage, tuple[SaidItem, ...]]]:
    """Give each day with its first things in the order in which they come, once-only things on the first day alone."""
    said: set[str] = set()
    found = []
    for page in pages:
        left = [item for item in page.items if item.what not in said]
        said |= {item.what for item in left} & ONCE
        found.append((page, tuple(sorted(left, key=lambda item: _ORDER.get(item.moment, 0)))))
    return found
