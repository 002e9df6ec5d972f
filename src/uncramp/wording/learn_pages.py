"""What the learn pages show, as values: the templates, the terminal and the API only place them."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.document import Document
from uncramp.wording.evidence import Certainty
from uncramp.wording.plots import IntervalPlot


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidSource(Document):
    """A source in one line; ``doi`` is empty unless it was seen beside the title, ``read`` how it was read."""

    id: str
    line: str
    doi: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Document):
    """Who wrote a page, who checked it, when it was looked at and when it will be again; ``line`` says all of it."""

    written_by: str
    checked_by: str
    reviewed_on: str
    review_by: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLink(Document):
    """A link to another page: its kind and id, its title, and how sure the field is where it is a claim."""

    kind: str
    id: str
    title: str
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidClaimPage(Document):
    """One claim: what is said (may be empty), what the evidence says, how sure, the numbers as label and text."""

    id: str
    title: str
    commonly_said: str
    statement: str
    certainty: Certainty
    numbers: tuple[tuple[str, str], ...]
    advice: str
    asked_in: tuple[SaidLink, ...]
    sources: tuple[SaidSource, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidQuestionPage(Document):
    """One question with its answer in paragraphs, and the claims that carry it."""

    id: str
    title: str
    answer: tuple[str, ...]
    claims: tuple[SaidLink, ...]
    sources: tuple[SaidSource, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidExercisePage(Document):
    """One exercise: its ``dose`` in words, how to do it, what to feel, when not to; ``shows`` says its picture."""

    id: str
    title: str
    family: str
    muscles: tuple[str, ...]
    moments: tuple[str, ...]
    dose: str
    progress: str
    cues: tuple[str, ...]
    feel: str
    not_when: tuple[str, ...]
    picture: str
    shows: str
    claims: tuple[SaidLink, ...]
    sources: tuple[SaidSource, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMusclePage(Document):
    """One muscle: ``facts`` are pairs of what and where, ``longer`` says what lengthens it."""

    id: str
    title: str
    plain: str
    facts: tuple[tuple[str, str], ...]
    does: tuple[str, ...]
    longer: str
    remark: str
    claims: tuple[SaidLink, ...]
    sources: tuple[SaidSource, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidComparison(Document):
    """One place where the article and the evidence part."""

    id: str
    said: str
    shown: str
    advice: str
    claims: tuple[SaidLink, ...]
    sources: tuple[SaidSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFactor(Document):
    """What the field expects of one factor, before any diary: odds with a 90 % range, how sure, where it is from.

    ``plot`` is a hollow bar: other people's evidence, never the reader's own.
    """

    id: str
    name: str
    unit: str
    odds: str
    plot: IntervalPlot | None
    certainty: Certainty
    published: str
    why: str
    claim: SaidLink | None
    sources: tuple[SaidSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualPage(Document):
    """What usually sets off cramps: factors of sessions, of nights, and what only sets how often they come at all."""

    title: str
    lead: str
    sessions: tuple[SaidFactor, ...]
    nights: tuple[SaidFactor, ...]
    starting_point: tuple[SaidFactor, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Document):
    """What the article says beside what the evidence says: where they part, then everything that is said by chapter."""

    title: str
    lead: str
    comparisons: tuple[SaidComparison, ...]
    chapters: tuple[tuple[str, tuple[tuple[str, SaidLink], ...]], ...]


Page = SaidClaimPage | SaidQuestionPage | SaidExercisePage | SaidMusclePage | UsualPage | ArticlePage
