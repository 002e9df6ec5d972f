"""GPX and TCX: what they tell becomes a session and a curve, coordinates are gone, tricks are refused at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from track_writer import START, gpx, tcx

from uncramp.diary.records import Session
from uncramp.importers.gpx import GpxImporter
from uncramp.importers.importer import Origin, Reading
from uncramp.importers.tcx import TcxImporter
from uncramp.importers.xml_walk import RefusedXmlError, guarded, root_of
from uncramp.wording.imports import say_problem

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def read(data: bytes, zone: str = "Europe/London") -> Reading:
    importer = TcxImporter() if root_of(data) == "TrainingCenterDatabase" else GpxImporter()
    assert importer.claims("a.dat", data[:65_536])
    return importer.read(data, Origin(filename="a", home_zone=ZoneInfo(zone), received_at=NOW, sha256="0"))


def only(reading: Reading) -> Session:
    (session,) = reading.records
    assert isinstance(session, Session)
    return session


def faults(reading: Reading) -> set[str]:
    return {problem.fault for problem in reading.problems}


def test_a_gpx_track_is_a_session_with_a_curve_and_no_place() -> None:
    reading = read(gpx())
    run = only(reading)
    assert (run.sport, run.at, run.moving_min, run.mean_hr_bpm) == ("running", START, 1.0, 150)
    assert run.distance_m == pytest.approx(180, abs=0.01)
    assert run.air.temperature_c == 21
    (curve,) = reading.series
    assert curve.id == run.series
    assert curve.speed_m_s is not None
    assert curve.speed_m_s[30] == pytest.approx(3, abs=1e-3)
    assert curve.grade is not None
    assert curve.grade[30] == pytest.approx(1 / 30, abs=1e-3)
    assert curve.cadence_rpm is not None
    assert not hasattr(curve, "latitude")


@pytest.mark.parametrize("places", [True, False])
def test_a_tcx_activity_is_a_session_also_without_places(places: bool) -> None:
    run = only(read(tcx(places=places, told_m=185)))
    assert (run.sport, run.at, run.moving_min, run.distance_m) == ("running", START, 1.0, 185)
    assert (run.mean_hr_bpm, run.max_hr_bpm) == (140, 140)


def test_a_byte_order_mark_and_blanks_before_the_declaration_cost_nothing() -> None:
    assert only(read(b"\xef\xbb\xbf" + gpx())).distance_m
    assert only(read(tcx(blanks="          "))).distance_m
    assert only(read(gpx().decode().replace("UTF-8", "UTF-16").encode("utf-16"))).distance_m
    western = gpx(extra="<!-- caf\u00e9 -->").decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert only(read(western)).distance_m


def test_a_track_without_times_is_refused_with_what_to_do() -> None:
    reading = read(gpx(times=False))
    assert reading.records == ()
    (problem,) = reading.problems
    assert (problem.fault, problem.lost) == ("no_times", True)
    assert "by hand" in say_problem(problem, "en")


def test_places_on_a_map_are_nothing_to_keep() -> None:
    reading = read(b'<gpx><wpt lat="1" lon="2"><time>2026-03-01T09:00:00Z</time></wpt></gpx>')
    assert (reading.records, reading.problems, reading.recognised_as) == ((), (), "no_track")


def test_the_zone_is_that_of_the_times_else_of_the_place_else_home() -> None:
    assert only(read(gpx(offset="+02:00"))).at.utcoffset() == timedelta(hours=2)
    far = read(gpx(longitude=-105.0))
    assert only(far).at.utcoffset() == timedelta(hours=-7)
    assert faults(far) == {"zone_by_place"}
    home = read(tcx(places=False))
    assert only(home).at.tzinfo == ZoneInfo("Europe/London")
    assert faults(home) == {"zone_assumed"}


def test_a_file_cut_off_keeps_what_stands_before_the_cut() -> None:
    whole = gpx(100)
    run = only(read(whole[: len(whole) // 2]))
    assert run.elapsed_min is not None
    assert 0.7 < run.elapsed_min < 1
    assert faults(read(whole[: len(whole) // 2])) >= {"cut_off"}
    lap = tcx(100)
    assert only(read(lap[: len(lap) // 2])).elapsed_min == pytest.approx(100 / 60)


def test_two_tracks_hours_apart_are_two_sessions() -> None:
    one = gpx().decode()
    track = one[one.index("<trk>") : one.index("</gpx>")]
    two = one.replace("</gpx>", track.replace("T09:", "T15:") + "</gpx>").encode()
    assert [record.at.astimezone(UTC).hour for record in read(two).records] == [9, 15]


BOMBS = {
    "xml_entities": gpx(extra='<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
    "xml_dtd": gpx(extra="<!DOCTYPE gpx [" + "<!ELEMENT a (b)>" * 10_000 + "]>"),
    "xml_token": b"<gpx><!--" + b"<" * (3 << 20) + b"--></gpx>",
    "xml_attributes": b"<gpx " + b" ".join(b'a%d="1"' % n for n in range(60_000)) + b"/>",
    "xml_depth": b"<gpx>" + b"<a>" * 2_000_000,
}


@pytest.mark.parametrize("fault", list(BOMBS))
def test_a_bomb_is_refused_with_its_limit(fault: str) -> None:
    reading = read(BOMBS[fault])
    (problem,) = [problem for problem in reading.problems if problem.fault == fault]
    said = say_problem(problem, "en")
    assert "{" not in said
    assert fault == "xml_entities" or any(letter.isdigit() for letter in said)


def test_a_flood_of_tags_is_stopped_and_what_came_before_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uncramp.importers.xml_walk.MOST_TAGS", 300)
    reading = read(gpx(300))
    assert faults(reading) >= {"too_many_messages"}
    assert reading.records
    monkeypatch.setattr("uncramp.importers.tracks.MOST_POINTS", 20)
    assert only(read(gpx(30))).elapsed_min == pytest.approx(19 / 60)


def test_one_tag_of_many_megabytes_is_refused_before_the_parser_sees_it() -> None:
    with pytest.raises(RefusedXmlError, match="xml_token"):
        guarded(b'<gpx a="' + b"x" * (40 << 20) + b'"/>')


def test_attributes_given_by_the_definitions_never_reach_the_parser() -> None:
    """Default attributes multiply: a few kilobytes of definitions, given to every element."""
    given = "".join(f'a{n} CDATA "x" ' for n in range(3000))
    data = gpx(500, extra=f"<!DOCTYPE gpx [<!ATTLIST trkpt {given}>]>")
    assert only(read(data)).elapsed_min == pytest.approx(500 / 60)


def test_a_definition_that_expat_cannot_read_costs_nothing() -> None:
    assert only(read(gpx(extra="<!DOCTYPE gpx [<!ATTLIST trk\n version CDATA #REQUIRED>\n<!BROKEN ??>]>"))).distance_m


def test_control_characters_are_left_out() -> None:
    assert only(read(gpx().replace(b"running", b"run\x0bning"))).sport == "running"
