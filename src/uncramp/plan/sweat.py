"""How much a person sweats: a log-normal prior by sport, learnt from weighings before and after sessions.

Model: ln(rate) = a + b (WBGT - 20 degC) + c ln(speed / own mean speed) + day-to-day scatter + error of the scales. All
is normal on the log scale, so that the posterior is exact up to the error of the scales, which is carried over to the
log scale at the measured value (delta method).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document

Numbers = NDArray[np.float64]

#: litres an hour, mean and sd by sport (Barnes 2019, 1303 athletes, doi:10.1080/02640414.2019.1633159); without a sport
#: those of 506 athletes of all (Baker 2016, doi:10.1080/02640414.2015.1055291)
NORMS_L_H: dict[str, tuple[float, float]] = {
    "endurance": (1.28, 0.57), "american_football": (1.51, 0.70), "basketball": (0.95, 0.42),
    "football": (0.94, 0.38), "baseball": (0.83, 0.34),
}
ANY_SPORT_L_H = (1.21, 0.68)

#: words of a sport that tell its group; a person's own word counts by what it contains
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("american_football", ("american football", "american_football", "gridiron")),
    ("basketball", ("basketball",)),
    ("baseball", ("baseball", "softball")),
    ("football", ("football", "soccer", "futsal")),
    (
        "endurance",
        ("run", "jog", "marathon", "trail", "cycl", "bik", "ride", "triathlon", "row", "ski", "hik", "walk", "race"),
    ),
)

#: a test shorter than this tells the scales and not the sweat (dossier 7.2)
SHORTEST_TEST_H = 0.5
#: a loss below half a step of the scales is none; nobody was found to sweat more an hour (Baker 2016: up to 5.73)
LEAST_LOSS_L, MOST_L_H = 0.05, 5.73
#: error of a difference of two weighings, kg: scales to 0.1 kg read twice (dossier 7.2: 0.1 kg = 0.1 l)
SCALES_SD_KG = 0.1
#: the same person on two days alike: sd on the log scale, i.e. about 15 % (our assumption; no repeat study was read)
DAY_TO_DAY_SD = 0.15
#: what heat (per degC of WBGT) and speed (log on log) do: sweat rises by about 4 % a degC and nearly with the speed,
#: since the heat that a body makes goes with it (our assumption, wide; the person's own weighings move it)
HEAT_MEAN, HEAT_SD = 0.04, 0.03
SPEED_MEAN, SPEED_SD = 0.8, 0.4
#: WBGT (degC) that the norms are taken to stand for: most were measured in moderate weather (our assumption)
USUAL_WBGT_C = 20.0
#: how far the weather of a session may be from what was weighed in, where it is not known: sd in degC (our assumption)
UNKNOWN_WEATHER_SD_C = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighIn:
    """One session with weighings before and after: ``sweat_l`` = mass lost (kg) + drunk (l) - urine (l).

    ``hours`` is the time between, above 0; ``wbgt_c`` and ``speed_m_s`` are None where not known; ``sport`` as typed.
    """

    sweat_l: float
    hours: float
    wbgt_c: float | None = None
    speed_m_s: float | None = None
    sport: str | None = None

    @property
    def counts(self) -> bool:
        """Tell whether the test says anything: long enough, a loss that scales can show, no slip of the pen."""
        return self.hours >= SHORTEST_TEST_H and self.sweat_l >= LEAST_LOSS_L and self.sweat_l / self.hours <= MOST_L_H


@dataclass(frozen=True, slots=True, kw_only=True)
class SweatRate(Document):
    """A sweat rate as a log-normal: ``log_mean`` and ``log_sd`` of litres an hour; ``tests`` weighings it rests on.

    With 0 tests it is that of other people in this sport.
    """

    log_mean: float
    log_sd: float
    tests: int

    @property
    def median_l_h(self) -> float:
        """The middle, litres an hour."""
        return math.exp(self.log_mean)

    def quantile_l_h(self, standard_normal: float) -> float:
        """Give the rate (l/h) at a quantile told by its standard normal deviate (-1.2816: one in ten is lower)."""
        return math.exp(self.log_mean + standard_normal * self.log_sd)


def sport_group(sport: str | None) -> str | None:
    """Give the group of the norms that a sport belongs to; None where it is not known or in none."""
    words = (sport or "").lower().replace("_", " ")
    for group, parts in _GROUPS:
        if any(part.replace("_", " ") in words for part in parts):
            return group
    return None


def log_normal(mean: float, sd: float) -> tuple[float, float]:
    """Give log-mean m and log-sd s of the log-normal with this mean and sd: s2 = ln(1 + (sd/mean)2).

    m = ln(mean) - s2/2; both arguments above 0.
    """
    variance = math.log1p((sd / mean) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def sweat_rate(
    weigh_ins: Sequence[WeighIn], *, sport: str | None = None, wbgt_c: float | None = None,
    speed_m_s: float | None = None,
) -> SweatRate:
    """Give the sweat rate to expect in a planned session, learnt from weighings of sessions before.

    ``wbgt_c`` and ``speed_m_s`` tell of the planned session (None: as usual, and the doubt says so). Weighings shorter
    than half an hour or without a loss are left out. Those of another group of sports inform, too: it is one body.
    """
    tests = [test for test in weigh_ins if test.counts]
    mean, sd = NORMS_L_H.get(sport_group(sport) or "", ANY_SPORT_L_H)
    log_mean, log_sd = log_normal(mean, sd)
    speeds = [test.speed_m_s for test in tests if test.speed_m_s]
    usual = float(np.exp(np.mean(np.log(speeds)))) if speeds else None
    rows = np.array([[1.0, *_away(test.wbgt_c, test.speed_m_s, usual)] for test in tests]).reshape(-1, 3)
    measured = np.array([math.log(test.sweat_l / test.hours) for test in tests])
    noise = np.array([DAY_TO_DAY_SD**2 + (SCALES_SD_KG / test.sweat_l) ** 2 for test in tests])
    prior = np.array([log_mean, HEAT_MEAN, SPEED_MEAN])
    precision = np.diag([log_sd**-2, HEAT_SD**-2, SPEED_SD**-2]) + (rows / noise[:, None]).T @ rows
    covariance = np.linalg.inv(precision)
    expected = prior + covariance @ ((rows / noise[:, None]).T @ (measured - rows @ prior))
    planned = np.array([1.0, *_away(wbgt_c, speed_m_s, usual)])
    variance = float(planned @ covariance @ planned) + DAY_TO_DAY_SD**2
    if wbgt_c is None:
        variance += (float(expected[1]) * UNKNOWN_WEATHER_SD_C) ** 2
    return SweatRate(log_mean=float(planned @ expected), log_sd=math.sqrt(variance), tests=len(tests))


def _away(wbgt_c: float | None, speed_m_s: float | None, usual_m_s: float | None) -> tuple[float, float]:
    """Give how far a session is from usual weather (degC) and own mean speed (log); unknown counts as usual."""
    heat = 0.0 if wbgt_c is None else wbgt_c - USUAL_WBGT_C
    faster = math.log(speed_m_s / usual_m_s) if speed_m_s and usual_m_s else 0.0
    return heat, faster
