"""The figures: limbs keep their length, feet stay on the floor, mirrored is mirrored, and every picture is small."""

from __future__ import annotations

import math
import os
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.knowledge import figure_skeleton as skeleton
from uncramp.knowledge.figure import draw, svg
from uncramp.knowledge.figure_contacts import place
from uncramp.knowledge.figure_faults import SINKS_CM, figure_faults
from uncramp.knowledge.figure_found import pictured
from uncramp.knowledge.figure_kinds import Figure, Ground, View
from uncramp.knowledge.figure_marks import between
from uncramp.knowledge.library import check_sheets, load_library
from uncramp.wording.figures import every_figure, figure_file, say_figure

SHAPES = Path(__file__).with_name("figure_shapes.txt")
NAMES = every_figure()


def figure_of(name: str) -> Figure:
    sheet = pictured(load_library(), name)
    assert sheet is not None
    assert sheet.figure is not None
    return sheet.figure


def standing(**angles: float) -> Figure:
    return Figure(rests="this_foot", start={"lean": 0, **angles})


ANGLES = st.fixed_dictionaries(
    {name: st.floats(-30, 100) for name in ("lean", "this_hip", "this_knee", "other_hip", "other_knee", "shoulder")}
)


@settings(max_examples=200)
@given(ANGLES)
def test_every_limb_keeps_its_length_in_every_pose(pose: dict[str, float]) -> None:
    body = place(Figure(rests="seat", start=pose), pose)
    for upper, lower, length in (
        ("this_thigh", "this_shank", 0.245 * 175), ("other_shank", "other_foot", 0.246 * 175),
        ("this_upper_arm", "this_forearm", 0.186 * 175), ("other_forearm", "other_hand", 0.146 * 175),
    ):
        assert math.dist(body.joints[upper], body.joints[lower]) == pytest.approx(length, abs=1e-9)


@settings(max_examples=200)
@given(st.floats(-10, 60), st.floats(0, 60), st.floats(0, 60))
def test_a_standing_foot_is_flat_whatever_the_joints_above_do(lean: float, hip: float, knee: float) -> None:
    body = place(figure := standing(lean=lean, hip=hip, knee=knee), figure.start)
    assert body.turns["this_foot"] == pytest.approx(0)
    assert body.point("this_heel")[1] == pytest.approx(0, abs=1e-9)
    assert body.point("this_ball")[1] == pytest.approx(0, abs=0.3)


@settings(max_examples=100)
@given(st.floats(0, 30))
def test_the_other_foot_is_swung_to_the_floor_or_said_to_miss_it(knee: float) -> None:
    figure = Figure(rests="this_foot", touches=("other_foot",), start={"other_hip": 20, "other_knee": knee})
    body = place(figure, figure.start)
    gap = body.gaps["other_foot"]
    assert body.point("other_foot")[1] == pytest.approx(gap, abs=1e-5)
    assert abs(gap) < 1e-5 or any("other_foot misses its surface" in fault for fault in figure_faults(figure))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_goes_through_the_floor_on_the_way_from_start_to_end(name: str) -> None:
    figure = figure_of(name)
    if figure.view is not View.SIDE or figure.ground is Ground.WATER:
        return
    start, end = place(figure, figure.start), place(figure, skeleton.whole_pose(figure, at_end=True))
    for tenth in range(11):
        body = between(figure, start, end, tenth / 10)
        for side in skeleton.SIDES:
            for point in ("heel", "ball", "toe_tip", "knee", "hand"):
                # a hand or a second foot is met at both ends; on the way it may dip as far again as the skin gives
                assert body.point(f"{side}_{point}")[1] <= 2 * SINKS_CM, (point, tenth)


@pytest.mark.parametrize("name", NAMES)
def test_mirrored_is_the_same_drawing_seen_in_a_mirror(name: str) -> None:
    plain, mirrored = draw(figure_of(name)), draw(figure_of(name), mirrored=True)
    assert mirrored.inside == f'<g transform="scale(-1 1)">{plain.inside}</g>'
    assert mirrored.box[0] == pytest.approx(-plain.box[0] - plain.box[2], abs=0.06)
    assert mirrored.box[1:] == plain.box[1:]


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_small_whole_and_stands_alone(name: str) -> None:
    alone = figure_file(name, "en")
    assert alone is not None
    assert len(alone.encode()) <= 8_000
    tree = ET.fromstring(alone)
    space = "{http://www.w3.org/2000/svg}"
    assert [part.tag for part in tree][:2] == [f"{space}title", f"{space}desc"]
    assert all(part.text for part in tree[:2])
    assert not re.search(r"<script|\son\w+=|href=|url\(|@import", alone)
    said = say_figure(name, "en", still=False)
    assert said is not None
    assert "style" not in said.svg, "a page of ours lets no style in that stands in it"


def test_every_exercise_and_every_step_of_relief_has_a_picture_in_words_too() -> None:
    library = load_library()
    steps = {"safe-stop", "stand-up", "hamstring-straighten", "calf-toes-up", "quadriceps-bend", "foot-toes-up"}
    for where in library.settings.values():
        steps |= {where.first, where.hamstring, where.calf, where.quadriceps, where.foot, where.stand}
    for name in (*library.exercises, *sorted(steps)):
        said = say_figure(name, "en")
        assert said is not None, name
        assert said.shows.startswith("Seen from "), name


def test_the_shapes_are_as_they_were_looked_at() -> None:
    lines = []
    for name in NAMES:
        body = place(figure_of(name), skeleton.whole_pose(figure_of(name), at_end=True))
        joints = ("head", "this_hand", "other_hand", "this_shank", "this_foot", "other_shank", "other_foot")
        lines.append(name + "".join(f"  {x:.0f},{y + 0.0:.0f}" for x, y in (body.joints[joint] for joint in joints)))
    found = "\n".join(lines) + "\n"
    if os.environ.get("UNCRAMP_GOLDEN") == "write":
        SHAPES.write_text(found, encoding="utf-8")
    assert found == SHAPES.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ({"this_knee": -40}, "start: this knee at -40 degrees, it goes from -5 to 150"),
        ({"elbow": 170}, "start: this elbow at 170 degrees, it goes from 0 to 150"),
        ({"kneee": 10}, "no joint is called 'kneee'"),
        ({"this_hand": "the_moon"}, "no point of the body is called 'the_moon'"),
        ({"this_hand": "at 200 100"}, "start: this_hand at 200 100 falls short by"),
        ({"other_hip": 0, "other_knee": -5, "hip": 0}, ""),
    ],
)
def test_an_impossible_pose_is_named(start: dict[str, float | str], said: str) -> None:
    found = list(figure_faults(Figure(rests="this_foot", start=start)))
    assert any(fault.startswith(said) for fault in found) if said else not found, found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (Figure(rests="", start={}), "a line of rests, touches or props says nothing"),
        (Figure(rests="nose", start={}), "rests on 'nose': known are"),
        (Figure(rests="seat throne", start={}), "'throne' is not among the props"),
        (Figure(rests="feet", props=("throne 3",), start={}), "nothing is called 'throne'"),
        (Figure(rests="feet", touches=("wing",), start={}), "no point of the body is called 'wing'"),
        (Figure(rests="feet", pulls=("ear",), start={}), "'ear' is not drawn from there"),
        (Figure(rests="feet", arrow=(1, 2), start={}), "an arrow is x, y, x, y"),
        (Figure(rests="feet", start={"hand": "at here there"}), "'at here there' says no place"),
        (Figure(rests="feet", start={"knee": "bent"}), "knee is not an angle: 'bent'"),
        (Figure(rests="feet", start={"hand": 4}), "hand holds a number: 4"),
        (Figure(rests="feet", start={}, partner={"knee": -90}), "partner: this knee at -90 degrees"),
    ],
)
def test_a_word_that_nobody_knows_is_named_and_nothing_breaks(written: Figure, said: str) -> None:
    found = list(figure_faults(written))
    assert any(fault.startswith(said) for fault in found), found


def test_a_foot_below_the_floor_is_named() -> None:
    sunk = Figure(rests="seat", start={"hip": 20})
    assert any("below the ground" in fault for fault in figure_faults(sunk))


def test_the_check_of_the_sheets_names_sheet_pose_and_joint(tmp_path: Path) -> None:
    sheets = Path(skeleton.__file__).with_name("sheets")
    for folder in ("exercises", "sources", "claims", "actions", "priors"):
        (tmp_path / folder).symlink_to(sheets / folder)
    (tmp_path / "exercises").unlink()
    (tmp_path / "exercises").mkdir()
    written = (sheets / "exercises" / "calf_wall.toml").read_text(encoding="utf-8")
    bent = written.replace("other_knee = 25", "other_knee = 190", 1)
    assert bent != written
    (tmp_path / "exercises" / "calf_wall.toml").write_text(bent, encoding="utf-8")
    faults = [str(fault) for fault in check_sheets(tmp_path)]
    assert any(
        "exercises/calf_wall.toml: figure: bad picture (start: other knee at 190 degrees" in each for each in faults
    )


def test_a_second_drawing_is_the_same_and_a_pose_alone_moves_nothing() -> None:
    figure = figure_of("calf_wall")
    assert draw(figure) == draw(figure)
    still = draw(replace(figure, end={}))
    assert 'class="m"' not in still.inside
    assert not still.tempo
    assert "<title" in svg(still, "A < B", "C & D", name="x")
    assert "A &lt; B" in svg(still, "A < B", "C & D", name="x")
