"""The verdict on an imported file as JSON and back; it names files and counts, never what was in them."""

from __future__ import annotations

import json
from uuid import UUID

from uncramp.importers.importer import FileStatus, FileVerdict, Problem


def verdict_to_json(verdict: FileVerdict) -> str:
    """Give a verdict as JSON text."""
    return json.dumps(
        {
            "path": verdict.path, "format": verdict.format, "status": str(verdict.status), "reason": verdict.reason,
            "facts": dict(verdict.facts), "records": dict(verdict.records), "same_event": verdict.same_event,
            "problems": [
                {"place": each.place, "fault": each.fault, "facts": dict(each.facts), "lost": each.lost}
                for each in verdict.problems
            ],
            "added_ids": [added.hex for added in verdict.added_ids],
        }
    )


def verdict_from_json(text: str) -> FileVerdict:
    """Take :func:`verdict_to_json` back."""
    found = json.loads(text)
    return FileVerdict(
        path=found["path"], format=found["format"], status=FileStatus(found["status"]), reason=found["reason"],
        facts=found["facts"], records=found["records"], same_event=found["same_event"],
        problems=tuple(Problem(**each) for each in found["problems"]),
        added_ids=tuple(UUID(each) for each in found["added_ids"]),
    )
