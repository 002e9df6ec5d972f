"""Stretches of sleep, as one or more devices tell them, to nights: one source a night, its stretches united."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from uncramp.diary.records import Night
from uncramp.importers.believed import believed
from uncramp.importers.identity import made_id
from uncramp.importers.moments import instant
from uncramp.importers.one_source import length, runs, united

#: stretches this close (s) are one night
SAME_NIGHT_S = 3 * 3600.0
_NOON = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch told by a source: ``what`` is ``asleep``, ``awake`` or ``bed``; times in seconds since 1970."""

    source: str
    start: float
    end: float
    what: str


def nights_of(
    stretches: Iterable[Stretch], source: str, zone: Callable[[float], tzinfo], noted: Callable[[float], datetime]
) -> list[Night]:
    """Make the nights: for each day of waking its longest sleep; shorter ones are naps and left out.

    ``zone`` gives the zone at a moment, ``noted`` when what ended at a moment was written.
    """
    every = [stretch for stretch in stretches if stretch.end > stretch.start]
    longest: dict[date, tuple[float, Night]] = {}
    for group in runs([(each.start, each.end) for each in every], SAME_NIGHT_S):
        told = [every[index] for index in group]
        spent = length((each.start, each.end) for each in told)
        night = _night(told, source, zone, noted)
        day = night.at.date() if night.at.hour < _NOON else night.at.date() + timedelta(days=1)
        if day not in longest or spent > longest[day][0]:
            longest[day] = (spent, night)
    return [night for _spent, night in longest.values()]


def _night(
    told: list[Stretch], source: str, zone: Callable[[float], tzinfo], noted: Callable[[float], datetime]
) -> Night:
    asleep = {
        each: length((one.start, one.end) for one in told if one.source == each and one.what == "asleep")
        for each in {one.source for one in told}
    }
    chosen = min(asleep, key=lambda each: (-asleep[each], each))
    spans = united((one.start, one.end) for one in told if one.source == chosen and one.what == "asleep")
    awake = united((one.start, one.end) for one in told if one.source == chosen and one.what == "awake")
    first, last = min(each.start for each in told), max(each.end for each in told)
    woke = spans[-1][1] if spans else None
    place = zone(last)
    at = instant(first).astimezone(place)
    between = [one for one in awake if spans and spans[0][0] <= one[0] and one[1] <= spans[-1][1]]
    return Night(
        id=made_id(source, "night", f"{chosen} {first:.0f} {last:.0f}"), at=at, noted_at=noted(last), source=source,
        bed_at=at, asleep_min=believed("night", "asleep_min", asleep[chosen] / 60) if spans else None,
        woke_at=None if woke is None else instant(woke).astimezone(place), up_at=instant(last).astimezone(place),
        awakenings=min(len(between), 100) if awake else None,
    )
