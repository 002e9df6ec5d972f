"""What a backup holds, whatever its form: everything a diary knows, in the order in which it came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from uncramp.diary.profile import Profile
from uncramp.diary.records import Record, Session
from uncramp.diary.series import Series
from uncramp.store.book import Book

#: the version of the layout of a backup, whatever its form
VERSION = 1


class NotABackupError(ValueError):
    """Raised when what is read is no backup: ``why`` is damaged, unknown_form, newer or empty."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDiary:
    """Everything a diary knows. ``deleted`` and ``corrected`` keep deletions and corrections standing.

    Series are loaded one at a time by ``load``: years of curves do not fit into memory beside each other.
    """

    records: tuple[Record, ...]
    profile: Profile | None
    series_ids: tuple[UUID, ...]
    load: Callable[[UUID], Series | None]
    deleted: tuple[UUID, ...] = ()
    corrected: Mapping[UUID, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> WholeDiary:
        """Take everything out of a book; a profile that was never written is None."""
        diary = book.read()
        ids = dict.fromkeys(
            each.series for each in diary.in_order_of_arrival if isinstance(each, Session) and each.series is not None
        )
        return cls(
            records=diary.in_order_of_arrival, profile=diary.profile if diary.profile.noted_at else None,
            series_ids=tuple(each for each in ids if book.series(each) is not None), load=book.series,
            deleted=book.deleted_ids(), corrected=diary.corrected,
        )

    def series(self) -> Iterator[Series]:
        """Load the series one after the other."""
        for series_id in self.series_ids:
            found = self.load(series_id)
            if found is not None:
                yield found
