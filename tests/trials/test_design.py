"""What can be run as a trial, what is refused, and what is fixed before the first day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from uncramp.trials.design import Believed, DesignFaultsError, TrialDesign, TrialOutcome, checked, design_faults
from uncramp.trials.protocol import Protocol, canonical, fingerprint, protocol, read_protocol

GOOD = TrialDesign(remedy="stretch", pairs=8, block_days=7, wash_in_days=1)
WRITTEN_AT = datetime(2026, 3, 1, 20, 15, tzinfo=timezone(timedelta(hours=1)))


def written(design: TrialDesign = GOOD) -> Protocol:
    return protocol("Does stretching help?", design, seed=7, starts_on=date(2026, 3, 2), written_at=WRITTEN_AT,
                    zone="Europe/Berlin", cautions=("pregnancy",))


@pytest.mark.parametrize(("change", "fault"), [
    ({"remedy": " "}, "no_remedy"), ({"rival": "stretch"}, "same_twice"), ({"block_days": 0}, "no_days"),
    ({"block_days": 61}, "block_too_long"), ({"wash_in_days": 7}, "wash_in_too_long"),
    ({"wash_in_days": -1}, "wash_in_too_long"), ({"pairs": 4}, "too_few_pairs"), ({"pairs": 61}, "too_many_pairs"),
    ({"believed": Believed(sd=0.0)}, "no_doubt"), ({"believed": Believed(sd=float("nan"))}, "no_doubt"),
    ({"no_difference_ratio": 1.0}, "no_band"),
])
def test_a_design_that_cannot_be_run_is_refused_with_what_is_wrong(change: dict[str, object], fault: str) -> None:
    design = replace(GOOD, **change)  # type: ignore[arg-type]  # one field by name
    assert fault in [each.fault for each in design_faults(design)]
    with pytest.raises(DesignFaultsError, match=fault):
        checked(design)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    faults = design_faults(replace(GOOD, block_days=0, pairs=2, remedy=""))
    assert {each.fault for each in faults} >= {"no_days", "too_few_pairs", "no_remedy"}


def test_a_protocol_of_a_design_that_cannot_be_run_is_not_written() -> None:
    with pytest.raises(DesignFaultsError):
        written(replace(GOOD, pairs=3))


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        protocol("?", GOOD, seed=1, starts_on=date(2026, 3, 2), written_at=datetime(2026, 3, 1))


def test_a_protocol_is_read_back_as_it_was_written() -> None:
    assert read_protocol(canonical(written())) == written()


def test_the_fingerprint_of_a_protocol_is_the_same_as_ever() -> None:
    # sha256 of the canonical line; a change here breaks the fingerprint of every running trial
    assert fingerprint(written()) == GOLDEN


GOLDEN = "5778cbec957765e7fea4b2e41cbd46e5b2c1f065c3c990cde5d8a9c5dbd426b3"

changes = st.sampled_from([
    {"pairs": 9}, {"block_days": 8}, {"wash_in_days": 0}, {"remedy": "salt"}, {"rival": "salt"}, {"blinded": True},
    {"outcome": TrialOutcome.CRAMP_COUNT}, {"believed": Believed(mean=-0.1)}, {"no_difference_ratio": 1.4},
])


@given(changes)
def test_any_change_of_the_design_changes_the_fingerprint(change: dict[str, object]) -> None:
    other = replace(GOOD, **change)  # type: ignore[arg-type]
    assert fingerprint(replace(written(), design=other)) != fingerprint(written())


@pytest.mark.parametrize("change", [
    {"question": "Does it?"}, {"seed": 8}, {"starts_on": date(2026, 3, 3)}, {"stopping": "when I like"},
    {"written_at": datetime(2026, 3, 1, tzinfo=UTC)}, {"analysis": ("a", "b")}, {"zone": None}, {"cautions": ()},
    {"seal": "ab" * 32},
])
def test_any_change_of_the_protocol_changes_the_fingerprint(change: dict[str, object]) -> None:
    assert fingerprint(replace(written(), **change)) != fingerprint(written())  # type: ignore[arg-type]


def test_a_blinded_protocol_needs_a_seal_and_an_open_one_has_none() -> None:
    when = datetime(2026, 3, 1, 20, tzinfo=UTC)
    for design, seal in ((replace(GOOD, blinded=True), None), (GOOD, "ab" * 32)):
        with pytest.raises(ValueError, match="seal"):
            protocol("Does it help?", design, seed=7, starts_on=date(2026, 3, 2), written_at=when, seal=seal)


@pytest.mark.parametrize("outcome", list(TrialOutcome))
def test_the_analysis_follows_from_the_outcome_alone(outcome: TrialOutcome) -> None:
    test, estimate = written(replace(GOOD, outcome=outcome)).analysis
    assert test == "sign_flip_of_pair_differences"
    assert estimate in {"conditional_hypergeometric", "negative_binomial", "proportional_odds"}
