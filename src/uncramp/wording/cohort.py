"""What the athletes of a table have in common, as a document and as text: in how many of ten an exposure matters."""

from __future__ import annotations

from collections.abc import Iterable

from uncramp.triggers.cohort_report import Cohort, CohortReport, Share, SharedExposure
from uncramp.wording.athletes import athlete_document, athletes_as_text
from uncramp.wording.exposures import less, more
from uncramp.wording.finding import where
from uncramp.wording.languages import plural, text

#: exposures are told that matter to at least this share of the athletes, at most so many of them
WORTH_TELLING, MOST_TOLD = 0.1, 12

#: below this share "about n of 10" would say none, and above 1 - this all
HARDLY = 0.05


def cohort_document(told: CohortReport) -> dict[str, object]:
    """Give the reports of all athletes, and what was learned from them under ``cohort``."""
    return {
        "athletes": [
            {"athlete": each.athlete, **athlete_document(each)} for each in told.athletes],
        "cohort": told.cohort.to_dict(),
    }


def cohort_as_text(told: CohortReport, language: str) -> str:
    """Say what the athletes have in common, then what each one's diary says."""
    return say_cohort(told.cohort, language) + "\n\n" + athletes_as_text(told.athletes, language)


def say_cohort(cohort: Cohort, language: str) -> str:
    """Say in how many athletes each exposure matters, or why nothing was learned."""
    title = text(language, "What these athletes have in common")
    if cohort.everything is None:
        return f"{title}\n{_why_nothing(cohort, language)}"
    lines = [title, _who_taught(cohort, language), _few_or_many(cohort.everything, language)]
    told = _worth_telling(cohort.exposures)
    lines += [_say_exposure(each, language) for each in told[:MOST_TOLD]]
    if not told:
        lines.append(text(language, "Nothing matters to more than about 1 in 10 of them."))
    elif len(told) > MOST_TOLD:
        lines.append(plural(language, "{n} more like this.", "{n} more like these.", len(told) - MOST_TOLD))
    lines.append(text(
        language, "Each athlete below is told with what the others taught; nobody's own diary counts twice. "
        "Ranges hold 9 times in 10."))
    return "\n".join(lines)


def _who_taught(cohort: Cohort, language: str) -> str:
    """Say from how many athletes it was learned, and why not from the others."""
    said = text(
        language, "Learned from {taught} of {athletes} athletes.", taught=cohort.learned_from, athletes=cohort.athletes)
    if cohort.asked < cohort.athletes:
        said += " " + text(language, "{asked} were drawn: more are not needed.", asked=cohort.asked)
    few = cohort.asked - cohort.learned_from
    if few:
        said += " " + plural(
            language, "{n} has too few cramps to teach anything.", "{n} have too few cramps to teach anything.", few)
    return said


def _why_nothing(cohort: Cohort, language: str) -> str:
    """Say why nothing was learned, and what each athlete is then told with."""
    alone = text(language, "Each is told alone.")
    if cohort.why == "one_athlete":
        return text(language, "There is one athlete in the table: nobody to learn from. Nothing changes for this one.")
    if cohort.why == "no_cramps":
        return text(language, "No cramp is noted for any athlete: there is nothing to learn yet.")
    said = plural(
        language, "{n} athlete has cramps enough to learn from; {needed} are needed.",
        "{n} athletes have cramps enough to learn from; {needed} are needed.", cohort.learned_from,
        needed=cohort.needed)
    return f"{said} {alone}"


def _few_or_many(everything: Share, language: str) -> str:
    """Say in how many athletes everything matters a little, rather than a few things a lot."""
    if everything.share < HARDLY:
        return text(language, "In nearly all of them a few things matter, and most do not.")
    if everything.share > 1 - HARDLY:
        return text(language, "In nearly all of them everything matters a little, rather than a few things a lot.")
    return text(
        language, "In about {share} of them{range} everything matters a little; in the others a few things do, and "
        "most do not.", share=_tenths(everything, language), range=_range(everything, language))


def _worth_telling(exposures: Iterable[SharedExposure]) -> list[SharedExposure]:
    """List what matters to enough of the athletes, the commonest first."""
    common = [each for each in exposures if max(each.more.share, each.fewer.share) >= WORTH_TELLING]
    return sorted(common, key=lambda each: -max(each.more.share, each.fewer.share))


def _say_exposure(each: SharedExposure, language: str) -> str:
    """Say in how many athletes cramps of an outcome go with more of an exposure, or with less of it."""
    sides = [(each.more, more(each.exposure, each.outcome, language, yes_no=each.yes_no)),
             (each.fewer, less(each.exposure, each.outcome, language, yes_no=each.yes_no))]
    (first, phrase), (second, other) = sorted(sides, key=lambda side: -side[0].share)
    said = text(
        language, "Cramps {where} go with {phrase} in about {share} of them{range}",
        where=where(each.outcome, language), phrase=phrase, share=_tenths(first, language),
        range=_range(first, language))
    if second.share >= WORTH_TELLING:
        said += text(
            language, ", with {phrase} in about {share}{range}", phrase=other, share=_tenths(second, language),
            range=_range(second, language))
    return said + "."


def _tenths(share: Share, language: str) -> str:
    """Say a share of athletes: ``3 in 10``."""
    return text(language, "{n} in 10", n=round(10 * share.share))


def _range(share: Share, language: str) -> str:
    """Say the range of a share in tenths, `` (2 to 4)``; nothing where it is no wider than a tenth tells."""
    low, high = round(10 * share.low), round(10 * share.high)
    return "" if low == high else text(language, " ({low} to {high})", low=low, high=high)
