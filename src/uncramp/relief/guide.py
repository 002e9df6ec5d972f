"""The relief guide: from triage, cramp and sheets to steps with seconds. It cannot be made without a Triage.

Nothing asked yet gives the steps that are safe for everybody and the one question that comes before any movement of
the leg. A raised flag gives no steps at all, only whom to call. What the steps say is in the instruction sheets; here
are their order, their seconds and where each answer leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from uncramp.body import Muscle
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import Cramp
from uncramp.knowledge.figure_found import picture_id
from uncramp.knowledge.learning_kinds import Setting
from uncramp.knowledge.library import Library
from uncramp.triage.assess import FIRST_CHECK, LOCKED_TOO_LONG_S, PLAIN_CRAMP, cleared_of_injury
from uncramp.triage.triage import Level, Triage

#: One round of holding. An acute cramp is held until it lets go, 10 to 60 s at a time (claim ``rem-acute-stretch``).
HOLD_S = 30
FIRST_BREATHS_S = 10
SPOKEN_EVERY_S = 10


class Heard(StrEnum):
    """What a person can say at every step."""

    LET_GO = "let_go"
    STILL_LOCKED = "still_locked"
    SOMETHING_ELSE = "something_else"


#: where an answer can lead beside another step: to the care afterwards, or to the safety questions
AFTER_CARE = "after_care"
#: the step that is safe for everybody, before any question is answered
FIRST_STEP = "stop"
SAFETY_QUESTIONS = "safety_questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its id in the guide, the instruction sheet, for how many seconds (None: until the person says so).

    ``picture_id`` names the figure (None: none); ``claim_ids`` what it stands on; ``spoken_every_s`` how often a voice
    says the seconds (None: not at all). ``leads_to`` gives for each thing heard the next step's id, ``after_care`` or
    ``safety_questions``; what is not in it is not offered at this step.
    """

    id: str
    instruction_id: str
    seconds: int | None
    picture_id: str | None
    claim_ids: tuple[str, ...]
    spoken_every_s: int | None
    leads_to: Mapping[Heard, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefGuide:
    """What to do now. Either ``steps`` or, with a raised flag, none and ``triage`` says whom to call.

    ``ask`` is the sign to be answered before any further step (None: answered, or overtaken by a flag).
    ``not_now`` and ``after_care`` are instruction ids; ``safety_sign_ids`` the rows behind *something else is wrong*.
    ``elapsed_s`` is how long the cramp had been locked (None: not known); from ``rises_at_s`` on the level is higher.
    ``setting`` is the id of the place it caught the person in (None: not known). ``next_day`` are ids of the parts of
    the care until tomorrow; empty where no stretch may be shown. ``left_out`` are ids of the cautions for which a step
    or a part of the care is missing, to be said together with what may be done instead.
    """

    muscle: Muscle
    triage: Triage
    steps: tuple[Step, ...]
    ask: str | None
    not_now: tuple[str, ...]
    after_care: tuple[str, ...]
    safety_sign_ids: tuple[str, ...]
    elapsed_s: float | None
    rises_at_s: float = LOCKED_TOO_LONG_S
    setting: str | None = None
    next_day: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def get_help(self) -> bool:
        """Tell whether there are no steps because someone else must look at this, now or today."""
        return self.triage.level.rank >= Level.SAME_DAY.rank

    def step(self, step_id: str) -> Step:
        """Give the step of that id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


#: the instruction that lengthens each muscle where nothing is known of the place; other muscles count as not sure
_LENGTHENING: Mapping[Muscle, str] = MappingProxyType(
    {
        Muscle.HAMSTRING: "hamstring-straighten",
        Muscle.CALF: "calf-toes-up",
        Muscle.QUADRICEPS: "quadriceps-bend",
        Muscle.FOOT: "foot-toes-up",
        Muscle.NOT_SURE: "any-lengthen",
    }
)

#: the muscles that are offered by name, what they are asked for most first
OFFERED_MUSCLES = tuple(_LENGTHENING)

_NOT_NOW = ("never-force", "no-gun", "no-salt-tablets", "no-driving")
_AFTER_CARE = ("after-move", "after-sore", "after-rub", "after-warm", "after-return", "after-help", "after-note")


def relief_guide(
    triage: Triage,
    cramp: Cramp | Muscle | None,
    library: Library,
    *,
    elapsed_s: float | None = None,
    may_sip: bool = False,
    setting: str | None = None,
) -> ReliefGuide:
    """Give the guide for one cramp after what the safety questions said; a muscle not known counts as not sure.

    ``cramp`` is the record, or only the muscle where none was made yet (relief never waits for a form).
    ``may_sip`` lets the step about drinking in: only for someone whose conditions speak against nothing
    (:func:`may_sip`). ``elapsed_s`` must have been given to ``assess`` as well, which raises the level with time.
    ``setting`` is the id of a setting sheet; None or one that nobody knows is any place where one can sit or lie.
    """
    muscle = (cramp.muscle if isinstance(cramp, Cramp) else cramp) or Muscle.NOT_SURE
    flagged = triage.level.rank >= Level.SAME_DAY.rank
    cleared = not flagged and cleared_of_injury(triage, library)
    asked = set(library.signs[FIRST_CHECK].red_flags) <= triage.asked
    place = library.settings.get(setting or "")
    steps = () if flagged else _steps(muscle, place, cleared=cleared, may_sip=may_sip, library=library)
    left = (*(place.not_now if place else ()), *_NOT_NOW)
    not_now = () if flagged else left if cleared else ("stop-if", *left)
    return ReliefGuide(
        muscle=muscle,
        triage=triage,
        steps=steps,
        ask=None if flagged or asked else FIRST_CHECK,
        not_now=not_now,
        after_care=_AFTER_CARE if cleared else (),
        safety_sign_ids=tuple(library.signs),
        elapsed_s=elapsed_s,
        setting=place.id if place else None,
        next_day=tuple(care.id for care in library.after_care.values() if may_sip or not care.cleared_only)
        if cleared else (),
    )


def muscle_named(word: str | None) -> Muscle:
    """Give the muscle of that name; *not sure* for a word nobody knows or None: relief asks nobody to spell."""
    return Muscle(word) if word in list(Muscle) else Muscle.NOT_SURE


def may_sip(profile: Profile) -> bool:
    """Tell whether the step about a sip may be shown: only where the profile was answered and nothing speaks against.

    Unknown conditions or medicines, a fluid limit or a child under 12 leave the step out (not answered is not cleared).
    """
    answered = profile.conditions_answered and profile.medicines_answered
    limited = bool(profile.conditions or profile.medicines) or profile.fluid_limit_ml is not None
    return answered and not limited and profile.age_band is not None and profile.age_band is not AgeBand.UNDER_12


def lengthening(muscle: Muscle, place: Setting | None) -> str:
    """Give the instruction that lengthens a muscle in a place (None: any where one can sit or lie)."""
    known = muscle if muscle in _LENGTHENING else Muscle.NOT_SURE
    return str(getattr(place, known.value)) if place else _LENGTHENING[known]


def _steps(
    muscle: Muscle, place: Setting | None, *, cleared: bool, may_sip: bool, library: Library
) -> tuple[Step, ...]:
    """Give the steps in order; without the answer to the first check only the one that is safe for everybody."""

    def step(step_id: str, instruction: str, seconds: int | None, picture: str | None, **ways: str) -> Step:
        leads_to = {Heard(heard): target for heard, target in ways.items()}
        return Step(
            id=step_id, instruction_id=instruction, seconds=seconds, picture_id=picture,
            claim_ids=library.instructions[instruction].claims,
            spoken_every_s=SPOKEN_EVERY_S if seconds else None,
            leads_to=MappingProxyType({**leads_to, Heard.SOMETHING_ELSE: SAFETY_QUESTIONS}),
        )

    first = place.first if place else "safe-stop"
    calm = picture_id(library.instructions[first])
    if not cleared:
        return (step("stop", first, FIRST_BREATHS_S, calm),)
    how = lengthening(muscle, place)
    stand = place.stand if place else "stand-up"
    picture = picture_id(library.instructions[how])
    stand_leads_to = "sip" if may_sip else AFTER_CARE
    steps = (
        step("stop", first, FIRST_BREATHS_S, calm, let_go="stand", still_locked="lengthen"),
        step("lengthen", how, HOLD_S, picture, let_go="stand", still_locked="rub"),
        step("rub", "hold-and-rub", HOLD_S, picture, let_go="stand", still_locked="again"),
        step("again", "ease-and-again", HOLD_S, picture, let_go="stand", still_locked="rub"),
        step("stand", stand, None, picture_id(library.instructions[stand]),
             let_go=stand_leads_to, still_locked="lengthen"),
    )
    if not may_sip:
        return steps
    cup = picture_id(library.instructions["sip"])
    return (*steps, step("sip", "sip", None, cup, let_go=AFTER_CARE, still_locked="lengthen"))


def after(guide: ReliefGuide, step_id: str, heard: Heard, *, elapsed_s: float | None = None) -> str:
    """Give where an answer leads: a step's id, ``after_care`` or ``safety_questions``.

    After ten minutes *still locked* leads to the safety questions, where time has already answered one. KeyError for
    a step that is not in the guide; an answer that a step does not offer leads to the safety questions.
    """
    way = guide.step(step_id).leads_to.get(heard, SAFETY_QUESTIONS)
    too_long = elapsed_s is not None and elapsed_s >= guide.rises_at_s
    return SAFETY_QUESTIONS if too_long and heard is Heard.STILL_LOCKED else way


def first_move(guide: ReliefGuide) -> str:
    """Give the first step that moves the leg; the care afterwards where none may be advised to this person."""
    return next((step.id for step in guide.steps if step.id != FIRST_STEP), AFTER_CARE)


def rules_of(guide: ReliefGuide) -> tuple[str, ...]:
    """List the ids of the signs and red flags the guide rests on: what was raised, else the sheet of a plain cramp."""
    return guide.triage.because or (PLAIN_CRAMP,)
