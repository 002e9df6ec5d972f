"""The condition language of the rules: it says what it says, and slips in it are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from uncramp.knowledge.condition import ConditionError, Value, compiled, expand, parse, written
from uncramp.knowledge.library import SHEETS_FOLDER, check_sheets, load_library

FEATURES = load_library().features
NONE: frozenset[str] = frozenset()


def holds(condition: str, worst: frozenset[str] = NONE, **told: Value) -> bool:
    return compiled(expand(parse(condition), {"unwell": "fever or vomiting"}), FEATURES)(told, worst)


@pytest.mark.parametrize(
    ("condition", "told", "expected"),
    [
        ("fever", {"fever": True}, True),
        ("fever", {"fever": False}, False),
        ("fever", {}, False),
        ("not fever", {}, True),
        ("can_bear_weight = no", {"can_bear_weight": False}, True),
        ("can_bear_weight = no", {}, False),
        ("pain_0_10 >= 7", {"pain_0_10": 7.0}, True),
        ("pain_0_10 > 7", {"pain_0_10": 7.0}, False),
        ("pain_0_10 <= 7", {}, False),
        ("not pain_0_10 >= 7", {}, True),
        ("weakness >= mild", {"weakness": "marked"}, True),
        ("weakness >= mild", {"weakness": "none"}, False),
        ("numbness", {"numbness": "none"}, False),
        ("numbness", {"numbness": "foot"}, True),
        ("trauma", {"trauma": "none_at_cramp_site"}, False),
        ("site in (calf, foot)", {"site": "foot"}, True),
        ("takes(statin)", {"medicines": frozenset({"statin"})}, True),
        ("has(asthma)", {"medicines": frozenset({"asthma"})}, False),
        ("known(age_years)", {"age_years": 0.0}, True),
        ("fever and vomiting or cold_limb", {"cold_limb": True}, True),
        ("fever and (vomiting or cold_limb)", {"cold_limb": True}, False),
        ("not (fever or vomiting)", {"fever": True}, False),
        ("unwell and not cold_limb", {"vomiting": True}, True),
    ],
)
def test_a_condition_holds_where_it_should(condition: str, told: dict[str, Value], expected: bool) -> None:
    assert holds(condition, **told) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("fever", True), ("not fever", True), ("fever and vomiting", False), ("not (fever and vomiting)", True)],
)
def test_at_the_worst_what_is_not_known_counts_as_what_raises(condition: str, expected: bool) -> None:
    assert holds(condition, frozenset({"fever"})) is expected


@pytest.mark.parametrize(
    "condition",
    ["", "fever and", "(fever", "fever)", "and fever", "fever fever", "pain_0_10 >=", "site in calf", "has()", "7",
     "takes(statin;doac)", "known", "not", "has(asthma,)", "fever & cold"],
)
def test_a_condition_that_cannot_be_read_is_refused(condition: str) -> None:
    with pytest.raises(ConditionError):
        parse(condition)


def test_a_term_that_needs_itself_is_refused() -> None:
    with pytest.raises(ConditionError, match="needs itself"):
        expand(parse("a"), {"a": "fever or b", "b": "not a"})


def test_a_condition_is_written_so_that_it_reads_the_same() -> None:
    for flag in load_library().red_flags.values():
        for when in flag.when:
            node = parse(when)
            assert written(parse(written(node))) == written(node)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("swolen", "no feature or term 'swolen'"),
        ("site = knee", "never 'knee'"),
        ("site >= calf", "no order"),
        ("fever >= 3", "reported or not"),
        ("pain_0_10", "is a number"),
        ("pain_0_10 >= much", "is a number"),
        ("fever in (yes)", "takes no words"),
        ("takes(nobody_knows)", "not in medicine_classes or medicines"),
        ("has(nobody_knows)", "not in conditions"),
        ("cold_limb and not fever", "fever alarms"),
        ("cold_limb and not pain_0_10 >= 7", "pain_0_10 alarms"),
        ("cold_limb and not numb", "numbness alarms"),
        ("can_bear_weight", "can_bear_weight alarms"),
        ("cold_limb and (", "ends too early"),
    ],
)
def test_a_slip_in_a_rule_is_named_by_the_check(tmp_path: Path, rule: str, told: str) -> None:
    sheets = Path(shutil.copytree(SHEETS_FOLDER, tmp_path / "sheets"))
    sheet = sheets / "red_flags" / "rf-ces.toml"
    english = sheet.read_text(encoding="utf-8")
    start, end = english.index("when = ["), english.index("\nplace =")
    sheet.write_text(f'{english[:start]}when = ["{rule}"]{english[end:]}', encoding="utf-8")
    faults = [fault for fault in check_sheets(sheets) if fault.what == "bad_rule"]
    assert faults
    assert any(told in fault.detail for fault in faults)
    assert {fault.path for fault in faults} == {"red_flags/rf-ces.toml"}


def test_a_flag_without_a_way_to_present_and_a_term_named_as_a_feature_are_named(tmp_path: Path) -> None:
    sheets = Path(shutil.copytree(SHEETS_FOLDER, tmp_path / "sheets"))
    sheet = sheets / "red_flags" / "rf-ces.toml"
    english = sheet.read_text(encoding="utf-8")
    start, end = english.index("when = ["), english.index("\nplace =")
    sheet.write_text(f"{english[:start]}when = []{english[end:]}", encoding="utf-8")
    terms = sheets / "terms" / "terms.csv"
    terms.write_text(terms.read_text(encoding="utf-8") + "fever,hot,vomiting\n", encoding="utf-8")
    told = {(fault.path, fault.field) for fault in check_sheets(sheets) if fault.what == "bad_rule"}
    assert {("red_flags/rf-ces.toml", "when"), ("terms/terms.csv [fever]", "id")} <= told
