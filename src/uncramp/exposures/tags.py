"""A person's own tags: ``#new_shoes`` in the note of an entry is looked at like any other exposure.

What nobody thought of before can be looked at this way, with a neutral prior. A tag is counted from its first use on:
before that nobody can say whether it was so. Tags of cramps and symptoms tell of the cramp and not of what came
before it, and what another program wrote into a note is not the person's tag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np

from uncramp.diary.diary import Diary, day_of
from uncramp.diary.observation import OWN_WORDS
from uncramp.diary.records import Cramp, ObservationPeriod, PlannedSession, Record, Symptom
from uncramp.diary.tags import TAG, tags_of
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, count_between, measured, moments_s, openings_s, unwritten
from uncramp.exposures.person_time import Window, WindowKind

#: so many tags are looked at, the most used ones: each more makes every other a little harder to find
MOST_TAGS = 5

#: a tag is looked at once it was used on so many days
FEWEST_DAYS = 5


def tag_exposures(diary: Diary) -> tuple[Exposure, ...]:
    """Give an exposure for each of the most used tags, at most five, each used on five days or more.

    Which tags are looked at depends on how often they were used and on nothing else, least of all on cramps.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for record in _telling(diary):
        for tag in tags_of(record.note):
            days[tag].add(day_of(record))
    used = sorted((-len(on), tag) for tag, on in days.items() if len(on) >= FEWEST_DAYS)
    return tuple(_exposure(tag) for _count, tag in used[:MOST_TAGS])


def measure_tag(diary: Diary, windows: Sequence[Window], *, tag: str) -> Measured:
    """1 when an entry with the tag lies in the 24 h before the window opened, or is the window's own session or night.

    Unknown before the tag was first used, and where nothing was written in those 24 h by someone who usually writes;
    else 0. Where the note was put right later nobody knows whether the tag came before or after a cramp: it is
    unknown in windows with one.
    """
    opens = openings_s(windows)
    ends = opens + 1e-6
    tagged = [record for record in _telling(diary) if tag in tags_of(record.note)]
    moments = moments_s(tagged)
    put_right = moments_s([record for record in tagged if "note" in diary.corrected.get(record.id, ())])
    value = (count_between(moments, ends - DAY_S, ends) > 0).astype(np.float64)
    before = ends <= moments[0] if len(moments) else np.ones(len(opens), dtype=np.bool_)
    silent = unwritten(diary, opens, 24.0, ObservationPeriod) & (value == 0)
    doubtful = np.array([bool(window.cramps) for window in windows], dtype=np.bool_)
    doubtful &= count_between(put_right, ends - DAY_S, ends) > 0
    return measured(
        value, [(before, Unknown.TOO_LITTLE_HISTORY), (silent, Unknown.NOT_LOGGED), (doubtful, Unknown.NOT_LOGGED)]
    )


def _telling(diary: Diary) -> list[Record]:
    """Give the records whose notes are the person's own words about something else than the cramp itself."""
    return [
        record for record in diary.records
        if record.note and not isinstance(record, Cramp | Symptom | ObservationPeriod | PlannedSession)
        and (record.source in OWN_WORDS or "note" in diary.corrected.get(record.id, ()))
    ]


def _exposure(tag: str) -> Exposure:
    return Exposure(
        id=TAG + tag, unit="yes_no", step=1.0, timing=Timing.BEFORE,
        outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=partial(measure_tag, tag=tag), yes_no=True,
    )
