"""What the findings pages show, as values: the templates only place them."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.wording.evidence import Certainty
from uncramp.wording.finding_prior import SaidPrior
from uncramp.wording.plots import IntervalPlot

#: how a terminal is told since when every cramp was noted, with a date of one's own
SINCE = "  uncramp since 2026-01-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding said, in a ``group``: ``claim``, ``near``, ``nothing`` or ``unknown``.

    ``near``: nothing is claimed, and this comes nearest; ``unknown``: there is nothing to compare.
    ``sentence`` says it all alone; ``heading`` is short; ``phrase`` the side of it that more cramps go with;
    ``counts`` what was counted; ``detail`` the odds and the chance; ``certainty`` and ``plot`` are None where nothing
    can be told. ``trial`` are sentences on the person's own trial of it, the verdict first.
    """

    exposure: str
    outcome: str
    group: str
    name: str
    phrase: str
    heading: str
    sentence: str
    counts: str
    detail: str
    certainty: Certainty | None
    certainty_line: str
    plot: IntervalPlot | None
    trial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPair:
    """Two exposures, or more, that came together: the heading, why the diary cannot say which, and what each showed."""

    outcome: str
    heading: str
    sentence: str
    halves: tuple[tuple[str, str], ...]
    separate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many cramps are noted and needed: the row of diamonds. ``label`` says the same."""

    noted: int
    needed: int
    label: str

    @property
    def diamonds(self) -> tuple[bool, ...]:
        """Say for each of the needed ones whether it is there."""
        return tuple(number < self.noted for number in range(self.needed))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsTable:
    """The chart as a table: column names, and rows of text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPage:
    """All that the page *What sets off my cramps* says, in the order in which it says it.

    ``state``: ``findings``, ``not_enough`` or ``no_observation`` (then the page offers to say since when). ``tally``
    only with too few cramps; ``after`` are sentences under the lead; ``tried`` are the findings that a trial of the
    person's own tells of, wherever else they stand; ``cautions`` tell of values that look like slips; ``note`` closes
    the page.
    """

    state: str
    title: str
    date_line: str
    lead: str
    after: tuple[str, ...]
    tally: Tally | None
    claims: tuple[Said, ...]
    near: Said | None
    pairs: tuple[SaidPair, ...]
    nothing: tuple[Said, ...]
    unknown: tuple[Said, ...]
    assumptions: tuple[str, ...]
    table: FindingsTable | None
    note: str
    tried: tuple[Said, ...] = ()
    cautions: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Give the page as lines of text, for a terminal."""
        parts = [self.title, self.date_line, "", self.lead, *self.after]
        parts += [SINCE] if self.state == "no_observation" else []
        if self.cautions:
            parts += ["", *self.cautions]
        for said in (*self.claims, *([self.near] if self.near else [])):
            after = ". " if ":" in said.certainty_line else ": "  # a reason has its own colon
            parts += ["", said.certainty_line + after + said.heading, said.sentence, said.counts, said.detail]
        for said in self.tried:
            parts += ["", *said.trial]
        for pair in self.pairs:
            parts += ["", pair.heading, pair.sentence, *(f"  {what}: {odds}" for what, odds in pair.halves)]
            parts += [pair.separate]
        if self.nothing:
            parts += ["", *(f"- {said.heading} {said.detail}" for said in self.nothing)]
        if self.unknown:
            parts += ["", *_alike(self.unknown)]
        if self.assumptions:
            parts += ["", *self.assumptions]
        return "\n".join([part for part in [*parts, "", self.note] if part is not None]).replace("\n\n\n", "\n\n")


def _alike(unknown: tuple[Said, ...]) -> list[str]:
    """List what cannot be told, a line for all of which the same is to be said."""
    lines: dict[tuple[str, str], list[str]] = {}
    for said in unknown:
        what, _, why = said.heading.rpartition(": ")
        lines.setdefault((why, said.detail), []).append(what)
    return [f"- {', '.join(filter(None, what))}: {why} {detail}" for (why, detail), what in lines.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """One row of the interval figure: what was looked at, its odds in words, and the plot (None: nothing to draw)."""

    name: str
    odds: str
    plot: IntervalPlot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """One finding in depth: the finding, how likely it is, other ways of looking, and what it does not say.

    ``chances`` and ``doubts`` are sentences, the latter about checks that it does not pass; ``settle`` says what would
    settle it; ``pairs`` with what it came together; ``facts`` are names and numbers for a statistician;
    ``prior`` what others let expect rests on (None: no sheet).
    """

    said: Said
    chances: tuple[str, ...]
    ways: tuple[LookedAt, ...]
    doubts: tuple[str, ...]
    table: FindingsTable
    pairs: tuple[SaidPair, ...]
    settle: tuple[str, ...]
    not_said: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    numbers_from: tuple[str, ...]
    prior: SaidPrior | None = None

    def as_text(self) -> str:
        """Give the page as lines of text, for a terminal."""
        parts = [*self.said.trial, ""] if self.said.trial else []
        parts += [self.said.heading, self.said.certainty_line, "", self.said.sentence, self.said.counts, *self.chances]
        parts += ["", *(f"  {way.name}: {way.odds}" for way in self.ways), *self.doubts]
        parts += [*([self.prior.as_text()] if self.prior else []), "", *self.settle, ""]
        for pair in self.pairs:
            parts += [pair.heading, pair.sentence, pair.separate, ""]
        parts += [*(f"- {each}" for each in self.not_said), "", *(f"{what}: {value}" for what, value in self.facts)]
        return "\n".join(parts).replace("\n\n\n", "\n\n")
