"""Which values rest on entries made after the cramp they came before: what is entered then is recalled differently.

Whoever has just cramped thinks back harder over what they drank or left out (recall bias: Coughlin 1990, J Clin
Epidemiol 43:87). Such values are not thrown away; the analyses ask whether a finding stands without them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.observation import OWN_WORDS
from uncramp.diary.records import Cramp, Night, ObservationPeriod, Record, Session
from uncramp.exposures.looking_back import DAY_S
from uncramp.exposures.person_time import night_span, session_end
from uncramp.exposures.table import ExposureTable, measure_all

#: no exposure looks back further than this from the opening of its window, and a window is over within two days
REACH_S = 35 * DAY_S


def late_values(diary: Diary, table: ExposureTable, exposures: Collection[str]) -> NDArray[np.bool_]:
    """Mark the values of windows with a cramp that change when what was entered after its first cramp is left out.

    bool[n, k] for the windows and exposures of ``table``, which was measured on ``diary``; looked at are only the
    ``exposures`` of these ids, the others are False. Only what the person entered counts:
    what a device wrote is not recalled. An entry counts as late when what it tells of was over before the cramp, and
    it was entered from then on; a session that the cramp came in is rightly noted afterwards. A value that was put
    right after the cramp is not found: a correction keeps the moment of the entry.
    """
    late = np.zeros(table.values.shape, dtype=np.bool_)
    told = [record for record in diary.in_order_of_arrival if _is_recalled(record)]
    over = np.array([_over(record).timestamp() for record in told])
    entered = np.array([record.noted_at.timestamp() for record in told])
    rows, left_out = [], set[UUID]()
    for row, window in enumerate(table.windows):
        if window.cramps:
            first = min(moment.timestamp() for _cramp, moment in window.cramps)
            found = np.flatnonzero((over < first) & (entered >= first) & (over >= first - REACH_S))
            left_out.update(told[place].id for place in found.tolist())
            rows += [row] if len(found) else []
    columns = [column for column, exposure in enumerate(table.exposures) if exposure.id in exposures]
    if rows and columns:
        chosen = [table.exposures[column] for column in columns]
        # Entries left out for one cramp are left out for all: what followed a cramp of the same weeks is doubtful too.
        rest = measure_all(diary.without(left_out), [table.windows[row] for row in rows], chosen).values
        value = table.values[np.ix_(rows, columns)]
        late[np.ix_(rows, columns)] = np.isfinite(value) & ~(value == rest)
    return late


def _is_recalled(record: Record) -> bool:
    return record.source in OWN_WORDS and not isinstance(record, Cramp | ObservationPeriod)


def _over(record: Record) -> datetime:
    """Give when that which an entry tells of was over."""
    if isinstance(record, Session):
        return session_end(record)
    return night_span(record)[1] if isinstance(record, Night) else record.at
