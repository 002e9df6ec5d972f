"""What if, why this cramp and the score of one's own forecasts, each held against the truth of whole diaries.

*What if*: the chance with a thing changed beside the true chance with it changed. *Why*: what is told of each cramp
beside what the cause truly did there. *Scores*: how often forecasts are called better than the average, with a cause
and without; and the score as printed beside what would have been said at those moments, on the diary as it then stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from diaries_athletes import GENERATORS, Athlete, moment
from numpy.typing import NDArray
from table import share

from uncramp.actions.triggers import weigh_diary
from uncramp.actions.why import why_of
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import Cramp
from uncramp.forecast.calibration import score_steps, steps_of_diary
from uncramp.forecast.forecaster import Forecaster, Step
from uncramp.forecast.next_windows import forecast_next
from uncramp.forecast.planned import Plan, joined, next_windows
from uncramp.knowledge.library import load_library
from uncramp.triage.cautions import cautions
from uncramp.triage.profile_features import features_of
from uncramp.triggers.study import Study
from uncramp.triggers.weighed import read_alike
from uncramp.wording.forecast_reasons import say_what_if
from uncramp.wording.units_chosen import UnitSystem

Numbers = NDArray[np.float64]
#: nothing forbids anything to this person, so that all there is to offer is offered
CLEARED = Profile(age_band=AgeBand.FROM_16_TO_64, sex="male", pregnant=False, conditions_answered=True,
                  medicines_answered=True)
#: before a session, in a night, long before a session: hours before it begins
ASKED_H = (1.0, 3.0, 9.0)
DAY = 86_400.0


def chance_of(odds: float) -> float:
    """Give the chance (0-1) of log odds."""
    return float(1.0 / (1.0 + np.exp(-odds)))


def log_odds(chance: float) -> float:
    """Give the log odds of a chance (between 0 and 1)."""
    return float(np.log(chance) - np.log1p(-chance))


def by_diary(told: Sequence[float], true: Sequence[float], of: Sequence[int]) -> str:
    """Write the mean of what was told over that of what was true, with its error by resampling diaries."""
    told_, true_, of_ = (np.asarray(each, dtype=float) for each in (told, true, of))
    rows = [np.flatnonzero(of_ == number) for number in np.unique(of_)]
    dice = np.random.default_rng(0)
    found = []
    for _ in range(400):
        drawn = np.concatenate([rows[at] for at in dice.integers(len(rows), size=len(rows))])
        found.append(told_[drawn].mean() / true_[drawn].mean())
    return f"{told_.mean():.3f} / {true_.mean():.3f} = {told_.mean() / true_.mean():.3f} ± {np.std(found):.3f}"


def share_by_diary(hits: Sequence[float], of: Sequence[int]) -> str:
    """Write a share with its error by resampling diaries."""
    hits_, of_ = np.asarray(hits, dtype=float), np.asarray(of)
    sums = np.array([[hits_[of_ == number].sum(), (of_ == number).sum()] for number in np.unique(of_)])
    dice = np.random.default_rng(0)
    drawn = sums[dice.integers(len(sums), size=(400, len(sums)))].sum(axis=1)
    return f"{hits_.mean():.3f} ± {np.std(drawn[:, 0] / drawn[:, 1]):.3f}"


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One change that was offered: chances as told, without and with it, and as they truly were; hours ahead."""

    diary: int
    exposure: str
    outcome: str
    is_cause: bool
    running: bool
    ahead_h: float
    value: float
    planned: float | None
    without: float
    with_: float
    low: float
    high: float
    chance: float
    changed: float
    said: str


def asked_at(athlete: Athlete, dice: np.random.Generator, each: int) -> Iterator[float]:
    """Choose moments before windows, and in nights, of the later part of a diary."""
    for night in (False, True):
        some = [one for one in athlete.windows if one.night == night]
        for _ in range(each):
            for before in ASKED_H:
                one = some[int(dice.integers(len(some) // 2, len(some) - 8))]
                yield one.start - before * 3600
            if night:
                yield one.start + float(dice.uniform(0.05, 0.45)) * (one.end - one.start)


def offers(athlete: Athlete, number: int, each: int) -> Iterator[Offered | None]:
    """Ask what if at some moments of a diary; None for a window of which nothing is offered."""
    told = cautions(features_of(CLEARED), load_library())
    for now in asked_at(athlete, np.random.default_rng([number, 11]), each):
        diary = athlete.as_of(now)
        weighed = weigh_diary(diary, moment(now))
        session = next(one for one in athlete.windows if not one.night and one.start > now)
        coming = next_windows(diary, Plan(at=moment(session.start)), moment(now), weighed.table)
        for window in forecast_next(weighed, coming, told, moment(now)):
            night, opens = window.outcome == "night", window.starts_at.timestamp()
            of_now = session if not night else next(
                (one for one in athlete.windows if one.night and one.end > max(opens + 4 * 3600, now)), session)
            if not window.what_if or of_now.night != night:
                yield None
            for one in window.what_if:
                is_cause = one.exposure == athlete.cause and window.outcome in athlete.outcomes
                moved = athlete.per_unit * (one.value - of_now.value) if is_cause else 0.0
                if not np.isfinite(moved):
                    continue
                yield Offered(
                    diary=number, exposure=one.exposure, outcome=window.outcome, is_cause=is_cause,
                    running=opens <= now, ahead_h=(opens - now) / 3600, value=one.value, planned=one.value_planned,
                    without=window.risk.probability, with_=one.risk.probability, low=one.risk.low, high=one.risk.high,
                    chance=of_now.chance, changed=chance_of(log_odds(of_now.chance) + moved),
                    said=say_what_if(one, window.outcome, "en", UnitSystem.METRIC).what,
                )


def tell_what_if(name: str, count: int, first_seed: int, *, each: int = 3) -> None:
    """Judge what if on so many diaries, whose cause can be changed."""
    make, causes = GENERATORS[name]
    found: list[Offered] = []
    windows = 0
    causes = tuple(cause for cause in causes if cause in ("early_pace", "sleep", "warm_up", "fluids", "alcohol"))
    for seed in range(first_seed, first_seed + count):
        for one in offers(make(seed, causes[seed % len(causes)]), seed, each):
            windows += 1
            if one is not None:
                found.append(one)
    print(f"  what if   ({len(found)} offers, about {windows} windows, {count} diaries)")
    rows: dict[str, list[Offered]] = defaultdict(list)
    for one in found:
        rows["all of the cause" if one.is_cause else "of what is no cause"].append(one)
        rows[f"{one.exposure}, {one.outcome}{', running' if one.running else ''}"].append(one)
    for title, some in sorted(rows.items()):
        of = [one.diary for one in some]
        # Of each diary the ratio of means: a mean of ratios is that of the rarest windows.
        print(
            f"    {title:30s} n {len(some):4d} of {len(set(of))}  without "
            f"{by_diary([o.without for o in some], [o.chance for o in some], of)}  with "
            f"{by_diary([o.with_ for o in some], [o.changed for o in some], of)}  ratio told "
            f"{np.mean([o.with_ for o in some]) / np.mean([o.without for o in some]):.3f} true "
            f"{np.mean([o.changed for o in some]) / np.mean([o.chance for o in some]):.3f}  in 90 % "
            f"{share_by_diary([o.low <= o.changed <= o.high for o in some], of)}  not lower "
            f"{sum(o.with_ >= o.without for o in some)}", flush=True)
    for one in sorted(found, key=lambda o: -abs(log_odds(o.with_) - log_odds(o.changed)))[:6]:
        print(f"    ! {one}")


def explained(athlete: Athlete, number: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Explain every cramp of a diary: what is told of each exposure beside what is true of it."""
    diary = athlete.as_of(athlete.until)
    weighed = weigh_diary(diary, moment(athlete.until))
    for each in diary.of(Cramp):
        why = why_of(diary, each.id, weighed)
        yield f"state {why.state}", {}
        at = each.at.timestamp()
        true = next((one for one in athlete.windows if one.start - 900 <= at < one.end + 900
                     and one.night == (why.outcome == "night")), None)
        if true is None or why.outcome is None:
            continue
        named = {one.exposure for one in why.raised}
        if named:
            yield "named any", {"hit": float(named <= {athlete.cause} and why.outcome in athlete.outcomes)}
        for one in (*why.raised, *why.lowered, *why.others):
            is_cause = one.exposure == athlete.cause and why.outcome in athlete.outcomes
            moved = athlete.per_unit * (true.value - one.usual) if is_cause else 0.0
            if not np.isfinite(moved):
                continue
            sort = ("raised" if one in why.raised else "lowered" if one in why.lowered else "others")
            without = chance_of(log_odds(true.chance) - moved)
            yield f"{'cause' if is_cause else 'no cause'}, {sort}", {
                "told": float(np.log(one.odds_ratio)), "true": moved, "diary": number,
                "held": float(np.log(one.low) <= moved <= np.log(one.high)), "often": one.times_as_often,
                "truly": true.chance / without, "in": float(one.least <= true.chance / without <= one.most),
                "as noted": athlete.per_unit * (one.value - one.usual) if is_cause else 0.0,
            } | {"held noted": float(np.log(one.low) <= athlete.per_unit * (one.value - one.usual) <= np.log(one.high))
                 if is_cause else 1.0}


def tell_why(name: str, count: int, first_seed: int) -> None:
    """Judge why this cramp on so many diaries, one cause in each."""
    make, causes = GENERATORS[name]
    found: dict[str, list[dict[str, float]]] = defaultdict(list)
    for seed in range(first_seed, first_seed + count):
        for title, numbers in explained(make(seed, causes[seed % len(causes)]), seed):
            found[title].append(numbers)
    print(f"  why this cramp   ({count} diaries)")
    for title, rows in sorted(found.items()):
        if title.startswith("state"):
            print(f"    {title:28s} {len(rows)}")
            continue
        if title == "named any":
            print(f"    named the cause alone        {share([row['hit'] for row in rows])}")
            continue
        of = [int(row["diary"]) for row in rows]
        told, true = ([row[name] for row in rows] for name in ("told", "true"))
        slope = np.dot(told, true) / np.dot(told, told)
        noted = np.dot(told, [row["as noted"] for row in rows]) / np.dot(told, told)
        print(
            f"    {title:20s} n {len(rows):5d}  log odds {by_diary(told, true, of) if any(true) else np.mean(told)}  "
            f"true for each told {slope:.3f} (as noted {noted:.3f})  in 90 % "
            f"{share_by_diary([row['held'] for row in rows], of)} (as noted "
            f"{np.mean([row['held noted'] for row in rows]):.3f})  times as often told "
            f"{np.mean([row['often'] for row in rows]):.3f} true {np.mean([row['truly'] for row in rows]):.3f} in "
            f"{share_by_diary([row['in'] for row in rows], of)}", flush=True)


def true_gain(athlete: Athlete, steps: Sequence[Step], first: float, study: Study) -> float:
    """Give what forecasts of a diary save of the own rate's log loss a window, expected under the true chances."""
    starts = [np.array([one.start for one in athlete.windows if one.night == night]) for night in (False, True)]
    chances = [np.array([one.chance for one in athlete.windows if one.night == night]) for night in (False, True)]
    found = []
    for step in steps:
        night, opens = int(study.night[step.row]), first + DAY * float(study.day[step.row])
        near = int(np.argmin(np.abs(starts[night] - opens)))
        if step.outlook is not None and abs(starts[night][near] - opens) < (4 * 3600 if night else 1200):
            found.append(_gain(np.array(step.noted), np.array(step.base), chances[night][near]))
    return float(np.mean(found)) if found else 0.0


def tell_scores(name: str, count: int, first_seed: int) -> None:
    """Say how often forecasts are called better than the average, without a cause and with one, and how often they are.

    Without a cause there still are cramps that call the next one, and months with more of them than others.
    """
    make, causes = GENERATORS[name]
    for blank in (True, False):
        verdicts: list[str] = []
        gains: list[float] = []
        for seed in range(first_seed, first_seed + count):
            athlete = make(seed, None if blank else causes[seed % len(causes)])
            weighed = weigh_diary(athlete.as_of(athlete.until), moment(athlete.until))
            study, steps = weighed.study.without_trials(), steps_of_diary(weighed)
            verdicts.append(score_steps(study, steps).verdict.value)
            gains.append(true_gain(athlete, steps, weighed.table.windows[0].starts_at.timestamp(), study))
        print(f"    score, {'no cause' if blank else 'one cause'}   truly better "
              f"{share([float(gain > 0) for gain in gains])}, gain a window {np.mean(gains):.5f} ± "
              f"{np.std(gains) / np.sqrt(len(gains)):.5f}", flush=True)
        for verdict in sorted(set(verdicts)):
            of = [gain for gain, each in zip(gains, verdicts, strict=True) if each == verdict]
            print(f"      {verdict:10s} {share([float(each == verdict) for each in verdicts])}, truly better "
                  f"{sum(gain > 0 for gain in of)} of {len(of)}, true gain {np.mean(of):.5f}", flush=True)


@dataclass(frozen=True, kw_only=True)
class Remade:
    """A window as the score has it (``scored``), and as was said (``said``) when it began; ``base`` is the own rate."""

    diary: int
    night: bool
    scored: float
    said: float
    base: float
    chance: float


def remade(athlete: Athlete, number: int, count: int) -> Iterator[Remade]:
    """Make forecasts of a diary again, each on the diary as it stood a second before the window began."""
    weighed = weigh_diary(athlete.as_of(athlete.until), moment(athlete.until))
    first = weighed.table.windows[0].starts_at.timestamp()
    study = weighed.study.without_trials()
    steps = [step for step in steps_of_diary(weighed) if step.outlook is not None]
    opens = np.array([first + DAY * float(study.day[step.row]) for step in steps])
    dice = np.random.default_rng([number, 13])
    sessions = [one for one in athlete.windows if not one.night]
    for one in dice.permutation(np.array(athlete.windows, dtype=object))[: 4 * count].tolist():
        near = [at for at, step in enumerate(steps) if bool(study.night[step.row]) == one.night
                and abs(opens[at] - one.start) < (4 * 3600 if one.night else 1200)]
        if not near or count == 0:
            continue
        count -= 1
        now = one.start - 1
        coming = next((each.start for each in sessions if each.start > now), now + DAY)
        told = said_at(athlete, now, coming, night=one.night)
        if told is not None:
            step = steps[near[0]]
            yield Remade(diary=number, night=one.night, scored=step.noted, said=told, base=step.base, chance=one.chance)


def said_at(athlete: Athlete, now: float, session: float, *, night: bool) -> float | None:
    """Give the chance that was said at a moment (that a cramp is noted), with the hour of the session told alone."""
    diary = athlete.as_of(now)
    weighed = weigh_diary(diary, moment(now))
    if weighed.averaged is None:
        return None
    coming = next_windows(diary, Plan(at=moment(session)), moment(now), weighed.table)
    study = read_alike(weighed, joined(weighed.table, coming))
    first = len(study.day) - len(coming.windows)
    forecaster = Forecaster(study)
    for row in range(first):
        forecaster.take(row)
    forecaster.choose(first, weighed.averaged)
    for row in range(first, len(study.day)):
        forecaster.carry(row)
        if bool(study.night[row]) == night:
            return forecaster.step(row).noted
    return None


def tell_remade(name: str, count: int, first_seed: int, *, each: int = 30) -> None:
    """Hold the score as printed against what was said at the moments themselves."""
    make, causes = GENERATORS[name]
    found = [one for seed in range(first_seed, first_seed + count)
             for one in remade(make(seed, causes[seed % len(causes)]), seed, each)]
    for title, some in (("all", found), ("sessions", [one for one in found if not one.night]),
                        ("nights", [one for one in found if one.night])):
        scored, said, base, chance = (
            np.array([getattr(one, name) for one in some]) for name in ("scored", "said", "base", "chance"))
        gains = [_gain(each_, base, chance) for each_ in (scored, said, chance)]
        apart = np.abs(np.log(scored / (1 - scored)) - np.log(said / (1 - said)))
        print(
            f"    remade, {title:9s} n {len(some):4d}  mean scored {scored.mean():.4f} said {said.mean():.4f} true "
            f"{chance.mean():.4f}  apart in log odds {np.median(apart):.3f} (p90 {np.quantile(apart, .9):.2f})  gain a "
            f"window as scored {gains[0].mean():.4f} as said {gains[1].mean():.4f} ± "
            f"{_spread(gains[1] - gains[0], some):.4f} (their difference)  knower {gains[2].mean():.4f}", flush=True)


def _gain(forecast: Numbers, base: Numbers, chance: Numbers) -> Numbers:
    """Give the log loss each forecast saves against the own rate, expected under the true chances."""
    return np.asarray(chance * np.log(forecast / base) + (1 - chance) * np.log((1 - forecast) / (1 - base)))


def _spread(numbers: Numbers, found: Sequence[Remade]) -> float:
    """Give the standard error of a mean by resampling diaries."""
    of = np.array([one.diary for one in found])
    rows = [np.flatnonzero(of == each) for each in np.unique(of)]
    dice = np.random.default_rng(0)
    return float(np.std([numbers[np.concatenate([rows[at] for at in dice.integers(len(rows), size=len(rows))])].mean()
                         for _ in range(400)]))
