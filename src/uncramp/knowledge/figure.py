"""The figures: a body drawn from joint angles as SVG, with what it rests on, the muscle that works and one arrow.

A part is drawn once and turned about its joint, so that a movement is nothing but turning: every joint is a group whose
turn from start to end carries the class ``m``, and a style rule moves it from no turn to its own. Without that rule, in
print and with reduced motion the end pose stands still, the start is dashed. Pure: nothing here knows page or clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from uncramp.knowledge import figure_props as props, figure_skeleton as skeleton
from uncramp.knowledge.figure_contacts import place, props_of, root_of
from uncramp.knowledge.figure_kinds import Figure, Ground, View
from uncramp.knowledge.figure_marks import arrow, ghosts
from uncramp.knowledge.figure_shapes import FRONT, PULLS_FRONT, PULLS_SIDE, SIDE
from uncramp.knowledge.figure_skeleton import Placed

#: parts from the farthest to the nearest; each list is drawn on top of the one before
_LAYERS = (
    ("other_upper_arm", "other_forearm", "other_hand"),
    ("other_thigh", "other_shank", "other_foot", "other_toes"),
    ("pelvis", "abdomen", "chest", "neck", "head"),
    ("this_thigh", "this_shank", "this_foot", "this_toes"),
    ("this_upper_arm", "this_forearm", "this_hand"),
)
_FAR = {"skin": "far", "shorts": "shorts-far", "cloth": "cloth-dim"}
MARGIN = 7.0
#: a drawing is never narrower or wider than this, as a share of its height, so that all look of one size
NARROWEST, WIDEST = 0.9, 2.0
#: and never less wide than this, in cm, so that a small figure is not drawn larger than a tall one
LEAST_WIDE = 165.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as SVG: what stands inside, the view box (x, y, wide, high), and the class of its tempo."""

    inside: str
    box: tuple[float, float, float, float]
    tempo: str

    @property
    def view_box(self) -> str:
        """The view box as SVG writes it."""
        return " ".join(f"{each:g}" for each in self.box)


def draw(figure: Figure, *, mirrored: bool = False, still: bool = False, shared: bool = False) -> Drawn:
    """Draw a figure; ``mirrored`` for the left leg, since the leg it is for is the right one of a body facing right.

    ``still`` draws the end pose alone, lighter; ``shared`` as well, of the parts of :func:`shared_shapes`, which must
    stand once in the same page.
    """
    start = place(figure, figure.start)
    end = place(figure, skeleton.whole_pose(figure, at_end=True)) if figure.end else start
    around = [props.draw(prop) for prop in props_of(figure).values()]
    marks = arrow(figure, start, end)
    box = _box(figure, (start, end), [room for _, _, room in around], marks.points)
    pieces = [
        "" if figure.view is View.ABOVE else props.ground(figure.ground, box[0], box[0] + box[2]),
        *(behind for behind, _, _ in around),
        ghosts(figure, start, end) if figure.end else "",
        _partner(figure, shared=shared),
        _body(figure, end if still or shared else start, end, shared=shared),
        *(before for _, before, _ in around),
        props.water(box[0], box[0] + box[2], -6, box[1] + box[3]) if figure.ground is Ground.WATER else "",
        marks.svg,
    ]
    inside = "".join(pieces)
    if mirrored:
        inside = f'<g transform="scale(-1 1)">{inside}</g>'
        box = (round(-box[0] - box[2], 1), *box[1:])
    moves = bool(figure.end) and not still and not shared
    return Drawn(inside, box, f"t{min(6, max(1, round(figure.tempo_s)))}" if moves else "")


def svg(drawn: Drawn, title: str, seen: str, *, name: str, style: str = "") -> str:
    """Give the whole SVG with title and description (escaped here); ``name`` makes their ids, ``style`` stands inside.

    With a style it is a file of its own, without it a part of a page whose style sheet draws it.
    """
    alone = ' xmlns="http://www.w3.org/2000/svg"' if style else ""
    inside = f"<style>{style}</style>" if style else ""
    look = f"fig {drawn.tempo}".strip()
    return (
        f'<svg{alone} class="{look}" viewBox="{drawn.view_box}" role="img" aria-labelledby="{name}-t '
        f'{name}-d"><title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(seen)}</desc>'
        f"{inside}{drawn.inside}</svg>"
    )


def _body(figure: Figure, start: Placed, end: Placed, *, shared: bool = False) -> str:
    """Draw the body layer by layer, each turned from the part that bears it."""
    root, view = root_of(figure), _planar(figure.view)
    pulled = _pulled(figure)
    if start is end:
        still = _Painter(figure, view, start, end, frozenset(), frozenset(), pulled, shared)
        opened, closed = _placed(start, end, root)
        straps = _straps(figure, start, end, root, view)
        hung = f"{opened}{straps}{closed}" if straps else ""
        return hung.join(
            ("".join(still.lone(part) for layer in some for part in reversed(layer)))
            for some in (_seen(start, end, view)[:-1], _LAYERS[-1:])
        )
    outer, close = _placed(start, end, root)
    layers = []
    for layer in _seen(start, end, view):
        wanted = frozenset(layer)
        on_the_way = frozenset(part for each in layer for part in skeleton.way_to(each, root, view))
        painter = _Painter(figure, view, start, end, wanted, on_the_way, pulled)
        layers.append(painter.part(root, None))
        if layer[0] == "this_thigh":
            layers.append(_straps(figure, start, end, root, view))
    return f"{outer}{''.join(layers)}{close}"


def _seen(start: Placed, end: Placed, view: View) -> tuple[tuple[str, ...], ...]:
    """Give the layers without a far limb that lies right behind its near twin the whole way."""

    def hidden(layer: tuple[str, ...]) -> bool:
        twins = [(part, part.replace("other", "this")) for part in layer if part.startswith("other")]
        return bool(twins) and view is not View.FRONT and all(
            abs(body.turns[far] - body.turns[near]) < 0.5 and abs(body.lengths[far] - body.lengths[near]) < 0.01
            for body in (start, end) for far, near in twins
        )

    return tuple(layer for layer in _LAYERS if not hidden(layer))


def _planar(view: View) -> View:
    return View.FRONT if view is View.FRONT else View.SIDE


@dataclass(frozen=True, slots=True)
class _Painter:
    """Draws one layer: groups from the root outwards, the shapes of the wanted parts in them."""

    figure: Figure
    view: View
    start: Placed
    end: Placed
    wanted: frozenset[str]
    on_the_way: frozenset[str]
    pulled: Mapping[str, Sequence[str]]
    shared: bool = False
    hung: str = ""

    def part(self, part: str, came_from: str | None) -> str:
        """Draw a part: first what hangs on it or it hangs on, then itself."""
        inner = "".join(self._edge(part, other) for other in self._next_to(part) if other != came_from)
        return inner + (self._shapes(part) if part in self.wanted else "")

    def lone(self, part: str) -> str:
        """Draw a part by itself in its place, for a figure in which nothing moves."""
        x, y = self.start.joints[part]
        return self._shapes(part, _move(x, y) + _turn(self.start.turns[part]))

    def _next_to(self, part: str) -> Iterable[str]:
        if part != "pelvis":
            yield skeleton.hangs_on(part, self.view)[0]
        yield from (each for each, (parent, _) in skeleton.parts().items() if parent == part)

    def _edge(self, part: str, other: str) -> str:
        """Go from a part to its neighbour, turned about the joint between them."""
        if other not in self.on_the_way:
            return ""
        inner = self.part(other, part)
        outwards = skeleton.hangs_on(other, self.view)[0] == part if other != "pelvis" else False
        child, parent = (other, part) if outwards else (part, other)
        x, y = skeleton.hangs_on(child, self.view)[1]
        y *= self.start.lengths[parent]
        sign = 1 if outwards else -1
        first = sign * (self.start.turns[child] - self.start.turns[parent])
        then = sign * (self.end.turns[child] - self.end.turns[parent])
        if outwards:
            return _group(_move(x, y) + _turn(first), _group(_turn(then - first), inner, moves=True))
        return _group(_turn(first), _group(_turn(then - first), _group(_move(-x, -y), inner), moves=True))

    def _shapes(self, part: str, transform: str = "") -> str:
        """Draw the outlines of a part, and the muscle marked on it; in its own directions or put in place."""
        if self.hung:
            return self.hung
        side, _, name = part.partition("_") if part.startswith(("this", "other")) else ("", "", part)
        front, length = self.view is View.FRONT, self.start.lengths[part]
        outlines = FRONT.get(name, SIDE.get(name, ())) if front else SIDE[name]
        if self.shared and not front:
            far = ' class="o"' if side == "other" else ""
            shod = "-shod" if self.figure.shoes and name in _SHOD else ""
            drawn = f'<use{far} href="#p-{name}{shod}"/>'
            if transform and length >= 0.995 and part not in self.pulled and name != "hand":
                return f'<use{far} href="#p-{name}{shod}" transform="{transform}"/>'
        else:
            drawn = "".join(f'<path class="{self._look(look, side)}" d="{path}"/>' for look, path in outlines)
        drawn += "".join(f'<path class="pulls" d="{path}"/>' for path in self.pulled.get(part, ()))
        if part == "this_hand":
            drawn += "".join(props.IN_HAND.get(line.split()[0], "") for line in self.figure.props if line)
        across = -1 if front and side == "other" else 1
        scaled = f"scale({across} {round(length, 3):g})" if (length < 0.995 or across < 0) else ""
        return _group(transform, _group(scaled, drawn))

    def _look(self, look: str, side: str) -> str:
        if look == "foot":
            look = "shoe" if self.figure.shoes else "skin"
        far = side == "other" and self.view is not View.FRONT
        return ("shoe-far" if look == "shoe" else _FAR.get(look, look)) if far else look


_SHOD = ("foot", "toes")


def shared_shapes() -> str:
    """Give the parts of the body seen from the side, once, for a page of many figures that are drawn of them."""
    looks = {"shorts": "shorts", "foot": "skin"}
    groups = [(name, outlines, looks) for name, outlines in SIDE.items()]
    groups += [(f"{name}-shod", SIDE[name], {"foot": "shoe"}) for name in _SHOD]
    return "".join(
        f'<g id="p-{name}">' + "".join(f'<path class="{said.get(look, look)}" d="{path}"/>' for look, path in outlines)
        + "</g>" for name, outlines, said in groups
    )


def _placed(start: Placed, end: Placed, root: str) -> tuple[str, str]:
    """Open the groups that put the root in its place, and close them."""
    (x, y), (to_x, to_y) = start.joints[root], end.joints[root]
    first, then = start.turns[root], end.turns[root]
    way = _move(to_x - x, to_y - y) + _turn(then - first)
    opened = [_move(x, y), way, _turn(first)]
    tags = [f'<g{" class=" + chr(34) + "m" + chr(34) if n == 1 else ""} transform="{each}">'
            for n, each in enumerate(opened) if each]
    return "".join(tags), "</g>" * len(tags)


def _group(transform: str, inner: str, *, moves: bool = False) -> str:
    if not inner or not transform:
        return inner
    return f'<g{" class=" + chr(34) + "m" + chr(34) if moves else ""} transform="{transform}">{inner}</g>'


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"


def _move(x: float, y: float) -> str:
    return "" if abs(x) < 0.05 and abs(y) < 0.05 else f"translate({_number(x)} {_number(y)})"


def _turn(degrees: float) -> str:
    return "" if abs(degrees) < 0.05 else f"rotate({_number(degrees)})"


def _pulled(figure: Figure) -> dict[str, list[str]]:
    """Give for each part the outlines of the muscles that are marked on it."""
    outlines = PULLS_FRONT if figure.view is View.FRONT else PULLS_SIDE
    found: dict[str, list[str]] = {}
    for muscle in figure.pulls:
        part, path = outlines[muscle]
        sides = skeleton.SIDES if figure.works_both else skeleton.SIDES[:1]
        for name in [part] if part in ("pelvis", "abdomen", "chest") else [f"{side}_{part}" for side in sides]:
            found.setdefault(name, []).append(path)
    return found


def _straps(figure: Figure, start: Placed, end: Placed, root: str, view: View) -> str:
    """Draw what hangs between two points of the body: it stays on the first, turns and lengthens to the second."""
    drawn = []
    for name, prop in props_of(figure).items():
        if name in ("strap", "towel") and len(prop.between) == 2:
            part, (x, y) = skeleton.part_of(prop.between[0])
            (turn, length), (then, at_end) = (_line(body, part, *prop.between) for body in (start, end))
            line = f'<path class="strap{"" if name == "strap" else " wide"}" d="M0 0H{_number(length)}"/>'
            stretch = f"scale({round(at_end / length, 3):g} 1)"
            line = line if stretch == "scale(1 1)" else _group(stretch, line, moves=True)
            turned = _group(_turn(turn), _group(_turn((then - turn + 180) % 360 - 180), line, moves=True))
            way = frozenset(skeleton.way_to(part, root, view))
            hung = _group(_move(x, y), turned)
            drawn.append(_Painter(figure, view, start, end, frozenset({part}), way, {}, hung=hung).part(root, None))
    return "".join(drawn)


def _line(body: Placed, part: str, of: str, to: str) -> tuple[float, float]:
    """Give the turn of the line between two points, as seen from a part, and its length."""
    (x, y), (to_x, to_y) = body.point(of), body.point(to)
    return math.degrees(math.atan2(to_y - y, to_x - x)) - body.turns[part], math.dist((x, y), (to_x, to_y))


def _partner(figure: Figure, *, shared: bool) -> str:
    """Draw a second person, who stands still, in the colours of what is far."""
    if not figure.partner:
        return ""
    alone = replace(
        figure, start=figure.partner, end={}, partner={}, pulls=(), touches=(), props=(), moves="", arrow=(),
        rests=figure.partner_rests,
    )
    stands = place(alone, alone.start)
    body = _body(alone, stands, stands, shared=shared)
    turned = "scale(-1 1)" if figure.partner_faces_left else ""
    return f'<g class="mate" transform="{_move(figure.partner_at, 0)}{turned}">{body}</g>'


def _box(
    figure: Figure, bodies: Sequence[Placed], rooms: Iterable[props.Box], marks: Iterable[tuple[float, float]]
) -> tuple[float, float, float, float]:
    """Give the view box around everything that is seen, its sides in proportion."""
    points = [place for body in bodies for place in _outline(body)]
    points += [corner for left, top, right, bottom in rooms for corner in ((left, top), (right, bottom))]
    points += list(marks)
    if figure.partner:
        alone = replace(figure, start=figure.partner, rests=figure.partner_rests, touches=(), props=())
        turned = -1 if figure.partner_faces_left else 1
        points += [(figure.partner_at + turned * x, y) for x, y in _outline(place(alone, alone.start))]
    below = 0.0 if figure.view is View.ABOVE else {Ground.BED: 15.0, Ground.MAT: 5.0, Ground.WATER: 34.0}.get(
        figure.ground, 2.0)
    left, right = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    top, bottom = min(y for _, y in points) - MARGIN, max([y for _, y in points] + [below]) + 3
    wide, high = right - left, bottom - top
    left, wide = left - max(0.0, LEAST_WIDE - wide) / 2, max(wide, LEAST_WIDE)
    if wide < high * NARROWEST:
        left, wide = left - (high * NARROWEST - wide) / 2, high * NARROWEST
    if wide > high * WIDEST:
        top, high = top - (wide / WIDEST - high), wide / WIDEST
    return round(left, 1), round(top, 1), round(wide, 1), round(high, 1)


def _outline(body: Placed) -> Iterable[tuple[float, float]]:
    """Give points about the whole body, as far out as anything of it is drawn."""
    for part, at in (
        ("head", (10.0, -20.0)), ("head", (-10.0, -20.0)), ("head", (12.0, -4.0)), ("chest", (12.0, -12.0)),
        ("chest", (-11.0, -12.0)), ("pelvis", (-13.0, 8.0)), ("pelvis", (10.0, 8.0)),
    ):
        yield body.at(part, at)
    for side in skeleton.SIDES:
        for name, at in (
            ("shank", (6.0, 0.0)), ("shank", (-8.0, 12.0)), ("foot", (-6.0, 6.8)), ("toes", (7.6, 1.8)),
            ("forearm", (0.0, -3.0)), ("hand", (0.0, 15.0)), ("thigh", (-9.0, 10.0)),
        ):
            yield body.at(f"{side}_{name}", at)
