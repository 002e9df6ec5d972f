"""Where a body touches: it is set down on what bears it, legs are swung to their surface, hands reach for their hold.

So nothing floats and nothing sinks: a pose names what touches, and angles are only as exact as their writer's eye.
What cannot be met is kept as a gap in cm, for the check of the sheets to name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from uncramp.knowledge import figure_skeleton as skeleton
from uncramp.knowledge.figure_kinds import Figure, Pose, View
from uncramp.knowledge.figure_skeleton import FOREARM, GRIP, SIDES, UPPER_ARM, Placed, Point

#: what bears the body -> the point of it, and the turn of its part that this means (None: as the pose says)
BEARS: Mapping[str, tuple[str, float | None]] = MappingProxyType(
    {
        "feet": ("this_foot", 0.0), "this_foot": ("this_foot", 0.0), "other_foot": ("other_foot", 0.0),
        "this_toes": ("this_toes", 0.0), "other_toes": ("other_toes", 0.0),
        "this_heel": ("this_heel", None), "other_heel": ("other_heel", None),
        "knees": ("this_knee", 92.0), "this_knee": ("this_knee", 92.0), "other_knee": ("other_knee", 92.0),
        "seat": ("seat", None), "back": ("back", None), "upper_back": ("upper_back", None), "hip": ("hip", None),
        "belly": ("belly", None),
    }
)

#: height of the top of a prop in cm where the sheet does not say it
TOPS: Mapping[str, float] = MappingProxyType({"chair": 44.0, "edge": 46.0, "step": 18.0, "car": 40.0, "bike": 92.0})


@dataclass(frozen=True, slots=True)
class Prop:
    """Something that stands around: its name and measures in cm, the first of them where it is."""

    name: str
    measures: tuple[float, ...]
    between: tuple[str, ...] = ()

    @property
    def x(self) -> float:
        """Where it is, forward of the middle."""
        return self.measures[0] if self.measures else 0.0

    @property
    def top(self) -> float:
        """How high its top is, in cm above the ground."""
        return self.measures[1] if len(self.measures) > 1 else TOPS.get(self.name, 0.0)


def props_of(figure: Figure) -> dict[str, Prop]:
    """Read what stands around: a name, then numbers, or the points it is between."""
    found = {}
    for line in figure.props:
        name, *rest = line.split()
        measures = tuple(float(word) for word in rest if is_number(word))
        found[name] = Prop(name, measures, tuple(word for word in rest if not is_number(word)))
    return found


def is_number(word: str) -> bool:
    """Tell whether a word of a sheet is a number: digits, perhaps a sign before and a point within."""
    return word.removeprefix("-").replace(".", "", 1).isdecimal()


def root_of(figure: Figure) -> str:
    """Give the part that bears the body, from which all others are drawn."""
    return skeleton.part_of(BEARS[figure.rests.split()[0]][0])[0]


def place(figure: Figure, pose: Pose) -> Placed:
    """Give the body in place in one pose of a figure. KeyError for a point or a prop that there is not."""
    view = View.FRONT if figure.view is View.FRONT else View.SIDE
    props = props_of(figure)
    angles = skeleton.angles_of(pose)
    lengths = skeleton.lengths_of(angles, view)
    gaps: dict[str, float] = {}
    point, turn = BEARS[figure.rests.split()[0]]
    _level(angles, point, turn, view)
    body = _set_down(angles, lengths, figure, props, point, view)
    for touch in figure.touches:
        _swing(angles, touch, body, props, gaps, view)
        body = _set_down(angles, lengths, figure, props, point, view)
    for side in SIDES:
        held = pose.get(f"{side}_hand", pose.get("hand"))
        if isinstance(held, str):
            flat = held.startswith("ground")
            hold = _hold(held, body, props)
            gaps[f"{side}_hand {held}"] = _reach(angles, side, hold, body, view, flat=flat)
    body = _set_down(angles, lengths, figure, props, point, view)
    return Placed(angles, body.turns, body.joints, lengths, gaps)


def _level(angles: dict[str, float], point: str, turn: float | None, view: View) -> None:
    """Turn a foot flat, or the whole body so that a shin lies flat."""
    if turn is None or view is View.FRONT:
        return
    side, _, what = point.partition("_")
    now = skeleton.turns_of(angles, view)
    if what == "knee":
        angles["lean"] += turn - now[f"{side}_shank"]
    elif what == "foot":
        angles[f"{side}_ankle"] += now[f"{side}_foot"] - turn
        angles[f"{side}_toes"] = 0.0
    elif what == "toes":
        angles[f"{side}_toes"] += now[f"{side}_toes"] - turn


def _set_down(
    angles: Mapping[str, float], lengths: Mapping[str, float], figure: Figure, props: Mapping[str, Prop], point: str,
    view: View,
) -> Placed:
    """Place the body so that the point that bears it is on its surface, at x 0 or on the prop."""
    turns = skeleton.turns_of(angles, view)
    part, where = skeleton.part_of(point)
    joints = skeleton.joints_of(turns, lengths, part, (0.0, 0.0), view)
    body = Placed(angles, turns, joints, lengths, {})
    on = figure.rests.split()[1:]
    surface = -props[on[0]].top if on else 0.0
    x, y = body.at(part, where)
    moved = {name: (jx - x, jy - y + surface) for name, (jx, jy) in joints.items()}
    return Placed(angles, turns, moved, lengths, {})


def _swing(
    angles: dict[str, float], touch: str, body: Placed, props: Mapping[str, Prop], gaps: dict[str, float], view: View
) -> None:
    """Swing the leg of a touching point at the hip until it touches; other points are only measured."""
    point, *on = touch.split()
    side, _, what = point.partition("_")
    swung = "abduct" if view is View.FRONT else "hip"
    prop = props[on[0]] if on else None
    joint = f"{side}_{swung}"

    def miss(hip: float) -> float:
        tried = {**angles, joint: hip}
        if what in ("foot", "toes") and not (prop and prop.name == "wall"):
            _level(tried, point, 0.0, view)
        turns = skeleton.turns_of(tried, view)
        return _miss(_leg(body, turns, point, side, view), prop)

    if side not in SIDES or skeleton.part_of(point)[0].split("_", 1)[-1] not in ("thigh", "shank", "foot", "toes"):
        gaps[touch] = _miss(body.point(point), prop)
        return
    found = skeleton.nearest_zero(miss, angles[joint])
    gaps[touch] = miss(angles[joint]) if found is None else 0.0
    angles[joint] = angles[joint] if found is None else found
    if what in ("foot", "toes") and not (prop and prop.name == "wall"):
        _level(angles, point, 0.0, view)


def _miss(at: Point, prop: Prop | None) -> float:
    """Give by how many cm a point is below its surface (negative: above it), or beyond a wall."""
    if prop is not None and prop.name == "wall":
        return at[0] - prop.x
    return at[1] + (prop.top if prop else 0.0)


def _leg(body: Placed, turns: Mapping[str, float], point: str, side: str, view: View) -> Point:
    """Give where a point of a leg is when only that leg is turned anew."""
    joint = body.joints[f"{side}_thigh"]
    part, where = skeleton.part_of(point)
    for upper, lower in (("thigh", "shank"), ("shank", "foot"), ("foot", "toes")):
        if part == f"{side}_{upper}":
            break
        _, at = skeleton.hangs_on(f"{side}_{lower}", view)
        joint = _from(joint, f"{side}_{upper}", at, turns, body.lengths)
    return _from(joint, part, where, turns, body.lengths)


def _from(joint: Point, part: str, at: Point, turns: Mapping[str, float], lengths: Mapping[str, float]) -> Point:
    cos, sin = math.cos(math.radians(turns[part])), math.sin(math.radians(turns[part]))
    x, y = at[0], at[1] * lengths[part]
    return joint[0] + x * cos - y * sin, joint[1] + x * sin + y * cos


def _hold(held: str, body: Placed, props: Mapping[str, Prop]) -> Point:
    """Give where a hand is to be: a point of the body, a height on a wall, the ground or any place (x and height)."""
    name, *numbers = held.split()
    if name == "at":
        return float(numbers[0]), -float(numbers[1])
    if name in ("wall", "rail"):
        return props[name].x, -float(numbers[0])
    if name == "ground":
        return float(numbers[0]), -3.0
    if name in props:
        x = float(numbers[0]) if numbers else props[name].x
        return x, -props[name].top - 1.5
    return body.point(name)


def _reach(angles: dict[str, float], side: str, hold: Point, body: Placed, view: View, *, flat: bool) -> float:
    """Bend shoulder and elbow so that the grip, or the wrist of a flat hand, is on the hold; give the cm it lacks."""
    joint = body.joints[f"{side}_upper_arm"]
    upper = UPPER_ARM * body.lengths[f"{side}_upper_arm"]
    lower = (FOREARM + (0.0 if flat else GRIP)) * body.lengths[f"{side}_forearm"]
    dx, dy = hold[0] - joint[0], hold[1] - joint[1]
    far = math.hypot(dx, dy)
    span = min(max(far, abs(upper - lower) + 0.5), upper + lower - 0.05)
    at_shoulder = _corner(upper, span, lower)
    bend = 180 - _corner(upper, lower, span)
    towards = math.degrees(math.atan2(-dx, dy))
    inward = (1 if side == "this" else -1) if view is View.FRONT else 1
    chest = body.turns["chest"]
    shoulder = (chest - towards) * inward * (-1 if view is View.FRONT else 1)
    joint_name = "raise" if view is View.FRONT else "shoulder"
    # the elbow bends one way only: the upper arm lies behind (from the front: outside) of the line to the hold
    lift = at_shoulder if view is View.FRONT else -at_shoulder
    angles[f"{side}_{joint_name}"] = (shoulder + lift + 120) % 360 - 120
    angles[f"{side}_elbow"] = bend
    if flat:
        angles[f"{side}_wrist"] = skeleton.turns_of(angles, view)[f"{side}_forearm"] + 90
    return max(0.0, far - upper - lower)


def _corner(a: float, b: float, opposite: float) -> float:
    cosine = (a * a + b * b - opposite * opposite) / (2 * a * b)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
