"""One day of a diary as the pages know it: plan, questions, forecast, counts of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from uncramp.web.calendar import TodayFacts

if TYPE_CHECKING:  # they load NumPy, which the first page of an empty diary does without
    from uncramp.forecast.diary_forecast import DiaryForecast
    from uncramp.plan.day_input import DayInput
    from uncramp.plan.day_plan import DayPlan, PlanItem
    from uncramp.plan.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """One day as it stands: what its plan was made from, the plan, the questions, the forecast, counts of days.

    ``yesterday`` holds the answers that the day before gave to the questions.
    ``forecast`` is None while it is being worked out; the plan then rests on what was found before, if anything.
    ``forecast_broke``: it could not be worked out.
    """

    made: DayInput
    plan: DayPlan
    questions: tuple[Question, ...]
    yesterday: Mapping[str, float]
    forecast: DiaryForecast | None
    facts: TodayFacts
    forecast_broke: bool = False

    def item(self, what: str) -> PlanItem | None:
        """Give the item of the plan of that name, the rest included; None where it is not in it, or not any more."""
        return next((each for each in (*self.plan.items, *self.plan.more) if each.what == what), None)
