"""What a file is, by its first bytes: so that a verdict can say "this is a picture" and not "unknown format"."""

from __future__ import annotations

#: (offset, bytes there, word); the first that fits wins. Words are ids for wording, not for people.
_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "picture"), (0, b"\x89PNG\r\n\x1a\n", "picture"), (0, b"GIF8", "picture"),
    (0, b"BM", "picture"), (0, b"II*\x00", "picture"), (0, b"MM\x00*", "picture"),
    (8, b"WEBP", "picture"), (4, b"ftypheic", "picture"), (4, b"ftypheix", "picture"), (4, b"ftypmif1", "picture"),
    (4, b"ftypavif", "picture"), (4, b"ftyp", "video"), (0, b"\x1aE\xdf\xa3", "video"), (8, b"AVI ", "video"),
    (0, b"ID3", "sound"), (0, b"OggS", "sound"), (0, b"fLaC", "sound"), (8, b"WAVE", "sound"),
    (0, b"%PDF", "pdf"), (0, b"\xd0\xcf\x11\xe0", "document"), (0, b"{\\rtf", "document"),
    (0, b"PK\x03\x04", "zip"), (0, b"PK\x05\x06", "zip"), (0, b"\x1f\x8b", "gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "packed"), (0, b"Rar!", "packed"), (0, b"BZh", "packed"), (0, b"\xfd7zXZ", "packed"),
    (257, b"ustar", "packed"), (0, b"SQLite format 3\x00", "database"),
    (0, b"\x7fELF", "program"), (0, b"MZ", "program"), (8, b".FIT", "fit"),
)

_XML: tuple[tuple[bytes, str], ...] = (
    (b"<gpx", "gpx"), (b"<trainingcenterdatabase", "tcx"), (b"<healthdata", "apple_health"), (b"<svg", "picture"),
    (b"<!doctype html", "web_page"), (b"<html", "web_page"),
)

PACKED = frozenset({"zip", "gzip"})


def what_is(head: bytes) -> str:
    """Give the word for what these first bytes (some KiB) are; ``unknown`` when nothing is told by them."""
    if not head:
        return "empty"
    for offset, mark, word in _MARKS:
        if head[offset : offset + len(mark)] == mark:
            return word
    start = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        return next((word for mark, word in _XML if mark in start), "xml")
    if start.startswith((b"{", b"[")):
        return "json"
    return "text" if _is_text(head[:4096]) else "unknown"


def _is_text(head: bytes) -> bool:
    """Tell whether bytes look like writing: almost no control characters (UTF-16 counts by its byte order mark)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head)
    return control <= len(head) // 100
