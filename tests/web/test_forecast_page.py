"""What to expect, on a page: nothing before days count, the average with few cramps, and care before all else."""

import re


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def watched(visitor) -> None:
    visitor.post("/since/", {"since": "date", "day": "2026-04-01"})
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-08T23:30", "muscle": "calf"})
    visitor.post("/note/night/", {"when": "other", "at": "2026-05-08T23:00", "asleep_min": "7"})


def test_before_any_day_counts_the_page_asks_since_when_and_forecasts_nothing(visitor) -> None:
    page = visitor.text("/forecast/")
    assert "Since when did you note every cramp?" in page and 'href="/since/"' in page
    assert 'class="guess"' not in page


def test_with_few_cramps_the_page_tells_the_average_and_says_so(visitor) -> None:
    watched(visitor)
    page = visitor.text("/forecast/")
    said = words(page)
    assert "Not enough yet: 1 cramp noted; about 10 are needed in all." in said
    assert "That is your average, from" in said
    assert "How good were my forecasts?" not in said
    assert page.count('class="noted"') == 1 and 'class="guess"' not in page  # no preview of a result


def test_the_sample_is_forecast_with_interval_chart_table_and_score(sample_visitor) -> None:
    page = sample_visitor.text("/forecast/")
    said = words(page)
    assert re.search(r"A cramp in (the next night|your next session): (about|less than) 1 in \d+", said)
    assert re.search(r"From (less than )?1 in \d+ to 1 in \d+, 90 % sure", said)
    assert "average" in said and "How good were my forecasts?" in said and "Log skill" in said
    assert page.count('class="guess"') >= 4 and "<caption>" in page
    assert "because of" not in said and "risk of" not in said and "It is not a diagnosis" in said
    assert all(label for label in re.findall(r'<svg role="img" aria-label="([^"]*)"', page))


def test_what_is_planned_is_shown_again_and_forecast(sample_visitor) -> None:
    page = sample_visitor.text("/forecast/?planned_min=75&effort=hard&warm_up=no&temperature_c=24")
    assert 'value="75"' in page and re.search(r'value="hard" checked', page)
    assert "As planned: 75 minutes" in words(page) and "without a warm-up" in words(page)


def test_a_plan_that_cannot_be_taken_is_refused_at_its_field_and_the_rest_stands(sample_visitor) -> None:
    refused = sample_visitor.get("/forecast/?planned_min=lots&at=2020-01-01T10:00")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'id="fault-planned_min"' in page and 'value="lots"' in page
    assert "Your next session" in page


def test_a_red_flag_noted_of_late_stands_alone_on_the_page(visitor) -> None:
    watched(visitor)
    visitor.post("/note/symptom/", {"when": "now", "symptom": "dark_urine"})
    page = visitor.text("/forecast/")
    assert "Go to the emergency department today." in words(page)
    assert 'class="guess"' not in page and "Your next session" not in page


def test_something_to_be_seen_soon_comes_first_and_the_forecast_after(visitor) -> None:
    watched(visitor)
    visitor.post("/note/symptom/", {"when": "now", "symptom": "bruising"})
    said = words(visitor.text("/forecast/"))
    assert said.index("First, from what you noted") < said.index("The next night")


def test_a_new_entry_is_seen_at_once(visitor) -> None:
    watched(visitor)
    before = words(visitor.text("/forecast/"))
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-07T23:30", "muscle": "calf"})
    assert "1 cramp noted" in before and "2 cramps noted" in words(visitor.text("/forecast/"))


def test_the_first_page_and_the_findings_lead_there(sample_visitor) -> None:
    for page in ("/", "/triggers/"):
        assert 'href="/forecast/"' in sample_visitor.text(page)


def test_the_api_forecasts_as_the_command_does(visitor) -> None:
    watched(visitor)
    found = visitor.get("/api/v1/forecast?planned_min=60&warm_up=true").json()
    assert {each["outcome"] for each in found["windows"]} >= {"night"}
    assert {"probability", "low", "high", "base_rate", "because"} <= set(found["windows"][0])
    assert found["plan"]["minutes"] == 60.0 and found["plan"]["warm_up"] is True
    assert visitor.get("/api/v1/forecast?at=2020-01-01T10:00").status_code == 422
    assert visitor.get("/api/v1/forecast?planned_min=-4").status_code == 422
