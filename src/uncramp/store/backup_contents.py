"""What a backup holds, whatever its form: everything a diary knows, in the order in which it came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from uncramp.diary.changes import Revision
from uncramp.diary.diary import Diary
from uncramp.diary.observation import OWN_WORDS
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

    ``states`` are all states of what was written more than once, oldest first; the last of each is as ``records`` and
    ``deleted`` tell it. Empty where only what the diary says now is held.
    Series are loaded one at a time by ``load``: years of curves do not fit into memory beside each other.
    """

    records: tuple[Record, ...]
    profile: Profile | None
    series_ids: tuple[UUID, ...]
    load: Callable[[UUID], Series | None]
    deleted: tuple[UUID, ...] = ()
    corrected: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    states: Mapping[UUID, tuple[Revision, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, *, with_states: bool = False) -> WholeDiary:
        """Take everything out of a book; a profile that was never written is None."""
        diary, deleted = book.read(), book.deleted_ids()
        states = _states(diary, deleted) if with_states else {}
        earlier = (state.record for revisions in states.values() for state in revisions)
        ids = dict.fromkeys(
            each.series for each in (*diary.in_order_of_arrival, *earlier)
            if isinstance(each, Session) and each.series is not None
        )
        return cls(
            records=diary.in_order_of_arrival, profile=diary.profile if diary.profile.noted_at else None,
            series_ids=tuple(each for each in ids if book.series(each) is not None), load=book.series,
            deleted=deleted, corrected=diary.corrected, states=states,
        )

    def series(self) -> Iterator[Series]:
        """Load the series one after the other."""
        for series_id in self.series_ids:
            found = self.load(series_id)
            if found is not None:
                yield found


def _states(diary: Diary, deleted: Iterable[UUID]) -> dict[UUID, tuple[Revision, ...]]:
    """Give the states of what was written more than once: of what stands, of what was deleted, of what was taken back.

    Of what was taken back only what a person wrote is told: a file whose import was undone was no telling of theirs.
    """
    revisions = dict(diary.revisions)
    there = [record.id for record in diary.in_order_of_arrival]
    found = {key: revisions.pop(key) for key in (*there, *deleted) if key in revisions}
    found |= {
        key: states for key, states in sorted(revisions.items())
        if any(state.record is not None and state.record.source in OWN_WORDS for state in states)
    }
    return found
