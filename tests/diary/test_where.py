"""Where cramps were: regions, muscles and sides counted, and a region that contradicts its muscle refused."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from uncramp.body import MUSCLE_OF, Muscle, Side, Spot
from uncramp.diary import kept
from uncramp.diary.faults import NotationError
from uncramp.diary.notation import amended, from_dict, from_line, to_line
from uncramp.diary.records import Cramp, Night
from uncramp.diary.tidy import record_to_row
from uncramp.diary.where import cramps_by_place, was_at

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 5, 10, 16, 40, tzinfo=ZURICH)


def cramp(line: str) -> Cramp:
    told = from_line(f"cramp {line}", home_zone=ZURICH, now=NOW)
    assert isinstance(told, Cramp)
    return told


def fault(call) -> tuple[str, str, str]:
    with pytest.raises(NotationError) as caught:
        call()
    only = caught.value.faults[0]
    return only.field, only.fault, only.facts.get("nearest", "")


def test_every_region_has_its_muscle_and_no_two_share_a_word() -> None:
    assert set(MUSCLE_OF) == set(Spot)
    assert [spot for spot, muscle in MUSCLE_OF.items() if muscle is Muscle.HAMSTRING] == [
        Spot.BICEPS_FEMORIS_LONG, Spot.BICEPS_FEMORIS_SHORT, Spot.SEMITENDINOSUS, Spot.SEMIMEMBRANOSUS,
    ]


def test_a_region_names_its_muscle_where_none_was_told() -> None:
    assert cramp("spot=semitendinosus side=left").muscle is Muscle.HAMSTRING
    assert cramp("spot=soleus muscle=not_sure").muscle is Muscle.CALF
    assert cramp("muscle=calf").spot is None


@pytest.mark.parametrize(("typed", "nearest"), [
    ("semitendinosis", "semitendinosus"), ("Biceps femoris", "biceps_femoris_long"), ("gastroc", "gastrocnemius"),
    ("left ear", ""),
])
def test_a_region_that_is_none_is_refused_with_the_nearest(typed: str, nearest: str) -> None:
    assert fault(lambda: cramp(f'spot="{typed}"')) == ("spot", "not_a_choice", nearest)


def test_a_region_of_another_muscle_is_refused_and_a_new_region_alone_moves_the_muscle() -> None:
    assert fault(lambda: cramp("muscle=calf spot=semitendinosus"))[1] == "place_contradicts"
    there = cramp("spot=soleus side=left")
    moved = amended(there, {"spot": "vastus_medialis"}, home_zone=ZURICH, now=NOW)
    assert (moved.muscle, moved.spot, moved.side) == (Muscle.QUADRICEPS, Spot.VASTUS_MEDIALIS, Side.LEFT)
    assert fault(lambda: amended(there, {"muscle": "foot"}, home_zone=ZURICH, now=NOW))[:2] == (
        "muscle", "place_contradicts",
    )


def test_a_region_goes_out_and_in_by_line_by_row_and_on_disk() -> None:
    there = cramp("spot=gastrocnemius side=both")
    assert cramp(to_line(there).removeprefix("cramp ")).spot is Spot.GASTROCNEMIUS
    assert "gastrocnemius" in record_to_row(there)
    assert kept.decode("cramp", there.id, kept.to_plain(there)) == there


def test_a_word_of_an_older_diary_goes_to_the_note_and_a_region_stays() -> None:
    old = {"at": NOW.isoformat(), "noted_at": NOW.isoformat(), "muscle": "calf", "spot": "outer, low", "note": "bad"}
    told = kept.decode("cramp", UUID(int=1), old, version=1)
    assert (told.spot, told.note) == (None, "bad (outer, low)")
    assert kept.decode("cramp", UUID(int=1), old | {"spot": "soleus"}, version=1).spot is Spot.SOLEUS


def test_counts_by_hand() -> None:
    night = Night(id=UUID(int=9), at=NOW, noted_at=NOW)
    counted = cramps_by_place([
        cramp("spot=soleus side=left"), cramp("spot=soleus side=left"), cramp("spot=soleus side=both"),
        cramp("spot=soleus"), cramp("muscle=hamstring side=right"), cramp("muscle=not_sure"), cramp(""), night,
    ])
    assert counted.spots == {
        (Spot.SOLEUS, Side.LEFT): 2, (Spot.SOLEUS, Side.BOTH): 1, (Spot.SOLEUS, None): 1,
    }
    assert counted.muscles == {(Muscle.HAMSTRING, Side.RIGHT): 1}
    assert (counted.nowhere, counted.total) == (2, 7)


def test_a_cramp_on_both_sides_was_on_each_and_nowhere_is_nowhere() -> None:
    both = cramp("spot=soleus side=both")
    assert was_at(both, Spot.SOLEUS, Side.LEFT)
    assert was_at(both, Spot.SOLEUS, Side.RIGHT)
    assert not was_at(cramp("spot=soleus side=left"), Spot.SOLEUS, Side.RIGHT)
    assert not was_at(both, None, Side.LEFT)
    assert not was_at(cramp("side=left"), Spot.SOLEUS, Side.LEFT)


@given(st.lists(st.tuples(
    st.sampled_from([None, *Muscle]), st.sampled_from([None, *Spot]), st.sampled_from([None, *Side])
)))
def test_no_cramp_is_lost_or_counted_twice(places) -> None:
    cramps = [
        Cramp(id=UUID(int=n), at=NOW.astimezone(UTC), noted_at=NOW, muscle=muscle, spot=spot, side=side)
        for n, (muscle, spot, side) in enumerate(places)
    ]
    assert cramps_by_place(cramps).total == len(cramps)


def test_a_contradiction_is_named_once_with_all_other_faults() -> None:
    with pytest.raises(NotationError) as caught:
        from_dict("cramp", {"muscle": "calf", "spot": "foot", "intensity_0_10": "11"}, home_zone=ZURICH, now=NOW)
    assert sorted(each.fault for each in caught.value.faults) == ["out_of_range", "place_contradicts"]
