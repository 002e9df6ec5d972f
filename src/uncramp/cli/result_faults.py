"""What went wrong in making a result (a table, a sample, a guide, a server), as one sentence and an exit code."""

from __future__ import annotations

from uncramp.knowledge.library import SheetsError
from uncramp.simulation.cramping import CauseError
from uncramp.triage.answers import AnswerError
from uncramp.triage.assess import UnknownQuestionError
from uncramp.trials.design import DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.triggers.table_cells import TableError
from uncramp.web.serve import ServeError
from uncramp.wording.tables import say_table_error
from uncramp.wording.trials import say_design_faults, say_refusal


def told_of_result(error: Exception, language: str) -> tuple[str, int] | None:
    """Give the sentence and the exit code, 2 for a wrong use and 1 for the rest; None for an error of another room."""
    if isinstance(error, TableError):
        return say_table_error(error, language), 2 if error.faults[0].fault == "no_such_file" else 1
    if isinstance(error, CauseError | AnswerError):
        return str(error), 2
    if isinstance(error, UnknownQuestionError):
        near = f" The nearest is {error.nearest}." if error.nearest else ""
        return f"{error.question!r} is not one of the safety questions.{near}", 2
    if isinstance(error, TrialRefusedError):
        return say_refusal(error, language), 1
    if isinstance(error, DesignFaultsError):
        return say_design_faults(error.faults, language), 2
    if isinstance(error, SheetsError):
        return f"The knowledge sheets have {len(error.faults)} faults. `uncramp check knowledge` names them.", 1
    return (str(error), 1) if isinstance(error, ServeError) else None
