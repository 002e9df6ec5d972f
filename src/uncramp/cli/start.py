"""``uncramp start``: the web app for one person, on this computer only."""

from __future__ import annotations

from typing import Annotated

import typer

from uncramp.actions.sample import write_sample
from uncramp.cli.terminal import DiaryFile, Terminal, now, zone_name
from uncramp.web.books import SAMPLE_FILENAME
from uncramp.web.serve import serve
from uncramp.web.views.sample import SEED, YEARS

app = typer.Typer(add_completion=False, rich_markup_mode=None)


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
    if sample:
        file = file.with_name(SAMPLE_FILENAME)
        if not file.exists():
            write_sample(file, seed=SEED, cause=None, years=YEARS, now=now(), zone=zone_name())
    serve(port=port, diary_path=file, open_browser=browser, sample=sample)
