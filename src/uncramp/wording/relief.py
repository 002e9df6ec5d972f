"""The relief guide as one walk: the safe first step, the question, and only then the steps that move the leg.

The question stands between the steps as a step of its own, so that whoever reads them in order (a script, a printed
page) meets it before anything is stretched.
"""

from __future__ import annotations

from uncramp.document import plain
from uncramp.relief.answered import Answered
from uncramp.relief.guide import ReliefGuide
from uncramp.wording.guides import WITH_HELP, Said, SaidCare, SaidGuide, SaidStep, say_guide
from uncramp.wording.languages import text
from uncramp.wording.safety_questions import SaidSign


def relief_document(guide: ReliefGuide, answered: Answered | None, language: str) -> dict[str, object]:
    """Give the guide as steps with seconds; ``answered`` is what follows the open question, None where none is open.

    A step's ``seconds`` is null where the person says when it is over. With a raised flag there are no steps, and
    ``triage`` says whom to call.
    """
    said = last = say_guide(guide, language)
    steps = [step_document(step) for step in said.steps]
    if said.question is not None and answered is not None:
        last = say_guide(answered.no, language)
        steps.append(question_document(said.question, answered, language))
        steps.extend(step_document(step) for step in fresh_steps(said, last))
    return {
        "muscle": said.muscle, "setting": said.setting, "steps": steps, "triage": plain(said.triage),
        "not_now": plain(last.not_now), "after_care": plain(last.after_care), "ease_back": last.ease_back,
        "stop_if": last.stop_if, "next_day": plain(last.next_day), "rises_at_s": said.rises_at_s,
        "left_out": plain(last.left_out),
    }


def step_document(step: SaidStep) -> dict[str, object]:
    """Give one step."""
    return {
        "id": step.id, "say": step.say, "beside": step.beside, "seconds": step.seconds, "question": False,
        "aloud": step.aloud, "picture": step.picture_id, "claims": list(step.claim_ids),
        "buttons": plain(step.buttons),
        "helped": None if step.helped is None else {**helped_document(step.helped), "picture": step.helped_picture_id},
    }


def helped_document(helped: Said) -> dict[str, object]:
    """Give a step with somebody who helps."""
    return {"id": helped.id, "say": helped.say, "beside": helped.beside, "claims": list(helped.claim_ids)}


def fresh_steps(said: SaidGuide, then: SaidGuide) -> list[SaidStep]:
    """Give the steps of a guide that were not in the one before it."""
    done = {step.id for step in said.steps}
    return [step for step in then.steps if step.id not in done]


def question_document(question: SaidSign, answered: Answered, language: str) -> dict[str, object]:
    """Give the question that is asked before any movement of the leg, in the form of a step."""
    return {
        "id": question.id, "say": question.heading, "beside": question.examples, "seconds": None, "question": True,
        "aloud": question.heading, "picture": question.picture, "claims": [],
        "helped": None,
        "buttons": [
            {"label": text(language, "No"), "heard": "no", "leads_to": "next", "triage": None},
            *(
                {"label": text(language, label), "heard": heard, "leads_to": "triage",
                 "triage": plain(say_guide(guide, language).triage)}
                for label, heard, guide in (
                    ("Yes", "yes", answered.yes), ("I am not sure", "not_sure", answered.not_sure),
                )
            ),
        ],
    }


def relief_as_text(guide: ReliefGuide, answered: Answered | None, language: str) -> str:
    """Give the whole walk as lines to read or print."""
    said = last = say_guide(guide, language)
    if guide.get_help:
        return help_as_text(said)
    lines = [step_as_text(number, step, language) for number, step in enumerate(said.steps, 1)]
    if said.question is not None and answered is not None:
        last = say_guide(answered.no, language)
        yes, not_sure = say_guide(answered.yes, language).triage, say_guide(answered.not_sure, language).triage
        lines.append(f"\n{said.question.heading}\n   {said.question.examples}".rstrip())
        lines.append(text(language, "   If yes: {what}", what=yes.headline))
        lines.append(text(language, "   If you are not sure: {what}", what=not_sure.headline))
        lines.append(text(language, "   If no, go on:") + "\n")
        fresh = fresh_steps(said, last)
        lines.extend(step_as_text(place, step, language) for place, step in enumerate(fresh, len(said.steps) + 1))
    lines += ["", last.ease_back, last.stop_if, ""]
    if last.after_care:
        lines += [text(language, "Afterwards"), *(f"   {each.say}" for each in last.after_care), ""]
    if last.next_day:
        lines.append(text(language, "Until tomorrow"))
        lines.extend(line for care in last.next_day for line in care_as_text(care, language))
        lines += [""]
    if last.left_out:
        lines.append(text(language, "Left out for you"))
        lines += [*(f"   {each.reason} {each.instead}" for each in last.left_out), ""]
    lines += [text(language, "Not now"), *(f"   {each.say}" for each in last.not_now), "", said.triage.footnote]
    return "\n".join(lines)


def step_as_text(number: int, step: SaidStep, language: str) -> str:
    """Give one step in one or two lines, with its seconds."""
    seconds = text(language, " ({seconds} seconds)", seconds=step.seconds) if step.seconds else ""
    beside = f"\n   {step.beside}" if step.beside else ""
    return f"{number}. {step.say}{seconds}{beside}{helped_as_text(step, language)}"


def helped_as_text(step: SaidStep, language: str) -> str:
    """Give a step with somebody who helps as further lines; empty where nobody can."""
    if step.helped is None:
        return ""
    return f"\n   {text(language, WITH_HELP)} {step.helped.say}\n      {step.helped.beside}"


def care_as_text(care: SaidCare, language: str) -> list[str]:
    """Give one part of the care as lines; what speaks against it comes last."""
    said = [f"   {care.heading}: {' '.join(care.lines)}"]
    if care.not_when:
        said.append(text(language, "      Not so: {when}", when=" ".join(care.not_when)))
    return said


def help_as_text(said: SaidGuide) -> str:
    """Say whom to call, what to do until then and what to leave."""
    triage = said.triage
    lines = [triage.headline, triage.call_label, triage.tell, ""]
    lines += [triage.do_heading, *(f"   {line}" for line in triage.do)]
    lines += ["", triage.leave_heading, *(f"   {line}" for line in triage.leave), "", triage.footnote]
    return "\n".join(lines)
