"""``uncramp start``: the web app for one person, on this computer only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from uncramp.cli.terminal import DiaryFile, Terminal, now
from uncramp.store.machine_zone import machine_zone
from uncramp.web.serve import serve

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def sample_beside(diary: Path) -> Path:
    """Give the made-up diary beside the real one, as the first page offers it; renewed when its days are long ago."""
    # late: the generator and the views take a third of a second that only who looks around pays for
    from uncramp.actions.sample import keep_sample_fresh
    from uncramp.web.books import SAMPLE_FILENAME
    from uncramp.web.views.sample import SEED, YEARS

    file = diary.with_name(SAMPLE_FILENAME)
    keep_sample_fresh(file, seed=SEED, years=YEARS, now=now(), zone=machine_zone())
    return file


@app.command()
def start(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="The port on 127.0.0.1.")] = 8470,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser, or only say the address.")
    ] = True,
    sample: Annotated[bool, typer.Option("--sample", help="Open the made-up sample diary instead of yours.")] = False,
    diary: DiaryFile = None,
) -> None:
    """Open uncramp in the browser, on this computer only.

    Stop it with Ctrl+C; what was noted is kept.

    \b
    uncramp start
    uncramp start --sample
    uncramp start --port 9000 --no-browser
    """
    file = Terminal.of(context, False, diary).diary_file
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    serve(port=port, diary_path=sample_beside(file) if sample else file, open_browser=browser, sample=sample)
