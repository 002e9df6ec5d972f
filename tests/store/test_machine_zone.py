"""The zone of this machine: what it says of itself is believed only where it is a zone; otherwise UTC."""

from pathlib import Path

import pytest

from uncramp.store import machine_zone as machine


@pytest.fixture
def quiet_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that says nothing of its zone; its two files would lie in the folder given."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(machine, "_LOCALTIME", tmp_path / "localtime")
    monkeypatch.setattr(machine, "_TIMEZONE", tmp_path / "timezone")
    return tmp_path


@pytest.mark.parametrize(
    ("said", "zone"),
    [("Europe/Zurich", "Europe/Zurich"), (":Asia/Kolkata", "Asia/Kolkata"), ("Mars/Base", "UTC"), ("/etc/x", "UTC"),
     ("CET-1CEST", "UTC"), ("", "UTC")],
)
def test_the_environment_is_believed_where_it_names_a_zone(quiet_machine, monkeypatch, said: str, zone: str) -> None:
    monkeypatch.setenv("TZ", said)
    assert machine.machine_zone() == zone


@pytest.mark.parametrize("folder", ["zoneinfo", "zoneinfo/posix"])
def test_the_link_of_the_clock_names_it(quiet_machine: Path, folder: str) -> None:
    target = quiet_machine / folder / "America/New_York"
    target.parent.mkdir(parents=True)
    target.touch()
    (quiet_machine / "localtime").symlink_to(target)
    assert machine.machine_zone() == "America/New_York"


def test_else_the_file_of_debian_and_else_utc(quiet_machine: Path) -> None:
    assert machine.machine_zone() == "UTC"
    (quiet_machine / "timezone").write_bytes(b"\xff\xfe")
    assert machine.machine_zone() == "UTC"
    (quiet_machine / "timezone").write_text("Africa/Nairobi\n")
    assert machine.machine_zone() == "Africa/Nairobi"
