"""A day told by several devices is read once; what the person wrote is never left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.records import Drink, DrinkCovers, Meal, MealCovers, Night

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def night(number: int, source: str, asleep_min: float) -> Night:
    at = NOON - timedelta(hours=14)
    return Night(id=UUID(int=number), at=at, noted_at=at, source=source, asleep_min=asleep_min)


def food(number: int, source: str, potassium_mg: float, noted_h: float = 0) -> Meal:
    noted = NOON + timedelta(hours=noted_h)
    return Meal(
        id=UUID(int=number), at=NOON, noted_at=noted, source=source, potassium_mg=potassium_mg,
        covers=MealCovers.DAY,
    )


def test_of_two_devices_the_nearer_one_tells_the_night() -> None:
    diary = Diary([night(1, "apple_health", 400), night(2, "oura", 420), night(3, "health_connect", 400)])
    assert [each.asleep_min for each in diary.of(Night)] == [420]
    assert len(diary.tellings) == 3
    assert diary.find(UUID(int=1)) is not None


@pytest.mark.parametrize("own", ["typed", "tidy_csv"])
def test_a_night_of_the_persons_own_is_the_one_that_counts(own: str) -> None:
    assert [each.source for each in Diary([night(1, "oura", 420), night(2, own, 380)]).of(Night)] == [own]


def test_a_nap_of_the_persons_own_does_not_push_out_the_night_of_a_device() -> None:
    def slept(number: int, source: str, first_h: float, last_h: float) -> Night:
        start, end = NOON + timedelta(hours=first_h), NOON + timedelta(hours=last_h)
        return Night(id=UUID(int=number), at=start, noted_at=end, source=source, bed_at=start, up_at=end)

    ring, nap, phone = slept(1, "oura", -13, -5), slept(2, "typed", -2, -1), slept(3, "apple_health", -12.9, -5)
    assert Diary([ring, nap, phone]).of(Night) == (ring, nap)
    assert Diary([ring, slept(2, "typed", -13.5, -5.5)]).of(Night)[0].source == "typed"
    assert len(Diary([ring, slept(2, "typed", -13.5, -5.5)]).of(Night)) == 1


def test_two_totals_of_one_day_from_one_app_are_the_newer_one() -> None:
    diary = Diary([food(1, "apple_health", 1800), food(2, "apple_health", 3600, noted_h=30)])
    assert [each.potassium_mg for each in diary.of(Meal)] == [3600]


def test_drinks_of_a_person_stand_beside_those_of_one_device() -> None:
    drinks = [
        Drink(id=UUID(int=n), at=NOON, noted_at=NOON, source=source, volume_ml=200)
        for n, source in enumerate(("typed", "apple_health", "apple_health", "health_connect"))
    ]
    assert [each.source for each in Diary(drinks).of(Drink)] == ["typed", "apple_health", "apple_health"]


def test_a_day_and_its_single_drinks_are_two_things() -> None:
    day = Drink(id=UUID(int=1), at=NOON, noted_at=NOON, source="garmin_export", covers=DrinkCovers.DAY, volume_ml=2000)
    one = Drink(id=UUID(int=2), at=NOON, noted_at=NOON, source="apple_health", volume_ml=250)
    assert len(Diary([day, one]).of(Drink)) == 2


def test_the_same_day_in_two_years_is_two_days() -> None:
    other = night(2, "whoop", 400)
    later = Night(id=other.id, at=other.at + timedelta(days=365), noted_at=other.noted_at, source="whoop", asleep_min=1)
    assert len(Diary([night(1, "oura", 420), later]).of(Night)) == 2
