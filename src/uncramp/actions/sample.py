"""Write a sample diary: a generated one with a known cause, to look around in. Never mixed with a real one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from uncramp.diary.records import ObservationPeriod
from uncramp.simulation.diaries import simulate_diary
from uncramp.simulation.simulated import SampleReport
from uncramp.store.book import BookError
from uncramp.store.database import open_book

#: the remark in the diary file by which every screen knows that it is made up; its value tells how
SAMPLE_REMARK = "sample"


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
            book.set_meta(SAMPLE_REMARK, f"seed={seed} cause={simulated.truth.cause or 'none'} years={years:g}")
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
