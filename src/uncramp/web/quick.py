"""The buttons that open a form: kinds in the order in which people use them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from uncramp.web.forms import words

FIRST = ("cramp", "drink", "meal", "stretch", "night")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickButton:
    """One button: the kind it notes, its icon and its name."""

    kind: str
    icon: str
    name: str


def first_buttons(say: Callable[[str], str]) -> list[QuickButton]:
    """Give the few kinds that stand on the first page and in the diary."""
    return [QuickButton(kind=kind, icon=words.KINDS[kind][1], name=say(words.KINDS[kind][0])) for kind in FIRST]


def all_buttons(say: Callable[[str], str]) -> list[QuickButton]:
    """Give every kind that can be noted; watching for cramps has its own page."""
    return [
        QuickButton(kind=kind, icon=icon, name=say(name))
        for kind, (name, icon, _) in words.KINDS.items() if kind != "observation_period"
    ]
