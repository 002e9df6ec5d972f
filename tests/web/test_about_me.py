"""About me on a page: told once, said back as it was read, corrected with one tap; unknown is never taken for none."""

import re

import pytest

from uncramp.diary.profile import AgeBand
from uncramp.knowledge.library import load_library
from uncramp.triage.cautions import cautions
from uncramp.triage.profile_features import features_of

ADULT = {"age_band": "16_to_64"}


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&quot;", '"')


def test_what_is_told_is_kept_and_shown_again(visitor) -> None:
    sent = {
        **ADULT, "sex": "f", "pregnant": "no", "conditions": ["hypertension"], "more_conditions": "Crohn's disease",
        "medicines": "Eliquis 5 mg, amlodipine 2,5 mg\nwarfarin", "allergies": "peanut, kiwi", "diet": "vegan",
        "fluid_limit_ml": "1500",
    }
    assert visitor.post("/about-me/", sent).status_code == 302
    kept = visitor.book().profile()
    assert (kept.age_band, kept.sex, kept.pregnant) == (AgeBand.FROM_16_TO_64, "f", False)
    assert kept.conditions == {"hypertension", "Crohn's disease"}
    assert kept.medicines == ("Eliquis 5 mg", "amlodipine 2,5 mg", "warfarin")
    assert (kept.allergies, kept.diet, kept.fluid_limit_ml) == ({"peanut", "kiwi"}, "vegan", 1500.0)
    page = visitor.text("/about-me/")
    for part in ('value="16_to_64" checked', 'value="hypertension" checked', "warfarin", 'value="vegan"'):
        assert part in page
    assert "“Eliquis 5 mg” as apixaban" in plain(page)
    assert "Nothing leaves this computer." in page


@pytest.mark.parametrize(
    ("typed", "ml"), [("1500", 1500), ("1.5", 1500), ("1,5", 1500), ("2", 2000), ("1.5 l", 1500), ("1500 ml", 1500)]
)
def test_a_bare_small_limit_is_litres_and_never_drops(visitor, typed: str, ml: float) -> None:
    visitor.post("/about-me/", {**ADULT, "fluid_limit_ml": typed})
    assert visitor.book().profile().fluid_limit_ml == pytest.approx(ml)


def test_a_slip_is_asked_about_and_one_tap_makes_it_sure(visitor) -> None:
    visitor.post("/about-me/", {**ADULT, "medicines": "eliquiss"})
    page = visitor.text("/about-me/")
    assert re.search("We read “eliquiss” as apixaban, .+ Is that right?", plain(page))
    assert re.search(r'name="as" value="apixaban">Yes, apixaban<', page)
    visitor.post("/about-me/correct/", {"kind": "medicines", "written": "eliquiss", "as": "apixaban"})
    assert visitor.book().profile().medicines == ("apixaban",)
    assert "Is that right?" not in visitor.text("/about-me/")


def test_an_unknown_name_is_said_to_be_unknown_and_clears_nothing(visitor) -> None:
    visitor.post("/about-me/", {**ADULT, "no_conditions": "yes", "medicines": "zzyqxwort"})
    page = plain(visitor.text("/about-me/"))
    assert "We do not know “zzyqxwort”. Ask a pharmacist or doctor about it. Until then we stay careful." in page
    with_unknown = cautions(features_of(visitor.book().profile()), load_library()).forbidden
    visitor.post("/about-me/", {**ADULT, "no_conditions": "yes", "no_medicines": "yes"})
    with_none = cautions(features_of(visitor.book().profile()), load_library()).forbidden
    assert set(with_none) < set(with_unknown)


def test_none_is_an_answer_silence_is_not_and_silence_takes_an_answer_back(visitor) -> None:
    visitor.post("/about-me/", {**ADULT, "no_conditions": "yes", "no_medicines": "yes"})
    kept = visitor.book().profile()
    assert (kept.conditions_answered, kept.medicines_answered, kept.conditions, kept.medicines) == (
        True, True, frozenset(), ())
    assert 'name="no_medicines" value="yes" data-is-none checked' in visitor.text("/about-me/")
    visitor.post("/about-me/", ADULT)
    kept = visitor.book().profile()
    assert (kept.conditions_answered, kept.medicines_answered) == (False, False)


def test_the_last_name_taken_out_is_not_the_answer_none(visitor) -> None:
    visitor.post("/about-me/", {**ADULT, "medicines": "eliquiss"})
    visitor.post("/about-me/correct/", {"kind": "medicines", "written": "eliquiss", "as": ""})
    kept = visitor.book().profile()
    assert (kept.medicines, kept.medicines_answered) == ((), False)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"medicines": "warfarin"}, "this one is needed"),
        ({"age_band": "ancient", "medicines": "warfarin"}, "is not one of the words"),
        ({**ADULT, "no_medicines": "yes", "medicines": "warfarin"}, "you said none, and some as well"),
        ({**ADULT, "medicines": "warfarin", "fluid_limit_ml": "plenty"}, "is not a number"),
        ({**ADULT, "medicines": "warfarin", "diet": "x" * 3000}, "more than the"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_typed_and_changes_nothing(visitor, sent: dict, sentence: str) -> None:
    before = visitor.book().profile()
    response = visitor.post("/about-me/", sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'class="fault"' in page
    assert sentence in plain(page)
    assert ">warfarin</textarea>" in page
    assert visitor.book().profile() == before


def test_an_age_in_years_that_does_not_fit_the_band_gives_way(visitor) -> None:
    from uncramp.actions.profile import change_profile

    book = visitor.book()
    change_profile(book, {"age_years": 70}, book.profile().noted_at)
    visitor.post("/about-me/", ADULT)
    assert book.profile().age_years is None
    change_profile(book, {"age_years": 40}, book.profile().noted_at)
    visitor.post("/about-me/", ADULT)
    assert book.profile().age_years == 40


def test_what_is_written_is_shown_as_text(visitor) -> None:
    visitor.post("/about-me/", {**ADULT, "medicines": "<script>alert(1)</script>"})
    assert "<script>alert" not in visitor.text("/about-me/")


def test_settings_and_the_first_page_lead_there_until_it_was_told(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf"})
    visitor.post("/since/", {"since": "2026-05-10"})
    assert 'href="/about-me/"' in visitor.text("/settings/")
    assert "Tell us once what to leave out." in visitor.text("/")
    visitor.post("/about-me/", ADULT)
    assert "Tell us once what to leave out." not in visitor.text("/")
    assert "Age 16 to 64" in visitor.text("/settings/")
