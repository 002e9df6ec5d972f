"""What cannot be done as asked, as a fault id and one sentence: answers, designs and trials that are refused."""

from __future__ import annotations

from uncramp.triage.answers import AnswerError
from uncramp.triage.assess import UnknownQuestionError
from uncramp.trials.design import DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.wording.trials import say_design_faults, say_refusal

#: the errors that are told here
REFUSALS: tuple[type[Exception], ...] = (AnswerError, UnknownQuestionError, DesignFaultsError, TrialRefusedError)


def said_refusal(error: Exception, language: str) -> tuple[str, str] | None:
    """Give the id of the fault and one sentence; None for an error of another kind."""
    if isinstance(error, UnknownQuestionError):
        near = f" The nearest is {error.nearest}." if error.nearest else ""
        return "unknown_question", f"{error.question!r} is not one of the safety questions.{near}"
    if isinstance(error, AnswerError):
        return "not_an_answer", str(error)
    if isinstance(error, DesignFaultsError):
        return error.faults[0].fault, say_design_faults(error.faults, language)
    return (error.fault, say_refusal(error, language)) if isinstance(error, TrialRefusedError) else None
