"""The learn pages in words: claims, questions, muscles. All health sentences come from the sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from uncramp.knowledge.kinds import Claim, ReadAs, Signed
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.evidence import certainty_of_sheet
from uncramp.wording.languages import text
from uncramp.wording.learn_pages import (
    SaidClaimPage,
    SaidLink,
    SaidMusclePage,
    SaidQuestionPage,
    SaidSource,
    Signature,
)

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
#: where one study ends and the next begins in the numbers of a claim: a full stop that is not of "p = .12"
_NEXT_STUDY = re.compile(r"(?<!=)(?<!\bp)\.\s+(?=[A-Z\d])")
#: the longest words before a colon that still name a study
LONGEST_LABEL = 48


def say_claim(claim_id: str, language: str) -> SaidClaimPage:
    """Say a claim with its certainty, numbers and sources. Raises KeyError for an id there is not."""
    library = load_library()
    claim = in_language(library.claims[claim_id], "claims", language)
    asked = [each for each in library.questions.values() if claim_id in each.claims]
    return SaidClaimPage(
        id=claim.id, title=claim.title, commonly_said=claim.commonly_said, statement=claim.statement,
        certainty=certainty_of_sheet(claim.certainty.value, language), numbers=say_numbers(claim), advice=claim.advice,
        asked_in=tuple(
            SaidLink(kind="question", id=each.id, title=in_language(each, "faq", language).question) for each in asked
        ),
        sources=say_sources(claim.sources, language), signature=say_signature(claim, language),
    )


def say_question(question_id: str, language: str) -> SaidQuestionPage:
    """Say a question with its answer. Raises KeyError for an id there is not."""
    library = load_library()
    question = in_language(library.questions[question_id], "faq", language)
    return SaidQuestionPage(
        id=question.id, title=question.question, answer=question.answer,
        claims=link_claims(question.claims, language), sources=say_sources(question.sources, language),
        signature=say_signature(question, language),
    )


def say_muscle(muscle_id: str, language: str) -> SaidMusclePage:
    """Say a muscle: where it begins and ends, its nerve, what it does. Raises KeyError for an id there is not."""
    library = load_library()
    muscle = in_language(library.anatomy[muscle_id], "anatomy", language)
    facts = (
        (text(language, "Begins at"), muscle.origin), (text(language, "Ends at"), muscle.insertion),
        (text(language, "Nerve"), muscle.nerve),
    )
    return SaidMusclePage(
        id=muscle.id, title=muscle.name, plain=muscle.plain, facts=tuple(fact for fact in facts if fact[1]),
        does=muscle.does, longer=muscle.longer, remark=muscle.remark, claims=link_claims(muscle.claims, language),
        sources=say_sources(muscle.sources, language), signature=say_signature(muscle, language),
    )


def say_numbers(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Part the numbers of a claim into studies: who was studied (empty: not said first) and what was found."""
    studies = [study.strip() for study in _NEXT_STUDY.split(claim.effect) if study.strip()]

    def labelled(study: str) -> tuple[str, str]:
        label, colon, found = study.partition(": ")
        return (label, found) if colon and len(label) <= LONGEST_LABEL else ("", study)

    return tuple(labelled(study) for study in studies)


def link_claims(claims: Iterable[str], language: str) -> tuple[SaidLink, ...]:
    """Link claims, each with how sure the field is of it."""
    library = load_library()
    return tuple(
        SaidLink(
            kind="claim", id=claim.id, title=claim.title,
            certainty=certainty_of_sheet(claim.certainty.value, language),
        )
        for claim in (in_language(library.claims[each], "claims", language) for each in claims)
    )


def say_sources(sources: Iterable[str], language: str, library: Library | None = None) -> tuple[SaidSource, ...]:
    """Say sources in one line each, in the order of the sheet."""
    shelf = (library or load_library()).sources
    read = {
        ReadAs.TEXT: text(language, "Text read."), ReadAs.ABSTRACT: text(language, "Abstract read."),
        ReadAs.MEMORY: text(language, "From memory; to be checked."),
    }
    return tuple(
        SaidSource(
            id=each.id, doi=each.doi, read=read[each.read_as],
            line=f"{f'{each.authors}. ' if each.authors else ''}{each.title}. {each.published_in}, {each.year}.",
        )
        for each in (shelf[name] for name in sources)
    )


def say_signature(sheet: Signed, language: str) -> Signature:
    """Say who wrote a page, that no clinician has checked it yet or who did, and when it is due again."""
    checked = text(language, "Checked by {who}.", who=sheet.checked_by) if sheet.checked_by else text(
        language, "Not yet checked by a clinician."
    )
    line = text(
        language, "Written by the {who}, {day}. {checked} To be looked at again by {month}.", who=sheet.written_by,
        day=_day(sheet.reviewed_on, language), checked=checked, month=_month(sheet.review_by, language),
    )
    return Signature(
        written_by=sheet.written_by, checked_by=sheet.checked_by, reviewed_on=sheet.reviewed_on.isoformat(),
        review_by=sheet.review_by.isoformat(), line=line,
    )


def _month(when: date, language: str) -> str:
    return f"{text(language, MONTHS[when.month - 1])} {when.year}"


def _day(when: date, language: str) -> str:
    return f"{when.day} {_month(when, language)}"
