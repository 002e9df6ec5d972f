"""The body one can tap: legs from behind and from the front as SVG, whole or one part of them near.

Values to text: what a region is called, where a tap on it leads and how often a cramp was there are arguments. The
left leg is the right one mirrored. No script, no address outside, no style inside unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby

from uncramp.body import Side
from uncramp.knowledge.atlas_shapes import PLATES_FOLDER, Part, Point, Shape, View, plate

#: x, y, width and height of the picture of both legs
WHOLE = (-80.0, 0.0, 160.0, 478.0)
#: side of the square a narrow region is given beside its shape; more than 48 px where a part fills a phone,
#: 64 px in relief, where it is drawn larger
THUMB = 21.0
#: steps of the heat map; the highest is the region with the most cramps
HEAT_STEPS = 4

LEGS = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One thing to tap: a region (``spot``) or a part of a leg, where the tap leads, and its name, ready to be read.

    ``said`` marks a control whose tap sends a form: it names the button that does the same.
    """

    target: str
    side: Side
    href: str
    name: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many cramps were marked at a region (``target`` a spot) or somewhere in a part (``somewhere``)."""

    target: str
    side: Side
    number: int
    somewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Shapes that lie on each other without another region between: of one region (``of``) or of none (empty)."""

    of: str
    under: str
    markup: str
    box: tuple[float, float, float, float]


def parts() -> tuple[Part, ...]:
    """Give every part of the leg, those of the back first, from the top down."""
    return tuple(part for view in View for part in plate(view).parts)


def part_named(part_id: str) -> Part | None:
    """Give a part by its id; None for one there is not."""
    return next((part for part in parts() if part.id == part_id), None)


def part_of(spot: str) -> Part | None:
    """Give the part in which a region is read and marked first; None for what is no region."""
    return next((part for part in parts() if spot in (*part.spots, *part.reads)), None)


def mirrored(view: View, side: Side) -> bool:
    """Tell whether a leg is the mirror image of its plate: the left one from behind, the right one from the front."""
    return side is (Side.LEFT if view is View.BACK else Side.RIGHT)


@lru_cache(maxsize=4)
def layers(view: View) -> tuple[Layer, ...]:
    """Give the layers of a leg, deepest first."""
    found = []
    for owner, run in groupby(plate(view).shapes, key=lambda shape: shape.of):
        shapes = tuple(run)
        under = next((shape.under for shape in shapes if shape.under), "") if owner else ""
        markup = "".join(_markup(shape) for shape in shapes)
        found.append(Layer(of=owner, under=under, markup=markup, box=_box(shapes)))
    return tuple(found)


def _markup(shape: Shape) -> str:
    # One class says all: a rule with an ancestor in it would not reach what <use> draws.
    look = f"m-{shape.kind} m-deep" if shape.under else f"m-{shape.kind}"
    fibres = f'<path class="m-{shape.kind}-f" d="{shape.fibres}"/>' if shape.fibres else ""
    return f'<path class="{look}" d="{shape.outline}"/>{fibres}'


def _box(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    points = [point for shape in shapes for point in shape.points]
    if len(points) == 0 or any(not shape.points for shape in shapes):
        return WHOLE
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def draw_whole(
    view: View, *, title: str, seen: str, key: str, controls: Sequence[Control] = (), counts: Sequence[Count] = (),
    standalone: bool = False,
) -> str:
    """Give the SVG of both legs from one side; controls are parts or regions, counts make it a heat map.

    ``title`` and ``seen`` (a sentence about the picture) are read out; ``key`` makes ids of this picture its own.
    ``standalone`` adds what a file of its own needs: the namespace and its colours.
    """
    legs = "".join(_leg(view, side, key, WHOLE, controls, _heat(counts), None) for side in LEGS)
    inside = f"{_defs(view, key, WHOLE)}{legs}{_hits(view, controls)}{_bubbles(view, counts, 9.0)}"
    return _svg(WHOLE, title, seen, key, inside, bool(controls), standalone)


def draw_part(
    part: Part, side: Side, *, title: str, seen: str, key: str, controls: Sequence[Control] = (), chosen: str = "",
    counts: Sequence[Count] = (), standalone: bool = False,
) -> str:
    """Give the SVG of one part of one leg, large enough for a thumb; ``chosen`` is the region that stands out.

    Of the chosen region the ends are marked (a ring where it begins, a diamond where it ends), and what covers it
    is drawn faintly, as is what is seen of the other leg. Both legs are shown as the left one.
    """
    leg = Side.LEFT if side is Side.BOTH else side
    x, y, width, height = part.window
    window = (-x - width, y, width, height) if mirrored(part.view, leg) else part.window
    inside = (
        _defs(part.view, key, part.window) + _other_leg(part, leg, key)
        + _leg(part.view, leg, key, part.window, controls, _heat(counts), chosen or None)
        + _thumbs(part.view, leg, controls)
    )
    near = [each for each in counts if each.side is leg and (each.target in part.spots or each.target == part.id)]
    marks = _ends(part.view, leg, chosen) + _bubbles(part.view, near, 3.4)
    return _svg(window, title, seen, key, inside + marks, bool(controls), standalone)


def _other_leg(part: Part, side: Side, key: str) -> str:
    """Give what is seen of the other leg, faintly, where the window reaches over the middle."""
    x, y, width, height = part.window
    if x >= 0:
        return ""
    other = Side.RIGHT if side is Side.LEFT else Side.LEFT
    return f'<g class="m-faded">{_leg(part.view, other, key, (-x - width, y, width, height), (), {}, None)}</g>'


def _leg(
    view: View, side: Side, key: str, window: tuple[float, float, float, float], controls: Sequence[Control],
    heat: Mapping[tuple[str, Side], int], chosen: str | None,
) -> str:
    to_tap = {each.target: each for each in controls if each.side is side}
    covers = next((layer.under for layer in layers(view) if layer.of == chosen and layer.under), "")
    drawn = []
    for n, layer in enumerate(layers(view)):
        if not _meet(layer.box, window):
            continue
        markup = f'<use href="#{key}-{n}"/>'
        look = _look(layer, chosen, covers, heat.get((layer.of, side), 0))
        control = to_tap.get(layer.of)
        if control is not None:
            current = ' aria-current="true"' if layer.of == chosen else ""
            sends = f' data-sends="{escape(control.said)}"' if control.said else ""
            name = f'aria-label="{escape(control.name)}"{current}{sends}'
            drawn.append(f'<a{look} href="{escape(control.href)}" {name}>{markup}</a>')
        else:
            drawn.append(f"<g{look}>{markup}</g>" if look else markup)
    turned = ' transform="scale(-1 1)"' if mirrored(view, side) else ""
    return f"<g{turned}>{''.join(drawn)}</g>"


def _defs(view: View, key: str, window: tuple[float, float, float, float]) -> str:
    """Give the layers that a window shows, once for both legs."""
    seen = (
        f'<g id="{key}-{n}">{layer.markup}</g>' for n, layer in enumerate(layers(view)) if _meet(layer.box, window)
    )
    return f"<defs>{''.join(seen)}</defs>"


def _look(layer: Layer, chosen: str | None, covers: str, heat: int) -> str:
    looks = []
    if layer.of and layer.of == chosen:
        looks.append("m-chosen")
    elif layer.of and layer.of == covers:
        looks.append("m-ghost")
    if heat:
        looks.append(f"m-heat-{heat}")
    return f' class="{" ".join(looks)}"' if looks else ""


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Tell whether two boxes meet, with 2 units to spare for curves that swing out and for lines."""
    return all(
        one[i] <= other[i] + other[i + 2] + 2 and other[i] <= one[i] + one[i + 2] + 2 for i in (0, 1)
    )


def _thumbs(view: View, side: Side, controls: Sequence[Control]) -> str:
    """Give narrow regions an unseen square on top, for the pointer alone: the keyboard has the region itself."""
    drawn = []
    for each in controls:
        at = next((shape.hit for shape in plate(view).region(each.target) if shape.hit), None)
        if at is not None:
            sends = f' data-sends="{escape(each.said)}"' if each.said else ""
            x = (-at[0] if mirrored(view, side) else at[0]) - THUMB / 2
            drawn.append(
                f'<a aria-hidden="true" tabindex="-1" href="{escape(each.href)}"{sends}><rect class="m-thumb" '
                f'x="{x:g}" y="{at[1] - THUMB / 2:g}" width="{THUMB:g}" height="{THUMB:g}"/></a>'
            )
    return "".join(drawn)


def _hits(view: View, controls: Sequence[Control]) -> str:
    """Give the parts of both legs as areas to tap, over the drawing."""
    by_id = {part.id: part for part in plate(view).parts}
    drawn = []
    for each in controls:
        part = by_id.get(each.target)
        if part is None:
            continue
        x, _, width, _ = part.window
        left = max(0.0, x)
        right = x + width
        start = -right if mirrored(view, each.side) else left
        drawn.append(
            f'<a href="{escape(each.href)}" aria-label="{escape(each.name)}"><rect class="m-hit" x="{start:g}" '
            f'y="{part.top:g}" width="{right - left:g}" height="{part.bottom - part.top:g}" rx="6"/></a>'
        )
    return "".join(drawn)


def _heat(counts: Iterable[Count]) -> dict[tuple[str, Side], int]:
    """Give each region with a cramp its step from 1 to HEAT_STEPS, the share of the most."""
    marked = [each for each in counts if not each.somewhere and each.number]
    most = max((each.number for each in marked), default=1)
    return {(each.target, each.side): -(-each.number * HEAT_STEPS // most) for each in marked}


def _bubbles(view: View, counts: Iterable[Count], radius: float) -> str:
    """Write each number where its region is; a dashed ring says that the spot is not known closer than the part."""
    drawn = []
    for each in counts:
        at = _place(view, each)
        if at is None or not each.number:
            continue
        x, y = (-at[0], at[1]) if mirrored(view, each.side) else at
        wide = radius + radius * 0.45 * (len(str(each.number)) - 1)
        look = "m-bubble m-somewhere" if each.somewhere else "m-bubble"
        drawn.append(
            f'<g class="{look}"><rect x="{x - wide:g}" y="{y - radius:g}" width="{2 * wide:g}" '
            f'height="{2 * radius:g}" rx="{radius:g}"/>'
            f'<text x="{x:g}" y="{y + radius * 0.5:g}" font-size="{radius * 1.4:g}">{each.number}</text></g>'
        )
    return f'<g aria-hidden="true">{"".join(drawn)}</g>' if drawn else ""


def _place(view: View, count: Count) -> Point | None:
    if count.somewhere:
        part = next((each for each in plate(view).parts if each.id == count.target), None)
        return None if part is None else (min(62.0, part.window[0] + part.window[2] - 14), part.top + 14)
    return next((shape.at for shape in plate(view).region(count.target) if shape.at), None)


def _ends(view: View, side: Side, chosen: str) -> str:
    shape = next((each for each in plate(view).region(chosen) if each.origin and each.insertion), None)
    if shape is None or shape.origin is None or shape.insertion is None:
        return ""
    turn = -1 if mirrored(view, side) else 1
    (x1, y1), (x2, y2) = shape.origin, shape.insertion
    return (
        f'<g class="m-ends"><circle cx="{turn * x1:g}" cy="{y1:g}" r="2"/>'
        f'<path d="M{turn * x2:g} {y2 - 2.8:g}l2.8 2.8-2.8 2.8-2.8-2.8z"/></g>'
    )


@lru_cache(maxsize=1)
def _style() -> str:
    """Give the colours of a picture that is a file of its own, light and dark."""
    return "".join((PLATES_FOLDER / "alone.css").read_text(encoding="utf-8").splitlines()[1:])


def _svg(
    box: tuple[float, float, float, float], title: str, seen: str, key: str, inside: str, has_controls: bool,
    standalone: bool,
) -> str:
    role = "group" if has_controls else "img"
    space = ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""
    style = f"<style>{_style()}</style>" if standalone else ""
    x, y, width, height = box
    return (
        f'<svg{space} class="atlas" viewBox="{x:g} {y:g} {width:g} {height:g}" role="{role}" '
        f'aria-labelledby="{key}-t" aria-describedby="{key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(seen)}</desc>{style}{inside}</svg>'
    )
