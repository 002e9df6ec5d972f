"""What a plan reads off a diary: how it went lately, who the person is, what is planned. Little diaries as text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from scenario import read_scenario

from uncramp.actions.plan import plan_read, week_read
from uncramp.actions.plan_day import day_input
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.records import PlannedSession
from uncramp.knowledge.library import load_library
from uncramp.plan.day_input import Person
from uncramp.plan.efforts import same_sport
from uncramp.plan.lately import lately_of
from uncramp.plan.meals import named_foods
from uncramp.plan.person import next_hard, outlook, person_of
from uncramp.plan.recent import Lately

DAY = date(2026, 5, 20)


def lately(lines: str, *, sport: str | None = None) -> Lately:
    person = read_scenario(f"now 2026-05-20T08:00\n{lines}")
    return lately_of(person.diary, person.now, sport=sport)


def who(lines: str) -> Person:
    person = read_scenario(f"now 2026-05-20T08:00\n{lines}")
    return person_of(person.diary, person.diary.profile, person.now)


def test_an_empty_diary_knows_nothing_and_says_so() -> None:
    found = lately("")
    assert (found.entries, found.last_cramp, found.load_days, found.weigh_ins) == (0, None, (), ())
    assert found.stretch_min_week is None
    assert found.eccentric_lately is None
    assert found.eaten_mg == {"potassium": None, "magnesium": None, "calcium": None}


def test_two_cramps_before_and_after_midnight_are_one_night() -> None:
    found = lately("""
        cramp 2026-05-12T23:40 muscle=calf circumstance=night
        cramp 2026-05-13T02:10 muscle=calf circumstance=night
        cramp 2026-05-19T20:00 muscle=hamstring side=left circumstance=exercise sore_h=24
    """)
    assert found.cramp_nights == 1
    assert found.last_cramp is not None
    assert found.last_cramp.hours_ago == pytest.approx(12.0)
    assert found.last_cramp.sore


@pytest.mark.parametrize(("lines", "nights"), [
    ("cramp 2026-05-19T03:10 muscle=hamstring", 1),
    ("cramp 2026-05-18T23:40 muscle=calf\ncramp 2026-05-19T02:10 muscle=calf circumstance=night", 1),
    ("cramp 2026-05-18T03:10 muscle=hamstring\ncramp 2026-05-19T03:10 muscle=hamstring", 2),
    ("cramp 2026-05-18T15:10 muscle=hamstring", 0),
    ("session 2026-05-18T18:00 moving_min=90\ncramp 2026-05-18T20:10 muscle=hamstring", 0),
    ("night 2026-05-19T06:00 bed_at=2026-05-18T20:30 up_at=2026-05-19T06:00\ncramp 2026-05-18T21:10 muscle=calf", 1),
    ("cramp 2026-05-19T03:10 muscle=hamstring circumstance=rest", 0),
])
def test_a_cramp_noted_without_when_it_came_is_one_of_the_night_by_its_hour(lines: str, nights: int) -> None:
    assert lately(lines).cramp_nights == nights


def test_a_nap_is_neither_last_night_nor_part_of_the_own_mean() -> None:
    nights = "\n".join(
        f"night 2026-05-{day:02}T06:00 bed_at=2026-05-{day - 1:02}T23:00 up_at=2026-05-{day:02}T06:00 asleep_min=390"
        for day in range(13, 21)
    )
    nap = "night 2026-05-19T14:40 bed_at=2026-05-19T14:00 up_at=2026-05-19T14:40 asleep_min=40"
    found = lately(f"{nights}\n{nap}")
    assert (found.slept_h, found.last_slept_h, found.bed_minute) == (6.5, 6.5, 660.0)
    alone = lately(nap)
    assert (alone.slept_h, alone.last_slept_h, alone.bed_minute) == (None, None, None)


def test_weighings_around_a_session_tell_the_sweat_with_what_was_drunk() -> None:
    found = lately("""
        body_mass 2026-05-18T17:50 mass_kg=70.0 moment=before_session
        session 2026-05-18T18:00 sport=running moving_min=60 elapsed_min=60 distance_m=10000 temperature_c=20
        drink 2026-05-18T18:30 volume_ml=400 covers=drink
        body_mass 2026-05-18T19:10 mass_kg=69.2 moment=after_session
        session 2026-05-19T18:00 sport=running moving_min=60
        body_mass 2026-05-19T19:10 mass_kg=69.0 moment=after_session
    """)
    assert [round(each.sweat_l, 3) for each in found.weigh_ins] == [1.2]  # 0.8 kg lost and 0.4 l drunk
    assert found.weigh_ins[0].speed_m_s == pytest.approx(10_000 / 3600)


def test_a_drink_of_unknown_size_leaves_the_sweat_unknown() -> None:
    found = lately("""
        body_mass 2026-05-18T17:50 mass_kg=70.0 moment=before_session
        session 2026-05-18T18:00 sport=running moving_min=60
        drink 2026-05-18T18:30 covers=drink beverage=water
        body_mass 2026-05-18T19:10 mass_kg=69.2 moment=after_session
    """)
    assert found.weigh_ins == ()


def test_food_counts_on_whole_days_only_and_not_today() -> None:
    found = lately("""
        every 1 from 2026-05-16 to 2026-05-18: meal {day} covers=day potassium_mg=2000 magnesium_mg=200
        meal 2026-05-19T12:00 covers=meal potassium_mg=500
        meal 2026-05-20T07:30 covers=meal potassium_mg=500
    """)
    assert found.eaten_days == 3
    assert found.eaten_mg == {"potassium": 2000.0, "magnesium": 200.0, "calcium": None}


def test_stretches_of_both_sides_count_twice_and_strength_climbs_its_ladder() -> None:
    found = lately("""
        stretch 2026-05-18T21:00 exercise=calf_wall hold_s=30 repeats=3
        stretch 2026-05-18T21:05 exercise=calf_wall side=left hold_s=30 repeats=2
        session 2026-05-10T18:00 sport="strength training" moving_min=10
        session 2026-05-17T20:00 sport=strength moving_min=10
    """)
    assert found.stretch_min_week == pytest.approx((3 * 30 * 2 + 2 * 30) / 60)
    assert found.strength_sessions == 2
    assert found.strength_days_ago == pytest.approx(2.5)


def test_a_marathon_is_a_run_and_a_ride_is_not() -> None:
    assert same_sport("marathon", "running")
    assert same_sport("trail ultra", None)
    assert not same_sport("cycling", "running")
    runs = "session 2026-05-10T08:00 sport=running moving_min=50 distance_m=10000"
    assert len(lately(runs, sport="marathon").best_efforts) == 1
    assert lately(runs, sport="cycling").best_efforts == ()


def test_what_was_done_today_is_not_proposed_again() -> None:
    found = lately("""
        warm_up 2026-05-20T07:00 duration_min=8
        stretch 2026-05-20T07:30 exercise=calf_wall hold_s=30 repeats=3
        massage 2026-05-20T07:40 duration_min=3
        heat_therapy 2026-05-20T07:50 duration_min=10
        massage 2026-05-19T07:40 duration_min=3
    """)
    assert {"warm_up", "stretch_after", "massage_after", "heat_after"} <= found.done_today


@pytest.mark.parametrize(("allergies", "out"), [
    ("nuts", {"tree_nuts", "peanut"}), ("peanut", {"peanut"}), ("tree\\ nuts", {"tree_nuts"}), ("milk", {"dairy"}),
    ("coconut", set()), ("shellfish", {"shellfish"}), ("coeliac", {"gluten"}), ("cashew", {"tree_nuts"}),
])
def test_an_allergy_is_read_as_people_write_it(allergies: str, out: set[str]) -> None:
    assert who(f"profile allergies={allergies}").leave_out == out


def test_an_allergy_that_the_food_table_does_not_know_leaves_food_out_by_name_or_altogether() -> None:
    assert who("profile allergies=kiwi").other_allergies == {"kiwi"}
    library = load_library()
    assert named_foods({"bananas"}, library) == {"banana"}
    assert named_foods({"lupin"}, library) is None
    eaten = "potassium_mg=1500 magnesium_mg=150 calcium_mg=300"
    fed = f"every 1 from 2026-05-14 to 2026-05-19: meal {{day}} covers=day {eaten}"
    for allergy, advised in (("lupin", False), ("banana", True), ("pollen", True)):
        person = read_scenario(
            f"now 2026-05-20T08:00\nprofile age_years=40 sex=m conditions= medicines= allergies={allergy}\n{fed}"
        )
        plan = plan_read(person.diary, person.now)
        food = [item for item in (*plan.items, *plan.more) if item.what == "food_for_gaps"]
        assert bool(food) == advised
        assert not [item for item in food if "banana" in str(item.facts["foods"]) and allergy == "banana"]


@pytest.mark.parametrize(("diet", "vegan", "vegetarian", "groups", "foods"), [
    ("vegan", True, False, set(), set()), ("plant-based", True, False, set(), set()),
    ("vegetarian", False, True, set(), set()), ("pescatarian", False, False, {"meat"}, {"chicken-broth"}),
    ("halal", False, False, set(), {"pork-loin"}),
])
def test_a_way_of_eating_is_read_as_people_write_it(
    diet: str, vegan: bool, vegetarian: bool, groups: set[str], foods: set[str]
) -> None:
    found = who(f"profile diet={diet}")
    assert (found.vegan, found.vegetarian) == (vegan, vegetarian)
    assert (found.leave_out_groups, found.leave_out_foods) == (groups, foods)


def test_what_is_eaten_often_is_liked_and_a_painkiller_noted_counts_for_two_days() -> None:
    found = who("""
        every 2 from 2026-05-10 to 2026-05-16: meal {day}T08:00 covers=meal foods=banana:120;oats:60
        meal 2026-05-17T08:00 covers=meal foods=orange:130
        medication 2026-05-19T20:00 substance=Ibuprofen
    """)
    assert "banana" in found.liked
    assert "orange" not in found.liked
    assert found.took_nsaid
    assert not who("medication 2026-05-10T20:00 substance=ibuprofen").took_nsaid


def test_an_age_band_counts_as_its_youngest_and_an_old_weight_not_at_all() -> None:
    found = who("profile age_band=12_to_15\nbody_mass 2026-02-01T07:00 mass_kg=60")
    assert (found.age_years, found.mass_kg) == (12.0, None)
    assert who("body_mass 2026-05-19T07:00 mass_kg=60").mass_kg == 60


def planned_of(lines: str) -> tuple[PlannedSession, ...]:
    return tuple(read_scenario(f"now 2026-05-20T08:00\n{lines}").diary.of(PlannedSession))


def test_the_next_session_of_the_day_is_planned_for_and_yesterdays_is_over() -> None:
    two = planned_of("""
        planned_session 2026-05-19T18:00 sport=running effort=hard planned_min=60
        planned_session 2026-05-20T09:00 sport=swimming effort=easy planned_min=60
        planned_session 2026-05-20T17:00 sport=cycling effort=steady planned_min=90 temperature_c=20
        planned_session 2026-05-22T09:00 sport=running effort=race planned_min=60
    """)
    now = read_scenario("now 2026-05-20T08:00").now
    first = outlook(two, DAY, now)
    assert first is not None
    assert (first.sport, first.sessions, first.next_in_h) == ("swimming", 2, 7.0)
    later = outlook(two, DAY, now + timedelta(hours=3))
    assert later is not None
    assert (later.sport, later.sessions) == ("cycling", 1)
    assert later.wbgt_c is not None
    assert outlook(two, DAY, now + timedelta(hours=12)) is None
    hard = next_hard(two, DAY)
    assert hard is not None
    assert hard.race
    assert next_hard(two, DAY - timedelta(days=1)) is None


def test_a_day_ahead_knows_nothing_of_todays_soreness_and_the_week_has_seven_days() -> None:
    person = read_scenario("""now 2026-05-20T08:00
        profile age_years=30 sex=m conditions= medicines=
        check_in 2026-05-20T07:00 soreness_0_10=7
        cramp 2026-05-20T03:00 muscle=calf circumstance=night
        session 2026-05-19T18:00 sport=running effort=hard moving_min=60 rpe_0_10=8
        planned_session 2026-05-21T18:00 sport=running effort=hard planned_min=60
    """)
    ahead = day_input(person.diary, person.now, date(2026, 5, 22), weigh_diary(person.diary, person.now))
    assert ahead.lately.soreness_0_10 is None
    assert ahead.lately.last_cramp is not None
    assert ahead.lately.last_cramp.hours_ago == pytest.approx(5 + 48)
    plans = week_read(person.diary, person.now)
    assert [plan.day for plan in plans] == [date(2026, 5, 20) + timedelta(days=n) for n in range(7)]
    assert "strength" not in {item.what for plan in plans[:2] for item in plan.items}  # a hard run is near


def test_a_medicine_noted_in_the_diary_is_as_good_as_one_of_the_profile() -> None:
    person = read_scenario("""now 2026-05-20T08:00
        profile age_years=30 sex=m conditions= medicines=
        medication 2026-04-01T08:00 substance=lithium until=2026-09-01T08:00
        body_mass 2026-05-18T07:00 mass_kg=80
        planned_session 2026-05-20T17:00 sport=running effort=steady planned_min=150
    """)
    withheld = {each.what for each in plan_read(person.diary, person.now).withheld}
    assert {"drink_before", "sodium_during"} <= withheld
