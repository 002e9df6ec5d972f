"""Drinking around a session: thirst first, never more than the body sweats, salt only where sweat is long and heavy.

Everything here is an upper bound or a range, never a task: too much water is what kills (exercise-associated
hyponatraemia; Hew-Butler 2015, claim ``rem-hydration``). What a person may have at all is for the cautions to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from uncramp.document import Document
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic
from uncramp.plan.sweat import DAY_TO_DAY_SD, HEAT_MEAN, USUAL_WBGT_C, SweatRate, log_normal

#: an hour while nothing was weighed (litres): the ACSM starting range (Sawka 2007, from memory in the dossier)
START_RANGE_L_H = (0.4, 0.8)
#: the bound stays under what three in four such sessions sweat: the error must fall on the side of too little
SAFE_SIDE = -0.6745
#: loss of body mass that is aimed to stay under (share; Sawka 2007)
LOSS_SHARE = 0.02
#: longer than this, only thirst (hours; Hew-Butler 2015, WMS 2014)
LONG_H = 4.0
#: for a session longer than this no figure is given at all (hours; our choice)
MOST_H = 24.0
#: shorter sessions need no drink of their own (hours; our choice, thirst may still be answered)
SHORT_H = 0.75
#: from this length on the bound of drinking stands among the first things of a day (hours; our choice)
LONG_SESSION_H = 1.0
#: a body lighter than this counts as small: thirst only (kg; our choice, the dossier names no figure)
SMALL_KG = 50.0
#: sweat by mass where none was weighed: ml/kg/h, mean and sd of 506 athletes (Baker 2016); one body differs by 15 %
#: from day to day as in ``sweat``
SWEAT_ML_KG_H = (15.3, 6.8)
#: ml per kg about four hours before (Sawka 2007), and never more than so much in all, ml (our choice: 7 ml x 100 kg)
BEFORE_ML_KG, BEFORE_MOST_ML = (5.0, 7.0), 700.0
BEFORE_H = 4.0
#: sodium counts from this length or sweat rate on; mg an hour to start with, and in a litre of drink (Sawka 2007)
SODIUM_FROM_H, SODIUM_FROM_L_H = 2.0, 1.2
SODIUM_MG_H = (300.0, 600.0)
SODIUM_MG_L = (460.0, 690.0)
#: sodium in a litre of sweat, mean (mg; Baker 2016: 35.9 mmol)
SWEAT_SODIUM_MG_L = 825.0
#: litres per kg lost, afterwards, if the next session is this near (Sawka 2007)
AFTER_L_KG, AFTER_WITHIN_H = 1.5, 12.0
#: weighings before and after a session until the own sweat rate is known (dossier 7.2: repeat three times)
WEIGH_TIMES = 3
#: one bottle of a race sheet, litres
BOTTLE_L = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """A planned session as drinking needs it: hours (above 0), race or not, mass in kg (None: not known or hidden).

    ``took_nsaid`` is True where an anti-inflammatory painkiller is taken for it. ``salty_sweat`` is True where white
    crusts were noted. ``next_in_h`` are the hours to the next planned session (None: none known). ``may_weigh`` is
    False where no weight may be spoken of, ``learns`` where own figures are of no use; ``time_before`` is False
    where four hours before is past, or in the night. ``wbgt_c`` is the heat to expect (None: not known).
    """

    hours: float
    race: bool = False
    mass_kg: float | None = None
    took_nsaid: bool = False
    salty_sweat: bool = False
    next_in_h: float | None = None
    may_weigh: bool = True
    learns: bool = True
    wbgt_c: float | None = None
    time_before: bool = True

    @property
    def thirst_only(self) -> bool:
        """Tell whether no figure of drinking may be given at all, only thirst (long, small, or with a painkiller)."""
        return self.hours > LONG_H or self.took_nsaid or (self.mass_kg is not None and self.mass_kg < SMALL_KG)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrinkBand(Document):
    """How much may be drunk an hour: from ``low_l_h`` to the bound ``high_l_h``; both None where only thirst counts.

    ``bottles`` is the bound for the whole session in half-litre bottles, rounded down.
    """

    low_l_h: float | None
    high_l_h: float | None
    bottles: int | None


def drink_band(outing: Outing, rate: SweatRate) -> DrinkBand:
    """Give the band an hour: thirst first, at most what is sweated, at least what keeps the loss under 2 % of mass.

    Without a weighing the bound is 0.8 l an hour, or less where such sessions or bodies of this mass sweat less. The
    lower end never passes the bound and is 0 where the mass is not known.
    """
    if outing.thirst_only:
        return DrinkBand(low_l_h=None, high_l_h=None, bottles=None)
    high = rate.quantile_l_h(SAFE_SIDE)
    if rate.tests == 0:
        high = min(high, START_RANGE_L_H[1], _by_mass_l_h(outing.mass_kg, outing.wbgt_c))
    loss_l = rate.median_l_h * outing.hours
    spare_l = 0.0 if outing.mass_kg is None else loss_l - LOSS_SHARE * outing.mass_kg
    low = min(max(spare_l / outing.hours, 0.0), high)
    return DrinkBand(low_l_h=low, high_l_h=high, bottles=int(high * outing.hours / BOTTLE_L))


def _by_mass_l_h(mass_kg: float | None, wbgt_c: float | None) -> float:
    """Give what three in four bodies of this mass sweat in that heat, litres an hour; no bound without a mass."""
    if mass_kg is None:
        return math.inf
    log_mean, log_sd = log_normal(SWEAT_ML_KG_H[0] * mass_kg / 1000.0, SWEAT_ML_KG_H[1] * mass_kg / 1000.0)
    warmer = 0.0 if wbgt_c is None else HEAT_MEAN * (wbgt_c - USUAL_WBGT_C)
    return math.exp(log_mean + warmer + SAFE_SIDE * math.hypot(log_sd, DAY_TO_DAY_SD))


def sodium_mg_h(outing: Outing, rate: SweatRate) -> tuple[float, float] | None:
    """Give sodium an hour in a long or heavy session, mg from and to; None where food afterwards is enough.

    Nothing is said of a session longer than a day either: nobody has measured that.

    At most what is lost in sweat (on the safe side, at the mean content of sweat). It does not make drinking too much
    safe.
    """
    heavy = rate.tests > 0 and rate.median_l_h > SODIUM_FROM_L_H
    if outing.hours > MOST_H or not (outing.hours > SODIUM_FROM_H or heavy or outing.salty_sweat):
        return None
    lost = rate.quantile_l_h(SAFE_SIDE) * SWEAT_SODIUM_MG_L
    return min(SODIUM_MG_H[0], lost), min(SODIUM_MG_H[1], lost)


def propose_drinking(outing: Outing, rate: SweatRate) -> tuple[PlanItem, ...]:
    """Propose what to drink before, during and after a session, as items; the cautions decide what may be said."""
    band = drink_band(outing, rate)
    items = [_during(outing, rate, band)]
    by_figure = not outing.thirst_only
    if outing.mass_kg is not None and outing.time_before and outing.hours >= SHORT_H and by_figure:
        items.append(_before(outing.mass_kg))
    open_yet = rate.tests < WEIGH_TIMES and outing.may_weigh and outing.learns
    if open_yet and SHORT_H <= outing.hours <= LONG_H and not outing.race:
        items.append(_weigh(rate.tests))
    sodium = sodium_mg_h(outing, rate)
    if sodium is not None:
        items.append(_sodium(outing, sodium))
    if outing.may_weigh and outing.next_in_h is not None and outing.next_in_h <= AFTER_WITHIN_H and by_figure:
        items.append(_after(outing.next_in_h))
    return tuple(items)


def _during(outing: Outing, rate: SweatRate, band: DrinkBand) -> PlanItem:
    facts: dict[str, float | str] = {
        "sweat_l_h": rate.median_l_h, "sweat_low_l_h": rate.quantile_l_h(-1.2816),
        "sweat_high_l_h": rate.quantile_l_h(1.2816), "tests": float(rate.tests), "hours": outing.hours,
    }
    why = "thirst_long" if outing.thirst_only else "own_sweat" if rate.tests else "usual_sweat"
    told = band.high_l_h is not None and outing.hours >= SHORT_H
    if told and band.bottles is not None:
        facts["bottles"] = float(band.bottles)
    return PlanItem(
        what="drink_to_thirst", topic=Topic.HYDRATION, when=Moment.DURING_SESSION,
        # The advice of the first claim speaks of weight, which is not for everybody to read.
        claim="rem-hydration" if outing.may_weigh else "cause-dehydration",
        because=(Because(id=why, facts=facts), *_bottles(band, told=told)),
        actions=frozenset({"drink_to_thirst"}), exposure="fluids", facts=facts,
        # What keeps someone from drinking too much stands among the first, however doubtful drinking is against cramps.
        weight=3.0 if outing.hours >= LONG_SESSION_H else 1.0,
        amount=band.low_l_h if told else None, amount_high=band.high_l_h if told else None,
        unit="l/h" if told else None,
    )


def _bottles(band: DrinkBand, *, told: bool) -> tuple[Because, ...]:
    """Say the bound in bottles, for a race sheet or the back of a hand; nothing below one bottle."""
    if not told or not band.bottles:
        return ()
    return (Because(id="in_bottles", facts={"bottles": float(band.bottles), "bottle_ml": BOTTLE_L * 1000.0}),)


def _weigh(tests: int) -> PlanItem:
    return PlanItem(
        what="weigh_for_sweat", topic=Topic.HYDRATION, when=Moment.AFTER_SESSION, claim="rem-hydration",
        because=(Because(id="sweat_not_known" if tests == 0 else "sweat_hardly_known", facts={"tests": float(tests)}),),
        actions=frozenset({"weigh_in"}), minutes=2.0, weight=0.5, facts={"tests": float(tests)},
    )


def _before(mass_kg: float) -> PlanItem:
    low, high = (min(round(each * mass_kg / 10.0) * 10.0, BEFORE_MOST_ML) for each in BEFORE_ML_KG)
    return PlanItem(
        what="drink_before", topic=Topic.HYDRATION, when=Moment.BEFORE_SESSION, claim="rem-hydration",
        because=(Because(id="start_well_watered", facts={"hours_before": BEFORE_H}),),
        actions=frozenset({"drink_more"}), exposure="fluids", amount=low, amount_high=high, unit="ml",
        facts={"hours_before": BEFORE_H},
    )


def _sodium(outing: Outing, sodium: tuple[float, float]) -> PlanItem:
    low, high = (round(each / 10.0) * 10.0 for each in sodium)
    return PlanItem(
        what="sodium_during", topic=Topic.HYDRATION, when=Moment.DURING_SESSION, claim="cause-sodium",
        because=(
            Because(id="long_or_salty", facts={"hours": outing.hours}),
            Because(id="salt_in_bottle", facts={
                "bottle_low_mg": SODIUM_MG_L[0] * BOTTLE_L, "bottle_high_mg": SODIUM_MG_L[1] * BOTTLE_L,
            }),
        ),
        actions=frozenset({"electrolyte_drink", "salty_food"}), exposure="sodium", amount=low, amount_high=high,
        unit="mg/h", facts={"drink_low_mg_l": SODIUM_MG_L[0], "drink_high_mg_l": SODIUM_MG_L[1]},
    )


def _after(next_in_h: float) -> PlanItem:
    return PlanItem(
        what="drink_after", topic=Topic.HYDRATION, when=Moment.AFTER_SESSION, claim="rem-plainwater",
        because=(Because(id="next_session_soon", facts={"next_in_h": next_in_h}),),
        actions=frozenset({"drink_more", "salty_food", "weigh_in"}), exposure="fluids", amount_high=AFTER_L_KG,
        unit="l/kg",
    )
