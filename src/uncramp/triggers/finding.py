"""What the engine says: findings with intervals and verdicts, pairs, what is not enough, what must be assumed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from uncramp.document import Document


class Verdict(StrEnum):
    """A claim is ``chance_harmful`` above .95, or below .05; all else is ``nothing``, without data ``not_enough``."""

    HARMFUL = "harmful"
    PROTECTIVE = "protective"
    NOTHING = "nothing"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTrial(Document):
    """What the person's own self-trial says of a finding: the only source of the word *works*.

    ``remedy`` is the id of what was tried, ``counted`` of what was counted (``cramp_night``, ...); ``verdict`` is
    ``helps``, ``harms``, ``no_difference``, ``cannot_tell``, ``running`` while the trial is open, or ``sealed`` while
    the key of a blinded one is not entered (nothing of it is read then, and the numbers are None). ``odds_ratio`` with
    its 90 % interval ``low`` to ``high`` is that of the remedy against without (counts: a rate ratio), ``chance_helps``
    the chance (0-1) that it is below 1. ``pairs`` were compared; ``stopped`` tells of a trial that ended early.

    ``log_odds_ratio`` and ``sd`` are what it measured per step of the exposure; None where it says nothing of that:
    then the finding is from the diary alone. ``odds_ratio_before`` with ``low_before`` to ``high_before`` (90 %) is
    then what is held per step after it and before the other days, where the finding begins, as large as the effect is
    if there is one. ``set_aside`` windows are therefore not read for this exposure.
    """

    remedy: str
    counted: str
    verdict: str
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    chance_helps: float | None = None
    pairs: int = 0
    stopped: bool = False
    log_odds_ratio: float | None = None
    sd: float | None = None
    odds_ratio_before: float | None = None
    low_before: float | None = None
    high_before: float | None = None
    set_aside: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Document):
    """What the diary says of one exposure for one outcome (``session`` or ``night``), per ``unit``.

    ``odds_ratio``, ``low``, ``high`` are per unit with a 90 % interval, ``inner_low``/``inner_high`` a 50 % one; both
    allow for values that were misremembered, so that they reach further away from 1 than towards it;
    ``log_odds_ratio`` and ``sd`` the posterior mean and sd: how large the effect is if there is one, averaged over the
    models that have it. ``chance_harmful`` = P(log OR x harmful direction > 0), ``chance_protective`` the rest, and
    ``chance_matters`` = P(log OR x harmful direction > log 1.1), all 0-1, are averaged over all models: where it is
    not a cause it is too small to matter, and leans as the data do. ``inclusion`` is the chance that it belongs among
    the few causes.

    Without data the numbers are what was expected before looking, and the verdict is ``not_enough``. ``why`` is then
    ``few_cramps``, ``no_values``, ``constant`` or ``rarely_known``; ``always_cramps`` (every window of the outcome has
    one), ``known_with_cramps`` (it is known almost only when a cramp came) or ``is_the_cramp`` (it says the same as the
    cramp itself); else it is None. ``prior_mean``/``prior_sd`` per unit are what
    the dense model expects, from the sheet ``prior_id`` or, where that is None, about nothing.

    ``cases_high``/``windows_high`` and ``*_low`` count the windows above and not above the person's own median (yes/no:
    yes and no); ``known`` of ``windows`` windows had a value. ``risk_low``/``risk_high`` are model probabilities at
    ``value_low``/``value_high``, a typical lower and higher value (NaN where no value is known; both risks are then the
    rate of the outcome). ``cases`` of the windows have a cramp, whether a value is known or not.

    ``late_cases`` counts, for a claim, the windows with a cramp whose value rests on entries made after that cramp
    began; ``hangs_on_late`` tells of a claim that does not stand without them. ``one_week`` tells of a claim that all
    cramps it rests on, of both outcomes, came within a week. ``threshold`` is the value in units
    beyond which a claimed exposure goes with more cramps, and short of which it does not; None where a line will do.
    ``trial`` is what the person's own trial says of it; ``prior_mean`` and ``prior_sd`` then begin from it.
    """

    exposure: str
    unit: str
    step: float
    outcome: str
    odds_ratio: float
    low: float
    high: float
    inner_low: float
    inner_high: float
    log_odds_ratio: float
    sd: float
    chance_harmful: float
    chance_matters: float
    inclusion: float
    verdict: Verdict
    harmful: int
    yes_no: bool
    known: int
    windows: int
    cases_high: int
    windows_high: int
    cases_low: int
    windows_low: int
    risk_low: float
    risk_high: float
    prior_id: str | None
    prior_mean: float
    prior_sd: float
    chance_protective: float
    value_low: float = math.nan
    value_high: float = math.nan
    why: str | None = None
    late_cases: int = 0
    hangs_on_late: bool = False
    threshold: float | None = None
    trial: OwnTrial | None = None
    cases: int = 0
    one_week: bool = False

    @property
    def chance(self) -> float:
        """Give the chance (0-1) of the direction that is likelier, which is that it is worded in."""
        return max(self.chance_harmful, self.chance_protective)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Document):
    """Two exposures, or more, that moved together: the chance (0-1) that at least one of them is a cause.

    ``both``, ``first_only``, ``second_only`` count the windows on that side of each which more cramps go with (above or
    not above the person's own median; yes or no), among those where both are known; 0 where nobody counted, and of more
    than two exposures.
    """

    exposures: tuple[str, ...]
    outcome: str
    chance_together: float
    both: int = 0
    first_only: int = 0
    second_only: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FarOff(Document):
    """Values of an exposure that lie so far outside the others that they may be slips; they were read as less far.

    ``count`` of them (at least 1) in counted windows of both outcomes, ``value`` the furthest; the others lie between
    ``low`` and ``high``. All in ``unit``.
    """

    exposure: str
    unit: str
    count: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheck(Document):
    """The drift-proof cross-check: conditional logistic regression, log odds ratio per unit and its se.

    An exposure that has no estimate (it does not vary inside strata, or cases and others do not overlap) has none.
    """

    exposure: str
    outcome: str
    log_odds_ratio: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEnough(Document):
    """Too few cramps to claim anything: how many can be compared, how many are needed in all; why as an id.

    ``cramps`` counts sessions and nights with a cramp; ``uncounted`` cramps were noted beside those (outside the time
    watched, between sessions and nights, or in a session or night that had one already). ``why`` is one of
    ``no_cramps``, ``few_cramps``, ``no_observation_period``, ``no_windows``, ``nothing_over_yet`` (somebody notes every
    cramp by now, but no session or night of that time is over), ``always_cramps``, and of an athlete of a table
    ``not_read``.
    """

    cramps: int
    needed: int
    why: str
    uncounted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory(Document):
    """Odds of a cramp just after a cramp against none lately, with a 90 % interval; it is part of every model.

    With too few cramps to say (``TriggerReport.not_enough``) it is what was expected before looking.
    """

    odds_ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts(Document):
    """How the report came about: models fitted exactly and weighed in all, weight of the dense prior (0-1).

    ``k_hat`` is the worst Pareto k-hat of importance weights of the likeliest models (above 0.7: doubtful), after the
    ``models_sampled`` that were doubtful at first were fitted by sampling;
    ``drift_sd`` the likeliest sd of the personal baseline in log odds. ``learned_from`` counts the other athletes who
    taught the priors; 0 where a person was told alone.
    """

    models_fitted: int
    models_weighed: int
    dense_weight: float
    drift_sd: float
    k_hat: float
    models_sampled: int
    learned_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReport(Document):
    """All that the diary says now. ``assumptions`` are ids said by wording; ``cramps``/``windows`` are those counted.

    ``by_outcome`` holds (cramps, windows) for each outcome; ``outside`` counts cramps in windows that do not count,
    ``between`` those that came in the time watched, but neither in a session (with its aftermath) nor at night, and
    ``repeated`` those that came in a session or night with an earlier one: it counts once.
    ``far_off`` names exposures of which a few values lie far outside the others.
    """

    cramps: int
    windows: int
    by_outcome: dict[str, tuple[int, int]]
    outside: int
    findings: tuple[Finding, ...]
    pairs: tuple[Pair, ...]
    not_enough: NotEnough | None
    assumptions: tuple[str, ...]
    cross_check: tuple[CrossCheck, ...]
    memory: Memory
    engine: EngineFacts | None = None
    far_off: tuple[FarOff, ...] = ()
    between: int = 0
    repeated: int = 0
