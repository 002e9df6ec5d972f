"""``uncramp learn``: what is said about cramps, what the evidence says, and how sure that is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.learn import look_up
from uncramp.cli.picture import write_picture
from uncramp.cli.terminal import AsJson, Terminal
from uncramp.wording.learn_text import learn_as_text, learn_document, topics_as_text, topics_document


class Leg(StrEnum):
    """The leg a picture is drawn for."""

    RIGHT = "right"
    LEFT = "left"


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def learn(
    context: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", help="Words, or the id of a page.")] = None,
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Write its picture to FILE.")] = None,
    side: Annotated[Leg, typer.Option("--side", help="The leg the picture is drawn for.")] = Leg.RIGHT,
    as_json: AsJson = False,
) -> None:
    """Read what is known about cramps, and how sure the field is.

    Without a topic every page is listed. The picture of the legs is called atlas.

    \b
    uncramp learn
    uncramp learn magnesium
    uncramp learn article
    uncramp learn cause-dehydration --json
    uncramp learn semitendinosus --svg semitendinosus.svg
    uncramp learn hamstring_seated --svg left.svg --side left
    """
    terminal = Terminal.of(context, as_json, None)
    typed = " ".join(topic or ()).strip()
    looked = look_up(typed)
    if svg is not None:
        write_picture(terminal, typed, looked.page.id if looked.page else typed, svg, left=side is Leg.LEFT)
        return
    if not typed:
        terminal.show(topics_document(looked.found, terminal.language), topics_as_text(looked.found, terminal.language))
        return
    terminal.show(learn_document(looked, terminal.language), learn_as_text(looked, terminal.language))
    if looked.page is None and not looked.found:
        raise typer.Exit(1)
