"""Changes to a diary that must change no number: the last part of ``diaries.py``.

Each takes a diary whose places keep one clock all year (elsewhere a shift moves the hour), changes what says nothing of
what happened, and weighs it again. The largest relative difference is told, of all findings and forecasts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.actions.forecast import windows_ahead
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.diary.notation import from_dict, to_dict
from uncramp.diary.profile import Profile
from uncramp.diary.records import BodyMass, BodySignal, Drink, PlannedSession, Record, Session, Symptom
from uncramp.store.memory import MemoryBook

NAMES = UUID("5d1fbc53-3e0c-58a4-9f3a-1d1c1f8f8a4e")
HOME, ELSEWHERE = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Phoenix")
Kept = tuple[list[Record], datetime, ZoneInfo]
Change = Callable[[Kept, np.random.Generator], Kept]


class _Athlete(Protocol):
    as_of: Callable[[float], Diary]
    until: float


def moved(record: Record, move: Callable[[datetime], datetime]) -> Record:
    """Give a record with all its times moved."""
    times: dict[str, Any] = {
        each.name: move(getattr(record, each.name)) for each in fields(record)
        if isinstance(getattr(record, each.name), datetime)
    }
    return replace(record, **times)


def as_it_is(kept: Kept, _dice: np.random.Generator) -> Kept:
    """Change nothing, which shows that weighing twice gives the same."""
    return kept


def weeks_later(kept: Kept, _dice: np.random.Generator) -> Kept:
    """Let all of it have happened 37 weeks later."""
    later = timedelta(weeks=37)
    return [moved(each, lambda at: at + later) for each in kept[0]], kept[1] + later, kept[2]


def elsewhere(kept: Kept, _dice: np.random.Generator) -> Kept:
    """Let all of it have happened by the same clocks on the other side of the world."""
    def there(at: datetime) -> datetime:
        return at.astimezone(HOME).replace(tzinfo=ELSEWHERE)

    return [moved(each, there) for each in kept[0]], there(kept[1]), ELSEWHERE


def shuffled(kept: Kept, dice: np.random.Generator) -> Kept:
    """Let it have come into the diary in another order, with other ids."""
    records = [replace(each, id=uuid5(NAMES, f"{each.id}")) for each in kept[0]]
    return [records[at] for at in dice.permutation(len(records))], kept[1], kept[2]


def renamed(kept: Kept, _dice: np.random.Generator) -> Kept:
    """Call a tag something else."""
    return [replace(each, note=each.note.replace("#stairs", "#lift_was_broken")) if each.note else each
            for each in kept[0]], kept[1], kept[2]


def unrelated(kept: Kept, dice: np.random.Generator) -> Kept:
    """Add what says nothing of cramps or what came before: scales, a tender spot, plans that came to nothing."""
    first = min(each.at for each in kept[0])
    drink = next(each for each in kept[0] if isinstance(each, Drink))  # noted with it: no other day is written on
    more: list[Record] = []
    for day in range((kept[1] - first).days):
        at = first + timedelta(days=day, hours=float(dice.uniform(0, 2)))
        name = uuid5(NAMES, f"unrelated {day}")
        more.append(BodyMass(id=name, at=at, noted_at=at, source="fitbit_takeout", mass_kg=70.0))
        more.append(BodySignal(id=uuid5(name, "pulse"), at=at, noted_at=at, source="oura", hrv_rmssd_ms=60.0))
        if day % 9 == 0:
            plan = at + timedelta(hours=20)
            more.append(PlannedSession(id=uuid5(name, "plan"), at=plan, noted_at=drink.noted_at, planned_min=40.0))
    more.append(Symptom(id=uuid5(NAMES, "tender"), at=drink.at, noted_at=drink.noted_at))
    return [*kept[0], *more], kept[1], kept[2]


def in_ounces(kept: Kept, _dice: np.random.Generator) -> Kept:
    """Enter drinks in fluid ounces, weather in Fahrenheit and distances in miles, as a person types them."""
    return [_entered_anew(each, kept[1]) for each in kept[0]], kept[1], kept[2]


def _entered_anew(record: Record, now: datetime) -> Record:
    if not isinstance(record, Drink | Session):
        return record
    told = {name: value for name, value in to_dict(record).items() if value is not None and name != "kind"}
    if isinstance(record, Drink) and record.volume_ml is not None:
        told["volume_ml"] = f"{float(record.volume_ml) / 29.5735295625!r} fl oz"
    if isinstance(record, Session):
        air = told.pop("air", None) or {}
        told |= {f"air.{name}": value for name, value in air.items() if value is not None}
        if record.air.temperature_c is not None:
            told["air.temperature_c"] = f"{float(record.air.temperature_c) * 9 / 5 + 32!r} f"
        if record.distance_m is not None:
            told["distance_m"] = f"{float(record.distance_m) / 1609.344!r} mi"
    return from_dict(record.kind, told, home_zone=HOME, now=now)


def told_twice(kept: Kept, dice: np.random.Generator) -> Kept:
    """Import every session from another program, too: some seconds off, and without a curve."""
    again = [
        replace(each, id=uuid5(each.id, "again"), at=each.at + timedelta(seconds=float(dice.integers(-30, 31))),
                source="another_app", series=None, note=None, rpe_0_10=None)
        for each in kept[0] if isinstance(each, Session)
    ]
    return [*kept[0], *again], kept[1], kept[2]


def deleted_and_added(kept: Kept, dice: np.random.Generator) -> Kept:
    """Write all of it into a book, delete every tenth entry, and add it again."""
    book = MemoryBook()
    book.write(kept[0], now=kept[1], what="note")
    gone = [each for each in kept[0] if dice.random() < 0.1]
    book.delete([each.id for each in gone], now=kept[1])
    book.write([replace(each, id=uuid5(each.id, "anew")) for each in gone], now=kept[1], what="note")
    return list(book.read().in_order_of_arrival), kept[1], kept[2]


CHANGES: tuple[Change, ...] = (
    as_it_is, weeks_later, elsewhere, shuffled, renamed, unrelated, in_ounces, told_twice, deleted_and_added,
)


def numbers(kept: Kept, series: Callable[[UUID], Any]) -> dict[str, float]:
    """Give what a person reads, by name."""
    records, now, home = kept
    diary = Diary(records, profile=Profile(home_zone=home.key), series=series)
    weighed = weigh_diary(diary, now)
    found: dict[str, float] = {"cramps": weighed.report.cramps, "windows": weighed.report.windows}
    for each in weighed.report.findings:
        name = f"{each.exposure.replace('lift_was_broken', 'stairs')} {each.outcome}"
        for told in ("odds_ratio", "low", "high", "chance_harmful", "known", "cases_high", "windows_high", "risk_low",
                     "risk_high"):
            found[f"{name} {told}"] = float(getattr(each, told))
    for ahead in windows_ahead(diary, now, weighed):
        found[f"forecast {ahead.outcome}"] = ahead.risk.probability
        found[f"own rate {ahead.outcome}"] = ahead.risk.base_rate
    return found


def furthest(one: dict[str, float], other: dict[str, float]) -> tuple[float, str]:
    """Give the largest relative difference, and of what."""
    if one.keys() != other.keys():
        return np.inf, ", ".join(sorted(one.keys() ^ other.keys()))[:200]
    return max((abs(one[name] - other[name]) / max(abs(one[name]), 1e-9), name) for name in one
               if not (np.isnan(one[name]) and np.isnan(other[name])))


def tell_alike(make: Callable[[int, str | None], _Athlete], causes: tuple[str, ...], first_seed: int) -> None:
    """Change diaries in every way, and print how far their numbers moved."""
    worst: dict[str, tuple[float, str]] = {}
    diaries = 4
    for seed in range(first_seed, first_seed + diaries):
        athlete = make(seed, causes[-1 - seed % len(causes)])
        diary = athlete.as_of(athlete.until)
        now = datetime.fromtimestamp(athlete.until, UTC).astimezone(HOME)
        at_home = [moved(each, lambda at: at.astimezone(HOME)) for each in diary.in_order_of_arrival]
        kept = (at_home, now, HOME)
        curves = {each.series: diary.curve(each) for each in diary.of(Session)}
        before = numbers(kept, curves.get)
        for change in CHANGES:
            after = numbers(change(kept, np.random.default_rng(seed)), curves.get)
            worst[change.__name__] = max(worst.get(change.__name__, (0.0, "")), furthest(before, after))
    print(f"  changes that must change nothing, {diaries} diaries: the largest relative difference")
    for name, (far, what) in worst.items():
        print(f"    {name:20s} {far:.1e}" + (f"   ({what})" if far > 1e-6 else ""), flush=True)
