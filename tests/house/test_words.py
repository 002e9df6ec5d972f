"""The words of the house: the glossary knows every type, no promise is made that medicine would have to keep."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "uncramp"

#: never said to a person (law of medical devices, and our own voice); the pattern is read without regard to case
NEVER_SAID = {
    "a promise of a cure": r"\b(cures|will cure|clinically proven|medical[- ]grade|guaranteed to)\b",
    "false safety": r"\b(safe to ignore|no need to see a (doctor|clinician)|nothing to worry about|don't worry)\b",
    "a diagnosis": r"\b(you are suffering from|we diagnose|uncramp diagnoses|your diagnosis is|your risk of dvt)\b",
    "a medicine stopped": r"\bstop (taking )?(your|the|this) (medicine|medication|tablets?|statin)s?\b",
    "a cause from a diary": r"\b(caused your cramp|because of your)\b",
    "not our voice": r"\b(oops|great job|keep your streak)\b",
}


def read_by_people() -> list[Path]:
    """Name the files whose text reaches people: pages, templates, wording, sheets, translations, documentation."""
    patterns = (
        "src/uncramp/wording/**/*.py", "src/uncramp/web/**/*.html", "src/uncramp/web/**/*.js",
        "src/uncramp/cli/**/*.py", "src/uncramp/knowledge/**/*.toml", "src/uncramp/**/*.po", "docs/**/*.md", "*.md",
    )
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if ".venv" not in path.parts})


@pytest.mark.parametrize("what", NEVER_SAID)
def test_words_that_are_never_said(what: str) -> None:
    pattern = re.compile(NEVER_SAID[what], re.IGNORECASE)
    files = read_by_people()
    assert len(files) > 10
    said = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert said == []


def string_texts(path: Path) -> list[str]:
    """Give the string constants of a module that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [node.value for node in strings if isinstance(node.value, str)]


@pytest.mark.parametrize("room", ["cli", "wording"])
def test_no_sentence_calls_what_somebody_typed_invalid(room: str) -> None:
    said = [text for path in (SOURCE / room).rglob("*.py") for text in string_texts(path) if "invalid" in text.lower()]
    assert said == []


def test_the_glossary_knows_every_record_type_and_result_type() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    files = (
        "diary/record.py", "diary/records.py", "diary/trial_records.py", "diary/profile.py",
        "exposures/person_time.py", "triggers/finding.py", "triage/triage.py",
    )
    names = {
        node.name
        for file in files
        for node in ast.parse((SOURCE / file).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert {name for name in names if f"`{name}`" not in glossary} == set()


def test_every_command_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    chores = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", readme))
    assert {"start", "test"} <= named
    assert named - chores == set()


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [path for path in ROOT.glob("**/*.md") if not {".venv", "node_modules"} & set(path.parts)]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert broken == []


def tracked_files() -> list[Path]:
    """Name the text files that git keeps; empty where this is not a clone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    binary = {".png", ".woff2", ".mo", ".zip", ".gz", ".fit", ".jpg", ".ico"}
    return [ROOT / name for name in listed.stdout.split("\0") if name and Path(name).suffix not in binary]


def test_no_file_names_a_folder_or_a_registry_of_one_machine() -> None:
    pattern = re.compile(
        rf"{re.escape(str(ROOT))}\b|(?<![\w.])/(home|Users)/[a-z]\w+/|--(extra-)?index-url\s+http|--find-links\s+/"
    )
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked_files()
        if path.exists() and path.name != Path(__file__).name
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert named == []
