"""What others let expect of an exposure before a diary is read: what was published, and where to read more."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.languages import text


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPrior:
    """The prior of a sheet in words; ``claim`` is the id of the page that tells more, empty without one."""

    sentence: str
    claim: str = ""
    title: str = ""

    def as_text(self, language: str = "en") -> str:
        """Give the sentence with the command that shows the page."""
        more = text(language, "More: uncramp learn {claim}", claim=self.claim) if self.claim else ""
        return " ".join(filter(None, (self.sentence, more)))


def say_prior(prior_id: str | None, language: str) -> SaidPrior | None:
    """Say what a prior rests on; None without a sheet of that id."""
    library = load_library()
    prior = library.priors.get(prior_id or "")
    if prior is None:
        return None
    prior = in_language(prior, "priors", language)
    published = prior.published.rstrip(".")
    sentence = text(
        language, "What others let expect rests on this. Published: {published}. {why}", published=published,
        why=prior.why)
    naming = [claim for claim in library.claims.values() if prior.id in claim.priors]
    if not naming:
        return SaidPrior(sentence=sentence)
    claim = in_language(min(naming, key=lambda each: (each.topic != "causes", each.id)), "claims", language)
    return SaidPrior(sentence=sentence, claim=claim.id, title=claim.title)
