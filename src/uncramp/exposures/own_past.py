"""Own references for one session, all from before it: usual start, best efforts, best sprint, heart range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.curve import EFFORTS_S, Column
from uncramp.exposures.fast_running import BEST_DAYS as BEST_10S_DAYS, LEAST_SESSIONS, WITHOUT_RUNNING, best_10s_m_s
from uncramp.exposures.heart import HeartRange, heart_ranges, is_woman
from uncramp.exposures.looking_back import DAY_S
from uncramp.exposures.pace import USUAL_DAYS
from uncramp.exposures.summary import SessionSummary, summaries_of

#: the best-effort curve is that of so many days
BEST_DAYS = 105.0


@dataclass(frozen=True, slots=True)
class OwnPast:
    """Own references from before a session, each from 8 sessions at least; NaN is unknown.

    ``usual_early_m_s`` is the median early speed of 90 days in that sport; ``best_m_s`` the best mean speed over each
    span of ``curve.EFFORTS_S`` in 15 weeks in that sport; ``best_10s_m_s`` the best 10 s of a year in any sport with
    running; ``rates`` the heart range, which may take in the session's own highest rate; ``woman`` which numbers apply.
    """

    usual_early_m_s: float
    best_m_s: Column
    best_10s_m_s: float
    rates: HeartRange
    woman: bool

    def best_over_m_s(self, span_s: float) -> float:
        """Give the best mean speed over a span, between the spans of the curve on a logarithmic clock; NaN outside."""
        efforts, told = np.array(EFFORTS_S), ~np.isnan(self.best_m_s)
        if told.sum() < 2 or not efforts[told][0] <= span_s <= efforts[told][-1]:
            return float("nan")
        return float(np.interp(np.log(span_s), np.log(efforts[told]), self.best_m_s[told]))


def own_past(diary: Diary, session: Session) -> OwnPast:
    """Give the references for a session."""
    summaries = summaries_of(diary)
    sessions = diary.of(Session)
    before = [each for each in sessions if each.at < session.at]
    alike = [each for each in before if each.sport == session.sport]
    early = [one.early_m_s for one in _since(alike, summaries, session, USUAL_DAYS) if not np.isnan(one.early_m_s)]
    lately = _since(alike, summaries, session, BEST_DAYS)
    efforts = np.array([one.best_m_s for one in lately]).reshape(len(lately), len(EFFORTS_S))
    running = [each for each in before if each.sport not in WITHOUT_RUNNING]
    tops = [best_10s_m_s(one) for one in _since(running, summaries, session, BEST_10S_DAYS)]
    tops = [top for top in tops if not np.isnan(top)]
    known = heart_ranges(diary, [*before, session], [summaries.get(each.id) for each in [*before, session]])
    enough = len(lately) >= LEAST_SESSIONS
    return OwnPast(
        float(np.median(early)) if len(early) >= LEAST_SESSIONS else float("nan"),
        np.fmax.reduce(efforts, axis=0) if enough else np.full(len(EFFORTS_S), np.nan),
        max(tops) if len(tops) >= LEAST_SESSIONS else float("nan"), known[-1],
        is_woman(diary.profile),
    )


def _since(
    sessions: Sequence[Session], summaries: Mapping[UUID, SessionSummary], session: Session, days: float
) -> list[SessionSummary]:
    """Give the summaries of sessions that began in so many days before a session."""
    first = session.at.timestamp() - days * DAY_S
    return [summaries[each.id] for each in sessions if each.id in summaries and each.at.timestamp() >= first]
