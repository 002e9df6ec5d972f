"""The body map in words: the names of regions, parts and sides, and the table twin of the heat map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uncramp.body import Muscle, Side, Spot
from uncramp.diary.where import CrampsByPlace
from uncramp.document import Document
from uncramp.knowledge.atlas_shapes import View
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.kinds import MUSCLES
from uncramp.wording.languages import plural, text

PARTS: Mapping[str, str] = {
    "seat": "Seat", "back_thigh": "Back of the thigh", "calf": "Calf", "sole": "Sole of the foot",
    "front_thigh": "Front of the thigh", "shin": "Shin",
}
#: part -> the muscle that is noted where nothing closer is marked
MUSCLE_OF_PART: Mapping[str, Muscle] = {
    "seat": Muscle.GLUTEAL, "back_thigh": Muscle.HAMSTRING, "calf": Muscle.CALF, "sole": Muscle.FOOT,
    "front_thigh": Muscle.QUADRICEPS, "shin": Muscle.SHIN,
}
SIDES: Mapping[Side, str] = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: "Both"}

_WHOLE: Mapping[View, tuple[str, str]] = {
    View.BACK: (
        "Legs, from behind",
        "Both legs seen from behind, the left one on the left. From the top: seat, back of the thigh, calf, sole.",
    ),
    View.FRONT: (
        "Legs, from the front",
        "Both legs seen from the front, the right one on the left. From the top: front of the thigh, shin.",
    ),
}
_NEAR: Mapping[str, str] = {
    "seat": "The big muscle of the seat, over the upper ends of the hamstrings and the sciatic nerve.",
    "back_thigh": "From the sit bone to below the knee: biceps femoris on the outer side with its short head beneath, "
                  "semitendinosus and semimembranosus on the inner side, and the sciatic nerve, which splits above "
                  "the hollow of the knee.",
    "calf": "The two heads of the gastrocnemius, the soleus under them, and the Achilles tendon down to the heel.",
    "sole": "The sole of the foot with its short muscles, from the heel bone to the toes.",
    "front_thigh": "Rectus femoris down the middle, vastus lateralis on the outer and vastus medialis on the inner "
                   "side, the adductors within, and the kneecap.",
    "shin": "The shin bone with tibialis anterior on its outer side, and the tendons to the toes.",
}


def say_spot(spot: str, language: str) -> str:
    """Say a region by the name of its sheet; a word that no sheet has as it stands."""
    sheet = load_library().anatomy.get(spot)
    return spot.replace("_", " ") if sheet is None else in_language(sheet, "anatomy", language).name


def say_spot_inside(spot: str, language: str) -> str:
    """Say a region inside a sentence: English and Latin names begin small there."""
    name = say_spot(spot, language)
    return name[:1].lower() + name[1:]


def say_where_it_is(spot: str, language: str) -> str:
    """Say in everyday words where a region lies; empty where no sheet says so."""
    sheet = load_library().anatomy.get(spot)
    return "" if sheet is None else in_language(sheet, "anatomy", language).plain


def say_part(part: str, language: str) -> str:
    """Say a part of the leg."""
    return text(language, PARTS[part])


def say_side(side: Side, language: str) -> str:
    """Say a side."""
    return text(language, SIDES[side])


def say_somewhere(part: str, language: str) -> str:
    """Say that it was in a part, no closer."""
    return text(language, "Somewhere here: {part}", part=say_part(part, language))


def say_on_side(name: str, side: Side, language: str) -> str:
    """Say something of one leg: ``Left: Calf``."""
    return text(language, "{side}: {name}", side=say_side(side, language), name=name)


def say_whole(view: View, language: str) -> tuple[str, str]:
    """Give title and description of the picture of both legs."""
    title, seen = _WHOLE[view]
    return text(language, title), text(language, seen)


def say_near(part: str, side: Side, language: str) -> tuple[str, str]:
    """Give title and description of the picture of one part."""
    return say_on_side(say_part(part, language), side, language), text(language, _NEAR[part])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow(Document):
    """One row of the table: a place, and how many cramps were there on each side, on both, with the side not noted."""

    id: str
    name: str
    closer: bool
    left: int
    right: int
    both: int
    side_unknown: int

    @property
    def total(self) -> int:
        """Give the cramps of the row."""
        return self.left + self.right + self.both + self.side_unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPlaces(Document):
    """Where the cramps of a diary were: a sentence, and the places, the most frequent first."""

    sentence: str
    rows: tuple[PlaceRow, ...]
    total: int
    nowhere: int


def say_places(counted: CrampsByPlace, language: str) -> SaidPlaces:
    """Say where cramps were; counts only, no more than the diary says."""
    rows = [
        _row(spot, say_spot(spot, language), {side: n for (at, side), n in counted.spots.items() if at is spot}, True)
        for spot in Spot
    ] + [
        _row(
            muscle, text(language, "{muscle}, no closer", muscle=text(language, MUSCLES.get(muscle, muscle))),
            {side: n for (at, side), n in counted.muscles.items() if at is muscle}, False,
        )
        for muscle in Muscle
    ]
    kept = sorted((row for row in rows if row.total), key=lambda row: (-row.total, not row.closer))
    return SaidPlaces(
        sentence=_sentence(kept, counted.total, language), rows=tuple(kept), total=counted.total,
        nowhere=counted.nowhere,
    )


def _row(place: str, name: str, by_side: Mapping[Side | None, int], closer: bool) -> PlaceRow:
    return PlaceRow(
        id=str(place), name=name, closer=closer, left=by_side.get(Side.LEFT, 0), right=by_side.get(Side.RIGHT, 0),
        both=by_side.get(Side.BOTH, 0), side_unknown=by_side.get(None, 0),
    )


def _sentence(rows: list[PlaceRow], total: int, language: str) -> str:
    if not total:
        return text(language, "No cramp is noted yet.")
    if not rows:
        return plural(
            language, "One cramp is noted. Where it was is not.", "{n} cramps are noted. Where they were is not.", total
        )
    first = rows[0]
    return plural(
        language, "One cramp is noted. It was here: {place}.",
        "{most} of {n} cramps were in one place: {place}.", total, most=first.total, place=first.name,
    )
