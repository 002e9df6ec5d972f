"""Drinks, foods and exercises by name: the page shows names, the diary keeps ids, a slip is asked about."""

import re

import pytest

from uncramp.actions import note as notes
from uncramp.knowledge.library import load_library
from uncramp.web.forms.names import KNOWN_ONLY, id_of, names_of


@pytest.mark.parametrize("field", sorted(KNOWN_ONLY))
def test_every_name_and_every_id_of_the_sheets_leads_back_to_its_id(field: str) -> None:
    names = names_of(field)
    assert len(names) > 20
    assert [id_of(field, name) for name in names.values()] == list(names)
    assert [id_of(field, each) for each in names] == list(names)


@pytest.mark.parametrize("typed", ["Alcohol-free beer", "alcohol-free BEER", " Alcohol-free beer", "beer_alcohol_free"])
def test_a_drink_typed_by_name_is_kept_by_its_id_and_shown_by_its_name(visitor, typed: str) -> None:
    visitor.post("/note/drink/", {"when": "now", "beverage": typed, "volume_ml": "300"})
    drink = visitor.only("drink")
    assert drink.beverage == "beer_alcohol_free"
    assert 'name="beverage" value="Alcohol-free beer"' in visitor.text(f"/diary/{drink.id}/correct/")


def test_foods_and_stretches_are_taken_by_name(visitor) -> None:
    stretch = next(iter(load_library().exercises.values()))
    visitor.post("/note/stretch/", {"when": "now", "exercise": stretch.name})
    visitor.post("/note/meal/", {"when": "now", "food": ["Apple with its skin", ""], "food_g": ["150", ""]})
    assert visitor.only("stretch").exercise == stretch.id
    assert visitor.only("meal").foods == (("apple", 150.0),)


def test_the_lists_show_names_and_no_ids(visitor) -> None:
    for kind in ("drink", "meal", "stretch"):
        page = visitor.text(f"/note/{kind}/")
        shown = re.findall(r'<option value="([^"]+)">', page)
        assert len(shown) > 20
        assert [each for each in shown if "_" in each] == []


@pytest.mark.parametrize(
    ("kind", "sent", "field", "nearest"),
    [
        ("drink", {"beverage": "Expresso"}, "beverage", "Espresso"),
        ("meal", {"food": ["Bananna"], "food_g": ["100"]}, "foods", "Banana"),
        ("meal", {"food": ["xqzzk"], "food_g": ["100"]}, "foods", ""),
        ("stretch", {"exercise": "Ankle rock"}, "exercise", "Ankle rocks"),
    ],
)
def test_an_unknown_name_comes_back_as_typed_with_the_nearest(
    visitor, kind: str, sent: dict, field: str, nearest: str
) -> None:
    response = visitor.post(f"/note/{kind}/", {"when": "now", **sent})
    assert response.status_code == 422
    page = response.content.decode()
    said = re.search(rf'<p class="fault" id="fault-{field}">([^<]+)</p>', page)
    assert said
    assert "is not among the names known here." in said.group(1)
    assert (f"Nearest: {nearest}." in said.group(1)) if nearest else ("Nearest" not in said.group(1))
    typed = next(iter(sent.values()))
    assert f'value="{typed if isinstance(typed, str) else typed[0]}"' in page
    assert visitor.records() == []


def test_a_correction_leaves_a_food_as_it_is_though_no_sheet_knows_it(visitor) -> None:
    book = visitor.book()
    meal = notes.note(book, "meal", {"foods": "grandmas stew:300"}, book.profile().noted_at)
    sent = {"when": "other", "at": f"{meal.at:%Y-%m-%dT%H:%M}"}
    visitor.post(
        f"/diary/{meal.id}/correct/", {**sent, "food": ["grandmas stew", "Banana"], "food_g": ["300", "90"]}
    )
    assert visitor.only("meal").foods == (("grandmas stew", 300.0), ("banana", 90.0))
