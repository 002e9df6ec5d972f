"""The design that a form or an address asks for, and what there is to choose from."""

from __future__ import annotations

from django.http import QueryDict

from uncramp.actions.trial_barred import barred_remedies
from uncramp.actions.trial_design import filled_in
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.offer import Asked
from uncramp.web.desk import Desk
from uncramp.wording.trials import Listed, list_remedies, said_sheet


def asked_of(remedy: str, given: QueryDict) -> Asked:
    """Read a design from the fields of a form or an address. Raises TrialRefusedError for a number that is none."""
    return Asked(
        remedy=remedy, rival=given.get("rival") or None, outcome=given.get("outcome") or None,
        pairs=_whole("pairs", given), block_days=_whole("block_days", given),
        wash_in_days=_whole("wash_in_days", given), blinded=given.get("blinded") == "yes",
    )


def remedies_of(desk: Desk) -> tuple[Listed, ...]:
    """List what can be tried by the person of the open diary."""
    return list_remedies(barred_remedies(desk.diary, desk.now), desk.language)


def rivals_of(desk: Desk, asked: Asked) -> tuple[Listed, ...]:
    """List what the asked remedy can be compared with: what this person may try at the same time of day."""
    kind = said_sheet(asked.remedy, desk.language).outcome
    return tuple(
        each for each in remedies_of(desk)
        if each.do and each.id != asked.remedy and said_sheet(each.id, desk.language).outcome == kind)


def can_be_blinded(asked: Asked, language: str) -> tuple[str, ...]:
    """Say how a helper blinds what was asked; raises TrialRefusedError and DesignFaultsError for what cannot be."""
    design = filled_in(asked)
    return tuple(said_sheet(each, language).blind for each in (design.remedy, design.rival) if each is not None)


def _whole(field: str, given: QueryDict) -> int | None:
    written = given.get(field, "").strip()
    if not written:
        return None
    try:
        return int(written)
    except ValueError:
        raise TrialRefusedError("not_a_number", field=field.replace("_", " "), given=written[:20]) from None
