"""Every component on one page, for whoever builds the next one; only where the server was started with debug."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uncramp.web import quick
from uncramp.web.calendar import DayCell
from uncramp.web.desk import desk_of
from uncramp.web.tags import icons
from uncramp.wording.figures import every_figure
from uncramp.wording.plots import interval_plot


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the components with made-up content."""
    if not settings.UNCRAMP_STYLEGUIDE:
        raise Http404
    shapes = ("none", "quiet", "cramp", "quiet", "quiet", "none", "quiet")
    week = [
        DayCell(date=date(2026, 5, 8 + n), shape=shape, cramps=int(shape == "cramp"), is_today=n == 6)
        for n, shape in enumerate(shapes)
    ]
    axis = (0.5, 4.0)
    plots = [
        interval_plot((1.3, 1.7, 2.1, 2.6, 3.4), "solid", "Stands out", "en", axis),
        interval_plot((0.85, 0.95, 1.02, 1.1, 1.22), "open", "Nothing stands out", "en", axis),
        interval_plot((0.9, 1.3, 1.6, 2.0, 2.8), "field", "Other people", "en", axis),
    ]
    tokens = ("paper", "sheet", "sunk", "ink", "ink-2", "line", "edge", "accent", "accent-soft", "cramp", "calm")
    shown = {"icons": list(icons.sheet()), "week": week, "quick": quick.first_buttons(desk_of(request).say),
             "tokens": tokens, "plots": plots, "tally": [True] * 3 + [False] * 7, "figures": every_figure()}
    return render(request, "pages/styleguide.html", shown)
