"""``uncramp start``: the pages come up on this computer only, and a taken port is told at once."""

import json
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def started(diary: Path, *more: str) -> Iterator[str]:
    """Start uncramp on a free port and give its address, read from what it says."""
    for _ in range(5):  # between finding a free port and taking it somebody else may take it
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "uncramp", "--diary", str(diary), "start", "--no-browser", "--port", str(port)]
        process = subprocess.Popen([*command, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stderr is not None
        said = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        if said or "is taken" not in process.stderr.read():
            break
    try:
        assert said
        yield said.group()
    finally:
        process.terminate()
        process.communicate(timeout=120)


def fetched(address: str, host: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def test_start_makes_the_diary_and_shows_the_first_page(tmp_path: Path) -> None:
    with started(tmp_path / "new" / "diary.sqlite") as address:
        status, page = fetched(address)
        assert status == 200
        assert "I have a cramp now" in page
        assert fetched(address, host="rebound.example")[0] == 400
        assert json.loads(fetched(f"{address}api/v1/records")[1]) == {"records": []}
    assert (tmp_path / "new" / "diary.sqlite").exists()


def test_the_sample_is_kept_apart_from_the_diary(tmp_path: Path) -> None:
    with started(tmp_path / "diary.sqlite", "--sample") as address:
        assert "made-up diary" in fetched(address)[1]
        assert len(json.loads(fetched(f"{address}api/v1/records?most=5")[1])["records"]) == 5
    assert not (tmp_path / "diary.sqlite").exists()


def test_a_taken_port_is_told_and_nothing_is_started(run: Callable[..., Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = run("start", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert ran.code == 1
    assert "is taken" in ran.err


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_a_wrong_use(run: Callable[..., Any], port: str) -> None:
    ran = run("start", "--no-browser", "--port", port)
    assert ran.code == 2
    assert "--port" in ran.err
