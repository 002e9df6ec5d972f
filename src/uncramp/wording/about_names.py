"""How names were read, said back: a person must see what was made of what they wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.names import ReadName, plain_name
from uncramp.knowledge.texts import in_language
from uncramp.wording.languages import text


def say_understood(
    names: Iterable[ReadName], language: str, *, library: Library | None = None, all_names: bool = False
) -> tuple[str, ...]:
    """Say how each name was read, a sentence each, and that an unknown one is unknown.

    A name that says itself what it is (``warfarin``) is passed over unless ``all_names``.
    """
    sheets = library or load_library()
    return tuple(line for name in names for line in _say(name, language, sheets, all_names=all_names))


def _say(name: ReadName, language: str, library: Library, *, all_names: bool) -> Iterator[str]:
    written = _shown(name.written)
    if not name.known:
        yield text(language, "We do not know {name}. Ask a pharmacist or doctor about it.", name=written)
        return
    said = [_what(each, language, library) for each in name.ids]
    itself = not name.guessed and plain_name(name.written) in {plain_name(each) for each in name.ids}
    if itself and not all_names:
        return
    things = text(language, " or ").join(said) if name.guessed else text(language, " and ").join(said)
    if name.guessed:
        yield text(language, "We read {name} as {things}. Is that right?", name=written, things=things)
    else:
        yield text(language, "We read {name} as {things}.", name=written, things=things)


def _what(each: str, language: str, library: Library) -> str:
    """Say what an id is: a medicine with its kind, a kind of medicine, or a condition."""
    medicine = library.medicines.get(each)
    if medicine is not None:
        name = in_language(medicine, "medicines", language).words
        kinds = [library.medicine_classes[c] for c in medicine.classes[:1]]
        kind = next((in_language(c, "medicine_classes", language).words for c in kinds), "")
        same = plain_name(name).startswith(plain_name(kind)) or plain_name(kind).startswith(plain_name(name))
        return f"{name}, {kind}" if kind and not same else name
    medicine_class = library.medicine_classes.get(each)
    if medicine_class is not None:
        return in_language(medicine_class, "medicine_classes", language).words
    return in_language(library.conditions[each], "conditions", language).words


def _shown(written: str) -> str:
    """Give a name as it was written, quoted, short, on one line."""
    return f"“{' '.join(written.replace('_', ' ').split())[:40]}”"
