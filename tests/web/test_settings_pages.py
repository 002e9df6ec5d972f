"""Settings: what is told about oneself, how the pages look, and the whole diary taken along."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from uncramp.actions.export import restore
from uncramp.diary.profile import UnitSystem
from uncramp.store.memory import MemoryBook

FULL = {
    "units": "us",
    "home_zone": "America/New_York",
    "emergency_country": "US",
    "theme": "dark",
}


def test_what_is_told_is_kept_and_shown_again(visitor) -> None:
    assert visitor.post("/settings/", FULL).status_code == 302
    profile = visitor.book().profile()
    assert (profile.units, profile.home_zone) == (UnitSystem.US, "America/New_York")
    page = visitor.text("/settings/")
    assert 'value="us" checked' in page
    assert '<html lang="en" dir="ltr" data-theme="dark"' in page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_on_the_page_from_the_first_byte(visitor, theme: str) -> None:
    visitor.post("/settings/", {**FULL, "theme": theme})
    assert f'data-theme="{theme}"' in visitor.text("/")[:200]


@pytest.mark.parametrize(("field", "typed"), [("home_zone", "Europe/Atlantis"), ("emergency_country", "x" * 500)])
def test_what_cannot_be_is_said_and_nothing_is_changed(visitor, field: str, typed: str) -> None:
    before = visitor.book().profile()
    response = visitor.post("/settings/", {**FULL, field: typed})
    assert response.status_code == 422
    assert 'class="fault"' in response.content.decode()
    assert visitor.book().profile() == before


def test_the_whole_diary_is_taken_along_and_can_be_read_back(visitor, tmp_path: Path) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf", "note": "stairs"})
    visitor.post("/note/nothing/")
    response = visitor.get("/settings/export.zip")
    assert response.headers["Content-Disposition"] == 'attachment; filename="uncramp-diary-2026-05-10.zip"'
    assert "cramp.csv" in zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    target = tmp_path / "again.zip"
    target.write_bytes(response.content)
    book = MemoryBook()
    restore(book, target, now=datetime.now(UTC))
    assert list(book.read()) == visitor.records()
