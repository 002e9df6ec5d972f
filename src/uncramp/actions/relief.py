"""Get somebody through a cramp: the steps from what was answered, what follows each answer, and every guide."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.diary.profile import Profile
from uncramp.knowledge.library import load_library
from uncramp.relief.answered import Answered, Relieved
from uncramp.relief.guide import OFFERED_MUSCLES, ReliefGuide, may_sip, muscle_named, relief_guide
from uncramp.relief.withheld import withhold_for
from uncramp.triage.assess import Answer, assess
from uncramp.triage.triage import Triage

_ANSWERS: Mapping[bool | None, Answer] = {True: Answer.YES, False: Answer.NO, None: Answer.NOT_SURE}


def relieve(
    answers: Mapping[str, bool | None],
    muscle: str | None,
    elapsed_s: float | None = None,
    *,
    profile: Profile | None = None,
    setting: str | None = None,
) -> ReliefGuide:
    """Give the steps for a cramp in progress, or whom to call, from what was answered so far.

    ``answers`` are by id of a sign or red flag: True yes, False no, None not sure; what is not in it was not asked.
    ``muscle`` None or unknown counts as not sure; ``elapsed_s`` is how long it has been locked (None: not known).
    Without a profile nothing about drinking is said; ``setting`` is where it happened (None: not known). Raises
    UnknownQuestionError for an id that no sheet asks.
    """
    library = load_library()
    told = {question: _ANSWERS[answer] for question, answer in answers.items()}
    triage = assess(told, library, elapsed_s=elapsed_s)
    sip = profile is not None and may_sip(profile)
    guide = relief_guide(triage, muscle_named(muscle), library, elapsed_s=elapsed_s, may_sip=sip, setting=setting)
    return guide if profile is None else withhold_for(guide, profile, library)


def relieve_and_look_ahead(
    answers: Mapping[str, bool | None], muscle: str | None, elapsed_s: float | None = None, *,
    profile: Profile | None = None, setting: str | None = None,
) -> tuple[ReliefGuide, Answered | None]:
    """Give the guide as :func:`relieve` does and, where its question is open, what follows each answer to it.

    For whoever cannot ask: a printed page, a script. None where no question is open.
    """
    guide = relieve(answers, muscle, elapsed_s, profile=profile, setting=setting)
    if guide.ask is None:
        return guide, None
    yes, no, not_sure = (
        relieve({**answers, guide.ask: answer}, muscle, elapsed_s, profile=profile, setting=setting)
        for answer in (True, False, None)
    )
    return guide, Answered(yes=yes, no=no, not_sure=not_sure)


def relieve_everywhere() -> tuple[Relieved, ...]:
    """Give the guide for every muscle in every setting, and what follows each answer: all that one file must hold.

    The first are those for a place that is not known. Nothing of a person is in it.
    """
    places = (None, *load_library().settings)
    found = []
    for setting in places:
        for muscle in OFFERED_MUSCLES:
            guide, answered = relieve_and_look_ahead({}, muscle, setting=setting)
            if answered is not None:
                found.append(Relieved(guide=guide, answered=answered))
    return tuple(found)


def raise_every_sign() -> Mapping[str, Triage]:
    """Give what a yes to each safety row leads to, by id of its sign, in the order of the page."""
    library = load_library()
    return {name: assess({name: Answer.YES}, library) for name in library.signs}
