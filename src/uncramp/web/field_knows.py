"""What the field knows about people in general, for a diary that cannot say anything of its own yet."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.evidence import Certainty, certainty_of_sheet

#: claims about what comes before a cramp, the surest first; one that is widely believed and does not hold at the end
CLAIMS = ("cause-history", "cause-fatigue", "cause-damage", "cause-dehydration")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldClaim:
    """One claim in words: its sheet, what people say (may be empty), what the evidence says, how sure, who found it."""

    id: str
    commonly_said: str
    statement: str
    certainty: Certainty
    sources: str


def field_knows(language: str) -> list[FieldClaim]:
    """Give the few claims that stand on the page of a young diary; one whose sheet is gone is left out."""
    library = load_library()
    found = [in_language(library.claims[claim], "claims", language) for claim in CLAIMS if claim in library.claims]
    return [
        FieldClaim(
            id=claim.id, commonly_said=claim.commonly_said, statement=claim.statement,
            certainty=certainty_of_sheet(claim.certainty.value, language),
            sources="; ".join(_source(library, each) for each in claim.sources),
        )
        for claim in found
    ]


def _source(library: Library, source_id: str) -> str:
    source = library.sources[source_id]
    return f"{source.title} ({source.year})"
