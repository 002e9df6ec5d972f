"""The page about oneself: what was sent becomes fields of the profile, and the profile becomes what the page shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import QueryDict

from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.profile import AgeBand, Profile
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.names import ReadName, read_all, read_condition, read_medicine
from uncramp.knowledge.texts import in_language
from uncramp.wording.about_names import say_understood

Say = Callable[[str], str]

AGES: Mapping[AgeBand, str] = MappingProxyType(
    {
        AgeBand.UNDER_12: "Under 12", AgeBand.FROM_12_TO_15: "12 to 15", AgeBand.FROM_16_TO_64: "16 to 64",
        AgeBand.FROM_65: "65 and over",
    }
)
#: years that belong to a band, first and last
YEARS: Mapping[AgeBand, tuple[int, int]] = MappingProxyType(
    {
        AgeBand.UNDER_12: (0, 11), AgeBand.FROM_12_TO_15: (12, 15), AgeBand.FROM_16_TO_64: (16, 64),
        AgeBand.FROM_65: (65, 120),
    }
)
SEXES: Mapping[str, str] = MappingProxyType({"f": "Female", "m": "Male", "other": "Other"})

#: conditions that many people have or that change the advice most, offered as chips; all others are typed
COMMON = (
    "hypertension", "heart_disease", "heart_failure", "heart_rhythm", "stroke_history", "past_clot",
    "type_1_diabetes", "type_2_diabetes", "kidneys", "liver_disease", "asthma", "epilepsy", "peripheral_neuropathy",
    "peripheral_artery_disease", "varicose_veins", "lumbar_disc_prolapse", "arthritis", "hyponatraemia_history",
)
DIETS = ("Vegetarian", "Vegan", "No gluten", "No lactose", "Low salt", "Halal", "Kosher")

#: a comma between two digits belongs to a number: 2,5 mg
_BETWEEN_NAMES = re.compile(r"(?<!\d),|,(?!\d)|[;\r\n]")
_BARE_LITRES = re.compile(r"\d(?:[.,]\d+)?|1\d(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One name as it was read: the sentence, and (id, words) of what it was read as where that was a guess."""

    kind: str
    written: str
    sentence: str
    known: bool
    guesses: tuple[tuple[str, str], ...]


def names_in(text: str) -> list[str]:
    """Split names written with a comma, a semicolon or a line each; blanks are left out, one is kept once."""
    return list(dict.fromkeys(each.strip() for each in _BETWEEN_NAMES.split(text) if each.strip()))


def fields_of_post(post: QueryDict, kept: Profile) -> dict[str, object]:
    """Give the fields of a sent page; raises NotationError without an age, and where none and some were both said.

    Nothing said about conditions or medicines takes an older answer back: unknown is not the same as none.
    """
    faults = [] if post.get("age_band") else [Fault(field="age_band", fault="needed")]
    fields: dict[str, object] = {
        "age_band": post.get("age_band"), "sex": post.get("sex") or None, "pregnant": post.get("pregnant") or None,
        "allergies": names_in(post.get("allergies", "")), "diet": post.get("diet", "").strip() or None,
        "fluid_limit_ml": _fluid_limit(post.get("fluid_limit_ml", "")),
    }
    typed = {
        "conditions": [*post.getlist("conditions"), *names_in(post.get("more_conditions", ""))],
        "medicines": names_in(post.get("medicines", "")),
    }
    for kind, names in typed.items():
        none = bool(post.get(f"no_{kind}"))
        if none and names:
            faults.append(Fault(field=kind, fault="none_and_some"))
        fields[kind], fields[f"{kind}_answered"] = names, bool(names) or none
    if faults:
        raise NotationError(tuple(faults))
    band = post.get("age_band", "")
    first, last = YEARS[AgeBand(band)] if band in list(AgeBand) else (0, 120)
    if kept.age_years is not None and not first <= kept.age_years <= last:
        fields["age_years"] = None
    return fields


def fields_of_correction(post: QueryDict, kept: Profile) -> dict[str, object]:
    """Give the fields after one tap on a name: taken as what was tapped, or taken out.

    The last name taken out leaves the question open: a misread name that goes is not the answer *none of these*.
    """
    kind = "medicines" if post.get("kind") == "medicines" else "conditions"
    instead = [post["as"]] if post.get("as") else []
    names = [
        new for each in sorted(getattr(kept, kind)) for new in (instead if each == post.get("written") else [each])
    ]
    return {kind: list(dict.fromkeys(names)), f"{kind}_answered": bool(names)}


def read_rows(profile: Profile, language: str) -> tuple[ReadRow, ...]:
    """Say how each condition and medicine was read; a chip that was tapped needs no reading."""
    library = load_library()
    typed = sorted(profile.conditions - set(COMMON))
    read = [("conditions", each) for each in read_all(typed, read_condition, library)]
    read += [("medicines", each) for each in read_all(profile.medicines, read_medicine, library)]
    return tuple(
        ReadRow(
            kind=kind, written=name.written, known=name.known, guesses=_guesses(name, language, library),
            sentence=" ".join(say_understood([name], language, library=library, all_names=True)),
        )
        for kind, name in read
    )


def page_of(profile: Profile, language: str, say: Say, post: QueryDict | None = None) -> dict[str, object]:
    """Give what the page shows: the profile, or what was sent where it comes back with a fault."""
    library = load_library()
    told = _told(profile) if post is None else _sent(post)
    conditions = [each for each in COMMON if each in library.conditions]
    return {
        "told": told, "rows": read_rows(profile, language), "diets": [say(each) for each in DIETS],
        "ages": [(str(age), say(name)) for age, name in AGES.items()],
        "sexes": [(word, say(name)) for word, name in SEXES.items()],
        "common": [(each, _capital(_words(each, language, library))) for each in conditions],
    }


def say_age(band: AgeBand | None, say: Say) -> str:
    """Say an age band; empty where it was never told."""
    return say(AGES[band]) if band else ""


def _told(profile: Profile) -> dict[str, object]:
    limit = profile.fluid_limit_ml
    return {
        "age_band": str(profile.age_band or ""), "sex": profile.sex or "",
        "pregnant": {True: "yes", False: "no", None: ""}[profile.pregnant],
        "conditions": profile.conditions & set(COMMON),
        "more_conditions": ", ".join(sorted(profile.conditions - set(COMMON))),
        "no_conditions": profile.conditions_answered and not profile.conditions,
        "medicines": "\n".join(profile.medicines),
        "no_medicines": profile.medicines_answered and not profile.medicines,
        "allergies": ", ".join(sorted(profile.allergies)), "diet": profile.diet or "",
        "fluid_limit_ml": "" if limit is None else f"{limit:g}",
    }


def _sent(post: QueryDict) -> dict[str, object]:
    return {**{name: post.get(name, "") for name in post}, "conditions": post.getlist("conditions")}


def _fluid_limit(typed: str) -> str | None:
    """Give the limit with its unit: a bare number below 20 can only be litres."""
    typed = typed.strip()
    return f"{typed} l" if _BARE_LITRES.fullmatch(typed) else typed or None


def _guesses(name: ReadName, language: str, library: Library) -> tuple[tuple[str, str], ...]:
    return tuple((each, _words(each, language, library)) for each in name.ids) if name.guessed else ()


def _words(each: str, language: str, library: Library) -> str:
    if each in library.medicines:
        return in_language(library.medicines[each], "medicines", language).words
    if each in library.medicine_classes:
        return in_language(library.medicine_classes[each], "medicine_classes", language).words
    return in_language(library.conditions[each], "conditions", language).words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
