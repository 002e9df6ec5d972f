"""Whom to see, what to answer, and what not to do: the proposals that come of cautions and red flags themselves."""

from __future__ import annotations

from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic
from uncramp.plan.recovery import propose_care, propose_rest
from uncramp.plan.today_allows import goes_easy, may_move
from uncramp.triage.cautions import Cautions
from uncramp.triage.triage import Level

_OF_FOOD = frozenset({"ci-ed", "ci-ed-young"})


def for_safety(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose whom to see, what to answer, rest where no sport is for this person, and no harder training."""
    return (
        *propose_care(
            cramp_nights=day.lately.cramp_nights,
            flags=day.triage.because if day.triage.level is Level.SEE_CLINICIAN else (),
            own_teams=_without_plan(cautions, library, young=False),
            young=_without_plan(cautions, library, young=True),
        ),
        *_answers(cautions),
        *(() if may_move(cautions) else propose_rest()),
        *_no_harder(day, cautions, library),
        *_painkiller(day, cautions),
    )


def _without_plan(cautions: Cautions, library: Library, *, young: bool) -> tuple[str, ...]:
    """Name the cautions under which there is no personal plan: those of age alone, or all others."""
    names = cautions.forbidden.get("personal_plan", ())
    sheets = [library.cautions[name] for name in names if name in library.cautions]
    return tuple(sheet.id for sheet in sheets if (sheet.under_age is not None) is young)


def _answers(cautions: Cautions) -> tuple[PlanItem, ...]:
    """Propose to answer the questions about oneself where that could clear something."""
    if not {"conditions", "medicines", "age_years"} & cautions.not_known:
        return ()
    return (PlanItem(
        what="answer_about_me", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=(Because(id="not_answered"),), actions=frozenset({"diary"}), minutes=2.0, weight=0.9,
    ),)


def _no_harder(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose to move as usual and no harder, to whom training harder is not advised; nothing without a session."""
    why = tuple(name for name in cautions.forbidden.get("load_progress", ()) if name in library.cautions)
    # What is said of food and weight is no reason to say why somebody should not train harder.
    told = next((name for name in why if name not in _OF_FOOD), None)
    if not why or day.planned is None or goes_easy(day) or not may_move(cautions):
        return ()
    return (PlanItem(
        what="move_gently", topic=Topic.LOAD, when=Moment.DURING_SESSION, claim="rem-rest",
        because=(Because(id="caution", facts={} if told is None else {"caution": told}),),
        actions=frozenset({"rest_from_sport"}), weight=1.2,
    ),)


def _painkiller(day: DayInput, cautions: Cautions) -> tuple[PlanItem, ...]:
    """Name a painkiller for sport to who took one, for the gate to withhold; never where the gate would let it pass."""
    if day.planned is None or not day.person.took_nsaid or cautions.allows("nsaid"):
        return ()
    return (PlanItem(
        what="painkiller_for_sport", topic=Topic.CARE, when=Moment.BEFORE_SESSION, claim="rem-hydration",
        because=(Because(id="took_painkiller"),), actions=frozenset({"nsaid"}),
    ),)
