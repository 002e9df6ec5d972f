"""``uncramp triggers --table``: what goes with the cramps of the athletes in a researcher's own table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from uncramp.actions.trigger_table import learn_from_table, triggers_in_turn
from uncramp.cli.terminal import Rejected, Terminal, WrongUse
from uncramp.triggers.table_file import AthleteReport
from uncramp.wording.athletes import athlete_as_text, athlete_document, say_refused
from uncramp.wording.cohort import cohort_as_text, cohort_document


def show_table(terminal: Terminal, table: Path, sheet: Path | None) -> None:
    """Show what goes with the cramps of a researcher's own table, athlete by athlete.

    Raises Rejected with the athletes that could not be read, after the others were shown.
    """
    reports = triggers_in_turn(table, sheet)
    first = next(reports)
    if first.athlete is None:
        terminal.show(athlete_document(first), athlete_as_text(first, terminal.language))
        return
    refused: list[AthleteReport] = []
    say = athlete_document if terminal.as_json else partial(athlete_as_text, language=terminal.language)
    terminal.show_each("athletes", (say(each) for each in _noting(refused, chain([first], reports))))
    if refused:
        raise Rejected(say_refused(refused, terminal.language))


def _noting(refused: list[AthleteReport], reports: Iterable[AthleteReport]) -> Iterator[AthleteReport]:
    """Give reports on, and keep those that have faults instead of findings."""
    for each in reports:
        if each.faults:
            refused.append(each)
        yield each


def show_cohort(terminal: Terminal, table: Path | None, sheet: Path | None) -> None:
    """Show what the athletes of a table have in common, and each told with what the others taught."""
    if table is None:
        raise WrongUse("--learn needs a table of several athletes: uncramp triggers --table FILE --learn.")
    learned = learn_from_table(table, sheet)
    terminal.show(cohort_document(learned), cohort_as_text(learned, terminal.language))
