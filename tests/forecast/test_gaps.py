"""Values not known: the conditional normal by the textbook formula, and no surprise where nothing is known."""

from __future__ import annotations

import numpy as np
import pytest

from uncramp.forecast.gaps import SHRINK_WINDOWS, Usual

DICE = np.random.default_rng(2)
X = DICE.multivariate_normal(np.zeros(3), [[1, 0.6, 0.2], [0.6, 1, 0.3], [0.2, 0.3, 1]], 400)
CENTRE, SD = np.array([10.0, 0.0, 5.0]), np.array([2.0, 1.0, 0.5])


def usual() -> Usual:
    return Usual(X, np.zeros_like(X), CENTRE, SD)


def read(*values: float) -> tuple[np.ndarray, np.ndarray]:
    z, spread = usual().read(np.array([values]))
    return z[0], spread[0]


def test_known_values_are_only_standardised() -> None:
    z, spread = read(14.0, -1.0, 5.25)
    assert z.tolist() == pytest.approx([2.0, -1.0, 0.5]) and not spread.any()


def test_an_unknown_value_is_expected_from_the_others() -> None:
    z, spread = read(14.0, np.nan, 5.25)
    moments = X.T @ X / 400
    shrunk = (moments * 400 + SHRINK_WINDOWS * np.diag(np.diag(moments))) / (400 + SHRINK_WINDOWS)
    known = [0, 2]
    slopes = np.linalg.solve(shrunk[np.ix_(known, known)], shrunk[known, 1])
    assert z[1] == pytest.approx(float(slopes @ [2.0, 0.5]))
    assert spread[1] == pytest.approx(float(shrunk[1, 1] - slopes @ shrunk[known, 1]))
    assert spread[[0, 2]].tolist() == [0.0, 0.0]


def test_where_nothing_is_known_the_usual_is_expected_with_all_its_spread() -> None:
    z, spread = read(np.nan, np.nan, np.nan)
    assert z.tolist() == [0.0, 0.0, 0.0]
    assert spread.tolist() == pytest.approx(np.minimum((X.T @ X / 400).diagonal(), 1.0).tolist())


def test_infinities_count_as_not_known_and_a_slip_of_the_pen_is_no_leverage() -> None:
    z, spread = read(1e9, np.inf, 5.0)
    assert z[0] == 8.0 and spread[1] > 0


def test_many_windows_are_read_as_each_by_itself() -> None:
    dice = np.random.default_rng(5)
    values = np.where(dice.random((60, 3)) < 0.4, np.nan, CENTRE + SD * dice.normal(size=(60, 3)))
    z, spread = usual().read(values)
    for row in range(60):
        alone = read(*values[row].tolist())
        np.testing.assert_allclose((z[row], spread[row]), alone, atol=1e-12)
