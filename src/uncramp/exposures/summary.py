"""The summary of a session's curve: all that exposures need of it in a kilobyte, worked out once and kept aside.

A summary knows no person: speeds and heart rates are counted by class, so that whatever is relative to somebody's own
best or own heart can be worked out later without the curve. It depends on the curve, on whether it was done on foot,
on the span that is the early part, and on this code; the key names all four. What is kept may be deleted any time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from uncramp.diary.derived import Derived
from uncramp.diary.diary import Diary
from uncramp.diary.records import Record, Session
from uncramp.diary.series import Series
from uncramp.exposures.curve import (
    EFFORTS_S,
    HIGHEST_BPM,
    LOWEST_BPM,
    ON_FOOT,
    SPEED_CLASSES,
    Column,
    best_efforts_m_s,
    median_speed_m_s,
    metres_by_speed,
    minutes_by_bpm,
    steps_of,
)
from uncramp.exposures.person_time import session_end

#: raised whenever a summary of the same curve would come out otherwise
VERSION = 1
#: the early part: the first 30 minutes, or half of a shorter session
EARLY_S = 1800.0
#: so many new summaries are put aside at a time: a page that is broken off has not worked in vain
_AT_A_TIME = 200

_PARTS = (2, len(EFFORTS_S), SPEED_CLASSES, HIGHEST_BPM - LOWEST_BPM + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """What exposures need of one curve. NaN is unknown.

    ``early_m_s`` is the median speed on the flat of the early part; ``lasted_s`` the time from the first to the last
    sample; ``best_m_s`` the best mean speed over each span of ``curve.EFFORTS_S``; ``metres_by_speed`` float64[150] by
    0.1 m/s, all NaN without a speed; ``minutes_by_bpm`` float64[226] from 25 to 250, all 0 without a heart rate.
    """

    lasted_s: float
    early_m_s: float
    best_m_s: Column
    metres_by_speed: Column
    minutes_by_bpm: Column


def early_span_s(session: Session) -> float:
    """Give how long the early part of a session is in seconds: 30 min, or half of a shorter one."""
    lasted_s = session_end(session).timestamp() - session.at.timestamp()
    return min(EARLY_S, lasted_s / 2) if lasted_s > 0 else EARLY_S


def summarise(series: Series, *, on_foot: bool, early_s: float) -> SessionSummary:
    """Sum a curve up; ``early_s`` is the length of its early part (s)."""
    steps = steps_of(series, on_foot=on_foot)
    lasted = float(series.time_s[-1] - series.time_s[0]) if len(series.time_s) else float("nan")
    if steps is None:
        early, best, metres = float("nan"), np.full(len(EFFORTS_S), np.nan), np.full(SPEED_CLASSES, np.nan)
    else:
        early = median_speed_m_s(steps, early_s)
        best, metres = best_efforts_m_s(steps), metres_by_speed(steps)
    return SessionSummary(
        lasted_s=lasted, early_m_s=early, best_m_s=best, metres_by_speed=metres, minutes_by_bpm=minutes_by_bpm(series)
    )


def key_of(session: Session) -> str | None:
    """Name all that the summary of a session depends on; None for a session without a curve."""
    if session.series is None:
        return None
    foot = "foot" if session.sport in ON_FOOT else "other"
    return f"summary/{VERSION}/{session.series.hex}/{foot}/{early_span_s(session):.3f}"


def pack(summary: SessionSummary) -> bytes:
    """Give a summary as bytes, equal bit by bit when unpacked: little-endian float64, deflated."""
    columns = (summary.best_m_s, summary.metres_by_speed, summary.minutes_by_bpm)
    table = np.concatenate([np.array([summary.lasted_s, summary.early_m_s]), *columns])
    return zlib.compress(table.astype("<f8").tobytes(), 1)


def unpack(data: bytes) -> SessionSummary | None:
    """Take :func:`pack` back; None for bytes that it did not make."""
    try:
        table = np.frombuffer(zlib.decompress(data), dtype="<f8").astype(np.float64)
    except (zlib.error, ValueError, struct.error):
        return None
    if len(table) != sum(_PARTS):
        return None
    scalars, best, metres, minutes = np.split(table, np.cumsum(_PARTS)[:-1])
    return SessionSummary(
        lasted_s=float(scalars[0]), early_m_s=float(scalars[1]), best_m_s=best, metres_by_speed=metres,
        minutes_by_bpm=minutes,
    )


class SummariesAside:
    """Puts summaries of curves aside while they are at hand, as at an import: read again, each costs ten times more.

    They are put aside many at a time, and the last of them where the ``with`` block ends.
    """

    def __init__(self, derived: Derived) -> None:
        """Take the place to put them."""
        self._derived, self._found = derived, dict[str, bytes]()

    def __enter__(self) -> SummariesAside:
        """Begin."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Put aside what is left, whatever happened."""
        self._put()

    def take(self, records: Iterable[Record], series: Iterable[Series]) -> None:
        """Sum up the curves of sessions."""
        curves = {each.id: each for each in series}
        for record in records:
            key = key_of(record) if isinstance(record, Session) else None
            if isinstance(record, Session) and key is not None and record.series in curves:
                on_foot, early_s = record.sport in ON_FOOT, early_span_s(record)
                self._found[key] = pack(summarise(curves[record.series], on_foot=on_foot, early_s=early_s))
        if len(self._found) >= _AT_A_TIME:
            self._put()

    def _put(self) -> None:
        if self._found:
            self._derived.keep_derived(self._found)
        self._found = {}


def summaries_of(diary: Diary) -> Mapping[UUID, SessionSummary]:
    """Give the summaries of all sessions with a curve, by the session's id: those put aside, the others worked out."""
    return diary.once("summaries", lambda: _summaries(diary))


def _summaries(diary: Diary) -> dict[UUID, SessionSummary]:
    kept = diary.derived.derived() if diary.derived is not None else {}
    found: dict[UUID, SessionSummary] = {}
    new: dict[str, bytes] = {}
    wanted: set[str] = set()
    for session in diary.of(Session):
        key = key_of(session)
        if key is None:
            continue
        wanted.add(key)
        summary = unpack(kept[key]) if key in kept else None
        if summary is None:
            series = diary.curve(session)
            if series is None:
                continue
            summary = summarise(series, on_foot=session.sport in ON_FOOT, early_s=early_span_s(session))
            new[key] = pack(summary)
        found[session.id] = summary
        if len(new) >= _AT_A_TIME:
            _keep(diary, new)
            new = {}
    stale = [key for key in kept if key.startswith("summary/") and key not in wanted]
    # Other tellings of a session have summaries of their own: only what outgrows the rest is cleared away.
    _keep(diary, new, stale if len(stale) > 2 * len(wanted) else ())
    return found


def _keep(diary: Diary, new: Mapping[str, bytes], forget: Iterable[str] = ()) -> None:
    gone = tuple(forget)
    if diary.derived is not None and (new or gone):
        diary.derived.keep_derived(new, forget=gone)
