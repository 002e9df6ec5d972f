"""The atlas: complete, mirrored, light, quick, without script, and its shapes kept word for word beside the tests."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from uncramp.body import MUSCLE_OF, Muscle, Side, Spot
from uncramp.knowledge import atlas
from uncramp.knowledge.atlas import Control, Count
from uncramp.knowledge.atlas_shapes import KINDS, View, closed_spline, fibres_between, open_spline, plate
from uncramp.knowledge.library import Library

GOLDEN = Path(__file__).parent.parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"
LEGS = (Side.LEFT, Side.RIGHT)


def part_controls() -> list[Control]:
    return [
        Control(target=part.id, side=side, href=f"/learn/anatomy/{part.id}/?side={side}", name=f"{side}: {part.id}")
        for part in atlas.parts() for side in LEGS
    ]


def whole(view: View, **more) -> str:
    return atlas.draw_whole(view, title="Legs", seen="Two legs.", key=f"a-{view}", **more)


def near(part: str, side: Side, **more) -> str:
    there = atlas.part_named(part)
    assert there is not None
    controls = [Control(target=spot, side=side, href=f"?spot={spot}", name=spot) for spot in there.spots]
    return atlas.draw_part(there, side, title="Near", seen="One leg.", key="n", controls=controls, **more)


def numbers(path: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", path)]


def test_every_region_is_drawn_read_and_marked_in_one_part_of_the_leg() -> None:
    in_parts = [spot for part in atlas.parts() for spot in part.spots]
    assert set(in_parts) == set(Spot)
    assert [spot for spot in in_parts if in_parts.count(spot) > 1] == ["adductor", "adductor"]
    sheets = Library().anatomy
    for spot in Spot:
        part = atlas.part_of(spot)
        assert part is not None and plate(part.view).region(spot), spot
        sheet = sheets[spot]
        assert sheet.muscle is MUSCLE_OF[spot], spot
        assert sheet.origin and sheet.insertion and sheet.nerve and sheet.does and sheet.longer, spot
    assert set(sheets) == {*Spot, "sciatic_nerve"}
    nerve = atlas.part_of("sciatic_nerve")
    assert nerve is not None and nerve.id == "back_thigh"


@pytest.mark.parametrize("view", View)
def test_the_hamstrings_lie_where_anatomy_has_them(view: View) -> None:
    shapes = {shape.id: shape for shape in plate(view).shapes}
    assert {shape.kind for shape in shapes.values()} <= KINDS
    for shape in shapes.values():
        if shape.kind == "muscle" and shape.of == shape.id:
            assert shape.origin and shape.insertion and shape.at, shape.id
            assert shape.origin[1] < shape.insertion[1], shape.id
    if view is View.BACK:
        long, short = shapes["biceps_femoris_long"], shapes["biceps_femoris_short"]
        inner, deep = shapes["semitendinosus"], shapes["semimembranosus"]
        assert long.insertion and short.insertion and inner.insertion and deep.insertion
        assert long.insertion[0] > 50 > 25 > inner.insertion[0]  # fibular head outside, pes anserinus inside
        assert short.origin and long.origin and short.origin[1] > long.origin[1] + 40  # femur, not sit bone
        assert (short.under, deep.under) == ("biceps_femoris_long", "semitendinosus")
        nerve = next(shape for shape in shapes.values() if shape.id == "sciatic")
        split = max(y for _, y in nerve.points)
        assert 180 < split < 232  # above the hollow of the knee


@pytest.mark.parametrize("view", View)
def test_no_shape_leaves_the_outline_of_the_leg(view: View) -> None:
    skin = next(shape for shape in plate(view).shapes if shape.kind == "skin").points
    for shape in plate(view).shapes:
        for x, y in shape.points if shape.kind != "toes" else ():
            across = sorted(_crossings(skin, y))
            if shape.kind == "skin" or not across:
                continue
            assert across[0] - 2 <= x <= across[-1] + 1.5, (shape.id, x, y)


def _crossings(points, y: float) -> list[float]:
    found = [0.0] if y < 99 else []
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        if min(y1, y2) <= y <= max(y1, y2) and y1 != y2:
            found.append(x1 + (x2 - x1) * (y - y1) / (y2 - y1))
    return found


@pytest.mark.parametrize("view", View)
def test_the_other_leg_is_the_mirror_image_of_the_same_shapes(view: View) -> None:
    drawn = ET.fromstring(whole(view, standalone=True))
    legs = [each for each in drawn if each.tag == f"{SVG}g"]
    assert [leg.get("transform") for leg in legs[:2]] in ([None, "scale(-1 1)"], ["scale(-1 1)", None])
    used = [[use.get("href") for use in leg.iter(f"{SVG}use")] for leg in legs[:2]]
    assert used[0] == used[1]
    assert len(used[0]) == len(atlas.layers(view)) > 5
    assert atlas.mirrored(View.BACK, Side.LEFT) and atlas.mirrored(View.FRONT, Side.RIGHT)
    assert not atlas.mirrored(View.BACK, Side.RIGHT) and not atlas.mirrored(View.FRONT, Side.LEFT)


def test_both_views_with_all_controls_weigh_at_most_forty_kilobytes() -> None:
    assert sum(len(whole(view, controls=part_controls()).encode()) for view in View) <= 40_000
    for part in atlas.parts():
        assert len(near(part.id, Side.LEFT, chosen=part.spots[0]).encode()) <= 40_000, part.id


@pytest.mark.parametrize("standalone", [True, False])
def test_pictures_are_valid_named_and_hold_no_script_style_or_address_outside(standalone: bool) -> None:
    pictures = [whole(view, controls=part_controls(), standalone=standalone) for view in View]
    pictures += [
        near(part.id, side, chosen=part.spots[-1], standalone=standalone) for part in atlas.parts() for side in Side
    ]
    for picture in pictures:
        root = ET.fromstring(picture)
        space = SVG if standalone else ""
        named = [root.find(f"{space}title"), root.find(f"{space}desc")]
        assert all(each is not None and each.text for each in named)
        assert root.get("role") == "group"
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        assert {use.get("href", "")[1:] for use in root.iter(f"{space}use")} <= set(ids)
        assert "<script" not in picture and "http" not in picture.replace("http://www.w3.org/2000/svg", "")
        assert "style=" not in picture and ("<style" in picture) == standalone


def test_names_and_addresses_cannot_break_out_of_the_picture() -> None:
    evil = '"><script>alert(1)</script>'
    part = atlas.part_named("calf")
    assert part is not None
    drawn = atlas.draw_part(
        part, Side.LEFT, title=evil, seen=evil, key="k",
        controls=[Control(target="soleus", side=Side.LEFT, href=evil, name=evil, said=evil)],
    )
    assert "<script" not in drawn
    region = next(each for each in ET.fromstring(drawn).iter("a") if each.get("aria-label"))
    assert (region.get("aria-label"), region.get("href")) == (evil, evil)


def test_the_chosen_muscle_shows_its_ends_and_shines_through_what_covers_it() -> None:
    drawn = ET.fromstring(near("back_thigh", Side.RIGHT, chosen="biceps_femoris_short"))
    by_name = {each.get("aria-label"): each for each in drawn.iter("a") if each.get("aria-label")}
    assert by_name["biceps_femoris_short"].get("class") == "m-chosen"
    assert by_name["biceps_femoris_short"].get("aria-current") == "true"
    assert by_name["biceps_femoris_long"].get("class") == "m-ghost"
    ends = next(each for each in drawn.iter("g") if each.get("class") == "m-ends")
    assert [each.tag for each in ends] == ["circle", "path"]


def test_an_unseen_square_for_the_thumb_is_no_second_stop_for_the_keyboard() -> None:
    drawn = ET.fromstring(near("back_thigh", Side.LEFT))
    squares = [each for each in drawn.iter("a") if each.get("aria-hidden")]
    assert {each.get("href") for each in squares} == {
        f"?spot={spot}" for spot in
        ("biceps_femoris_long", "biceps_femoris_short", "semimembranosus", "adductor")
    }
    assert all(each.get("tabindex") == "-1" for each in squares)


def test_heat_is_told_by_numbers_too_and_the_most_is_the_hottest() -> None:
    counts = [
        Count(target="soleus", side=Side.LEFT, number=1), Count(target="gastrocnemius", side=Side.LEFT, number=8),
        Count(target="gastrocnemius", side=Side.RIGHT, number=5), Count(target="calf", side=Side.LEFT, number=12,
                                                                        somewhere=True),
    ]
    drawn = ET.fromstring(whole(View.BACK, counts=counts))
    steps = [each.get("class") for each in drawn.iter() if (each.get("class") or "").startswith("m-heat")]
    assert sorted(steps) == ["m-heat-1", "m-heat-3", "m-heat-4"]
    assert sorted(text.text for text in drawn.iter("text")) == ["1", "12", "5", "8"]
    dashed = [each for each in drawn.iter("g") if each.get("class") == "m-bubble m-somewhere"]
    assert [each.find("text").text for each in dashed] == ["12"]


@given(st.lists(st.tuples(st.sampled_from(list(Spot)), st.sampled_from(LEGS), st.integers(0, 400)), max_size=20))
def test_every_count_of_a_region_that_is_seen_is_written_once(told) -> None:
    by_place = {(spot, side): n for spot, side, n in told}
    counts = [Count(target=spot, side=side, number=n) for (spot, side), n in by_place.items()]
    for view in View:
        drawn = ET.fromstring(whole(view, counts=counts))
        seen = sorted(each.number for each in counts if each.number and plate(view).region(each.target))
        assert sorted(int(text.text or "") for text in drawn.iter("text")) == seen


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=12, unique=True))
def test_a_curve_goes_through_every_point_it_was_given(points) -> None:
    for path, ends in ((open_spline(points), points[1:]), (closed_spline(points), [*points[1:], points[0]])):
        told = numbers(path)
        x, y = told[:2]
        for number, end in enumerate(ends):
            step = told[2 + 6 * number : 8 + 6 * number]
            x, y = x + step[4], y + step[5]
            assert (x, y) == (pytest.approx(end[0], abs=0.05), pytest.approx(end[1], abs=0.05))


def test_fibres_run_between_the_edges_from_top_to_bottom() -> None:
    drawn = fibres_between([(10, 0), (10, 100)], [(0, 0), (0, 100)], 4)
    starts = [numbers(fibre)[:2] for fibre in drawn.split("M")[1:]]
    assert [x for x, _ in starts] == [8, 6, 4, 2]
    assert all(5 < y < 15 for _, y in starts)
    assert fibres_between([(10, 0), (10, 9)], [(0, 0), (0, 9)], 0) == ""


def test_a_part_that_is_none_is_none() -> None:
    assert atlas.part_named("elbow") is None
    assert atlas.part_of("elbow") is None
    assert {MUSCLE_OF[Spot(spot)] for spot in atlas.parts()[1].spots} == {Muscle.HAMSTRING, Muscle.ADDUCTOR}


@pytest.mark.parametrize("view", View)
def test_the_shapes_are_those_that_were_looked_at(view: View) -> None:
    """A change of the drawing shows in review as a picture: open the golden file in a browser before keeping it."""
    drawn = whole(view, standalone=True).replace("><", ">\n<")
    golden = GOLDEN / f"atlas_{view}.svg"
    if os.environ.get("UNCRAMP_GOLDEN") == "write":
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8"), "look at the drawing; if it is meant, run `make golden`"
