"""TCX: activities with laps; what the laps sum up wins over the points, and no coordinates are needed."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.importers.importer import Origin, Reading
from uncramp.importers.outing import Leg
from uncramp.importers.sports import sport_of
from uncramp.importers.tracks import Track, is_game, number, read_track
from uncramp.importers.xml_walk import root_of

#: (element, its parent) -> column; None stands for any parent
_IN_POINT: dict[tuple[str, str | None], str] = {
    ("LatitudeDegrees", None): "latitude", ("LongitudeDegrees", None): "longitude",
    ("AltitudeMeters", None): "altitude_m", ("DistanceMeters", None): "distance_m", ("Speed", None): "speed_m_s",
    ("Value", "HeartRateBpm"): "heart_rate_bpm", ("Cadence", None): "cadence_rpm", ("RunCadence", None): "cadence_rpm",
    ("Temperature", None): "temperature_c",
}
_IN_LAP: dict[tuple[str, str], str] = {
    ("TotalTimeSeconds", "Lap"): "timer_s", ("DistanceMeters", "Lap"): "distance_m",
    ("Value", "AverageHeartRateBpm"): "mean_hr_bpm", ("Value", "MaximumHeartRateBpm"): "max_hr_bpm",
}
#: a lap longer than this (s) is a slip of the device
_LONGEST_LAP_S = 10 * 86_400.0


class TcxImporter:
    """The TCX format of Garmin, as Polar, Suunto, Strava and others write it too."""

    name = "tcx"

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell a TCX file by its first element, whatever blanks stand before it."""
        return root_of(head) == "TrainingCenterDatabase"

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all activities; raises nothing for bad bytes."""
        told = _Tcx()
        return read_track(data, origin, self.name, told)


class _Tcx:
    """The state of one pass: the activity, its laps, the point being read."""

    def __init__(self) -> None:
        self.track = Track()
        self.point: dict[str, float] | None = None
        self.laps: list[dict[str, float]] = []
        self.sport: str | None = None
        self.span: list[float] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an activity, a lap or a point."""
        if name == "Trackpoint":
            self.point = {}
        elif name == "Lap":
            begun = self.track.moment(attributes.get("StartTime"))
            self.laps.append({} if begun is None else {"start": begun})
        elif name == "Activity":
            self.close()
            self.sport = sport_of(attributes.get("Sport"))

    def end(self, name: str, parent: str, text: str) -> None:
        """Take a value, or close a point or an activity."""
        if self.point is not None:
            self._in_point(name, parent, text)
        elif (name, parent) in _IN_LAP and self.laps:
            value = number(text)
            if value is not None and value >= 0:
                self.laps[-1][_IN_LAP[name, parent]] = value
        elif name == "Name" and parent == "Creator":
            self.track.virtual |= is_game(text)
        elif name == "Activity":
            self.close()

    def _in_point(self, name: str, parent: str, text: str) -> None:
        point = self.point
        if point is None:
            return
        if name == "Time":
            value = self.track.moment(text)
            if value is not None:
                point["time"] = value
                self.span = [min(value, *self.span), max(value, *self.span)] if self.span else [value, value]
        elif name == "Trackpoint":
            self.track.add(point)
            self.point = None
        else:
            column = _IN_POINT.get((name, None)) or _IN_POINT.get((name, parent))
            value = number(text) if column else None
            if column and value is not None:
                point[column] = value

    def close(self) -> None:
        """Make one leg of the laps of an activity."""
        laps, self.laps, span, self.span = self.laps, [], self.span, []
        starts = [lap["start"] for lap in laps if "start" in lap] + span[:1]
        if not starts:
            return
        timed = [lap for lap in laps if lap.get("timer_s", _LONGEST_LAP_S) < _LONGEST_LAP_S]
        ends = [lap["start"] + lap["timer_s"] for lap in timed if "start" in lap] + span[1:]
        told: dict[str, float | None] = {}
        for name in ("timer_s", "distance_m"):
            # a device without the sensor writes laps of no metres
            told[name] = sum(lap.get(name, 0.0) for lap in timed) or None
        beats = [(lap["mean_hr_bpm"], lap["timer_s"]) for lap in timed if "mean_hr_bpm" in lap and lap["timer_s"]]
        if beats:
            told["mean_hr_bpm"] = sum(mean * time for mean, time in beats) / sum(time for _mean, time in beats)
            told["max_hr_bpm"] = max((lap["max_hr_bpm"] for lap in timed if "max_hr_bpm" in lap), default=None)
        self.track.legs.append(Leg(min(starts), max(ends, default=min(starts)), self.sport, told))
