"""What went wrong, as one sentence for a person and an exit code for a script."""

from __future__ import annotations

from uncramp.cli.result_faults import told_of_result
from uncramp.diary.faults import NotationError
from uncramp.store.book import BookError
from uncramp.wording.books import say_book_fault
from uncramp.wording.notation import say_fault

#: faults that no value could mend: the command was called with a word there is not
WRONG_WORDS = frozenset({"unknown_kind", "unknown_field"})


def told(error: Exception, language: str = "en") -> tuple[str, int]:
    """Give the sentence and the exit code: 2 for a use that cannot work, 1 for anything that could not be taken."""
    if isinstance(error, NotationError):
        wrong_use = all(fault.fault in WRONG_WORDS for fault in error.faults)
        return "\n".join(say_fault(fault, language) for fault in error.faults), 2 if wrong_use else 1
    if isinstance(error, BookError):
        return say_book_fault(error, language), 1
    if isinstance(error, OSError):
        return told_of_system(error)
    # ids and types only: what was in the diary or the file stays out of the message
    broke = f"Something in uncramp broke ({type(error).__name__}). Nothing more was written."
    return told_of_result(error, language) or (f"{broke} Set UNCRAMP_TRACE=1 to see where.", 1)


def told_of_system(error: OSError) -> tuple[str, int]:
    """Say what the system refused."""
    if isinstance(error, FileNotFoundError):
        return f"There is no file or folder at {error.filename}. Check the name; nothing was changed.", 2
    if isinstance(error, PermissionError):
        return f"This account may not read or write {error.filename}. Nothing was changed.", 1
    return f"The system refused {error.filename or 'a file'}: {error.strerror or error}. Nothing was changed.", 1
