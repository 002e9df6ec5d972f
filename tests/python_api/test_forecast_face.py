"""The forecast from a notebook: a diary in memory, a plan in words, and the same room importable beside it."""

from datetime import UTC, datetime, timedelta

import uncramp as uc

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def test_a_simulated_diary_is_forecast_with_what_is_planned() -> None:
    diary = uc.simulate(3, until=NOW, cause="sleep", years=0.8).diary()
    found = uc.forecast(diary, now=NOW, at=NOW + timedelta(hours=5), planned_min=60, effort="easy", warm_up=True)
    assert {each.outcome for each in found.windows} == {"session", "night"}
    assert all(0 < each.risk.low <= each.risk.probability <= each.risk.high < 1 for each in found.windows)
    document = found.to_dict()
    assert document["windows"][0]["base_rate"] == found.windows[0].risk.base_rate
    assert document["plan"]["warm_up"] is True


def test_importing_the_room_leaves_the_function_its_name() -> None:
    import uncramp.forecast.walk

    assert callable(uc.forecast) and uncramp.forecast.__name__ == "forecast"
