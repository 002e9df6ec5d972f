"""Write a sample diary: a generated one with a known cause, to look around in. Never mixed with a real one."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from uncramp.diary.records import ObservationPeriod
from uncramp.simulation.diaries import simulate_diary
from uncramp.simulation.simulated import SampleReport
from uncramp.store.book import Book, BookError
from uncramp.store.database import open_book

#: the remark in the diary file by which every screen knows that it is made up; its value tells how
SAMPLE_REMARK = "sample"

#: after so many days the last week of a sample would stand there blank
STALE_AFTER = timedelta(days=7)


def write_sample(
    path: Path, *, seed: int, cause: str | None, years: float, now: datetime, zone: str = "Europe/London"
) -> SampleReport:
    """Write a generated diary to a new file and say what is in it (:func:`~uncramp.simulation.diaries.simulate_diary`).

    The file appears whole or not at all. Raises BookError where there is a file already or the disk refuses, CauseError
    for a cause that is no exposure, ValueError for years that cannot be.
    """
    if path.exists():
        raise BookError("target_exists", {"path": str(path)})
    simulated = simulate_diary(seed, cause, years, now, zone)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        book = open_book(unfinished)
        try:
            book.write_profile(simulated.profile, now=now)
            book.write(simulated.records, now=now, what="sample", series=simulated.series)
            book.set_meta(
                SAMPLE_REMARK,
                f"seed={seed} cause={simulated.truth.cause or 'none'} years={years:g} until={now.date()}",
            )
        finally:
            book.close()
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    period = next(record for record in simulated.records if isinstance(record, ObservationPeriod))
    return SampleReport(
        path=path, seed=seed, years=years, first_day=period.at.date(), last_day=now.date(),
        records=dict(Counter(record.kind for record in simulated.records)), truth=simulated.truth,
    )


def keep_sample_fresh(path: Path, *, seed: int, years: float, now: datetime, zone: str = "Europe/London") -> bool:
    """Write the sample diary where there is none, and again, with its own seed, when its last week would be blank.

    Only a diary that says of itself that it is made up is ever replaced, and none that is open elsewhere; one in which
    somebody noted something is put aside under a name with its last day. Gives whether a diary was written. Raises
    BookError as :func:`write_sample`.
    """
    if not path.exists():
        write_sample(path, seed=seed, cause=None, years=years, now=now, zone=zone)
        return True
    book = open_book(path)
    try:
        told, noted_in = _remark(book), any(change.what not in ("sample", "profile") for change in book.changes())
    finally:
        book.close()
    until = date.fromisoformat(told["until"]) if "until" in told else date.min
    if not told or now.date() - until <= STALE_AFTER or path.with_name(f"{path.name}-wal").exists():
        return False
    fresh = path.with_name(f"{path.name}.fresh")
    fresh.unlink(missing_ok=True)
    write_sample(
        fresh, seed=int(told.get("seed", seed)), cause=told.get("cause"), years=float(told.get("years", years)),
        now=now, zone=zone,
    )
    if noted_in:
        path.rename(path.with_name(f"{path.stem}-until-{until}{path.suffix}"))
    fresh.replace(path)
    return True


def _remark(book: Book) -> dict[str, str]:
    """Give what the remark says of the sample, by word; empty for a diary that is not made up."""
    words = (book.meta(SAMPLE_REMARK) or "").split()
    return {name: value for name, _, value in (word.partition("=") for word in words)}
