"""The HTTP API: the same documents as the commands, and nothing for another site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from uncramp.web import books, settings

CRAMP = {"kind": "cramp", "muscle": "hamstring", "side": "left", "at": "2026-05-03T23:10", "intensity_0_10": 7}


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("TZ", "Europe/Zurich")
    settings.configure(tmp_path / "diary.sqlite")
    with override_settings(UNCRAMP_DIARY=tmp_path / "diary.sqlite", UNCRAMP_SAMPLE=False):
        yield Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        books.close_all()


def post(api: Client, path: str, body: object, **headers: str):
    return api.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_an_entry_is_noted_listed_corrected_deleted_and_brought_back(api: Client) -> None:
    noted = post(api, "records", CRAMP)
    assert (noted.status_code, noted.json()["at"]) == (201, "2026-05-03T23:10:00+02:00")
    address = f"/api/v1/records/{noted.json()['id']}"
    corrected = api.patch(address, {"intensity_0_10": 5}, content_type="application/json")
    assert corrected.json()["intensity_0_10"] == 5
    change = api.delete(address).json()
    assert api.get("/api/v1/records").json() == {"records": []}
    assert api.delete(address).status_code == 404
    assert post(api, f"changes/{change['number']}/undo", {}).status_code == 200
    assert [each["intensity_0_10"] for each in api.get("/api/v1/records?kind=cramp").json()["records"]] == [5]
    states = api.get(f"{address}/history").json()["revisions"]
    assert [each["record"] and each["record"]["intensity_0_10"] for each in states] == [7, 5, None, 5]


def test_sending_an_entry_with_its_id_twice_makes_one(api: Client) -> None:
    named = {**CRAMP, "id": "7b0c9a52-3b53-4c8e-9a57-0a5f5a4f9e11"}
    assert [post(api, "records", named).status_code for _ in range(2)] == [201, 201]
    assert len(api.get("/api/v1/records").json()["records"]) == 1


def test_what_cannot_be_taken_is_said_field_by_field(api: Client) -> None:
    refused = post(api, "records", {**CRAMP, "intensity_0_10": 11, "side": "middle"})
    assert refused.status_code == 422
    error = refused.json()["error"]
    assert {each["field"] for each in error["all"]} == {"intensity_0_10", "side"}
    assert error["text"].endswith(".")
    assert post(api, "records", {"kind": "crampp"}).json()["error"]["fault"] == "unknown_kind"


def test_a_file_is_brought_in_and_named_as_it_was_sent(api: Client) -> None:
    body = b"at,muscle\n2026-05-03T23:10,hamstring\n"
    address = "/api/v1/import?filename=../../cramp.csv"
    report = api.post(address, body, content_type="application/octet-stream").json()
    assert [(each["path"], each["status"]) for each in report["files"]] == [("cramp.csv", "imported")]
    assert report["records"] == {"cramp": 1}


def test_triggers_relief_and_kinds_answer_as_the_commands_do(api: Client) -> None:
    assert api.get("/api/v1/triggers?outcome=night").json()["not_enough"]["cramps"] == 0
    assert api.get("/api/v1/relief").json()["steps"][0]["id"] == "stop"
    assert api.get("/api/v1/relief?answer=first-check:yes").json()["steps"] == []
    assert api.get("/api/v1/relief?answer=moon:yes").status_code == 422
    assert {each["kind"] for each in api.get("/api/v1/kinds").json()["kinds"]} >= {"cramp", "session"}


@pytest.mark.parametrize(("form", "starts"), [("jsonl", b"{"), ("csv", b"PK")])
def test_the_whole_diary_can_be_taken_out(api: Client, form: str, starts: bytes) -> None:
    post(api, "records", CRAMP)
    export = api.get(f"/api/v1/export?form={form}")
    assert export.status_code == 200
    assert b"".join(export.streaming_content).startswith(starts)


@pytest.mark.parametrize("headers", [
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://elsewhere.example"},
    {"origin": "null"},
])
def test_another_site_gets_nothing_and_changes_nothing(api: Client, headers: dict[str, str]) -> None:
    assert post(api, "records", CRAMP, **headers).status_code == 403
    assert api.get("/api/v1/records", headers=headers).status_code == 403
    assert api.get("/api/v1/records").json() == {"records": []}


def test_our_own_pages_and_programs_are_let_in(api: Client) -> None:
    own = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1"}
    assert post(api, "records", CRAMP, **own).status_code == 201
    assert api.get("/api/v1/records").status_code == 200


def test_a_name_that_was_pointed_here_is_refused(api: Client) -> None:
    assert api.get("/api/v1/records", headers={"host": "rebound.example"}).status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_body_of_a_plain_form_is_not_taken(api: Client, kind: str) -> None:
    assert api.post("/api/v1/records", b'{"kind": "cramp"}', content_type=kind).status_code == 415
    assert api.get("/api/v1/records").json() == {"records": []}


def test_an_address_that_is_none_is_said_in_json(api: Client) -> None:
    assert api.get("/api/v1/nothing").json()["error"]["fault"] == "no_such_address"


def test_the_openapi_document_names_every_route(api: Client) -> None:
    paths = api.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths) == {f"/api/v1/{name}" for name in (
        "kinds", "records", "records/{record_id}", "records/{record_id}/history", "records/{record_id}/why",
        "changes/{number}/undo", "import", "triggers", "triggers/{outcome}/{exposure}", "forecast", "plan", "plan/done",
        "plan/week", "relief", "export", "learn", "trial", "trial/design", "trial/deviation", "trial/done",
        "trial/harm", "trial/pause", "trial/report", "trial/result", "trial/resume", "trial/stop", "trial/today",
        "trial/guess", "trial/key", "trial/lost-key", "trial/unseal",
    )}
