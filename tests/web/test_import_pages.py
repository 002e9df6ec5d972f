"""Bringing files in on the pages: a verdict for each as it comes, nothing twice, and no name of a file is trusted."""

import io
import re
import struct
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from uncramp.actions.importing import import_paths
from uncramp.web import books, jobs

CRAMPS = b"at,muscle,side\n2026-05-03T23:10,hamstring,left\n2026-05-04T06:20,calf,right\n"


@pytest.fixture
def no_child(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process: the child process is tried elsewhere, and it takes half a second each time."""

    def read_here(diary_path: Path, paths, *, now, dated, on_verdict):
        book = books.open_once(diary_path, now)
        return import_paths(book, paths, now=now, dated=dated, on_verdict=on_verdict)

    monkeypatch.setattr(jobs, "import_in_worker", read_here)


def undated_run() -> bytes:
    """A FIT file of a 60 second run whose clock counts from the start of the watch: 5,000 s and not a date."""
    kind = bytes((0x40, 0, 0, 0, 0, 1, 0, 1, 0)) + bytes((0x00, 4))  # message 0, file_id: its type is activity
    fields = bytes((253, 4, 0x86, 2, 4, 0x86, 7, 4, 0x86, 8, 4, 0x86, 5, 1, 0))
    session = bytes((0x41, 0, 0, 18, 0, 5)) + fields  # message 18: end, start, elapsed, moving (ms), sport
    content = kind + session + b"\x01" + struct.pack("<IIIIB", 5_060, 5_000, 60_000, 60_000, 1)
    header = struct.pack("<BBHI4s", 12, 0x20, 2100, len(content), b".FIT")
    return header + content + struct.pack("<H", fit_checksum(header + content))


def fit_checksum(data: bytes) -> int:
    """CRC-16/ARC, as FIT files end with."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc


def send(visitor, *files: tuple[str, bytes], **headers: str):
    return visitor.post("/import/", {"files": [SimpleUploadedFile(name, data) for name, data in files]}, **headers)


def finished(visitor, page: str) -> str:
    for _ in range(2_400):  # two minutes: no measure of speed
        state = visitor.get(f"{page}verdicts/").json()
        if state["done"]:
            return visitor.text(page)
        time.sleep(0.05)
    raise AssertionError("the import did not come to an end")


def test_a_tidy_csv_becomes_entries_and_a_verdict_row(visitor) -> None:
    page = finished(visitor, send(visitor, ("cramp.csv", CRAMPS)).headers["Location"])
    assert len(visitor.records("cramp")) == 2
    assert '<li class="imported">' in page
    assert "cramp.csv" in page
    assert "New: 2 cramps." in page
    assert "Since when did you note every cramp?" in page


def test_a_picture_is_said_to_be_one_and_does_not_stop_the_rest(visitor, no_child) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(200)
    page = finished(visitor, send(visitor, ("holiday.png", picture), ("cramp.csv", CRAMPS)).headers["Location"])
    assert "A picture" in page
    assert page.index('<li class="rejected">') < page.index('<li class="imported">')
    assert len(visitor.records("cramp")) == 2


def test_the_same_file_again_adds_nothing(visitor, no_child) -> None:
    for _ in range(2):
        page = finished(visitor, send(visitor, ("cramp.csv", CRAMPS)).headers["Location"])
    assert '<li class="known">' in page
    assert len(visitor.records("cramp")) == 2


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/cramp.csv",
        "..\\..\\cramp.csv",
        "/tmp/cramp.csv",
        "cramp.csv\x00.png",
        "<b>cramp</b>.csv",
        "....csv",
        "a" * 300 + ".csv",
    ],
)
def test_a_name_that_leads_elsewhere_stays_in_the_folder_of_the_job_and_is_shown_as_text(
    visitor, no_child, name: str
) -> None:
    around = visitor.diary_path.parent.parent
    before = {path for path in around.rglob("*") if visitor.diary_path.parent not in path.parents}
    page = finished(visitor, send(visitor, (name, CRAMPS)).headers["Location"])
    assert {path for path in around.rglob("*") if visitor.diary_path.parent not in path.parents} == before
    assert "<b>cramp" not in page
    assert str(visitor.diary_path.parent) not in page


def test_what_was_put_aside_is_gone_when_the_job_is_done(visitor, no_child) -> None:
    finished(visitor, send(visitor, ("cramp.csv", CRAMPS)).headers["Location"])
    incoming = visitor.diary_path.parent / "incoming"
    for _ in range(6_000):  # two minutes
        if not list(incoming.iterdir()):
            return
        time.sleep(0.02)
    raise AssertionError(list(incoming.rglob("*")))


def test_sending_nothing_is_answered_with_what_to_do(visitor) -> None:
    response = visitor.post("/import/", {})
    assert response.status_code == 422
    assert "No file came with it." in response.content.decode()


def test_the_page_that_waits_gets_only_the_rows_it_has_not_seen(visitor, no_child) -> None:
    page = send(
        visitor, ("cramp.csv", CRAMPS), ("more.csv", CRAMPS.replace(b"cramp", b"x")), **{"X-Requested-With": "fetch"}
    )
    address = page.json()["page"]
    finished(visitor, address)
    assert visitor.get(f"{address}verdicts/").json()["rows"].count("<li") == 2
    assert visitor.get(f"{address}verdicts/?after=1").json()["rows"].count("<li") == 1
    assert visitor.get(f"{address}verdicts/?after=2").json()["rows"].strip() == ""
    assert visitor.get(f"{address}verdicts/?after=-1").json()["rows"].count("<li") == 2


def test_a_stopped_job_keeps_what_was_read(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [("cramp.csv", CRAMPS.replace(b"2026-05-03", b"2026-04-%02d" % (n + 1))) for n in range(4)]
    take = jobs.Job.take

    def stop_at_the_first(job, verdict, progress) -> None:
        job.stop()
        take(job, verdict, progress)

    monkeypatch.setattr(jobs.Job, "take", stop_at_the_first)
    address = send(visitor, *many).headers["Location"]
    page = finished(visitor, address)
    assert page.count('<li class="imported">') == 1
    assert 2 <= len(visitor.records("cramp")) <= 8
    assert visitor.post(f"{address}stop/").status_code == 302


def test_an_import_is_taken_back_from_the_settings(visitor, no_child) -> None:
    finished(visitor, send(visitor, ("cramp.csv", CRAMPS)).headers["Location"])
    page = visitor.text("/settings/")
    address = page[page.index("/import/undo/") :].split('"')[0]
    visitor.post(address)
    assert visitor.records("cramp") == []
    assert "The import was taken back." in visitor.text("/")


def test_a_whole_import_is_taken_back_at_once_and_what_was_there_before_stays(visitor, no_child) -> None:
    finished(visitor, send(visitor, ("cramp.csv", CRAMPS)).headers["Location"])
    more = [("cramp.csv", CRAMPS.replace(b"2026-05", month)) for month in (b"2026-03", b"2026-04")]
    address = send(visitor, *more).headers["Location"]
    finished(visitor, address)
    assert len(visitor.records("cramp")) == 6
    visitor.post(f"{address}undo/")
    assert len(visitor.records("cramp")) == 2
    assert "The import was taken back." in visitor.text("/import/")
    visitor.post(f"{address}undo/")
    assert "There was nothing left to take back." in visitor.text("/import/")


def test_the_templates_are_a_zip_with_one_file_a_kind(visitor) -> None:
    archive = zipfile.ZipFile(io.BytesIO(visitor.get("/import/templates.zip").content))
    assert {"cramp.csv", "session.csv", "night.csv"} <= set(archive.namelist())
    assert archive.read("cramp.csv").decode().splitlines()[0].startswith("at,") or b"at" in archive.read("cramp.csv")


def test_a_zip_that_lies_about_its_names_writes_nothing_outside(visitor, no_child, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../evil.csv", CRAMPS)
        archive.writestr("cramp.csv", CRAMPS)
    finished(visitor, send(visitor, ("all.zip", buffer.getvalue())).headers["Location"])
    assert not list(tmp_path.parent.rglob("evil.csv"))
    assert len(visitor.records("cramp")) == 2


def test_a_file_without_its_day_asks_for_it_in_its_row_and_is_read_with_it(visitor, no_child) -> None:
    address = send(visitor, ("run.fit", undated_run()), ("cramp.csv", CRAMPS)).headers["Location"]
    page = finished(visitor, address)
    assert "On which day was it?" in page
    assert page.count('type="date"') == 1
    assert visitor.records("session") == []
    form = re.search(r'action="(/import/[\w-]+/\d+/day/)"', page)
    assert form
    again = visitor.post(form.group(1), {"day": "2026-05-03"})
    assert again.status_code == 302
    assert "run.fit" in finished(visitor, again.headers["Location"])
    run = visitor.only("session")
    assert (run.at.date().isoformat(), run.elapsed_min, run.sport) == ("2026-05-03", 1.0, "running")
    assert list((visitor.diary_path.parent / "incoming").glob("*/*/run.fit")) == []
    assert visitor.post(form.group(1), {"day": "2026-05-03"}).status_code == 302
    assert "not there any more" in visitor.text("/import/")


@pytest.mark.parametrize("day", ["", "soon", "2026-05-11", "2026-02-30"])
def test_a_day_that_cannot_be_is_asked_for_again_and_the_file_stays(visitor, no_child, day: str) -> None:
    page = finished(visitor, send(visitor, ("run.fit", undated_run())).headers["Location"])
    form = re.search(r'action="(/import/[\w-]+/\d+/day/)"', page)
    assert form
    response = visitor.post(form.group(1), {"day": day})
    assert response.status_code == 422
    assert 'class="fault"' in response.content.decode()
    again = visitor.post(form.group(1), {"day": "2026-05-10"})
    finished(visitor, again.headers["Location"])
    assert len(visitor.records("session")) == 1


def test_each_undated_file_in_a_zip_asks_for_its_own_day(visitor, no_child) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("may/run.fit", undated_run())
        archive.writestr("june/run.fit", undated_run()[:-2] + b"\0\0")  # other bytes: a checksum that does not fit
        archive.writestr("cramp.csv", CRAMPS)
    page = finished(visitor, send(visitor, ("all.zip", buffer.getvalue()), ("b.csv", CRAMPS)).headers["Location"])
    forms = re.findall(r'action="(/import/[\w-]+/\d+/day/)"', page)
    assert len(forms) == page.count('type="date"') == 2
    for form, day in zip(forms, ("2026-05-03", "2026-05-04"), strict=True):
        again = finished(visitor, visitor.post(form, {"day": day}).headers["Location"])
        assert again.count('<p class="file">') == 1
        assert "run.fit" in again
    assert sorted(run.at.date().isoformat() for run in visitor.records("session")) == ["2026-05-03", "2026-05-04"]
    assert len(visitor.records("cramp")) == 2
    assert visitor.post(forms[0], {"day": "2026-05-03"}).status_code == 302
    assert "not there any more" in visitor.text("/import/")
    jobs.forget_all()
    assert list((visitor.diary_path.parent / "incoming").glob("*")) == []


def test_what_waits_for_its_day_is_removed_when_the_server_stops(visitor, no_child) -> None:
    finished(visitor, send(visitor, ("run.fit", undated_run())).headers["Location"])
    aside = visitor.diary_path.parent / "incoming"
    assert len(list(aside.glob("*/*/run.fit"))) == 1
    jobs.forget_all()
    assert list(aside.glob("*")) == []
