"""A writer that is killed at any moment loses nothing that it acknowledged, and leaves nothing half-written."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from uuid import UUID

import pytest

from uncramp.store.database import open_book

#: more moments with UNCRAMP_SOAK set
MOMENTS = 200 if os.environ.get("UNCRAMP_SOAK") else 4

WRITER = """
import sys
from datetime import UTC, datetime
from uuid import UUID
from uncramp.diary.records import Cramp, Drink
from uncramp.store.database import open_book

now = datetime(2026, 5, 4, 8, tzinfo=UTC)
book = open_book(sys.argv[1])
start = int(sys.argv[2])
for number in range(start, start + 100_000):
    cramp = Cramp(id=UUID(int=2 * number), at=now, noted_at=now)
    drink = Drink(id=UUID(int=2 * number + 1), at=now, noted_at=now)
    book.write([cramp, drink], now=now, what="note")
    print(number, flush=True)
"""


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_every_acknowledged_entry_is_there_after_a_kill(tmp_path, moment):
    path = tmp_path / "diary.db"
    pause = random.Random(moment).uniform(0.0, 0.25)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), "1"], stdout=subprocess.PIPE, text=True)
    acknowledged = [int(writer.stdout.readline())]
    time.sleep(pause)
    writer.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().splitlines()]
    writer.wait()
    writer.stdout.close()

    book = open_book(path)
    there = {record.id for record in book.read()}
    for number in acknowledged:
        assert {UUID(int=2 * number), UUID(int=2 * number + 1)} <= there
    assert len(there) % 2 == 0  # a pair is there whole or not at all
    assert len(there) // 2 - len(acknowledged) in (0, 1)  # at most the one that was not yet acknowledged
    book.close()
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert check.execute("PRAGMA foreign_key_check").fetchall() == []
    check.close()
