"""Bring files in: read, judge, write; one transaction a file, nothing twice, and one bad file never stops the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from uncramp.actions.trial_safety import keep_trial_safe
from uncramp.actions.whole_diary import import_whole_diary, may_be_whole_diary
from uncramp.exposures.summary import SummariesAside
from uncramp.importers import archive, catalogue, templates
from uncramp.importers.importer import FileStatus, FileVerdict, ImportReport, Problem, Progress, Reading
from uncramp.importers.known import Known
from uncramp.importers.verdict import already_read, judge, measured, read_found, refused, written
from uncramp.store.book import Book, BookError, Change, ImportedFile


def import_paths(
    book: Book,
    paths: Sequence[Path],
    *,
    now: datetime,
    dry_run: bool = False,
    dated: date | None = None,
    on_verdict: Callable[[FileVerdict, Progress], None] | None = None,
    on_start: Callable[[str], None] | None = None,
    skip: Collection[str] = (),
) -> ImportReport:
    """Read files, folders and archives into the diary; each file is kept whole, or in its readable part, or not at all.

    ``dry_run`` judges and writes nothing. ``dated`` is the day of files whose device knew no date. ``on_start`` is
    told the path of each file before it is read and ``on_verdict`` its verdict after; ``skip`` names paths (as shown)
    that are left out. Raises nothing for bad files.
    """
    started = time.perf_counter()
    verdicts: list[FileVerdict] = []
    total = 0

    def tell(verdict: FileVerdict, done: int) -> None:
        verdicts.append(verdict)
        if on_verdict is not None:
            on_verdict(verdict, Progress(bytes_done=min(done, total), bytes_total=total, files_done=len(verdicts)))

    whole = [path for path in paths if archive.shown(str(path)) not in skip and may_be_whole_diary(path)]
    backups = {path: import_whole_diary(book, path, now=now, dry_run=dry_run) for path in whole}
    on_disk = archive.find([path for path in paths if backups.get(path) is None])
    total = sum(each.size for each in on_disk)
    for backup in backups.values():
        if backup is not None:
            tell(backup, 0)
    known, zone = _known(book), _home_zone(book)
    with SummariesAside(book) as aside:
        for found, done in _walk(on_disk):
            if found.path not in skip:
                if on_start is not None:
                    on_start(found.path)
                tell(_import_found(book, found, known, zone, aside, now=now, dry_run=dry_run, dated=dated), done)
    keep_trial_safe(book, now)
    return ImportReport(files=tuple(verdicts), seconds=time.perf_counter() - started)


def import_file(
    book: Book, filename: str, data: bytes, now: datetime, *, dry_run: bool = False, dated: date | None = None
) -> FileVerdict:
    """Read one file handed over as bytes; for an archive the verdict sums up what lay in it, with places by name."""
    known, zone = _known(book), _home_zone(book)
    with SummariesAside(book) as aside:
        verdicts = [
            _import_found(book, found, known, zone, aside, now=now, dry_run=dry_run, dated=dated)
            for found in archive.unpack_bytes(filename, data)
        ]
    keep_trial_safe(book, now)
    return verdicts[0] if len(verdicts) == 1 else _summed(archive.shown(filename), verdicts)


def undo_import(book: Book, sha256: str, now: datetime) -> Change | None:
    """Take back what one file brought in, by the hash of its bytes; None when there is nothing to take back."""
    imported = book.imported(sha256)
    if imported is None or imported.change is None:
        return None
    change = book.undo(imported.change, now=now)
    keep_trial_safe(book, now, corrected=True)
    return change


def csv_templates() -> dict[str, str]:
    """Give a template of tidy CSV for each kind of record: file name -> header and one example row."""
    return templates.csv_templates()


def _walk(on_disk: Sequence[archive.OnDisk]) -> Iterator[tuple[archive.Found, int]]:
    """Give every file found with the bytes on disk that are dealt with once it is read."""
    before = 0
    for each in on_disk:
        inside = 0
        for found in archive.unpack(each):
            inside += found.weight
            yield found, before + min(inside, each.size)
        before += each.size


def _known(book: Book) -> Known:
    """Ask the diary once for what it holds: asking for each of thousands of files takes longer than reading them."""
    files = {each.sha256: each.verdict for each in reversed(book.imported_files())}
    return Known.of(book.read().tellings, files)


def _home_zone(book: Book) -> ZoneInfo:
    return ZoneInfo(book.profile().home_zone)


def _import_found(
    book: Book, found: archive.Found, known: Known, zone: ZoneInfo, aside: SummariesAside, *, now: datetime,
    dry_run: bool, dated: date | None,
) -> FileVerdict:
    """Read, judge and write one file; the verdict."""
    named = measured(found)
    if named is None:
        return refused(found)
    digest, size = named
    before = known.files.get(digest)
    if before is not None:
        return already_read(found.path, before)
    form, reading = read_found(found, digest, catalogue.all_importers(), home_zone=zone, now=now, dated=dated)
    reading = known.agree(found.path, reading)
    if not dry_run:
        _make_way(book, reading, known, now)
    verdict = judge(found.path, form, reading, known)
    if verdict.status is FileStatus.REJECTED:
        return verdict
    if not dry_run:
        imported = ImportedFile(
            sha256=digest, size_bytes=size, read_at=now, change=None, verdict=verdict
        )
        verdict = _write(book, reading, imported, now)
        if verdict.status is not FileStatus.REJECTED:
            known.files[digest] = verdict
            aside.take(reading.records, reading.series)
    added = set(verdict.added_ids)
    known.add(record for record in reading.records if record.id in added)
    return verdict


def _make_way(book: Book, reading: Reading, known: Known, now: datetime) -> None:
    """Take back what a damaged copy of the same file had brought in, when a whole copy comes."""
    again = known.ids.intersection(record.id for record in reading.records)
    if not again or any(problem.lost for problem in reading.problems):
        return
    for earlier in book.imported_files():
        partly = earlier.verdict.status is FileStatus.PARTLY and earlier.change is not None
        if partly and again.intersection(earlier.verdict.added_ids):
            change = book.undo(earlier.change, now=now) if earlier.change is not None else None
            known.forget(change.record_ids if change is not None else ())
            known.files.pop(earlier.sha256, None)


def _write(book: Book, reading: Reading, imported: ImportedFile, now: datetime) -> FileVerdict:
    """Write one file's records in one transaction; the verdict, which says so when the diary refuses."""
    verdict = imported.verdict
    try:
        change = book.write(reading.records, now=now, what="import", series=reading.series, imported_file=imported)
    except BookError as error:
        facts = {"fault": error.fault}
        return replace(
            verdict, status=FileStatus.REJECTED, reason="diary_refused", facts=facts, records={}, same_event=0,
            added_ids=(), problems=(*verdict.problems, Problem(place="", fault="diary_refused", facts=facts)),
        )
    return written(verdict, reading, change.record_ids if change is not None else ())


def _summed(path: str, verdicts: Sequence[FileVerdict]) -> FileVerdict:
    """Sum up the verdicts of an archive in one."""
    report = ImportReport(files=tuple(verdicts), seconds=0.0)
    statuses = {verdict.status for verdict in verdicts}
    bad = statuses & {FileStatus.REJECTED, FileStatus.PARTLY}
    good = statuses - {FileStatus.REJECTED}
    if bad and good:
        status = FileStatus.PARTLY
    else:
        order = (FileStatus.REJECTED, FileStatus.IMPORTED, FileStatus.KNOWN, FileStatus.NOTHING_TO_KEEP)
        status = next(each for each in order if each in statuses)
    problems = tuple(
        replace(problem, place=f"{verdict.path} {problem.place}".strip())
        for verdict in verdicts for problem in verdict.problems
    ) + tuple(
        Problem(place=verdict.path, fault=verdict.reason, facts=verdict.facts)
        for verdict in verdicts if verdict.status is FileStatus.REJECTED and not verdict.problems
    )
    return FileVerdict(
        path=path, format="archive", status=status, reason="archive", facts={"files": str(len(verdicts))},
        records=report.records, same_event=sum(verdict.same_event for verdict in verdicts), problems=problems,
        added_ids=tuple(each for verdict in verdicts for each in verdict.added_ids),
    )
