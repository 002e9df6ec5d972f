"""What is wrong with the pictures in sheets: joints beyond their range, bodies that float or sink, unknown words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from uncramp.knowledge import figure_skeleton as skeleton
from uncramp.knowledge.figure_contacts import BEARS, is_number, place, props_of
from uncramp.knowledge.figure_kinds import Figure, Ground, Pictured, Pose, View
from uncramp.knowledge.figure_limits import beyond
from uncramp.knowledge.figure_props import HELD, MAKERS
from uncramp.knowledge.figure_shapes import PULLS_FRONT, PULLS_SIDE
from uncramp.knowledge.figure_skeleton import Placed
from uncramp.knowledge.sheet import SheetFault

#: a hand may be this many cm short of its hold and a foot that far from its surface before it shows
NEAR_ENOUGH_CM = 2.5
#: skin gives way and the ground is soft: so far into it is still on it
SINKS_CM = 2.5
_JOINTS = frozenset(skeleton.TRUNK_JOINTS) | frozenset(skeleton.SIDE_JOINTS) | {"hand"}
_HOLDS = ("at", "ground", "wall", "rail")


def picture_faults(sheets: Mapping[str, Mapping[str, Any]]) -> Iterator[SheetFault]:
    """Name every fault of every picture; ``sheets`` are by folder and id."""
    pictured = {**sheets["exercises"], **sheets["instructions"]}
    for folder in ("exercises", "instructions"):
        for name, sheet in sheets[folder].items():
            for field, detail in _of_sheet(sheet, pictured):
                yield SheetFault(path=f"{folder}/{name}.toml", field=field, what="bad_picture", detail=detail)


def _of_sheet(sheet: Pictured, pictured: Mapping[str, Pictured]) -> Iterator[tuple[str, str]]:
    if sheet.picture:
        shown = pictured.get(sheet.picture)
        if shown is None or shown.figure is None:
            yield "picture", f"no figure in {sheet.picture!r}"
        if sheet.figure is not None:
            yield "picture", "has a figure of its own as well"
    if (sheet.figure is None) != (not sheet.shows):
        yield "shows", "a figure and what it shows in words belong together"
    if sheet.figure is not None:
        yield from (("figure", detail) for detail in figure_faults(sheet.figure))


def figure_faults(figure: Figure) -> Iterator[str]:
    """Say what is wrong with one figure, in the words of its sheet; nothing when all is well."""
    if not all(line.strip() for line in (figure.rests, figure.partner_rests, *figure.touches, *figure.props)):
        yield "a line of rests, touches or props says nothing"
        return
    words = list(_unknown_words(figure))
    yield from words
    if words:
        return
    poses = [("start", figure.start)]
    poses += [("end", skeleton.whole_pose(figure, at_end=True))] if figure.end else []
    for when, pose in poses:
        yield from (f"{when}: {detail}" for detail in _of_pose(figure, pose))
    if figure.partner:
        alone = replace(figure, start=figure.partner, rests=figure.partner_rests, touches=(), props=())
        yield from (f"partner: {detail}" for detail in _of_pose(alone, figure.partner))


def _unknown_words(figure: Figure) -> Iterator[str]:
    props = props_of(figure)
    for name in props:
        if name not in MAKERS and name not in HELD:
            yield f"nothing is called {name!r}: known are {', '.join(sorted([*MAKERS, *HELD]))}"
    bears, *on = figure.rests.split()
    for bearing in (bears, figure.partner_rests):
        if bearing not in BEARS:
            yield f"rests on {bearing!r}: known are {', '.join(sorted(BEARS))}"
    stands_on = [*on, *(word for touch in figure.touches for word in touch.split()[1:])]
    yield from (f"{prop!r} is not among the props" for prop in stands_on if prop not in props)
    points = [touch.split()[0] for touch in figure.touches] + [figure.moves] * bool(figure.moves)
    points += [point for prop in props.values() for point in prop.between]
    yield from (f"no point of the body is called {point!r}" for point in points if not _is_point(point))
    known = PULLS_FRONT if figure.view is View.FRONT else PULLS_SIDE
    yield from (f"{muscle!r} is not drawn from there" for muscle in figure.pulls if muscle not in known)
    if figure.arrow and len(figure.arrow) not in (4, 5):
        yield "an arrow is x, y, x, y and perhaps a bend"
    for pose in (figure.start, figure.end, figure.partner):
        yield from _unknown_in_pose(pose, props)


def _unknown_in_pose(pose: Pose, props: Mapping[str, object]) -> Iterator[str]:
    for joint, value in pose.items():
        side, _, name = joint.partition("_")
        if (name if side in skeleton.SIDES else joint) not in _JOINTS:
            yield f"no joint is called {joint!r}"
        elif isinstance(value, str):
            word, *numbers = value.split() or [""]
            if not joint.endswith("hand"):
                yield f"{joint} is not an angle: {value!r}"
            elif word in ("wall", "rail") and word not in props:
                yield f"{word!r} is not among the props"
            elif word not in _HOLDS and word not in props and not _is_point(word):
                yield f"no point of the body is called {word!r}"
            elif not _says_place(word, numbers):
                yield f"{value!r} says no place"
        elif joint.endswith("hand"):
            yield f"{joint} holds a number: {value!r}"


def _says_place(word: str, numbers: list[str]) -> bool:
    """Tell whether a hold has the numbers that its word needs, and nothing else."""
    needed = {"at": 2, "ground": 1, "wall": 1, "rail": 1}.get(word, 0)
    return len(numbers) >= needed and all(is_number(each) for each in numbers)


def _is_point(name: str) -> bool:
    try:
        skeleton.part_of(name)
    except KeyError:
        return False
    return True


def _of_pose(figure: Figure, pose: Pose) -> Iterator[str]:
    body = place(figure, pose)
    for joint, angle, low, high in beyond(body.angles, figure.view):
        yield f"{joint.replace('_', ' ')} at {angle:.0f} degrees, it goes from {low:g} to {high:g}"
    for contact, gap in body.gaps.items():
        if abs(gap) > NEAR_ENOUGH_CM:
            short = "falls short by" if "hand" in contact else "misses its surface by"
            yield f"{contact} {short} {abs(gap):.0f} cm"
    if figure.view is not View.ABOVE and figure.ground is not Ground.WATER:
        yield from _sunk(body, figure.view)


def _sunk(body: Placed, view: View) -> Iterator[str]:
    """Name what is below the ground; fingers bend and are not drawn bent, toes seen from the front point at us."""
    unseen = ("finger_tips", "toe_tip", "toes", "ball") if view is View.FRONT else ("finger_tips",)
    for name in (name for name in skeleton.POINTS if name not in unseen):
        for point in (f"{side}_{name}" for side in skeleton.SIDES) if not _is_point(name) else (name,):
            depth = body.point(point)[1]
            if depth > SINKS_CM:
                yield f"{point.replace('_', ' ')} is {depth:.0f} cm below the ground"
