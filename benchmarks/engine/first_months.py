"""Whole diaries as somebody sees them who looks again and again: from the first day, every two weeks, for two years.

    python benchmarks/engine/first_months.py [--generator own,lived] [--blank 60] [--athletes 24] [--first-seed 0]

The generators, and the diaries as they stood at any moment, are those of ``diaries.py``; a moment is counted from the
first entry. *blank*: diaries without a cause; how many ever claim one at any of the 52 looks. *cause*: claims that are
made at one look and gone at the last. Both: the forecasts before and after there is enough to learn from, beside the
true chance of what then came. Whatever is counted on a page is held against the number of cramps noted.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from diaries import GENERATORS, Athlete, moment
from table import share

from uncramp.actions.forecast import windows_ahead
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.records import Cramp
from uncramp.triggers.weighed import CLAIMS

DAY = 86_400.0
EVERY_TWO_WEEKS = tuple(range(14, 731, 14))
SOME_DAYS = (30, 60, 90, 120, 150, 180, 210, 240, 300, 365, 450, 540, 730)
SPANS = ((0, 30), (31, 90), (91, 190), (191, 800))
Claim = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """One forecast beside the true chance of the window that then came; ``of`` numbers the diary."""

    of: int
    day: int
    learnt: bool
    said: float
    low: float
    high: float
    chance: float


@dataclass
class Seen:
    """What was seen of one diary: claims at each look, whether each was true; cramps that do not add up."""

    claims: list[set[Claim]] = field(default_factory=list)
    false: bool = False
    amiss: int = 0


def look(athlete: Athlete, number: int, days: tuple[int, ...], ahead: list[Ahead]) -> Seen:
    """Look at one diary on some days after its first entry."""
    seen = Seen()
    first = min(each.noted_at.timestamp() for each in athlete.as_of(athlete.until).records)
    for day in days:
        now = min(first + day * DAY, athlete.until)
        diary = athlete.as_of(now)
        weighed = weigh_diary(diary, moment(now))
        report = weighed.report
        noted = sum(each.at.timestamp() <= now for each in diary.of(Cramp))
        seen.amiss += report.cramps + report.outside + report.between + report.repeated != noted
        claims = {(each.exposure, each.outcome) for each in report.findings if each.verdict in CLAIMS}
        seen.false |= any(name != athlete.cause or outcome not in athlete.outcomes for name, outcome in claims)
        seen.claims.append(claims)
        for each in windows_ahead(diary, moment(now), weighed):
            chance = _chance(athlete, each.outcome == "night", each.starts_at.timestamp(), now)
            if chance is not None:
                ahead.append(Ahead(of=number, day=day, learnt=each.risk.learnt, said=each.risk.probability,
                                   low=each.risk.low, high=each.risk.high, chance=chance))
    return seen


def _chance(athlete: Athlete, night: bool, opens: float, now: float) -> float | None:
    """Give the true chance of the window that a forecast was for; None where it did not come within three days."""
    came = next((one for one in athlete.windows if one.night == night and (
        one.end > max(opens + 4 * 3600, now) if night else one.start > now)), None)
    return None if came is None or came.start > now + 3 * DAY else came.chance


def tell_claims(title: str, all_seen: list[Seen]) -> None:
    """Print how often something was claimed, and what became of it."""
    print(f"  {title}: diaries {len(all_seen)}, looks {sum(len(seen.claims) for seen in all_seen)}")
    print(f"    ever claims anything          {share([float(any(seen.claims)) for seen in all_seen])}")
    print(f"    ever claims something false   {share([float(seen.false) for seen in all_seen])}")
    print(f"    looks that show a claim       {np.mean([bool(each) for seen in all_seen for each in seen.claims]):.4f}")
    made = [(seen, claim) for seen in all_seen for claim in set().union(*seen.claims)]
    gone = sum(claim not in seen.claims[-1] for seen, claim in made)
    back = sum(_turns(seen, claim) > 1 for seen, claim in made)
    print(f"    claims made {len(made)}, gone at the last look {gone}, gone and back again in between {back}")
    print(f"    looks whose cramps do not add up to those noted: {sum(seen.amiss for seen in all_seen)}", flush=True)


def _turns(seen: Seen, claim: Claim) -> int:
    there = [claim in claims for claims in seen.claims]
    return sum(one != other for one, other in pairwise(there)) - (not there[-1])


def tell_forecasts(ahead: list[Ahead]) -> None:
    """Print forecasts by age of the diary, with standard errors by resampling diaries."""
    for title, some in _groups(ahead):
        if len(some) < 20:
            continue
        table = np.array([(each.said, each.chance, each.low <= each.chance <= each.high) for each in some], dtype=float)
        numbers = np.array([each.of for each in some])
        rows = [np.flatnonzero(numbers == number) for number in np.unique(numbers)]
        dice = np.random.default_rng(0)
        drawn = [table[np.concatenate([rows[at] for at in dice.integers(len(rows), size=len(rows))])].mean(axis=0)
                 for _ in range(300)]
        middle, spread = table.mean(axis=0), np.std([(one[0] / one[1], one[2]) for one in drawn], axis=0)
        print(f"    {title:32s} n {len(some):5d} of {len(rows):3d}  said / true {middle[0] / middle[1]:.2f} ± "
              f"{spread[0]:.2f}  true in 90 % {middle[2]:.3f} ± {spread[1]:.3f}", flush=True)


def _groups(ahead: list[Ahead]) -> Iterator[tuple[str, list[Ahead]]]:
    groups: dict[str, list[Ahead]] = defaultdict(list)
    for first, last in SPANS:
        for each in ahead:
            if first <= each.day <= last:
                groups[f"day {first} to {last}"].append(each)
                groups[f"day {first} to {last}, {'learnt' if each.learnt else 'not learnt yet'}"].append(each)
    yield from groups.items()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generator", default="own,lived", help="own, lived, only_cramps")
    parser.add_argument("--blank", type=int, default=60)
    parser.add_argument("--athletes", type=int, default=24)
    parser.add_argument("--first-seed", type=int, default=0)
    given = parser.parse_args()
    for name in given.generator.split(","):
        print(f"generator: {name}", flush=True)
        make, causes = GENERATORS[name]
        for title, count, days in (("blank", given.blank, EVERY_TWO_WEEKS), ("one cause", given.athletes, SOME_DAYS)):
            ahead: list[Ahead] = []
            seeds = range(given.first_seed, given.first_seed + count)
            seen = [look(make(seed, None if title == "blank" else causes[seed % len(causes)]), seed, days, ahead)
                    for seed in seeds]
            if seen:
                tell_claims(title, seen)
                tell_forecasts(ahead)


if __name__ == "__main__":
    main()
