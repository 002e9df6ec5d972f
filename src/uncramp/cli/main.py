"""The command line: the list of commands, each loaded when it is called, and one sentence for whatever goes wrong."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from uncramp.cli.terminal import AsJson, Rejected, Terminal, WrongUse

#: the exit code of a command that was stopped by hand (Ctrl+C), as shells have it
STOPPED = 130

# Our matrices are small: threads of linear algebra cost more than they give, reserve memory at start, and take the
# cores of the processes that share the work. NumPy reads these once, when it is first imported; whoever sets them wins.
ONE_THREAD_EACH = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Lazy(NamedTuple):
    """A command that is not loaded yet: its module in this room, and its line in the list."""

    module: str
    line: str


#: in the order in which a person meets them; tests check each line against the command's own docstring
COMMANDS: dict[str, Lazy] = {
    "relief": Lazy("relief", "Go through a cramp you have now, step by step, with the seconds counted."),
    "start": Lazy("start", "Open uncramp in the browser, on this computer only."),
    "import": Lazy("importing", "Bring in files from a watch, or tidy CSV: files, folders or zips."),
    "note": Lazy("note", "Note something that happened, now or in the past."),
    "diary": Lazy("diary", "Show the diary; correct, delete, undo."),
    "since": Lazy("since", "Say since when you noted every cramp; without a date, show what you said."),
    "triggers": Lazy("triggers", "Show what goes with your cramps, and how sure that is."),
    "why": Lazy("why", "Show what stood out before one cramp, and what did not."),
    "forecast": Lazy(
        "forecast",
        "Say how likely a cramp is in your next session and the next night, and how good such forecasts were."),
    "plan": Lazy("plan", "Show today's few things worth doing: how much, when, and why; and what is left out for you."),
    "trial": Lazy("trial", "Find out whether a remedy works for you: days with it and without, drawn by lot."),
    "remind": Lazy("remind", "Say what of today's plan is due soon, once; let a timer of your system call it."),
    "triage": Lazy("triage", "Say for each case how soon someone must look at it, what to do and what to leave."),
    "profile": Lazy("profile", "Show or change what is true of you for longer than a day."),
    "export": Lazy("keeping:export", "Write the whole diary out, as tidy CSV or JSON Lines."),
    "restore": Lazy("keeping:restore", "Read an exported diary back in."),
    "sample": Lazy("sample", "Write a generated diary with a known cause, to look around in."),
    "learn": Lazy("learn", "Read what is known about cramps, and how sure the field is."),
    "check": Lazy("check", "Check the knowledge sheets that ship with uncramp."),
}


class CommandGroup(TyperGroup):
    """The commands by name, each module imported when its command is called and not for ``--help``."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002 - Typer's signature
        """Name the commands in the order of :data:`COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]  # noqa: ARG002 - as above
        """Load one command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, part = COMMANDS[cmd_name].module.partition(":")
        loaded = importlib.import_module(f"uncramp.cli.{module}")
        command = typer.main.get_command(getattr(loaded, part or "app"))
        assert isinstance(command, TyperCommand | TyperGroup)
        command.name = cmd_name
        return command

    def format_commands(self, ctx, formatter) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, ARG002 - a formatter's type is private
        """Write the list of commands from the table, so that help loads none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.line) for name, lazy in COMMANDS.items()])

    def shell_complete(self, ctx, incomplete):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - as above
        """Offer the commands that begin with what was typed, from the table, so that a tab loads none of them."""
        from typer.core import CompletionItem  # type: ignore[attr-defined]  # Typer gives it no public name

        named = [CompletionItem(name, help=COMMANDS[name].line) for name in COMMANDS if name.startswith(incomplete)]
        return named or super().shell_complete(ctx, incomplete)


app = typer.Typer(
    name="uncramp",
    cls=CommandGroup,
    no_args_is_help=True,
    rich_markup_mode=None,  # Rich costs 80 ms and help is plain text
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def show_version(asked: bool) -> None:
    """Print the version and leave, where it was asked for."""
    if asked:
        from importlib.metadata import version  # late: it opens the installed metadata

        typer.echo(f"uncramp {version('uncramp')}")
        raise typer.Exit


@app.callback()
def uncramp(
    context: typer.Context,
    diary: Annotated[
        Path | None,
        typer.Option("--diary", metavar="FILE", envvar="UNCRAMP_DIARY", help="The diary file; made if absent."),
    ] = None,
    as_json: AsJson = False,
    version: Annotated[  # noqa: ARG001 - Typer reads it
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Stop the hamstring cramp you have, find out what sets yours off, and prevent the next one.

    Your diary is one file on this computer; nothing is sent anywhere.

    \b
    uncramp relief                                     a cramp now: what to do, with the seconds
    uncramp import ~/Downloads/runs                    bring in the files of your watch
    uncramp note cramp muscle=hamstring side=left intensity_0_10=7 at=2026-05-03T23:10
    uncramp triggers                                   what goes with your cramps
    """
    context.obj = Terminal(as_json=as_json, diary=diary)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 some input was rejected, 2 wrong use.

    Nothing escapes as a traceback, unless UNCRAMP_TRACE is set for a developer who wants to see it.
    """
    for name in ONE_THREAD_EACH:
        os.environ.setdefault(name, "1")
    try:
        code = app(args=arguments, prog_name="uncramp", standalone_mode=False)
    except typer.Abort:
        code = STOPPED
    except Exception as error:  # the last door: a person gets a sentence whatever happened
        if os.environ.get("UNCRAMP_TRACE"):
            raise
        return say_error(error)
    if code == STOPPED:
        typer.echo("\nStopped. What was noted before is kept.", err=True)
    return code if isinstance(code, int) else 0


def usage_sentence(error: typer.TyperException) -> str:
    """Say what was wrong with the use; a value that does not fit is told with the option it stands at."""
    if not isinstance(error, typer.BadParameter):
        return error.format_message()
    options = getattr(getattr(error, "param", None), "opts", None) or [error.param_hint or "the command line"]
    return f"{options[0]}: {error.message.removeprefix('Value error, ')}"


def say_error(error: Exception) -> int:
    """Say on standard error in one sentence what went wrong, and give the exit code."""
    if isinstance(error, typer.TyperException):
        typer.echo(f"{usage_sentence(error)}\nSee `uncramp --help`.", err=True)
        return 2
    if isinstance(error, WrongUse | Rejected):
        typer.echo(str(error), err=True)
        return 2 if isinstance(error, WrongUse) else 1
    from uncramp.cli.faults import told  # late: it loads the wording, which only an error needs

    sentence, code = told(error)
    typer.echo(sentence, err=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
