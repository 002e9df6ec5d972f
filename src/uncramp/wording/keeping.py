"""What came in and what went out: imports file by file, exports, restored diaries, samples."""

from __future__ import annotations

from uncramp.diary.changes import ExportReport, RestoreReport
from uncramp.importers.importer import ImportReport, Problem
from uncramp.simulation.simulated import SampleReport
from uncramp.wording.exposures import name
from uncramp.wording.imports import say_import, say_problem, say_verdict
from uncramp.wording.languages import plural, text


def say_files(report: ImportReport, language: str) -> str:
    """Say what a whole import brought: a line for each file there is something to say about, the sum at the end."""
    said = [say_verdict(verdict, language) for verdict in report.files]
    rows = ["\n    ".join([f"{each.verdict}: {each.file}", f"{each.what}.", *each.why]) for each in said if each.why]
    return "\n".join([*rows, say_import(report, language)])


def say_export(report: ExportReport, language: str) -> str:
    """Say what was written out, where, and how it comes back."""
    return text(
        language, "{n} written to {path} ({size} kB). It comes back with: uncramp restore {path}",
        n=plural(language, "{n} entry", "{n} entries", sum(report.records.values())), path=report.path,
        size=max(1, round(report.size_bytes / 1000)),
    )


def say_restore(report: RestoreReport, language: str) -> str:
    """Say what came in from an export, and what was there already."""
    new = plural(language, "{n} entry is new.", "{n} entries are new.", sum(report.records.values()))
    known = plural(language, "{n} was there already.", "{n} were there already.", report.known)
    doubted = [
        say_problem(Problem(place="", fault="out_of_bounds", facts=each.facts, lost=False), language)
        for each in report.out_of_bounds
    ]
    return "\n".join([f"{new} {known}" if report.known else new, *doubted])


def say_sample(report: SampleReport, language: str) -> str:
    """Say what stands in a sample diary, and what truth was built into it."""
    cause = report.truth.cause
    lines = [
        plural(language, "A made-up diary is in {path}: {first} to {last}, {n} cramp noted.",
               "A made-up diary is in {path}: {first} to {last}, {n} cramps noted.", report.records.get("cramp", 0),
               path=report.path, first=report.first_day, last=report.last_day),
        text(language, "Built in as what sets them off: {cause}.", cause=name(cause, language)) if cause
        else text(language, "Nothing is built in: its cramps come by chance."),
        text(language, "Look at it: uncramp triggers --diary {path}", path=report.path),
    ]
    return "\n".join(lines)
