"""The pieces of the one-file relief page: each takes what was said and gives it as HTML, everything escaped.

What is not the same in every place or for every muscle has a class ``v-<instruction>`` by which the style shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from uncramp.knowledge.figure import Drawn, shared_shapes
from uncramp.knowledge.kinds import Sign
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.evidence import certainty_of_sheet
from uncramp.wording.guides import WITH_HELP, Said, SaidCare, SaidGuide, SaidStep
from uncramp.wording.languages import text
from uncramp.wording.safety_questions import SaidTriage

MUSCLES: Mapping[str, str] = {
    "hamstring": "Back of the thigh", "calf": "Calf", "quadriceps": "Front of the thigh", "foot": "Foot",
    "not_sure": "I am not sure",
}
def numbered(line: str, number: str) -> str:
    """Escape a line, and mark the emergency number in it so that another country's can be put there."""
    marked = f"<span data-n>{escape(number)}</span>"
    return re.sub(rf"(?<!\w){re.escape(escape(number))}(?!\w)", lambda _: marked, escape(line))


def variant_names(guides: Iterable[SaidGuide]) -> set[str]:
    """Name the classes of all instructions in these guides."""
    return {
        f"v-{name}" for guide in guides
        for name in (
            *(step.instruction_id for step in guide.steps), *(each.id for each in guide.not_now),
            *(step.helped.id for step in guide.steps if step.helped is not None),
        )
    }


def distinct(steps: Iterable[SaidStep]) -> list[SaidStep]:
    """Give steps that are said from the same sheet once, in their order."""
    return list({step.instruction_id: step for step in steps}.values())


def firsts(steps: Iterable[SaidStep]) -> str:
    """Give the first action of every place."""
    return "\n".join(
        f'<div class="first v-{step.instruction_id}"><h1>{escape(step.say)}</h1>'
        f'<p class="cue">{escape(step.beside)}</p></div>'
        for step in distinct(steps)
    )


def step(
    step_id: str, steps: Iterable[SaidStep], figures: Mapping[str, Drawn], ease: str, language: str
) -> str:
    """Give one step in all its variants, with its seconds, ``ease`` beside every hold, and its three answers."""
    said = distinct(steps)
    seconds = said[0].seconds
    pictured = step_id == "lengthen"
    told = "".join(
        f'<div class="v-{each.instruction_id}"><p class="say">{escape(each.say)}</p>'
        f'<p class="cue">{escape(each.beside)}</p>{_figure(each.picture_id, figures) if pictured else ""}</div>'
        for each in said
    )
    held = text(language, "Hold for {seconds} seconds.", seconds=seconds) if seconds else ""
    hold = f'<p class="seconds">{escape(held)}</p><div class="held"><p class="soft">{escape(ease)}</p></div>'
    ring = hold if seconds else ""
    timed = f' data-seconds="{seconds}"' if seconds else ""
    buttons = "".join(
        f'<button class="button{" main" if each.heard == "let_go" else ""}" data-heard="{each.heard}" '
        f'data-to="{each.leads_to}">{escape(each.label)}</button>'
        for each in said[0].buttons
    )
    return (
        f'<li class="step" data-step="{step_id}"{timed} tabindex="-1">{told}{ring}'
        f'<div class="buttons">{buttons}</div>{_helped(said, figures, language)}</li>'
    )


def _helped(steps: Iterable[SaidStep], figures: Mapping[str, Drawn], language: str) -> str:
    """Give what somebody who helps can do, each once and to be opened."""
    asked = escape(text(language, WITH_HELP))
    found = {step.helped.id: step for step in steps if step.helped is not None}
    return "".join(
        f'<details class="v-{each.helped.id}"><summary>{asked}</summary><p class="cue">{escape(each.helped.say)}</p>'
        f"{_figure(each.helped_picture_id, figures)}<p>{escape(each.helped.beside)}</p></details>"
        for each in found.values() if each.helped is not None
    )


def _figure(picture_id: str | None, figures: Mapping[str, Drawn]) -> str:
    drawn = figures.get(picture_id or "")
    if drawn is None:
        return ""
    return f'<svg class="fig" viewBox="{drawn.view_box}" aria-hidden="true"><use href="#f-{picture_id}"/></svg>'


def symbols(figures: Mapping[str, Drawn]) -> str:
    """Give the parts of the body and the figures made of them once, to be drawn wherever a step shows them."""
    return shared_shapes() + "".join(f'<g id="f-{name}">{each.inside}</g>' for name, each in figures.items())


def chips(name: str, choices: Sequence[tuple[str, str]], chosen: str) -> str:
    """Give a row of choices as radio buttons; ``choices`` are id and words."""
    return "".join(
        f'<label><input type="radio" name="{name}" id="{name}-{value}"{" checked" if value == chosen else ""}>'
        f"<span>{escape(said)}</span></label>"
        for value, said in choices
    )


def lines(said: Iterable[Said]) -> str:
    """Give instructions as rows of a list, each once."""
    return "".join(
        f'<li class="v-{each.id}">{escape(" ".join((each.say, each.beside)).strip())}</li>'
        for each in {one.id: one for one in said}.values()
    )


def help_body(said: SaidTriage, language: str) -> str:
    """Give whom to call, what to do until then and what to leave."""
    number = said.number
    rows = [f'<p class="say">{numbered(said.headline, number)}</p>']
    if said.tell:
        rows.append(f'<p>{numbered(text(language, "Say: “{words}”", words=said.tell), number)}</p>')
    alarm = " alarm" if said.level == "emergency" else ""
    call = numbered(said.call_label, number)
    rows.append(f'<a class="button{alarm}" data-tel href="tel:{escape(number)}">{call}</a>')
    for heading, told in ((said.do_heading, said.do), (said.leave_heading, said.leave)):
        listed = "".join(f"<li>{numbered(line, number)}</li>" for line in told)
        rows.append(f"<h3>{escape(heading)}</h3><ul>{listed}</ul>")
    rows.append(f'<p class="tiny">{escape(" ".join(said.may_be))}</p>')
    return f'<div class="body">{"".join(rows)}</div>'


def sign(sheet: Sign, said: SaidTriage, language: str) -> str:
    """Give one row of *something else is wrong*, to be opened, with what a yes to it leads to."""
    row = in_language(sheet, "signs", language)
    examples = f"<small>{escape(row.examples)}</small>" if row.examples else ""
    return (
        f'<details class="sign" id="sign-{sheet.id}"><summary><span><strong>{escape(row.heading)}</strong>'
        f"{examples}</span></summary>{help_body(said, language)}</details>"
    )


def care(said: SaidCare, language: str) -> str:
    """Give one part of the care until tomorrow, to be opened."""
    told = "".join(f"<li>{escape(line)}</li>" for line in said.lines)
    rows = [f"<ul>{told}</ul>"]
    for label, when in ((text(language, "Fits when"), said.fits), (text(language, "Not when"), said.not_when)):
        if when:
            rows.append(f'<p class="not"><strong>{escape(label)}:</strong> {escape(" ".join(when))}</p>')
    if said.ask_signs:
        rows.append(f'<p><a href="#signs">{escape(text(language, "Something else is wrong"))}</a></p>')
    inside = f'<div class="body">{"".join(rows)}</div>'
    return f'<details class="care"><summary>{escape(said.heading)}</summary>{inside}</details>'


def stands_on(claims: Iterable[str], language: str) -> tuple[str, str]:
    """Give the claims all of it stands on, each with how sure the field is, and their sources."""
    library = load_library()
    sheets = [library.claims[name] for name in claims]
    told = "".join(
        f"<li>{escape(said.title)} <strong>{escape(certainty_of_sheet(said.certainty, language).word)}</strong></li>"

        for said in (in_language(sheet, "claims", language) for sheet in sheets)
    )
    named = dict.fromkeys(source for sheet in sheets for source in sheet.sources)
    sources = (library.sources[name] for name in named)
    listed = "".join(
        f"<li>{escape(each.authors.split(',')[0] or each.title)}, {escape(each.published_in)}, {each.year}</li>"
        for each in sources
    )
    return told, listed


def countries() -> str:
    """Give the numbers by country as links; the script makes a choice of them."""
    found = load_library().emergency_numbers.values()
    return "".join(f'<li><a href="tel:{each.number}">{each.id}: {each.number}</a></li>' for each in found)


def frame(language: str, made_on: date, version: str) -> dict[str, str]:
    """Give the words around the guide."""

    def say(english: str, **values: object) -> str:
        return escape(text(language, english, **values))

    themes = [("system", "As the system"), ("light", "Light"), ("dark", "Dark"), ("night", "Night")]
    return {
        "title": say("Cramp now"), "since": say("since you opened this"), "said_no": say("No"),
        "said_yes": say("Yes"), "said_unsure": say("I am not sure"), "where_now": say("Where are you?"),
        "which_muscle": say("Which muscle?"),
        "helping": say("Tap the first that fits. Helping someone else? Answer for them."),
        "not_now_heading": say("Not now"), "after_heading": say("When it has let go"),
        "next_day_heading": say("Until tomorrow"), "numbers_heading": say("Emergency numbers"),
        "numbers_line": say("This page shows 112 until you choose."), "country_label": say("Country"),
        "not_known": say("Not known: 112"), "all_numbers": say("All numbers"), "numbers": countries(),
        "stands_on_heading": say("What this stands on"), "stands_on_line": say("Each piece, and how sure the field is"),
        "sources_heading": say("Sources"), "light_heading": say("Light"),
        "themes": chips("t", [(name, text(language, said)) for name, said in themes], "system"),
        "made": say("Made by uncramp {version} on {day}. It needs no network. Written by the uncramp authors; not yet "
                    "checked by a clinician.", version=version, day=made_on.isoformat()),
    }
