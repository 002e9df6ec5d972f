"""What went wrong, as one sentence for a person and an exit code for a script."""

from __future__ import annotations

from uncramp.diary.faults import NotationError
from uncramp.knowledge.library import SheetsError
from uncramp.simulation.cramping import CauseError
from uncramp.store.book import BookError
from uncramp.triage.answers import AnswerError
from uncramp.triage.assess import UnknownQuestionError
from uncramp.triggers.table_file import TableError
from uncramp.web.serve import ServeError
from uncramp.wording.books import say_book_fault
from uncramp.wording.notation import say_fault
from uncramp.wording.tables import say_table_error

#: faults that no value could mend: the command was called with a word there is not
WRONG_WORDS = frozenset({"unknown_kind", "unknown_field"})


def told(error: Exception, language: str = "en") -> tuple[str, int]:
    """Give the sentence and the exit code: 2 for a use that cannot work, 1 for anything that could not be taken."""
    if isinstance(error, NotationError):
        wrong_use = all(fault.fault in WRONG_WORDS for fault in error.faults)
        return "\n".join(say_fault(fault, language) for fault in error.faults), 2 if wrong_use else 1
    if isinstance(error, BookError):
        return say_book_fault(error, language), 1
    if isinstance(error, TableError):
        return say_table_error(error, language), 2 if error.faults[0].fault == "no_such_file" else 1
    if isinstance(error, CauseError | AnswerError):
        return str(error), 2
    if isinstance(error, UnknownQuestionError):
        near = f" The nearest is {error.nearest}." if error.nearest else ""
        return f"{error.question!r} is not one of the safety questions.{near}", 2
    if isinstance(error, SheetsError):
        return f"The knowledge sheets have {len(error.faults)} faults. `uncramp check knowledge` names them.", 1
    if isinstance(error, ServeError):
        return str(error), 1
    if isinstance(error, FileNotFoundError):
        return f"There is no file or folder at {error.filename}. Check the name; nothing was changed.", 2
    if isinstance(error, PermissionError):
        return f"This account may not read or write {error.filename}. Nothing was changed.", 1
    if isinstance(error, OSError):
        return f"The system refused {error.filename or 'a file'}: {error.strerror or error}. Nothing was changed.", 1
    # ids and types only: what was in the diary or the file stays out of the message
    name = type(error).__name__
    return f"Something in uncramp broke ({name}). Nothing more was written. Set UNCRAMP_TRACE=1 to see where.", 1
