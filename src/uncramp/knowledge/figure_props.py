"""What stands around a figure: ground, wall, chair, step, bed, bicycle, car, water. Lengths in cm, y downwards.

Each is drawn from its measures to SVG; what lies before the body (water, the handle of a bicycle) is told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from uncramp.knowledge.figure_contacts import Prop
from uncramp.knowledge.figure_kinds import Ground

#: left, top, right and bottom, in cm
Box = tuple[float, float, float, float]


def ground(kind: Ground, left: float, right: float) -> str:
    """Draw what lies below, from ``left`` to ``right``."""
    wide = right - left
    if kind is Ground.BED:
        return (
            f'<path class="bed" d="M{left:g} 0h{wide:g}v10a5 5 0 0 1-5 5H{left + 5:g}a5 5 0 0 1-5-5z"/>'
            f'<path class="floor" d="M{left:g} 0H{right:g}"/>'
        )
    if kind is Ground.MAT:
        return (
            f'<path class="bed" d="M{left + 6:g} 0H{right - 6:g}v4H{left + 6:g}z"/>'
            f'<path class="floor" d="M{left:g} 4H{right:g}"/>'
        )
    if kind is Ground.GRASS:
        tufts = "".join(f"M{x:g} 0l-2-5m2 5l1.6-6m-1.6 6l4-4" for x in (left + 12, left + wide * 0.42, right - 16))
        return f'<path class="floor" d="M{left:g} 0H{right:g}{tufts}"/>'
    if kind is Ground.WATER:
        return ""
    return f'<path class="floor" d="M{left:g} 0H{right:g}"/>'


def water(left: float, right: float, top: float, bottom: float) -> str:
    """Draw the water over what is in it, from its waves at ``top`` down."""
    waves, x = [], left
    while x < right - 1:
        waves.append("q6-4 12 0t12 0")
        x += 24
    line = f"M{left:g} {top:g}{''.join(waves)}"
    return f'<path class="water" d="{line}V{bottom:g}H{left:g}z"/><path class="wave" d="{line}"/>'


def draw(prop: Prop) -> tuple[str, str, Box]:
    """Draw a prop: what is behind the body, what is before it, and the room it takes. Unknown names draw nothing."""
    maker = MAKERS.get(prop.name)
    return maker(prop) if maker else ("", "", (0.0, 0.0, 0.0, 0.0))


def _wall(prop: Prop) -> tuple[str, str, Box]:
    x, high = prop.x, prop.measures[1] if len(prop.measures) > 1 else 186.0
    path = f'<path class="prop" d="M{x:g} {-high:g}h7V0h-7z"/><path class="floor" d="M{x:g} {-high:g}V0"/>'
    return path, "", (x, -high, x + 7, 0)


def _step(prop: Prop) -> tuple[str, str, Box]:
    x, top = prop.x, prop.top
    wide = prop.measures[2] if len(prop.measures) > 2 else 42.0
    path = (
        f'<path class="prop" d="M{x:g} {-top:g}h{wide:g}V0H{x:g}z"/>'
        f'<path class="floor" d="M{x:g} 0v{-top:g}h{wide:g}V0"/>'
    )
    return path, "", (min(x, x + wide), -top, max(x, x + wide), 0)


def _chair(prop: Prop) -> tuple[str, str, Box]:
    x, top = prop.x, prop.top
    seat = f'<path class="prop" d="M{x - 26:g} {-top:g}h44a2.5 2.5 0 0 1 0 5h-44z"/>'
    frame = (
        f'<path class="frame" d="M{x - 24:g} 0V{-top - 46:g}M{x + 14:g} 0V{-top + 5:g}"/>'
        f'<path class="floor" d="M{x - 26:g} {-top:g}h44"/>'
    )
    return frame + seat, "", (x - 28, -top - 46, x + 20, 0)


def _rail(prop: Prop) -> tuple[str, str, Box]:
    """Draw the back of a chair to hold on to, its seat turned away."""
    x, top = prop.x, prop.top or 92.0
    path = (
        f'<path class="frame" d="M{x:g} {-top:g}L{x + 3:g} -46V0M{x + 41:g} -44V0M{x + 3:g} -46H{x + 43:g}"/>'
        f'<path class="prop" d="M{x + 2:g} -48h42v5h-42z"/>'
    )
    return path, "", (x - 2, -top, x + 45, 0)


def _pillow(prop: Prop) -> tuple[str, str, Box]:
    x = prop.x
    outline = f"M{x - 17:g} 0C{x - 21:g}-9 {x - 14:g}-9 {x:g}-9S{x + 21:g}-9 {x + 16:g} 0z"
    return f'<path class="linen" d="{outline}"/>', "", (x - 20, -9, x + 20, 0)


def _cushion(prop: Prop) -> tuple[str, str, Box]:
    x, top = prop.x, prop.top or 5.0
    path = f'<path class="linen" d="M{x - 18:g} 0q-3{-top / 2:g} 2{-top:g}h32q5 {top / 2:g} 2 {top:g}z"/>'
    return path, "", (x - 20, -top, x + 20, 0)


def _edge(prop: Prop) -> tuple[str, str, Box]:
    """Draw a bed or a bench seen from the side that one sits on the edge of, to the left of ``x``."""
    x, top = prop.x, prop.top
    path = (
        f'<path class="bed" d="M{x - 92:g} {-top:g}h88a4 4 0 0 1 4 4v12h-92z"/>'
        f'<path class="frame" d="M{x - 8:g} {16 - top:g}V0M{x - 86:g} {16 - top:g}V0"/>'
        f'<path class="floor" d="M{x - 92:g} {-top:g}H{x - 4:g}"/>'
    )
    return path, "", (x - 92, -top, x, 0)


def _pool(prop: Prop) -> tuple[str, str, Box]:
    """Draw the side of a pool, to the right of ``x``, its top above the water."""
    x, top = prop.x, prop.top
    path = (
        f'<path class="prop" d="M{x:g} {-top:g}h34v60h-34z"/>'
        f'<path class="floor" d="M{x:g} {60 - top:g}V{-top:g}h34"/>'
    )
    return path, "", (x, -top, x + 34, 20)


def _bike(prop: Prop) -> tuple[str, str, Box]:
    x = prop.x
    wheels = "".join(
        f'<circle class="frame" cx="{x + at:g}" cy="-34" r="33"/>' for at in (-46, 58)
    )
    path = (
        f'{wheels}<path class="frame" d="M{x - 46:g}-34L{x:g}-30 {x - 12:g}-82 {x + 45:g}-80 {x:g}-30M{x - 12:g}-82L'
        f'{x - 46:g}-34M{x + 58:g}-34L{x + 45:g}-80 {x + 41:g}-98l14-2M{x - 24:g}-89h24M{x - 12:g}-82l-1-7"/>'
    )
    return path, "", (x - 80, -100, x + 92, 0)


def _car(prop: Prop) -> tuple[str, str, Box]:
    """Draw the seat and the wheel of a car, and its outline."""
    x, top = prop.x, prop.top
    seat = (
        f'<path class="prop" d="M{x - 38:g} {-top - 62:g}q-8 2-6 10l12 52q2 10 12 10h36q7-1 6-6t-8-6l-24-2-14-54'
        'q-3-7-14-4z"/>'
    )
    wheel = f'<path class="frame" d="M{x + 48:g} {-top - 46:g}l12 26M{x + 54:g} {-top - 33:g}l30 14"/>'
    hull = (
        f'<path class="frame" d="M{x - 66:g} {-top - 22:g}C{x - 50:g} {-top - 92:g} {x - 30:g} {-top - 114:g} '
        f'{x + 8:g} {-top - 114:g}C{x + 50:g} {-top - 114:g} {x + 78:g} {-top - 70:g} {x + 96:g} {-top - 36:g}"/>'
    )
    return hull + seat + wheel, "", (x - 66, -top - 116, x + 98, 0)


def _road(prop: Prop) -> tuple[str, str, Box]:
    """Draw a road that goes away from the viewer, to the left of ``x``."""
    x = prop.x
    path = (
        f'<path class="prop" d="M{x - 78:g} 0H{x:g}L{x - 22:g}-42h-26z"/>'
        f'<path class="lane" d="M{x - 39:g}-2L{x - 35:g}-42"/>'
    )
    return path, "", (x - 78, -42, x, 0)


def _mat(prop: Prop) -> tuple[str, str, Box]:
    """Draw a mat or a bed seen from above: from x, y (up) wide and high."""
    x, y, wide, high = (*prop.measures, 0.0, 0.0, 0.0, 0.0)[:4]
    return f'<rect class="bed" x="{x:g}" y="{-y:g}" width="{wide:g}" height="{high:g}" rx="8"/>', "", (
        x, -y, x + wide, high - y)


MAKERS: Mapping[str, Callable[[Prop], tuple[str, str, Box]]] = MappingProxyType(
    {
        "wall": _wall, "step": _step, "chair": _chair, "rail": _rail, "pillow": _pillow, "cushion": _cushion,
        "edge": _edge, "pool": _pool, "bike": _bike, "car": _car, "road": _road, "sheet": _mat,
    }
)
#: what a hand holds, in the directions of the hand: a dumb-bell in a hand that hangs, a cup in one that is raised
IN_HAND: Mapping[str, str] = MappingProxyType(
    {
        "weight": (
            '<path class="shoe" d="M-8 5.5h16v5H-8z"/><circle class="shoe" cx="-9" cy="8" r="6"/>'
            '<circle class="shoe" cx="9" cy="8" r="6"/>'
        ),
        "cup": (
            '<path class="linen" d="M15 11L12 2.5L3.5 3.5L4 13.5z"/>'
            '<path class="floor" d="M15 11L12 2.5L3.5 3.5L4 13.5"/>'
        ),
    }
)
#: props that hang between two points of the body, or are held in the hand
HELD = frozenset({"strap", "towel", *IN_HAND})
