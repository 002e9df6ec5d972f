"""GPX 1.0 and 1.1: tracks with times become sessions; heart rate, cadence and temperature come from extensions."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.importers.importer import Origin, Reading
from uncramp.importers.outing import Leg
from uncramp.importers.sports import sport_of
from uncramp.importers.tracks import Track, is_game, number, read_track
from uncramp.importers.xml_walk import root_of

#: element -> column; the names are those of Garmin's TrackPointExtension, of Cluetrust and of Amazfit
_IN_POINT: dict[str, str] = {
    "ele": "altitude_m", "hr": "heart_rate_bpm", "heartrate": "heart_rate_bpm", "cad": "cadence_rpm",
    "cadence": "cadence_rpm", "atemp": "temperature_c", "temp": "temperature_c", "speed": "speed_m_s",
}
#: a track is timed when so large a part of its points is
_TIMED = 0.5


class GpxImporter:
    """The GPX format. A track without times is no session; a place on a map is nothing a diary needs."""

    name = "gpx"

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell a GPX file by its first element."""
        return root_of(head) == "gpx"

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all tracks; raises nothing for bad bytes."""
        told = _Gpx()
        return read_track(data, origin, self.name, told)


class _Gpx:
    """The state of one pass: the track being read and its points, which count only when enough carry a time."""

    def __init__(self) -> None:
        self.track = Track()
        self.point: dict[str, float] | None = None
        self.points: list[dict[str, float]] | None = None
        self.sport: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open a track or a point."""
        if name == "gpx":
            self.track.virtual = is_game(attributes.get("creator"))
        elif name == "trk":
            self.close()
            self.points, self.sport = [], None
        elif name == "trkpt" and self.points is not None:
            place = {"latitude": number(attributes.get("lat")), "longitude": number(attributes.get("lon"))}
            self.point = {name: value for name, value in place.items() if value is not None}

    def end(self, name: str, parent: str, text: str) -> None:
        """Take a value, or close a point or a track."""
        if self.point is not None:
            if name == "time":
                value = self.track.moment(text)
                if value is not None:
                    self.point["time"] = value
            elif name in _IN_POINT:
                value = number(text)
                if value is not None:
                    self.point[_IN_POINT[name]] = value
            elif name == "trkpt":
                self._take()
        elif name == "type" and parent == "trk":
            self.sport = sport_of(text)
            self.track.virtual |= is_game(text)
        elif name == "trk":
            self.close()

    def _take(self) -> None:
        if self.points is not None and self.point is not None:
            self.points.append(self.point)
        self.point = None

    def close(self) -> None:
        """Hand the points of a track over, with the leg they are."""
        points, self.points = self.points or [], None
        times = [point["time"] for point in points if "time" in point]
        if len(times) < _TIMED * len(points) or not times:
            self.track.untimed += len(points)
            return
        before = len(self.track.points["time"])
        try:
            for point in points:
                self.track.add(point)
        finally:  # what was added before there were too many points is a leg all the same
            added = self.track.points["time"][before:]
            if added and min(added) < max(added):
                self.track.legs.append(Leg(min(added), max(added), self.sport))
