"""The interval plot as positions: where the marks of a small drawing stand, in per cent of its width."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, log

from uncramp.wording.languages import text

#: the axes that are tried, narrowest first: odds at the left and the right end
AXES = ((1 / 2, 4.0), (1 / 4, 4.0), (1 / 8, 8.0), (1 / 32, 32.0))
FEWEST_TICKS_APART = 15.0


#: an interval of odds: low, inner low, best guess, inner high, high
Odds = tuple[float, float, float, float, float]


def turned(odds: Odds) -> Odds:
    """Give the odds of the other direction, a step less in place of a step more: each inverted, the ends exchanged.

    NaN stays NaN. Odds of 0.5 (0.25 to 0.8) for an hour more are odds of 2 (1.25 to 4) for an hour less.
    """
    low, inner_low, middle, inner_high, high = (1 / value for value in reversed(odds))
    return (low, inner_low, middle, inner_high, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A word under the axis: ``x`` in per cent, ``anchor`` start, middle or end."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalPlot:
    """Odds on a log axis. All places and widths are per cent as text (``46.0%``), ready for SVG attributes.

    ``wide`` is the 90 % interval, ``half`` the 50 % one, ``dot`` the best guess, ``same`` the place of odds 1.
    ``style``: ``solid``, ``open`` (nothing stands out) or ``field`` (other people's evidence). ``label`` says it all.
    """

    style: str
    same: str
    wide_x: str
    wide_width: str
    half_x: str
    half_width: str
    dot: str
    ticks: tuple[Tick, ...]
    label: str


def axis_for(lows: list[float], highs: list[float]) -> tuple[float, float]:
    """Choose the narrowest axis that holds all intervals; the widest where none does."""
    low = min([value for value in lows if isfinite(value)], default=1.0)
    high = max([value for value in highs if isfinite(value)], default=1.0)
    return next((axis for axis in AXES if axis[0] <= low and high <= axis[1]), AXES[-1])


def interval_plot(
    odds: Odds, style: str, label: str, language: str,
    axis: tuple[float, float] | None = None,
) -> IntervalPlot | None:
    """Place an interval: ``odds`` are low, inner low, best guess, inner high, high; None where one is not known."""
    if not all(isfinite(value) and value > 0 for value in odds):
        return None
    left, right = axis or axis_for([odds[0]], [odds[4]])

    def place(value: float) -> float:
        share = (log(value) - log(left)) / (log(right) - log(left))
        return 100 * min(max(share, 0.0), 1.0)

    low, inner_low, middle, inner_high, high = (place(value) for value in odds)
    return IntervalPlot(
        style=style, same=_per_cent(place(1.0)), wide_x=_per_cent(low), wide_width=_per_cent(max(high - low, 1.0)),
        half_x=_per_cent(inner_low), half_width=_per_cent(max(inner_high - inner_low, 0.5)), dot=_per_cent(middle),
        ticks=_ticks((left, right), language), label=label,
    )


def _ticks(axis: tuple[float, float], language: str) -> tuple[Tick, ...]:
    """Name at most four places of an axis."""
    names = {
        1 / 32: text(language, "1/32"), 1 / 8: text(language, "an eighth"), 1 / 4: text(language, "a quarter"),
        1 / 2: text(language, "half"), 1.0: text(language, "same"), 2.0: text(language, "double"),
        4.0: text(language, "4 times"), 8.0: text(language, "8 times"), 32.0: text(language, "32 times"),
    }
    shown = {AXES[0]: (1 / 2, 1.0, 2.0, 4.0), AXES[1]: (1 / 4, 1.0, 4.0), AXES[2]: (1 / 8, 1.0, 8.0)}
    left, right = axis
    return tuple(
        Tick(
            x=_per_cent(100 * (log(value) - log(left)) / (log(right) - log(left))), text=names[value],
            anchor="start" if value == left else "end" if value == right else "middle",
        )
        for value in shown.get(axis, (left, 1.0, right))
    )


def _per_cent(value: float) -> str:
    return f"{value:.1f}%"
