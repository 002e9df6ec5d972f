"""Whatever is done to a diary on disk, it says the same as the plain one in memory."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from uncramp.diary.changes import Revision
from uncramp.diary.profile import Profile
from uncramp.diary.records import Cramp
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
numbers = st.integers(1, 4)
strengths = st.integers(0, 10)


def cramp(number, strength):
    return Cramp(id=UUID(int=number), at=NOW, noted_at=NOW, intensity_0_10=strength)


class TwoBooks(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.disk = open_book(Path(self.folder.name) / "diary.db")
        self.other = open_book(Path(self.folder.name) / "diary.db")
        self.memory = MemoryBook()

    def teardown(self):
        self.disk.close()
        self.other.close()
        self.folder.cleanup()

    def both(self, act):
        """Do the same to both and give what came of it, a refusal by its name."""

        def tried(book):
            try:
                return act(book)
            except KeyError:
                return "KeyError"

        assert tried(self.disk) == tried(self.memory)

    @rule(entries=st.lists(st.tuples(numbers, strengths), max_size=3))
    def write(self, entries):
        self.both(lambda book: book.write([cramp(*each) for each in entries], now=NOW, what="note"))

    @rule(entries=st.lists(st.tuples(numbers, strengths), min_size=1, max_size=2, unique_by=lambda each: each[0]))
    def amend(self, entries):
        self.both(lambda book: book.amend(*[cramp(*each) for each in entries], now=NOW))

    @rule(ids=st.lists(numbers, min_size=1, max_size=2, unique=True))
    def delete(self, ids):
        self.both(lambda book: book.delete([UUID(int=each) for each in ids], now=NOW))

    @rule(number=st.integers(0, 8))
    def undo(self, number):
        self.both(lambda book: book.undo(number, now=NOW))

    @rule(age=st.integers(1, 99))
    def tell(self, age):
        self.both(lambda book: book.write_profile(Profile(noted_at=NOW, age_years=age), now=NOW))

    @rule(number=numbers, deleted=numbers)
    def restore(self, number, deleted):
        self.both(
            lambda book: book.restore(
                [cramp(number, 1)], profile=None, series=(), deleted=[UUID(int=deleted)],
                corrected={UUID(int=number): frozenset({"muscle"})}, now=NOW,
            )
        )

    @rule(number=numbers, strength=strengths, there=st.booleans(), deleted=st.booleans())
    def restore_with_states(self, number, strength, there, deleted):
        states = [(cramp(number, strength), "note"), (None, "delete"), (cramp(number, 2), "undo")]
        told = tuple(
            Revision(number=place, written_at=NOW + timedelta(hours=place), what=what, record=record)
            for place, (record, what) in enumerate(states, start=1)
        )
        self.both(
            lambda book: book.restore(
                [cramp(number, 2)] if there else [], profile=None, series=(), corrected={}, now=NOW,
                deleted=[UUID(int=number)] if deleted and not there else [], states={UUID(int=number): told},
            )
        )

    @invariant()
    def say_the_same(self):
        for book in (self.disk, self.other):
            ours, theirs = book.read(), self.memory.read()
            assert ours.in_order_of_arrival == theirs.in_order_of_arrival
            assert ours.corrected == theirs.corrected
            assert ours.profile == theirs.profile
        assert self.disk.changes() == self.memory.changes()
        assert set(self.disk.deleted_ids()) == set(self.memory.deleted_ids())
        for number in range(1, 5):
            assert self.disk.history(UUID(int=number)) == self.memory.history(UUID(int=number))


TestTwoBooks = TwoBooks.TestCase
TestTwoBooks.settings = settings(
    max_examples=max(12, settings().max_examples // 40), stateful_step_count=12, deadline=None
)
