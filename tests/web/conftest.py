"""A browser without a browser: Django's test client on a diary of its own, with CSRF checked as in real life."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, override_settings

from uncramp.actions.sample import write_sample
from uncramp.diary.records import Record
from uncramp.web import books, findings_kept, forecasts_kept, settings, today_kept, trial_chance, trial_kept

#: a Sunday in May, 16:40 in Zurich
NOW = datetime(2026, 5, 10, 16, 40, tzinfo=ZoneInfo("Europe/Zurich"))

#: what works out a forecast beside the page
WORK = today_kept._work


class Visitor:
    """One person at the pages. ``post`` sends the CSRF token of the last page, as a form does."""

    def __init__(self, diary_path: Path) -> None:
        self.diary_path = diary_path
        self.client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True, raise_request_exception=False)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(path, headers=headers)

    def text(self, path: str) -> str:
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def token(self, path: str = "/note/") -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path).content.decode())
        assert found, f"no form on {path}"
        return found.group(1)

    def post(self, path: str, data: dict[str, object] | None = None, **headers: str) -> HttpResponse:
        return self.client.post(path, {"csrfmiddlewaretoken": self.token(), **(data or {})}, headers=headers)

    def book(self):
        return books.open_once(self.diary_path, datetime.now(UTC))

    def records(self, kind: str = "") -> list[Record]:
        return [record for record in self.book().read() if not kind or record.kind == kind]

    def only(self, kind: str) -> Record:
        records = self.records(kind)
        assert len(records) == 1, records
        return records[0]


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """A visitor to an empty diary at home in Zurich; the clock goes on from Sunday 10 May 2026, 16:40."""
    monkeypatch.setenv("TZ", "Europe/Zurich")
    # No thread outlives a test: Today comes without its forecast, but in tests that wait for it.
    monkeypatch.setattr(today_kept, "_work", lambda _desk, _name, task: task.over.set())
    monkeypatch.setattr(trial_chance, "WAIT_S", 120.0)  # nor does the chance of a trial: its page comes whole
    path = tmp_path / "diary.sqlite"
    settings.configure(path)
    with override_settings(UNCRAMP_DIARY=path, UNCRAMP_SAMPLE=False), time_machine.travel(NOW, tick=True):
        yield Visitor(path)
    books.close_all()
    for kept in (findings_kept, forecasts_kept, today_kept, trial_chance, trial_kept):
        kept.forget_all()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Today wait until its forecast is there."""
    monkeypatch.setattr(today_kept, "_work", WORK)
    monkeypatch.setattr(today_kept, "WAIT_S", 120.0)
    monkeypatch.setattr(today_kept, "engine_is_loaded", lambda: True)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One made-up diary of two years until NOW, written once for all tests that only read it."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    write_sample(path, seed=7, cause=None, years=2.0, now=NOW)
    return path


@pytest.fixture
def sample_visitor(visitor: Visitor, sample_file: Path) -> Iterator[Visitor]:
    """A visitor to the made-up diary."""
    books.close_all()
    visitor.diary_path = sample_file
    with override_settings(UNCRAMP_DIARY=sample_file, UNCRAMP_SAMPLE=True):
        yield visitor
