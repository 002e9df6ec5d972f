"""One file's verdict: what its importer gave, what of it is new, and the reason in one id."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

from uncramp.diary.records import Record, Session
from uncramp.importers.archive import MIB, MOST_BYTES, Found
from uncramp.importers.importer import (
    FileStatus,
    FileVerdict,
    Importer,
    Origin,
    Problem,
    Reading,
    StreamImporter,
    importers_for,
)
from uncramp.importers.known import Known
from uncramp.importers.sniff import what_is

#: how much of a file an importer may look at to claim it
HEAD_BYTES = 1 << 16


#: what lies beside the files of a diary in the archive of an account, and is passed over there without complaint
_PASSED_OVER = frozenset(("picture", "video", "sound", "json", "xml", "web_page", "pdf", "document", "text", "table"))
#: how much of a stream is hashed at once
_BLOCK_BYTES = 1 << 20


def measured(found: Found) -> tuple[str, int] | None:
    """Give the hash by which a file is known, in hexadecimal, and its size in bytes; None where it cannot be read."""
    if found.data is not None:
        return hashlib.sha256(found.data).hexdigest(), len(found.data)
    if found.stream is None:
        return None
    digest, size = hashlib.sha256(), 0
    try:
        with found.stream() as stream:
            while block := stream.read(_BLOCK_BYTES):
                digest.update(block)
                size += len(block)
    except (OSError, ValueError, EOFError, RuntimeError, zlib.error, BadZipFile):
        return None
    return digest.hexdigest(), size


def read_found(
    found: Found, sha256: str, importers: Sequence[Importer], *, home_zone: ZoneInfo, now: datetime, dated: date | None
) -> tuple[str | None, Reading]:
    """Let the importer that claims a file read it; the importer's name, None where nobody claims it, and what it read.

    An importer that fails is a fault of ours and costs this one file only.
    """
    head = _head(found)
    claimed = importers_for(importers, found.name, head)
    if not claimed:
        what = what_is(head)
        if what == "text" and found.name.lower().endswith((".csv", ".tsv")):
            what = "table"
        if "!" in found.path and what in _PASSED_OVER:
            return None, Reading(recognised_as=what)
        fault = "empty_file" if what == "empty" else "unknown_format"
        return None, Reading(problems=(Problem(place="", fault=fault, facts={"what": what}),))
    if len(claimed) > 1:
        facts = {"formats": ", ".join(importer.name for importer in claimed)}
        return None, Reading(problems=(Problem(place="", fault="claimed_twice", facts=facts),))
    origin = Origin(
        filename=found.name, home_zone=home_zone, received_at=now, sha256=sha256, dated=dated,
        **({"beside": found.beside} if found.beside is not None else {}),
    )
    try:
        return claimed[0].name, _read(claimed[0], found, origin)
    except MemoryError:
        problem = Problem(place="", fault="too_much_memory")
    except Exception as error:  # noqa: BLE001  # a plug-in may raise anything; one file must not stop the others
        problem = Problem(place="", fault="reader_failed", facts={"error": type(error).__name__})
    return claimed[0].name, Reading(problems=(problem,))


def _head(found: Found) -> bytes:
    if found.data is not None or found.stream is None:
        return (found.data or b"")[:HEAD_BYTES]
    with found.stream() as stream:
        return stream.read(HEAD_BYTES)


def _read(importer: Importer, found: Found, origin: Origin) -> Reading:
    """Read a file, a large one as a stream where its importer can and whole where it is not too large for that."""
    if found.data is not None or found.stream is None:
        return importer.read(found.data or b"", origin)
    with found.stream() as stream:
        if isinstance(importer, StreamImporter):
            return importer.read_stream(stream, origin)
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        facts = {"limit_mb": str(MOST_BYTES // MIB)}
        return Reading(problems=(Problem(place="", fault="too_large", facts=facts),))
    return importer.read(data, origin)


def refused(found: Found) -> FileVerdict:
    """Give the verdict on a file whose bytes could not be had."""
    return FileVerdict(
        path=found.path, format=None, status=FileStatus.REJECTED, reason=found.fault or "archive_damaged",
        facts=dict(found.facts),
    )


def judge(path: str, form: str | None, reading: Reading, known: Known) -> FileVerdict:
    """Say what became of a reading, given what the diary holds: nothing is written here."""
    new = [record for record in reading.records if record.id not in known.ids]
    again = {record.id for record in new if isinstance(record, Session) and known.told_before(record)}
    counts = dict(Counter(record.kind for record in new if record.id not in again))
    lost = [problem for problem in reading.problems if problem.lost]
    verdict = FileVerdict(
        path=path, format=form, status=FileStatus.IMPORTED, reason="new", facts=_facts(reading), records=counts,
        same_event=len(again), problems=reading.problems, added_ids=tuple(record.id for record in new),
    )
    if not reading.records:
        if lost:
            facts = {**verdict.facts, **lost[0].facts}
            return replace(verdict, status=FileStatus.REJECTED, reason=lost[0].fault, facts=facts)
        return replace(verdict, status=FileStatus.NOTHING_TO_KEEP, reason="nothing_to_keep")
    if not new:
        return replace(verdict, status=FileStatus.KNOWN, reason="known_records")
    if lost:
        return replace(verdict, status=FileStatus.PARTLY, reason="partly")
    if again and not counts:
        return replace(verdict, status=FileStatus.KNOWN, reason="same_event")
    return verdict


def written(verdict: FileVerdict, reading: Reading, ids: Sequence[UUID]) -> FileVerdict:
    """Correct a verdict when the diary took fewer records than were thought new: those were deleted by the person."""
    if set(ids) == set(verdict.added_ids):
        return verdict
    kept = set(ids)
    taken = {record.id: record for record in reading.records if record.id in kept}
    if not taken:
        return replace(verdict, status=FileStatus.KNOWN, reason="known_records", records={}, same_event=0, added_ids=())
    same = min(verdict.same_event, sum(isinstance(record, Session) for record in taken.values()))
    counts = Counter(record.kind for record in taken.values())
    counts["session"] -= same
    return replace(verdict, records=dict(+counts), same_event=same, added_ids=tuple(taken))


def already_read(path: str, before: FileVerdict) -> FileVerdict:
    """Give the verdict on bytes that were read in an earlier import; a file with nothing in it still has nothing."""
    if before.status is FileStatus.NOTHING_TO_KEEP:
        return replace(before, path=path)
    return FileVerdict(
        path=path, format=before.format, status=FileStatus.KNOWN, reason="known_file", facts=dict(before.facts)
    )


def _facts(reading: Reading) -> Mapping[str, str]:
    """Give what a row of a list of verdicts needs: what the file is, its one session, or its first and last day."""
    facts = {"what": reading.recognised_as} if reading.recognised_as else {}
    if not reading.records:
        return facts
    sessions = [record for record in reading.records if isinstance(record, Session)]
    facts["records"] = str(len(reading.records))
    if len(sessions) == len(reading.records) == 1:
        facts.update(_session_facts(sessions[0]))
    kinds = Counter(record.kind for record in reading.records)
    if len(kinds) > 1:
        facts["kinds"] = ";".join(f"{kind}={count}" for kind, count in kinds.items())
    days = [_day(record) for record in reading.records]
    return {**facts, "kind": reading.records[0].kind, "first": min(days), "last": max(days)}


def _day(record: Record) -> str:
    return record.at.date().isoformat()


def _session_facts(session: Session) -> dict[str, str]:
    facts = {"sport": session.sport or ""}
    if session.moving_min is not None:
        facts["moving_min"] = f"{session.moving_min:.4f}"
    if session.distance_m:
        facts["distance_m"] = f"{session.distance_m:.1f}"
    return facts
