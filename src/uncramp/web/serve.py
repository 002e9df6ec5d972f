"""Serving the pages on this machine: one process, a handful of threads, ready within a second."""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path

from uncramp.web import settings

#: names that mean this machine and nothing else; anything wider needs accounts, which are not built yet
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

THREADS = 6

#: read by NumPy once, when it is first imported; the requests share the cores, one search for triggers takes one
ONE_THREAD_EACH = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class ServeError(Exception):
    """Raised when the pages cannot be served; its text is the sentence for the person.

    ``fault`` is ``port_taken``, ``port_not_allowed``, ``not_this_machine`` or ``no_such_host``, with its ``facts``.
    """

    def __init__(self, fault: str, sentence: str, **facts: str) -> None:
        super().__init__(sentence)
        self.fault = fault
        self.facts = facts


def serve(
    host: str = "127.0.0.1", port: int = 8470, diary_path: Path | str = "diary.db", *, open_browser: bool = True,
    debug: bool = False, sample: bool = False,
) -> None:
    """Serve the pages for one diary until interrupted, and say the address on standard output.

    ``port`` 0 takes any free one; ``debug`` (or UNCRAMP_DEBUG=1) adds the style guide; ``sample`` says that
    ``diary_path`` is a made-up diary. Raises ServeError with a sentence where it cannot be served: a taken port, or a
    host that is not this machine.
    """
    listening = listen(host, port)
    for name in ONE_THREAD_EACH:
        os.environ.setdefault(name, "1")
    gc.disable()  # what is loaded stays: to look for garbage in it again and again took a tenth of a start
    debug = debug or os.environ.get("UNCRAMP_DEBUG") == "1"
    settings.configure(Path(diary_path).expanduser().resolve(), sample=sample, debug=debug)
    from waitress import create_server  # late: Django and waitress are for those who serve

    from uncramp.web import closing
    from uncramp.web.application import application

    gc.freeze()
    gc.enable()
    server = create_server(
        application, sockets=[listening], threads=THREADS, ident="", clear_untrusted_proxy_headers=True,
        max_request_body_size=settings.UPLOAD_BYTES + settings.FORM_BYTES,
    )
    address = f"http://{'localhost' if host == 'localhost' else '127.0.0.1'}:{listening.getsockname()[1]}/"
    sys.stdout.write(f"uncramp is open at {address}  (Ctrl+C stops it; nothing leaves this computer)\n")
    sys.stdout.flush()
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        closing.close_everything()


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything heavy is loaded, so that a taken one is said at once; raises ServeError."""
    if host not in LOOPBACK:
        raise ServeError(
            "not_this_machine",
            f"uncramp listens only on this computer until it has accounts; {host} would open your diary to others. "
            "Use 127.0.0.1.",
            host=host,
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as refused:
        listening.close()
        raise _said(refused, host, port) from refused
    return listening


def _said(refused: OSError | OverflowError, host: str, port: int) -> ServeError:
    if isinstance(refused, OverflowError):
        return ServeError("port_not_allowed", f"There is no port {port}; ports go from 1 to 65535.", port=str(port))
    if isinstance(refused, PermissionError):
        return ServeError(
            "port_not_allowed", f"Port {port} belongs to the system. Choose one above 1023, for example 8470.",
            port=str(port),
        )
    if isinstance(refused, socket.gaierror):
        return ServeError("no_such_host", f"{host} is not a name of this computer. Use 127.0.0.1.", host=host)
    return ServeError(
        "port_taken",
        f"Port {port} is taken, perhaps by uncramp itself: look at http://{host}:{port}/ first, or choose another.",
        port=str(port),
    )
