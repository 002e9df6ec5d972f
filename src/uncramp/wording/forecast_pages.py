"""What the forecast page shows, as values: the templates only place them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from uncramp.wording.finding_pages import SINCE, Tally
from uncramp.wording.plots import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPlot:
    """A risk on an axis from none up. All places and widths are per cent as text (``46.0%``).

    ``wide`` is the 90 % interval, ``dot`` the risk, ``usual`` the usual one; ``label`` says it all.
    """

    wide_x: str
    wide_width: str
    dot: str
    usual: str
    ticks: tuple[Tick, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWhatIf:
    """One thing changed: what, and the risk it goes with then."""

    what: str
    chance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWindow:
    """One window to come. ``sentence`` says the chance and the usual one, ``interval`` how sure, ``because`` why.

    ``planned`` says what was known of it (of a night only that it has begun); ``plot`` is None where nothing was learnt
    yet; ``figures`` are (name, number) for a statistician.
    """

    outcome: str
    heading: str
    starts_at: datetime
    planned: str
    sentence: str
    interval: str
    because: tuple[str, ...]
    plot: RiskPlot | None
    what_if_intro: tuple[str, ...]
    what_if: tuple[SaidWhatIf, ...]
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGroup:
    """One group of forecasts alike: what was said, how often a cramp came, and where both stand in the chart."""

    sentence: str
    plot: RiskPlot


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastTable:
    """The chart as a table: column names, and rows of text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidScore:
    """How good the forecasts have been: one sentence, what it rests on, the chart with its table, the figures.

    ``axis`` are the words under the chart, which all groups share.
    """

    sentence: str
    rests_on: str
    groups: tuple[SaidGroup, ...]
    axis: tuple[Tick, ...]
    table: ForecastTable | None
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPage:
    """All that the page *What to expect* says, in the order in which it says it.

    ``state``: ``care`` (somebody should look first; then there is no forecast), ``no_observation``, ``not_enough`` (the
    average alone), ``no_better`` or ``forecast``. ``care`` is the text that outranks all else, empty where none does;
    ``tally`` only with too few cramps.
    """

    state: str
    title: str
    lead: str
    care: str
    tally: Tally | None
    windows: tuple[SaidWindow, ...]
    score: SaidScore | None
    notes: tuple[str, ...]

    def as_text(self, *, what_if: bool = True) -> str:
        """Give the page as lines of text, for a terminal; ``what_if`` False leaves out what would change a window."""
        parts = [self.title, "", self.care or self.lead]
        if self.care and self.lead:
            parts += ["", self.lead]
        parts += [SINCE] if self.state == "no_observation" else []
        for window in self.windows:
            parts += ["", f"{window.heading}, {window.starts_at:%Y-%m-%d %H:%M}", window.sentence,
                      *filter(None, (window.interval, window.planned)), *window.because]
            if what_if and window.what_if:
                parts += [*window.what_if_intro, *(f"  {each.what}: {each.chance}" for each in window.what_if)]
        if self.score is not None:
            parts += ["", self.score.sentence, self.score.rests_on]
            parts += [f"- {each.sentence}" for each in self.score.groups]
        return "\n".join([*parts, "", *self.notes]).replace("\n\n\n", "\n\n")
