"""Our own icons, read from the sheet of symbols beside this file and drawn into the page: no request, no flash."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType

_SHEET = Path(__file__).with_name("icons.svg")
_SYMBOL = re.compile(r'<symbol id="(\w+)" viewBox="([\d ]+)">(.*)</symbol>')

#: picture id of a sign's sheet -> icon
SIGN_PICTURES = MappingProxyType(
    {
        "lungs": "sign_breath", "head": "sign_head", "pelvis": "sign_numb", "snow": "sign_cold",
        "rising": "sign_rising",
        "card": "sign_card", "drop": "sign_urine", "leg": "sign_swollen", "bolt": "sign_injury", "sun": "sign_heat",
        "clock": "sign_clock",
    }
)


@cache
def sheet() -> dict[str, tuple[str, str]]:
    """Read the sheet once: name -> its grid, and what stands inside it."""
    found = _SYMBOL.findall(_SHEET.read_text(encoding="utf-8"))
    return {name: (grid, inside) for name, grid, inside in found}


def svg(name: str, extra: str = "") -> str:
    """Give one icon as an svg element that screen readers pass over; KeyError for a name that is not on the sheet."""
    grid, inside = sheet()[name]
    classes = " ".join(part for part in ("icon", "wave" if name == "wave" else "", extra) if part)
    return f'<svg class="{classes}" viewBox="{grid}" aria-hidden="true" focusable="false">{inside}</svg>'
