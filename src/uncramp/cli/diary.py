"""``uncramp diary``: the entries as they stand, their history, corrections, deletions, undo."""

from __future__ import annotations

from typing import Annotated

import typer

from uncramp.actions.diary import entry_with_facts, list_diary
from uncramp.actions.note import amend, delete as delete_record, history as history_of, undo as undo_change
from uncramp.cli.books import newest_change, opened, record_id
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.written import date_from, fields_from, kinds_from
from uncramp.wording.documents import change_document, diary_document, history_document
from uncramp.wording.listing import say_change, say_corrected, say_diary, say_entry, say_history
from uncramp.wording.session_facts import entry_document

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)

EntryId = Annotated[str, typer.Argument(metavar="ID", help="The id of the entry, or its first letters.")]


@app.callback()
def diary(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to and with this day.")] = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Of this kind; may be given again.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Show the diary; correct, delete, undo.

    \b
    uncramp diary --since 2026-05-01 --kind cramp
    uncramp diary correct 3f2a intensity_0_10=5
    uncramp diary delete 3f2a
    uncramp diary undo
    """
    terminal = Terminal.of(context, as_json, diary)
    context.obj = terminal
    if context.invoked_subcommand is None:
        with opened(terminal) as book:
            records = list_diary(book, since=date_from(since), until=date_from(until), kinds=kinds_from(kinds or ()))
            text = say_diary(records, terminal.language, book.profile().units)
        terminal.show(diary_document(records), text)


@app.command(no_args_is_help=True)
def show(context: typer.Context, entry: EntryId, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Show one entry; of a session also what its recording tells.

    \b
    uncramp diary show 3f2a
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        found = entry_with_facts(book, record_id(book, entry))
        if found is None:
            raise WrongUse(f"No entry has the id {entry!r}. `uncramp diary` shows the ids.")
        record, facts = found
        text = say_entry(record, facts, terminal.language, book.profile().units)
    terminal.show(entry_document(record, facts), text)


@app.command(no_args_is_help=True)
def correct(
    context: typer.Context,
    entry: EntryId,
    pairs: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What it should say instead.")],
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Correct an entry; what it said before stays in its history.

    \b
    uncramp diary correct 3f2a intensity_0_10=5 side=right
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        record = amend(book, record_id(book, entry), fields_from(pairs), now())
        said = say_corrected(record, terminal.language, book.profile().units)
        terminal.show(entry_document(record), said)


@app.command(no_args_is_help=True)
def delete(context: typer.Context, entry: EntryId, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Delete an entry; `uncramp diary undo` brings it back.

    \b
    uncramp diary delete 3f2a
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        change = delete_record(book, record_id(book, entry), now())
    terminal.show(change_document(change), say_change(change, terminal.language))


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="The change; without it the newest.")] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Take back the newest change, or the one of a number, whole: an import, a correction, a deletion.

    \b
    uncramp diary undo
    uncramp diary undo 12
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        change = undo_change(book, number if number is not None else newest_change(book), now())
    if change is None:
        raise WrongUse("There is nothing to take back.")
    terminal.show(change_document(change), say_change(change, terminal.language))


@app.command(no_args_is_help=True)
def history(context: typer.Context, entry: EntryId, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Show every state an entry had, oldest first.

    \b
    uncramp diary history 3f2a
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        revisions = history_of(book, record_id(book, entry))
        text = say_history(revisions, terminal.language, book.profile().units)
    terminal.show(history_document(revisions), text)
