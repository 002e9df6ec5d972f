"""The learn pages: every sheet has its page, nothing stands without certainty and source, every link leads on."""

from __future__ import annotations

import re

import pytest

from uncramp.knowledge.kinds import Scope
from uncramp.knowledge.library import load_library

LIBRARY = load_library()
LISTS = ("/learn/", "/learn/anatomy/", "/learn/article/", "/learn/usual/", "/care/")
WORDS = ("Clear", "Fairly clear", "Not very sure", "Unsure", "Not known: no study", "Contradicted: what is said does")


def test_a_claim_page_says_what_is_said_what_is_known_how_sure_and_from_where(visitor) -> None:
    page = visitor.text("/learn/claim/cause-dehydration/")
    for said in (
        "Do cramps come from drinking too little?", "Too little fluid makes muscles cramp.",
        "As a general cause this does not hold", "Contradicted: what is said does not hold", "1.63 (1.49 to 1.78)",
        "210 Ironman and 88 marathon entrants", "10,553 records", "Schwellnus MP", "Abstract read.",
        "Written by the uncramp authors, 22 November 2026. Not yet checked by a clinician.", "November 2027",
    ):
        assert said in page, said
    assert "doi:10." in page


def test_every_claim_shows_its_certainty_and_every_source_with_a_doi_only_where_it_was_seen(visitor) -> None:
    for claim, sheet in LIBRARY.claims.items():
        page = visitor.text(f"/learn/claim/{claim}/")
        assert any(word in page for word in WORDS), claim
        for name in sheet.sources:
            row = re.search(rf'<li id="source-{name}">(.*?)</li>', page, re.DOTALL)
            assert row, (claim, name)
            assert ("doi:" in row.group(1)) == bool(LIBRARY.sources[name].doi), name
        assert "Not yet checked by a clinician" in page


def test_every_question_names_the_claims_it_stands_on(visitor) -> None:
    for question, sheet in LIBRARY.questions.items():
        page = visitor.text(f"/learn/question/{question}/")
        assert [claim for claim in sheet.claims if f"/learn/claim/{claim}/" not in page] == [], question
        assert any(word in page for word in WORDS), question


def test_every_exercise_has_dose_cues_feeling_and_reasons_against(visitor) -> None:
    for exercise in LIBRARY.exercises:
        page = visitor.text(f"/learn/exercise/{exercise}/")
        for heading in ("How", "What you should feel", "Not when", "When", "What it stands on", "Sources"):
            assert f">{heading}</h2>" in page, exercise
        assert re.search(r'<p class="say">[^<]*\d', page), exercise


def test_the_anatomy_says_where_each_head_begins_and_ends_and_corrects_what_is_told(visitor) -> None:
    page = visitor.text("/learn/anatomy/")
    for said in ("Biceps femoris, short head", "linea aspera", "head of the outer shin bone", "pes anserinus",
                 "common fibular part", "never touches the pelvis"):
        assert said in page


def test_the_article_page_begins_with_what_the_evidence_contradicts(visitor) -> None:
    page = visitor.text("/learn/article/")
    order = [page.index(f'<li id="{each}">') for each in LIBRARY.comparisons]
    assert len(order) == 13
    assert order == sorted(order)
    assert order[0] == page.index('<li id="run_its_course">')
    assert page.index("Let the muscle run its course.") > order[-1]


def test_what_usually_sets_off_cramps_is_hollow_has_ranges_and_is_never_ones_own(visitor) -> None:
    page = visitor.text("/learn/usual/")
    shown = [each for each in LIBRARY.priors.values() if each.scope is not Scope.REMEDY]
    for prior in shown:
        assert prior.factor.replace("'", "&#x27;") in page
    assert page.count('class="others"') >= len(shown)
    assert 'class="hollow"' not in page
    assert "None of it is a finding about you." in page
    assert not re.search(r"your cramps? (?:come|go|are)|you cramp", page)
    assert "Vitamin K2" not in page


@pytest.mark.parametrize(("typed", "said"), [
    ("magnesum", "No page on that yet."), ("magnesum", "Does magnesium help?"), ("pickle", "Does pickle juice work?"),
    ("<script>", "No page on that yet."), ("nordic", "Nordic hamstring exercise"),
])
def test_a_search_finds_or_names_the_nearest(visitor, typed: str, said: str) -> None:
    response = visitor.client.get("/learn/", {"q": typed})
    page = response.content.decode()
    assert said in page
    assert "<script>" not in page.replace('<script type="module"', "")


@pytest.mark.parametrize("path", [
    "/learn/claim/nothing/", "/learn/question/nothing/", "/learn/exercise/nothing/", "/learn/claim/../../etc/",
])
def test_a_page_there_is_not_is_not_found(visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("path", [*LISTS, "/learn/claim/rem-gun/", "/learn/question/quinine/", "/triggers/"])
def test_every_link_on_a_learn_page_leads_to_a_page_and_every_anchor_to_its_place(visitor, path: str) -> None:
    links = set(re.findall(r'href="(/[^"]*)"', visitor.text(path))) - {"/cramp/"}
    for link in links:
        address, _, anchor = link.partition("#")
        response = visitor.get(address)
        assert response.status_code == 200, link
        if anchor:
            assert f'id="{anchor}"' in response.content.decode(), link


@pytest.mark.parametrize("path", LISTS)
def test_a_learn_page_is_not_heavy(visitor, path: str) -> None:
    assert len(visitor.get(path).content) <= 90_000


def test_the_api_gives_a_page_the_pages_found_or_the_nearest(visitor) -> None:
    claim = visitor.get("/api/v1/learn?topic=cause-dehydration").json()
    assert claim["page"]["certainty"] == {"dots": -1, "word": "Contradicted: what is said does not hold"}
    assert claim["page"]["kind"] == "claim"
    assert visitor.get("/api/v1/learn?topic=magnesum").json()["nearest"]["id"] == "magnesium"
    topics = visitor.get("/api/v1/learn").json()["topics"]
    assert {each["topic"] for each in topics} == {"list", "question", "claim", "exercise", "anatomy"}
    assert visitor.get("/api/v1/relief?setting=water&answer=first-check:no").json()["setting"] == "water"


def test_the_whole_guide_can_be_taken_as_one_file(visitor) -> None:
    response = visitor.get("/care/uncramp-relief.html")
    assert response["Content-Disposition"] == 'attachment; filename="uncramp-relief.html"'
    assert len(response.content) <= 75_000
    assert "/care/uncramp-relief.html" in visitor.text("/settings/")


def test_a_cramp_in_the_water_gets_the_steps_of_the_water_in_one_tap(visitor) -> None:
    page = visitor.text("/cramp/")
    cramp = re.search(r'name="id" value="([^"]+)"', page)
    assert cramp
    visitor.post("/cramp/", {"id": cramp.group(1), "started": "", "setting": "water"})
    assert "Float on your back" in visitor.text(f"/cramp/{cramp.group(1)}/")
    visitor.post(f"/cramp/{cramp.group(1)}/", {"answer": "no"})
    visitor.post(f"/cramp/{cramp.group(1)}/where/", {"muscle": "calf"})
    assert "Out of the water" in visitor.text(f"/cramp/{cramp.group(1)}/step/lengthen/")
    visitor.post(f"/cramp/{cramp.group(1)}/where/", {"setting": "water"})
    assert "Straighten the knee. Pull your toes" in visitor.text(f"/cramp/{cramp.group(1)}/step/lengthen/")


def test_the_care_page_sends_to_the_questions_and_shows_how_sure_the_field_is(visitor) -> None:
    page = visitor.text("/care/")
    assert page.index("Look at the leg first") < page.index("Warmth")
    for said in ("10 to 15 minutes", "Something else is wrong", "Not very sure", "They do not diagnose"):
        assert said in page
