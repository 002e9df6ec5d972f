"""One short message to this desktop, or to one address that the person gave: the only connection uncramp ever opens."""

from __future__ import annotations

import http.client
import shutil
import subprocess
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from uncramp.cli.terminal import Rejected, WrongUse

#: nobody waits longer than this for a desktop or an address (s)
WAIT_S = 10


def show_on_desktop(message: str) -> None:
    """Show a message as a notification of this desktop. Raises Rejected where that cannot be."""
    program = shutil.which("notify-send")
    if program is None:
        raise Rejected("There is no notify-send on this computer. The calendar file reminds you: `uncramp plan --ics`.")
    try:
        # `--` so that no message is read as an option; no shell reads it
        subprocess.run(  # noqa: S603 - the program is notify-send alone, the message one argument of its own
            [program, "--app-name=uncramp", "--", "uncramp", message], check=True, timeout=WAIT_S, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise Rejected("This desktop took no notification. Is anybody logged in at it?") from error


def to_address(address: str, message: str) -> None:
    """Post a message to an address in the form of ntfy: the text as the body, *uncramp* as the title.

    No redirection is followed and no proxy is asked: it goes there or nowhere. Raises WrongUse for an address that
    would carry it in the open, Rejected where it did not arrive.
    """
    parts = read_address(address)
    assert parts.hostname is not None
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=WAIT_S)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body=message.encode(), headers={
            "Title": "uncramp", "Content-Type": "text/plain; charset=utf-8", "User-Agent": "uncramp"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Rejected(f"{parts.hostname} could not be reached. Nothing was sent.") from error
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise Rejected(f"{parts.hostname} did not take the reminder (it answered {status}).")


def read_address(address: str) -> SplitResult:
    """Read an address: https anywhere, http on this computer or in the own network only. Raises WrongUse."""
    try:
        parts = urlsplit(address.strip())
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not address.strip().isascii() or any(each.isspace() for each in address.strip()):
        raise WrongUse("--to takes a web address, such as https://ntfy.example/my-topic.")
    if parts.username or parts.password:
        raise WrongUse("Leave name and password out of the address; a topic nobody can guess does the same.")
    if parts.scheme == "http" and not _near(parts.hostname or ""):
        raise WrongUse("Over http everybody on the way can read it. Give an address that begins with https.")
    return parts


def _near(host: str) -> bool:
    """Tell whether a host is this computer or has an address of a private network."""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False
