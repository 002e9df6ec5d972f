"""Features are read strictly: what cannot be one is named with what would be right, and nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from uncramp.knowledge.library import load_library
from uncramp.triage.features import FeaturesError, Reported, read_features
from uncramp.wording.triage import say_feature_faults

LIBRARY = load_library()


def read(**told: Any) -> Reported:
    return read_features(told, LIBRARY)


@pytest.mark.parametrize(
    ("told", "what", "expected"),
    [
        ({"swolen": True}, "unknown_feature", ""),
        ({"swellings": True}, "unknown_feature", "swelling"),
        ({"age_years": -3}, "out_of_range", "0 to 120 years"),
        ({"pain_0_10": 50}, "out_of_range", "0 to 10"),
        ({"pain_0_10": float("nan")}, "out_of_range", "0 to 10"),
        ({"duration_min": 10**400}, "out_of_range", "0 to 5.3e+06 minutes"),
        ({"age_years": "forty"}, "wrong_type", "a number"),
        ({"age_years": True}, "wrong_type", "a number"),
        ({"swelling": "yes"}, "wrong_type", "true or false"),
        ({"swelling": 1}, "wrong_type", "true or false"),
        ({"site": "knee"}, "not_a_choice", None),
        ({"site": ["calf"]}, "wrong_type", "a word"),
        ({"medicines": [3]}, "wrong_type", "a list of names"),
        ({"medicines": {"a": 1}}, "wrong_type", "a list of names"),
        ({"conditions": ["asthma"] * 500}, "wrong_type", "a list of names"),
        ({"wound": [True]}, "wrong_type", "true or false"),
        ({"wound": -1}, "out_of_range", "0 or more"),
        ({"urine_note": {}}, "wrong_type", "text"),
        ({"unsure": ["nothing_like_it"]}, "unknown_feature", ""),
    ],
)
def test_what_cannot_be_a_feature_is_named(told: dict[str, Any], what: str, expected: str | None) -> None:
    with pytest.raises(FeaturesError) as refused:
        read(**told)
    (fault,) = refused.value.faults
    assert fault.what == what
    assert expected is None or fault.expected == expected
    said = say_feature_faults(refused.value.faults, "en")
    assert fault.feature in said
    assert said.endswith(".")
    assert "invalid" not in said.lower()


def test_every_fault_of_a_case_is_named_at_once() -> None:
    with pytest.raises(FeaturesError) as refused:
        read(age_years=-3, pain_0_10=50, swolen=True)
    assert [fault.feature for fault in refused.value.faults] == ["age_years", "pain_0_10", "swolen"]


@pytest.mark.parametrize("told", [None, 3, "calf", ["calf"]])
def test_features_that_are_no_object_are_refused(told: object) -> None:
    with pytest.raises(FeaturesError, match="not_an_object"):
        read_features(told, LIBRARY)


def test_what_is_not_known_is_left_out_and_not_sure_is_remembered() -> None:
    found = read(site="calf", swelling=None, dark_urine="not_sure", numbness="unsure", age_years="unknown")
    assert dict(found.values) == {"site": "calf"}
    assert found.not_sure == {"dark_urine", "numbness", "age_years"}


def test_features_named_under_unsure_count_as_not_sure() -> None:
    assert read(unsure=["dark_urine"], dark_urine=False).not_sure == {"dark_urine"}
    assert read(unsure="fever").not_sure == {"fever"}
    assert read(unsure=True).values["unsure"] is True
    assert read(unsure="what it is").values["unsure"] is True


def test_a_name_written_with_a_slip_or_as_a_brand_carries_its_classes() -> None:
    assert {"quinine"} <= read(medicines=["quinnine sulphate"]).values["medicines"]  # type: ignore[operator]
    assert {"doac", "blood_thinner"} <= read(medicines=["Eliquis"]).values["medicines"]  # type: ignore[operator]
    assert {"dialysis", "kidney_advanced"} <= read(conditions="ckd_5_dialysis").values["conditions"]  # type: ignore[operator]


def test_an_unknown_name_is_no_fault_and_stands_for_itself() -> None:
    assert read(medicines=["qqxzzy"]).values["medicines"] == {"qqxzzy"}
    assert read(conditions=[]).values["conditions"] == frozenset()


@pytest.mark.parametrize(
    ("note", "dark"),
    [("like cola", True), ("Brown since yesterday", True), ("dark", True), ("dark yellow", False), ("not dark", False),
     ("red after beetroot", False), ("pale", False), ("normal", False)],
)
def test_urine_told_in_words_is_understood(note: str, dark: bool) -> None:
    assert (read(urine_note=note).values.get("dark_urine") is True) is dark


def test_hardly_any_urine_told_in_words_is_understood() -> None:
    assert read(urine_note="hardly any since noon").values["little_urine"] is True


def test_an_answer_given_outranks_a_note() -> None:
    assert read(urine_note="brown", dark_urine=False).values["dark_urine"] is False


def test_litres_an_hour_follow_from_litres_and_minutes() -> None:
    assert read(fluids_l=3, exercise_min=120).values["fluids_l_per_h"] == 1.5
    assert "fluids_l_per_h" not in read(fluids_l=3, exercise_min=0).values


@pytest.mark.parametrize(("told", "there"), [(True, True), (2, True), (0, False), ("rusty nail", True), ("no", False)])
def test_a_loose_feature_takes_what_people_write(told: object, there: bool) -> None:
    assert read(wound=told).values["wound"] is there


def test_no_word_may_be_written_for_any_word_feature() -> None:
    assert read(relief="none", skin_change="none", weakness="none").values["skin_change"] == "none"
    assert read(context="none").values["context"] == "none"
