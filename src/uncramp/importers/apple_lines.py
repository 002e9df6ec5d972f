"""The lines of an Apple Health export: blocks of bytes cut into tags, the common tag read by splitting on the quote.

Apple writes one tag a line. The split is guarded: what is not laid out like a plain record goes to expat, tag by tag,
so another order, a tag over several lines or a file without line breaks are read too, only slower. The DTD is never
read (the one of iOS 16 is broken), entities are refused, and memory is that of a block whatever the size of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

from uncramp.importers.xml_walk import LIMITS, MOST_ATTRIBUTES, MOST_DTD, MOST_TOKEN, RefusedXmlError

_BLOCK = 4 << 20
_RECORD = b"<Record type="
_METADATA = b"<MetadataEntry key="
#: children and closing tags that nothing is read from
_PASSED_OVER = frozenset((
    b"</Record>", b"<InstantaneousBeatsPerMinute bpm=", b"<ActivitySummary dateComponents=", b"<Location date=",
    b"<WorkoutEvent type=",
))
#: so many tags are read one by one; those of an export that is laid out otherwise, of some hundred MB
MOST_SLOW = 2_000_000
#: keys of metadata that are handed on
METADATA = frozenset((
    b"HKTimeZone", b"HKWeatherTemperature", b"HKWeatherHumidity", b"HKElevationAscended", b"HKElevationDescended",
))
_ESCAPES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")

#: a record: its type, source, unit, start, end and value, as they stand in the file
TakeRecord = Callable[[bytes, bytes, bytes, bytes, bytes, bytes], None]
#: another tag: its name, its attributes; the name of a closing tag begins with ``/``
TakeTag = Callable[[str, Mapping[str, str]], None]


def plain(value: bytes) -> bytes:
    """Undo the five escapes of XML."""
    if b"&" in value:
        for escape, letter in _ESCAPES:
            value = value.replace(escape, letter)
    return value


def tag_of(tag: bytes) -> tuple[str, dict[str, str]] | None:
    """Read one tag with expat: its name and attributes; None for what is no tag. Raises RefusedXmlError for a flood."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    whole = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
    try:
        parser.Parse(whole.translate(None, _CONTROLS).decode("utf-8", "replace").encode(), True)
    except expat.ExpatError:
        return None
    if found and len(found[0][1]) > MOST_ATTRIBUTES:
        raise RefusedXmlError("xml_attributes", **LIMITS)
    return found[0] if found else None


def tags(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Give the lines behind the DTD, block by block; each holds one tag, or blanks. Raises RefusedXmlError."""
    carry = _behind_dtd(stream)
    while True:
        block = stream.read(_BLOCK)
        data = carry + block
        cut = data.rfind(b"\n") + 1
        if len(data) - cut > MOST_TOKEN:
            data = data.replace(b"><", b">\n<")
            cut = data.rfind(b"\n") + 1
            if len(data) - cut > MOST_TOKEN:
                raise RefusedXmlError("xml_token", **LIMITS)
        carry = data[cut:]
        if not block:
            yield _single(data.split(b"\n"))
            return
        yield data[: max(cut - 1, 0)].split(b"\n")


def _single(lines: list[bytes]) -> list[bytes]:
    return [part for line in lines for part in line.replace(b"><", b">\n<").split(b"\n")]


def _behind_dtd(stream: IO[bytes]) -> bytes:
    """Read up to the root; what stands behind its name is given back, as part of the first line."""
    head = stream.read(MOST_DTD + 4096)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise RefusedXmlError("xml_damaged", line="1")
    root = head.find(b"<HealthData")
    if b"<!ENTITY" in head[: root if root >= 0 else len(head)]:
        raise RefusedXmlError("xml_entities", **LIMITS)
    if root < 0:
        raise RefusedXmlError("xml_dtd" if b"<!DOCTYPE" in head else "xml_damaged", line="1", **LIMITS)
    return head[root:]


def scan(stream: IO[bytes], wanted: frozenset[bytes], take_record: TakeRecord, take_tag: TakeTag) -> int:
    """Go through an export once, handing on records of wanted types and all other tags; the tags that were no tags.

    Records inside a correlation are left out: they stand at the top level too. Raises RefusedXmlError when it cannot
    go on; what was handed on before stands.
    """
    scanner = _Scanner(wanted, take_record, take_tag)
    for lines in tags(stream):
        scanner.lines(lines)
    if scanner.pending or not scanner.closed:
        raise RefusedXmlError("cut_off", byte="")
    return scanner.unreadable


class _Scanner:
    """The state between lines: a tag that goes over several of them, and whether this is inside a correlation."""

    def __init__(self, wanted: frozenset[bytes], take_record: TakeRecord, take_tag: TakeTag) -> None:
        self.wanted, self.take_record, self.take_tag = wanted, take_record, take_tag
        self.pending: list[bytes] = []
        self.pending_bytes = 0
        self.inside = self.closed = self.orphans = False
        self.unreadable = self.read_slowly = 0

    def lines(self, lines: list[bytes]) -> None:
        """Take some lines."""
        wanted, take = self.wanted, self.take_record
        for line in lines:
            first = line.split(b'"', 2)
            name = first[0].lstrip()
            if self.pending or (name != b"</Record>" and (len(first) < 3 or line.count(b"<") != 1)):
                self.slow(line.strip())
            elif name == _RECORD and line[-1:] == b">":
                # children of what is not wanted must not be taken for those of the record before
                self.orphans = self.inside or first[1] not in wanted
                if not self.orphans and not self._plain(line, take):
                    self.slow(line.strip())
            elif name not in _PASSED_OVER and not (name == _METADATA and (self.orphans or first[1] not in METADATA)):
                self.slow(line.strip())

    def _plain(self, line: bytes, take: TakeRecord) -> bool:
        """Take a record that is laid out as Apple does it; False for another order."""
        parts = line.split(b'"')
        if (
            len(parts) < 13 or parts[-3] != b" value=" or parts[-5] != b" endDate=" or parts[-7] != b" startDate="
            or parts[2] != b" sourceName="
        ):
            return False
        unit = parts[parts.index(b" unit=") + 1] if b" unit=" in parts else b""
        take(parts[1], parts[3], unit, parts[-6], parts[-4], parts[-2])
        return True

    def slow(self, line: bytes) -> None:
        """Take a line that is not laid out like a plain record."""
        if self.pending or (line and not line.endswith(b">")):
            self.pending.append(line)
            self.pending_bytes += len(line)
            if self.pending_bytes > MOST_TOKEN:
                raise RefusedXmlError("xml_token", **LIMITS)
            if not line.endswith(b">"):
                return
            line, self.pending, self.pending_bytes = b" ".join(self.pending), [], 0
        if line.count(b"<") > 1:
            for part in line.replace(b">", b">\n").split(b"\n"):
                if part.strip():
                    self.tag(part.strip())
        elif line:
            self.tag(line)

    def tag(self, line: bytes) -> None:
        """Take one tag."""
        self.read_slowly += 1
        if self.read_slowly > MOST_SLOW:
            raise RefusedXmlError("too_many_messages")
        if line.startswith(b"</"):
            name = line[2:-1].strip().decode("ascii", "replace")
            self.closed = self.closed or name == "HealthData"
            if name == "Correlation":
                self.inside = False
            elif not self.inside:
                self.take_tag("/" + name, {})
            return
        found = tag_of(line) if line.startswith(b"<") and not line.startswith((b"<!", b"<?")) else None
        if found is None:
            self.unreadable += not line.startswith((b"<!", b"<?"))
            return
        name, attributes = found
        if name == "Correlation":
            self.inside = not line.endswith(b"/>")
        elif not self.inside:
            self._known(name, attributes)

    def _known(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "").encode()
        if name == "Record":
            self.orphans = kind not in self.wanted
        if name == "Record" and not self.orphans:
            told = [attributes.get(key, "").encode() for key in ("sourceName", "unit", "startDate", "endDate", "value")]
            self.take_record(kind, *told)
        elif name != "Record" and not (name == "MetadataEntry" and self.orphans):
            self.orphans = False
            self.take_tag(name, attributes)
