"""``uncramp check``: look through the knowledge sheets for faults."""

from __future__ import annotations

import typer

from uncramp.cli.terminal import AsJson, Terminal, now
from uncramp.document import plain_fields
from uncramp.knowledge.library import check_sheets, load_library, overdue
from uncramp.wording.sheets import say_sheets

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


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
    document = {"faults": [plain_fields(fault) for fault in faults], "overdue": list(due)}
    terminal.show(document, say_sheets(faults, due, terminal.language))
    if faults:
        raise typer.Exit(1)
