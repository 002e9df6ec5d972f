"""The nights lately: which cramps came at night, and how long and from when somebody slept; a nap is no night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean, median
from uuid import UUID

from uncramp.diary.diary import Diary
from uncramp.diary.records import Circumstance, Cramp, Night, Session
from uncramp.exposures.person_time import WindowKind, is_nap, windows, zone_at

#: nights that make an own mean of sleep, or a usual bedtime
FEWEST_NIGHTS = 7
#: days before a span that decide its windows: where somebody was, and the night or session that reaches into it
BEFORE_D = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Slept:
    """Hours asleep, own mean and last night, and the usual bedtime in minutes after noon; None is not known."""

    slept_h: float | None
    last_slept_h: float | None
    bed_minute: float | None


def slept_lately(diary: Diary, since: datetime, now: datetime) -> Slept:
    """Say how somebody slept between two moments; a nap is neither the last night nor part of the own mean."""
    nights = [each for each in diary.between(Night, since, now) if not is_nap(each)]
    slept = [each.asleep_min / 60.0 for each in nights if each.asleep_min is not None]
    last = [each for each in nights if now.timestamp() - (each.up_at or each.at).timestamp() <= 86_400.0]
    told = None if not last else last[-1].asleep_min
    return Slept(
        slept_h=fmean(slept) if len(slept) >= FEWEST_NIGHTS else None,
        last_slept_h=None if told is None else told / 60.0, bed_minute=_bed_minute(diary, nights),
    )


def _bed_minute(diary: Diary, nights: Sequence[Night]) -> float | None:
    beds = [each.bed_at.astimezone(zone_at(diary, each.bed_at)) for each in nights if each.bed_at is not None]
    told = [((bed.hour * 60 + bed.minute) - 720) % 1440 for bed in beds]
    return float(median(told)) if len(told) >= FEWEST_NIGHTS else None


def cramp_nights(diary: Diary, since: datetime, now: datetime) -> Mapping[UUID, date]:
    """Give the night of each cramp between two moments that came at night, as the day of waking.

    Where the person did not say when it came, the windows of their diary do, as for findings and forecasts: a cramp in
    a night that was noted, or else between 22:00 and 08:00 and not in the hours after a session.
    """
    cramps = diary.between(Cramp, since, now)
    if not cramps:
        return {}
    near = since - timedelta(days=BEFORE_D)
    lived = Diary(
        [*diary.between(Session, near, now), *diary.between(Night, near, now), *cramps], profile=diary.profile)
    slept = {
        cramp: window.day for window in windows(lived, now) if window.kind is WindowKind.NIGHT
        for cramp, _at in window.cramps
    }
    found = {}
    for cramp in cramps:
        if cramp.circumstance is Circumstance.NIGHT:
            found[cramp.id] = slept.get(cramp.id, _day_of_waking(cramp))
        elif cramp.circumstance is None and cramp.id in slept:
            found[cramp.id] = slept[cramp.id]
    return found


def _day_of_waking(cramp: Cramp) -> date:
    """Give the day of waking of a night cramp, so that two before and after midnight are one night."""
    return (cramp.at + timedelta(hours=12)).date()
