"""The words of a sheet in another language: words only, never facts."""

from __future__ import annotations

from pathlib import Path

from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language

SIGN = load_library().signs["cold-leg"]


def write(folder: Path, language: str, text: str) -> None:
    target = folder / language / "signs" / "cold-leg.toml"
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8")


def test_words_change_and_facts_stay(tmp_path: Path) -> None:
    write(tmp_path, "xx", 'heading = "Dloc gel"\nlevel = "self_care"\nred_flags = []\nsources = []\norder = 1\n')
    said = in_language(SIGN, "signs", "xx-CH", tmp_path)
    assert said.heading == "Dloc gel"
    assert (said.level, said.red_flags, said.sources, said.order) == (
        SIGN.level, SIGN.red_flags, SIGN.sources, SIGN.order,
    )


def test_a_list_of_another_length_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, "xx", 'do = ["one line only"]\nheadline = ""\n')
    said = in_language(SIGN, "signs", "xx", tmp_path)
    assert (said.do, said.headline) == (SIGN.do, SIGN.headline)


def test_english_and_odd_languages_are_given_as_they_are(tmp_path: Path) -> None:
    for language in ("en", "en-GB", "", "../xx", "zz"):
        assert in_language(SIGN, "signs", language, tmp_path) is SIGN
