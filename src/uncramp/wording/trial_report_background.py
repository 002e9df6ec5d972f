"""The part of a trial's report that tells what was known before, from the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.evidence import certainty_of_sheet
from uncramp.wording.languages import text
from uncramp.wording.trial_report_parts import Section

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.trials.course import Course


def background(course: Course, language: str) -> Section:
    """Say what is known of the remedies from others, why one person, and what is asked."""
    library, design = load_library(), course.written.design
    lines = [
        text(language, "Question: {question}", question=course.written.question),
        text(language, "What helps most people need not help this one, and a diary alone shows only what goes with "
                       "what. So the days were drawn by lot.")]
    names = [name for name in (design.remedy, design.rival) if name is not None]
    for name in dict.fromkeys(claim for each in names for claim in library.trial_remedies[each].claims):
        claim = in_language(library.claims[name], "claims", language)
        word = certainty_of_sheet(claim.certainty, language).word.lower()
        lines.append(text(
            language, "Known from others ({id}, {word}): {said} Sources: {sources}.", id=name, word=word,
            said=claim.statement, sources=", ".join(claim.sources)))
    return Section(heading=text(language, "Background"), lines=tuple(lines))
