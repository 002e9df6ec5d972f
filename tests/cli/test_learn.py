"""``uncramp learn``, ``uncramp check knowledge`` and the guide as a file, as a person at a terminal meets them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import uncramp as uc


def test_without_a_topic_every_page_is_listed(run) -> None:
    told = run("learn")
    assert told.code == 0
    for said in ("Questions people ask", "magnesium", "cause-dehydration", "nordic", "biceps_femoris_long", "usual"):
        assert said in told.out


def test_a_topic_is_read_with_its_certainty_numbers_sources_and_who_wrote_it(run) -> None:
    told = run("learn", "cause-dehydration")
    assert told.code == 0
    for said in (
        "Do cramps come from drinking too little?", "How sure: contradicted", "odds ratio 1.63 (1.49 to 1.78)",
        "Br J Sports Med", "Not yet checked by a clinician",
    ):
        assert said in told.out


@pytest.mark.parametrize(("typed", "said"), [
    ("magnesum", "No page on that yet. Nearest: Does magnesium help? (magnesium)"),
    ("qwzx", "No page on that yet. `uncramp learn` lists what there is."),
])
def test_words_without_a_page_name_the_nearest_and_leave_with_one(run, typed: str, said: str) -> None:
    told = run("learn", typed)
    assert (told.code, told.out.strip()) == (1, said)


@pytest.mark.parametrize(("typed", "kind", "page"), [
    (("pickle", "juice"), "question", "pickle_juice"), (("nordic",), "exercise", "nordic"),
    (("Semitendinosus",), "anatomy", "semitendinosus"), (("rem gun",), "claim", "rem-gun"),
])
def test_a_page_is_found_by_its_name_however_it_is_written(run, typed: tuple[str, ...], kind: str, page: str) -> None:
    document = run("learn", *typed, "--json").json
    assert (document["page"]["kind"], document["page"]["id"]) == (kind, page)
    assert document["page"]["sources"]


def test_the_article_and_the_usual_triggers_are_pages_too(run) -> None:
    article = run("learn", "article", "--json").json["page"]
    assert article["comparisons"][0]["said"] == "During a cramp, let the muscle run its course."
    assert all(each["claims"] and each["sources"] for each in article["comparisons"])
    usual = run("learn", "usual", "--json").json["page"]
    race = next(each for each in usual["sessions"] if each["id"] == "race")
    # exp(0.8) and exp(0.8 -+ 1.6449 x 0.5), by hand: 2.23, 0.98, 5.07
    assert race["odds"] == "odds 2.2 (1.0 to 5.1)"
    assert all(each["certainty"]["word"] and each["sources"] for part in ("sessions", "nights") for each in usual[part])
    assert "None of it is a finding about you." in run("learn", "usual").out


def test_python_gives_the_same_page_and_names_the_nearest() -> None:
    assert uc.learn("bananas").to_dict()["title"] == "Do bananas help?"
    with pytest.raises(LookupError, match="Nearest: Does magnesium help"):
        uc.learn("magnesum")


def test_the_guide_is_written_as_one_file_and_a_wrong_name_writes_nothing(run, tmp_path: Path) -> None:
    page = tmp_path / "relief.html"
    told = run("relief", "--export", str(page))
    assert told.code == 0
    assert "it needs no network" in told.out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("relief", "--export", str(page), "--json").json["bytes"] == page.stat().st_size
    assert run("relief", "--export", str(tmp_path / "relief.pdf")).code == 2
    assert run("relief", "--export", str(tmp_path / "nowhere" / "relief.html")).code == 1
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".html"] == ["relief.html"]
    assert not list(tmp_path.glob("*.part"))


def test_relief_in_the_water_says_to_float_and_call(run) -> None:
    told = run("relief", "--setting", "water", "--muscle", "calf")
    assert told.out.index("Float on your back") < told.out.index("Out of the water")
    assert "Until tomorrow" in told.out


@pytest.mark.parametrize("topic", ["atlas", "semitendinosus", "back_thigh"])
def test_a_muscle_a_part_and_the_legs_are_written_as_a_picture(run, tmp_path: Path, topic: str) -> None:
    told = run("learn", topic, "--svg", str(tmp_path / "leg.svg"))
    assert (told.code, told.out) == (0, f"Written: {tmp_path / 'leg.svg'}.\n")
    drawn = ET.parse(tmp_path / "leg.svg").getroot()
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert len((tmp_path / "leg.svg").read_bytes()) <= 45_000


@pytest.mark.parametrize(("topic", "name", "code", "said"), [
    ("magnesium", "leg.svg", 1, "There is no picture of magnesium."),
    ("", "leg.svg", 1, "There is no picture of that."),
    ("soleus", "leg.png", 2, "Give the file a name that ends in .svg"),
    ("soleus", "nowhere/leg.svg", 1, "There is no folder"),
])
def test_where_there_is_no_picture_or_no_place_nothing_is_written(
    run, tmp_path: Path, topic: str, name: str, code: int, said: str
) -> None:
    told = run("learn", *topic.split(), "--svg", str(tmp_path / name))
    assert told.code == code
    assert said in told.err + told.out
    assert [file.name for file in tmp_path.iterdir() if file.suffix in (".svg", ".png", ".part")] == []


def test_a_muscle_is_read_with_origin_insertion_nerve_and_what_it_does(run) -> None:
    told = run("learn", "vastus_medialis").out
    for said in ("Begins at: The inner back edge", "Ends at: The inner edge of the kneecap",
                 "Nerve: The femoral nerve.", "Straightens the knee.", "Made longer:", "Gray H"):
        assert said in told, said


def test_a_cramp_is_noted_with_its_region_and_a_slip_is_told_the_nearest(run) -> None:
    assert run("note", "cramp", "spot=soleus", "side=left").out == "Noted. Calf cramp, left, soleus (deep calf)\n"
    slip = run("note", "cramp", "spot=solues")
    assert slip.code != 0
    assert "Nearest: soleus." in slip.err
    other = run("note", "cramp", "spot=soleus", "muscle=hamstring")
    assert "soleus lies in the calf, not in the hamstring" in other.err


def test_a_picture_is_drawn_for_the_side_that_is_asked_for_and_told_in_words(run, tmp_path: Path) -> None:
    right, left = tmp_path / "right.svg", tmp_path / "left.svg"
    assert run("learn", "hamstring_seated", "--svg", str(right)).code == 0
    assert run("learn", "hamstring_seated", "--svg", str(left), "--side", "left").code == 0
    turned = '<g transform="scale(-1 1)">'
    assert turned not in right.read_text(encoding="utf-8")
    assert turned in left.read_text(encoding="utf-8")
    assert "Its picture: Seen from the side. Somebody sits tall" in run("learn", "hamstring_seated").out
