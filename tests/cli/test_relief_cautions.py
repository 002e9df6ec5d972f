"""``uncramp relief`` leaves out what the diary's own profile forbids, and says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def uncramp(diary: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "uncramp", "--diary", str(diary), *words],
        capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
    )
    return done.stdout


def test_numb_feet_in_the_profile_take_the_warmth_out_of_the_guide_and_say_why(tmp_path: Path) -> None:
    diary = tmp_path / "me.sqlite"
    assert "warmth" in {care["id"] for care in json.loads(uncramp(diary, "relief", "--json"))["next_day"]}
    uncramp(diary, "profile", "set", "age_band=16_to_64", "conditions=peripheral_neuropathy", "medicines=none")
    document = json.loads(uncramp(diary, "relief", "--json"))
    assert "warmth" not in {care["id"] for care in document["next_day"]}
    assert "numb" in document["left_out"][0]["reason"] or "burn" in document["left_out"][0]["reason"]
    assert "Left out for you" in uncramp(diary, "relief")


def test_relief_makes_no_diary_where_there_is_none(tmp_path: Path) -> None:
    uncramp(tmp_path / "none.sqlite", "relief", "--json")
    assert not (tmp_path / "none.sqlite").exists()
