"""The figures of the relief steps, drawn from joints: side view, tapered limbs, the working muscle in ember, one arrow.

A limb is the outline around two circles (joint and joint, each with its radius); a figure is a list of limbs from far
to near. Coordinates are of a drawing of 240 x 120 with y downwards; nobody suffers in the face, nobody has one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

Point = tuple[float, float]
#: how it looks, joint, joint, radius at each
Limb = tuple[str, Point, Point, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One figure: title and description in English, what is behind, limbs in order, and the arrow over them.

    ``head`` is its centre and its turn in degrees; it is drawn before the limb of number ``head_before``.
    """

    title: str
    seen: str
    behind: str
    limbs: tuple[Limb, ...]
    head: tuple[Point, float]
    head_before: int
    way: str
    tip: str


def limb(a: Point, b: Point, radius_a: float, radius_b: float) -> str:
    """Give the SVG path around a circle at ``a`` and one at ``b``, joined by their outer tangents."""
    along = math.atan2(b[1] - a[1], b[0] - a[0])
    lean = math.acos(max(-1.0, min(1.0, (radius_a - radius_b) / math.dist(a, b))))
    a1, a2 = _on(a, radius_a, along + lean), _on(a, radius_a, along - lean)
    b1, b2 = _on(b, radius_b, along + lean), _on(b, radius_b, along - lean)
    there, back = (1, 0) if radius_a > radius_b else (0, 1)
    return f"M{a1}L{b1}A{radius_b:g} {radius_b:g} 0 {back} 0 {b2}L{a2}A{radius_a:g} {radius_a:g} 0 {there} 0 {a1}Z"


def _on(centre: Point, radius: float, angle: float) -> str:
    x, y = centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
    return f"{round(x, 1):g} {round(y, 1):g}"


def _head(at: Point, turn: float) -> str:
    x, y = at
    hair = f"M{x - 11.4:g} {y + 3:g}a11.5 11.5 0 0 1 18.6-12.6c-4.2 1.8-9 1.8-10.8 6.3-1.5 3.6-2.4 6.3-7.8 6.3z"
    turned = f' transform="rotate({turn:g} {x:g} {y:g})"' if turn else ""
    face = f'<circle class="head" cx="{x:g}" cy="{y:g}" r="10.5"/>'
    return f'<g{turned}>{face}<path class="hair" d="{hair}"/></g>'


_BED = (
    '<rect class="bed" x="22" y="106" width="200" height="14" rx="7"/>'
    '<path class="floor" stroke-width="1.5" d="M28 106h188"/>'
)
_MAT = '<rect class="bed" x="18" y="30" width="206" height="84" rx="14"/>'

_HAMSTRING_SIT = Drawing(
    title="Sitting with the leg out in front",
    seen="A person sits tall, one leg out in front, both hands under the thigh. An arrow shows the knee slowly going "
    "down until it is nearly straight. The back of the thigh is marked.",
    behind=_BED, head=((73, 22), 0), head_before=7,
    limbs=(
        ("far", (74, 95), (116, 58), 11, 7.5), ("far", (116, 58), (134, 98), 7.5, 4.5),
        ("far", (134, 98), (150, 101), 4.5, 3),
        ("far", (70, 44), (97, 71), 5, 4), ("far", (97, 71), (112, 96), 4, 3.2),
        ("cloth", (74, 95), (70, 44), 12.5, 10), ("skin", (70, 44), (73, 22), 5, 4.5),
        ("skin", (74, 95), (128, 88), 11.5, 8), ("skin", (128, 88), (182, 100), 7.8, 5),
        ("skin", (182, 100), (189, 80), 5, 3),
        ("cloth-far", (74, 95), (98.3, 91.8), 12.8, 11), ("pulls", (86, 101.5), (118, 96), 3.6, 2),
        ("skin", (70, 44), (92, 68), 5.5, 4.2), ("skin", (92, 68), (112, 96), 4.2, 3.4),
        ("cloth", (70, 44), (81, 56), 7, 5.8),
    ),
    way="M152 50v22", tip="M152 82l-6.5-11h13z",
)

_CALF_SIT = Drawing(
    title="Sitting, toes pulled towards the body",
    seen="A person sits with one leg straight out and a towel round the foot, held in the hands. An arrow shows the "
    "toes coming towards the body. The calf is marked.",
    behind=_BED, head=((91, 24), 0), head_before=5,
    limbs=(
        ("far", (74, 95), (116, 58), 11, 7.5), ("far", (116, 58), (134, 98), 7.5, 4.5),
        ("far", (134, 98), (150, 101), 4.5, 3),
        ("cloth", (74, 95), (84, 45), 12.5, 10), ("skin", (84, 45), (91, 24), 5, 4.5),
        ("skin", (74, 95), (130, 95), 11.5, 8), ("skin", (130, 95), (184, 98), 7.8, 5),
        ("skin", (184, 98), (187, 76), 5, 3),
        ("cloth-far", (74, 95), (99.2, 95), 12.8, 11), ("pulls", (140, 100.5), (166, 101), 3.4, 1.8),
        ("tip", (148, 74), (190, 76), 1.2, 1.2),
        ("skin", (84, 45), (118, 66), 5.5, 4.2), ("skin", (118, 66), (148, 74), 4.2, 3.4),
        ("cloth", (84, 45), (101, 55.5), 7, 5.8),
    ),
    way="M206 64c-6-9-14-13-22-14", tip="M174 49.5l11-6.5v13z",
)

_FOOT_SIT = Drawing(
    title="Sitting, toes pulled up by hand",
    seen="A person sits with one knee bent and a hand on the toes. An arrow shows the toes coming up. The sole of the "
    "foot is marked.",
    behind=_BED, head=((84, 22), 0), head_before=5,
    limbs=(
        ("far", (84, 95), (146, 96), 11, 7.5), ("far", (146, 96), (196, 99), 7.5, 4.5),
        ("far", (196, 99), (201, 82), 4.5, 3),
        ("cloth", (84, 95), (78, 44), 12.5, 10), ("skin", (78, 44), (84, 22), 5, 4.5),
        ("skin", (84, 95), (138, 72), 11.5, 8), ("skin", (138, 72), (126, 99), 7.8, 5),
        ("skin", (126, 99), (148, 90), 5, 3.2),
        ("cloth-far", (84, 95), (108, 85), 12.8, 11), ("pulls", (128, 104), (144, 96), 2.4, 1.6),
        ("skin", (78, 44), (112, 70), 5.5, 4.2), ("skin", (112, 70), (147, 84), 4.2, 3.4),
        ("cloth", (78, 44), (95, 57), 7, 5.8),
    ),
    way="M166 92c5-7 5-15 1-22", tip="M163 61l9.5 8-11.5 5.5z",
)

_QUADRICEPS_SIDE = Drawing(
    title="Lying on the side, heel towards the seat",
    seen="A person lies on the side and holds the ankle of the upper leg. An arrow shows the heel coming towards the "
    "seat. The front of the thigh is marked.",
    behind=_MAT, head=((42, 70), -84), head_before=7,
    limbs=(
        ("far", (120, 76), (168, 88), 11, 7.5), ("far", (168, 88), (212, 92), 7.5, 4.5),
        ("far", (212, 92), (219, 84), 4.5, 3),
        ("far", (66, 74), (52, 96), 5, 4), ("far", (52, 96), (34, 88), 4, 3.2),
        ("cloth", (120, 76), (66, 74), 12.5, 11), ("skin", (66, 74), (42, 70), 5, 4.5),
        ("skin", (120, 76), (170, 70), 11.5, 8.5), ("skin", (170, 70), (130, 50), 7.8, 5),
        ("skin", (130, 50), (116, 42), 5, 3),
        ("cloth-far", (120, 76), (144, 73), 12.8, 11), ("pulls", (136, 83), (164, 77), 3.6, 2.2),
        ("skin", (66, 74), (94, 56), 5.5, 4.2), ("skin", (94, 56), (124, 50), 4.2, 3.4),
        ("cloth", (66, 74), (82, 64), 7, 5.8),
    ),
    way="M188 50c-9-12-22-17-36-16", tip="M141 35.5l11-8 1.5 13z",
)

#: picture id of a step -> the figure
DRAWINGS = MappingProxyType(
    {
        "hamstring_sit": _HAMSTRING_SIT, "calf_sit": _CALF_SIT, "quadriceps_side": _QUADRICEPS_SIDE,
        "foot_sit": _FOOT_SIT,
    }
)


@cache
def inside(picture_id: str) -> str:
    """Give what stands inside the svg of a figure; KeyError for one we have not drawn."""
    drawing = DRAWINGS[picture_id]
    parts = [f'<path class="{look}" d="{limb(a, b, ra, rb)}"/>' for look, a, b, ra, rb in drawing.limbs]
    parts.insert(drawing.head_before, _head(*drawing.head))
    way = f'<path class="way" stroke-width="2.75" stroke-linecap="round" d="{drawing.way}"/>'
    return "".join((drawing.behind, *parts, way, f'<path class="tip" d="{drawing.tip}"/>'))
