"""No verdict in a browser at once: what a page shows is waited for, and judged by the eye of the browser tests only."""

import re
from pathlib import Path

import pytest

BROWSER_TESTS = sorted((Path(__file__).resolve().parents[1] / "web" / "browser").glob("test_*.py"))

#: what answers at once, also on a page that has only begun to come, and what to write instead
AT_ONCE = {
    r"\bpage\.(evaluate|eval_on_selector\w*|query_selector\w*|content)\(": "eye.read: it waits until the page stands",
    r"\.(count|all|all_inner_texts|all_text_contents)\(\)": "expect(...).to_have_count or to_have_text",
    r"\.is_(visible|hidden|checked|enabled|disabled)\(": "expect(...).to_be_...",
    r"assert .*\.(inner_text|text_content|input_value|get_attribute)\(": "expect(...), which waits for the new page",
    r"\bwait_for_timeout\(|\bsleep\(": "expect(...): a fixed wait is too long here and too short there",
    r"\bAxe\(|scrollWidth": "eye.faults, eye.sideways_px",
}


@pytest.mark.parametrize("pattern", AT_ONCE)
def test_no_browser_test_judges_a_page_that_may_not_stand(pattern: str) -> None:
    found = [
        f"{path.name}:{number}: {line.strip()} (write {AT_ONCE[pattern]})"
        for path in BROWSER_TESTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert BROWSER_TESTS and found == []
