"""The catalogue of a language: English is the message id, a tiny made-up language is the judge."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from uncramp.wording.languages import catalogue, languages, plural, text


def write_catalogue(folder: Path, language: str, sentences: dict[str, str]) -> None:
    """Write a GNU .mo file by the format's own description: two tables of (length, offset), then the strings."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = sorted({"": header, **sentences}.items(), key=lambda pair: pair[0].encode())
    count = len(pairs)
    ids_at, texts_at, body_at = 28, 28 + 8 * count, 28 + 16 * count
    table_ids = table_texts = body = b""
    for index, part in enumerate([id_ for id_, _ in pairs] + [said for _, said in pairs]):
        data = part.encode()
        entry = struct.pack("<II", len(data), body_at + len(body))
        body += data + b"\0"
        table_ids += entry if index < count else b""
        table_texts += entry if index >= count else b""
    target = folder / language / "LC_MESSAGES" / "uncramp.mo"
    target.parent.mkdir(parents=True)
    file_header = struct.pack("<7I", 0x950412DE, 0, count, ids_at, texts_at, 0, body_at)
    target.write_bytes(file_header + table_ids + table_texts + body)


def test_english_is_said_as_it_stands() -> None:
    assert text("en", "Stop.") == "Stop."
    assert text("en", "You noted {count} cramps.", count=3) == "You noted 3 cramps."


def test_braces_stay_when_no_value_is_given() -> None:
    assert text("en", "a {b} c") == "a {b} c"


def test_a_missing_value_is_the_callers_fault() -> None:
    with pytest.raises(KeyError):
        text("en", "{a} and {b}", a=1)


def test_a_plural_is_chosen_by_the_number() -> None:
    assert plural("en", "{n} cramp", "{n} cramps", 1) == "1 cramp"
    assert plural("en", "{n} cramp", "{n} cramps", 0) == "0 cramps"


def test_a_translation_is_said_and_what_is_missing_is_said_in_english(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "xx", {"Stop.": "Opst.", "{n} cramp\0{n} cramps": "{n} pmarc\0{n} spmarc"})
    made_up = catalogue("xx-CH", tmp_path)
    assert made_up.text("Stop.") == "Opst."
    assert made_up.text("Breathe out slowly.") == "Breathe out slowly."
    assert made_up.plural("{n} cramp", "{n} cramps", 2) == "2 spmarc"
    assert made_up.plural("{n} cramp", "{n} cramps", 1) == "1 pmarc"


def test_a_translators_slip_falls_back_to_english(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "xx", {"Hold for {seconds} s.": "Tsoh {sdnoces} s."})
    assert catalogue("xx", tmp_path).text("Hold for {seconds} s.", seconds=30) == "Hold for 30 s."


def test_two_languages_are_spoken_side_by_side(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "xx", {"Stop.": "Opst."})
    assert (catalogue("xx", tmp_path).text("Stop."), catalogue("en", tmp_path).text("Stop.")) == ("Opst.", "Stop.")
    assert languages(tmp_path) == ("en", "xx")


@pytest.mark.parametrize("language", ["", "zz", "../../etc", "de/../..", "x" * 300, "en\0"])
def test_an_unknown_or_odd_language_speaks_english(language: str) -> None:
    assert text(language, "Stop.") == "Stop."


def test_a_damaged_catalogue_speaks_english(tmp_path: Path) -> None:
    (tmp_path / "xx" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "xx" / "LC_MESSAGES" / "uncramp.mo").write_bytes(b"not a catalogue")
    assert catalogue("xx", tmp_path).text("Stop.") == "Stop."
