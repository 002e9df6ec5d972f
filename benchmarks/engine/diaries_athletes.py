"""Athletes of both generators of whole diaries: a diary at any moment, and the truth behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from unittest.mock import patch

import numpy as np
from lived_diaries import lived_diary
from lived_life import CAUSES, SESSIONS_ONLY, exposed

from uncramp.diary.diary import Diary
from uncramp.exposures.person_time import WindowKind
from uncramp.simulation import cramping
from uncramp.simulation.diaries import simulate_diary

#: causes that the shipped generator is asked for; the other has its own
OWN_CAUSES = ("early_pace", "load_72h", "sleep", "warm_up", "heat", "fluids", "soreness", "alcohol")
YEARS = 2.0
UNTIL = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class TrueWindow:
    """A window as it was: seconds since 1970, the chance of a cramp, whether one came, the value of the cause."""

    night: bool
    start: float
    end: float
    chance: float
    came: bool
    value: float = float("nan")


@dataclass(frozen=True, kw_only=True)
class Athlete:
    """A diary at any moment, with the truth behind it; ``per_unit`` and ``per_step``: log odds ratios of the cause."""

    as_of: Callable[[float], Diary]
    until: float
    windows: list[TrueWindow]
    cause: str | None
    per_step: float
    outcomes: frozenset[str]
    per_unit: float = 0.0


def own(seed: int, cause: str | None) -> Athlete:
    """Give an athlete of the generator that ships; its chances are looked at over its shoulder."""
    kept = {}

    def cut(diary: Diary, until: datetime) -> object:
        kept["windows"] = found = windows(diary, until)
        return found

    def drew(*given: object, **named: object) -> object:
        kept["came"], kept["chances"] = found = draw(*given, **named)
        return found

    def measured(*given: object) -> object:
        kept["table"] = found = measure(*given)
        return found

    windows, draw, measure = cramping.windows, cramping.draw_cramps, cramping.measure_all
    with (patch.object(cramping, "windows", cut), patch.object(cramping, "draw_cramps", drew),
          patch.object(cramping, "measure_all", measured)):
        made = simulate_diary(seed, cause or "none", YEARS, UNTIL)
    rows = [row for row, one in enumerate(kept["windows"]) if one.counted and one.kind is not WindowKind.REST]
    there, table = [kept["windows"][row] for row in rows], kept["table"]
    values = table.values[rows, 0] if cause else np.full(len(rows), np.nan)
    true = [
        TrueWindow(night=one.kind is WindowKind.NIGHT, start=one.starts_at.timestamp(), end=one.ends_at.timestamp(),
                   chance=float(chance), came=bool(came), value=float(value))
        for one, chance, came, value in zip(there, kept["chances"], kept["came"], values, strict=True)
    ]
    curves = {one.id: one for one in made.series}

    def as_of(now: float) -> Diary:
        noted = [each for each in made.records if each.noted_at.timestamp() <= now and each.at.timestamp() <= now]
        return Diary(noted, profile=made.profile, series=curves.get)

    return Athlete(as_of=as_of, until=UNTIL.timestamp(), windows=true, cause=made.truth.cause,
                   per_step=made.truth.log_odds_ratio, outcomes=frozenset(kind.value for kind in made.truth.outcomes),
                   per_unit=made.truth.log_odds_ratio / table.exposures[0].step if cause else 0.0)


def lived(seed: int, cause: str | None, *, only_cramps: bool = False) -> Athlete:
    """Give an athlete of the second generator."""
    made = lived_diary(seed, cause, YEARS, only_cramps=only_cramps)
    true = [TrueWindow(night=one.night, start=one.start, end=one.end, chance=one.chance, came=bool(one.cramps),
                       value=exposed(made.life, cause, one) if cause else np.nan) for one in made.life.windows]
    outcomes = {"session"} if cause in SESSIONS_ONLY else {"session", "night"}
    return Athlete(as_of=made.as_of, until=made.until, windows=true, cause=cause and cause.replace("tag:", "tag_"),
                   per_step=made.life.per_step, outcomes=frozenset(outcomes if cause else ()),
                   per_unit=made.life.per_step / ((CAUSES[cause] or 1.0) if cause else 1.0))


def only_cramps(seed: int, cause: str | None) -> Athlete:
    """Give one of the second generator who types cramps and nothing else; a watch tells the sessions."""
    return lived(seed, cause, only_cramps=True)


GENERATORS = {"own": (own, OWN_CAUSES), "lived": (lived, tuple(CAUSES)), "only_cramps": (only_cramps, tuple(CAUSES))}


def moment(at: float) -> datetime:
    """Give an instant as the app is asked about it."""
    return datetime.fromtimestamp(at, UTC)
