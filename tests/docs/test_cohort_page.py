"""The page about learning from a cohort: its constants are those of the code."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "learning-from-a-cohort.md"


def test_the_constants_of_the_cohort_page_are_those_of_the_code() -> None:
    told = re.findall(r"^\| `(\w+)\.([A-Z_]+)` \| ([\d.]+) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(told) == 12
    for module, name, value in told:
        assert float(value) == getattr(import_module(f"uncramp.cohort.{module}"), name), name
