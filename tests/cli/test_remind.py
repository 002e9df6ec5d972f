"""``uncramp remind``: what is due soon, quiet hours, a desktop and an address of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import time_machine

from uncramp.cli.remind import is_quiet

SESSION = ("note", "planned_session", "at=2026-05-12T18:00", "sport=running", "effort=hard", "planned_min=60")
#: in Zurich, half an hour before the warm-up of that session
NOW = "2026-05-12T15:20:00+00:00"


class Topic(HTTPServer):
    """A server of this machine that keeps what it is sent and answers with one status."""

    status = 200
    got: list[tuple[str, dict[str, str], str]]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Topic)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def topic() -> Iterator[Topic]:
    server = Topic(("127.0.0.1", 0), Handler)
    server.got = []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def at_twenty_past_five(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("UNCRAMP_REMIND_TO", raising=False)
    with time_machine.travel(NOW, tick=True):
        yield


def address(topic: Topic) -> str:
    return f"http://127.0.0.1:{topic.server_port}/my-topic"


def test_what_is_due_soon_is_said_and_what_is_later_is_not(run) -> None:
    run(*SESSION)
    due = run("remind", "--within", "45", "--json").json
    assert [(each["what"], each["at"][:16]) for each in due["due"]] == [("warm_up", "2026-05-12T17:48")]
    assert (due["quiet"], due["sent"]) == (False, [])
    assert run("remind", "--within", "20").out == "Nothing is due soon.\n"


def test_what_was_done_is_not_due_any_more(run) -> None:
    run(*SESSION)
    run("note", "warm_up", "at=2026-05-12T17:10", "duration_min=9")
    assert run("remind", "--within", "45", "--json").json["due"] == []


def test_an_address_gets_the_hour_and_nothing_of_the_diary(run, topic: Topic) -> None:
    run(*SESSION)
    assert run("remind", "--within", "45", "--to", address(topic), "--json").json["sent"] == ["webhook"]
    ((path, headers, body),) = topic.got
    assert (path, headers["Title"], body) == ("/my-topic", "uncramp", "Something in your plan is due at 17:48.")
    run("remind", "--within", "45", "--to", address(topic), "--titles")
    assert topic.got[1][2].startswith("17:48  Warm up")


def test_nothing_is_sent_in_quiet_hours_and_when_nothing_is_due(run, topic: Topic) -> None:
    run("remind", "--to", address(topic))
    run(*SESSION)
    quiet = run("remind", "--within", "45", "--to", address(topic), "--quiet", "17:00-18:00")
    assert "Quiet hours until 18:00: nothing was sent." in quiet.out
    assert topic.got == []


@pytest.mark.parametrize("status", [302, 403, 500])
def test_an_address_that_does_not_take_it_is_told_and_none_is_followed(run, topic: Topic, status: int) -> None:
    run(*SESSION)
    topic.status = status
    done = run("remind", "--within", "45", "--to", address(topic))
    assert done.code == 1
    assert f"it answered {status}" in done.err
    assert len(topic.got) == 1


def test_a_desktop_is_told_by_notify_send_and_its_lack_is_said(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*SESSION)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("remind", "--within", "45", "--desktop")
    assert (done.code, "There is no notify-send" in done.err) == (1, True)
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {tmp_path}/shown\n', encoding="utf-8")
    program.chmod(0o755)
    assert run("remind", "--within", "45", "--desktop").code == 0
    shown = (tmp_path / "shown").read_text(encoding="utf-8")
    assert shown.startswith("--app-name=uncramp|--|uncramp|17:48  Warm up")


@pytest.mark.parametrize(("to", "says"), [
    ("ntfy", "takes a web address"), ("https://", "takes a web address"), ("https://a:b", "takes a web address"),
    ("ftp://ntfy.example/x", "takes a web address"), ("https://ntfy.example/a b", "takes a web address"),
    ("http://ntfy.example/x", "begins with https"), ("http://8.8.8.8/x", "begins with https"),
    ("https://me:secret@ntfy.example/x", "Leave name and password out"),
])
def test_an_address_that_cannot_be_used_is_told_in_a_sentence(run, to: str, says: str) -> None:
    run(*SESSION)
    done = run("remind", "--within", "45", "--to", to)
    assert done.code == 2
    assert says in done.err and "secret" not in done.err


@pytest.mark.parametrize("quiet", ["late", "22:00", "22:00-", "25:00-07:00", "22:00-07:00-08:00"])
def test_quiet_hours_that_cannot_be_read_are_told(run, quiet: str) -> None:
    done = run("remind", "--quiet", quiet)
    assert done.code == 2
    assert "Write from-until: 22:00-07:00." in done.err


@pytest.mark.parametrize(("clock", "hours", "quiet"), [
    ((23, 0), ((22, 0), (7, 0)), True), ((6, 59), ((22, 0), (7, 0)), True), ((7, 0), ((22, 0), (7, 0)), False),
    ((12, 0), ((22, 0), (7, 0)), False), ((13, 30), ((13, 0), (14, 0)), True), ((14, 0), ((13, 0), (14, 0)), False),
    ((3, 0), ((5, 0), (5, 0)), False),
])
def test_quiet_hours_may_go_over_midnight(
    clock: tuple[int, int], hours: tuple[tuple[int, int], tuple[int, int]], quiet: bool
) -> None:
    begins, ends = hours
    assert is_quiet(time(*clock), (time(*begins), time(*ends))) is quiet
