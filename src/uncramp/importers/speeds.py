"""How fast a person can be: a sample above it is a lost signal."""

from __future__ import annotations

#: speeds above these are a lost signal, not a person (m/s); 15 is above any runner (12.4, Bolt 2009)
_MAX_SPEED_M_S: dict[str, float] = {"running": 15.0, "walking": 15.0, "hiking": 15.0, "swimming": 5.0, "football": 15.0}
MAX_SPEED_M_S = 45.0


def fastest_m_s(sport: str | None) -> float:
    """Give the speed (m/s) above which a sample of that sport is not believed."""
    return _MAX_SPEED_M_S.get(sport or "", MAX_SPEED_M_S)
