"""Hot days: what the wet-bulb globe temperature asks for, and getting used to heat over two weeks.

Bounds of the American College of Sports Medicine (2007; claim ``cause-heat``): for those not used to heat or at higher
risk the stricter column holds, and not knowing counts as not used to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from uncramp.document import Document
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic

#: WBGT (°C) from which each step holds (Armstrong 2007, ACSM position stand; below the first no change for anyone)
FIRST_C, SECOND_C, THIRD_C, FOURTH_C = 18.4, 27.9, 30.1, 32.2
#: days with training in this heat within the last 14 that count as used to it (NATA: 10 to 14 days)
USED_TO_IT_DAYS, WITHIN_DAYS = 10, 14
#: the first hot days are halved (dossier 7.9); from there to used-to-it it rises evenly (our choice)
FIRST_DAYS, FIRST_SHARE = 4, 0.5
#: how strongly each step is put forward: what could kill stands first, a mild day hardly matters (our choice)
_WEIGHT = {"more_rest": 0.6, "half_rest": 4.0, "limit": 4.0, "cancel": 9.0}
#: a day counts towards getting used to heat from this WBGT on (°C; our choice: where the table first asks for change)
HOT_FROM_C = 25.0


class HeatStep(StrEnum):
    """What the heat asks for, mildest first."""

    NORMAL = "normal"
    MORE_REST = "more_rest"
    HALF_REST = "half_rest"
    LIMIT = "limit"
    CANCEL = "cancel"


_ORDER = tuple(HeatStep)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatDay(Document):
    """The heat of a planned session: WBGT in °C, what it asks for, hot days trained in of the last 14.

    ``used_to_it`` is False where fewer than ten were, or nothing is known.
    """

    wbgt_c: float
    step: HeatStep
    hot_days: int
    used_to_it: bool


def heat_day(wbgt_c: float, *, hot_days: int, at_risk: bool, race: bool = False) -> HeatDay:
    """Give what a WBGT (°C) asks of this person; ``at_risk`` is True for whoever bears heat badly, or may.

    A race is called off where in training the half would be rest (the level at which races are cancelled, ACSM 2007):
    nobody rests half of a race.
    """
    used = hot_days >= USED_TO_IT_DAYS
    strict = at_risk or not used
    if wbgt_c > FOURTH_C or (race and wbgt_c >= SECOND_C):
        step = HeatStep.CANCEL
    elif wbgt_c >= THIRD_C:
        step = HeatStep.CANCEL if strict else HeatStep.LIMIT
    elif wbgt_c >= SECOND_C:
        step = HeatStep.HALF_REST if strict else HeatStep.MORE_REST
    elif wbgt_c >= FIRST_C and strict:
        step = HeatStep.MORE_REST
    else:
        step = HeatStep.NORMAL
    return HeatDay(wbgt_c=wbgt_c, step=step, hot_days=hot_days, used_to_it=used)


def share_of_usual(hot_days: int) -> float:
    """Give the share of the usual session for whoever trained in heat on so many of the last 14 days (0.5 to 1)."""
    later = (hot_days - FIRST_DAYS + 1) / (USED_TO_IT_DAYS - FIRST_DAYS + 1)
    return FIRST_SHARE + (1.0 - FIRST_SHARE) * min(max(later, 0.0), 1.0)


def harsher(one: HeatStep, other: HeatStep) -> HeatStep:
    """Give the harsher of two steps."""
    return max(one, other, key=_ORDER.index)


def propose_heat(day: HeatDay, *, race: bool = False) -> tuple[PlanItem, ...]:
    """Propose what to do about the heat; nothing where it asks for nothing. Nobody does half of a ``race``."""
    items: list[PlanItem] = []
    facts: dict[str, float | str] = {"wbgt_c": day.wbgt_c, "hot_days": float(day.hot_days), "step": day.step.value}
    if day.step is not HeatStep.NORMAL:
        items.append(PlanItem(
            what=f"heat_{day.step.value}", topic=Topic.HEAT_DAYS, when=Moment.BEFORE_SESSION, claim="cause-heat",
            because=(Because(id="hot_air", facts=facts),), actions=frozenset({"rest_from_sport"}), exposure="heat",
            facts=facts, weight=_WEIGHT[day.step.value] * (1.0 if day.wbgt_c >= HOT_FROM_C else 0.5),
        ))
    if not race and day.wbgt_c >= HOT_FROM_C and not day.used_to_it and day.step is not HeatStep.CANCEL:
        items.append(PlanItem(
            what="heat_first_days", topic=Topic.HEAT_DAYS, when=Moment.DURING_SESSION, claim="cause-heat",
            because=(Because(id="new_heat", facts=facts),), actions=frozenset({"rest_from_sport"}), exposure="heat",
            amount=round(share_of_usual(day.hot_days) * 20) * 5.0, unit="%", facts=facts, weight=1.5,
        ))
    return tuple(items)
