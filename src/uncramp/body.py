"""Words for the body that the diary and the knowledge sheets share."""

from __future__ import annotations

from enum import StrEnum


class Muscle(StrEnum):
    """A muscle group that cramps; ``NOT_SURE`` is an answer, not a missing value."""

    HAMSTRING = "hamstring"
    CALF = "calf"
    QUADRICEPS = "quadriceps"
    FOOT = "foot"
    SHIN = "shin"
    ADDUCTOR = "adductor"
    GLUTEAL = "gluteal"
    HAND = "hand"
    BACK = "back"
    ABDOMEN = "abdomen"
    OTHER = "other"
    NOT_SURE = "not_sure"


class Side(StrEnum):
    """The side of the body as the person says it: their own left and right."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
