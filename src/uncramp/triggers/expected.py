"""What is expected of all exposures together before looking, where something other than the engine knows better."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What many athletes taught of all exposures together; None, and nobody, is what the engine states for one alone.

    ``dense_chance`` (between 0 and 1) is the chance that everything matters a little, against causes being few;
    ``patterns`` are those that a cause acts on sessions only, nights only, both (each above 0, summing to 1). What was
    learned of single exposures stands in their :class:`~uncramp.triggers.posterior.Prior`. ``learned_from`` counts the
    athletes who taught it.
    """

    dense_chance: float | None = None
    patterns: tuple[float, float, float] | None = None
    learned_from: int = 0


#: what the engine states for a person alone
ALONE = Expected()
