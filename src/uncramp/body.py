"""Words for the body that the diary and the knowledge sheets share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


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


class Spot(StrEnum):
    """A region of the atlas: one muscle or head of a muscle where a cramp can be marked.

    A group that the atlas draws as one region carries the word of the group (``gluteal``, ``adductor``, ``foot``).
    """

    GLUTEAL = "gluteal"
    BICEPS_FEMORIS_LONG = "biceps_femoris_long"
    BICEPS_FEMORIS_SHORT = "biceps_femoris_short"
    SEMITENDINOSUS = "semitendinosus"
    SEMIMEMBRANOSUS = "semimembranosus"
    ADDUCTOR = "adductor"
    GASTROCNEMIUS = "gastrocnemius"
    SOLEUS = "soleus"
    FOOT = "foot"
    RECTUS_FEMORIS = "rectus_femoris"
    VASTUS_LATERALIS = "vastus_lateralis"
    VASTUS_MEDIALIS = "vastus_medialis"
    TIBIALIS_ANTERIOR = "tibialis_anterior"


#: region -> the muscle group it belongs to
MUSCLE_OF: Mapping[Spot, Muscle] = MappingProxyType(
    {
        Spot.GLUTEAL: Muscle.GLUTEAL,
        Spot.BICEPS_FEMORIS_LONG: Muscle.HAMSTRING,
        Spot.BICEPS_FEMORIS_SHORT: Muscle.HAMSTRING,
        Spot.SEMITENDINOSUS: Muscle.HAMSTRING,
        Spot.SEMIMEMBRANOSUS: Muscle.HAMSTRING,
        Spot.ADDUCTOR: Muscle.ADDUCTOR,
        Spot.GASTROCNEMIUS: Muscle.CALF,
        Spot.SOLEUS: Muscle.CALF,
        Spot.FOOT: Muscle.FOOT,
        Spot.RECTUS_FEMORIS: Muscle.QUADRICEPS,
        Spot.VASTUS_LATERALIS: Muscle.QUADRICEPS,
        Spot.VASTUS_MEDIALIS: Muscle.QUADRICEPS,
        Spot.TIBIALIS_ANTERIOR: Muscle.SHIN,
    }
)
