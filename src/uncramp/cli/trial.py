"""``uncramp trial``: design, start and run a self-trial, and read what came of it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Literal

import typer

from uncramp.actions import trial as running, trial_design
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.trial_keys import KEY_COMMANDS, sealed
from uncramp.cli.trial_lines import Designed, asked_from, show_course, show_offer, show_report, shown_share
from uncramp.cli.written import date_from
from uncramp.wording.trial_results import result_as_text, say_result

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Remedy = Annotated[str, typer.Argument(metavar="REMEDY", help="What is tried: bedtime_stretching, warm_up ...")]
Against = Annotated[
    list[str] | None, typer.Option("--against", metavar="REMEDY", help="Another remedy to compare with.")]
Outcome = Annotated[str | None, typer.Option("--outcome", metavar="WHAT", help="What is counted: cramp_night ...")]
Pairs = Annotated[int | None, typer.Option("--pairs", metavar="N", help="Pairs of blocks, 5 to 60.")]
Days = Annotated[int | None, typer.Option("--block-days", metavar="N", help="Days of a block, 1 to 60.")]
WashIn = Annotated[int | None, typer.Option("--wash-in", metavar="N", help="First days of a block left out.")]
Blinded = Annotated[bool, typer.Option("--blinded", help="A helper prepares packs A and B and keeps the key.")]
Seal = Annotated[str | None, typer.Option("--seal", metavar="SEAL", help="What the helper's key must fit.")]
KeyTo = Annotated[Path | None, typer.Option("--key-to", metavar="FILE", help="Write the helper's sheet unshown.")]
Words = Annotated[str, typer.Argument(metavar="WORDS", help="In your own words.")]


@app.callback()
def trial(context: typer.Context, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Find out whether a remedy works for you: days with it and without, drawn by lot.

    \b
    uncramp trial design bedtime_stretching
    uncramp trial start bedtime_stretching
    uncramp trial today
    uncramp trial done
    uncramp trial result
    """
    context.obj = Terminal.of(context, as_json, diary)


@app.command(no_args_is_help=True)
def design(
    context: typer.Context, remedy: Remedy, against: Against = None, outcome: Outcome = None, pairs: Pairs = None,
    block_days: Days = None, wash_in: WashIn = None, blinded: Blinded = False,
    ways: Annotated[bool, typer.Option("--ways", help="Look for designs with a better chance, too.")] = False,
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Show a trial before you start it: what to do, how it is judged, and how good its chance is.

    \b
    uncramp trial design bedtime_stretching --ways
    uncramp trial design warm_up --pairs 8 --block-days 14 --json
    """
    terminal = Terminal.of(context, as_json, diary)
    asked = asked_from(Designed(remedy, against, outcome, pairs, block_days, wash_in, blinded))
    with opened(terminal) as book:
        found = trial_design.design_trial(
            book.read(), now(), asked, seed=1, ways=ways, on_progress=shown_share("Reckoning the chance"))
    show_offer(terminal, found)


@app.command(no_args_is_help=True)
def start(
    context: typer.Context, remedy: Remedy, against: Against = None, outcome: Outcome = None, pairs: Pairs = None,
    block_days: Days = None, wash_in: WashIn = None, blinded: Blinded = False,
    seal: Seal = None, key_to: KeyTo = None,
    first_day: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; today without.")] = None,
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Start a trial: its protocol is fixed now. From now on note every cramp.

    \b
    uncramp trial start bedtime_stretching
    uncramp trial start warm_up --pairs 8 --from 2026-06-01
    uncramp trial start magnesium --blinded --key-to /media/stick/key.txt
    """
    terminal = Terminal.of(context, as_json, diary)
    asked = asked_from(Designed(remedy, against, outcome, pairs, block_days, wash_in, blinded))
    with opened(terminal) as book, sealed(terminal, asked, seal, key_to) as its_seal:
        show_course(terminal, running.start_trial(
            book, now(), asked, seed=secrets.randbelow(2**53), starts_on=date_from(first_day), seal=its_seal))


@app.command()
def today(context: typer.Context, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Show whose turn it is today; a pair that begins is drawn now.

    \b
    uncramp trial today
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, running.trial_today(book, now(), secrets.token_bytes(16)))


@app.command()
def done(
    context: typer.Context,
    answer: Annotated[Literal["yes", "could-not", "unknown"], typer.Argument(help="Did you keep to it?")] = "yes",
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Another day than today.")] = None,
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Note whether you kept to what the day asked; "I could not" is an answer.

    \b
    uncramp trial done
    uncramp trial done could-not --date 2026-05-03
    """
    terminal = Terminal.of(context, as_json, diary)
    kept = {"yes": True, "could-not": False, "unknown": None}[answer]
    with opened(terminal) as book:
        show_course(terminal, running.note_trial_day(book, now(), kept, day=date_from(day)))


@app.command()
def pause(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Since an earlier day.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to and with this day.")] = None,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="In your own words.")] = "",
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Pause for illness or travel; the days move on by as much.

    \b
    uncramp trial pause --why "a cold"
    uncramp trial pause --from 2026-05-03 --until 2026-05-09
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, running.pause_trial(
            book, now(), since=date_from(since), till=date_from(until), why=why))


@app.command()
def resume(context: typer.Context, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Go on after a pause; today counts again.

    \b
    uncramp trial resume
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, running.resume_trial(book, now()))


@app.command()
def stop(
    context: typer.Context,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="In your own words.")] = "",
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Stop the trial for good; what can be said then can be read.

    \b
    uncramp trial stop --why "moving house"
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, running.stop_trial(book, now(), why))


@app.command(no_args_is_help=True)
def harm(context: typer.Context, words: Words, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Note an unwanted effect in your own words.

    \b
    uncramp trial harm "sore heel after stretching"
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, running.note_adverse_effect(book, now(), words))


@app.command(no_args_is_help=True)
def deviation(context: typer.Context, words: Words, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Note what you did otherwise than the protocol says; the protocol stays as it is.

    \b
    uncramp trial deviation "swapped the two blocks of pair 3"
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        show_course(terminal, running.note_deviation(book, now(), words))


@app.command()
def result(context: typer.Context, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Show what the trial showed, once it is over or stopped.

    \b
    uncramp trial result --json
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        course, found = running.trial_result(book, now())
    page = say_result(course, found, terminal.language)
    terminal.show({"say": page.say, **found.to_dict()}, result_as_text(page))


@app.command()
def report(
    context: typer.Context,
    form: Annotated[Literal["markdown", "html"], typer.Option("--form", help="What to write.")] = "markdown",
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it into a new file.")] = None,
    as_json: AsJson = False, diary: DiaryFile = None,
) -> None:
    """Write the report of the trial: method, flow, every day, deviations.

    \b
    uncramp trial report > trial.md
    uncramp trial report --form html --to trial.html
    """
    terminal = Terminal.of(context, as_json, diary)
    if to is not None and to.exists():
        raise WrongUse(f"There is a file at {to} already. Name another; nothing was changed.")
    with opened(terminal) as book:
        show_report(terminal, *running.trial_result(book, now()), form, to)


for name, command in KEY_COMMANDS.items():
    app.command(name, no_args_is_help=name != "lost-key")(command)
