"""Pages over many sheets: the article beside the evidence, and the list of topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from uncramp.knowledge.kinds import ClaimTopic
from uncramp.knowledge.library import load_library
from uncramp.knowledge.search import LISTS, PageId
from uncramp.knowledge.texts import in_language
from uncramp.wording.evidence import certainty_of_sheet
from uncramp.wording.languages import text
from uncramp.wording.learn import link_claims, say_sources
from uncramp.wording.learn_pages import ArticlePage, SaidComparison, SaidLink

TOPICS: Mapping[str, str] = {
    "list": "Begin here",
    "question": "Questions people ask", "claim": "What is said, and what the evidence says", "exercise": "Exercises",
    "anatomy": "Anatomy",
}
CHAPTERS: Mapping[ClaimTopic, str] = {
    ClaimTopic.CAUSES: "What is said to set them off", ClaimTopic.REMEDIES: "What is said to help",
    ClaimTopic.WARNING: "During a cramp", ClaimTopic.SYMPTOMS: "What belongs to a cramp",
    ClaimTopic.PROFESSIONAL: "When somebody should look at it", ClaimTopic.EPIDEMIOLOGY: "When they come",
    ClaimTopic.ANATOMY: "The muscle", ClaimTopic.BEYOND: "Other things people try",
}


def say_comparisons(language: str) -> tuple[SaidComparison, ...]:
    """Say where the article and the evidence part, the weightiest first."""
    return tuple(
        SaidComparison(
            id=each.id, said=each.said, shown=each.shown, advice=each.advice,
            claims=link_claims(each.claims, language), sources=say_sources(each.sources, language),
        )
        for each in (in_language(sheet, "comparisons", language) for sheet in load_library().comparisons.values())
    )


def say_article(language: str) -> ArticlePage:
    """Say the article beside the evidence: where they part, then all that is said, contradicted first in a chapter."""
    claims = [in_language(each, "claims", language) for each in load_library().claims.values() if each.commonly_said]
    worst_first = sorted(claims, key=lambda claim: certainty_of_sheet(claim.certainty.value, language).dots)
    chapters = (
        (text(language, heading), tuple(
            (claim.commonly_said, link_claims((claim.id,), language)[0])
            for claim in worst_first if claim.topic is topic
        ))
        for topic, heading in CHAPTERS.items()
    )
    return ArticlePage(
        title=text(language, LISTS["article"][0]),
        lead=text(language, "A widely read article on hamstring cramps began this project. Here is where the evidence "
                            "says something else."),
        comparisons=say_comparisons(language), chapters=tuple(chapter for chapter in chapters if chapter[1]),
    )


def say_topics(pages: Iterable[PageId], language: str) -> tuple[tuple[str, str, tuple[SaidLink, ...]], ...]:
    """Give the pages by topic: the topic's id and heading, and links to its pages."""
    listed = tuple(pages)
    return tuple(
        (kind, text(language, heading), tuple(say_link(page, language) for page in listed if page.kind == kind))
        for kind, heading in TOPICS.items()
    )


def say_link(page: PageId, language: str) -> SaidLink:
    """Give a link to a page with its title in a language, and the certainty of a claim."""
    library = load_library()
    if page.kind == "claim":
        return link_claims((page.id,), language)[0]
    titles = {
        "question": lambda: in_language(library.questions[page.id], "faq", language).question,
        "exercise": lambda: in_language(library.exercises[page.id], "exercises", language).name,
        "anatomy": lambda: in_language(library.anatomy[page.id], "anatomy", language).name,
        "list": lambda: text(language, LISTS[page.id][0]),
    }
    return SaidLink(kind=page.kind, id=page.id, title=titles[page.kind]())
