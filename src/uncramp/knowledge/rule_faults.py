"""What is wrong with the rules of triage: names and values there are not, and look-alikes that rest on an alarm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from uncramp.knowledge.condition import Atom, ConditionError, Node, atom_faults, atoms, expand, lowers, parse
from uncramp.knowledge.sheet import SheetFault

#: what may be named in takes(...) and has(...): folders of sheets
_NAMED_IN: Mapping[str, tuple[str, ...]] = {
    "takes": ("medicine_classes", "medicines"), "has": ("conditions",),
}


def rule_faults(sheets: Mapping[str, Mapping[str, Any]]) -> Iterator[SheetFault]:
    """Name every fault of every term and of every ``when`` of a red flag; ``sheets`` are by folder and id.

    A rule that raises the level may not hold back on an alarming feature: one more red flag must never lower it.
    """
    terms = {term.id: term.when for term in sheets["terms"].values()}
    for name in sorted(set(terms) & set(sheets["features"])):
        yield _fault(f"terms/terms.csv [{name}]", "id", "is a feature as well")
    for name, when in terms.items():
        yield from _faults_of(when, terms, sheets, f"terms/terms.csv [{name}]", raises=False)
    for flag in sheets["red_flags"].values():
        raises = flag.level.value != "self_care"
        for when in flag.when:
            yield from _faults_of(when, terms, sheets, f"red_flags/{flag.id}.toml", raises=raises)
        if not flag.when:
            yield _fault(f"red_flags/{flag.id}.toml", "when", "no way to present is written down")


def _faults_of(
    written: str, terms: Mapping[str, str], sheets: Mapping[str, Mapping[str, Any]], place: str, *, raises: bool
) -> Iterator[SheetFault]:
    try:
        node = expand(parse(written), terms)
    except ConditionError as error:
        yield _fault(place, "when", f"{error}: {written}")
        return
    for detail in _details(node, sheets, raises=raises):
        yield _fault(place, "when", f"{detail}: {written}")


def _details(node: Node, sheets: Mapping[str, Mapping[str, Any]], *, raises: bool) -> Iterator[str]:
    for atom, turned in atoms(node):
        yield from atom_faults(atom, sheets["features"])
        yield from _unknown_names(atom, sheets)
        feature = sheets["features"].get(atom.name)
        if raises and feature is not None and lowers(atom, turned, feature):
            yield f"{atom.name} alarms, so it must not hold a flag back"


def _unknown_names(atom: Atom, sheets: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for folder_names in (_NAMED_IN.get(atom.form, ()),):
        for name in atom.values if folder_names else ():
            if not any(name in sheets[folder] for folder in folder_names):
                yield f"{name!r} is not in {' or '.join(folder_names)}"


def _fault(place: str, field: str, detail: str) -> SheetFault:
    return SheetFault(path=place, field=field, what="bad_rule", detail=detail)
