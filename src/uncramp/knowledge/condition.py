"""The condition language of the triage rules: small, checked, and unable to say anything but a condition.

::

    dark_urine and (little_urine or weakness >= marked)
    calf_swelling and not (side = both)
    pain_0_10 >= 7 and takes(statin) and known(weeks_since_start)

A bare feature holds when it was reported (a word: anything but *none*), a bare term when its condition does. What is
not known counts as *no*. ``unsure`` features (asked, and the answer was *I do not know*) count as *no* too, or, asked
for the worst, as whatever raises. A condition is compiled once to closures over the answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from uncramp.knowledge.triage_kinds import Alarm, Family, Feature

Value = bool | float | str | frozenset[str]
#: the answers by feature; what is not in it is not known
Answers = Mapping[str, Value]
#: a compiled condition: (answers, features that count as their worst) -> does it hold
Holds = Callable[[Answers, frozenset[str]], bool]

#: words of a feature that mean that there is nothing
NOTHING = frozenset({"none", "none_at_cramp_site"})

_TOKEN = re.compile(r"\s*(>=|<=|=|>|<|\(|\)|,|[a-z_][a-z0-9_]*|[0-9]+(?:\.[0-9]+)?)")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}


class ConditionError(ValueError):
    """Raised for a condition that cannot be read; its text says what and where."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing asked of the answers.

    ``form`` is reported (``name``), compared (``name relation value``), one_of (``name in (...)``), takes or has
    (names), or known (``known(name)``).
    """

    form: str
    name: str
    relation: str = ""
    values: tuple[str, ...] = ()

    @property
    def feature(self) -> str:
        """The feature whose answer it asks for."""
        return {"takes": "medicines", "has": "conditions"}.get(self.form, self.name)


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Atom | Not | All | Any


def parse(written: str) -> Node:
    """Read a condition; raises ConditionError where it cannot be read."""
    tokens = _tokens(written)
    node, rest = _any(tokens)
    if rest:
        raise ConditionError(f"{rest[0]!r} is too much in {written!r}")
    return node


def _tokens(written: str) -> tuple[str, ...]:
    found, place = [], 0
    text = written.strip()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise ConditionError(f"{text[place:place + 12]!r} cannot be read")
        found.append(token.group(1))
        place = token.end()
    if not found:
        raise ConditionError("says nothing")
    return tuple(found)


def _any(tokens: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    parts, rest = _series(tokens, "or", _all)
    return (parts[0] if len(parts) == 1 else Any(parts)), rest


def _all(tokens: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    parts, rest = _series(tokens, "and", _one)
    return (parts[0] if len(parts) == 1 else All(parts)), rest


def _series(
    tokens: tuple[str, ...], word: str, read: Callable[[tuple[str, ...]], tuple[Node, tuple[str, ...]]]
) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    part, rest = read(tokens)
    parts = [part]
    while rest and rest[0] == word:
        part, rest = read(rest[1:])
        parts.append(part)
    return tuple(parts), rest


def _one(tokens: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    if not tokens:
        raise ConditionError("ends too early")
    first, rest = tokens[0], tokens[1:]
    if first == "not":
        part, rest = _one(rest)
        return Not(part), rest
    if first == "(":
        part, rest = _any(rest)
        if not rest or rest[0] != ")":
            raise ConditionError("a bracket is not closed")
        return part, rest[1:]
    if not re.match("[a-z_]", first) or first in ("and", "or", "in"):
        raise ConditionError(f"{first!r} stands where a feature should")
    return _atom(first, rest)


def _atom(name: str, rest: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    if name in ("takes", "has", "known"):
        names, rest = _names(rest)
        return (Atom("known", names[0]) if name == "known" else Atom(name, name, values=names)), rest
    if rest and rest[0] in _COMPARE:
        if len(rest) < 2:
            raise ConditionError(f"nothing stands after {name} {rest[0]}")
        return Atom("compared", name, rest[0], (rest[1],)), rest[2:]
    if rest and rest[0] == "in":
        names, rest = _names(rest[1:])
        return Atom("one_of", name, values=names), rest
    return Atom("reported", name), rest


def _names(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not tokens or tokens[0] != "(" or ")" not in tokens:
        raise ConditionError("a list in brackets is missing")
    end = tokens.index(")")
    names = tokens[1:end]
    if not names or any(comma != "," for comma in names[1::2]) or len(names) % 2 == 0:
        raise ConditionError("a list must be words with commas between them")
    return names[0::2], tokens[end + 1 :]


def expand(node: Node, terms: Mapping[str, str], within: tuple[str, ...] = ()) -> Node:
    """Put the conditions of terms where their names stand; raises ConditionError for a term that needs itself."""
    if isinstance(node, Atom):
        if node.form != "reported" or node.name not in terms:
            return node
        if node.name in within:
            raise ConditionError(f"the term {node.name} needs itself")
        return expand(parse(terms[node.name]), terms, (*within, node.name))
    if isinstance(node, Not):
        return Not(expand(node.part, terms, within))
    parts = tuple(expand(part, terms, within) for part in node.parts)
    return All(parts) if isinstance(node, All) else Any(parts)


def atoms(node: Node, *, turned: bool = False) -> Iterator[tuple[Atom, bool]]:
    """Give every atom of a condition, and whether it stands under an odd number of *not*."""
    if isinstance(node, Atom):
        yield node, turned
    elif isinstance(node, Not):
        yield from atoms(node.part, turned=not turned)
    else:
        for part in node.parts:
            yield from atoms(part, turned=turned)


def atom_faults(atom: Atom, features: Mapping[str, Feature]) -> Iterator[str]:
    """Name what is wrong with one atom: a feature or a value there is not, a comparison that makes no sense."""
    if atom.form in ("takes", "has"):
        return
    feature = features.get(atom.name)
    if feature is None:
        yield f"there is no feature or term {atom.name!r}"
        return
    is_word = feature.family is Family.WORD
    if atom.form == "one_of" or (atom.form == "compared" and is_word):
        if not is_word:
            yield f"{atom.name} takes no words"
        yield from (f"{atom.name} is never {value!r}" for value in atom.values if value not in feature.values)
        if atom.relation not in ("", "=") and feature.alarm is not Alarm.UP:
            yield f"the words of {atom.name} have no order"
    elif atom.form == "compared" and feature.family is Family.NUMBER:
        if not re.fullmatch(r"[0-9.]+", atom.values[0]):
            yield f"{atom.name} is a number, not {atom.values[0]!r}"
    elif atom.form == "compared" and (atom.relation != "=" or atom.values[0] != "no"):
        yield f"{atom.name} is reported or not; write {atom.name} or {atom.name} = no"
    elif atom.form == "reported" and feature.family is Family.NUMBER:
        yield f"{atom.name} is a number; compare it, or ask known({atom.name})"


def lowers(atom: Atom, turned: bool, feature: Feature) -> bool:
    """Tell whether more of an alarming feature could make the condition fail: a look-alike must never rest on one."""
    if feature.alarm is Alarm.NEVER or atom.form == "known":
        return False
    if feature.alarm is Alarm.UP and atom.form == "compared":
        return (atom.relation in (">=", ">")) is turned
    says_no = atom.form == "compared" and atom.values == ("no",)
    if feature.alarm is Alarm.MISSING:
        return says_no is turned
    return not says_no if turned else says_no


def compiled(node: Node, features: Mapping[str, Feature], *, turned: bool = False) -> Holds:
    """Make a function of a condition whose terms were put in; every name in it must be known."""
    if isinstance(node, Not):
        part = compiled(node.part, features, turned=not turned)
        return lambda answers, worst: not part(answers, worst)
    if isinstance(node, Atom):
        return _asked(node, features, turned)
    parts = tuple(compiled(part, features, turned=turned) for part in node.parts)
    return _until(parts, stop=isinstance(node, Any))


def _until(parts: tuple[Holds, ...], *, stop: bool) -> Holds:
    # a plain loop: generators inside any() and all() take twice as long, and a case asks thousands of conditions
    def holds(answers: Answers, worst: frozenset[str]) -> bool:
        for part in parts:
            if part(answers, worst) is stop:
                return stop
        return not stop

    return holds


def _asked(atom: Atom, features: Mapping[str, Feature], turned: bool) -> Holds:
    test = _test(atom, features)
    name = atom.feature

    def holds(answers: Answers, worst: frozenset[str]) -> bool:
        if name in worst:
            return not turned
        value = answers.get(name)
        return value is not None and test(value)

    return holds


def _test(atom: Atom, features: Mapping[str, Feature]) -> Callable[[Value], bool]:
    if atom.form == "known":
        return lambda value: True  # noqa: ARG005 - a value that is there is known
    if atom.form in ("takes", "has"):
        names = frozenset(atom.values)
        return lambda value: isinstance(value, frozenset) and not names.isdisjoint(value)
    if atom.form == "reported":
        return lambda value: value is not False and value not in NOTHING
    if atom.form == "one_of":
        return lambda value: value in atom.values
    feature, told, relation = features[atom.name], atom.values[0], _COMPARE[atom.relation]
    if feature.family is Family.WORD:
        place = {word: float(at) for at, word in enumerate(feature.values)}
        return lambda value: relation(place[str(value)], place[told])
    if feature.family is Family.NUMBER:
        bound = float(told)
        return lambda value: isinstance(value, float) and relation(value, bound)
    return lambda value: value is False


def written(node: Node) -> str:
    """Write a condition so that :func:`parse` gives the same one."""
    if isinstance(node, Not):
        return f"not ({written(node.part)})"
    if isinstance(node, All | Any):
        word = " and " if isinstance(node, All) else " or "
        return word.join(f"({written(part)})" for part in node.parts)
    if node.form in ("takes", "has"):
        return f"{node.form}({', '.join(node.values)})"
    if node.form == "known":
        return f"known({node.name})"
    if node.form == "one_of":
        return f"{node.name} in ({', '.join(node.values)})"
    return f"{node.name} {node.relation} {node.values[0]}" if node.form == "compared" else node.name
