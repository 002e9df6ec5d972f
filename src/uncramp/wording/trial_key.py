"""The helper's sheet of a blinded trial, in words: what goes into which pack, the key to keep, the seal to give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uncramp.wording.languages import text
from uncramp.wording.trials import name_of, said_sheet

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.trials.blinding import KeySheet


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage:
    """The helper's sheet: only ``seal`` may be shown to the person who is in the trial."""

    title: str
    keep: str
    pack_a: str
    pack_b: str
    prepare: tuple[str, ...]
    code: str
    seal: str
    steps: tuple[str, ...]


def say_key_sheet(sheet: KeySheet, language: str) -> KeyPage:
    """Say what the helper does: prepare, keep the key away, give the seal, hand the key over at the end."""
    remedy = name_of(sheet.remedy)
    other = text(language, "a look-alike without it") if sheet.rival is None else name_of(sheet.rival)
    first, second = (remedy, other) if sheet.key.a_is.value == "remedy" else (other, remedy)
    names = dict.fromkeys(name for name in (sheet.remedy, sheet.rival) if name is not None)
    return KeyPage(
        title=text(language, "For the helper of a blinded trial: {remedy}", remedy=remedy),
        keep=text(language, "Keep this sheet from the person in the trial until it is over."),
        pack_a=text(language, "Pack A: {what}", what=first), pack_b=text(language, "Pack B: {what}", what=second),
        prepare=tuple(said_sheet(name, language).blind for name in names),
        code=sheet.key.code, seal=sheet.key.seal,
        steps=(
            text(language, "Write A and B on the packs and nothing else, and how they are taken."),
            text(language, "Give the person the packs and the seal. Do not say or show which is which."),
            text(language, "Keep this sheet. It is kept nowhere else; without it nobody can tell A from B."),
            text(language, "When the trial is over, give them the key. If a doctor needs to know before, tell the "
                           "doctor what is in the packs."),
        ),
    )


def key_sheet_as_text(page: KeyPage, language: str) -> str:
    """Write the helper's sheet for a file, a printer or a terminal."""
    lines = [page.title, page.keep, "", page.pack_a, page.pack_b, *page.prepare, ""]
    lines += [text(language, "Key: {code}", code=page.code), text(language, "Seal: {seal}", seal=page.seal), ""]
    return "\n".join([*lines, *(f"{number}. {step}" for number, step in enumerate(page.steps, 1))])
