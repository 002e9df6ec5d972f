"""What is drawn over and under a figure to say what to do: the arrow along the way, and the start pose, dashed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from uncramp.knowledge import figure_skeleton as skeleton
from uncramp.knowledge.figure_contacts import root_of
from uncramp.knowledge.figure_kinds import Figure, View
from uncramp.knowledge.figure_skeleton import Placed, Point

#: an arrow keeps this far from the point that moves, is never shorter and never longer than this, in cm
APART, SHORTEST, LONGEST = 12.0, 22.0, 62.0
#: a limb whose end moves less than this is not dashed
MOVES_FROM = 14.0
_GHOSTS = (
    ("this_thigh", "this_shank", "this_foot", "this_toes"), ("other_thigh", "other_shank", "other_foot", "other_toes"),
    ("this_upper_arm", "this_forearm", "this_hand"), ("pelvis", "chest", "head"),
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The arrow as SVG, and points about it for the view box."""

    svg: str
    points: tuple[Point, ...]


def arrow(figure: Figure, start: Placed, end: Placed) -> Marks:
    """Draw the arrow: the one of the sheet, else along the way of the point that moves; nothing where none is named."""
    if figure.arrow:
        x, y, to_x, to_y, bend = (*figure.arrow, 0.0)[:5]
        return _drawn((x, -y), (to_x, -to_y), bend)
    if not figure.moves or not figure.end:
        return Marks("", ())
    way = [between(figure, start, end, share).point(figure.moves) for share in (0.0, 0.5, 1.0)]
    return _drawn(*_beside(way, end.joints["pelvis"]))


def between(figure: Figure, start: Placed, end: Placed, share: float) -> Placed:
    """Give the body a share of the way from start to end, every joint having turned that share of its turn."""
    view = View.FRONT if figure.view is View.FRONT else View.SIDE
    root = root_of(figure)
    angles = {joint: angle + share * (end.angles[joint] - angle) for joint, angle in start.angles.items()}
    turns = skeleton.turns_of(angles, view)
    at = start.joints[root], end.joints[root]
    there = (at[0][0] + share * (at[1][0] - at[0][0]), at[0][1] + share * (at[1][1] - at[0][1]))
    return Placed(angles, turns, skeleton.joints_of(turns, start.lengths, root, there, view), start.lengths, {})


def _beside(way: list[Point], middle: Point) -> tuple[Point, Point, float]:
    """Give start, end and bend of an arrow that runs beside a way, on the side away from the middle of the body."""
    (x, y), (half_x, half_y), (to_x, to_y) = way
    far = math.dist((x, y), (to_x, to_y)) or 1.0
    along = ((to_x - x) / far, (to_y - y) / far)
    across = (-along[1], along[0])
    centre = ((x + to_x) / 2, (y + to_y) / 2)
    outside = 1 if (centre[0] - middle[0]) * across[0] + (centre[1] - middle[1]) * across[1] >= 0 else -1
    bulge = ((half_x - centre[0]) * across[0] + (half_y - centre[1]) * across[1]) * 2
    length = min(max(far, SHORTEST), LONGEST)
    reach = length / 2
    off = (across[0] * outside * APART, across[1] * outside * APART)
    first = (centre[0] - along[0] * reach + off[0], centre[1] - along[1] * reach + off[1])
    last = (centre[0] + along[0] * reach + off[0], centre[1] + along[1] * reach + off[1])
    return first, last, bulge * length / far


def _drawn(first: Point, last: Point, bend: float) -> Marks:
    """Draw a bent line with its tip; ``bend`` is how far its middle is pulled to the left of its way, in cm."""
    far = math.dist(first, last) or 1.0
    across = (-(last[1] - first[1]) / far, (last[0] - first[0]) / far)
    pull = ((first[0] + last[0]) / 2 + across[0] * bend, (first[1] + last[1]) / 2 + across[1] * bend)
    towards = math.atan2(last[1] - pull[1], last[0] - pull[0])
    neck = (last[0] - 8 * math.cos(towards), last[1] - 8 * math.sin(towards))
    line = f'<path class="way" d="M{_xy(first)}Q{_xy(pull)} {_xy(neck)}"/>'
    turn = f"{round(math.degrees(towards), 1):g}"
    tip = f'<path class="tip" d="M0 0l-12 7v-14z" transform="translate({_xy(last)})rotate({turn})"/>'
    middle = ((first[0] + last[0]) / 4 + pull[0] / 2, (first[1] + last[1]) / 4 + pull[1] / 2)
    return Marks(line + tip, (first, last, middle))


def ghosts(figure: Figure, start: Placed, end: Placed) -> str:
    """Dash the middle line of legs and trunk as they were at the start, and of an arm where it is what moves."""
    lines = []
    for limb in _GHOSTS:
        if "hand" in limb[-1] and not figure.moves.endswith("hand"):
            continue
        if max(math.dist(start.joints[part], end.joints[part]) for part in limb) < MOVES_FROM:
            continue
        lines.append("M" + "L".join(_points(start, limb)))
    return f'<path class="ghost" d="{"".join(lines)}"/>' if lines else ""


def _points(body: Placed, limb: tuple[str, ...]) -> Iterable[str]:
    for part in limb:
        yield _xy(body.joints[part])
    ends = {"head": (0.0, -14.0), "toes": (6.0, 1.0), "hand": (0.0, 10.0)}
    yield _xy(body.at(limb[-1], ends[limb[-1].split("_")[-1]]))


def _xy(point: Point) -> str:
    return f"{round(point[0], 1) + 0.0:g} {round(point[1], 1) + 0.0:g}"
