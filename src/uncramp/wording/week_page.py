"""The week's plan as one HTML file for the wall: prints on a sheet of paper, needs no server, network or script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from string import Template

from uncramp.wording.languages import text
from uncramp.wording.one_file import FOLDER, policy_hash
from uncramp.wording.plan_week import things_by_day
from uncramp.wording.plans import PlanPage, SaidItem, SaidWithheld

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def week_page(pages: Sequence[PlanPage], language: str, *, made_on: date, version: str) -> str:
    """Give the file as text: each day of ``pages`` (at least one) with a box for each thing, and what is left out."""
    style = (FOLDER / "week.css").read_text(encoding="utf-8")
    days = "".join(_day(page, items, language) for page, items in things_by_day(pages))
    return Template((FOLDER / "week.html").read_text(encoding="utf-8")).substitute({
        "policy": f"default-src 'none'; style-src '{policy_hash(style)}'; base-uri 'none'", "style": style,
        "language": escape(language), "title": escape(text(language, "The next seven days")),
        "span": f"{pages[0].day.isoformat()} – {pages[-1].day.isoformat()}", "days": days,
        "left_out": _left_out([each for page in pages for each in page.withheld], language),
        "made": escape(text(
            language, "Made by uncramp {version} on {day}, from what is planned and noted so far. It does not "
            "diagnose, and no clinician has signed it yet.", version=version, day=made_on.isoformat())),
    })


def _day(page: PlanPage, items: Sequence[SaidItem], language: str) -> str:
    heading = f"{text(language, _WEEKDAYS[page.day.weekday()])}, {page.day.isoformat()}"
    things = "".join(_thing(item) for item in items)
    boxes = f'<ul class="boxes">{things}</ul>' if things else ""
    trial = f"<p>{escape(page.trial)}</p>" if page.trial else ""
    return f"<li><h2>{escape(heading)}</h2><p>{escape(page.headline)}</p>{trial}{boxes}</li>\n"


def _thing(item: SaidItem) -> str:
    when = " · ".join(each for each in (item.when, item.minutes) if each)
    beside = "".join(f"<small>{escape(each)}</small>" for each in (when, *item.careful) if each)
    return f"<li><span>{escape(item.sentence)}{beside}</span></li>"


def _left_out(withheld: Sequence[SaidWithheld], language: str) -> str:
    """Say what is left out on any of the days, each thing once."""
    told = "".join(
        f"<li>{escape(each.sentence)}"
        + "".join(f"<small>{escape(why)}</small>" for why in (*each.why, each.instead) if why) + "</li>"
        for each in {one.what: one for one in withheld}.values()
    )
    heading = escape(text(language, "Left out for you"))
    return f'<section class="left-out"><h2>{heading}</h2><ul>{told}</ul></section>' if told else ""
