"""Allowing for days that were not written down: they hold fewer cramps than the days that were.

Who cramped writes it down; who did not, forgets. So cramps are commoner among the windows that count than among all,
and a forecast learnt from the former says a little too much of the next one. With u the share of windows forgotten and
r how often a cramp came there against the windows written down, all windows together have (1 - u + u r) times the rate
of those that count (a case of outcome-dependent selection: King & Zeng 2001, doi:10.1093/oxfordjournals.pan.a004868).
What came in forgotten windows is not known as a rule, so that r is a belief.

Who types cramps and nothing else is about only around their cramps, and those weeks hold more cramps than others. A
window that counts only because its own cramp was entered would not have been looked at without it: the rate of all
windows is that of those that somebody was about for in any case (decision 0541).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: a gap longer than this is a time not watched (a holiday from the diary), not forgetting; days
LONGEST_SPELL_DAYS = 14.0

#: how often a cramp came in forgotten windows against written ones, before looking, and for how many cramps that stands
FORGOTTEN_RATIO, FORGOTTEN_CRAMPS = 0.4, 3.0

#: so many cramps are taken to have come while somebody was about in any case, before looking
ABOUT_CRAMPS = 2.0

#: at most this share of windows is taken to be forgotten
MOST_FORGOTTEN = 0.6


class Noting:
    """Counts windows as they pass: written down, or forgotten in between; and what is known of cramps in the latter."""

    def __init__(self) -> None:
        self._counted = self._cramps = self._by_their_cramp = 0
        self._forgotten = self._cramps_forgotten = 0
        self._waiting = self._cramps_waiting = 0
        self._since: float | None = None

    def take(self, day: float, counted: bool, cramp: bool, by_its_cramp: bool = False) -> None:
        """Take in the next window. ``cramp`` may be known of one that does not count, or be why it does."""
        if not counted:
            self._waiting += 1
            self._cramps_waiting += cramp
            return
        if self._since is not None and day - self._since <= LONGEST_SPELL_DAYS:
            self._forgotten += self._waiting
            self._cramps_forgotten += self._cramps_waiting
        self._waiting = self._cramps_waiting = 0
        self._since = day
        self._counted += 1
        self._cramps += cramp
        self._by_their_cramp += by_its_cramp

    def shift(self) -> float:
        """Give what is to be added to the log odds of a cramp (0 or below) to speak of all windows."""
        return self._shift_of_forgotten() + self._shift_of_cramps()

    def _shift_of_cramps(self) -> float:
        """Give the log odds of a cramp where somebody was about in any case, against all that counts."""
        if not self._by_their_cramp or self._counted == self._cramps:
            return 0.0
        rate, in_any_case = self._cramps / self._counted, 1.0 - self._by_their_cramp / self._counted
        share = (self._cramps - self._by_their_cramp + ABOUT_CRAMPS) / (self._cramps * in_any_case + ABOUT_CRAMPS)
        less = min(share, 1.0) * rate
        return float(np.log(less / (1.0 - less)) - np.log(rate / (1.0 - rate)))

    def _shift_of_forgotten(self) -> float:
        """Give the log odds of a cramp in all windows against those written down."""
        if not self._forgotten or not self._counted:
            return 0.0
        share = min(self._forgotten / (self._forgotten + self._counted), MOST_FORGOTTEN)
        expected = self._cramps / self._counted * self._forgotten
        ratio = FORGOTTEN_RATIO
        if self._cramps_forgotten:  # some are known after all, as where a cramp is noted on a day that does not count
            ratio = (self._cramps_forgotten + FORGOTTEN_CRAMPS * FORGOTTEN_RATIO) / (expected + FORGOTTEN_CRAMPS)
        return float(np.log(1.0 - share + share * min(ratio, 1.0)))
