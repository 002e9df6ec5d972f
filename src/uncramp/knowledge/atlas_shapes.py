"""The shapes of the atlas: points of a plate file -> smooth paths, one leg a view; the other leg is its mirror image.

A muscle is two edges that run as its fibres run, from origin to insertion. The outline is a closed Catmull-Rom spline
through both, and the fibres are drawn between them, so that moving one point moves outline and fibres together.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]

PLATES_FOLDER = Path(__file__).parent / "atlas_plates"

#: of the tangent of a Catmull-Rom spline, as cubic Bezier handles
_SIXTH = 1 / 6
#: where along the edges the fibres are laid, and how far apart neighbours begin (shares of the length)
_FIBRE_STOPS = (0.07, 0.28, 0.5, 0.72, 0.93)
_STAGGER = (0.0, 0.035, 0.015)


#: how a shape looks: skin, the ground under the muscles, a neighbour, a muscle, tendon, bone, hidden bone, hollow,
#: nerve, thin tendons, folds of the skin, toes
KINDS = frozenset(
    {"skin", "bed", "quiet", "muscle", "tendon", "bone", "hint", "pit", "nerve", "cords", "crease", "toes"}
)


class View(StrEnum):
    """From where the leg is seen."""

    BACK = "back"
    FRONT = "front"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One drawn thing of a leg, in the units of its plate (4 to a centimetre, x outwards from the middle).

    ``kind`` is one of KINDS; ``of`` is the region it belongs to (its
    own id for a region, empty for what is none), ``under`` names the region that covers it (empty: it lies open).
    ``outline`` and ``fibres`` are SVG path data, ``fibres`` empty without any; of the skin they are the edge alone.
    ``points`` are the corners that the outline goes through. ``origin``, ``insertion`` and ``at`` (where a number
    stands) are None where the plate names none, and so is ``hit``, the middle of the area that a thumb is given more.
    """

    id: str
    kind: str
    of: str
    under: str
    outline: str
    fibres: str
    points: tuple[Point, ...]
    origin: Point | None = None
    insertion: Point | None = None
    at: Point | None = None
    hit: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the leg that one tap brings near: its window (x, y, width, height), its span of y, its regions.

    ``spots`` can be marked and read, ``reads`` can only be read (a nerve does not cramp).
    """

    id: str
    view: View
    window: tuple[float, float, float, float]
    top: float
    bottom: float
    spots: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One view of one leg: its shapes, deepest first, and its parts from the top down."""

    view: View
    shapes: tuple[Shape, ...]
    parts: tuple[Part, ...]

    def region(self, spot: str) -> tuple[Shape, ...]:
        """Give all shapes of a region, deepest first; empty for one that is not seen from here."""
        return tuple(shape for shape in self.shapes if shape.of == spot)


@lru_cache(maxsize=2)
def plate(view: View) -> Plate:
    """Give the plate of a view, read once a process."""
    return read_plate(view, (PLATES_FOLDER / f"{view}.toml").read_text(encoding="utf-8"))


def read_plate(view: View, text: str) -> Plate:
    """Read a plate; raises KeyError, ValueError or tomllib.TOMLDecodeError for one that is not whole."""
    found = tomllib.loads(text)
    parts = tuple(
        Part(id=each["id"], view=view, window=_four(each["window"]), top=float(each["y"][0]),
             bottom=float(each["y"][1]), spots=tuple(each["spots"]), reads=tuple(each.get("reads", ())))
        for each in found["part"]
    )
    return Plate(view=view, shapes=tuple(_shape(each) for each in found["shape"]), parts=parts)


def _four(numbers: Sequence[float]) -> tuple[float, float, float, float]:
    x, y, width, height = numbers
    return float(x), float(y), float(width), float(height)


def _shape(given: Mapping[str, Any]) -> Shape:
    kind = given["kind"]
    owner = given.get("of", given["id"] if kind == "muscle" else "")
    corners: tuple[Point, ...] = ()
    fibres = ""
    if kind == "toes":
        outline = "".join(_dot(*dot) for dot in given["dots"])
    elif kind in ("cords", "crease"):
        outline = "".join(open_spline(_points(line)) for line in given["lines"])
    elif kind == "nerve":
        corners = _points(given["line"])
        outline = open_spline(corners)
    else:
        a, b = _points(given["a"]), _points(given["b"])
        corners = (*a, *reversed(b))
        outline = open_spline(corners) + "z" if kind == "skin" else closed_spline(corners)
        # Of the skin only the edge is drawn as a line: up the middle of the body there is none.
        fibres = open_spline(corners[1:-1]) if kind == "skin" else fibres_between(a, b, given.get("fibres", 0))
    return Shape(
        id=given["id"], kind=kind, of=owner, under=given.get("under", ""), outline=outline, fibres=fibres,
        points=corners, origin=_point(given.get("origin")),
        insertion=_point(given.get("insertion")), at=_point(given.get("at")),
        hit=_point(given.get("hit")),
    )


def _points(given: Iterable[Sequence[float]]) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in given)


def _point(given: Sequence[float] | None) -> Point | None:
    return None if given is None else (float(given[0]), float(given[1]))


def _dot(x: float, y: float, wide: float, high: float) -> str:
    half = f"a{_n(wide)} {_n(high)} 0 1 0"
    return f"M{_n(x - wide)} {_n(y)}{half} {_n(2 * wide)} 0{half} {_n(-2 * wide)} 0z"


def closed_spline(points: Sequence[Point]) -> str:
    """Give path data of the smooth closed curve through points, as cubic Beziers relative to where each begins."""
    n = len(points)
    curve = [_bezier(points[i - 1], points[i], points[(i + 1) % n], points[(i + 2) % n]) for i in range(n)]
    return f"M{_n(points[0][0])} {_n(points[0][1])}c{_joined(curve)}z"


def open_spline(points: Sequence[Point]) -> str:
    """Give path data of the smooth curve from the first point to the last."""
    ends = (points[0], *points, points[-1])
    curve = [_bezier(*ends[i : i + 4]) for i in range(len(points) - 1)]
    return f"M{_n(points[0][0])} {_n(points[0][1])}c{_joined(curve)}"


def _bezier(before: Point, start: Point, end: Point, after: Point) -> tuple[float, ...]:
    first = tuple((end[i] - before[i]) * _SIXTH for i in (0, 1))
    second = tuple(end[i] - start[i] - (after[i] - start[i]) * _SIXTH for i in (0, 1))
    return (*first, *second, end[0] - start[0], end[1] - start[1])


def _joined(curves: Iterable[Sequence[float]]) -> str:
    """Join numbers as SVG allows: a minus sign needs no blank before it."""
    text = ""
    for number in (each for curve in curves for each in curve):
        written = _n(number)
        text += written if written.startswith("-") or not text else f" {written}"
    return text


def _n(number: float) -> str:
    """Write a number with at most one decimal, without a leading zero."""
    text = f"{number:.1f}".removesuffix(".0")
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def fibres_between(a: Sequence[Point], b: Sequence[Point], count: int) -> str:
    """Give path data of ``count`` fibres between two edges, evenly spread, none of them quite to the ends."""
    drawn = []
    for number in range(count):
        share = (number + 1) / (count + 1)
        shift = _STAGGER[number % len(_STAGGER)]
        line = [
            _between(_along(a, min(1.0, stop + shift)), _along(b, min(1.0, stop + shift)), share)
            for stop in _FIBRE_STOPS
        ]
        drawn.append(open_spline(line))
    return "".join(drawn)


def _between(one: Point, other: Point, share: float) -> Point:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _along(edge: Sequence[Point], share: float) -> Point:
    """Give the point at a share of the length of an edge."""
    steps = [math.dist(one, other) for one, other in pairwise(edge)]
    left = share * sum(steps)
    for (one, other), step in zip(pairwise(edge), steps, strict=True):
        if left <= step:
            return _between(one, other, left / step if step else 0.0)
        left -= step
    return edge[-1]
