"""The figures of the relief steps, drawn from joints: side view, tapered limbs, the working muscle in ember, one arrow.

A limb is the outline around two circles (joint and joint, each with its radius); a figure is a list of limbs from far
to near. Coordinates are of a drawing of 240 x 120 with y downwards; nobody suffers in the face, nobody has one.
"""

from __future__ import annotations

import math
from functools import cache
from types import MappingProxyType

Point = tuple[float, float]


def limb(a: Point, b: Point, radius_a: float, radius_b: float) -> str:
    """Give the SVG path around a circle at ``a`` and one at ``b``, joined by their outer tangents."""
    length = math.dist(a, b)
    along = math.atan2(b[1] - a[1], b[0] - a[0])
    lean = math.acos(max(-1.0, min(1.0, (radius_a - radius_b) / length)))
    a1, a2 = _on(a, radius_a, along + lean), _on(a, radius_a, along - lean)
    b1, b2 = _on(b, radius_b, along + lean), _on(b, radius_b, along - lean)
    bend = "1" if radius_a > radius_b else "0"
    back = "1" if bend == "0" else "0"
    return f"M{a1}L{b1}A{radius_b:g} {radius_b:g} 0 {back} 0 {b2}L{a2}A{radius_a:g} {radius_a:g} 0 {bend} 0 {a1}Z"


def _on(centre: Point, radius: float, angle: float) -> str:
    x, y = centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
    return f"{round(x, 1):g} {round(y, 1):g}"


def _limbs(look: str, *limbs: tuple[Point, Point, float, float]) -> str:
    return f'<path class="{look}" d="{"".join(limb(*each) for each in limbs)}"/>'


def _head(at: Point, facing: float = 1) -> str:
    x, y = at
    turn = "" if facing > 0 else f' transform="translate({2 * x:g} 0) scale(-1 1)"'
    return (
        f'<g{turn}><circle class="head" cx="{x:g}" cy="{y:g}" r="10.5"/>'
        f'<path class="hair" d="M{x - 11.4:g} {y + 3:g}a11.5 11.5 0 0 1 18.6-12.6c-4.2 1.8-9 1.8-10.8 6.3-1.5 3.6'
        f'-2.4 6.3-7.8 6.3z"/></g>'
    )


def _arrow(path: str, tip: str) -> str:
    return f'<path class="way" stroke-width="2.75" stroke-linecap="round" d="{path}"/><path class="tip" d="{tip}"/>'


_BED = '<rect class="bed" x="22" y="106" width="200" height="14" rx="7"/><path class="floor" stroke-width="1.5" d="M28 106h188"/>'


def _sitting(back: str, knee: Point, ankle: Point, toe: Point, elbow: Point, hand: Point, shoulder: Point, head: Point) -> dict[str, str]:
    hip = (74.0, 95.0)
    far_knee, far_ankle = (116.0, 58.0), (134.0, 98.0)
    return {
        "far": _limbs("far", (hip, far_knee, 11, 7.5), (far_knee, far_ankle, 7.5, 4.5), (far_ankle, (150, 101), 4.5, 3)),
        "far_arm": _limbs("far", (shoulder, (elbow[0] + 5, elbow[1] + 3), 5, 4), ((elbow[0] + 5, elbow[1] + 3), hand, 4, 3.2)),
        "torso": _limbs("cloth", (hip, shoulder, 12.5, 10)),
        "neck": _limbs("skin", (shoulder, head, 5, 4.5)),
        "leg": _limbs("skin", (hip, knee, 11.5, 8), (knee, ankle, 7.8, 5), (ankle, toe, 5, 3)),
        "shorts": _limbs("cloth-far", (hip, (hip[0] + (knee[0] - hip[0]) * 0.45, hip[1] + (knee[1] - hip[1]) * 0.45), 12.8, 11)),
        "arm": _limbs("skin", (shoulder, elbow, 5.5, 4.2), (elbow, hand, 4.2, 3.4)),
        "sleeve": _limbs("cloth", (shoulder, ((shoulder[0] + elbow[0]) / 2, (shoulder[1] + elbow[1]) / 2), 7, 5.8)),
        "head": _head(head), "back": back,
    }


def _join(parts: dict[str, str], *order: str) -> str:
    return "".join(parts[each] for each in order)


def _hamstring_sit() -> str:
    parts = _sitting(_BED, (128, 88), (182, 100), (189, 80), (92, 68), (112, 96), (70, 44), (73, 22))
    muscle = _limbs("pulls", ((86, 101.5), (118, 96), 3.6, 2))
    return _join(parts, "back", "far", "far_arm", "torso", "neck", "head", "leg", "shorts") + muscle + _join(parts, "arm", "sleeve") + _arrow(
        "M152 50v22", "M152 82l-6.5-11h13z")


def _calf_sit() -> str:
    parts = _sitting(_BED, (130, 95), (184, 98), (187, 76), (118, 66), (148, 74), (84, 45), (91, 24))
    muscle = _limbs("pulls", ((140, 100.5), (166, 101), 3.4, 1.8))
    strap = '<path class="way" stroke-width="2.5" stroke-linecap="round" d="M148 74 190 76"/>'
    return _join(parts, "back", "far", "torso", "neck", "head", "leg", "shorts") + muscle + strap + _join(parts, "arm", "sleeve") + _arrow(
        "M206 64c-6-9-14-13-22-14", "M174 49.5l11-6.5v13z")


def _foot_sit() -> str:
    hip, knee, ankle, toe, shoulder, head = (84.0, 95.0), (138.0, 72.0), (126.0, 99.0), (148.0, 90.0), (78.0, 44.0), (84.0, 22.0)
    hand = (147.0, 84.0)
    return "".join((
        _BED,
        _limbs("far", (hip, (146, 96), 11, 7.5), ((146, 96), (196, 99), 7.5, 4.5), ((196, 99), (201, 82), 4.5, 3)),
        _limbs("cloth", (hip, shoulder, 12.5, 10)), _limbs("skin", (shoulder, head, 5, 4.5)), _head(head),
        _limbs("skin", (hip, knee, 11.5, 8), (knee, ankle, 7.8, 5), (ankle, toe, 5, 3.2)),
        _limbs("cloth-far", (hip, (108, 85), 12.8, 11)), _limbs("pulls", ((128, 104), (144, 96), 2.4, 1.6)),
        _limbs("skin", (shoulder, (112, 70), 5.5, 4.2), ((112, 70), hand, 4.2, 3.4)), _limbs("cloth", (shoulder, (95, 57), 7, 5.8)),
        _arrow("M166 92c5-7 5-15 1-22", "M163 61l9.5 8-11.5 5.5z"),
    ))


def _quadriceps_side() -> str:
    mat = '<rect class="bed" x="18" y="30" width="206" height="84" rx="14"/>'
    hip, knee, ankle, toe, shoulder, head = (120.0, 76.0), (170.0, 70.0), (130.0, 50.0), (116.0, 42.0), (66.0, 74.0), (42.0, 70.0)
    return "".join((
        mat,
        _limbs("far", (hip, (168, 88), 11, 7.5), ((168, 88), (212, 92), 7.5, 4.5), ((212, 92), (219, 84), 4.5, 3)),
        _limbs("far", (shoulder, (52, 96), 5, 4), ((52, 96), (34, 88), 4, 3.2)),
        _limbs("cloth", (hip, shoulder, 12.5, 11)), _limbs("skin", (shoulder, head, 5, 4.5)),
        f'<g transform="rotate(-84 {head[0]:g} {head[1]:g})">{_head(head)}</g>',
        _limbs("skin", (hip, knee, 11.5, 8.5), (knee, ankle, 7.8, 5), (ankle, toe, 5, 3)),
        _limbs("cloth-far", (hip, (144, 73), 12.8, 11)), _limbs("pulls", ((136, 83), (164, 77), 3.6, 2.2)),
        _limbs("skin", (shoulder, (94, 56), 5.5, 4.2), ((94, 56), (124, 50), 4.2, 3.4)), _limbs("cloth", (shoulder, (82, 64), 7, 5.8)),
        _arrow("M188 50c-9-12-22-17-36-16", "M141 35.5l11-8 1.5 13z"),
    ))


#: picture id of a step -> (title, what is to be seen, how it is drawn)
_FIGURES = MappingProxyType(
    {
        "hamstring_sit": ("Sitting with the leg out in front",
                          "A person sits tall, one leg out in front, both hands under the thigh. An arrow shows the knee "
                          "slowly going down until it is nearly straight. The back of the thigh is marked.", _hamstring_sit),
        "calf_sit": ("Sitting, toes pulled towards the body",
                     "A person sits with one leg straight out and a towel round the foot, held in the hands. An arrow "
                     "shows the toes coming towards the body. The calf is marked.", _calf_sit),
        "quadriceps_side": ("Lying on the side, heel towards the seat",
                            "A person lies on the side and holds the ankle of the upper leg. An arrow shows the heel "
                            "coming towards the seat. The front of the thigh is marked.", _quadriceps_side),
        "foot_sit": ("Sitting, toes pulled up by hand",
                     "A person sits with one knee bent and a hand on the toes. An arrow shows the toes coming up. The "
                     "sole of the foot is marked.", _foot_sit),
    }
)


PICTURES = tuple(_FIGURES)


@cache
def figure(picture_id: str) -> tuple[str, str, str] | None:
    """Give title, description (English) and the inside of the svg of a figure; None where there is none of that id."""
    found = _FIGURES.get(picture_id)
    return (found[0], found[1], found[2]()) if found else None
