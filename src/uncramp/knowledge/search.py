"""Finding a page of the learn pages by what somebody types: ids, words of titles and other ways to ask, small slips.

Every page is an entry with words that weigh more or less; nothing here knows a language model or a network.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from uncramp.knowledge.library import Library

#: words that tell nothing about what is asked
_EMPTY_WORDS = frozenset(
    {
        "a", "an", "and", "are", "at", "be", "by", "can", "cramp", "cramps", "do", "does", "for", "from", "get", "has",
        "have", "help", "helps", "how", "i", "in", "is", "it", "me", "my", "of", "off", "on", "or", "should", "that",
        "the", "them", "they", "this", "to", "what", "when", "where", "why", "will", "with",
    }
)
#: pages over many sheets: id -> title, and other words for it
LISTS: Mapping[str, tuple[str, str]] = {
    "usual": ("What usually sets off cramps, and how sure the field is", "triggers factors priors cause reasons odds"),
    "article": ("What the article says, and what the evidence says", "myths wrong contradictions comparison claims"),
}
#: how alike two words must be to pass for the same with a slip (share of matching letters)
ALIKE = 0.8
TITLE_WEIGHT, BODY_WEIGHT = 4.0, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageId:
    """One page: its kind (question, claim, exercise, anatomy, list), the id of its sheet, its English title."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What a person's words led to: one ``page`` where they name it, else the pages ``found``, best first.

    With neither, ``nearest`` is the page whose words are most alike (None: nothing is). ``topic`` is what was typed.
    """

    topic: str
    page: PageId | None
    found: tuple[PageId, ...]
    nearest: PageId | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page with its words and their weights."""

    page: PageId
    weights: Mapping[str, float]


def look_up(topic: str, library: Library, *, most: int = 12) -> LookedUp:
    """Find the page that a topic names, or the pages its words lead to, at most ``most``; nothing typed finds all."""
    typed = topic.strip()[:200]
    index = _index(library)
    if not typed:
        return LookedUp(topic="", page=None, found=tuple(entry.page for entry in index), nearest=None)
    named = next((entry.page for entry in index if entry.page.id == _as_id(typed, entry.page.id)), None)
    asked = _words(typed)
    scored = [(_score(asked, entry), entry.page) for entry in index] if asked else []
    found = [page for score, page in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
    nearest = None if found or not asked else _nearest(asked, index)
    return LookedUp(topic=typed, page=named, found=tuple(found[:most]), nearest=nearest)


def _as_id(typed: str, sheet_id: str) -> str:
    """Write what was typed as the ids of a kind are written: with hyphens, or with underscores."""
    return re.sub(r"[\s_-]+", "_" if "_" in sheet_id else "-", typed.lower())


@lru_cache(maxsize=4)
def _index(library: Library) -> tuple[_Entry, ...]:
    return tuple(_entries(library))


def _entries(library: Library) -> Iterator[_Entry]:
    for name, (title, also) in LISTS.items():
        yield _entry("list", name, title, (also,), ())
    for question in library.questions.values():
        yield _entry("question", question.id, question.question, question.also_asked, question.answer)
    for claim in library.claims.values():
        body = (claim.statement, claim.advice, claim.effect)
        yield _entry("claim", claim.id, claim.title, (claim.commonly_said,), body)
    for exercise in library.exercises.values():
        names = (*exercise.muscles, *exercise.moments, exercise.kind.replace("_", " "))
        yield _entry("exercise", exercise.id, exercise.name, names, exercise.cues)
    for muscle in library.anatomy.values():
        facts = (*muscle.does, muscle.origin, muscle.insertion)
        yield _entry("anatomy", muscle.id, muscle.name, (muscle.plain,), facts)


def _entry(kind: str, sheet_id: str, title: str, names: Iterable[str], body: Iterable[str]) -> _Entry:
    weights = dict.fromkeys(_words(" ".join(body)), BODY_WEIGHT)
    weights |= dict.fromkeys(_words(" ".join(names)), (TITLE_WEIGHT + BODY_WEIGHT) / 2)
    weights |= dict.fromkeys(_words(title), TITLE_WEIGHT)
    return _Entry(PageId(kind=kind, id=sheet_id, title=title), weights)


def _words(text: str) -> tuple[str, ...]:
    """Give the telling words of a text, plurals cut."""
    found = re.findall(r"[^\W_]+", text.lower())
    return tuple(dict.fromkeys(_singular(word) for word in found if word not in _EMPTY_WORDS and len(word) > 1))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _score(asked: tuple[str, ...], entry: _Entry) -> float:
    """Weigh a page: every word that was asked must be in it, whole or by its beginning."""
    total = 0.0
    for word in asked:
        weight = entry.weights.get(word, 0.0)
        if not weight and len(word) >= 4:
            weight = 0.7 * max((w for known, w in entry.weights.items() if _begins(word, known)), default=0.0)
        if not weight:
            return 0.0
        total += weight
    return total


def _begins(word: str, known: str) -> bool:
    """Tell whether one word is the beginning of the other: *statin* of *statins*, *drink* of *drinking*."""
    return known.startswith(word) or (len(known) >= 4 and word.startswith(known))


def _nearest(asked: tuple[str, ...], index: tuple[_Entry, ...]) -> PageId | None:
    """Give the page with the words most alike, slips allowed, titles first; None where none is alike."""

    def likeness(entry: _Entry) -> float:
        return sum(
            max((_alike(word, known) * weight for known, weight in entry.weights.items()), default=0.0)
            for word in asked
        )

    best = max(index, key=likeness, default=None)
    return best.page if best is not None and likeness(best) > 0 else None


def _alike(word: str, known: str) -> float:
    if word == known:
        return 1.0
    if abs(len(word) - len(known)) > 2 or min(len(word), len(known)) < 4:
        return 0.0
    ratio = difflib.SequenceMatcher(None, word, known).ratio()
    return ratio if ratio >= ALIKE else 0.0
