"""A plan for the terminal and as a JSON document: the same things in the same order as on the page."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.document import plain
from uncramp.plan.day_plan import DayPlan
from uncramp.wording.languages import text
from uncramp.wording.plan_week import things_by_day
from uncramp.wording.plans import PlanPage, SaidItem


def plan_document(plan: DayPlan, page: PlanPage) -> dict[str, object]:
    """Give a plan as one JSON document: ids and figures of the plan, and the sentences of the page beside them."""
    return {
        "date": plan.day.isoformat(), "headline": page.headline,
        "items": [_item(item, said) for item, said in zip(plan.items, page.items, strict=True)],
        "more": [_item(item, said) for item, said in zip(plan.more, page.more, strict=True)],
        "withheld": [
            {
                "what": each.what, "topic": each.topic.value, "reason": list(said.why),
                "cautions": list(each.reasons), "instead": said.instead,
            }
            for each, said in zip(plan.withheld, page.withheld, strict=True)
        ],
        "unknown": list(plan.unknown), "no_longer": list(plan.no_longer),
        "in_vain": list(plan.in_vain), "notes": list(page.notes),
        "trial": None if plan.trial is None else {**plan.trial.to_dict(), "text": page.trial},
    }


def _item(item: object, said: SaidItem) -> dict[str, object]:
    found = plain(item)
    assert isinstance(found, dict)
    return {
        **found, "text": said.sentence, "beside": said.beside, "because": list(said.why), "reasons": found["because"],
        "advice": said.advice, "certainty": said.certainty,
    }


def plan_as_text(page: PlanPage, language: str) -> str:
    """Give a plan as text: the headline, the things with when and why, what is left out, what was not known."""
    lines = [page.title, page.headline, *([page.trial] if page.trial else []), ""]
    for number, item in enumerate(page.items, start=1):
        when = item.when + (f" · {item.minutes}" if item.minutes else "")
        lines += [f"{number}. {item.sentence}  [{item.what}]", f"   {when}"]
        lines += [f"   {each}" for each in (item.beside, *item.why, *item.careful) if each]
        lines.append("   " + text(
            language, "{advice} ({certainty}; uncramp learn {claim})", advice=item.advice, certainty=item.certainty,
            claim=item.claim))
    if page.more:
        lines += ["", text(language, "Also:"), *(f"- {item.sentence}  [{item.what}]" for item in page.more)]
    if page.withheld:
        lines += ["", text(language, "Left out for you:")]
        for left in page.withheld:
            lines += [f"- {left.sentence}", *(f"   {why}" for why in left.why), f"   {left.instead}"]
    return "\n".join([*lines, *(("", *page.notes) if page.notes else ())])


def week_as_text(pages: Sequence[PlanPage], language: str) -> str:
    """Give the plans of some days as text, each with its first things in one line."""
    lines = []
    for page, items in things_by_day(pages):
        lines += [f"{page.day.isoformat()}  {page.headline}", *([f"   {page.trial}"] if page.trial else [])]
        lines += [f"   - {item.sentence} ({item.when})" for item in items]
    return "\n".join(lines) if lines else text(language, "Nothing is planned.")
