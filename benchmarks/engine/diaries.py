"""The engine judged on whole diaries, from records to the numbers a person reads, by two generators of known truth.

    python benchmarks/engine/diaries.py [--parts blank,cause,forecast,counts,alike,whatif,why,score]
                                        [--generator own,lived] [--blank 300] [--athletes 80] [--forecasts 40]
                                        [--told 60] [--first-seed 0]

*Own* is the generator that ships (``simulation/diaries.py``), *lived* is ``lived_diaries.py``, which shares nothing
with it. Every diary goes the way of the app: records, windows, exposures, ``weigh_diary``, forecast, why. *blank*:
diaries without a cause that claim one (bar: at most .02). *cause*: one built-in cause; ranked first, claims true (bar:
.95), what the 90 % intervals cover, every cramp explained. *forecast*: diaries as they stood at eight moments each (in
the morning, in the evening, during a session, in bed), their forecasts beside the true chance of what then came.
*counts*: what is told as counted, beside a count made here from the records. *alike*: changes that must change nothing.
*whatif*, *why*, *score*: what is told of a change, of one cramp, and of one's own forecasts (``diaries_told.py``).
Shares stand with their standard errors; those of forecasts by resampling diaries.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from diaries_alike import tell_alike
from diaries_athletes import GENERATORS, Athlete, moment
from diaries_recounted import differences
from diaries_told import tell_remade, tell_scores, tell_what_if, tell_why
from numpy.typing import NDArray
from table import share

from uncramp.actions.forecast import windows_ahead
from uncramp.actions.triggers import weigh_diary
from uncramp.actions.why import why_of
from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp
from uncramp.triggers.weighed import Weighed

Numbers = NDArray[np.float64]
CLAIM = 0.95
MOMENTS = ("morning", "evening", "in a session", "in bed")
EACH_MOMENT = 2
GROUPS = 10


@dataclass
class Tally:
    """What is counted over athletes: shares by name, and what went wrong."""

    shares: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)


def weighed_of(athlete: Athlete, tally: Tally) -> tuple[Diary, Weighed]:
    """Weigh the diary as it stands at its end."""
    diary = athlete.as_of(athlete.until)
    began = time.process_time()
    weighed = weigh_diary(diary, moment(athlete.until))
    tally.ms.append(1000 * (time.process_time() - began))
    return diary, weighed


def score(athlete: Athlete, weighed: Weighed, tally: Tally, seed: int) -> None:
    """Count one athlete as someone would who reads the findings; claims are chances beyond .95."""
    first: dict[str, float] = defaultdict(float)
    claims, named = [], []
    for finding in weighed.report.findings:
        true = athlete.per_step if finding.exposure == athlete.cause and finding.outcome in athlete.outcomes else 0.0
        chance = finding.chance_harmful
        first[finding.exposure] = max(first[finding.exposure], chance)
        if not 1 - CLAIM <= chance <= CLAIM:
            claims.append(true * (-1 if finding.harmful < 0 else 1) * (chance - 0.5) > 0)
            named.append(f"{finding.exposure}/{finding.outcome}")
        if finding.why is None:
            covered = float(finding.low <= np.exp(true) <= finding.high)
            tally.shares["covered, cause" if true else "covered, no effect"].append(covered)
    tally.shares["claims anything"].append(float(bool(claims)))
    tally.shares["enough cramps to say"].append(float(weighed.report.not_enough is None))
    if athlete.cause is None:
        if claims:
            tally.wrong.append(f"seed {seed} claims {', '.join(named)}")
        return
    tally.shares["claims true"] += [float(claim) for claim in claims]
    tally.shares["claims falsely"].append(float(not all(claims)))
    tally.shares["cause claimed"].append(float(any(claims)))
    tally.shares["first"].append(float(max(first, key=first.__getitem__) == athlete.cause))
    tally.shares[f"first: {athlete.cause}"].append(tally.shares["first"][-1])
    if not all(claims):
        tally.wrong.append(f"seed {seed}, cause {athlete.cause}: claims {', '.join(named)}")


def explain(diary: Diary, weighed: Weighed, tally: Tally, seed: int) -> None:
    """Ask why of every cramp, and count what is said."""
    for each in diary.of(Cramp):
        try:
            tally.shares[f"why: {why_of(diary, each.id, weighed).state}"].append(1.0)
        except Exception as error:  # noqa: BLE001 - whatever is raised would reach the person
            tally.wrong.append(f"seed {seed}: why of {each.at} raised {error!r}")


def tell(title: str, tally: Tally) -> None:
    """Print what was counted."""
    print(f"  {title}   (CPU ms of weigh_diary p50/p95 {np.median(tally.ms):.0f}/{np.quantile(tally.ms, .95):.0f})")
    asked = sum(len(values) for name, values in tally.shares.items() if name.startswith("why"))
    for name, values in sorted(tally.shares.items()):
        counted = f"{len(values)} of {asked}" if name.startswith("why") else share(values)
        print(f"    {name:28s} {counted}")
    for wrong in tally.wrong:
        print(f"    ! {wrong}")
    print(end="", flush=True)


def findings(name: str, count: int, first_seed: int, *, blank: bool) -> None:
    """Judge findings on so many diaries."""
    make, causes = GENERATORS[name]
    tally = Tally()
    for seed in range(first_seed, first_seed + count):
        athlete = make(seed, None if blank else causes[seed % len(causes)])
        diary, weighed = weighed_of(athlete, tally)
        score(athlete, weighed, tally, seed)
        if not blank:
            explain(diary, weighed, tally, seed)
    tell("blank" if blank else "one cause", tally)


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """One forecast beside the truth of the window that then came."""

    diary: int
    asked: str
    outcome: str
    running: bool
    learnt: bool
    said: float
    low: float
    high: float
    base: float
    chance: float
    came: bool


def moments(athlete: Athlete, dice: np.random.Generator) -> Iterator[tuple[str, float]]:
    """Choose moments of the later part of a diary."""
    nights = [one for one in athlete.windows if one.night]
    sessions = [one for one in athlete.windows if not one.night]
    for _ in range(EACH_MOMENT):
        for asked in MOMENTS:
            some = sessions if asked == "in a session" else nights
            one = some[int(dice.integers(len(some) // 3, len(some) - 8))]
            yield asked, {"morning": one.end + 1800, "evening": one.start - 5400, "in a session": one.start + 1200,
                          "in bed": one.start + float(dice.uniform(0.05, 0.45)) * (one.end - one.start)}[asked]


def forecasts(athlete: Athlete, number: int, dice: np.random.Generator, tally: Tally) -> Iterator[Forecast]:
    """Forecast from a diary as it stood at some moments."""
    for asked, now in moments(athlete, dice):
        diary = athlete.as_of(now)
        began = time.process_time()
        weighed = weigh_diary(diary, moment(now))
        ahead = windows_ahead(diary, moment(now), weighed)
        tally.ms.append(1000 * (time.process_time() - began))
        tally.shares["a session and a night are forecast"].append(float(len(ahead) == 2))
        for each in ahead:
            night, opens = each.outcome == "night", each.starts_at.timestamp()
            if night:
                of_now = [one for one in athlete.windows if one.night and one.end > max(opens + 4 * 3600, now)]
            else:
                of_now = [one for one in athlete.windows if not one.night and one.start > now]
            if not of_now or of_now[0].start > now + 3 * 86_400:
                tally.shares["windows that did not come within 3 days"].append(1.0)
                continue
            gap = abs(of_now[0].start - opens) / 3600
            tally.shares[f"{each.outcome} forecast for more than 3 h beside"].append(float(gap > 3))
            yield Forecast(
                diary=number, asked=asked, outcome=each.outcome, running=each.running, learnt=each.risk.learnt,
                said=each.risk.probability, low=each.risk.low, high=each.risk.high, base=each.risk.base_rate,
                chance=of_now[0].chance, came=of_now[0].came,
            )


def loss(chance: Numbers, came: Numbers) -> Numbers:
    """Give the log loss of each forecast."""
    return -np.where(came > 0, np.log(chance), np.log1p(-chance))


def calibration_error(forecast: Numbers, against: Numbers) -> float:
    """Give the mean distance between forecasts and what they are held against, over groups of like forecasts."""
    group = np.searchsorted(np.quantile(forecast, np.arange(1, GROUPS) / GROUPS), forecast, side="left")
    return float(sum((group == g).mean() * abs(forecast[group == g].mean() - against[group == g].mean())
                     for g in np.unique(group)))


def line(found: list[Forecast]) -> str:
    """Write one line on some forecasts, with errors by resampling diaries."""
    said, base, chance, came, of = (
        np.array([getattr(each, name) for each in found], dtype=float)
        for name in ("said", "base", "chance", "came", "diary")
    )
    held = np.array([each.low <= each.chance <= each.high for each in found])
    numbers = np.unique(of)
    rows = [np.flatnonzero(of == number) for number in numbers]
    dice = np.random.default_rng(0)
    ratios, skills = [], []
    for _ in range(400):
        drawn = np.concatenate([rows[at] for at in dice.integers(len(rows), size=len(rows))])
        ratios.append((said[drawn].mean() / chance[drawn].mean(), base[drawn].mean() / chance[drawn].mean()))
        # The luck of what came is left out: the expected loss under the true chance.
        skills.append(_skill(said[drawn], base[drawn], chance[drawn]))
    spread = np.std(ratios, axis=0)
    gained = float((loss(base, came) - loss(said, came)).sum())
    return (
        f"n {len(found):5d}  said {said.mean():.4f} / true {chance.mean():.4f} = {said.mean() / chance.mean():.3f} ± "
        f"{spread[0]:.3f}  own rate / true {base.mean() / chance.mean():.3f} ± {spread[1]:.3f}  came {came.mean():.4f} "
        f"ECE {calibration_error(said, chance):.4f}  skill {_skill(said, base, chance):.3f} ± {np.std(skills):.3f} of "
        f"the knower's  ({gained:+.1f} nats on what came)  true in 90 % {held.mean():.3f}"
    )


def _skill(said: Numbers, base: Numbers, chance: Numbers) -> float:
    """Give the share of a knower's gain on the own rate, expected under the true chances."""
    def expected(forecast: Numbers) -> float:
        return float((chance * np.log(forecast) + (1 - chance) * np.log1p(-forecast)).sum())

    return (expected(said) - expected(base)) / (expected(np.clip(chance, 1e-9, 1 - 1e-9)) - expected(base))


def forecast_part(name: str, count: int, first_seed: int) -> None:
    """Judge forecasts on so many diaries, one cause in each."""
    make, causes = GENERATORS[name]
    found: list[Forecast] = []
    tally = Tally()
    for seed in range(first_seed, first_seed + count):
        athlete = make(seed, causes[seed % len(causes)])
        found += forecasts(athlete, seed, np.random.default_rng([seed, 5]), tally)
    tell("forecasts", tally)
    rows: dict[str, list[Forecast]] = {"all": found}
    for each in found:
        rows.setdefault(f"{each.outcome}", []).append(each)
        rows.setdefault(f"{each.outcome}, {each.asked}{', running' if each.running else ''}", []).append(each)
        rows.setdefault("learnt" if each.learnt else "not learnt yet", []).append(each)
    for title, some in sorted(rows.items()):
        if len(some) >= 5:
            print(f"    {title:28s} {line(some)}", flush=True)


def counts_part(name: str, count: int, first_seed: int) -> None:
    """Hold what is told as counted against a plain count."""
    make, causes = GENERATORS[name]
    compared: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for seed in range(first_seed, first_seed + count):
        athlete = make(seed, causes[seed % len(causes)])
        diary, weighed = weighed_of(athlete, Tally())
        for what, told, recounted in differences(diary, weighed, moment(athlete.until)):
            compared[what][0] += 1
            if told != recounted:
                compared[what][1] += 1
                print(f"    ! seed {seed}: {what}: told {told}, counted {recounted}")
    print("  counted again")
    for what, (all_, other) in sorted(compared.items()):
        print(f"    {what:40s} {all_ - other} of {all_} alike", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", default="blank,cause,forecast,counts,alike,whatif,why,score")
    parser.add_argument("--generator", default="own,lived", help="own, lived, only_cramps")
    parser.add_argument("--blank", type=int, default=300)
    parser.add_argument("--athletes", type=int, default=80)
    parser.add_argument("--forecasts", type=int, default=40)
    parser.add_argument("--told", type=int, default=60)
    parser.add_argument("--first-seed", type=int, default=0)
    given = parser.parse_args()
    parts = given.parts.split(",")
    for name in given.generator.split(","):
        print(f"generator: {name}", flush=True)
        if "blank" in parts:
            findings(name, given.blank, given.first_seed, blank=True)
        if "cause" in parts:
            findings(name, given.athletes, given.first_seed, blank=False)
        if "forecast" in parts:
            forecast_part(name, given.forecasts, given.first_seed)
        if "counts" in parts:
            counts_part(name, min(given.athletes, 24), given.first_seed)
        if "alike" in parts:
            tell_alike(GENERATORS[name][0], GENERATORS[name][1], given.first_seed)
        for part, tell_part in (("whatif", tell_what_if), ("why", tell_why), ("score", tell_scores)):
            if part in parts:
                tell_part(name, given.told, given.first_seed)
        if "score" in parts:
            tell_remade(name, max(given.told // 10, 1), given.first_seed)


if __name__ == "__main__":
    main()
