"""Every way in which a red flag presents has examples, and every change of a rule is caught by one of them.

``ways.jsonl`` holds, for each way of each flag, people in whom it holds (one for each alternative in it) and people who
lack just one thing it asks for. It is written anew by ``UNCRAMP_GOLDEN=write`` and read before it is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

from uncramp.knowledge.condition import (
    All,
    Any as AnyOf,
    Atom,
    Holds,
    Node,
    Not,
    Value,
    atoms,
    compiled,
    expand,
    parse,
    written,
)
from uncramp.knowledge.library import load_library
from uncramp.knowledge.triage_kinds import Alarm, Family

FILE = Path(__file__).parent / "ways.jsonl"
LIBRARY = load_library()
TERMS = {term.id: term.when for term in LIBRARY.terms.values()}
NONE: frozenset[str] = frozenset()

#: people whom no search for a missing thing finds: what they lack is asked for by another way of the same flag
BY_HAND: tuple[dict[str, Any], ...] = (
    {"flag": "rf-limb", "fires": False, "told": {"cold_limb": True, "numbness": "foot", "recovered": True}},
    {"flag": "rf-limb", "fires": True, "told": {"cold_limb": True, "pale_limb": True, "numbness": "foot",
                                                "recovered": True}, "level": "emergency"},
)


@cache
def nodes(flag: str) -> tuple[Node, ...]:
    return tuple(expand(parse(when), TERMS) for when in LIBRARY.red_flags[flag].when)


def holds(node: Node) -> Holds:
    return compiled(node, LIBRARY.features)


def values_of(told: Mapping[str, Any]) -> dict[str, Value]:
    return {
        name: frozenset(value) if isinstance(value, list) else float(value)
        if not isinstance(value, bool | str) else value
        for name, value in told.items()
    }


def examples() -> list[dict[str, Any]]:
    return [*(json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()), *BY_HAND]


def fires(ways: list[Holds], told: Mapping[str, Value]) -> bool:
    return any(way(told, NONE) for way in ways)


# ---- finding people in whom a condition holds, or fails


def atom_values(atom: Atom, wanted: bool) -> Iterator[dict[str, Any]]:
    """Give answers that make one atom hold or fail; an answer that is missing comes first where it fails."""
    if not wanted:
        yield {}
    feature = LIBRARY.features.get(atom.name)
    if atom.form in ("takes", "has"):
        name = {"takes": "medicines", "has": "conditions"}[atom.form]
        yield from ({name: [each]} for each in (atom.values if wanted else ()))
    elif feature is not None and feature.family is Family.NUMBER:
        yield from ({atom.name: number} for number in number_values(atom, wanted))
    elif feature is not None and feature.family is Family.WORD:
        test = holds(atom)
        yield from ({atom.name: word} for word in feature.values if test({atom.name: word}, NONE) is wanted)
    else:
        test = holds(atom)
        yield from ({atom.name: told} for told in (True, False) if test({atom.name: told}, NONE) is wanted)


def number_values(atom: Atom, wanted: bool) -> Iterator[float]:
    if atom.form != "compared":
        if wanted:
            yield 5.0
        return
    test = holds(atom)
    low, high = LIBRARY.features[atom.name].low, LIBRARY.features[atom.name].high
    for edge in sorted(edges()[atom.name], key=lambda edge: abs(edge - float(atom.values[0]))):
        step = 0.1 if edge < 3 or edge != int(edge) else 1.0
        for number in (edge, edge + step, edge - step):
            if (low or 0) <= number <= (high or number) and test({atom.name: number}, NONE) is wanted:
                yield round(number, 3)


@cache
def edges() -> dict[str, set[float]]:
    """Give for each number all values at which some rule turns."""
    found: dict[str, set[float]] = {}
    for flag in LIBRARY.red_flags:
        for node in nodes(flag):
            for atom, _ in atoms(node):
                if atom.form == "compared" and LIBRARY.features[atom.name].family is Family.NUMBER:
                    found.setdefault(atom.name, set()).add(float(atom.values[0]))
    return found


def people(node: Node, wanted: bool = True) -> Iterator[dict[str, Any]]:
    """Give answers in which a condition holds (or fails), the fewest first."""
    if isinstance(node, Atom):
        yield from atom_values(node, wanted)
    elif isinstance(node, Not):
        yield from people(node.part, not wanted)
    elif isinstance(node, All) is wanted:
        yield from together([(part, wanted) for part in node.parts])
    else:
        for part in node.parts:
            yield from people(part, wanted)


def together(wanted: list[tuple[Node, bool]]) -> Iterator[dict[str, Any]]:
    each = [list(islice(people(node, holds_), 40)) for node, holds_ in wanted]
    seen: set[str] = set()
    for parts in islice(product(*each), 40_000):
        merged: dict[str, Any] = {}
        for part in parts:
            for name, value in part.items():
                if name in merged and merged[name] != value:
                    if not isinstance(value, list):
                        break
                    merged[name] = sorted({*merged[name], *value})
                merged.setdefault(name, value)
            else:
                continue
            break
        else:
            key = json.dumps(merged, sort_keys=True)
            if key not in seen:
                seen.add(key)
                yield merged


def parts_of(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, All) else (node,)


def alternatives(node: Node) -> Iterator[Node]:
    """Give the condition with one alternative of each *or* among its parts, each in its turn."""
    parts = parts_of(node)
    for place, part in enumerate(parts):
        for one in part.parts if isinstance(part, AnyOf) else ():
            yield All((*parts[:place], one, *parts[place + 1:]))
        if isinstance(part, Atom) and len(part.values) > 1:
            for value in part.values:
                yield All((*parts[:place], Atom(part.form, part.name, part.relation, (value,)), *parts[place + 1:]))


def write_examples() -> None:
    lines = [line for flag in sorted(LIBRARY.red_flags) for line in flag_examples(flag)]
    FILE.write_text("".join(json.dumps(line, sort_keys=True) + "\n" for line in lines), encoding="utf-8")


def flag_examples(flag: str) -> Iterator[dict[str, Any]]:
    ways = [holds(node) for node in nodes(flag)]
    for number, node in enumerate(nodes(flag)):
        others = [way for place, way in enumerate(ways) if place != number]
        for one in (node, *alternatives(node)):
            found = list(islice((told for told in people(one) if ways[number](values_of(told), NONE)), 2000))
            alone = next((told for told in found if not fires(others, values_of(told))), None)
            if alone or found:
                yield {"flag": flag, "fires": True, "told": alone or found[0], "because": f"way {number + 1}",
                       "level": LIBRARY.red_flags[flag].level.value}
        for part in parts_of(node):
            rest = [each for each in parts_of(node) if each is not part]
            lacking, others_hold = holds(part), holds(All(tuple(rest)))
            for told in together([(part, False), *((each, True) for each in rest)]):
                case = values_of(told)
                if not lacking(case, NONE) and others_hold(case, NONE) and not fires(ways, case):
                    lack = f"way {number + 1} but for {written(part)}"
                    yield {"flag": flag, "fires": False, "told": told, "because": lack[:120]}
                    break


if os.environ.get("UNCRAMP_GOLDEN") == "write":
    write_examples()


# ---- the tests


@pytest.mark.parametrize("flag", sorted(LIBRARY.red_flags))
def test_each_way_presents_as_its_examples_say(flag: str) -> None:
    ways = [holds(node) for node in nodes(flag)]
    told = [line for line in examples() if line["flag"] == flag]
    wrong = [line for line in told if fires(ways, values_of(line["told"])) is not line["fires"]]
    assert wrong == []
    assert {line["level"] for line in told if line["fires"]} == {LIBRARY.red_flags[flag].level.value}


def mutants(node: Node) -> Iterator[tuple[str, Node]]:
    """Give a rule with one of its conditions dropped, or turned round."""
    parts = parts_of(node)
    yield "negated", Not(node)
    for part in parts if len(parts) > 1 else ():
        yield f"without {written(part)}", All(tuple(each for each in parts if each is not part))


def test_a_dropped_or_turned_condition_is_caught_for_every_way_of_every_flag() -> None:
    told: dict[str, list[tuple[dict[str, Value], bool]]] = {}
    for line in examples():
        told.setdefault(line["flag"], []).append((values_of(line["told"]), line["fires"]))
    survived = []
    for flag in LIBRARY.red_flags:
        ways = [holds(node) for node in nodes(flag)]
        for number, node in enumerate(nodes(flag)):
            others = [way for place, way in enumerate(ways) if place != number]
            for what, mutant in mutants(node):
                changed = [*others, holds(mutant)]
                if all(fires(changed, case) is expected for case, expected in told.get(flag, ())):
                    survived.append(f"{flag} way {number + 1} {what}")
    assert survived == []


def test_every_way_can_be_reached_and_every_flag_has_a_source_and_a_date() -> None:
    reached = {(line["flag"], line.get("because")) for line in examples() if line["fires"]}
    for flag in LIBRARY.red_flags.values():
        assert flag.sources
        assert flag.reviewed_on < flag.review_by
        assert {f"way {number + 1}" for number in range(len(flag.when))} <= {
            because for name, because in reached if name == flag.id
        }


def test_what_alarms_and_what_is_context_is_told_apart() -> None:
    alarming = {f.id for f in LIBRARY.features.values() if f.alarm is not Alarm.NEVER}
    assert {"dark_urine", "chest_pain", "weakness", "numbness", "can_bear_weight", "fever"} <= alarming
    assert not {"recovered", "relief", "side", "site", "age_years"} & alarming
