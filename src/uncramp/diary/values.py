"""Reading and writing the value of one field by its shape; what cannot be read is a :class:`Fault`, never a guess."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from uncramp.diary.faults import UnreadableValueError
from uncramp.diary.fields import FieldShape, FieldValue
from uncramp.diary.moments import MIDNIGHT, as_date, read_moment
from uncramp.units import MOLAR_MASS_MG_PER_MMOL, UnknownUnitError, convert, known_units, mmol_to_mg

#: longest text of a word (sport, substance), of a note, and the most items of a list, in characters and items
LONGEST_WORD, LONGEST_NOTE, MOST_ITEMS = 200, 10_000, 100

#: what files write where a number or choice is not known; all are read as None
UNKNOWN_WORDS = frozenset({"", "na", "n/a", "nan", "null", "none", "unknown", "-", "?"})

# Python itself writes up to 22 digits after the point (0.0001234...), and sixteen before it.
_NUMBER = r"[+-]?(?:\d{1,18}(?:[.,]\d{0,25})?|[.,]\d{1,25})(?:[eE][+-]?\d{1,3})?"
_QUANTITY = re.compile(rf"({_NUMBER})\s*([^\d\s.,+-][^\d]*)?", re.ASCII)
_PARTS = re.compile(r"(\d{1,6})\s*h(?:ours?|rs?)?\s*(\d{1,6}(?:\.\d+)?)\s*(?:min(?:utes?)?|m)?", re.ASCII | re.I)
_THOUSANDS_OR_DECIMAL = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_ITEM = re.compile(r"((?:\\.|[^;\\])*\\?)(?:;|$)", re.DOTALL)
_PORTION = re.compile(r"((?:\\.|[^:\\])+):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([;:\\])")
_OUT_OF = re.compile(rf"({_NUMBER})\s*(?:/|of|out of)\s*(\d+)", re.ASCII)
_YES = frozenset({"yes", "y", "true", "t", "1", "on"})
_NO = frozenset({"no", "n", "false", "f", "0", "off"})


def read_value(
    shape: FieldShape, given: object, *, zone: ZoneInfo, now: datetime, near: datetime | None = None,
    keep_offset: bool = False, unit: str | None = None,
) -> FieldValue:
    """Give the typed value of a field from text or from a typed value; None (or the empty set) where it is not known.

    ``unit`` is the unit of a number that names none itself (None: the field's own; empty: it must name one). ``near``
    is the moment that a bare ``23:10`` is nearest to (None: the last time it was that late).
    Raises UnreadableValueError.
    """
    if given is None:
        return _nothing(shape)
    family = shape.family
    if family in ("words", "choices", "portions"):
        return _read_list(shape, given)
    if family == "word":
        return read_text(given, LONGEST_WORD)
    if isinstance(given, str) and given.strip().lower() in UNKNOWN_WORDS and given.strip().lower() not in shape.choices:
        return None
    if family in ("number", "whole"):
        return _read_number(shape, given, unit)
    if family == "time":
        return _read_time(shape, given, zone, now, near, keep_offset)
    if family == "flag":
        return _read_flag(given)
    if family == "choice":
        return _read_choice(shape, given)
    return _read_link(given)


def _read_time(
    shape: FieldShape, given: object, zone: ZoneInfo, now: datetime, near: datetime | None, keep_offset: bool
) -> datetime:
    if shape.name != "until":
        return read_moment(given, zone=zone, now=now, near=near, keep_offset=keep_offset)
    # "until 3 May" means that 3 May still belongs to it.
    day = as_date(given)
    if day is not None:
        given = (day + timedelta(days=1)).isoformat() if day < date.max else day
    return read_moment(given, zone=zone, now=now, near=near, keep_offset=keep_offset, date_means=MIDNIGHT)


def _nothing(shape: FieldShape) -> FieldValue:
    if shape.unordered:
        return frozenset()
    return () if shape.family in ("words", "portions") else None


def read_text(given: object, longest: int) -> str | None:
    """Give text letter for letter; None for blank text. Raises UnreadableValueError too_long or unkeepable_text.

    A NUL or half of a surrogate pair is refused: SQLite would take what PostgreSQL and UTF-8 files refuse, and one
    rule holds for all.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise UnreadableValueError("not_text", given)
    text = str(given)
    if not text.strip():
        return None
    if len(text) > longest:
        raise UnreadableValueError("too_long", text, longest=str(longest), length=str(len(text)))
    if not keepable(text):
        shown = text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode()
        raise UnreadableValueError("unkeepable_text", shown)
    return text


def keepable(text: str) -> bool:
    """Tell whether every store and every file we write can hold a text: no NUL, no half of a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))


def _read_number(shape: FieldShape, given: object, unit: str | None) -> float | int | None:
    number = _number_in_unit(shape, given, unit)
    if math.isnan(number):
        return None
    if math.isinf(number):
        raise UnreadableValueError("not_a_number", given)
    if (shape.low is not None and number < shape.low) or (shape.high is not None and number > shape.high):
        raise UnreadableValueError(
            "out_of_range", given, low=f"{shape.low:g}", high=f"{shape.high:.12g}", unit=shape.unit or ""
        )
    if shape.family == "whole":
        if number != int(number):
            raise UnreadableValueError("not_whole", given)
        return int(number)
    return number


def _number_in_unit(shape: FieldShape, given: object, unit: str | None) -> float:
    if isinstance(given, bool):
        raise UnreadableValueError("not_a_number", given)
    if isinstance(given, int | float):
        try:
            return _number_in_unit(shape, repr(float(given)), unit) if unit == "" else _converted(
                shape, float(given), unit, given
            )
        except OverflowError:
            raise UnreadableValueError("not_a_number", "a very long number") from None
    if not isinstance(given, str):
        raise UnreadableValueError("not_a_number", given)
    text = given.strip()
    if len(text) > 60:
        raise UnreadableValueError("not_a_number", given)
    if _THOUSANDS_OR_DECIMAL.match(text) and "." not in text:
        raise UnreadableValueError("ambiguous_number", given)
    out_of = _OUT_OF.fullmatch(text)
    if out_of is not None and shape.high == float(out_of[2]):
        return float(out_of[1].replace(",", "."))
    parts = _PARTS.fullmatch(text)
    if parts is not None and shape.unit in ("s", "min", "h"):
        return convert(float(parts[1]) * 60 + float(parts[2]), "min", shape.unit)
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise UnreadableValueError("not_a_number", given)
    if unit == "" and match[2] is None:
        raise UnreadableValueError("unit_missing", given, known=", ".join(units_taken(shape)))
    return _converted(shape, float(match[1].replace(",", ".")), match[2] or unit, given)


def units_taken(shape: FieldShape) -> tuple[str, ...]:
    """Name the units a number of this field may be written in; empty where it has none."""
    by_amount = shape.unit == "mg" and shape.base_name in MOLAR_MASS_MG_PER_MMOL
    return known_units(shape.unit or "") + (("mmol",) if by_amount else ())


def _converted(shape: FieldShape, number: float, unit: str | None, given: object) -> float:
    unit = unit.strip() if unit else None
    if not unit or unit.lower() == shape.unit:
        return number
    if unit.lower() == "mmol" and shape.unit == "mg" and shape.base_name in MOLAR_MASS_MG_PER_MMOL:
        return mmol_to_mg(number, shape.base_name)
    try:
        return convert(number, unit, shape.unit or "")
    except UnknownUnitError:
        raise UnreadableValueError("unknown_unit", given, unit=unit, known=", ".join(units_taken(shape))) from None


def _read_flag(given: object) -> bool:
    if isinstance(given, bool):
        return given
    word = str(given).strip().lower() if isinstance(given, str | int) else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableValueError("not_yes_or_no", given)


def _read_choice(shape: FieldShape, given: object) -> StrEnum:
    word = str(given).strip().lower().replace(" ", "_").replace("-", "_")
    if word not in shape.choices:
        near = nearest_word(word, shape.choices, alike=0.6)
        raise UnreadableValueError("not_a_choice", given, choices=", ".join(shape.choices), nearest=near)
    chosen: StrEnum = shape.type(word)
    return chosen


def nearest_word(word: str, words: Sequence[str], *, alike: float = 0.5) -> str:
    """Give the word somebody may have meant: one that begins alike, else one spelled alike; empty for none.

    ``alike`` is the share of matching letters that is asked for, from 0 to 1.
    """
    word = word.lower()[:60]
    begins = [each for each in words if len(word) > 2 and each.startswith(word[:4])]
    nearest = get_close_matches(word, begins, n=1, cutoff=0) or get_close_matches(word, words, n=1, cutoff=alike)
    return nearest[0] if nearest else ""


def _read_link(given: object) -> UUID:
    if isinstance(given, UUID):
        return given
    try:
        return UUID(str(given).strip())
    except ValueError:
        raise UnreadableValueError("not_an_id", given) from None


def _read_list(shape: FieldShape, given: object) -> FieldValue:
    if shape.family == "portions":
        return tuple(_portion(item) for item in _items(given))
    if shape.family == "choices":
        return frozenset(_read_choice(shape, item) for item in _items(given))
    in_text = isinstance(given, str)  # only the text form of a list carries escapes
    items = (unescape(item) if in_text and isinstance(item, str) else item for item in _items(given))
    texts = (read_text(item, LONGEST_WORD) for item in items)
    kept = tuple(text for text in texts if text is not None)
    return frozenset(kept) if shape.unordered else kept


def _items(given: object) -> list[object]:
    items: list[object]
    if isinstance(given, str):
        items = [item.strip() for item in _ITEM.findall(given) if item.strip()]
    elif isinstance(given, Mapping):
        items = list(given.items())
    elif isinstance(given, Iterable):
        items = list(given)
    else:
        raise UnreadableValueError("not_text", given)
    if len(items) > MOST_ITEMS:
        raise UnreadableValueError("too_many", given, most=str(MOST_ITEMS), number=str(len(items)))
    return items


def _portion(item: object) -> tuple[str, float]:
    match = _PORTION.fullmatch(item) if isinstance(item, str) else None
    if match is not None:
        food, amount = unescape(match[1]), match[2]
    elif not isinstance(item, str) and isinstance(item, Sequence) and len(item) == 2:
        food, amount = item
    else:
        raise UnreadableValueError("portion_without_grams", item)
    name = read_text(food, LONGEST_WORD)
    grams = None if amount is None or not str(amount).strip() else _read_number(PORTION, amount, None)
    if name is None or grams is None:
        raise UnreadableValueError("portion_without_grams", item)
    return name, float(grams)


#: the grams of one food of a meal
PORTION = FieldShape(name="foods_g", family="number", type=float, unit="g", low=0, high=5_000)


def escape(item: str) -> str:
    """Give an item of a list so that ``;`` and ``:`` inside it are not taken for separators."""
    return re.sub(r"([;:\\])", r"\\\1", item)


def unescape(item: str) -> str:
    """Take back :func:`escape`."""
    return _ESCAPED.sub(r"\1", item)


def plain(shape: FieldShape, value: FieldValue) -> FieldValue:
    """Give a value as JSON holds it: enums as text, sets sorted, pairs as lists, numbers and None as they are."""
    if value is None or shape.family in ("number", "whole", "flag"):
        return value
    if shape.unordered:
        return sorted(str(item) for item in value)
    if shape.family == "words":
        return list(value)
    if shape.family == "portions":
        return [[food, grams] for food, grams in value]
    return str(value)


def written(shape: FieldShape, value: FieldValue) -> str:
    """Give a value as one cell of CSV or one ``field=value`` of a line; empty for what is not known."""
    if value is None:
        return ""
    if shape.family == "flag":
        return "yes" if value else "no"
    if shape.family in ("words", "choices"):
        return ";".join(escape(str(item)) for item in plain(shape, value))
    if shape.family == "portions":
        return ";".join(f"{escape(food)}:{float(grams)!r}" for food, grams in value)
    if shape.family == "number":
        return repr(float(value))
    return str(value)


def plain_of(shape: FieldShape, cell: str) -> FieldValue:
    """Take :func:`written` back to what JSON holds, exactly; raises ValueError for what it did not write."""
    if shape.family == "number":
        return float(cell)
    if shape.family == "whole":
        return int(cell)
    if shape.family == "flag":
        return {"yes": True, "no": False}[cell]
    if shape.family in ("words", "choices"):
        return [unescape(item) for item in _ITEM.findall(cell)[:-1]]
    if shape.family == "portions":
        pairs = (item.rpartition(":") for item in _ITEM.findall(cell)[:-1])
        return [[unescape(food), float(grams)] for food, _, grams in pairs]
    return cell
