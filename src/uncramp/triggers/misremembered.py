"""A rival of models with a cause and its companion: only one of them is a cause, and was written down with a blur.

Where a cause is a blurred memory, whatever moves with it fills in what the memory lost: its companion then helps to
foretell cramps without doing anything, and a model with both fits better than one with the cause alone. What was, given
all that was written (``x`` in own sds, correlations ``S``, agreement of record and truth ``r``), is by regression
calibration (Carroll, Ruppert, Stefanski & Crainiceanu 2006, chapter 4) for exposure p::

    E[t_p | x] = x_p - (1 - r) (S^-1 x)_p

one column with one effect, where the model with both has two. So it wins wherever it fits as well.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Model, fit_all
from uncramp.triggers.search import MOST_CAUSES, Key, Models, Search

Numbers = NDArray[np.float64]

#: agreement of what was written with what was, and the chance that it is so blurred: decision 0411 expects agreements
#: of .8 and .67 of half of all exposures
AGREEMENT, BLURRED_CHANCE = 0.75, 0.5

#: exposures are companions from this correlation on; so many of the likeliest models with companions are looked at, if
#: they hold this share of all weight
COMPANIONS, LOOKED_AT, WORTH_A_RIVAL = 0.3, 4, 0.02

#: unrelated windows, as a share, mixed into the correlations
SHRINK = 0.02


def with_rivals(search: Search) -> Models:
    """Give the models of a finished search in which companions may stand in for a blurred cause."""
    models = search.models
    share = np.exp(models.log_weight - search.top)
    share /= share.sum()
    several = np.flatnonzero(((models.terms >= 0).sum(axis=1) > 1) & (share > WORTH_A_RIVAL))
    wanted: dict[int, int] = {}  # by the row of a model without a companion: which of its causes was blurred
    for row in several[np.argsort(-share[several])][:LOOKED_AT].tolist():
        key = models.key(row)
        for cause in key:
            for companion in key:
                if companion != cause and _move_together(search, cause, companion):
                    for alone in _rows_of(models, set(key) - {companion}):
                        wanted.setdefault(alone, cause)
    return _with_rivals(search, models, wanted) if wanted else models


def _rows_of(models: Models, key: set[int]) -> list[int]:
    """Find the row of a model, if it was weighed."""
    row = np.sort([*key, *[-1] * (MOST_CAUSES - len(key))])
    return np.flatnonzero((np.sort(models.terms, axis=1) == row).all(axis=1)).tolist()


def _move_together(search: Search, first: int, second: int) -> bool:
    """Tell whether two terms have exposures that are correlated where both act."""
    terms, x = search.terms, search.found.x
    for side in np.flatnonzero(terms.active[first] & terms.active[second]).tolist():
        one, other = x[:, terms.columns[first, side]], x[:, terms.columns[second, side]]
        if abs(one @ other) > COMPANIONS * np.sqrt((one @ one) * (other @ other)):
            return True
    return False


def _with_rivals(search: Search, models: Models, wanted: dict[int, int]) -> Models:
    """Put beside each model the same with its cause blurred, and tell both as one."""
    told = models.chosen(np.arange(len(models.terms)))
    weighed = np.array([row for row in wanted if not models.exact[row]], dtype=np.intp)
    if len(weighed):
        fitted = told.chosen(weighed)
        search.fit(fitted)
        told.log_weight[weighed], told.mean[weighed], told.sd[weighed] = fitted.log_weight, fitted.mean, fitted.sd
        told.exact[weighed] = True
    rivals, shown = [], []
    for row, cause in wanted.items():
        effects, kept = blurred(search, told.key(row), cause)
        clean = search.fits[told.key(row)]
        start = np.concatenate([clean.mode[:NUISANCE], clean.mode[NUISANCE:] / kept])
        rivals.append(Model(effects, search.null.drift_sd, (start, clean.heights)))
        shown.append(kept)
    for row, rival, kept in zip(wanted, fit_all(search.windows, rivals), shown, strict=True):
        _tell_as_one(search, told, row, rival, kept)
    return told


def blurred(search: Search, key: Key, cause: int) -> tuple[Effects, Numbers]:
    """Make the model of some terms with one cause as it probably was; and what a record shows of each effect (0-1)."""
    effects = search.effects(key)
    used = search.terms.columns[list(key)][search.terms.active[list(key)]]
    columns, kept = effects.columns.copy(order="F"), np.ones(len(used))
    for side in np.flatnonzero(search.terms.active[cause]).tolist():
        at = int(search.terms.columns[cause, side])
        place = int(np.flatnonzero(used == at)[0])
        others = np.flatnonzero(search.found.usable & (np.arange(len(search.found.usable)) % 2 == at % 2))
        x = search.found.x[:, others]
        moments = x.T @ x
        size = np.sqrt(np.diag(moments))
        alike = moments / np.outer(size, size)
        alike += SHRINK * np.eye(len(others))
        own = np.linalg.solve(alike, (others == at).astype(float))
        lost = min(1.0 - AGREEMENT, 0.9 / float(own[others == at][0]))  # no more than the others leave unexplained
        itself = int(np.flatnonzero(others == at)[0])
        columns[:, place] -= lost * (x @ (own * size[itself] / size))
        kept[place] = 1.0 - lost
    return Effects(columns, effects.mean, effects.precision, effects.spread), kept


def _tell_as_one(search: Search, models: Models, row: int, rival: Fit, kept: Numbers) -> None:
    """Mix a model and its rival in its row: weights, and what the record shows of the effects of both."""
    key = models.key(row)
    clean = search.fits[key]
    gained = rival.log_evidence - clean.log_evidence + float(np.log(BLURRED_CHANCE / (1 - BLURRED_CHANCE)))
    share = 1.0 / (1.0 + np.exp(-np.clip(gained, -700, 700)))
    means = np.array([clean.mean[NUISANCE:], rival.mean[NUISANCE:] * kept])
    variances = np.array([np.diag(clean.covariance)[NUISANCE:], np.diag(rival.covariance)[NUISANCE:] * kept**2])
    mean = (1 - share) * means[0] + share * means[1]
    variance = (1 - share) * (variances[0] + (means[0] - mean) ** 2) + share * (variances[1] + (means[1] - mean) ** 2)
    models.log_weight[row] += float(np.log1p(-BLURRED_CHANCE) + np.logaddexp(0.0, gained))
    active = search.terms.active[list(key)]
    models.mean[row, : len(key)][active] = mean
    models.sd[row, : len(key)][active] = np.sqrt(variance)
