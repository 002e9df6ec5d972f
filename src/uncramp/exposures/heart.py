"""Training load from the heart rate (Banister's TRIMP), and the person's own resting and highest rate it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import BodySignal, Session
from uncramp.exposures.curve import HIGHEST_BPM, LOWEST_BPM, Column
from uncramp.exposures.looking_back import DAY_S, amounts, moments_s
from uncramp.exposures.summary import SessionSummary

#: a highest rate was held for at least so long in all (min): one false beat is no maximum
HELD_MIN = 10.0 / 60.0
#: the own highest rate is looked for so far back, in at least so many sessions with a heart rate
HIGHEST_DAYS, LEAST_SESSIONS = 365.0, 8
#: the own resting rate is the median of what was told so far back
RESTING_DAYS = 28.0
#: less of it recorded than this (share of the session) and the load is unknown
LEAST_RECORDED = 0.8
#: Banister 1991: the weight of intensity, men (also where the sex is not told) and women
_MEN, _WOMEN = (0.64, 1.92), (0.86, 1.67)
_BPM = np.arange(LOWEST_BPM, HIGHEST_BPM + 1, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class HeartRange:
    """Resting and highest heart rate (beats a minute); NaN where not known."""

    resting_bpm: float
    highest_bpm: float

    @property
    def known(self) -> bool:
        """Tell whether both are known and lie at least 20 beats apart."""
        return bool(self.highest_bpm - self.resting_bpm >= 20.0)


def is_woman(profile: Profile) -> bool:
    """Tell whether the numbers for women apply; not told counts as no."""
    return (profile.sex or "").lower() in ("f", "female")


def trimp_au(minutes_by_bpm: Column, rates: HeartRange, *, woman: bool) -> float:
    """Give Banister's training impulse (AU): minutes x r x 0.64 e^(1.92 r), added up over the samples.

    r is the share of the heart-rate reserve, (rate - rest) / (highest - rest), held within 0 and 1. Women: 0.86 and
    1.67 (Banister 1991, in: Green, MacDougall, Wenger, Physiological Testing of the High-Performance Athlete). Sources
    differ in these numbers; the formula per sample, not of the mean rate. NaN where a rate or all minutes are unknown.
    """
    if not rates.known or minutes_by_bpm.sum() <= 0:
        return float("nan")
    share = np.clip((_BPM - rates.resting_bpm) / (rates.highest_bpm - rates.resting_bpm), 0.0, 1.0)
    factor, power = _WOMEN if woman else _MEN
    return float((minutes_by_bpm * share * factor * np.exp(power * share)).sum())


def peak_bpm(minutes_by_bpm: Column) -> float:
    """Give the rate at or above which the heart was for at least 10 s in all; NaN where it never was that long."""
    held = np.flatnonzero(np.cumsum(minutes_by_bpm[::-1])[::-1] >= HELD_MIN - 1e-9)
    return float(held[-1] + LOWEST_BPM) if held.size else float("nan")


def heart_ranges(
    diary: Diary, sessions: Sequence[Session], summaries: Sequence[SessionSummary | None]
) -> list[HeartRange]:
    """Give the resting and highest rate to use for each session (rising in time), known by its end.

    Highest: of the profile, or what was reached in the session or the year before where that is more; without a
    profile's, only from 8 sessions with a heart rate on. Resting: the median told by devices or typed in the 28 days
    before, else of the profile.
    """
    starts = moments_s(sessions)
    peaks = np.array([np.nan if each is None else peak_bpm(each.minutes_by_bpm) for each in summaries])
    told = [signal for signal in diary.of(BodySignal) if signal.resting_hr_bpm is not None]
    resting, resting_at = amounts(told, lambda signal: signal.resting_hr_bpm), moments_s(told)
    given_rest, given_highest = diary.profile.resting_hr_bpm, diary.profile.max_hr_bpm
    found = []
    for row, start in enumerate(starts.tolist()):
        first = int(np.searchsorted(starts, start - HIGHEST_DAYS * DAY_S))
        year = peaks[first : row + 1]
        year = year[~np.isnan(year)]
        highest = given_highest or np.nan
        if given_highest is not None or len(year) > LEAST_SESSIONS:
            highest = float(np.fmax(highest, year.max(initial=0.0)))
        low, high = np.searchsorted(resting_at, (start - RESTING_DAYS * DAY_S, start))
        rest = float(np.median(resting[low:high])) if high > low else (given_rest or np.nan)
        found.append(HeartRange(rest, highest))
    return found
