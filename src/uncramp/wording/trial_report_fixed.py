"""The parts of a trial's report that tell what it rests on: order, blinding, analysis, limits, protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uncramp.trials.protocol import canonical
from uncramp.wording.languages import text
from uncramp.wording.trial_report_parts import Section
from uncramp.wording.trial_results import say_guessed, say_sealed
from uncramp.wording.trials import said_sheet, say_blinding

if TYPE_CHECKING:  # they load NumPy, which a page that only links here does without
    from uncramp.trials.course import Course
    from uncramp.trials.result import TrialResult
    from uncramp.wording.trial_results import ResultPage


def randomisation(course: Course, language: str) -> Section:
    """Say how the order of each pair came to be, and who knew it when."""
    return Section(heading=text(language, "Randomisation"), lines=(
        text(language, "In pairs, each with both arms once; which comes first is drawn for each pair by itself."),
        text(language, "The order of each pair is one bit of HMAC-SHA256 over the seed ({seed}), the pair's number "
                       "and 16 bytes drawn from the system's dice when the pair began. Before that the order did "
                       "not exist.", seed=course.written.seed),
        text(language, "The program drew it when the person looked whose turn it was; a draw cannot be made again. "
                       "Within a pair the second block is known once the first has begun.")))


def blinding(course: Course, result: TrialResult, language: str) -> Section:
    """Say who knew what was taken, how a blinded trial was sealed, and how well that held."""
    heading = text(language, "Blinding")
    design = course.written.design
    if not design.blinded:
        return Section(heading=heading, lines=(say_blinding(False, language),))
    lines = [
        say_blinding(True, language), said_sheet(design.remedy, language).blind,
        text(language, "Which of A and B was the remedy was drawn when the packs were prepared, kept by a helper, and "
                       "stood here only as a seal: the SHA-256 of the key, {seal}.", seal=course.written.seal or "–"),
        say_sealed(course, result, language) or text(language, "The key was entered after the end and fits the seal."),
        say_guessed(result, language), *_indices(result, language)]
    return Section(heading=heading, lines=tuple(line for line in lines if line))


def _indices(result: TrialResult, language: str) -> tuple[str, ...]:
    found = result.blinding
    if found is None:
        return () if result.sealed else (text(language, "No guess was noted."),)
    known = {name: "–" if value is None else f"{value:+.2f}" for name, value in (
        ("remedy", found.bang_remedy), ("rival", found.bang_rival))}
    return (text(
        language, "Bang's index of blinding: {remedy} on the remedy, {rival} on the other (-1 all wrong, 0 as by "
        "chance, 1 all right). James' index: {james} (0 all right, 0.5 as by chance, 1 nobody could say). One "
        "person guessed for every block, so the guesses hang together and the indices only describe.",
        **known, james="–" if found.james is None else f"{found.james:.2f}"),)


def analysis(course: Course, language: str) -> Section:
    """Say the test, the estimate, its prior, when it says what, and when the trial ends."""
    believed = course.written.design.believed
    return Section(heading=text(language, "Analysis, fixed before the first day"), lines=(
        text(language, "Test: {test}. Estimate: {estimate}.", test=course.written.analysis[0].replace("_", " "),
             estimate=course.written.analysis[1].replace("_", " ")),
        text(language, "Prior of the log ratio: normal, mean {mean}, sd {sd}, from {sheet}.", mean=f"{believed.mean:g}",
             sd=f"{believed.sd:g}", sheet=believed.prior or text(language, "no sheet")),
        text(language, "It helps, or harms, where the estimate gives a chance of 90 % and the shuffle test a one-sided "
                       "p of 0.05 at most. No difference worth having is the 90 % interval within {ratio} times either "
                       "way. All else is: we cannot tell.", ratio=f"{course.written.design.no_difference_ratio:g}"),
        text(language, "As randomised decides; days kept to, carry-over, period, blank days and first days of blocks "
                       "are looked at beside it. The program shows no result before the end."),
        text(language, "Stopping: {rule}.", rule=course.written.stopping.replace("_", " "))))


def limits(page: ResultPage, language: str) -> Section:
    """Say what the result rests on, and of whom it says nothing."""
    return Section(heading=text(language, "Limits"), lines=tuple(line for line in (
        page.not_blind, page.guessed, *page.doubts,
        text(language, "One person noted and was judged by the own notes. The result is of this person, with what was "
                       "done, in these months; it says nothing of others, and nothing of other amounts."),
        text(language, "It is no diagnosis and no advice on a medicine.")) if line))


def protocol(course: Course, language: str) -> Section:
    """Give the protocol in the one way that is hashed, with its fingerprint."""
    fits = text(language, "It fits the protocol.") if course.intact else text(language, "It does not fit the protocol.")
    return Section(heading=text(language, "Protocol"), lines=(
        text(language, "Written on {moment}.", moment=course.written.written_at.isoformat()),
        text(language, "Fingerprint (SHA-256): {fingerprint}. {fits}", fingerprint=course.fingerprint, fits=fits),
        text(language, "It is that of this line, which anybody can reckon again:"), canonical(course.written),
        text(language, "Not registered elsewhere. It was for the person's own use, and no ethics board was asked. "
                       "Nobody paid for it; the person ran it with uncramp.")))
