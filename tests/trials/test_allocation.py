"""Whose turn it is: the same on every machine, by a fair coin, hidden until a pair starts; and the calendar."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from uncramp.trials.allocation import NONCE_BYTES, Pause, arm_order, block_of, blocks, ends_on
from uncramp.trials.design import Arm, TrialDesign
from uncramp.trials.protocol import Protocol, protocol

GOLDEN = Path(__file__).parent / "allocation_golden.txt"
STARTS_ON = date(2026, 3, 23)


def written(pairs: int = 5, block_days: int = 7, wash_in_days: int = 2) -> Protocol:
    design = TrialDesign(remedy="stretch", pairs=pairs, block_days=block_days, wash_in_days=wash_in_days)
    return protocol(
        "Does it help?", design, seed=7, starts_on=STARTS_ON, written_at=datetime(2026, 3, 1, tzinfo=UTC),
        zone="Europe/Berlin",
    )


def test_the_same_seed_and_nonces_give_the_same_allocation_as_ever() -> None:
    for line in GOLDEN.read_text().splitlines():
        seed, pair, nonce, first = line.split()
        assert arm_order(int(seed), int(pair), bytes.fromhex(nonce))[0] == first, line


@given(st.integers(), st.integers(0, 60), st.binary(min_size=NONCE_BYTES, max_size=64))
def test_the_order_is_a_bit_of_hmac_as_rfc_2104_writes_it_down(seed: int, pair: int, nonce: bytes) -> None:
    block = nonce.ljust(64, b"\0")
    message = b"uncramp trial allocation 1|%d|%d|" % (seed, pair) + nonce
    inner = hashlib.sha256(bytes(each ^ 0x36 for each in block) + message).digest()
    bit = hashlib.sha256(bytes(each ^ 0x5C for each in block) + inner).digest()[0] & 1
    assert arm_order(seed, pair, nonce) == ((Arm.REMEDY, Arm.RIVAL) if bit else (Arm.RIVAL, Arm.REMEDY))


def test_the_coin_is_fair_and_forgets() -> None:
    orders = [arm_order(3, pair % 20, hashlib.sha256(bytes([pair % 256, pair // 256])).digest())[0] is Arm.REMEDY
              for pair in range(4000)]
    # 4,000 tosses: sd of the share .0079; of the share of changes the same
    assert abs(sum(orders) / 4000 - 0.5) < 0.032
    changes = sum(one != other for one, other in pairwise(orders))
    assert abs(changes / 3999 - 0.5) < 0.032


def test_without_the_nonce_protocol_and_earlier_pairs_tell_nothing_of_the_next_order() -> None:
    # all that anybody can read before a pair starts: seed, pair, and what was drawn for the pairs before
    next_orders = {arm_order(7, 3, hashlib.sha256(b"%d" % number).digest())[0] for number in range(20)}
    assert next_orders == {Arm.REMEDY, Arm.RIVAL}


@pytest.mark.parametrize(("pair", "nonce"), [(0, b"short"), (-1, b"x" * 16), (0, b"")])
def test_a_short_nonce_and_a_negative_pair_are_refused(pair: int, nonce: bytes) -> None:
    with pytest.raises(ValueError):
        arm_order(1, pair, nonce)


def test_days_are_local_dates_over_the_night_on_which_the_clocks_change() -> None:
    # Berlin: 2026-03-29, the seventh day, has 23 hours; it is the last of the first block all the same
    zone, protocol_ = ZoneInfo("Europe/Berlin"), written()
    before, after = datetime(2026, 3, 29, 1, 59, tzinfo=zone), datetime(2026, 3, 29, 3, 1, tzinfo=zone)
    place, same = block_of(protocol_, before.date()), block_of(protocol_, after.date())
    assert place == same and place is not None
    assert (place.pair, place.block, place.day_of_block, place.washing_in) == (0, 0, 6, False)


def test_a_flight_over_the_date_line_lives_a_date_twice_and_moves_no_block() -> None:
    # nine hours after 09:00 on 28 March in Auckland it is the evening of 27 March in Honolulu
    left = datetime(2026, 3, 28, 9, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    landed = (left.astimezone(UTC) + timedelta(hours=9)).astimezone(ZoneInfo("Pacific/Honolulu"))
    assert landed == datetime(2026, 3, 27, 19, 0, tzinfo=ZoneInfo("Pacific/Honolulu"))
    there, here = block_of(written(), left.date()), block_of(written(), landed.date())
    assert there is not None and here is not None
    assert (there.day_of_block, here.day_of_block) == (5, 4)


def test_before_the_start_and_after_the_end_there_is_no_block() -> None:
    protocol_ = written()
    assert block_of(protocol_, STARTS_ON - timedelta(days=1)) is None
    last = ends_on(protocol_, STARTS_ON)
    assert last == STARTS_ON + timedelta(days=69)
    assert block_of(protocol_, last) is not None and block_of(protocol_, last + timedelta(days=1)) is None


def test_a_missed_week_as_a_pause_moves_what_comes_after_and_washes_in_anew() -> None:
    protocol_, pause = written(), Pause(first=date(2026, 3, 26), last=date(2026, 4, 1))
    assert block_of(protocol_, date(2026, 3, 28), [pause]) is None
    places = [block_of(protocol_, date(2026, 4, day), [pause]) for day in (2, 3, 4, 5, 6)]
    assert [(each.day_of_block, each.washing_in) for each in places if each] == [
        (3, True), (4, True), (5, False), (6, False), (0, True)]
    assert ends_on(protocol_, STARTS_ON, [pause]) == STARTS_ON + timedelta(days=76)


def test_an_open_pause_counts_up_to_today() -> None:
    pause = Pause(first=date(2026, 3, 30))
    assert block_of(written(), date(2026, 5, 1), [pause]) is None
    assert ends_on(written(), date(2026, 4, 5), [pause]) == STARTS_ON + timedelta(days=76)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 12)), max_size=5), st.integers(0, 3))
def test_the_calendar_and_the_place_of_a_day_say_the_same(pauses: list[tuple[int, int]], wash_in: int) -> None:
    protocol_ = written(block_days=4, wash_in_days=wash_in)
    away = [Pause(first=STARTS_ON + timedelta(days=a), last=STARTS_ON + timedelta(days=a + b)) for a, b in pauses]
    calendar = blocks(protocol_, STARTS_ON, away)
    assert [(each.pair, each.block) for each in calendar] == [(pair, block) for pair in range(5) for block in (0, 1)]
    days = [STARTS_ON + timedelta(days=number) for number in range(200)]
    placed = [(day, place) for day in days if (place := block_of(protocol_, day, away)) is not None]
    assert len(placed) == protocol_.design.days
    for block in calendar:
        inside = [(day, place) for day, place in placed if (place.pair, place.block) == (block.pair, block.block)]
        assert (inside[0][0], inside[-1][0], len(inside)) == (block.first, block.last, 4)
        assert [place.day_of_block for _, place in inside] == [0, 1, 2, 3]
        assert all(place.washing_in for day, place in inside if day < block.counts_from)
