"""What a cohort taught of its exposures, as priors that a study can be read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from uncramp.triggers.expected import Expected
from uncramp.triggers.posterior import Prior
from uncramp.triggers.study import Column, Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Priors that a cohort taught: ``priors`` by exposure and outcome, per step; ``expected`` of all together."""

    priors: Mapping[str, Mapping[str, Prior]]
    expected: Expected


def with_learned(study: Study, learned: Learned) -> Study:
    """Read the same windows with what a cohort taught; an exposure that it never had keeps what its sheet says."""
    return replace(study, columns=taught(study.columns, learned), expected=learned.expected)


def taught(columns: tuple[Column, ...], learned: Learned) -> tuple[Column, ...]:
    """Give each exposure the priors that a cohort taught of it, for the outcomes that it applies to."""
    return tuple(
        replace(column, priors={o: prior for o, prior in learned.priors[column.name].items() if o in column.outcomes})
        if column.name in learned.priors else column
        for column in columns
    )
