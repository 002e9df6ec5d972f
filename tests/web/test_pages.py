"""Every page of the site, empty and filled: it stands, says one thing first, and holds under the strict policy."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.test import override_settings

from uncramp.web import books

PAGES = [
    "/",
    "/cramp/",
    "/note/",
    "/note/cramp/",
    "/note/session/",
    "/note/night/",
    "/note/drink/",
    "/note/meal/",
    "/note/warm_up/",
    "/note/stretch/",
    "/note/check_in/",
    "/note/massage/",
    "/note/heat_therapy/",
    "/note/symptom/",
    "/note/body_mass/",
    "/note/body_signal/",
    "/note/supplement/",
    "/note/medication/",
    "/diary/",
    "/diary/changes/",
    "/diary/?month=2026-04",
    "/diary/?kind=cramp",
    "/import/",
    "/triggers/",
    "/forecast/",
    "/since/",
    "/settings/",
]


def main_text(html: str) -> str:
    """Give the words of a page's main part, tags and doubled spaces left out."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


class Outline(HTMLParser):
    """Headings, ids, labels, form fields and anything the policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.refused: list[str] = []
        self.inside_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(given.get("for") or "")
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append({**given, "in_label": "yes" if self.inside_label else None})
        if "style" in given or any(name.startswith("on") for name in given) or tag == "style":
            self.refused.append(f"{tag} {attrs}")
        if tag == "script" and not given.get("src"):
            self.refused.append("inline script")
        for name in ("src", "href", "action"):
            if re.match(r"(https?:)?//", given.get(name) or ""):
                self.refused.append(f"{name}={given[name]}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    return found


def check(html: str) -> None:
    found = outline(html)
    assert found.headings.count(1) == 1, found.headings
    assert found.headings[0] == 1
    assert all(later <= before + 1 for before, later in zip(found.headings, found.headings[1:], strict=False))
    assert found.refused == []
    assert len(found.ids) == len(set(found.ids)), sorted(found.ids)
    for field in found.fields:
        assert field["in_label"] or field.get("aria-label") or field.get("id") in found.labelled, field
    assert 'class="skip" href="#main"' in html
    assert re.search(r'<html lang="en" dir="ltr"', html)
    assert "<title>" in html


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_empty_diary_stands(visitor, path: str) -> None:
    check(visitor.text(path))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/diary/",
        "/diary/?day=2026-05-09",
        "/diary/?kind=drink",
        "/triggers/",
        "/forecast/",
        "/since/",
        "/settings/",
        "/diary/changes/",
    ],
)
def test_a_page_of_a_filled_diary_stands(sample_visitor, path: str) -> None:
    check(sample_visitor.text(path))


@pytest.mark.parametrize("path", [page for page in PAGES if page != "/cramp/"])
def test_cramp_now_is_one_tap_from_every_page(visitor, path: str) -> None:
    assert '<a class="now" href="/cramp/">' in visitor.text(path)


def test_the_first_page_offers_three_ways_in(visitor) -> None:
    words = main_text(visitor.text("/"))
    for door in ("I have a cramp now", "Bring in my files", "Look around with a sample diary"):
        assert door in words


def test_the_filled_first_page_says_how_long_it_is_since_the_last_cramp(visitor) -> None:
    visitor.post("/note/cramp/", {"muscle": "calf", "when": "other", "at": "2026-05-07T23:10"})
    visitor.post("/note/nothing/", {"day": "2026-05-08"})
    words = main_text(visitor.text("/"))
    assert "Three days since the last cramp. One of them is not noted." in words
    assert "One in the last 30 days." in words  # nobody noted anything in the 30 days before
    assert "Calf cramp" in words


def test_the_sample_is_opened_labelled_and_left_and_the_real_diary_stays_empty(visitor) -> None:
    assert not books.sample_path().exists()
    assert visitor.post("/sample/open/").status_code == 302
    page = visitor.text("/")
    assert "A made-up diary. Nobody had these cramps." in page
    assert "A made-up diary" in visitor.text("/since/")
    assert visitor.post("/sample/leave/").status_code == 302
    assert "Look around with a sample diary" in visitor.text("/")
    assert visitor.records() == []


def test_the_style_guide_is_there_with_debug_only(visitor) -> None:
    assert visitor.get("/styleguide/").status_code == 404
    with override_settings(UNCRAMP_STYLEGUIDE=True):
        check(visitor.text("/styleguide/"))


def test_the_manifest_begins_with_cramp_now(visitor) -> None:
    manifest = visitor.get("/manifest.webmanifest").json()
    assert manifest["shortcuts"][0]["url"] == "/cramp/"
    for icon in manifest["icons"]:
        assert visitor.get(icon["src"]).status_code == 200


def test_every_file_a_page_names_is_served_with_a_hash(visitor) -> None:
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', visitor.text("/") + visitor.text("/cramp/")))
    assert len(named) >= 5
    for path in named:
        assert re.search(r"\?v=[0-9a-f]{10}$", path)
        assert "max-age=31536000" in visitor.get(path).headers["Cache-Control"]


def test_a_page_in_a_language_from_right_to_left_is_mirrored(visitor) -> None:
    book = visitor.book()
    book.write_profile(replace(book.profile(), language="ar"), now=datetime.now(UTC))
    assert '<html lang="ar" dir="rtl"' in visitor.text("/")
