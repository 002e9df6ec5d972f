"""Which values rest on entries made or changed after the cramp they came before: those are recalled differently.

Whoever has just cramped thinks back harder over what they drank or left out (recall bias: Coughlin 1990, J Clin
Epidemiol 43:87). Such values are not thrown away; the analyses ask whether a finding stands without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.changes import Revision
from uncramp.diary.diary import Diary
from uncramp.diary.observation import OWN_WORDS
from uncramp.diary.records import Cramp, Night, ObservationPeriod, Record, Session
from uncramp.exposures.looking_back import DAY_S
from uncramp.exposures.person_time import Window, night_span, session_end
from uncramp.exposures.table import ExposureTable, measure_all

#: no exposure looks back further than this from the opening of its window, and a window is over within two days
REACH_S = 35 * DAY_S

#: what a person does to an entry that stands: from that moment on it says what it says
_CHANGED = frozenset({"amend", "delete", "undo"})

#: rows of windows, and what the entries said before the first cramp that they are late for (None: nothing yet)
_Doubted = tuple[set[int], dict[UUID, Revision | None]]


def late_values(diary: Diary, table: ExposureTable, exposures: Collection[str]) -> NDArray[np.bool_]:
    """Mark the values of windows with a cramp that change when what was told after its first cramp is taken back.

    bool[n, k] for the windows and exposures of ``table``, which was measured on ``diary``; looked at are only the
    ``exposures`` of these ids, the others are False. An entry counts as late when what it tells of was over before the
    cramp, and it was entered from then on: it is left out. One that was entered before and corrected or deleted from
    then on is put back to what it said before the cramp, so a correction makes late only the values it changes. What a
    device wrote is not recalled, whenever its file came; what the person corrected in it is. A session that the cramp
    came in is rightly noted afterwards.
    """
    late = np.zeros(table.values.shape, dtype=np.bool_)
    firsts = [(row, _first_cramp(window)) for row, window in enumerate(table.windows) if window.cramps]
    cases = np.array([row for row, _first in firsts], dtype=np.intp)
    moments = np.array([first for _row, first in firsts], dtype=np.float64)
    entered, left_out = _entered_late(diary, cases, moments)
    changed, put_back = _changed_late(diary, cases, moments)
    rows = sorted(entered | changed)
    columns = [column for column, exposure in enumerate(table.exposures) if exposure.id in exposures]
    if rows and columns:
        chosen = [table.exposures[column] for column in columns]
        # What is taken back for one cramp is for all: what followed a cramp of the same weeks is doubtful too.
        before = diary.with_states(left_out | put_back)
        rest = measure_all(before, [table.windows[row] for row in rows], chosen).values
        value = table.values[np.ix_(rows, columns)]
        late[np.ix_(rows, columns)] = np.isfinite(value) & ~(value == rest)
    return late


def _entered_late(diary: Diary, cases: NDArray[np.intp], moments: NDArray[np.float64]) -> _Doubted:
    """Find what was entered late and never changed since: the windows with a cramp of which it tells, and the ids."""
    told = [
        record for record in diary.in_order_of_arrival
        if record.source in OWN_WORDS and _may_be_recalled(record) and record.id not in diary.revisions
    ]
    over = np.array([_over(record) for record in told])
    entered = np.array([record.noted_at.timestamp() for record in told])
    rows, left_out = set[int](), dict[UUID, Revision | None]()
    for row, first in zip(cases.tolist(), moments.tolist(), strict=True):
        found = np.flatnonzero((over < first) & (entered >= first) & (over >= first - REACH_S))
        left_out |= {told[place].id: None for place in found.tolist()}
        rows |= {row} if len(found) else set()
    return rows, left_out


def _changed_late(diary: Diary, cases: NDArray[np.intp], moments: NDArray[np.float64]) -> _Doubted:
    """Find what says something else now than before a cramp: the windows, and what each said before the earliest."""
    rows, put_back = set[int](), dict[UUID, Revision | None]()
    for record_id, states in diary.revisions.items():
        overs = [_over(state.record) for state in states if state.record is not None and _may_be_recalled(state.record)]
        if not overs:
            continue
        known_from = list(_known_from(states))
        near = np.flatnonzero((moments > min(overs)) & (moments <= max(overs) + REACH_S))
        for case in near[np.argsort(moments[near], kind="stable")].tolist():
            before = [at for at, stamp in enumerate(known_from) if stamp < moments[case]]
            was = states[before[-1]] if before else None
            if (None if was is None else was.record) != states[-1].record:
                put_back.setdefault(record_id, was)
                rows.add(int(cases[case]))
    return rows, put_back


def _known_from(states: tuple[Revision, ...]) -> Iterator[float]:
    """Give for each state of an entry from when on it was told so; no time at all for what a device told."""
    own = any(state.record is not None and state.record.source in OWN_WORDS for state in states)
    for state in states:
        taken_back = state.record is None and state.what == "undo"
        if state.what in _CHANGED and (own or not taken_back):
            yield state.written_at.timestamp()
        else:
            yield state.record.noted_at.timestamp() if own and state.record is not None else -np.inf


def _first_cramp(window: Window) -> float:
    return min(moment.timestamp() for _cramp, moment in window.cramps)


def _may_be_recalled(record: Record) -> bool:
    return not isinstance(record, Cramp | ObservationPeriod)


def _over(record: Record) -> float:
    """Give when that which an entry tells of was over, in seconds since 1970."""
    if isinstance(record, Session):
        return session_end(record).timestamp()
    return (night_span(record)[1] if isinstance(record, Night) else record.at).timestamp()
