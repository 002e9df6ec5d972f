"""What the site refuses and how it says so: other hosts, other sites, too much, nothing there, a diary that cannot."""

import logging
import re
import shutil
import stat
from pathlib import Path

import pytest
from django.test import Client, override_settings

from uncramp.diary.changes import Change
from uncramp.web import books, settings

PAGES = ["/", "/cramp/", "/note/cramp/", "/diary/", "/import/", "/settings/", "/manifest.webmanifest", "/nowhere/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_strict_headers(visitor, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    for rule in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'"):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.9", "localhost.evil"])
def test_a_name_that_is_not_this_machine_is_refused(visitor, host: str) -> None:
    response = Client(SERVER_NAME=host, raise_request_exception=False).get("/")
    assert response.status_code == 400
    assert "does not hold together" in response.content.decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.0.0.1:8470"])
def test_the_names_of_this_machine_are_served(visitor, host: str) -> None:
    assert visitor.get("/", host=host).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/cramp/",
        "/note/cramp/",
        "/note/nothing/",
        "/import/",
        "/since/",
        "/settings/",
        "/sample/open/",
        "/sample/leave/",
        "/diary/changes/1/undo/",
        "/diary/7b0c9a52-3b53-4c8e-9a57-0a5f5a4f9e11/delete/",
        "/cramp/theme/",
    ],
)
def test_a_form_without_our_token_changes_nothing(visitor, path: str) -> None:
    response = visitor.client.post(path, {"muscle": "calf", "age_band": "65_and_over"})
    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()
    assert visitor.records() == []


@pytest.mark.parametrize("path", ["/note/nothing/", "/sample/open/", "/sample/leave/", "/diary/changes/1/undo/"])
def test_what_changes_something_cannot_be_done_by_a_link(visitor, path: str) -> None:
    assert visitor.get(path).status_code == 405


def test_an_address_where_nothing_is_says_so(visitor) -> None:
    for path in (
        "/nowhere/",
        "/note/crampp/",
        "/diary/7b0c9a52-3b53-4c8e-9a57-0a5f5a4f9e11/",
        "/triggers/night/tea/",
        "/import/7b0c9a52-3b53-4c8e-9a57-0a5f5a4f9e11/",
    ):
        response = visitor.get(path)
        assert response.status_code == 404, path
        assert "There is nothing at this address" in response.content.decode()


def test_a_form_that_is_too_large_gets_413_and_is_not_read(visitor) -> None:
    response = visitor.post("/note/cramp/", {"note": "a" * (settings.FORM_BYTES + 1)})
    assert response.status_code == 413
    assert "more than this page can take" in response.content.decode()
    assert visitor.records() == []


def test_too_many_fields_get_413(visitor) -> None:
    response = visitor.post("/note/cramp/", {f"x{n}": "" for n in range(1_100)})
    assert response.status_code == 413


def test_a_diary_that_cannot_be_opened_gives_a_sentence_and_no_trace(visitor, tmp_path: Path) -> None:
    books.close_all()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is a letter, not a diary" * 500)
    with override_settings(UNCRAMP_DIARY=broken):
        response = visitor.get("/diary/")
    text = response.content.decode()
    assert response.status_code == 503
    assert "The diary cannot be used just now." in text
    assert "Traceback" not in text
    assert str(tmp_path) not in re.sub(r"<p class=.lead.>.*?</p>", "", text)
    assert broken.read_bytes().startswith(b"this is a letter")


def test_a_fault_of_ours_gives_a_page_in_our_voice_and_logs_no_diary_content(
    visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **named: object) -> Change:
        raise ZeroDivisionError("the left hamstring of a person")

    monkeypatch.setattr("uncramp.web.views.diary.list_diary", broken)
    with caplog.at_level(logging.DEBUG):
        response = visitor.get("/diary/")
    assert response.status_code == 500
    assert "Something of ours broke" in response.content.decode()
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "hamstring" not in logged + response.content.decode()
    assert "ZeroDivisionError" in logged


def test_the_key_that_signs_cookies_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    key = settings.secret_key(tmp_path / "new")
    assert len(key) >= 50
    assert settings.secret_key(tmp_path / "new") == key
    assert settings.secret_key(tmp_path / "other") != key
    assert stat.S_IMODE((tmp_path / "new" / "web-secret").stat().st_mode) == 0o600


def test_cookies_stay_with_this_site_and_away_from_scripts(visitor, sample_file: Path) -> None:
    shutil.copy(sample_file, books.sample_path())
    visitor.post("/settings/", {"theme": "dark", "units": "metric", "home_zone": "Europe/Zurich"})
    visitor.post("/sample/open/")
    kept = {name: cookie for name, cookie in visitor.client.cookies.items() if cookie.value}
    assert {"uncramp_csrf", "uncramp_theme", "uncramp_sample"} <= set(kept)
    for name, cookie in kept.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Strict", name


def test_a_forged_sample_cookie_opens_nothing(visitor) -> None:
    visitor.client.cookies["uncramp_sample"] = "yes:1wKzT5:notasignature"
    assert "A made-up diary" not in visitor.text("/")


def test_undo_returns_only_to_our_own_pages(visitor) -> None:
    visitor.post("/note/nothing/")
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"):
        assert visitor.post("/diary/changes/1/undo/", {"next": bad}).headers["Location"] == "/"


def test_no_setting_of_the_framework_shows_more_than_it_should(visitor) -> None:
    from django.conf import settings as live

    assert live.DEBUG is False
    assert live.DATABASES["default"]["ENGINE"] == "django.db.backends.dummy"
