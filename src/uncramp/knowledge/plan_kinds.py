"""What the sheets of the plan must say: one thing worth doing, in words for the person who does it."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.knowledge.kinds import Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText(Signed):
    """How one item of a plan is said.

    ``say`` holds ``{amount}`` where a figure goes; ``plainly`` is said without a figure, and where it is offered in
    place of something else. ``beside`` is one line on how; ``claims`` are what it stands on.
    """

    say: str
    plainly: str
    beside: str
    claims: tuple[str, ...]
