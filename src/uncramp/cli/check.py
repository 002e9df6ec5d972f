"""``uncramp check``: are the knowledge sheets whole?"""

from __future__ import annotations

import typer

from uncramp.cli.terminal import AsJson, Terminal, now
from uncramp.knowledge.library import check_sheets, load_library, overdue
from uncramp.wording.documents import sheets_document
from uncramp.wording.listing import say_sheets

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def check() -> None:
    """Check the knowledge sheets that ship with uncramp.

    \b
    uncramp check knowledge
    """


@app.command()
def knowledge(context: typer.Context, as_json: AsJson = False) -> None:
    """Read every fact sheet and name every fault of every one; a review that is due is a warning.

    \b
    uncramp check knowledge --json
    """
    terminal = Terminal.of(context, as_json, None)
    faults = check_sheets()
    due = () if faults else overdue(load_library(), now().date())
    terminal.show(sheets_document(faults, due), say_sheets(faults, due, terminal.language))
    if faults:
        raise typer.Exit(1)
