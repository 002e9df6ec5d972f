"""The body map: a muscle read, a place marked in two taps, the heat map with its table, and nothing else let in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from uncramp.body import Muscle, Side, Spot
from uncramp.diary.records import Cramp
from uncramp.knowledge import atlas

NOW = datetime(2026, 5, 10, 12, 0, tzinfo=UTC)
PAGES = ["/note/cramp/where/", "/diary/where/", "/learn/anatomy/"]


def noted(visitor, **fields) -> Cramp:
    cramp = Cramp(id=uuid4(), at=NOW - timedelta(days=len(visitor.records())), noted_at=NOW, **fields)
    visitor.book().write([cramp], now=NOW, what="note cramp")
    return cramp


def links(page: str) -> list[str]:
    return [each.replace("&amp;", "&") for each in re.findall(r'<a[^>]* href="([^"]+)"', page)]


@pytest.mark.parametrize("path", PAGES)
def test_every_part_of_both_legs_is_a_named_link_in_the_picture_and_in_the_list(visitor, path: str) -> None:
    if path == "/diary/where/":
        noted(visitor, muscle=Muscle.CALF)
    page = visitor.text(path)
    for part in atlas.parts():
        for side in ("Left", "Right"):
            name = rf'aria-label="{side}: [^"]+"'
            assert re.search(name, page), (part.id, side)
    in_picture = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><rect class="m-hit"', page)
    in_list = re.findall(r'<a class="chip" href="([^"]+)" aria-label="([^"]+)"', page)
    assert len(in_picture) == 12
    assert set(in_picture) <= set(in_list)


def test_a_place_tapped_on_the_body_stands_in_the_form_of_a_new_cramp(visitor) -> None:
    near = next(each for each in links(visitor.text("/note/cramp/where/")) if "part=back_thigh" in each)
    muscle = next(
        each for each in links(visitor.text("/note/cramp/where/" + near)) if "spot=semitendinosus" in each
    )
    form = visitor.text(muscle)
    for chosen in ("hamstring", "left", "semitendinosus"):
        assert re.search(rf'value="{chosen}" checked', form), chosen
    response = visitor.post("/note/cramp/", {
        "when": "now", "muscle": "hamstring", "side": "left", "spot": "semitendinosus",
    })
    assert response.status_code == 302
    cramp = visitor.only("cramp")
    assert (cramp.muscle, cramp.side, cramp.spot) == (Muscle.HAMSTRING, Side.LEFT, Spot.SEMITENDINOSUS)
    assert "Hamstring cramp, left, semitendinosus" in visitor.text("/diary/")


def test_a_day_stays_chosen_while_the_body_is_tapped(visitor) -> None:
    page = visitor.text("/note/cramp/where/?day=2026-05-03")
    near = next(each for each in links(page) if "part=calf" in each and "side=right" in each)
    muscle = next(each for each in links(visitor.text("/note/cramp/where/" + near)) if "spot=soleus" in each)
    assert 'value="2026-05-03T' in visitor.text(muscle)


@pytest.mark.parametrize(("sent", "kept"), [
    ("left.semimembranosus", (Muscle.HAMSTRING, Side.LEFT, Spot.SEMIMEMBRANOSUS)),
    ("both.soleus", (Muscle.CALF, Side.BOTH, Spot.SOLEUS)), ("right.calf", (Muscle.CALF, Side.RIGHT, None)),
])
def test_a_cramp_of_the_diary_is_marked_said_and_can_be_taken_back(visitor, sent: str, kept: tuple) -> None:
    cramp = noted(visitor, muscle=Muscle.QUADRICEPS, spot=Spot.RECTUS_FEMORIS, side=Side.RIGHT, note="hill")
    assert f"/diary/{cramp.id}/spot/" in visitor.text(f"/diary/{cramp.id}/")
    response = visitor.post(f"/diary/{cramp.id}/spot/", {"spot": sent})
    assert response.headers["Location"] == "/diary/?day=2026-05-10"
    after = visitor.only("cramp")
    assert (after.muscle, after.side, after.spot, after.note) == (*kept, "hill")
    toast = visitor.text("/diary/?day=2026-05-10")
    assert re.search(r'role="status"[^>]*>\s*<p>Marked: (Left|Right|Both): ', toast)
    undo = re.search(r'action="(/diary/changes/\d+/undo/)"', toast)
    assert undo
    visitor.post(undo.group(1))
    assert visitor.only("cramp").spot is Spot.RECTUS_FEMORIS


@pytest.mark.parametrize("sent", ["", "left", "left.", "left.elbow", "up.soleus", "left.soleus.x", "<script>", "."])
def test_what_is_no_place_marks_nothing_and_shows_the_body_again(visitor, sent: str) -> None:
    cramp = noted(visitor, muscle=Muscle.CALF)
    response = visitor.post(f"/diary/{cramp.id}/spot/", {"spot": sent})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    assert visitor.only("cramp") == cramp


@pytest.mark.parametrize("query", ["?part=elbow&side=left", "?part=calf&side=up", "?part=calf", "?side=left"])
def test_a_part_that_is_none_shows_both_legs(visitor, query: str) -> None:
    for path in ("/note/cramp/where/", "/diary/where/"):
        assert visitor.get(path + query).status_code == 200


def test_only_a_cramp_can_be_marked(visitor) -> None:
    assert visitor.get(f"/diary/{uuid4()}/spot/").status_code == 404
    visitor.post("/note/check_in/", {"when": "now", "fatigue_0_10": "3"})
    assert visitor.get(f"/diary/{visitor.only('check_in').id}/spot/").status_code == 404


def test_without_script_a_muscle_is_chosen_said_and_marked_with_one_tap_more(visitor) -> None:
    cramp = noted(visitor, muscle=Muscle.HAMSTRING)
    page = visitor.text(f"/diary/{cramp.id}/spot/?part=back_thigh&side=left&spot=biceps_femoris_short")
    assert re.search(r'role="status"[^>]*>Left: Biceps femoris, short head<', page)
    assert re.search(r'<button class="button main wide" name="spot" value="left.biceps_femoris_short">', page)
    assert page.count('class="place-row" name="spot"') == 6


def test_the_heat_map_counts_what_the_diary_says_in_picture_and_table(visitor) -> None:
    for _ in range(3):
        noted(visitor, muscle=Muscle.HAMSTRING, spot=Spot.SEMITENDINOSUS, side=Side.LEFT)
    noted(visitor, muscle=Muscle.CALF, spot=Spot.SOLEUS, side=Side.BOTH)
    noted(visitor, muscle=Muscle.CALF, side=Side.RIGHT)
    noted(visitor)
    page = visitor.text("/diary/where/")
    assert "3 of 6 cramps were in one place: Semitendinosus." in page
    rows = {
        re.sub(r"<[^>]+>", "", head): re.findall(r"<td>(\d*)</td>", cells)
        for head, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page)
    }
    assert rows == {
        "Semitendinosus": ["3", "0", "0", "0", "3"], "Soleus (deep calf)": ["0", "0", "1", "0", "1"],
        "Calf, no closer": ["0", "1", "0", "0", "1"], "Not noted where": ["", "", "", "", "1"],
    }
    assert sorted(re.findall(r"<text [^>]*>(\d+)</text>", page)) == ["1", "1", "1", "3"]
    assert 'class="m-heat-4"' in page
    listed = visitor.text("/diary/where/?part=back_thigh&side=left&spot=semitendinosus")
    assert len(re.findall(r'class="is-cramp[^>]*>', listed)) == 3
    assert "/diary/where/" in visitor.text("/diary/")


def test_an_empty_diary_has_a_sentence_and_one_action(visitor) -> None:
    page = visitor.text("/diary/where/")
    assert "No cramp is noted yet." in page
    assert 'href="/note/cramp/where/"' in page
    assert "<table" not in page


@pytest.mark.parametrize("place", [*Spot, "sciatic_nerve", *(part.id for part in atlas.parts())])
def test_every_muscle_and_part_has_a_page_with_its_picture_and_neighbours(visitor, place: str) -> None:
    page = visitor.text(f"/learn/anatomy/{place}/?side=right")
    assert '<svg class="atlas"' in page
    for link in links(page):
        if link.startswith("/learn/anatomy/"):
            assert visitor.get(link.partition("#")[0]).status_code == 200
    if place in [*Spot, "sciatic_nerve"]:
        for said in ("Begins at", "Ends at", "Does", "Made longer", "Sources", "Not yet checked by a clinician"):
            assert said in page, said
    assert len(page.encode()) <= 60_000


def test_a_muscle_there_is_not_is_not_found(visitor) -> None:
    assert visitor.get("/learn/anatomy/elbow/").status_code == 404


def test_the_pages_hold_no_inline_style_or_script(visitor) -> None:
    noted(visitor, muscle=Muscle.CALF, spot=Spot.SOLEUS, side=Side.LEFT)
    for path in (*PAGES, "/learn/anatomy/soleus/", "/diary/where/?part=calf&side=left&spot=soleus"):
        page = visitor.text(path)
        assert "style=" not in page and "<style" not in page and "onclick" not in page
        assert len(re.findall(r"<script(?! type=\"module\" src=)", page)) == 0


def test_the_api_takes_a_region_and_names_the_nearest_for_a_slip(visitor) -> None:
    told = visitor.client.post(
        "/api/v1/records", {"kind": "cramp", "spot": "vastus_medialis", "side": "left"},
        content_type="application/json",
    )
    assert told.status_code in (200, 201), told.content
    assert (told.json()["spot"], told.json()["muscle"]) == ("vastus_medialis", "quadriceps")
    slip = visitor.client.post(
        "/api/v1/records", {"kind": "cramp", "spot": "vastus_medial"}, content_type="application/json"
    )
    assert slip.status_code == 422
    assert "Nearest: vastus_medialis." in slip.json()["error"]["text"]


def test_the_findings_lead_to_where_the_cramps_were(visitor) -> None:
    assert 'href="/diary/where/"' in visitor.text("/triggers/")
