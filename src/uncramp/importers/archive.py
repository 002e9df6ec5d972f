"""Paths to bytes: folders, zip archives (also inside each other) and gzip files, one file in memory at a time.

Names inside archives are shown and never joined to a path; what a file is, is told by its bytes. Archives made to
explode are refused from their table of contents, before anything is unpacked, and real bytes are counted besides.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import IO

from uncramp.importers.sniff import what_is

MIB = 1 << 20
#: the largest single file read; years of one watch in one tidy CSV stay below a tenth of it
MOST_BYTES = 256 * MIB
#: a file larger than this is handed on as a stream, for importers that can read one; the others get it whole
STREAM_ABOVE = 64 * MIB
#: all that one archive may unpack to, with what lies inside it
MOST_UNPACKED = 4096 * MIB
#: bytes out for each byte in, above one MiB; CSV and FIT stay below 30, zeros reach 1,032
MOST_RATIO = 200
MOST_MEMBERS = 50_000
MOST_DEPTH = 3
_MOST_DIRECTORY = 16 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file that was found: its path as shown (``!`` before a name inside an archive) and its bytes.

    ``data`` is None when it could not be read; then ``fault`` and ``facts`` say why; or when it is large: then
    ``stream`` opens it from its start. ``beside`` gives the bytes of a file by its name from where this one lies, None
    where there is none. ``weight`` is how many bytes on disk it stands for, for a progress bar.
    """

    path: str
    name: str
    data: bytes | None = None
    stream: Callable[[], IO[bytes]] | None = None
    beside: Callable[[str], bytes | None] | None = None
    fault: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDisk:
    """A path to read: where, how it is shown, its size in bytes; ``fault`` when it cannot be read at all.

    ``only`` names the one file inside an archive that is wanted, as it is shown; None wants them all.
    """

    path: Path
    shown: str
    size: int = 0
    fault: str | None = None
    only: str | None = None


@dataclass(slots=True)
class _Budget:
    """What one archive on disk has used up, with the archives inside it."""

    unpacked: int = 0
    members: int = 0


def shown(name: str) -> str:
    """Make a file's name fit to be shown: no control characters, no broken letters, no more than 300 characters."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    text = "".join(letter if letter.isprintable() else "?" for letter in plain)
    return text if len(text) <= 300 else f"{text[:140]}...{text[-140:]}"


def archive_of(path: Path) -> Path | None:
    """Give the archive on disk of a path as files inside archives are shown, ``runs.zip!1.fit``; None for any other."""
    text = str(path)
    at = text.find("!")
    while at > 0:
        if (outer := Path(text[:at])).is_file():
            return None if path.exists() else outer
        at = text.find("!", at + 1)
    return None


def find(paths: Sequence[Path]) -> list[OnDisk]:
    """List the files under some paths, folders walked in order of name; hidden files and links in folders left out.

    A path may name one file inside an archive as verdicts show it: ``runs.zip!1.fit``.
    """
    found: list[OnDisk] = []
    for path in paths:
        outer = archive_of(path)
        if outer is not None:
            only = shown(str(path))
            found.extend(replace(each, only=only) for each in find([outer]))
            continue
        before = len(found)
        waiting = [path]  # a stack and no recursion: folders can be nested deeper than Python calls can
        while waiting:
            each = waiting.pop()
            waiting.extend(reversed(_look(each, found, given=each is path)))
        if len(found) == before:
            found.append(OnDisk(path=path, shown=shown(str(path)), fault="empty_folder"))
    return found


def _look(path: Path, found: list[OnDisk], *, given: bool) -> list[Path]:
    """Add a file, or what is wrong with it, to what was found; a folder's files, then its folders."""
    name = shown(str(path))
    try:
        status = path.stat() if given else path.lstat()
        if stat.S_ISDIR(status.st_mode):
            return [
                entry for entry in sorted(path.iterdir(), key=lambda each: (each.is_dir(), each.name))
                if not entry.name.startswith(".")
            ]
        if stat.S_ISREG(status.st_mode):
            found.append(OnDisk(path=path, shown=name, size=status.st_size))
        elif given or not stat.S_ISLNK(status.st_mode):
            found.append(OnDisk(path=path, shown=name, fault="not_a_file"))
    except FileNotFoundError:
        found.append(OnDisk(path=path, shown=name, fault="no_such_path"))
    except (OSError, ValueError):
        found.append(OnDisk(path=path, shown=name, fault="cannot_open"))
    return []


def unpack(on_disk: OnDisk) -> Iterator[Found]:
    """Give the file, or all files inside it when it is an archive, one after the other; or the one that is wanted."""
    if on_disk.only is None:
        yield from _unpacked(on_disk)
        return
    wanted = (Path(on_disk.only), Path(on_disk.shown))  # a fault of the archive itself is told too
    there = False
    for found in _unpacked(on_disk):
        if Path(found.path) in wanted:
            there = True
            yield found
    if not there:
        yield Found(path=on_disk.only, name=on_disk.path.name, fault="no_such_path")


def _unpacked(on_disk: OnDisk) -> Iterator[Found]:
    if on_disk.fault is not None:
        yield Found(path=on_disk.shown, name=on_disk.path.name, fault=on_disk.fault)
        return
    try:
        with on_disk.path.open("rb") as file:
            if what_is(file.read(512)) == "zip":
                file.seek(0)
                yield from _members(file, on_disk.shown, on_disk.size, _Budget(), 1)
                return
            file.seek(0)
            data = file.read() if on_disk.size <= STREAM_ABOVE else None
    except OSError:
        yield Found(path=on_disk.shown, name=on_disk.path.name, fault="cannot_open", weight=on_disk.size)
        return
    if data is None:
        yield _streamed(
            Found(path=on_disk.shown, name=on_disk.path.name, weight=on_disk.size), on_disk.size,
            lambda: on_disk.path.open("rb"),
        )
        return
    for found in _opened(on_disk.shown, on_disk.path.name, data, on_disk.size, _Budget(), 1):
        yield replace(found, beside=lambda name: _beside_on_disk(on_disk.path, name))


def _streamed(found: Found, size: int, stream: Callable[[], IO[bytes]]) -> Found:
    if size > MOST_UNPACKED:
        return replace(found, fault="unpacks_too_large", facts=_limit(MOST_BYTES))
    return replace(found, stream=stream)


def _beside_on_disk(path: Path, name: str) -> bytes | None:
    """Give the bytes of a file in or under the folder of another one; a name that leads out of it is not followed."""
    try:
        folder = path.parent.resolve()
        other = (folder / name).resolve()
        if not other.is_relative_to(folder) or not other.is_file() or other.stat().st_size > STREAM_ABOVE:
            return None
        return _bare(other.read_bytes(), _Budget())
    except (OSError, ValueError):
        return None


def _bare(data: bytes, budget: _Budget) -> bytes | None:
    """Give what is in a gzip file, or the bytes themselves."""
    return _gunzip(data, budget)[0] if what_is(data[:512]) == "gzip" else data


def holds(path: Path, name: str) -> bool:
    """Tell whether a zip archive on disk has a file of this name in its table of contents; False for a damaged one."""
    try:
        with path.open("rb") as file:
            return _directory_fault(file) is None and name in zipfile.ZipFile(file).namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, UnicodeError):
        return False


def unpack_bytes(filename: str, data: bytes) -> Iterator[Found]:
    """Give the file that was handed over as bytes, or all files inside it when it is an archive."""
    yield from _opened(shown(filename), filename, data, len(data), _Budget(), 1)


def _opened(path: str, name: str, data: bytes | None, weight: int, budget: _Budget, depth: int) -> Iterator[Found]:
    """Pass a file on, or what is packed in it."""
    if data is None or len(data) > MOST_BYTES:
        yield Found(path=path, name=name, fault="too_large", facts=_limit(MOST_BYTES), weight=weight)
        return
    kind = what_is(data[:512])
    if kind == "zip":
        yield from _members(io.BytesIO(data), path, weight, budget, depth)
    elif kind == "gzip" and depth <= MOST_DEPTH:
        inner, fault = _gunzip(data, budget)
        if inner is None:
            yield Found(path=path, name=name, fault=fault, facts=_limit(MOST_BYTES), weight=weight)
        else:
            short = name[:-3] if name.lower().endswith(".gz") else name
            yield from _opened(path, short, inner, weight, budget, depth + 1)
    else:
        yield Found(path=path, name=name, data=data, weight=weight)


def _limit(most_bytes: int) -> dict[str, str]:
    return {
        "limit_mb": str(most_bytes // MIB), "limit_gb": str(MOST_UNPACKED // (1024 * MIB)),
        "times": str(MOST_RATIO), "files": str(MOST_MEMBERS), "depth": str(MOST_DEPTH),
    }


def _gunzip(data: bytes, budget: _Budget) -> tuple[bytes | None, str | None]:
    """Unpack a gzip file, stopping at the limits; the bytes, or None and the fault."""
    most = min(MOST_BYTES, max(MIB, MOST_RATIO * len(data)), MOST_UNPACKED - budget.unpacked)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        out = unpacker.decompress(data, most + 1)
    except zlib.error:
        return None, "archive_damaged"
    if len(out) > most:
        return None, "too_large" if most == MOST_BYTES else "packed_too_tight"
    budget.unpacked += len(out)
    return (out, None) if unpacker.eof else (None, "archive_damaged")


def _members(
    file: io.BufferedIOBase, path: str, weight: int, budget: _Budget, depth: int
) -> Iterator[Found]:
    """Give the files of a zip archive in order of name, each refused by itself; a hopeless archive is one verdict."""
    name = path.rsplit("/", 1)[-1]
    facts = _limit(MOST_BYTES)
    if depth > MOST_DEPTH:
        yield Found(path=path, name=name, fault="nested_too_deep", facts=facts, weight=weight)
        return
    try:
        fault = _directory_fault(file)
        if fault is None:
            archive = zipfile.ZipFile(file)
            entries = archive.infolist()
            fault = _archive_fault(entries, weight, budget)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, UnicodeError):
        fault = "archive_damaged"
    if fault is not None:
        yield Found(path=path, name=name, fault=fault, facts=facts, weight=weight)
        return
    files = sorted((entry for entry in entries if _wanted(entry)), key=lambda entry: entry.filename)
    if any(entry.filename == "[Content_Types].xml" for entry in files):
        yield Found(path=path, name=name, fault="unknown_format", facts={"what": "document"}, weight=weight)
        return
    if not files:
        yield Found(path=path, name=name, fault="empty_folder", weight=weight)
    budget.members += len(files)
    by_name = {entry.filename: entry for entry in files}
    for entry in files:
        inside = f"{path}!{shown(entry.filename)}"
        folder, _, short = entry.filename.rpartition("/")
        told = Found(path=inside, name=short, weight=entry.compress_size)
        data, fault = _member(archive, entry, budget)
        if fault is not None:
            yield replace(told, fault=fault, facts=facts)
        elif data is None:
            yield _streamed(told, entry.file_size, partial(archive.open, entry))
        else:
            beside = partial(_beside_in_archive, archive, by_name, budget, f"{folder}/" if folder else "")
            for found in _opened(inside, short, data, entry.compress_size, budget, depth + 1):
                yield replace(found, beside=found.beside or beside)


def _beside_in_archive(
    archive: zipfile.ZipFile, by_name: Mapping[str, zipfile.ZipInfo], budget: _Budget, folder: str, name: str
) -> bytes | None:
    entry = by_name.get(folder + name)
    data, fault = _member(archive, entry, budget) if entry is not None else (None, None)
    return None if data is None or fault is not None else _bare(data, budget)


def _wanted(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not entry.is_dir() and not hidden and "__MACOSX" not in parts


def _directory_fault(file: io.BufferedIOBase) -> str | None:
    """Look at the end record before the table of contents is read: a table of gigabytes is refused unread."""
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return "archive_damaged"
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    return "too_many_files" if directory > _MOST_DIRECTORY else None


def _archive_fault(entries: list[zipfile.ZipInfo], size: int, budget: _Budget) -> str | None:
    """Judge an archive by its table of contents: too many files, overlapping files, too much, too tight."""
    if len(entries) + budget.members > MOST_MEMBERS:
        return "too_many_files"
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(ordered):
        # a local header is 30 bytes and the name; two files that share bytes are a trick, not an archive
        if entry.header_offset + 30 + entry.compress_size > following.header_offset:
            return "archive_overlaps"
    total = sum(entry.file_size for entry in entries)
    if total > MOST_RATIO * max(size, MIB):
        return "packed_too_tight"
    return "unpacks_too_large" if total + budget.unpacked > MOST_UNPACKED else None


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget) -> tuple[bytes | None, str | None]:
    """Unpack one file within its limits: the bytes; None and the fault; None twice for a file to be streamed."""
    if entry.flag_bits & 1:
        return None, "locked"
    if entry.file_size > MOST_RATIO * max(entry.compress_size, MIB // MOST_RATIO):
        return None, "packed_too_tight"
    if entry.file_size > STREAM_ABOVE:
        budget.unpacked += entry.file_size
        return (None, "unpacks_too_large") if budget.unpacked > MOST_UNPACKED else (None, None)
    try:
        with archive.open(entry) as member:
            data = member.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError, RuntimeError):
        return None, "archive_damaged"
    budget.unpacked += len(data)
    return (None, "unpacks_too_large") if budget.unpacked > MOST_UNPACKED else (data, None)
