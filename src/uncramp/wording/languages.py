"""The catalogue of a language. The English sentence in the code is the message id; the language is an argument.

One gettext domain, ``uncramp``, serves templates, forms and wording. Translations are compiled catalogues under
``wording/locale/<language>/LC_MESSAGES/uncramp.mo``; a sentence that is not translated is said in English, which is
never a reason to fail. Nothing here is global: two languages can be spoken in one process at the same time.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DOMAIN = "uncramp"
SOURCE_LANGUAGE = "en"
LOCALE_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one language; ``language`` is the tag asked for, for example ``en`` or ``de-CH``."""

    language: str
    translations: gettext.NullTranslations

    def text(self, english: str, /, **values: object) -> str:
        """Give the sentence in this language with ``{name}`` places filled; English where there is no translation.

        Without values the sentence is given as it stands, braces and all. Raises KeyError when a place of the
        English sentence has no value: that is a fault of the caller, not of a translator.
        """
        return _filled(self.translations.gettext(english), english, values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Give the form for ``n`` things in this language; ``{n}`` is filled with it unless given otherwise."""
        english = singular if n == 1 else plural
        return _filled(self.translations.ngettext(singular, plural, n), english, {"n": n, **values})


def _filled(sentence: str, english: str, values: dict[str, object]) -> str:
    if not values:
        return sentence
    try:
        return sentence.format_map(values)
    except (KeyError, IndexError, ValueError):
        if sentence == english:
            raise
        # A translator's slip in a place name must not take a page down: say it in English.
        return english.format_map(values)


def _fallbacks(language: str) -> list[str]:
    """List the folder names to look in, nearest first: ``de-CH`` gives ``de_CH``, ``de``. Odd tags give none."""
    parts = language.replace("-", "_").split("_")
    if not all(part.isalnum() for part in parts):
        return []
    return ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]


@lru_cache(maxsize=64)
def catalogue(language: str, folder: Path = LOCALE_FOLDER) -> Catalogue:
    """Open the catalogue of a language once; one that is not there, or cannot be read, speaks English."""
    names = _fallbacks(language)
    if not names or names[-1].lower() == SOURCE_LANGUAGE:
        return Catalogue(language, gettext.NullTranslations())
    try:
        found = gettext.translation(DOMAIN, localedir=folder, languages=names, fallback=True)
    except (OSError, UnicodeDecodeError, ValueError):
        found = gettext.NullTranslations()
    return Catalogue(language, found)


def text(language: str, english: str, /, **values: object) -> str:
    """Say one sentence in a language; see :meth:`Catalogue.text`."""
    return catalogue(language).text(english, **values)


def plural(language: str, singular: str, plural_form: str, n: int, /, **values: object) -> str:
    """Say a counted sentence in a language; see :meth:`Catalogue.plural`."""
    return catalogue(language).plural(singular, plural_form, n, **values)


def languages(folder: Path = LOCALE_FOLDER) -> tuple[str, ...]:
    """List the languages that can be spoken: English, then those that ship a catalogue, in order of their tag."""
    shipped = {path.parts[-3].replace("_", "-") for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (SOURCE_LANGUAGE, *sorted(shipped - {SOURCE_LANGUAGE}))


def joined(words: list[str], language: str) -> str:
    """Join phrases: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return text(language, "{first} and {last}", first=", ".join(words[:-1]), last=words[-1])
