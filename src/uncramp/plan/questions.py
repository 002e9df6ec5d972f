"""Which questions are worth asking this evening: at most three, those whose answer can still change something.

An answer is worth asking for where nobody knows yet whether the thing matters for this person (value of information:
p (1 - p) of *it matters*, times how often it stayed unanswered), or where the plan of today needs it. Whether there was
a cramp comes first: without it no day counts. Skipping is free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from uncramp.document import Document
from uncramp.plan.day_plan import Because
from uncramp.triggers.finding import Finding

#: more are not asked (20 seconds; two thirds of people leave a 90-day diary, users section 3)
MOST_QUESTIONS = 3
#: below this worth a question is not asked at all (our choice)
WORTH_ASKING = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """A question that there is: the record kind and field that hold its answer, and the exposure it feeds.

    ``before`` is True where only an answer from before the session or night can count.
    """

    id: str
    kind: str
    field: str
    exposure: str | None
    before: bool = False


#: all questions, the ones that cost least first
ASKABLE: tuple[Askable, ...] = (
    Askable(id="cramp_today", kind="check_in", field="cramps_noted", exposure=None),
    Askable(id="sore_legs", kind="check_in", field="soreness_0_10", exposure="soreness", before=True),
    Askable(id="slept", kind="night", field="asleep_min", exposure="sleep"),
    Askable(id="drunk_today", kind="drink", field="volume_ml", exposure="fluids"),
    Askable(id="alcohol_today", kind="drink", field="alcohol_g", exposure="alcohol"),
    Askable(id="warmed_up", kind="warm_up", field="duration_min", exposure="warm_up"),
    Askable(id="stretched", kind="stretch", field="hold_s", exposure="stretching"),
    Askable(id="how_hard", kind="session", field="rpe_0_10", exposure="load_rise"),
    Askable(id="rubbed", kind="massage", field="duration_min", exposure="massage"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Document):
    """One question of the evening: its id, where the answer goes, what it is worth (above 0), and why it is asked."""

    id: str
    kind: str
    field: str
    exposure: str | None
    worth: float
    why: Because


def questions(
    findings: Sequence[Finding], *, answered: Collection[str], session_today: bool, session_to_come: bool,
) -> tuple[Question, ...]:
    """Choose at most three questions; ``answered`` are ids of those that the diary of today has answered already.

    Without findings (too few cramps yet) all are worth the same, and the cheapest come first. A question about a
    session is asked only with a session today; one whose answer must come before is asked only while it can.
    """
    by_exposure: dict[str, list[Finding]] = {}
    for finding in findings:
        by_exposure.setdefault(finding.exposure, []).append(finding)
    asked: list[Question] = []
    for place, each in enumerate(ASKABLE):
        if each.id in answered or (each.exposure in _OF_A_SESSION and not session_today):
            continue
        if each.before and session_today and not session_to_come:
            continue
        worth = 10.0 if each.exposure is None else _worth(by_exposure.get(each.exposure, ()))
        if worth >= WORTH_ASKING:
            asked.append(Question(
                id=each.id, kind=each.kind, field=each.field, exposure=each.exposure, worth=worth - 1e-6 * place,
                why=_why(each, by_exposure),
            ))
    return tuple(sorted(asked, key=lambda question: -question.worth)[:MOST_QUESTIONS])


_OF_A_SESSION = frozenset({"warm_up", "load_rise"})


def _worth(about: Sequence[Finding]) -> float:
    """Say what an answer is worth: how open it is whether the thing matters, and how often it stayed unknown.

    p is the chance that it matters in either direction as far as the findings say; unknown things keep half of their
    worth even where they were mostly answered, since the next answer still adds a window.
    """
    if not about:
        return 0.25
    found = 0.0
    for finding in about:
        p = min(max(finding.inclusion, finding.chance_matters), 1.0)
        unknown = 1.0 - finding.known / finding.windows if finding.windows else 1.0
        found = max(found, p * (1.0 - p) * (0.5 + 0.5 * unknown))
    return found


def _why(each: Askable, by_exposure: Mapping[str, Sequence[Finding]]) -> Because:
    if each.exposure is None:
        return Because(id="every_day_counts")
    if each.before:
        return Because(id="before_the_session", facts={"exposure": each.exposure})
    open_yet = bool(by_exposure.get(each.exposure))
    return Because(id="still_open" if open_yet else "not_known_yet", facts={"exposure": each.exposure})
