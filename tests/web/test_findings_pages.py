"""What sets off my cramps, on a page: not before days count, not with too few, and never without its interval."""

import re

import pytest


def test_without_an_observation_period_the_page_offers_to_say_since_when(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf"})
    page = visitor.text("/triggers/")
    assert "Since when did you note every cramp?" in page
    assert 'href="/since/"' in page
    assert '<svg class="hollow"' not in page


def test_with_too_few_cramps_the_page_counts_diamonds_and_shows_no_result(visitor) -> None:
    visitor.post("/since/", {"since": "date", "day": "2026-04-01"})
    for day in ("03", "05", "08"):
        visitor.post("/note/cramp/", {"when": "other", "at": f"2026-05-{day}T23:10", "muscle": "calf"})
        visitor.post("/note/night/", {"when": "other", "at": f"2026-05-{day}T23:00", "asleep_min": "7"})
    page = visitor.text("/triggers/")
    assert "Not enough yet: 3 cramps noted; about 10 are needed in all." in page
    assert page.count('class="noted"') == 3
    assert page.count('class="missing"') == 7
    assert 'class="ninety"' not in page
    assert "What the field knows, about people in general" in page
    assert "Contradicted" in page
    assert "Not a finding about you." in page


def test_the_findings_of_the_sample_have_intervals_counts_a_table_and_their_assumptions(sample_visitor) -> None:
    page = sample_visitor.text("/triggers/")
    assert 'class="ninety"' in page
    assert "<caption>" in page
    assert "What must be true for this to hold" in page
    assert "Goes with" in page or "goes with" in page or "go with" in page
    assert "because of" not in re.sub(r"<[^>]+>", "", page)
    links = re.findall(r'href="(/triggers/\w+/\w+/)"', page)
    assert links
    closer = sample_visitor.text(links[0])
    for part in (
        "How sure, and does it hold when we look another way?",
        "What this does not say",
        "For a statistician",
        "Odds ratio",
        "Prior, log odds",
    ):
        assert part in closer
    assert re.search(r"Odds ratio</dt><dd class=\"num\">\d+\.\d\d \(\d+\.\d\d – \d+\.\d\d\)", closer)


@pytest.mark.parametrize(
    ("sent", "since"),
    [
        ({"since": "2026-05-10"}, "2026-05-10"),
        ({"since": "date", "day": "2025-03-03"}, "2025-03-03"),
        ({"since": "never"}, None),
    ],
)
def test_since_when_is_kept_as_an_open_period(visitor, sent: dict, since: str | None) -> None:
    assert visitor.post("/since/", sent).status_code == 302
    periods = visitor.records("observation_period")
    assert [(period.at.date().isoformat(), period.until) for period in periods] == ([(since, None)] if since else [])


@pytest.mark.parametrize(
    "sent",
    [
        {"since": "date", "day": ""},
        {"since": "date", "day": "2026-02-30"},
        {"since": ""},
        {},
        {"since": "date", "day": "2031-01-01"},
    ],
)
def test_a_beginning_that_is_no_day_of_the_past_comes_back_with_a_sentence(visitor, sent: dict) -> None:
    response = visitor.post("/since/", sent)
    assert response.status_code == 422
    assert 'id="fault-day"' in response.content.decode()
    assert visitor.records() == []
