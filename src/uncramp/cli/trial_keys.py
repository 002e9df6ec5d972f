"""The key of a blinded trial on the command line: written for the helper, shown to nobody else."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from uncramp.actions.trial_design import key_sheet
from uncramp.actions.trial_key import note_lost_key, note_trial_guess, unseal_trial
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.trial_lines import Designed, asked_from, show_course
from uncramp.trials.blinding import KEY_BYTES, Guess, KeySheet
from uncramp.trials.offer import Asked
from uncramp.wording.trial_key import key_sheet_as_text, say_key_sheet

#: answers of ``uncramp trial guess``
GUESSES: Mapping[str, Guess] = {"remedy": Guess.REMEDY, "other": Guess.RIVAL, "cannot-say": Guess.CANNOT_SAY}


def place_of(pair: int | None, block: int | None) -> dict[str, int | None]:
    """Give pair and block as the trial counts them, from 0; both or neither must be named."""
    if (pair is None) is not (block is None):
        raise WrongUse("Name both: --pair and --block. Without them the last block that is over is meant.")
    return {"pair": None if pair is None else pair - 1, "block": None if block is None else block - 1}


@contextmanager
def sealed(terminal: Terminal, asked: Asked, seal: str | None, key_to: Path | None) -> Iterator[str | None]:
    """Give the seal a trial starts with; with ``key_to`` a key is drawn and its sheet written there, unshown.

    The sheet is written before the trial starts, so that no trial has a key that is nowhere, and taken away again
    where the start fails.
    """
    if key_to is None:
        yield None if seal is None else "".join(seal.split()).lower()
        return
    if seal is not None or not asked.blinded:
        raise WrongUse("--key-to draws a key of its own for --blinded. Leave out --seal, and add --blinded.")
    sheet = key_sheet(asked, secrets.token_bytes(KEY_BYTES))
    _write(key_to, key_sheet_as_text(say_key_sheet(sheet, terminal.language), terminal.language))
    try:
        yield sheet.key.seal
    except BaseException:
        key_to.unlink(missing_ok=True)
        raise
    terminal.aside(f"The helper's sheet is in {key_to}. Give it to your helper unread and delete it here.")


def show_key(terminal: Terminal, sheet: KeySheet, to: Path | None) -> None:
    """Show the helper's sheet, or write it into a file and show the seal only."""
    page = say_key_sheet(sheet, terminal.language)
    written = key_sheet_as_text(page, terminal.language)
    if to is None:
        terminal.show(sheet.to_dict(), written)
        return
    _write(to, written)
    terminal.show({"file": str(to), "seal": page.seal}, f"The helper's sheet is in {to}.\nSeal: {page.seal}")


def _write(path: Path, written: str) -> None:
    """Write a new file that only its owner may read. Raises WrongUse where there is one, or none can be made."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(written + "\n", encoding="utf-8")
    except FileExistsError:
        raise WrongUse(f"There is a file at {path} already. Name another; nothing was changed.") from None
    except OSError as error:
        said = f"The helper's sheet cannot be written to {path}: {error.strerror}. Nothing was changed."
        raise WrongUse(said) from None


def key(
    context: typer.Context,
    remedy: Annotated[str, typer.Argument(metavar="REMEDY", help="What is tried: magnesium ...")],
    against: Annotated[list[str] | None, typer.Option("--against", metavar="REMEDY", help="Another remedy.")] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it into a new file.")] = None,
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """For the helper of a blinded trial: what goes into which pack, the key to keep, the seal to give.

    \b
    uncramp trial key magnesium
    uncramp trial key magnesium --to key.txt
    """
    terminal = Terminal.of(context, as_json, diary)
    asked = asked_from(Designed(remedy, against, None, None, None, None, True))
    show_key(terminal, key_sheet(asked, secrets.token_bytes(KEY_BYTES)), to)


def unseal(
    context: typer.Context, code: Annotated[str, typer.Argument(metavar="KEY", help="What the helper kept.")],
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Enter the key of a blinded trial, once it is over: A and B get their names.

    \b
    uncramp trial unseal 4K7M-9QXE-0ABT-77YH-C3WN-PD2S
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, unseal_trial(book, now(), code))


def guess(
    context: typer.Context,
    answer: Annotated[Literal["remedy", "other", "cannot-say"], typer.Argument(help="What was it, do you think?")],
    pair: Annotated[int | None, typer.Option("--pair", metavar="N", help="Pair, from 1; else the last one.")] = None,
    block: Annotated[int | None, typer.Option("--block", metavar="N", help="Block of the pair, 1 or 2.")] = None,
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Say what you think you had in a block of a blinded trial that is over.

    \b
    uncramp trial guess cannot-say
    uncramp trial guess remedy --pair 2 --block 1
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, note_trial_guess(book, now(), GUESSES[answer], **place_of(pair, block)))


def lost_key(
    context: typer.Context,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="In your own words.")] = "",
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Note that the key of a blinded trial is lost; the result stays A against B.

    \b
    uncramp trial lost-key --why "the sheet was thrown away"
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, note_lost_key(book, now(), why))


#: the commands of the key, by name; ``uncramp trial`` takes them in
KEY_COMMANDS: Mapping[str, Callable[..., None]] = {
    "key": key, "unseal": unseal, "guess": guess, "lost-key": lost_key}
