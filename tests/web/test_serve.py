"""Serving: the port is taken at once or refused in a sentence, and a real server answers a real request."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from uncramp.web.serve import ServeError, listen


def test_a_taken_port_is_said_before_anything_is_loaded() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServeError, match=f"Port {port} is taken") as refused:
            listen("127.0.0.1", port)
    assert refused.value.fault == "port_taken"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "example.org"])
def test_only_this_machine_is_listened_on(host: str) -> None:
    with pytest.raises(ServeError, match="only on this computer") as refused:
        listen(host, 0)
    assert refused.value.fault == "not_this_machine"


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_port_that_cannot_be_is_said(port: int) -> None:
    with pytest.raises(ServeError, match="1 to 65535") as refused:
        listen("127.0.0.1", port)
    assert refused.value.fault == "port_not_allowed"


def test_a_server_serves_a_new_diary_and_leaves_quietly(tmp_path: Path) -> None:
    script = (
        "import sys; from uncramp.web.serve import serve; serve(port=0, diary_path=sys.argv[1], open_browser=False)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "new" / "diary.sqlite")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address
        with urllib.request.urlopen(address.group(), timeout=120) as page:
            assert "Bring in my files" in page.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 0
    assert (tmp_path / "new" / "diary.sqlite").exists()
