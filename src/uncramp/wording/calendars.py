"""The plan as an iCalendar file (RFC 5545): one event for each thing, with a stable id, an alarm and the own zone.

The same thing of the same day keeps its id, so that a calendar that reads a newer file moves the event and doubles
nothing. Titles say the thing and nothing of the diary: a calendar is often shared, and often lives on a server.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from uncramp.plan.day_plan import Moment
from uncramp.wording.languages import text
from uncramp.wording.plan_week import things_by_day
from uncramp.wording.plans import PlanPage, SaidItem

#: the hour of a thing that is tied to no session (local clock)
_USUAL: dict[str, time] = {
    Moment.MORNING.value: time(8), Moment.EVENING.value: time(20), Moment.BEDTIME.value: time(21, 30),
    Moment.ANY_TIME.value: time(18),
}
#: no alarm rings between these hours of the local clock; the event stands there all the same
QUIET_FROM, QUIET_TO = time(22), time(7)
#: an alarm rings so many minutes before, and a thing that takes no time of its own is so long in the calendar
ALARM_MIN, LEAST_MIN = 10, 5
#: the rules of a zone are written for so long before the first and after the last day
ZONE_SPAN = timedelta(days=400)


def calendar_file(pages: Sequence[PlanPage], zone: ZoneInfo, language: str, *, now: datetime) -> bytes:
    """Write the plans of some days as one iCalendar file; ``now`` (aware) is when it was written.

    Things that belong to a session without a known time have no hour and are left out. Care comes as it is: first.
    """
    # icalendar costs 200 ms, and only whoever writes a file pays for it.
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//uncramp//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", text(language, "uncramp plan"))
    for page, items in things_by_day(pages):
        for item in items:
            starts = begins_at(page.day, item, zone)
            if starts is None:
                continue
            event = Event()
            event.add("uid", f"{page.day.isoformat()}-{item.what}@uncramp")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("dtstart", starts)
            event.add("dtend", _later(starts, max(item.takes_min or 0.0, LEAST_MIN)))
            event.add("summary", item.sentence)
            event.add("description", "\n".join(filter(None, (item.beside, *item.careful, item.advice))))
            event.add("transp", "TRANSPARENT")
            if not _quiet((starts - timedelta(minutes=ALARM_MIN)).timetz().replace(tzinfo=None)):
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", item.sentence)
                alarm.add("trigger", timedelta(minutes=-ALARM_MIN))
                event.add_component(alarm)
            calendar.add_component(event)
    if pages:  # the rules of a year before and after, so that no reader finds itself before the first change of clocks
        first, last = min(page.day for page in pages), max(page.day for page in pages)
        calendar.add_missing_timezones(first_date=first - ZONE_SPAN, last_date=last + ZONE_SPAN)
    written: bytes = calendar.to_ical()
    return written


def begins_at(day: date, item: SaidItem, zone: ZoneInfo) -> datetime | None:
    """Give when a thing begins on the local clock; None where that hangs on a session whose time is not known."""
    if item.at is not None:
        return item.at.astimezone(zone)
    hour = _USUAL.get(item.moment)
    return None if hour is None else datetime.combine(day, hour, zone)


def _later(starts: datetime, minutes: float) -> datetime:
    """Add minutes to the instant, not to the wall clock, which may jump meanwhile."""
    return (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts.tzinfo)


def _quiet(hour: time) -> bool:
    return hour >= QUIET_FROM or hour < QUIET_TO
