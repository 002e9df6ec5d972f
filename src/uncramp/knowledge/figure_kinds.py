"""What a sheet says of its picture: the view, what the body rests on, what stands around it, and two poses in angles.

A pose is a table of joint angles in degrees, in the words of a physiotherapist: ``hip = 90`` is ninety degrees of
flexion, ``ankle = 10`` ten degrees towards the shin. A name alone is both sides; ``this_`` is the side the exercise is
for, ``other_`` the other one. What the end pose does not name stays as it was at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Protocol

from uncramp.knowledge.bounds import Within

#: joint -> angle in degrees; for a hand also the name of what it holds
Pose = Mapping[str, float | str]
NOTHING: Pose = MappingProxyType({})


class View(StrEnum):
    """From where the figure is seen; from above is a body on its side, drawn as from the side."""

    SIDE = "side"
    FRONT = "front"
    ABOVE = "above"


class Ground(StrEnum):
    """What lies below: drawn, and at height 0 unless a prop says otherwise."""

    FLOOR = "floor"
    MAT = "mat"
    BED = "bed"
    GRASS = "grass"
    WATER = "water"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One picture: lengths in cm of a body 175 cm tall, angles in degrees, the body facing right.

    ``rests`` is the point of the body that bears it and stays where it is (``this_foot``, ``seat``, ``back`` ...), with
    a prop it rests on if not the ground (``seat chair``). ``touches`` are further points on a surface; the leg is swung
    at the hip until they are. ``props`` are a name and its measures: ``wall 60`` (at x), ``step 30 15`` (at x, high).
    ``pulls`` are the muscles that are marked, on this side or with ``works_both`` on both. ``arrow`` is empty (along
    the way of ``moves``; empty: none) or x, y, x, y and a bend, in cm, y upwards. ``tempo_s`` is the time from start to
    end, which is empty where nothing moves. ``partner`` is the pose of a second person at ``partner_at`` (cm).
    """

    rests: str
    start: Mapping[str, float | str]
    view: View = View.SIDE
    ground: Ground = Ground.FLOOR
    touches: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    pulls: tuple[str, ...] = ()
    works_both: bool = False
    moves: str = ""
    arrow: tuple[float, ...] = ()
    tempo_s: Annotated[float, Within(0.3, 10)] = 3
    shoes: bool = False
    end: Mapping[str, float | str] = field(default_factory=lambda: NOTHING)
    partner: Mapping[str, float | str] = field(default_factory=lambda: NOTHING)
    partner_rests: str = "feet"
    partner_at: float = 0
    partner_faces_left: bool = True


class Pictured(Protocol):
    """A sheet that may have a picture, of its own or that of another sheet."""

    @property
    def id(self) -> str:
        """The name of the sheet."""

    @property
    def picture(self) -> str:
        """The sheet whose picture is shown; empty: its own, if it has one."""

    @property
    def shows(self) -> str:
        """What the picture shows, in words."""

    @property
    def figure(self) -> Figure | None:
        """The picture; None where the sheet has none of its own."""
