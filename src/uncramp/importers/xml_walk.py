"""One guarded pass over an XML file with expat: no document tree, no DTD, no entities, no flood.

Everything is judged on the bytes before expat sees them: the DTD is cut out (a broken one costs nothing and default
attributes cannot multiply), entities are refused, and no token is longer than a MiB, because expat starts a token over
with every block it is handed. The text goes in as UTF-8 whatever it was declared to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

#: a DTD may be this long (bytes); the one of an Apple export is 12 kB
MOST_DTD = 64 << 10
#: a tag, a text, a comment may be this long (bytes)
MOST_TOKEN = 1 << 20
#: a tag may have so many attributes; those of a workout have 16
MOST_ATTRIBUTES = 64
MOST_DEPTH = 64
#: a file may have so many tags; a million points have ten
MOST_TAGS = 10_000_000
#: what is said of the limits
LIMITS = {"dtd_kb": str(MOST_DTD >> 10), "token_mb": str(MOST_TOKEN >> 20), "attributes": str(MOST_ATTRIBUTES),
          "depth": str(MOST_DEPTH)}

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["'][^>]{0,200}\?>""")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]{0,400}\?>")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_SKIPPED = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_NAMED = re.compile(r"<!DOCTYPE\s+([A-Za-z_][\w.-]*)")
_SUBSET_END = re.compile(rb"\]\s*>")

#: expat's words for a file that ends too early: no element, unclosed token, unclosed CDATA
_ENDS_EARLY = frozenset({3, 5, 20})


class RefusedXmlError(Exception):
    """The file is refused, or nothing behind a place can be read: ``fault`` is an id for wording."""

    def __init__(self, fault: str, **facts: str) -> None:
        """Take the id of the fault and its facts."""
        super().__init__(fault)
        self.fault, self.facts = fault, facts


def root_of(head: bytes) -> str | None:
    """Give the name of the first element in some first bytes, without its prefix; None where there is none."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    start = text[:4].lstrip("\xef\xbb\xbf\ufeff \t\r\n")
    if not start.startswith("<") and not text.lstrip("\xef\xbb\xbf\ufeff \t\r\n").startswith("<"):
        return None
    # a DTD longer than the head still names the root
    found = _ROOT.search(_SKIPPED.sub("", text)) or _NAMED.search(text)
    return found.group(1) if found else None


def guarded(data: bytes) -> bytes:
    """Give an XML file as UTF-8 without declaration and DTD; raises RefusedXmlError for what no device writes."""
    _check_tokens(data)
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    data = _as_utf8(data)
    if wide:
        _check_tokens(data)
    start = data.find(b"<!DOCTYPE")
    if start >= 0:
        if b"<!ENTITY" in data:
            raise RefusedXmlError("xml_entities", **LIMITS)
        data = data[:start] + data[_dtd_end(data, start):]
    if _CONTROL.search(data):
        data = data.translate(None, _CONTROLS)
    return data


def _as_utf8(data: bytes) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
    elif data[:3] == b"\xef\xbb\xbf":
        data = data[3:]
    declared = _DECLARED.match(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        western = declared is not None and declared.group(1).lower() not in (b"utf-8", b"utf8", b"utf-16")
        data = data.decode("cp1252" if western else "utf-8", "replace").encode("utf-8")
    declaration = _DECLARATION.match(data)
    return data[declaration.end():] if declaration else data.lstrip(b" \t\r\n")


def _dtd_end(data: bytes, start: int) -> int:
    """Find where a DTD ends; raises RefusedXmlError when it is longer than any real one."""
    window = data[start : start + MOST_DTD]
    bracket, close = window.find(b"["), window.find(b">")
    if close >= 0 and (bracket < 0 or close < bracket):
        return start + close + 1
    found = _SUBSET_END.search(window, max(bracket, 0))
    if found is None:
        raise RefusedXmlError("xml_dtd", **LIMITS)
    return start + found.end()


def _check_tokens(data: bytes) -> None:
    """Refuse a token that is too long: between two tags, or a comment or instruction with tags in it."""
    at = 0
    while at < len(data) - MOST_TOKEN:
        following = data.rfind(b"<", at + 1, at + MOST_TOKEN)
        if following < 0:
            raise RefusedXmlError("xml_token", **LIMITS)
        at = following
    for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>")):
        at = data.find(opening)
        while at >= 0:
            end = data.find(closing, at + len(opening), at + MOST_TOKEN)
            if end < 0 and len(data) - at > MOST_TOKEN:
                raise RefusedXmlError("xml_token", **LIMITS)
            at = data.find(opening, end) if end >= 0 else -1


def walk(
    data: bytes,
    on_start: Callable[[str, Mapping[str, str]], None],
    on_end: Callable[[str, str, str], None],
) -> None:
    """Go through guarded XML once: ``on_start(name, attributes)``, ``on_end(name, parent, text)``, prefixes left off.

    Raises RefusedXmlError where it cannot go on; what the handlers took before stands.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    open_names: list[str] = []
    texts: list[str] = []
    budget = iter(range(MOST_TAGS))

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise RefusedXmlError("xml_attributes", **LIMITS)
        if next(budget, None) is None:
            raise RefusedXmlError("too_many_messages")
        if len(open_names) >= MOST_DEPTH:
            raise RefusedXmlError("xml_depth", **LIMITS)
        name = name.rpartition(":")[2]
        open_names.append(name)
        texts.clear()
        on_start(name, attributes)

    def end(_name: str) -> None:
        name = open_names.pop()
        on_end(name, open_names[-1] if open_names else "", "".join(texts).strip())
        texts.clear()

    def refuse(*_: object) -> None:
        raise RefusedXmlError("xml_entities", **LIMITS)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code in _ENDS_EARLY:
            raise RefusedXmlError("cut_off", byte=str(parser.CurrentByteIndex)) from None
        raise RefusedXmlError("xml_damaged", line=str(error.lineno)) from None
