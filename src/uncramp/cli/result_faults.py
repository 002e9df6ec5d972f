"""What went wrong in making a result (a table, a sample, a guide, a server), as one sentence and an exit code."""

from __future__ import annotations

from uncramp.knowledge.library import SheetsError
from uncramp.simulation.cramping import CauseError
from uncramp.trials.kept import TrialRefusedError
from uncramp.triggers.table_cells import TableError
from uncramp.web.serve import ServeError
from uncramp.wording.refusals import said_refusal
from uncramp.wording.tables import say_table_error


def told_of_result(error: Exception, language: str) -> tuple[str, int] | None:
    """Give the sentence and the exit code, 2 for a wrong use and 1 for the rest; None for an error of another room."""
    if isinstance(error, TableError):
        return say_table_error(error, language), 2 if error.faults[0].fault == "no_such_file" else 1
    if isinstance(error, CauseError):
        return str(error), 2
    refused = said_refusal(error, language)
    if refused is not None:
        return refused[1], 1 if isinstance(error, TrialRefusedError) else 2
    if isinstance(error, SheetsError):
        return f"The knowledge sheets have {len(error.faults)} faults. `uncramp check knowledge` names them.", 1
    return (str(error), 1) if isinstance(error, ServeError) else None
