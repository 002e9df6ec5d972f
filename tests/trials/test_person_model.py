"""What a diary says of its person, judged by sampling the posterior and by what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.trials.design import TrialOutcome
from uncramp.trials.person_model import DRIFT_DAYS, LEVEL_MEAN, LEVEL_SD, MEMORY_DAYS, PersonModel, person_model

Numbers = NDArray[np.float64]
NIGHT = TrialOutcome.CRAMP_NIGHT


def nights(rate: float, days: int, seed: int = 1) -> tuple[Numbers, Numbers]:
    return np.arange(float(days)), (np.random.default_rng(seed).random(days) < rate).astype(float)


def rate_now(person: PersonModel) -> float:
    return float((1 / (1 + np.exp(-(person.level + person.drift_now)))).mean())


def test_a_steady_year_gives_its_rate() -> None:
    day, value = nights(0.2, 365)
    person = person_model(NIGHT, day, value, seed=1)
    assert person.rate == float(value.mean()) and person.days == 365
    assert rate_now(person) == pytest.approx(float(value.mean()), abs=0.06)
    assert person.memory.mean() < 0.3 and person.drift_sd.mean() < 0.5


def test_an_empty_diary_is_what_is_believed_of_anybody() -> None:
    person = person_model(NIGHT, np.zeros(0), np.zeros(0), seed=1, draws=4000)
    assert (person.days, person.rate) == (0, None)
    assert float(person.level.mean()) == pytest.approx(LEVEL_MEAN, abs=0.1)
    assert float(person.level.std()) == pytest.approx(LEVEL_SD, abs=0.1)


def test_cramps_in_runs_show_as_memory() -> None:
    dice, held, values = np.random.default_rng(4), 0.0, []
    for _ in range(600):
        cramp = dice.random() < 1 / (1 + np.exp(2.6 - 1.0 * held))
        held = held * np.exp(-1 / MEMORY_DAYS) + cramp
        values.append(float(cramp))
    person = person_model(NIGHT, np.arange(600.0), np.array(values), seed=1)
    assert person.memory.mean() > 0.5


def test_a_rate_that_changed_is_followed_to_today() -> None:
    value = np.concatenate([nights(0.05, 300)[1], nights(0.5, 120)[1]])
    person = person_model(NIGHT, np.arange(420.0), value, seed=1)
    assert rate_now(person) > 0.35


def test_level_and_drift_are_those_of_importance_sampling() -> None:
    # the same model by brute force: 200,000 lives drawn from the prior, weighed by a short diary
    day, value = np.array([0.0, 3.0, 10.0, 11.0, 40.0, 41.0]), np.array([1.0, 0.0, 1.0, 1.0, 0.0, 1.0])
    dice, n = np.random.default_rng(2), 200_000
    found = person_model(NIGHT, day, value, seed=1, draws=20_000)
    total, cells = np.zeros(n), np.array([(s, m) for s in (0.05, 0.3, 0.6, 1.0) for m in (0.0, 0.35, 0.7, 1.05)])
    weight = np.exp(-0.5 * (cells[:, 0] / 0.6) ** 2 - 0.5 * ((cells[:, 1] - 0.5) / 0.5) ** 2)
    cell = dice.choice(16, n, p=weight / weight.sum())
    sd, memory = cells[cell].T
    level, drift = LEVEL_MEAN + LEVEL_SD * dice.standard_normal(n), sd * dice.standard_normal(n)
    for number, (today, seen) in enumerate(zip(day.tolist(), value.tolist(), strict=True)):
        kept = np.exp(-(today - day[number - 1]) / DRIFT_DAYS) if number else 1.0
        drift = drift * kept + sd * np.sqrt(1 - kept**2) * dice.standard_normal(n)
        earlier = sum(np.exp(-(today - then - 1) / MEMORY_DAYS) for then, was in zip(day, value, strict=True)
                      if then < today and was)
        total -= np.logaddexp(0, (1 - 2 * seen) * (level + drift + memory * earlier))
    share = np.exp(total - total.max())
    share /= share.sum()
    assert float(found.level.mean()) == pytest.approx(float(share @ level), abs=0.06)
    assert float(found.level.std()) == pytest.approx(float(np.sqrt(share @ (level - share @ level) ** 2)), abs=0.06)
    assert float(found.memory.mean()) == pytest.approx(float(share @ memory), abs=0.03)
    assert float(found.drift_sd.mean()) == pytest.approx(float(share @ sd), abs=0.03)


def test_counts_in_runs_have_a_small_shape_and_even_ones_a_large_one() -> None:
    dice = np.random.default_rng(3)
    in_runs = dice.poisson(0.8 * dice.gamma(0.3, 1 / 0.3, 400)).astype(float)
    even = dice.poisson(0.8, 400).astype(float)
    shapes = [person_model(TrialOutcome.CRAMP_COUNT, np.arange(400.0), each, seed=1).shape.mean()
              for each in (in_runs, even)]
    assert shapes[0] < 1.0 < 3.0 < shapes[1]


def test_missing_days_come_in_stretches_and_a_long_gap_is_a_pause() -> None:
    day = np.array([d for d in range(200) if d % 10 not in (3, 4, 5)], dtype=float)
    person = person_model(NIGHT, day, np.zeros(len(day)), seed=1)
    # 20 stretches of 3 after 139 seen days; once missing, two of three stay so
    assert person.goes_missing == pytest.approx(21 / 149) and person.stays_missing == pytest.approx(41 / 63)
    later = np.concatenate([day, day + 300])
    assert person_model(NIGHT, later, np.zeros(len(later)), seed=1).goes_missing == pytest.approx(41 / 288)


def test_a_day_noted_as_unknown_is_as_a_day_left_out() -> None:
    day, value = nights(0.3, 100)
    value[40:50] = np.nan
    with_nan = person_model(NIGHT, day, value, seed=1)
    without = person_model(NIGHT, day[~np.isnan(value)], value[~np.isnan(value)], seed=1)
    assert with_nan.level.tolist() == without.level.tolist() and with_nan.days == 90


@pytest.mark.parametrize(("day", "value"), [
    ([0.0, 0.0], [1.0, 0.0]), ([1.0, 0.0], [1.0, 0.0]), ([0.0], [1.0, 0.0]), ([0.0], [-1.0]), ([0.0], [np.inf]),
])
def test_days_that_do_not_ascend_and_values_that_cannot_be_are_refused(day: list[float], value: list[float]) -> None:
    with pytest.raises(ValueError):
        person_model(NIGHT, np.array(day), np.array(value), seed=1)
