"""Rest, sleep, massage and heat: when they fit, when they do not, and whom to see when a cramp is no plain cramp."""

from __future__ import annotations

from uncramp.body import Muscle
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic
from uncramp.plan.recent import LastCramp

#: heat for comfort (minutes; claim ``rem-heat``), light rubbing (minutes; dossier 7.8)
HEAT_MIN, MASSAGE_MIN = (10.0, 15.0), (1.0, 5.0)
#: so many hours after a cramp they fit (our choice: a cramp aches for up to a day, claim ``sym-stiff``)
AFTER_CRAMP_H = 24.0
#: heat waits until the body has cooled after training in heat (hours; our choice), and from this WBGT on
COOLED_H, HOT_C = 2.0, 25.0
#: a night shorter than this is called short (Walsh 2021); so much below it or the own mean is told of (hours; our
#: choice: half an hour is no short night)
SHORT_H, BELOW_H, BELOW_OWN_H = 7.0, 0.5, 1.0
#: cramp nights a week for some weeks that are for a doctor (red flag ``rf-night``: two a week)
NIGHTS_FOR_A_DOCTOR = 8


def propose_comfort(cramp: LastCramp | None, *, wbgt_c: float | None) -> tuple[PlanItem, ...]:
    """Propose heat and light rubbing in the day after a cramp; heat not on a day that is hot itself."""
    if cramp is None or cramp.hours_ago > AFTER_CRAMP_H:
        return ()
    why = (Because(id="aches_after_cramp", facts={"hours": cramp.hours_ago}),)
    items = [light_rubbing(why, cramp.muscle)]
    if wbgt_c is None or wbgt_c < HOT_C:
        items.append(warmth(why, cramp.muscle))
    return tuple(items)


def light_rubbing(why: tuple[Because, ...], muscle: Muscle | None) -> PlanItem:
    """Give some minutes of light rubbing as an item; ``muscle`` None: none is named."""
    return PlanItem(
        what="massage_after", topic=Topic.MASSAGE, when=Moment.ANY_TIME, claim="rem-massage", because=why,
        actions=frozenset({"massage_gentle"}), amount=MASSAGE_MIN[0], amount_high=MASSAGE_MIN[1], unit="min",
        minutes=MASSAGE_MIN[1], exposure="massage", muscle=muscle,
    )


def warmth(why: tuple[Because, ...], muscle: Muscle | None) -> PlanItem:
    """Give some minutes of warmth as an item; ``muscle`` None: none is named."""
    return PlanItem(
        what="heat_after", topic=Topic.HEAT_THERAPY, when=Moment.EVENING, claim="rem-heat", because=why,
        actions=frozenset({"heat_local"}), amount=HEAT_MIN[0], amount_high=HEAT_MIN[1], unit="min",
        minutes=HEAT_MIN[1], exposure="heat_therapy", muscle=muscle,
    )


def propose_sleep(
    *, slept_h: float | None, last_slept_h: float | None, bed_minute: float | None, cramp_nights: int
) -> tuple[PlanItem, ...]:
    """Propose an own usual bedtime after a short night, and a bed that leaves the feet free for night cramps."""
    items: list[PlanItem] = []
    own = slept_h if slept_h is not None else SHORT_H
    if last_slept_h is not None and (last_slept_h < min(SHORT_H, own) - BELOW_H or last_slept_h < own - BELOW_OWN_H):
        facts: dict[str, float | str] = {"last_slept_h": last_slept_h, "usual_h": own}
        if bed_minute is not None:
            facts["bed_minute"] = bed_minute
        items.append(PlanItem(
            what="sleep_own_time", topic=Topic.SLEEP, when=Moment.BEDTIME, claim="cause-sleep",
            because=(Because(id="short_night", facts=facts),), actions=frozenset({"rest_from_sport"}), exposure="sleep",
            facts=facts, weight=0.9,
        ))
    if cramp_nights:
        items.append(PlanItem(
            what="free_feet", topic=Topic.SLEEP, when=Moment.BEDTIME, claim="rem-bedtime",
            because=(Because(id="night_cramps", facts={"nights": float(cramp_nights)}),),
            actions=frozenset({"sleep_position"}), weight=0.7,
        ))
    return tuple(items)


def propose_care(
    *, cramp_nights: int, flags: tuple[str, ...] = (), own_teams: tuple[str, ...] = (), young: tuple[str, ...] = (),
) -> tuple[PlanItem, ...]:
    """Propose to have someone look at it: for raised red flags, for whom an own team sets the plan, for many nights.

    ``flags`` are red flags that ask for a clinician in the next days; ``own_teams`` cautions under which there is no
    personal plan (pregnancy, dialysis ...), ``young`` those of age alone: an adult goes with the plan of a child.
    """
    adult = tuple(PlanItem(
        what="with_an_adult", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=(Because(id="own_team", facts={"caution": name}),), actions=frozenset({"diary"}), weight=2.0,
    ) for name in young[:1])
    return (*adult, *_someone(cramp_nights, flags, own_teams))


def _someone(cramp_nights: int, flags: tuple[str, ...], own_teams: tuple[str, ...]) -> tuple[PlanItem, ...]:
    if flags or own_teams:
        because = (
            *(Because(id="own_team", facts={"caution": name}) for name in own_teams[:1]),
            *(Because(id="red_flag", facts={"flag": name}) for name in flags[:2]),
        )
        return (PlanItem(
            what="care_see_clinician", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor", because=because,
            actions=frozenset({"see_clinician"}), weight=6.0 if flags else 2.0,
            facts={"caution": own_teams[0]} if own_teams else {},
        ),)
    if cramp_nights < NIGHTS_FOR_A_DOCTOR:
        return ()
    return (PlanItem(
        what="see_someone", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=(Because(id="many_nights", facts={"nights": float(cramp_nights)}),),
        actions=frozenset({"see_clinician"}), weight=4.0,
    ),)


def propose_rest() -> tuple[PlanItem, ...]:
    """Propose rest instead of a session where moving is not for this person today."""
    return (PlanItem(
        what="rest_and_look", topic=Topic.REST, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=(Because(id="no_sport_now"),), actions=frozenset({"rest_from_sport"}), weight=5.0,
    ),)
