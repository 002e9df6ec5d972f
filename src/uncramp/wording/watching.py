"""When a person noted every cramp, said back to them."""

from __future__ import annotations

from uncramp.diary.moments import home_zone
from uncramp.diary.observation import ObservationState
from uncramp.diary.records import ObservationPeriod, Record
from uncramp.document import plain_fields
from uncramp.wording.languages import plural, text
from uncramp.wording.listing import moment


def observation_document(state: ObservationState) -> dict[str, object]:
    """Give what is known of the person's watching, times in ISO 8601."""
    return plain_fields(state)


def say_observation(state: ObservationState, zone: str, language: str) -> str:
    """Say on the clock of ``zone`` when every cramp was noted, and what to do where nothing was said yet."""
    home = home_zone(zone)
    if not state.periods:
        asked = text(language, "Since when did you note every cramp? Say it with: uncramp since DATE")
        first = state.earliest
        return f"{asked}\n{text(language, 'The first entry is of {day}.', day=first)}" if first else asked
    lines = [
        text(language, "You noted every cramp from {start} to {end}.", start=moment(start.astimezone(home)),
             end=moment(end.astimezone(home)))
        for start, end in state.periods
    ]
    lines.append(plural(language, "{n} day counts.", "{n} days count.", state.days_watched))
    if state.open_since is not None and state.about_until is not None:
        lines.append(text(
            language, "Still going on; it counts until {until} unless something is entered by then, also a quiet day.",
            until=moment(state.about_until.astimezone(home)),
        ))
    return "\n".join(lines)


def say_period(record: Record, language: str) -> str:
    """Say what was said with a new observation period."""
    until = record.until if isinstance(record, ObservationPeriod) else None
    if until is None:
        return text(language, "Noted: since {start} you note every cramp. Quiet days can be noted too.",
                    start=moment(record.at))
    return text(language, "Noted: from {start} to {end} you noted every cramp.", start=moment(record.at),
                end=moment(until))
