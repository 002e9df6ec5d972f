"""What usually sets off cramps, and how sure the field is: for day one, never worded as the reader's own finding."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from uncramp.knowledge.kinds import Claim, ClaimTopic, Prior, Scope
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.evidence import certainty_of_sheet
from uncramp.wording.languages import text
from uncramp.wording.learn import link_claims, say_sources
from uncramp.wording.learn_pages import SaidFactor, UsualPage
from uncramp.wording.plots import axis_for, interval_plot

#: half-widths of a 90 % and a 50 % interval of a normal distribution, in sds
NINETY, FIFTY = 1.6449, 0.6745


def say_usual(language: str) -> UsualPage:
    """Say what the field expects of each factor before any diary; never a finding about the reader."""
    priors = [in_language(each, "priors", language) for each in load_library().priors.values()]
    within = [each for each in priors if each.scope is Scope.WITHIN]
    return UsualPage(
        title=text(language, "What usually sets off cramps, and how sure the field is"),
        lead=text(language, "What other people's cramps tell. It is where uncramp begins before your diary says more. "
                            "None of it is a finding about you."),
        sessions=_factors((each for each in within if "session" in each.outcomes), language),
        nights=_factors((each for each in within if "night" in each.outcomes), language),
        starting_point=_factors((each for each in priors if each.scope is Scope.BASELINE), language),
        note=text(language, "Odds for more of it, against less. The bar is hollow, as it stands for other people; it "
                            "spans what is 90 % likely before your own diary. These are careful guesses from the "
                            "studies named, drawn towards no effect."),
    )


def _factors(priors: Iterable[Prior], language: str) -> tuple[SaidFactor, ...]:
    """Say factors, the strongest first, all on one axis."""
    ordered = sorted(priors, key=lambda prior: -abs(prior.mean))
    spans = [_odds(prior) for prior in ordered]
    axis = axis_for([odds[0] for odds in spans], [odds[4] for odds in spans])
    claims = _claim_of_prior()
    return tuple(_factor(prior, claims.get(prior.id), axis, language) for prior in ordered)


def _factor(prior: Prior, claim: Claim | None, axis: tuple[float, float], language: str) -> SaidFactor:
    odds = _odds(prior)
    said = text(language, "odds {best} ({low} to {high})", best=f"{odds[2]:.1f}", low=f"{odds[0]:.1f}",
                high=f"{odds[4]:.1f}")
    grade = prior.certainty or (claim.certainty if claim else None)
    link = link_claims((claim.id,), language)[0] if claim else None
    return SaidFactor(
        id=prior.id, name=prior.factor, unit=prior.unit, odds=said,
        plot=interval_plot(odds, "field", f"{prior.factor}: {said}", language, axis),
        certainty=certainty_of_sheet(grade.value if grade else "very_low", language), published=prior.published,
        why=prior.why, claim=link, sources=say_sources(prior.sources, language),
    )


def _odds(prior: Prior) -> tuple[float, float, float, float, float]:
    """Give the odds ratio of a prior: low, inner low, best guess, inner high, high."""
    low, inner_low, inner_high, high = (exp(prior.mean + z * prior.sd) for z in (-NINETY, -FIFTY, FIFTY, NINETY))
    return (low, inner_low, exp(prior.mean), inner_high, high)


def _claim_of_prior() -> dict[str, Claim]:
    """Give for each prior the claim that carries it; of several, the one about causes."""
    found: dict[str, Claim] = {}
    for claim in load_library().claims.values():
        for prior in claim.priors:
            if prior not in found or claim.topic is ClaimTopic.CAUSES:
                found[prior] = claim
    return found
