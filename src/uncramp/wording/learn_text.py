"""The learn pages as lines for a terminal, and as one document."""

from __future__ import annotations

from collections.abc import Iterable

from uncramp.document import plain
from uncramp.knowledge.search import LookedUp, PageId
from uncramp.wording import learn, learn_exercises, learn_lists, learn_usual
from uncramp.wording.evidence import Certainty
from uncramp.wording.languages import text
from uncramp.wording.learn_lists import say_link, say_topics
from uncramp.wording.learn_pages import (
    ArticlePage,
    Page,
    SaidClaimPage,
    SaidExercisePage,
    SaidFactor,
    SaidLink,
    SaidMusclePage,
    SaidQuestionPage,
    UsualPage,
)


def say_page(page: PageId, language: str) -> Page:
    """Say a page; KeyError for one that no sheet has."""
    if page.kind == "list":
        return learn_usual.say_usual(language) if page.id == "usual" else learn_lists.say_article(language)
    if page.kind == "claim":
        return learn.say_claim(page.id, language)
    if page.kind == "question":
        return learn.say_question(page.id, language)
    say = learn_exercises.say_exercise if page.kind == "exercise" else learn.say_muscle
    return say(page.id, language)


def nothing_found(looked: LookedUp, language: str) -> str:
    """Say that there is no page, and which is nearest."""
    if looked.nearest is None:
        return text(language, "No page on that yet. `uncramp learn` lists what there is.")
    link = say_link(looked.nearest, language)
    return text(language, "No page on that yet. Nearest: {title} ({id})", title=link.title, id=link.id)


def learn_document(looked: LookedUp, language: str) -> dict[str, object]:
    """Give what a topic led to: the page itself, or links to those found, or the nearest."""
    page = _page_of(looked)
    return {
        "topic": looked.topic,
        "page": None if page is None else {"kind": page.kind, **say_page(page, language).to_dict(), "id": page.id},
        "found": [plain(say_link(each, language)) for each in looked.found],
        "nearest": None if looked.nearest is None else plain(say_link(looked.nearest, language)),
    }


def learn_as_text(looked: LookedUp, language: str) -> str:
    """Give what a topic led to, to be read."""
    page = _page_of(looked)
    if page is not None:
        also = [each for each in looked.found if each != page]
        lines = page_lines(say_page(page, language), language)
        return "\n".join([*lines, *_links(text(language, "See also"), (say_link(e, language) for e in also[:5]))])
    if looked.found:
        return "\n".join(_links(looked.topic, (say_link(each, language) for each in looked.found))).strip()
    return nothing_found(looked, language)


def topics_document(pages: Iterable[PageId], language: str) -> dict[str, object]:
    """Give every page by topic."""
    found = say_topics(pages, language)
    return {"topics": [{"topic": kind, "title": title, "pages": plain(links)} for kind, title, links in found]}


def topics_as_text(pages: Iterable[PageId], language: str) -> str:
    """List every page by topic."""
    lines = [line for _, title, links in say_topics(pages, language) for line in _links(title, links)]
    return "\n".join(lines).strip()


def _page_of(looked: LookedUp) -> PageId | None:
    """Give the page that was named, or the only one found."""
    if looked.page is None and len(looked.found) == 1:
        return looked.found[0]
    return looked.page


def _links(title: str, links: Iterable[SaidLink]) -> list[str]:
    told = [f"  {each.id:<24} {each.title}{_sure(each.certainty)}" for each in links]
    return ["", title, *told] if told else []


def _sure(certainty: Certainty | None) -> str:
    return f" [{certainty.word}]" if certainty else ""


def page_lines(page: Page, language: str) -> list[str]:
    """Give one page as lines: what it says, what it stands on, who wrote it."""
    lines = [page.title, ""]
    if isinstance(page, UsualPage | ArticlePage):
        return lines + (_usual(page, language) if isinstance(page, UsualPage) else _article(page, language))
    if isinstance(page, SaidClaimPage):
        lines += _claim(page, language)
    elif isinstance(page, SaidQuestionPage):
        lines += [*page.answer, *_links(text(language, "It stands on"), page.claims)]
    elif isinstance(page, SaidExercisePage):
        lines += _exercise(page, language)
    else:
        lines += _muscle(page, language)
    lines += ["", text(language, "Sources")]
    lines += [f"  {each.line} {each.read}{f' doi:{each.doi}' if each.doi else ''}" for each in page.sources]
    return [*lines, "", page.signature.line]


def _claim(page: SaidClaimPage, language: str) -> list[str]:
    said = [text(language, "What is said: {said}", said=page.commonly_said)] if page.commonly_said else []
    return [
        *said,
        text(language, "What the evidence says: {statement}", statement=page.statement),
        text(language, "How sure: {word}", word=page.certainty.word.lower()),
        *(f"  {f'{label}: ' if label else ''}{found}" for label, found in page.numbers),
        text(language, "What to make of it: {advice}", advice=page.advice),
    ]


def _exercise(page: SaidExercisePage, language: str) -> list[str]:
    return [
        f"{page.family}: {', '.join(page.muscles)}; {', '.join(page.moments)}",
        page.dose, *([page.progress] if page.progress else []), "",
        *(f"{number}. {cue}" for number, cue in enumerate(page.cues, 1)), "",
        text(language, "You should feel: {feel}", feel=page.feel),
        *([text(language, "Its picture: {shows}", shows=page.shows)] if page.shows else []),
        text(language, "Not when:"), *(f"  {line}" for line in page.not_when),
        *_links(text(language, "It stands on"), page.claims),
    ]


def _muscle(page: SaidMusclePage, language: str) -> list[str]:
    return [
        page.plain, *(f"{what}: {where}" for what, where in page.facts), *page.does,
        text(language, "Made longer: {how}", how=page.longer), *([page.remark] if page.remark else []),
        *_links(text(language, "It stands on"), page.claims),
    ]


def _usual(page: UsualPage, language: str) -> list[str]:
    groups = (
        (text(language, "Cramps in sport"), page.sessions), (text(language, "Cramps at night"), page.nights),
        (text(language, "What only sets how often they come at all"), page.starting_point),
    )
    lines = [page.lead]
    for heading, factors in groups:
        lines += ["", heading, *(_factor(factor) for factor in factors)]
    return [*lines, "", page.note]


def _factor(factor: SaidFactor) -> str:
    sources = ", ".join(source.id for source in factor.sources)
    return f"  {factor.name} ({factor.unit}): {factor.odds} [{factor.certainty.word}; {sources}]"


def _article(page: ArticlePage, language: str) -> list[str]:
    lines = [page.lead]
    for each in page.comparisons:
        sure = "; ".join(f"{link.id}{_sure(link.certainty)}" for link in each.claims)
        lines += [
            "", text(language, "What is said: {said}", said=each.said),
            text(language, "What the evidence says: {statement}", statement=each.shown),
            text(language, "What to make of it: {advice}", advice=each.advice), f"  {sure}",
        ]
    for heading, claims in page.chapters:
        lines += ["", heading, *(f"  {said} -> {link.id}{_sure(link.certainty)}" for said, link in claims)]
    return lines
