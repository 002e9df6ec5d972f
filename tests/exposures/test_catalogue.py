"""What must hold of every exposure of the catalogue, old or new, on diaries as people keep them."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.records import Record, Session
from uncramp.exposures import catalogue
from uncramp.exposures.catalogue import EXPOSURES, ExposureOfferError, known_exposures
from uncramp.exposures.exposure import Exposure, Timing, Unknown
from uncramp.exposures.person_time import Window, WindowKind, session_end, windows
from uncramp.exposures.table import measure_all
from uncramp.knowledge.library import load_library
from uncramp.simulation.diaries import simulate_diary
from uncramp.simulation.simulated import SimulatedDiary
from uncramp.store.memory import MemoryBook
from uncramp.wording.exposures import PHRASES

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVERY = pytest.mark.parametrize("exposure", EXPOSURES, ids=lambda exposure: exposure.id)


@cache
def simulated() -> SimulatedDiary:
    """Half a year in UTC, where no clock changes; with cramps, gaps and late entries."""
    return simulate_diary(seed=5, cause="none", years=0.5, until=NOW, zone="UTC")


def measured(exposure: Exposure, diary: Diary, chosen: list[Window]) -> NDArray[np.float64]:
    return exposure.measure(diary, chosen).values


#: summaries of curves, which depend on the curve alone; worked out once for all diaries cut from the simulated one
ASIDE = MemoryBook()


@cache
def all_windows() -> tuple[Window, ...]:
    return windows(simulated().diary(), NOW)


def applicable(exposure: Exposure) -> list[Window]:
    return [window for window in all_windows() if window.kind in exposure.outcomes]


@EVERY
def test_an_exposure_is_known_somewhere_and_varies(exposure: Exposure) -> None:
    values = measured(exposure, simulated().diary(), applicable(exposure))
    known = values[~np.isnan(values)]
    assert len(known) > 50
    assert known.std() > 0


@EVERY
def test_what_was_never_noted_stays_unknown(exposure: Exposure) -> None:
    alone = [replace(window, record_id=None, cramps=()) for window in applicable(exposure)]
    found = exposure.measure(Diary(), alone)
    assert np.isnan(found.values).all()
    assert Unknown.KNOWN not in found.why


@EVERY
def test_a_value_is_unknown_exactly_where_a_reason_is_given(exposure: Exposure) -> None:
    found = exposure.measure(simulated().diary(), applicable(exposure))
    assert all(isinstance(reason, Unknown) for reason in found.why)
    assert [reason is not Unknown.KNOWN for reason in found.why] == np.isnan(found.values).tolist()
    if exposure.yes_no:
        assert set(found.values[~np.isnan(found.values)]) <= {0.0, 1.0}


@EVERY
def test_no_exposure_looks_into_the_future(exposure: Exposure) -> None:
    """Cut the diary off where the window opens (early part: where the session ended); nothing may change."""
    chosen = applicable(exposure)[40::17]
    whole = measured(exposure, simulated().diary(), chosen)
    curves = {one.id: one for one in simulated().series}
    for window, value in zip(chosen, whole.tolist(), strict=True):
        told = known_by(window, exposure.timing)
        cut = Diary(told, profile=simulated().profile, series=curves.get, derived=ASIDE)
        seen = measured(exposure, cut, [window])
        assert seen.tolist() == pytest.approx([value], nan_ok=True), window


def known_by(window: Window, timing: Timing) -> list[Record]:
    """Give what was known when a window opened: earlier records, and of its own session what stood fixed then."""
    told: list[Record] = []
    for record in simulated().records:
        if record.at < window.starts_at:
            told.append(record)
        elif isinstance(record, Session) and record.id == window.record_id:
            planned = Session(
                id=record.id, at=record.at, noted_at=record.at, sport=record.sport, effort=record.effort, air=record.air
            )
            told.append(record if timing is Timing.EARLY_PART else planned)
    return told


EARLY = [exposure for exposure in EXPOSURES if exposure.timing is Timing.EARLY_PART]


@pytest.mark.parametrize("exposure", EARLY, ids=lambda exposure: exposure.id)
def test_a_cramp_after_the_early_part_changes_nothing_and_one_inside_makes_it_unknown(exposure: Exposure) -> None:
    diary = simulated().diary()
    sessions = {session.id: session for session in diary.of(Session)}
    chosen = [window for window in applicable(exposure)[40:] if not window.cramps and window.record_id in sessions]
    ends = [session_end(sessions[window.record_id]) for window in chosen if window.record_id]
    cramp = simulated().records[0].id
    early = [replace(window, cramps=((cramp, window.starts_at + timedelta(minutes=2)),)) for window in chosen]
    late = [replace(one, cramps=((cramp, end + timedelta(minutes=9)),)) for one, end in zip(chosen, ends, strict=True)]
    plain = measured(exposure, diary, chosen)
    assert np.array_equal(plain, measured(exposure, diary, late), equal_nan=True)
    found = exposure.measure(diary, early)
    assert np.isnan(found.values).all()
    assert set(found.why) == {Unknown.CRAMP_IN_EARLY_PART}


@EVERY
def test_a_shift_in_time_changes_nothing(exposure: Exposure) -> None:
    shift = timedelta(weeks=29)
    curves = {one.id: one for one in simulated().series}
    moved = Diary(
        [shifted(record, shift) for record in simulated().records],
        profile=replace(simulated().profile, noted_at=(simulated().profile.noted_at or NOW) + shift), series=curves.get,
    )
    later = [window for window in windows(moved, NOW + shift) if window.kind in exposure.outcomes]
    before = measured(exposure, simulated().diary(), applicable(exposure))
    assert measured(exposure, moved, later) == pytest.approx(before, nan_ok=True, abs=1e-6)


def shifted(record: Record, shift: timedelta) -> Record:
    values: dict[str, Any] = {field.name: getattr(record, field.name) for field in fields(record)}
    moved = {name: value + shift for name, value in values.items() if isinstance(value, datetime)}
    return type(record)(**{**values, **moved})


@EVERY
def test_an_exposure_has_words_a_step_and_priors_that_are_on_the_sheets(exposure: Exposure) -> None:
    assert exposure.id in PHRASES
    assert exposure.step > 0
    assert exposure.harmful in (-1, 0, 1)
    assert exposure.outcomes <= {WindowKind.SESSION, WindowKind.NIGHT}
    for kind, name in (exposure.prior or {}).items():
        assert kind in exposure.outcomes
        prior = load_library().priors[name]
        assert kind.value in prior.outcomes
        # A prior with a direction points where the exposure says harm lies.
        assert prior.mean * exposure.prior_steps * exposure.harmful >= 0


def test_ids_are_unique_and_those_of_the_contract_are_there() -> None:
    ids = [exposure.id for exposure in EXPOSURES]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(PHRASES)


def test_the_table_holds_what_each_exposure_measured() -> None:
    diary = simulated().diary()
    found = windows(diary, NOW)
    table = measure_all(diary, found, EXPOSURES)
    assert table.values.shape == (len(found), len(EXPOSURES))
    for column, exposure in enumerate(EXPOSURES):
        rows = [row for row, window in enumerate(found) if window.kind in exposure.outcomes]
        alone = exposure.measure(diary, [found[row] for row in rows])
        assert np.array_equal(table.values[rows, column], alone.values, equal_nan=True)
        others = set(range(len(found))) - set(rows)
        assert {table.why_unknown[row][column] for row in others} == {Unknown.DOES_NOT_APPLY}


def offer(monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    point = EntryPoint(name="theirs", group=catalogue.ENTRY_POINT, value=target)
    monkeypatch.setattr(catalogue, "entry_points", lambda group: EntryPoints([point]).select(group=group))
    known_exposures.cache_clear()


def test_another_package_can_offer_an_exposure(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = replace(EXPOSURES[0], id="their_own")
    monkeypatch.setattr(catalogue, "their_exposure", theirs, raising=False)
    offer(monkeypatch, "uncramp.exposures.catalogue:their_exposure")
    assert known_exposures() == (*EXPOSURES, theirs)
    known_exposures.cache_clear()


@pytest.mark.parametrize(("target", "said"), [
    ("uncramp.exposures.catalogue:ENTRY_POINT", "is not an Exposure"),
    ("uncramp.exposures.heat:HEAT", "is taken"),
])
def test_an_offer_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, target: str, said: str) -> None:
    offer(monkeypatch, target)
    with pytest.raises(ExposureOfferError, match=f"theirs.*{said}|{said}"):
        known_exposures()
    known_exposures.cache_clear()
