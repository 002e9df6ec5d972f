"""Names as people write them: brand names, generic names, classes, illnesses and small slips -> ids of the sheets.

What is understood is always given back, so that a person can see how they were read. A slip that could be two things
counts as both; a name that nobody knows is said to be unknown, and whoever asks must treat it as *not cleared*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from uncramp.knowledge.caution_kinds import Condition, Medicine, MedicineClass
from uncramp.knowledge.library import Library

#: words that say *none of these*
_NONE = frozenset({"none", "no", "nothing", "nil", "na", "n a", "none of these", "keine", "aucun", "aucune", "nessuno"})

#: words that come with a name and say nothing of what it is: strengths, forms, salts, how often
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        """mg mcg ug g ml iu unit units tablet tablets tab tabs capsule capsules cap caps pill pills daily weekly once
        twice day week month a an the of my for in on at with take taking takes low high dose bd od prn sr xl xr er la
        mr cr retard hydrochloride hcl besilate besylate maleate calcium sodium mesilate tosylate tartrate succinate
        fumarate mild severe moderate chronic history past since years year old left right both generic slow release
        inhaler spray injection gel cream patch drops syrup morning evening night medicine medicines medication drug
        ago months weeks days after before new still now have had has was type""",
    )
)
_AND = re.compile(r"\band\b|\bplus\b|\bund\b|\bet\b|[,;+/&]")
_LIMIT = re.compile(r"(?P<amount>\d+(?:[.,]\d+)?)\s*(?P<unit>ml|l|litres?|liters?)?\b")

#: the longest name looked for inside a longer text, in words
_LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadName:
    """How one written name was read.

    ``ids`` are ids of medicines (or medicine classes, or conditions); ``classes`` what cautions speak of: classes of
    medicines or conditions with all that they imply. ``guessed`` tells that it was a slip or only part of a word.
    Nothing understood: both empty and ``known`` false. ``fluid_limit_ml`` is a limit written in the name (None: none).
    """

    written: str
    ids: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    guessed: bool = False
    known: bool = True
    fluid_limit_ml: float | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing a name can stand for: its id and all ids that follow from it."""

    id: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Index:
    """All names of a kind: what each stands for, the names of each length, and the letters of each."""

    by_name: Mapping[str, tuple[_Entry, ...]]
    by_length: Mapping[int, list[str]]
    letters: Mapping[str, int]


def plain_name(written: str) -> str:
    """Give a name in lower case without accents and signs: ``Hashimoto's_Disease`` -> ``hashimotos disease``."""
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9.]+", " ", plain.replace("'", "")).replace(".", " . ").split())


def read_medicine(written: str, library: Library) -> ReadName:
    """Read a medicine by generic name, brand or class, with its strength or a small slip (see the module)."""
    return _read(written, _medicine_names(library), ())


def read_condition(written: str, library: Library) -> ReadName:
    """Read a condition by id, common name or telling beginning of a word; ``fluid_limit_1500_ml`` gives 1500."""
    found = _read(written, _condition_names(library), _stems(library))
    if "fluid_limit" in found.ids:
        return ReadName(
            written=found.written, ids=found.ids, classes=found.classes, guessed=found.guessed,
            fluid_limit_ml=_limit_ml(written),
        )
    return found


def read_all(
    written: Iterable[str], read: Callable[[str, Library], ReadName], library: Library
) -> tuple[ReadName, ...]:
    """Read several names with ``read_medicine`` or ``read_condition``; blanks and *none* are left out."""
    return tuple(read(each, library) for each in written if plain_name(each) and plain_name(each) not in _NONE)


def _read(written: str, names: _Index, stems: tuple[tuple[str, _Entry], ...]) -> ReadName:
    whole = plain_name(written)
    if whole in names.by_name:
        return _read_as(written, names.by_name[whole], guessed=False)
    found: list[_Entry] = []
    left: list[str] = []
    guessed = False
    for part in _AND.split(written.replace("_", " ")):
        words = plain_name(part).split()
        exact, rest = _inside(words, names.by_name)
        found += exact
        for word in rest:
            stemmed = [entry for stem, entry in stems if word.startswith(stem)]
            if stemmed:
                found, guessed = [*found, *stemmed], True
            elif word not in _FILLERS and not any(c.isdigit() for c in word) and len(word) > 2:
                left.append(word)
    if not found or left:
        near = [*_near(whole, names), *(entry for word in left for entry in _near(word, names))]
        if near:
            return _read_as(written, (*found, *near), guessed=True)
    if not found:
        return ReadName(written=written, known=False)
    # Words that nobody understood may name something more: what was found counts, but clears nothing.
    return _read_as(written, tuple(found), guessed=guessed or bool(left))


def _read_as(written: str, entries: Iterable[_Entry], *, guessed: bool) -> ReadName:
    entries = tuple(dict.fromkeys(entries))
    classes = frozenset(name for entry in entries for name in entry.classes)
    return ReadName(written=written, ids=tuple(dict.fromkeys(e.id for e in entries)), classes=classes, guessed=guessed)


def _inside(words: list[str], names: Mapping[str, tuple[_Entry, ...]]) -> tuple[list[_Entry], list[str]]:
    """Find known names among words, longest first, and give what they stand for and the words left over."""
    found: list[_Entry] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            # A name that is also a filler (a salt such as calcium) counts only when it stands alone.
            if phrase in names and not (phrase in _FILLERS and found):
                found += names[phrase]
                at += length
                break
        else:
            left.append(words[at])
            at += 1
    return found, left


def _near(word: str, index: _Index) -> tuple[_Entry, ...]:
    """Give what the nearest names stand for, all of them when several are as near; nothing for short words."""
    allowed, letters = _slips_allowed(len(word)), _letters(word)
    best: dict[int, list[_Entry]] = {}
    for length in range(len(word) - allowed, len(word) + allowed + 1):
        limit = min(allowed, _slips_allowed(length))
        for name in index.by_length.get(length, ()) if limit >= abs(length - len(word)) else ():
            # A slip changes at most two letters of the set: most names need no closer look.
            if (letters ^ index.letters[name]).bit_count() <= 2 * limit:
                slips = _distance(word, name, limit)
                if slips <= limit:
                    best.setdefault(slips, []).extend(index.by_name[name])
    return tuple(best[min(best)]) if best else ()


def _letters(word: str) -> int:
    """Give the set of letters and digits of a word as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def _slips_allowed(length: int) -> int:
    """Give how many letters may be wrong: none below 5 (many short names differ by one), then 1, from 7 on 2."""
    return 0 if length < 5 else 1 if length < 7 else 2


def _distance(one: str, other: str, limit: int) -> int:
    """Count slips between two words (a letter wrong, missing, too many, or two swapped); above ``limit`` just more.

    The optimal string alignment distance (Damerau 1964, doi:10.1145/363958.363994).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, facing in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _limit_ml(written: str) -> float | None:
    """Read a volume in a name (``1500_ml``, ``1.5 l``); a bare number below 20 is litres. None: no number."""
    found = _LIMIT.search(written.replace("_", " ").lower())
    if found is None:
        return None
    amount = float(found["amount"].replace(",", "."))
    litres = (found["unit"] or "").startswith("l") or (not found["unit"] and amount < 20)
    return amount * 1000 if litres else amount


def implied(ids: Collection[str], sheets: Mapping[str, Condition] | Mapping[str, MedicineClass]) -> frozenset[str]:
    """Give ids with all wider ids they imply, near and far."""
    known: set[str] = set()
    open_ids = list(ids)
    while open_ids:
        each = open_ids.pop()
        if each not in known:
            known.add(each)
            open_ids += sheets[each].implies if each in sheets else ()
    return frozenset(known)


def _entries(sheet_id: str, classes: frozenset[str], names: Iterable[str]) -> Iterator[tuple[str, _Entry]]:
    entry = _Entry(sheet_id, classes)
    for name in (sheet_id, *names):
        if plain := plain_name(name):
            yield plain, entry


def _indexed(pairs: Iterable[tuple[str, _Entry]]) -> dict[str, tuple[_Entry, ...]]:
    index: dict[str, tuple[_Entry, ...]] = {}
    for name, entry in pairs:
        if entry not in index.get(name, ()):
            index[name] = (*index.get(name, ()), entry)
    return index


def _index(by_name: Mapping[str, tuple[_Entry, ...]]) -> _Index:
    by_length: dict[int, list[str]] = {}
    for name in by_name:
        by_length.setdefault(len(name), []).append(name)
    return _Index(by_name, by_length, {name: _letters(name) for name in by_name})


@lru_cache(maxsize=4)
def _medicine_names(library: Library) -> _Index:
    classes = library.medicine_classes
    medicines: Iterable[Medicine] = library.medicines.values()
    of_medicines = (
        pair for m in medicines for pair in _entries(m.id, implied(m.classes, classes), (*m.names, *m.brands))
    )
    index = _indexed(of_medicines)
    of_classes = (pair for c in classes.values() for pair in _entries(c.id, implied((c.id,), classes), c.names))
    for name, entry in of_classes:
        # A class of the same name as its only medicine (digoxin) adds nothing to show, but all that it implies.
        known = index.get(name, ())
        if not any(entry.classes <= each.classes for each in known):
            index[name] = (*known, entry)
    return _index(index)


@lru_cache(maxsize=4)
def _condition_names(library: Library) -> _Index:
    sheets = library.conditions
    pairs = (pair for c in sheets.values() for pair in _entries(c.id, implied((c.id,), sheets), c.names))
    return _index(_indexed(pairs))


@lru_cache(maxsize=4)
def _stems(library: Library) -> tuple[tuple[str, _Entry], ...]:
    sheets = library.conditions
    return tuple((stem, _Entry(c.id, implied((c.id,), sheets))) for c in sheets.values() for stem in c.stems)
