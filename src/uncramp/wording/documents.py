"""Results as JSON documents: the same for ``--json``, the HTTP API and Python; only what is text is made here.

Values come from each result's own ``to_dict``. Where a document carries a sentence (the reason of a verdict, a problem,
a step of the relief guide), it stands beside the id it says.
"""

from __future__ import annotations

from collections.abc import Iterable

from uncramp.diary.changes import Change, Revision
from uncramp.diary.fields import fields_of
from uncramp.diary.notation import to_dict
from uncramp.diary.records import BY_KIND, Record
from uncramp.document import plain
from uncramp.importers.importer import FileVerdict, ImportReport
from uncramp.wording.fields import field_document
from uncramp.wording.imports import say_problem, say_verdict

Json = dict[str, object]


def kinds_document() -> Json:
    """Give every kind of entry with its fields."""
    return {"kinds": [{"kind": kind, "fields": [field_document(s) for s in fields_of(kind)]} for kind in BY_KIND]}


def diary_document(records: Iterable[Record]) -> Json:
    """Give entries in the notation of the diary."""
    return {"records": [to_dict(record) for record in records]}


def change_document(change: Change) -> Json:
    """Give one change: its number, when it was made, what it was, and the ids it touched."""
    return change.to_dict()


def history_document(revisions: Iterable[Revision]) -> Json:
    """Give every state an entry had, oldest first; the record is null where it was deleted then."""
    return {
        "revisions": [
            {
                "number": each.number, "written_at": plain(each.written_at), "what": each.what,
                "record": to_dict(each.record) if each.record is not None else None,
            }
            for each in revisions
        ]
    }


def import_document(report: ImportReport, language: str) -> Json:
    """Give the verdict on each file with its reason and problems as sentences, the counts, and the seconds it took."""
    files = [file_document(verdict, language) for verdict in report.files]
    return {"files": files, "records": report.records, "seconds": round(report.seconds, 3)}


def file_document(verdict: FileVerdict, language: str) -> Json:
    """Give the verdict on one file; ``reason_id`` and ``fault`` are the ids of the sentences."""
    problems = [
        {
            "place": problem.place, "text": say_problem(problem, language), "fault": problem.fault,
            "facts": dict(problem.facts), "lost": problem.lost,
        }
        for problem in verdict.problems
    ]
    said = say_verdict(verdict, language)
    reason = " ".join([f"{said.what}.", *said.why]) if said.why else said.verdict
    return {
        "path": verdict.path, "format": verdict.format, "status": verdict.status.value, "what": said.what,
        "reason": reason, "reason_id": verdict.reason, "records": dict(verdict.records),
        "same_event": verdict.same_event, "problems": problems,
    }
