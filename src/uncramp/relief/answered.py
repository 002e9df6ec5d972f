"""Answered: where each answer to the question that is still open would lead, for guides that are printed or sent."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.relief.guide import ReliefGuide


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The guides behind the three answers to the open question: it is so, it is not, or not sure."""

    yes: ReliefGuide
    no: ReliefGuide
    not_sure: ReliefGuide


@dataclass(frozen=True, slots=True, kw_only=True)
class Relieved:
    """The guide for one muscle in one setting with nothing answered, and what follows each answer."""

    guide: ReliefGuide
    answered: Answered
