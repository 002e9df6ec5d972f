"""The skeleton of the figures: joint angles and limb lengths to the place of every part of the body.

Lengths are shares of body height after Drillis and Contini (1966) as printed in Winter, Biomechanics and Motor Control
of Human Movement (4th ed. 2009, fig. 4.1), for a body 175 cm tall. Coordinates are in cm, x forward (to the right), y
downwards, the ground at 0. Turns are clockwise in degrees, as in SVG; every part points down when its turn is 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from uncramp.knowledge.figure_kinds import Figure, Pose, View

Point = tuple[float, float]

HEIGHT = 175.0
THIGH, SHANK = 0.245 * HEIGHT, (0.285 - 0.039) * HEIGHT
ANKLE_ABOVE_SOLE, FOOT = 0.039 * HEIGHT, 0.152 * HEIGHT
UPPER_ARM, FOREARM, HAND = 0.186 * HEIGHT, 0.146 * HEIGHT, 0.108 * HEIGHT
SHOULDER_ABOVE_HIP = (0.818 - 0.530) * HEIGHT
#: from the middle of the body to the shoulder joint and to the hip joint, seen from the front
#: (joints lie inside the breadths that are printed)
SHOULDER_OUT, HIP_OUT = 0.129 * HEIGHT * 0.86, 0.191 / 2 * HEIGHT * 0.55
#: where something held lies in the hand, from the wrist
GRIP = 8.0

SIDES = ("this", "other")
#: part -> the part it hangs on and where its joint is in that part's own directions, x and y in cm
_TRUNK: Mapping[str, tuple[str, Point]] = MappingProxyType(
    {
        "abdomen": ("pelvis", (0.0, -13.0)), "chest": ("abdomen", (0.0, -13.0)),
        "neck": ("chest", (1.0, -29.0)), "head": ("neck", (1.5, -8.0)),
    }
)
_SHOULDER: Point = (-0.5, 26.0 - SHOULDER_ABOVE_HIP)
#: joints of a side and joints of the trunk that a pose may name
SIDE_JOINTS = (
    "hip", "knee", "ankle", "toes", "shoulder", "elbow", "wrist", "abduct", "raise", "shank_in", "shank_out",
    "forearm_out",
)
TRUNK_JOINTS = ("lean", "lumbar", "thorax", "neck")

#: point of the body -> part it is on and where, in that part's own directions
POINTS: Mapping[str, tuple[str, Point]] = MappingProxyType(
    {
        "foot": ("foot", (3.5, 6.8)), "heel": ("foot", (-4.0, 6.8)), "heel_back": ("foot", (-6.2, 4.0)),
        "toes": ("toes", (0.0, 1.8)), "toe_tip": ("toes", (6.5, 0.6)), "ball": ("foot", (13.0, 6.6)),
        "instep": ("foot", (6.0, 1.0)),
        "knee": ("shank", (5.8, 2.0)), "shin": ("shank", (4.5, 24.0)), "calf": ("shank", (-7.4, 15.0)),
        "ankle": ("shank", (3.6, 41.0)), "ankle_back": ("shank", (-3.6, 41.0)),
        "thigh_under": ("thigh", (-8.5, 20.0)), "thigh_back": ("thigh", (-7.5, 30.0)),
        "thigh_front": ("thigh", (7.5, 24.0)), "knee_top": ("thigh", (5.5, 39.0)),
        "hip": ("pelvis", (0.0, 0.0)), "seat": ("pelvis", (-3.0, 12.0)), "back": ("pelvis", (-12.4, -3.0)),
        "waist": ("pelvis", (-9.0, -14.0)), "belly": ("pelvis", (10.0, -8.0)), "hip_side": ("pelvis", (4.0, -9.0)),
        "upper_back": ("chest", (-11.2, -14.0)), "shoulder": ("chest", _SHOULDER), "chest": ("chest", (12.0, -14.0)),
        "head": ("head", (-9.8, -9.0)), "crown": ("head", (0.0, -19.5)), "hand": ("hand", (0.0, GRIP)),
        "elbow": ("forearm", (0.0, 0.0)), "finger_tips": ("hand", (-0.5, 15.0)),
    }
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A body in place: for each part its turn (degrees), joint (cm) and how much of its length is seen (0 to 1).

    ``angles`` are those of all joints after the contacts were met; ``gaps`` how many cm each contact is short of.
    """

    angles: Mapping[str, float]
    turns: Mapping[str, float]
    joints: Mapping[str, Point]
    lengths: Mapping[str, float]
    gaps: Mapping[str, float]

    def point(self, name: str) -> Point:
        """Give where a named point of the body is (``this_heel``, ``seat`` ...); KeyError for one there is not."""
        part, at = part_of(name)
        return self.at(part, at)

    def at(self, part: str, where: Point) -> Point:
        """Give where a place on a part is."""
        turned = _turned((where[0], where[1] * self.lengths[part]), self.turns[part])
        return self.joints[part][0] + turned[0], self.joints[part][1] + turned[1]


def parts() -> Mapping[str, tuple[str, bool]]:
    """Give every part but the pelvis with the part it hangs on, and whether that one is nearer the pelvis."""
    return MappingProxyType({part: (parent, True) for part, (parent, _) in _TREE.items()})


def _tree() -> dict[str, tuple[str, Point]]:
    tree = dict(_TRUNK)
    for side in SIDES:
        chain = (
            ("thigh", "pelvis", (0.0, 0.0)), ("shank", f"{side}_thigh", (0.0, THIGH)),
            ("foot", f"{side}_shank", (0.0, SHANK)), ("toes", f"{side}_foot", (13.0, 5.0)),
            ("upper_arm", "chest", _SHOULDER), ("forearm", f"{side}_upper_arm", (0.0, UPPER_ARM)),
            ("hand", f"{side}_forearm", (0.0, FOREARM)),
        )
        tree.update({f"{side}_{name}": (parent, at) for name, parent, at in chain})
    return tree


_TREE: Mapping[str, tuple[str, Point]] = MappingProxyType(_tree())


def hangs_on(part: str, view: View) -> tuple[str, Point]:
    """Give the part that another hangs on and where; seen from the front shoulders and hips are to the sides."""
    parent, at = _TREE[part]
    if view is View.FRONT:
        side = -1 if part.startswith("this") else 1
        at = {"chest": (0.0, at[1]), "neck": (0.0, at[1])}.get(parent, at)
        if part.endswith("upper_arm"):
            return parent, (side * SHOULDER_OUT, at[1])
        if part.endswith("thigh"):
            return parent, (side * HIP_OUT, at[1])
    return parent, at


def part_of(name: str) -> tuple[str, Point]:
    """Give the part that a named point is on and where; KeyError for a point there is not."""
    side, _, rest = name.partition("_")
    if side in SIDES:
        part, at = POINTS[rest]
        return (part if part in ("pelvis", "chest", "head") else f"{side}_{part}"), at
    part, at = POINTS[name]
    if part not in ("pelvis", "chest", "head"):
        raise KeyError(name)
    return part, at


def angles_of(pose: Pose) -> dict[str, float]:
    """Give the angle of every joint on its own side; 0 for one that the pose does not name, words left out."""
    named = {name: float(value) for name, value in pose.items() if not isinstance(value, str)}
    angles = {joint: named.get(joint, 0.0) for joint in TRUNK_JOINTS}
    for side in SIDES:
        angles.update({f"{side}_{joint}": named.get(f"{side}_{joint}", named.get(joint, 0.0)) for joint in SIDE_JOINTS})
    return angles


def turns_of(angles: Mapping[str, float], view: View) -> dict[str, float]:
    """Give the turn of every part from the joint angles."""
    turns = {"pelvis": angles["lean"]}
    turns["abdomen"] = turns["pelvis"] + angles["lumbar"]
    turns["chest"] = turns["abdomen"] + angles["thorax"]
    turns["neck"] = turns["chest"] + angles["neck"] * 0.5
    turns["head"] = turns["chest"] + angles["neck"]
    turn_side = _turn_from_the_front if view is View.FRONT else _turn_from_the_side
    for side in SIDES:
        turn_side(turns, angles, side)
    return turns


def _turn_from_the_side(turns: dict[str, float], angles: Mapping[str, float], side: str) -> None:
    turns[f"{side}_thigh"] = turns["pelvis"] - angles[f"{side}_hip"]
    turns[f"{side}_shank"] = turns[f"{side}_thigh"] + angles[f"{side}_knee"] - angles[f"{side}_shank_in"]
    turns[f"{side}_foot"] = turns[f"{side}_shank"] - angles[f"{side}_ankle"]
    turns[f"{side}_toes"] = turns[f"{side}_foot"] - angles[f"{side}_toes"]
    turns[f"{side}_upper_arm"] = turns["chest"] - angles[f"{side}_shoulder"]
    turns[f"{side}_forearm"] = turns[f"{side}_upper_arm"] - angles[f"{side}_elbow"]
    turns[f"{side}_hand"] = turns[f"{side}_forearm"] - angles[f"{side}_wrist"]


def _turn_from_the_front(turns: dict[str, float], angles: Mapping[str, float], side: str) -> None:
    out = 1 if side == "this" else -1
    turns[f"{side}_thigh"] = turns["pelvis"] + out * angles[f"{side}_abduct"]
    turns[f"{side}_shank"] = turns[f"{side}_thigh"] - out * angles[f"{side}_shank_in"]
    turns[f"{side}_foot"] = turns[f"{side}_shank"] - out * angles[f"{side}_ankle"]
    turns[f"{side}_toes"] = turns[f"{side}_foot"]
    turns[f"{side}_upper_arm"] = turns["chest"] + out * angles[f"{side}_raise"]
    turns[f"{side}_forearm"] = turns[f"{side}_upper_arm"] - out * angles[f"{side}_elbow"]
    turns[f"{side}_hand"] = turns[f"{side}_forearm"] - out * angles[f"{side}_wrist"]


def lengths_of(angles: Mapping[str, float], view: View) -> dict[str, float]:
    """Give how much of each part's length is seen: the cosine of how far it points out of the drawing."""
    lengths = dict.fromkeys(("pelvis", "abdomen", "chest", "neck", "head"), 1.0)
    thigh, arm = ("hip", "shoulder") if view is View.FRONT else ("abduct", "raise")
    for side in SIDES:
        seen = {
            "thigh": angles[f"{side}_{thigh}"], "shank": angles[f"{side}_shank_out"],
            "upper_arm": angles[f"{side}_{arm}"], "forearm": angles[f"{side}_forearm_out"],
        }
        lengths.update({f"{side}_{part}": abs(math.cos(math.radians(out))) for part, out in seen.items()})
        lengths.update({f"{side}_{part}": 1.0 for part in ("foot", "toes", "hand")})
    return lengths


def way_to(part: str, root: str, view: View) -> list[str]:
    """Give the parts on the way from the root to a part, both included."""
    up_from_root, up_from_part = _ups(root, view), _ups(part, view)
    meet = next(each for each in up_from_root if each in up_from_part)
    down = up_from_part[: up_from_part.index(meet)]
    return [*up_from_root[: up_from_root.index(meet) + 1], *reversed(down)]


def _ups(part: str, view: View) -> list[str]:
    found = [part]
    while found[-1] != "pelvis":
        found.append(hangs_on(found[-1], view)[0])
    return found


def joints_of(
    turns: Mapping[str, float], lengths: Mapping[str, float], root: str, at: Point, view: View
) -> dict[str, Point]:
    """Give the joint of every part when the joint of ``root`` is ``at``."""
    joints = {"pelvis": (0.0, 0.0)}
    for part in _TREE:
        parent, place = hangs_on(part, view)
        dx, dy = _turned((place[0], place[1] * lengths[parent]), turns[parent])
        joints[part] = (joints[parent][0] + dx, joints[parent][1] + dy)
    move = (at[0] - joints[root][0], at[1] - joints[root][1])
    return {part: (x + move[0], y + move[1]) for part, (x, y) in joints.items()}


def _turned(place: Point, degrees: float) -> Point:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return place[0] * cos - place[1] * sin, place[0] * sin + place[1] * cos


def nearest_zero(miss: Callable[[float], float], start: float, reach: int = 50) -> float | None:
    """Give the value nearest to ``start`` at which ``miss`` is 0, sought up to ``reach`` away; None: there is none."""
    before = after = miss(start)
    quick = _by_secants(miss, start, before)
    if quick is not None and abs(quick - start) <= reach:
        return quick
    for step in range(1, reach + 1):
        low, high = miss(start - step), miss(start + step)
        if after * high <= 0:
            return _bisected(miss, start + step - 1, start + step)
        if before * low <= 0:
            return _bisected(miss, start - step, start - step + 1)
        before, after = low, high
    return None


def _by_secants(miss: Callable[[float], float], start: float, at_start: float) -> float | None:
    """Find a zero near the start in a few tries; None where that leads nowhere."""
    old, at_old, new = start, at_start, start + 2.0
    for _ in range(8):
        if abs(at_old) < 1e-6:
            return old
        at_new = miss(new)
        slope = (at_new - at_old) / (new - old) if new != old else 0.0
        if abs(slope) < 1e-3:
            return None
        old, at_old, new = new, at_new, new - at_new / slope
    return None


def _bisected(miss: Callable[[float], float], low: float, high: float) -> float:
    at_low = miss(low)
    for _ in range(24):
        middle = (low + high) / 2
        at_middle = miss(middle)
        if at_low * at_middle <= 0:
            high = middle
        else:
            low, at_low = middle, at_middle
    return (low + high) / 2


def whole_pose(figure: Figure, *, at_end: bool) -> Pose:
    """Give the pose at the start or at the end, everything named in it."""
    return MappingProxyType({**figure.start, **figure.end}) if at_end else figure.start
