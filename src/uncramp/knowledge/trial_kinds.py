"""What the sheets of the self-trial must say: a remedy that a person can try on some days and not on others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from uncramp.knowledge.bounds import Within
from uncramp.knowledge.kinds import Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRemedy(Signed):
    """A remedy that can be put to a trial: what to do on days with it and without, and what is counted.

    ``outcome`` is among cramp_night, cramp_session, cramp_count, intensity. ``block_days`` and ``wash_in_days`` are
    what a design begins with: an effect that wears off slowly needs longer blocks. ``exposure`` is what it changes
    (empty: none is measured), ``prior`` the sheet of what is believed of it (empty: about nothing). ``actions`` ties it
    to the safety rules; ``records`` is the kind of entry that shows that it was done (empty: none).
    ``plan`` are things of the day's plan (ids of ``plan_texts``) that are this remedy: the first is what the plan says
    on days with it, and none is proposed on the other days; empty: the plan says ``do``. ``when`` is the moment of the
    day, as plans name them (``bedtime``, ``evening``, ``before_session`` ...).
    ``blind`` tells a helper how to prepare packs A and B that cannot be told apart (empty: whoever does it knows it).
    """

    name: str
    question: str
    do: str
    leave: str
    outcome: str
    block_days: Annotated[int, Within(1, 60)]
    wash_in_days: Annotated[int, Within(0, 30)]
    actions: tuple[str, ...]
    claims: tuple[str, ...]
    exposure: str = ""
    prior: str = ""
    records: str = ""
    plan: tuple[str, ...] = ()
    when: str = "any_time"
    blind: str = ""
