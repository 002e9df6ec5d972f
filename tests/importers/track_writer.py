"""Tracks for tests, written by hand: GPX and TCX of a run north at 3 m/s from the prime meridian, a point a second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
#: degrees of latitude in 3 m on a sphere of the mean radius
STEP = 3 / 6_371_008.8 * 180 / 3.141592653589793


def iso(second: float, offset: str = "Z") -> str:
    """Give a moment of the run as files write it."""
    return (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S") + offset


def gpx(seconds: int = 60, *, times: bool = True, offset: str = "Z", extra: str = "", longitude: float = 0.1) -> bytes:
    """Give a GPX track; heart rate 150, cadence 85, 21 degrees, climbing 1 m in 10 s."""
    points = "".join(
        f'<trkpt lat="{45 + second * STEP:.10f}" lon="{longitude}"><ele>{100 + second / 10}</ele>'
        + (f"<time>{iso(second, offset)}</time>" if times else "")
        + "<extensions><x:TrackPointExtension><x:hr>150</x:hr><x:cad>85</x:cad><x:atemp>21</x:atemp>"
        "</x:TrackPointExtension></extensions></trkpt>"
        for second in range(seconds + 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{extra}<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" '
        f'xmlns:x="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"><trk><type>running</type><trkseg>{points}'
        "</trkseg></trk></gpx>"
    ).encode()


def tcx(seconds: int = 60, *, places: bool = True, told_m: float = 180.0, blanks: str = "") -> bytes:
    """Give a TCX activity of one lap; without places it was run indoors."""
    points = "".join(
        f"<Trackpoint><Time>{iso(second)}</Time>"
        + (f"<Position><LatitudeDegrees>{45 + second * STEP:.10f}</LatitudeDegrees><LongitudeDegrees>0.1"
           "</LongitudeDegrees></Position>" if places else "")
        + f"<DistanceMeters>{3 * second}</DistanceMeters><HeartRateBpm><Value>140</Value></HeartRateBpm>"
        "<Extensions><TPX><Speed>3.0</Speed><RunCadence>85</RunCadence></TPX></Extensions></Trackpoint>"
        for second in range(seconds + 1)
    )
    return (
        f'{blanks}<?xml version="1.0"?><TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>{iso(0)}</Id>'
        f'<Lap StartTime="{iso(0)}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{told_m}'
        "</DistanceMeters><AverageHeartRateBpm><Value>139</Value></AverageHeartRateBpm><MaximumHeartRateBpm>"
        f"<Value>160</Value></MaximumHeartRateBpm><Track>{points}</Track></Lap></Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()
