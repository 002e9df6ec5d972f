"""How far joints go: a pose beyond it is a slip of the pen, not an exercise.

Degrees from the neutral position, of the free movement of healthy adults: American Academy of Orthopaedic Surgeons,
Joint Motion: Method of Measuring and Recording (1965), written from memory; agreed with the table of normal values in
the MSD Manual as it was read (hip 125/15, knee 130, ankle 20/50, toes 80/30, wrist 90/70). Where a hand, the floor or
body weight carries a joint further than the muscle alone would, the limit is the passive one and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from uncramp.knowledge.figure_kinds import View

#: joint -> lowest and highest angle
LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "hip": (-30, 135),  # 120 actively; the other hand or the trunk brings it to 135
        "knee": (-5, 150),  # 135 actively; heel to the seat by hand about 150
        "ankle": (-55, 35),  # 20 and 50 lying; about 35 under body weight, kneeling on the instep about 55
        "toes": (-45, 80), "shoulder": (-60, 180), "elbow": (0, 150), "wrist": (-70, 95),
        "abduct": (-30, 60),  # 45 with the hip straight; about 60 turned out in flexion
        "raise": (-50, 180),
        "lumbar": (-30, 60), "thorax": (-30, 50), "neck": (-50, 60),
    }
)
#: seen from the front a bent and turned out leg lies down to the side, as when sitting with the soles together
LIMITS_FRONT_BENT: Mapping[str, tuple[float, float]] = MappingProxyType({"abduct": (-30, 125)})
#: from this flexion on the hip is free to turn the thigh out to the side
BENT_FROM = 30.0


def beyond(angles: Mapping[str, float], view: View) -> Iterator[tuple[str, float, float, float]]:
    """Give each joint that is bent further than it goes: its name, the angle, the lowest and the highest there is."""
    for joint, angle in angles.items():
        side, _, name = joint.partition("_")
        name = name if side in ("this", "other") else joint
        low, high = LIMITS.get(name, (-361.0, 361.0))
        if view is View.FRONT and abs(angles.get(f"{side}_hip", 0.0)) >= BENT_FROM:
            low, high = LIMITS_FRONT_BENT.get(name, (low, high))
        if not low - 0.5 <= angle <= high + 0.5:
            yield joint, angle, low, high
