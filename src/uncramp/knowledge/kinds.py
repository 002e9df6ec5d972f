"""What each kind of fact sheet must say. A sheet is a small file of facts with its sources; this is its only shape.

Every sheet is read into one of these frozen types by :mod:`uncramp.knowledge.library`, which refuses unknown fields,
missing fields and wrong types. Health sheets carry who wrote them, which clinician checked them (empty: none yet),
when they were last reviewed and when the next review is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from uncramp.body import Muscle
from uncramp.knowledge.bounds import Within
from uncramp.knowledge.figure_kinds import Figure


class Certainty(StrEnum):
    """How sure the field is, from consistent strong evidence down to shown to be wrong (GRADE words, and two more)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NO_EVIDENCE = "no_evidence"
    CONTRADICTED = "contradicted"


class ReadAs(StrEnum):
    """How a source was read by whoever wrote it down: its text or the part used, its abstract, or not again."""

    TEXT = "text"
    ABSTRACT = "abstract"
    MEMORY = "memory"


class Scope(StrEnum):
    """What a prior may be used for: slopes inside one person, the person's baseline, or the effect of a remedy."""

    WITHIN = "within"
    BASELINE = "baseline"
    REMEDY = "remedy"


class FlagLevel(StrEnum):
    """How soon someone else must look, as a red flag states it; the words of ``triage.Level``."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SEE_CLINICIAN = "see_clinician"
    SELF_CARE = "self_care"


class ClaimTopic(StrEnum):
    """The chapter a claim belongs to."""

    ANATOMY = "anatomy"
    EPIDEMIOLOGY = "epidemiology"
    CAUSES = "causes"
    SYMPTOMS = "symptoms"
    WARNING = "warning"
    REMEDIES = "remedies"
    PROFESSIONAL = "professional"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who stands behind a health sheet. ``checked_by`` is empty until a clinician has signed it."""

    id: str
    sources: tuple[str, ...]
    written_by: str
    checked_by: str
    reviewed_on: date
    review_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from: bibliographic facts, and how it was read.

    ``doi``, ``pmid`` and ``pmcid`` are empty unless seen beside the title. ``not_confirmed`` names the fields of this
    sheet that were written from memory. ``authors`` is empty where they were not read.
    """

    id: str
    title: str
    authors: str
    published_in: str
    year: Annotated[int, Within(1900, 2100)]
    read_as: ReadAs
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    not_confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Signed):
    """One thing said about cramps: what people say (empty: nothing), what the evidence says, and how sure that is.

    ``title`` is the question it answers, as a person would put it.
    ``effect`` holds the published numbers with their intervals, empty where there are none; ``advice`` is what may
    be told to a person; ``priors`` are the ids of the priors that carry the same evidence.
    """

    topic: ClaimTopic
    title: str
    commonly_said: str
    statement: str
    certainty: Certainty
    effect: str
    advice: str
    priors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is believed of one factor before a diary is read: log odds ratio (or log rate ratio) per ``unit``.

    ``mean`` and ``sd`` are of a normal distribution; ``outcomes`` are ``session``, ``night`` or both; ``published`` is
    the effect as printed with its design, ``raw_log_effect`` its logarithm before shrinking (None: no number).
    ``certainty`` is how sure the field is of it, None where the claim that names it says so.
    """

    id: str
    factor: str
    outcomes: tuple[str, ...]
    unit: str
    mean: Annotated[float, Within(-5, 5)]
    sd: Annotated[float, Within(0.01, 5)]
    scope: Scope
    published: str
    why: str
    sources: tuple[str, ...]
    reviewed_on: date
    review_by: date
    raw_log_effect: Annotated[float | None, Within(-6, 6)] = None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intercept:
    """How often a cramp comes at all in a group of people: mean and sd of the logit of the chance per window."""

    id: str
    who: str
    outcome: str
    logit_mean: Annotated[float, Within(-10, 10)]
    logit_sd: Annotated[float, Within(0.01, 5)]
    basis: str
    sources: tuple[str, ...]
    reviewed_on: date
    review_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One word of the action vocabulary of the safety rules: its id and what it means in plain words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Signed):
    """One sign that this is not a plain cramp: what to ask, how soon someone must look, what to do and leave.

    ``question`` is answered yes, no or not sure, for oneself or for someone else. ``headline`` is the one sentence to
    read when it is a yes, ``tell`` what to say on the phone. ``do`` and ``leave`` are short lines in order of
    urgency; ``actions`` and ``avoid`` the same in the action vocabulary. ``may_be`` says what it may be a sign of,
    never as the person's own diagnosis. ``{number}`` in a line is filled with the emergency number.

    ``when`` holds the ways it presents among reported features, each a condition of
    :mod:`uncramp.knowledge.condition` that suffices; ``place`` its turn among flags of one level, and
    ``at_every_level`` that it is said whatever the level (a self-care note that help must not crowd out).
    """

    level: FlagLevel
    question: str
    headline: str
    tell: str
    do: tuple[str, ...]
    leave: tuple[str, ...]
    may_be: str
    actions: tuple[str, ...]
    avoid: tuple[str, ...]
    when: tuple[str, ...]
    place: Annotated[int, Within(1, 999)]
    at_every_level: bool = False


class SignPlace(StrEnum):
    """Where a sign is asked: on the first relief screen, in the list, or as the way out below the list."""

    FIRST = "first"
    LIST = "list"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Signed):
    """One row a person can tap: a plain heading, examples, and the red flags it stands for together.

    ``order`` is the place on the page, most urgent first. ``level`` is how soon a yes needs someone and ``unsure`` how
    soon a *not sure* does, never later than a no. ``picture`` is the id of the icon. The other texts are read after
    the tap, as those of a red flag; ``{number}`` in them is filled with the emergency number.
    """

    order: Annotated[int, Within(1, 999)]
    shown: SignPlace
    level: FlagLevel
    unsure: FlagLevel
    heading: str
    examples: str
    picture: str
    red_flags: tuple[str, ...]
    headline: str
    tell: str
    do: tuple[str, ...]
    leave: tuple[str, ...]
    may_be: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction(Signed):
    """One instruction of the relief guide: the sentence to act on, one line beside it, and what it stands on.

    ``aloud`` is what a voice says, where it differs from ``say``; ``claims`` are the claims it rests on. ``picture``
    names another instruction or exercise whose figure is shown; ``figure`` is its own, ``shows`` says it in words.
    ``helper`` is the instruction for somebody who helps at this step (empty: nobody can).
    """

    say: str
    beside: str
    claims: tuple[str, ...]
    aloud: str = ""
    helper: str = ""
    picture: str = ""
    shows: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy(Signed):
    """Something people do when or after a cramp comes; its id is what ``Cramp.eased_by`` holds.

    ``moments`` are among ``during``, ``after``, ``before``, ``bedtime``. ``actions`` ties it to the safety rules.
    """

    name: str
    summary: str
    moments: tuple[str, ...]
    claims: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Signed):
    """One exercise: how to do it, what it should feel like and when not to.

    ``kind`` is among static_stretch, dynamic_stretch, light_cardio, mobility_drill, strength; ``moments`` among
    relief, before, after, bedtime, strength. ``hold_s``, ``repeats``, ``sets``, ``minutes`` and ``days_a_week`` are
    the usual dose, None where it has none; ``progress`` says how it grows. ``figure`` is its picture and ``shows`` the
    same in words; ``picture`` names another exercise where it is drawn alike.
    """

    name: str
    kind: str
    muscles: tuple[Muscle, ...]
    moments: tuple[str, ...]
    cues: tuple[str, ...]
    feel: str
    not_when: tuple[str, ...]
    claims: tuple[str, ...]
    actions: tuple[str, ...]
    hold_s: Annotated[int | None, Within(1, 600)] = None
    repeats: Annotated[int | None, Within(1, 100)] = None
    minutes: Annotated[float | None, Within(0.5, 120)] = None
    sets: Annotated[int | None, Within(1, 20)] = None
    days_a_week: Annotated[int | None, Within(1, 7)] = None
    progress: str = ""
    picture: str = ""
    shows: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beverage:
    """A drink: what one litre holds. None where the amount is not known, 0 where it holds none.

    ``read_as`` tells how the amounts were read, but for those in ``not_confirmed``, which are from memory. ``food`` is
    the food of the food table it is the same as, if any; ``usual_ml`` is a usual glass, cup or can.
    """

    id: str
    name: str
    sodium_mg_per_l: Annotated[float | None, Within(0, 40_000)]
    potassium_mg_per_l: Annotated[float | None, Within(0, 40_000)]
    carbohydrate_g_per_l: Annotated[float | None, Within(0, 900)]
    caffeine_mg_per_l: Annotated[float | None, Within(0, 5_000)]
    alcohol_g_per_l: Annotated[float | None, Within(0, 800)]
    usual_ml: Annotated[float, Within(5, 2_000)]
    read_as: ReadAs
    sources: tuple[str, ...]
    food: str = ""
    remark: str = ""
    not_confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Food:
    """A food: what 100 g hold, and a usual portion in grams. None where the amount is not known.

    ``usda_id`` is the number in the USDA Standard Reference, empty where it has none. ``contains`` lists allergens
    and animal foods (dairy, egg, gluten ...), ``may_contain`` those that depend on the recipe. ``vegan`` is None where
    it depends. ``marks`` are rich_in_potassium, rich_in_sodium, alcohol and the like. Fields in ``not_confirmed`` are
    from memory.
    """

    id: str
    name: str
    group: str
    usda_id: str
    water_g: Annotated[float | None, Within(0, 100)]
    energy_kcal: Annotated[float | None, Within(0, 900)]
    carbohydrate_g: Annotated[float | None, Within(0, 100)]
    sodium_mg: Annotated[float | None, Within(0, 40_000)]
    potassium_mg: Annotated[float | None, Within(0, 20_000)]
    magnesium_mg: Annotated[float | None, Within(0, 1_000)]
    calcium_mg: Annotated[float | None, Within(0, 3_000)]
    portion_g: Annotated[float, Within(1, 1_000)]
    portion: str
    vegan: bool | None
    contains: tuple[str, ...]
    may_contain: tuple[str, ...]
    marks: tuple[str, ...]
    read_as: ReadAs
    not_confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber:
    """The number to call for an ambulance in a country (ISO 3166 code); ``advice_number`` where one is for advice."""

    id: str
    number: str
    read_as: ReadAs
    advice_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceIntake:
    """Daily reference intakes of a group of people (US and Canada): AI, RDA, limit to lower sodium (CDRR), water.

    ``group`` is child, male, female, pregnancy or lactation. Upper limits: magnesium from supplements, calcium in all.
    """

    id: str
    group: str
    from_age: Annotated[int, Within(0, 120)]
    to_age: Annotated[int, Within(0, 130)]
    potassium_ai_mg: Annotated[float, Within(0, 10_000)]
    magnesium_rda_mg: Annotated[float, Within(0, 2_000)]
    calcium_rda_mg: Annotated[float, Within(0, 5_000)]
    sodium_ai_mg: Annotated[float, Within(0, 5_000)]
    sodium_cdrr_mg: Annotated[float, Within(0, 5_000)]
    water_ai_l: Annotated[float, Within(0, 10)]
    magnesium_upper_supplement_mg: Annotated[float, Within(0, 1_000)]
    calcium_upper_mg: Annotated[float, Within(0, 5_000)]
