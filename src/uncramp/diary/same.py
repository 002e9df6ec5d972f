"""Are two sessions the same event told twice? Marked on reading; the tellings themselves are kept.

A watch, a phone and the person may all tell of one run. Tellings are one event when they start within 120 s of each
other, last equally long within max(60 s, 2 %), overlap by more than 90 % of the longer one, and are of one sport
family; all in UTC, so that a change of zone doubles nothing. A telling without a duration or sport is compared by what
it has, and joins the nearest event it fits: nobody starts two sessions within two minutes. People round, so what they
typed and what was recorded are one event when they start within 20 min of each other and share more than half of the
longer one (decision 0542): nobody trains twice at the same time.

Field by field the fullest wins: what the person corrected, then what they typed, then the sources in order; a start
that was typed more than 120 s beside what was recorded is a rounded one and gives way. The air is that of the best
thermometer: what the person typed, the weather, a sensor of its own, the watch.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from uuid import UUID

from uncramp.diary.fields import FieldValue, all_fields_of
from uncramp.diary.records import Air, AirSource, Session

#: how far apart two tellings of one start may be, in seconds
START_TOLERANCE_S = 120.0

#: how much two tellings of one duration may differ: seconds, or the share of the longer one
DURATION_TOLERANCE_S, DURATION_TOLERANCE = 60.0, 0.02

#: how much of the longer one both must share
OVERLAP = 0.90

#: how far a typed start may lie beside a recorded one, in seconds, and how much of the longer telling both must share
TYPED_TOLERANCE_S, TYPED_OVERLAP = 1200.0, 0.5

#: the source of what a person typed
TYPED = "typed"

#: which source is the fuller, best first; sources not named here come last
SOURCES: tuple[str, ...] = (
    TYPED, "fit", "tcx", "apple_health", "health_connect", "gpx", "strava_export", "garmin_export",
    "fitbit_takeout", "whoop", "tidy_csv",
)

#: sports that devices tell apart and that are one session all the same
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "running": ("run", "running", "trail", "trail_running", "treadmill", "treadmill_running", "track_running",
                "virtual_run", "street_running", "jogging", "road_running", "ultra_running"),
    "cycling": ("bike", "biking", "cycling", "ride", "road_cycling", "mountain_biking", "gravel_cycling",
                "virtual_ride", "indoor_cycling", "e_biking", "commuting", "spinning"),
    "swimming": ("swim", "swimming", "lap_swimming", "open_water", "open_water_swimming", "pool_swimming"),
    "walking": ("walk", "walking", "hike", "hiking", "casual_walking", "speed_walking", "trekking"),
    "strength": ("strength", "strength_training", "weight_training", "gym", "fitness_equipment", "training"),
    "multisport": ("multisport", "triathlon", "duathlon", "swimrun"),
}
_FAMILY_OF = {sport: family for family, sports in _FAMILIES.items() for sport in sports}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One session as merged from its tellings, and the ids of all tellings, the fullest first.

    The merged session carries the id of the telling that came into the diary first, so a second telling changes no id
    that a page, a plan or a trial may hold; ``Diary.find`` knows it by the ids of the others too.
    """

    session: Session
    telling_ids: tuple[UUID, ...]


@dataclass(slots=True)
class _Told:
    """One telling, with what the comparison needs: start in seconds UTC, length in seconds or None, family or None."""

    session: Session
    arrival: int
    start: float
    length: float | None
    family: str | None
    group: int = -1

    @property
    def whole(self) -> bool:
        return self.length is not None and self.family is not None


def merge_tellings(
    sessions: Sequence[Session], corrected: Mapping[UUID, frozenset[str]] | None = None
) -> tuple[Event, ...]:
    """Group sessions that are one event and merge each group field by field; events come in order of time.

    ``sessions`` stand in the order in which they came into the diary, which only decides whose id an event has and
    which of two equal sources wins. ``corrected`` names the fields of a telling that the person corrected.
    """
    told = sorted(
        (_told(session, arrival) for arrival, session in enumerate(sessions)),
        key=lambda each: (each.start, each.session.id.bytes),
    )
    groups = _grouped(told)
    events = [_merged(group, corrected or {}) for group in groups]
    return tuple(sorted(events, key=lambda event: (event.session.at.timestamp(), event.session.id.bytes)))


def _told(session: Session, arrival: int) -> _Told:
    minutes = session.elapsed_min if session.elapsed_min is not None else session.moving_min
    return _Told(
        session=session, arrival=arrival, start=session.at.timestamp(),
        length=None if minutes is None else minutes * 60.0, family=_family(session.sport),
    )


def _family(sport: str | None) -> str | None:
    if sport is None or sport in _FAMILY_OF:
        return _FAMILY_OF.get(sport or "")
    word = sport.strip().lower().replace(" ", "_").replace("-", "_")
    return _FAMILY_OF.get(word, word)


def _same_event(one: _Told, other: _Told) -> bool:
    """Compare two tellings by what both of them tell."""
    if one.family is not None and other.family is not None and one.family != other.family:
        return False
    by_hand = (one.session.source == TYPED) != (other.session.source == TYPED)
    tolerance_s = TYPED_TOLERANCE_S if by_hand else START_TOLERANCE_S
    if one.length is None or other.length is None:
        return abs(one.start - other.start) <= tolerance_s
    if by_hand:
        return _overlap(one, other, tolerance_s, TYPED_OVERLAP)
    longer = max(one.length, other.length)
    if abs(one.length - other.length) > max(DURATION_TOLERANCE_S, DURATION_TOLERANCE * longer):
        return False
    return _overlap(one, other, tolerance_s, OVERLAP)


def _overlap(one: _Told, other: _Told, tolerance_s: float, share: float) -> bool:
    """Tell whether two tellings start within a tolerance and share more than a share of the longer one."""
    if one.length is None or other.length is None or abs(one.start - other.start) > tolerance_s:
        return False
    longer = max(one.length, other.length)
    shared = min(one.start + one.length, other.start + other.length) - max(one.start, other.start)
    # Two tellings of no length at all share everything there is.
    return shared > share * longer or (longer == 0 and shared == 0)


def _grouped(told: list[_Told]) -> list[list[_Told]]:
    """Join tellings that are alike, also through a third one; incomplete ones then join the nearest event."""
    groups = _joined([each for each in told if each.whole])
    if len(groups) and any(not each.whole for each in told):
        _attach([each for each in told if not each.whole], groups)
    left = [each for each in told if each.group < 0]
    return groups + _joined(left, first=len(groups))


def _joined(told: list[_Told], first: int = 0) -> list[list[_Told]]:
    """Sweep over tellings in order of start, comparing each with those that began up to 20 min before it."""
    leader = list(range(len(told)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    begin = 0
    for index, each in enumerate(told):
        while each.start - told[begin].start > TYPED_TOLERANCE_S:
            begin += 1
        for earlier in range(begin, index):
            if _same_event(told[earlier], each):
                leader[lead(index)] = lead(earlier)
    groups: dict[int, list[_Told]] = {}
    for index, each in enumerate(told):
        groups.setdefault(lead(index), []).append(each)
    for number, group in enumerate(groups.values(), start=first):
        for each in group:
            each.group = number
    return list(groups.values())


def _attach(incomplete: list[_Told], groups: list[list[_Told]]) -> None:
    whole = sorted((each for group in groups for each in group), key=lambda each: each.start)
    starts = [each.start for each in whole]
    for each in incomplete:
        low = bisect_left(starts, each.start - TYPED_TOLERANCE_S)
        high = bisect_left(starts, each.start + TYPED_TOLERANCE_S + 1e-6)
        near = [other for other in whole[low:high] if _same_event(each, other)]
        if near:
            nearest = min(near, key=lambda other: (abs(other.start - each.start), other.session.id.bytes))
            each.group = nearest.group
            groups[nearest.group].append(each)


def _merged(group: list[_Told], corrected: Mapping[UUID, frozenset[str]]) -> Event:
    if len(group) == 1:
        only = group[0].session
        return Event(session=only, telling_ids=(only.id,))
    fullest = sorted(group, key=lambda each: (_rank(each.session.source), each.arrival))
    tellings = [each.session for each in fullest]
    first = min(group, key=lambda each: each.arrival).session
    values = dict(zip(_NAMES, _chosen(tellings, corrected), strict=True))
    air = {name: values.pop(name) for name in _AIR}
    noted_at = min(session.noted_at for session in tellings)
    session = Session(id=first.id, noted_at=noted_at, source=tellings[0].source, air=Air(**air), **values)
    return Event(session=session, telling_ids=tuple(each.id for each in tellings))


_OWN = ("at", "note", *(shape.name for shape in all_fields_of("session") if shape.inside is None))
_AIR = tuple(shape.name for shape in all_fields_of("session") if shape.inside is not None)
_NAMES = _OWN + _AIR
_TEMPERATURE, _AIR_SOURCE = _NAMES.index("temperature_c"), _NAMES.index("air_source")
_AIR_PLACES = tuple(_NAMES.index(name) for name in _AIR)
_values_of = attrgetter(*_OWN, *(f"air.{name}" for name in _AIR))


def _chosen(tellings: Sequence[Session], corrected: Mapping[UUID, frozenset[str]]) -> list[FieldValue]:
    """Give each field of the first telling that knows it, or as corrected, even to *not known*."""
    told = [_values_of(session) for session in tellings]
    chosen = list(told[0])
    for values in told[1:]:
        chosen = [value if known is None else known for known, value in zip(chosen, values, strict=True)]
    _choose_air(tellings, told, chosen)
    recorded = next((session for session in tellings if session.source != TYPED), tellings[0])
    if abs((recorded.at - tellings[0].at).total_seconds()) > START_TOLERANCE_S:
        chosen[_NAMES.index("at")] = recorded.at
    if corrected:
        # The fullest telling last, so that its corrections stand.
        for session, values in zip(reversed(tellings), reversed(told), strict=True):
            for name in corrected.get(session.id, ()):
                chosen[_NAMES.index(name)] = values[_NAMES.index(name)]
    return chosen


def _choose_air(tellings: Sequence[Session], told: Sequence[Sequence[FieldValue]], chosen: list[FieldValue]) -> None:
    """Put the air of the best thermometer in its place; the source named is that of the temperature chosen."""
    best = [told[at] for at in sorted(range(len(told)), key=lambda at: _air_rank(tellings[at]))]
    for place in _AIR_PLACES:
        chosen[place] = next((values[place] for values in best if values[place] is not None), None)
    warm = next((values for values in best if values[_TEMPERATURE] is not None), None)
    if warm is not None:
        chosen[_AIR_SOURCE] = warm[_AIR_SOURCE]


_AIR_RANK: Mapping[AirSource, int] = {AirSource.WEATHER: 1, AirSource.SENSOR: 2, AirSource.DEVICE: 3}
#: who tells the weather, and whose own word it is, in tellings that do not say who measured
_TELL_WEATHER, _OWN_WORD = ("apple_health", "strava_export"), ("typed", "tidy_csv")


def _air_rank(session: Session) -> int:
    if session.source in _OWN_WORD:
        return 0
    if session.air.air_source is not None:
        return _AIR_RANK[session.air.air_source]
    if session.source in _TELL_WEATHER:
        return _AIR_RANK[AirSource.WEATHER]
    return _AIR_RANK[AirSource.DEVICE]


def _rank(source: str) -> int:
    return SOURCES.index(source) if source in SOURCES else len(SOURCES)

