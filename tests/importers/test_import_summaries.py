"""Summaries of curves are made while a file is read, so that no page has to read the curves again."""

from datetime import UTC, datetime
from pathlib import Path

from fit_writer import run_file

from uncramp.actions.importing import import_file, import_paths
from uncramp.exposures.summary import summaries_of
from uncramp.store.memory import MemoryBook

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class CountingBook(MemoryBook):
    """A book that counts how often a curve is read."""

    reads = 0

    def series(self, series_id):
        self.reads += 1
        return super().series(series_id)


def test_after_an_import_no_curve_is_read_again(tmp_path: Path) -> None:
    book = CountingBook()
    (tmp_path / "run.fit").write_bytes(run_file())
    import_paths(book, [tmp_path], now=NOW)
    assert len(summaries_of(book.read())) == 1
    assert book.reads == 0
    book.keep_derived({}, forget=list(book.derived()))
    import_file(book, "run.fit", run_file(seconds=900), NOW)
    assert len(summaries_of(book.read())) >= 1
    assert book.reads <= 1


def test_a_trial_run_keeps_nothing(tmp_path: Path) -> None:
    book = MemoryBook()
    (tmp_path / "run.fit").write_bytes(run_file())
    import_paths(book, [tmp_path], now=NOW, dry_run=True)
    assert book.derived() == {}
