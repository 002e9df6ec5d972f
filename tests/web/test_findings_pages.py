"""What sets off my cramps, on a page: not before days count, not with too few, and never without its interval."""

import re
from dataclasses import replace

import pytest

from uncramp.triggers.closely import Closely
from uncramp.triggers.finding import Verdict
from uncramp.web.desk import Desk
from uncramp.web.views import triggers


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


def test_a_threshold_stands_in_the_sentence_of_a_finding_and_in_the_statisticians_view(
    sample_visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    closely_of = triggers.closely_of

    def bent(desk: Desk, exposure: str, outcome: str) -> Closely | None:
        """Give what the diary says, as if a hinge at 150 minutes had fitted better than the line."""
        closely = closely_of(desk, exposure, outcome)
        assert closely is not None
        told = replace(closely.finding, verdict=Verdict.HARMFUL, log_odds_ratio=0.7, threshold=150.0)
        return replace(closely, finding=told)

    monkeypatch.setattr(triggers, "closely_of", bent)
    page = sample_visitor.text("/triggers/night/load_72h/")
    say, statistician = page.index('class="say"'), page.index("For a statistician")
    assert say < page.index("it seems to begin above about 150 minutes") < statistician
    assert page.index("<dt>Threshold (a hinge is likelier than a line)</dt>") > statistician


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


def test_why_a_cramp_came_is_asked_from_its_entry_and_from_the_findings(sample_visitor) -> None:
    asked = re.findall(r'href="(/diary/[0-9a-f-]+/why/)"', sample_visitor.text("/triggers/"))
    assert len(asked) == 3
    for address in asked:
        assert address in sample_visitor.text(address.removesuffix("why/"))
        page = sample_visitor.text(address)
        assert "Why this cramp?" in page
        assert "What made this one cramp nobody can know." in page
        assert "because of" not in re.sub(r"<[^>]+>", "", page)


def test_an_entry_that_is_no_cramp_cannot_be_asked_why(visitor) -> None:
    visitor.post("/note/night/", {"when": "now", "asleep_min": "7"})
    night = visitor.only("night")
    assert "/why/" not in visitor.text(f"/diary/{night.id}/")
    assert visitor.get(f"/diary/{night.id}/why/").status_code == 404
    assert visitor.get("/diary/00000000-0000-0000-0000-000000000009/why/").status_code == 404


def test_a_cramp_before_anything_counts_leads_to_since_when(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-03T23:10", "muscle": "calf"})
    page = visitor.text(f"/diary/{visitor.only('cramp').id}/why/")
    assert "Since when did you note every cramp? Until you say so, there is nothing to compare this one with." in page
    assert 'href="/since/"' in page


def test_with_too_few_cramps_one_cannot_be_explained(visitor) -> None:
    visitor.post("/since/", {"since": "date", "day": "2026-04-01"})
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-03T23:10", "muscle": "calf"})
    page = visitor.text(f"/diary/{visitor.only('cramp').id}/why/")
    assert "Not enough yet: 1 cramp noted; about 10 are needed in all before one can be explained." in page
    assert 'class="ninety"' not in page


def test_one_finding_shows_its_checks_what_would_settle_it_and_the_engine(sample_visitor) -> None:
    link = re.findall(r'href="(/triggers/\w+/\w+/)"', sample_visitor.text("/triggers/"))[0]
    page = sample_visitor.text(link)
    for part in (
        "What would settle it", "Without any one cramp", "The same a week after", "only a self-trial can show",
        "Before your diary it was", "Leave one cramp out, odds ratio", "Worst Pareto k-hat",
        "Weight of the dense model",
    ):
        assert part in page


def test_a_finding_before_there_is_enough_says_no_number_of_its_own(visitor) -> None:
    visitor.post("/since/", {"since": "date", "day": "2026-04-01"})
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-03T23:10", "muscle": "calf"})
    page = visitor.text("/triggers/night/sleep/")
    assert "not enough yet" in page
    assert "Log odds ratio" not in page
    assert "What would settle it" not in page


def test_a_tag_of_ones_own_has_its_page_whatever_its_letters(visitor) -> None:
    visitor.post("/since/", {"since": "date", "day": "2026-04-01"})
    for day in range(1, 6):
        visitor.post("/note/check_in/", {"when": "other", "at": f"2026-05-0{day}T20:00", "note": "#gr\u00fcner_tee"})
    assert "#gr\u00fcner_tee" in visitor.text("/triggers/night/tag_gr\u00fcner_tee/")


def test_the_api_gives_the_same_closer_looks(sample_visitor) -> None:
    found = sample_visitor.get("/api/v1/triggers").json()["findings"][0]
    closely = sample_visitor.get(f"/api/v1/triggers/{found['outcome']}/{found['exposure']}").json()
    assert closely["finding"] == found
    assert {"stability", "control", "without_late", "settling", "engine", "cross_check"} <= set(closely)
    cramp = sample_visitor.records("cramp")[-1]
    told = sample_visitor.get(f"/api/v1/records/{cramp.id}/why").json()
    assert told["cramp"] == str(cramp.id)
    assert {"state", "raised", "lowered", "others", "unknown", "earlier", "rate"} <= set(told)
    missing = sample_visitor.get("/api/v1/triggers/night/nothing")
    assert (missing.status_code, missing.json()["error"]["fault"]) == (404, "not_there")
    assert "There is no exposure 'nothing' for night" in missing.json()["error"]["text"]


def test_who_says_since_today_is_not_asked_again_on_the_next_page(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf"})
    today = re.search(r'name="since"[^>]*value="(\d{4}-\d\d-\d\d)"', visitor.text("/since/"))
    assert today
    visitor.post("/since/", {"since": today[1]})
    for path in ("/triggers/", "/forecast/", "/"):
        page = visitor.text(path)
        assert "Since when did you note every cramp?" not in page and "Say since when" not in page
    assert "counts once it is over" in visitor.text("/triggers/")
