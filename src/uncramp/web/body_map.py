"""The body map of a page: pictures whose regions are links, and the list that doubles them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from uncramp.body import MUSCLE_OF, Side, Spot
from uncramp.diary.where import CrampsByPlace, Place
from uncramp.knowledge import atlas
from uncramp.knowledge.atlas import Control, Count
from uncramp.knowledge.atlas_shapes import Part, View
from uncramp.wording import atlas as words

#: where a tap on a part of a leg leads
ToPart = Callable[[str, Side], str]
#: where a tap on a region leads
ToSpot = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLink:
    """One leg of a part: where it leads, how it is said, and its name in full."""

    href: str
    said: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part of the leg in the list, with a link for each side."""

    name: str
    sides: tuple[SideLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotRow:
    """A region in the list: its word with the side (``left.soleus``), name, where it lies, its link."""

    value: str
    name: str
    plain: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeMap:
    """Both legs from both sides, and the parts as a list."""

    pictures: tuple[SafeString, ...]
    rows: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMap:
    """One part of one leg, and its regions as a list. ``chosen`` is the full name of the one chosen, or empty."""

    picture: SafeString
    name: str
    rows: tuple[SpotRow, ...]
    chosen: str
    chosen_value: str
    somewhere: str
    somewhere_value: str


def whole(language: str, to_part: ToPart, *, with_both: bool = False, counts: Sequence[Count] = ()) -> WholeMap:
    """Give the map of both legs; ``with_both`` offers *both* beside left and right in the list."""
    pictures = []
    for view in View:
        title, seen = words.say_whole(view, language)
        controls = [
            _part_control(part, side, language, to_part)
            for part in atlas.parts() if part.view is view for side in _from_left(view)
        ]
        pictures.append(SafeString(
            atlas.draw_whole(view, title=title, seen=seen, key=f"a-{view}", controls=controls, counts=counts)
        ))
    sides = (Side.LEFT, Side.RIGHT, Side.BOTH) if with_both else (Side.LEFT, Side.RIGHT)
    rows = tuple(_part_row(part.id, sides, language, to_part) for part in atlas.parts())
    return WholeMap(pictures=tuple(pictures), rows=rows)


def _from_left(view: View) -> tuple[Side, Side]:
    """Give the legs as they stand in the picture, so that the keyboard goes from left to right."""
    return (Side.LEFT, Side.RIGHT) if view is View.BACK else (Side.RIGHT, Side.LEFT)


def _part_control(part: Part, side: Side, language: str, to_part: ToPart) -> Control:
    name = words.say_on_side(words.say_part(part.id, language), side, language)
    return Control(target=part.id, side=side, href=to_part(part.id, side), name=name)


def _part_row(part: str, sides: Iterable[Side], language: str, to_part: ToPart) -> PartRow:
    name = words.say_part(part, language)
    return PartRow(name=name, sides=tuple(
        SideLink(href=to_part(part, side), said=words.say_side(side, language),
                 name=words.say_on_side(name, side, language))
        for side in sides
    ))


def near(
    part: Part, side: Side, language: str, to_spot: ToSpot, *, chosen: str = "", sends: bool = False,
    to_read: bool = False, counts: Sequence[Count] = (),
) -> NearMap:
    """Give the map of one part.

    With ``sends`` a tap on a region presses the button of the list that does the same; with ``to_read`` what cannot be
    marked (a nerve) is there too.
    """
    title, seen = words.say_near(part.id, side, language)
    leg = Side.LEFT if side is Side.BOTH else side
    names = {spot: words.say_spot(spot, language) for spot in (*part.spots, *(part.reads if to_read else ()))}
    controls = [
        Control(target=spot, side=leg, href=to_spot(spot), name=words.say_on_side(name, side, language),
                said=f"{side}.{spot}" if sends else "")
        for spot, name in names.items()
    ]
    picture = atlas.draw_part(
        part, side, title=title, seen=seen, key="near", controls=controls, chosen=chosen, counts=counts
    )
    return NearMap(
        picture=SafeString(picture), name=title,
        rows=tuple(
            SpotRow(value=f"{side}.{spot}", name=name, plain=words.say_where_it_is(spot, language), href=to_spot(spot),
                    chosen=spot == chosen)
            for spot, name in names.items()
        ),
        chosen=words.say_on_side(names[chosen], side, language) if chosen in names else "",
        chosen_value=f"{side}.{chosen}" if chosen in names else "", somewhere=words.say_somewhere(part.id, language),
        somewhere_value=f"{side}.{part.id}",
    )


def read_side(written: str) -> Side | None:
    """Read a side; None for a word that is none."""
    return Side(written) if written in list(Side) else None


def read_spot(written: str) -> Spot | None:
    """Read a region; None for a word that is none."""
    return Spot(written) if written in list(Spot) else None


def read_place(written: str) -> Place | None:
    """Read where a cramp was from what a button sends: ``left.soleus`` or ``both.calf``; None for anything else."""
    side, _, target = written.partition(".")
    if read_side(side) is None:
        return None
    if target in list(Spot):
        return Place(muscle=MUSCLE_OF[Spot(target)], spot=Spot(target), side=Side(side))
    muscle = words.MUSCLE_OF_PART.get(target)
    return None if muscle is None else Place(muscle=muscle, side=Side(side))


def place_said(written: str, language: str) -> str:
    """Say the place that a button sent and :func:`read_place` took: ``Left: Calf``."""
    side, _, target = written.partition(".")
    known = read_spot(target)
    name = words.say_spot(known, language) if known else words.say_part(target, language)
    return words.say_on_side(name, Side(side), language)


def query(**values: str) -> str:
    """Give the end of an address that says what is known; empty where nothing is."""
    said = {name: str(value) for name, value in values.items() if value}
    return f"?{urlencode(said)}" if said else ""


def counts_of(counted: CrampsByPlace) -> list[Count]:
    """Give the numbers of the heat map; a cramp on both sides is drawn on each, one without a side on none."""
    numbers: dict[tuple[str, Side, bool], int] = {}
    part_of_muscle = {muscle: part for part, muscle in words.MUSCLE_OF_PART.items()}
    marked = [(str(spot), side, n, False) for (spot, side), n in counted.spots.items()]
    marked += [
        (part_of_muscle[muscle], side, n, True) for (muscle, side), n in counted.muscles.items()
        if muscle in part_of_muscle
    ]
    for target, side, n, somewhere in marked:
        for leg in atlas.LEGS if side is Side.BOTH else (side,):
            if leg is not None:
                numbers[target, leg, somewhere] = numbers.get((target, leg, somewhere), 0) + n
    return [
        Count(target=target, side=leg, number=n, somewhere=somewhere)
        for (target, leg, somewhere), n in numbers.items()
    ]
