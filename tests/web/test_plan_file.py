"""The week as a calendar file from the browser, read back by a parser that shares no code with the writer."""

from __future__ import annotations

import vobject


def test_the_week_is_downloaded_as_a_calendar_with_its_alarms_in_the_own_zone(visitor) -> None:
    visitor.post("/note/planned_session/", {
        "when": "other", "at": "2026-05-12T18:00", "sport": "running", "effort": "hard", "planned_min": "60"})
    answer = visitor.get("/plan/week.ics")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert 'filename="uncramp-week.ics"' in answer.headers["Content-Disposition"]
    events = vobject.readOne(answer.content.decode()).vevent_list
    warm_up = next(each for each in events if each.uid.value == "2026-05-12-warm_up@uncramp")
    assert warm_up.dtstart.value.isoformat().startswith("2026-05-12T17:")
    assert warm_up.dtstart.value.utcoffset().total_seconds() == 7200
    assert warm_up.valarm.action.value == "DISPLAY"


def test_nothing_of_a_calendar_can_be_sent_here(visitor) -> None:
    assert visitor.post("/plan/week.ics").status_code == 405
