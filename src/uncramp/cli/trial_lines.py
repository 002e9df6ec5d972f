"""What the commands of a trial print: a design with its chance, how a trial stands, its report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typer

from uncramp.cli.terminal import Terminal
from uncramp.trials.course import Course
from uncramp.trials.offer import Asked, Offer
from uncramp.trials.result import TrialResult
from uncramp.wording.trial_course import course_as_text, say_course
from uncramp.wording.trial_report import report_as_html, report_as_markdown, report_document, report_of
from uncramp.wording.trials import offer_as_text, say_offer


class Designed(NamedTuple):
    """The options of a design as they were typed."""

    remedy: str
    against: list[str] | None
    outcome: str | None
    pairs: int | None
    block_days: int | None
    wash_in: int | None
    blinded: bool


def asked_from(designed: Designed) -> Asked:
    """Read the options of a design; names may be written with hyphens, and two to compare with are refused later."""
    return Asked(
        remedy=designed.remedy.replace("-", "_"), pairs=designed.pairs, block_days=designed.block_days,
        rival=",".join(designed.against or ()).replace("-", "_") or None, blinded=designed.blinded,
        outcome=None if designed.outcome is None else designed.outcome.replace("-", "_"),
        wash_in_days=designed.wash_in)


def shown_share(what: str) -> Callable[[float], None] | None:
    """Give a function that shows the share done on standard error; None where nobody is looking."""
    if not sys.stderr.isatty():
        return None

    def on_progress(share: float) -> None:
        typer.echo(f"\r{what}: {round(100 * share)} %" if share < 1 else "\r\033[K", err=True, nl=False)

    return on_progress


def show_offer(terminal: Terminal, found: Offer) -> None:
    """Show a design before its start."""
    page = say_offer(found, terminal.language)
    terminal.show({"say": page.say, "chance": list(page.chance), **found.to_dict()}, offer_as_text(page))


def show_course(terminal: Terminal, course: Course) -> None:
    """Show how a trial stands; its document holds no arm of a block to come."""
    page = say_course(course, terminal.language)
    terminal.show({"say": page.turn, "do": page.do, **course.to_dict()}, course_as_text(page))


def show_report(terminal: Terminal, course: Course, result: TrialResult, form: str, to: Path | None) -> None:
    """Show the report, or write it into a file."""
    report = report_of(course, result, terminal.language)
    written = report_as_html(report, terminal.language) if form == "html" else report_as_markdown(report)
    document = report_document(course, result, terminal.language)
    if to is None:
        terminal.show(document, written.rstrip("\n"))
        return
    to.write_text(written, encoding="utf-8")
    terminal.show({"file": str(to), **document}, f"The report is in {to}.")
