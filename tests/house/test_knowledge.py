"""The knowledge sheets are whole: every fault in them is reported at once, and there is none."""

from uncramp.knowledge.library import load_library


def test_the_sheets_load_without_a_fault() -> None:
    library = load_library()
    assert len(library.claims) > 0
    assert len(library.sources) > 0
