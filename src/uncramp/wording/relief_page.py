"""The whole relief guide as one HTML file that needs no server, no network and no script: to keep on a phone.

The only page of ours with its style and script inside; its own policy names both by their hashes and lets nothing else
in. Without script it is read from top to bottom, the question before anything that moves the leg; with it, one step at
a time, seconds counted, and after ten minutes the level rises by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from string import Template

from uncramp.knowledge.figure import Drawn
from uncramp.knowledge.library import load_library
from uncramp.relief.answered import Relieved
from uncramp.triage.triage import Triage
from uncramp.wording import relief_page_parts as parts
from uncramp.wording.guides import SaidGuide, SaidStep, say_guide, say_settings
from uncramp.wording.languages import text
from uncramp.wording.one_file import FOLDER, policy_hash
from uncramp.wording.safety_questions import say_triage

#: the largest the file may be, in bytes: text for every place and muscle, and ten figures (decision 0611)
MOST_BYTES = 75_000

#: the place that is not known, beside the ids of the setting sheets
ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All that the file holds, said in one language: for each place and muscle the guide before and after a *no*."""

    said: Mapping[tuple[str, str], tuple[SaidGuide, SaidGuide]]
    yes: SaidGuide
    not_sure: SaidGuide
    settings: tuple[tuple[str, str, bool], ...]
    language: str
    country: str | None

    @property
    def usual(self) -> tuple[SaidGuide, SaidGuide]:
        """Give the guide for a place that is not known and the muscle that is offered first."""
        return next(iter(self.said.values()))

    @property
    def places(self) -> tuple[str, ...]:
        """List the ids of the places, the one that is not known first."""
        return (ANYWHERE, *(name for name, _, _ in self.settings))

    @property
    def muscles(self) -> tuple[str, ...]:
        """List the muscles in the order in which they are offered."""
        return tuple(dict.fromkeys(muscle for _, muscle in self.said))


def relief_page(
    guides: Sequence[Relieved], signs: Mapping[str, Triage], figures: Mapping[str, Drawn], language: str, *,
    made_on: date, version: str, country: str | None = None,
) -> str:
    """Give the file as text. ``guides`` are all muscles in all settings, ``signs`` what a yes to each row leads to.

    ``figures`` are the drawings by picture id; ``country`` (ISO code, None: not
    known) is the emergency number shown before another is chosen.
    """
    whole = _whole(guides, language, country)
    script, style = _without_indents("page.js"), _without_indents("page.css") + _which_is_shown(whole)
    policy = (
        f"default-src 'none'; style-src '{policy_hash(style)}'; script-src '{policy_hash(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    filled = {
        "policy": policy, "style": style, "script": script, "language": escape(language),
        "rises": f"{whole.usual[0].rises_at_s:g}", "figures": parts.symbols(figures),
        **_walk(whole, figures), **_safety(whole, signs), **_afterwards(whole),
        **parts.frame(language, made_on, version),
    }
    return Template((FOLDER / "page.html").read_text(encoding="utf-8")).substitute(filled)


def _without_indents(name: str) -> str:
    """Read a file of the page without the blanks that only its writers need."""
    return "\n".join(line.strip() for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()) + "\n"


def _whole(guides: Sequence[Relieved], language: str, country: str | None) -> Whole:
    """Say every guide, and what follows a *no*; yes and not sure lead to the same everywhere."""
    first = guides[0]
    return Whole(
        said={
            (each.guide.setting or ANYWHERE, each.guide.muscle.value): (
                say_guide(each.guide, language, country=country),
                say_guide(each.answered.no, language, country=country),
            )
            for each in guides
        },
        yes=say_guide(first.answered.yes, language, country=country),
        not_sure=say_guide(first.answered.not_sure, language, country=country),
        settings=say_settings(language), language=language, country=country,
    )


def _walk(whole: Whole, figures: Mapping[str, Drawn]) -> dict[str, str]:
    """Give the first action, the question and the steps behind its *no*, in every variant."""
    say = whole.language
    before, then = whole.usual
    names = [(ANYWHERE, text(say, "Somewhere else")), *((name, said) for name, said, _ in whole.settings)]
    muscles = [(muscle, text(say, parts.MUSCLES[muscle])) for muscle in whole.muscles]
    steps = (
        parts.step(step.id, (_step(guide, step.id) for _, guide in whole.said.values()), figures, then.ease_back, say)
        for step in then.steps if step.id != "stop"
    )
    question = before.question.heading if before.question else ""
    return {
        "first": parts.firsts(_step(guide, "stop") for guide, _ in whole.said.values()),
        "settings": parts.chips("s", [*names[1:], names[0]], ANYWHERE),
        "muscles": parts.chips("m", muscles, whole.muscles[0]),
        "question": escape(question), "remember": escape(then.remember), "steps": "".join(steps),
    }


def _step(guide: SaidGuide, step_id: str) -> SaidStep:
    return next(step for step in guide.steps if step.id == step_id)


def _safety(whole: Whole, signs: Mapping[str, Triage]) -> dict[str, str]:
    """Give what yes and not sure lead to, and every row of *something else is wrong* with what it leads to."""
    sheets = load_library().signs
    rows = (
        parts.sign(sheets[name], say_triage(triage, whole.language, country=whole.country), whole.language)
        for name, triage in signs.items() if name != "first-check"
    )
    return {
        "yes": parts.help_body(whole.yes.triage, whole.language),
        "unsure": parts.help_body(whole.not_sure.triage, whole.language),
        "signs": "\n".join(rows), "way_out": escape(whole.usual[0].way_out),
        "call": parts.numbered(whole.usual[0].triage.call_label, whole.usual[0].triage.number),
        "number": escape(whole.usual[0].triage.number),
        "footnote": escape(whole.usual[0].triage.footnote),
    }


def _afterwards(whole: Whole) -> dict[str, str]:
    """Give what is left, the care afterwards, and what all of it stands on."""
    then = whole.usual[1]
    left = (each for _, guide in whole.said.values() for each in guide.not_now)
    care = [parts.care(each, whole.language) for each in then.next_day]
    used = dict.fromkeys(claim for claims in _claims(whole) for claim in claims)
    claims, sources = parts.stands_on(tuple(used), whole.language)
    return {
        "not_now": parts.lines(left), "after": parts.lines(then.after_care),
        "next_day": "\n".join(care), "claims": claims, "sources": sources,
    }


def _claims(whole: Whole) -> Iterable[tuple[str, ...]]:
    """Give the claims of everything that is said."""
    for _, guide in whole.said.values():
        yield from (step.claim_ids for step in guide.steps)
        yield from (said.claim_ids for said in (*guide.not_now, *guide.after_care))
        yield from (care.claim_ids for care in guide.next_day)


def _which_is_shown(whole: Whole) -> str:
    """Give the style rules that show one variant and hide the others, for browsers that can tell (without script)."""
    shown: dict[str, list[tuple[str, str]]] = {}
    for key, guides in whole.said.items():
        for name in parts.variant_names(guides):
            shown.setdefault(name, []).append(key)
    varying = {name: keys for name, keys in sorted(shown.items()) if len(keys) < len(whole.said)}
    hidden = ",".join(f".{name}" for name in varying)
    told = (f"{','.join(_selectors(name, keys, whole))}{{display:revert}}" for name, keys in varying.items())
    return f"@supports selector(:has(*)){{{hidden}{{display:none}}{''.join(told)}}}\n"


def _selectors(name: str, keys: Sequence[tuple[str, str]], whole: Whole) -> list[str]:
    """Give the selectors under which a variant is shown, as few as will do."""
    by_places: dict[tuple[str, ...], list[str]] = {}
    for muscle in whole.muscles:
        if places := tuple(place for place in whole.places if (place, muscle) in keys):
            by_places.setdefault(places, []).append(muscle)
    return [f"{_has('s', places, whole.places)}{_has('m', muscles, whole.muscles)} .{name}"
            for places, muscles in by_places.items()]


def _has(group: str, chosen: Sequence[str], all_of_them: Sequence[str]) -> str:
    """Give the condition that one of these is chosen; nothing where any will do."""
    if len(chosen) == len(all_of_them):
        return ""
    return f":has({','.join(f'#{group}-{each}:checked' for each in chosen)})"
