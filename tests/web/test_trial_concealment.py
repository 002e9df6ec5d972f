"""What nobody may know yet of a self-trial, looked for on every way out: pages, API, calendar, export, file, logs.

Two worlds are lived that differ only in what is still hidden. Whatever a person, a program or a reader of the file can
see must be the same in both; once it is no longer hidden, it must differ, or the test would look past it.
"""

from __future__ import annotations

import io
import json
import logging
import re
import secrets
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import override_settings

from uncramp.actions.profile import change_profile
from uncramp.web import books, findings_kept, forecasts_kept, today_kept

EVENING = datetime(2026, 5, 11, 20, tzinfo=ZoneInfo("Europe/Zurich"))
PAGES = (
    "/", "/trial/", "/plan/", "/plan/week/", "/plan/week.ics", "/diary/", "/diary/changes/", "/triggers/", "/settings/",
    "/trial/result/", "/trial/report.json", "/trial/design/magnesium/",
)
ROUTES = (
    "trial", "trial/report", "trial/result", "plan", "plan/week", "records", "triggers", "forecast",
    "export?form=jsonl", "export?form=csv",
)
#: what differs from one diary to the next without saying anything: ids, hashes, tokens of forms
WITHOUT_MEANING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|csrfmiddlewaretoken\W+value=\W+\w+")
#: an id without its dashes, or a nonce
NO_DASHES = re.compile(r"\b[0-9a-f]{32}\b")
#: keys whose pack A is the remedy, and the look-alike (tests/trials/test_blinded_trial.py says so)
KEYS = (bytes(range(15)), bytes(range(1, 16)))
#: draws of the second pair that make either order, by the seed 5
FIRST, SECOND = bytes([7]) * 16, (bytes([0]) * 16, bytes([4]) * 16)
DRAWS = {each.hex() for each in (FIRST, *SECOND)}


class World:
    """A diary of its own with dice that are known, so that two worlds differ only where they are told to."""

    def __init__(self, visitor, path: Path, dice: Callable[[int], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        books.close_all()
        for kept in (findings_kept, forecasts_kept, today_kept):
            kept.forget_all()
        self.visitor, self.path = visitor, path
        visitor.diary_path = path
        monkeypatch.setattr(secrets, "token_bytes", dice)
        monkeypatch.setattr(secrets, "randbelow", lambda _most: 5)

    def api(self, method: str, route: str, body: dict[str, object]) -> dict[str, object]:
        call = getattr(self.visitor.client, method)
        answer = call(f"/api/v1/{route}", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, (route, answer.content)
        return dict(answer.json())

    def about_me(self) -> None:
        change_profile(self.visitor.book(), {
            "age_years": "34", "pregnant": "no", "conditions": "none", "medicines": "none",
            "home_zone": "Europe/Zurich"}, EVENING)

    def live(self, days: int, first: int = 0) -> None:
        for number in range(first, first + days):
            with time_machine.travel(EVENING + timedelta(days=number), tick=False):
                self.api("post", "trial/today", {})
                self.api("post", "trial/done", {"done": "yes"})

    def everything(self, caplog: pytest.LogCaptureFixture) -> str:
        """Give all that comes out of a diary, one after the other."""
        told = []
        for place in (*PAGES, *(f"/api/v1/{route}" for route in ROUTES)):
            told.append(whole(self.visitor.get(place)))
        for each in self.visitor.records():
            told += [self.visitor.get(f"/diary/{each.id}/").content,
                     self.visitor.get(f"/api/v1/records/{each.id}/history").content]
        told.append(whole(self.visitor.get("/settings/export.zip")))
        with sqlite3.connect(self.path) as file:
            told.append("\n".join(file.iterdump()).encode())
        return b"\n".join(told).decode(errors="replace") + caplog.text


def whole(answer) -> bytes:
    """Give the body of an answer; of a zip what is in it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as files:
        return b"\n".join(files.read(name) for name in sorted(files.namelist()))


def words(told: str) -> Counter[str]:
    """Count words, whatever their order, since entries of one moment stand in the order of their ids."""
    plain = NO_DASHES.sub(lambda found: found[0] if found[0] in DRAWS else "…", WITHOUT_MEANING.sub("…", told))
    return Counter(re.findall(r"[\w.:-]+", plain))


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture) -> None:
    """Hear everything that is logged, however small."""
    caplog.set_level(logging.DEBUG)


def test_the_order_of_the_next_pair_is_nowhere_before_it_is_drawn(visitor, tmp_path, monkeypatch, caplog) -> None:
    before, after = [], []
    for number, second in enumerate(SECOND):
        caplog.clear()
        path = tmp_path / f"plain{number}.sqlite"
        with override_settings(UNCRAMP_DIARY=path):
            world = World(visitor, path, lambda _bytes: FIRST, monkeypatch)
            with time_machine.travel(EVENING, tick=False):
                world.about_me()
                world.api("post", "trial", {"remedy": "free_feet", "pairs": 5, "block_days": 2})
            world.live(1)
            monkeypatch.setattr(secrets, "token_bytes", lambda _bytes, second=second: second)
            world.live(3, first=1)
            with time_machine.travel(EVENING + timedelta(days=3, hours=2), tick=False):
                before.append(words(world.everything(caplog)))
            world.live(1, first=4)
            with time_machine.travel(EVENING + timedelta(days=4, hours=2), tick=False):
                after.append(visitor.get("/api/v1/trial").json()["arm"])
                assert number or words(world.everything(caplog)) != before[0]
    assert before[0] == before[1], (before[0] - before[1], before[1] - before[0])
    assert sorted(after) == ["remedy", "rival"]


def test_what_a_pack_holds_is_nowhere_before_the_key_is_entered(visitor, tmp_path, monkeypatch, caplog) -> None:
    before, after = [], []
    for number, drawn in enumerate(KEYS):
        caplog.clear()
        path = tmp_path / f"blinded{number}.sqlite"
        dice = {15: drawn, 16: FIRST}
        with override_settings(UNCRAMP_DIARY=path):
            world = World(visitor, path, dice.__getitem__, monkeypatch)
            with time_machine.travel(EVENING, tick=False):
                world.about_me()
                key = world.api("post", "trial/key", {"remedy": "magnesium"})["key"]
                world.api("post", f"trial?seal={key['seal']}", {
                    "remedy": "magnesium", "pairs": 5, "block_days": 2, "wash_in_days": 0, "blinded": True})
            world.live(5)
            with time_machine.travel(EVENING + timedelta(days=4, hours=1), tick=False):
                world.api("post", "trial/guess", {"guess": "remedy", "pair": 0, "block": 0})
                told = world.everything(caplog)
                world.api("post", "trial/stop", {"words": "enough"})
                told += world.everything(caplog)
                assert key["code"] not in told and key["code"].replace("-", "") not in told
                before.append(words(told))
                world.api("post", "trial/unseal", {"code": key["code"]})
                after.append(visitor.get("/api/v1/trial").json()["days"][0]["arm"])
    assert before[0] == before[1], (before[0] - before[1], before[1] - before[0])
    assert sorted(after) == ["remedy", "rival"]
