"""The part of the public FIT numbering that a diary needs: base types, about ten messages and fifty fields, sports.

Numbers and scales are those of Garmin's published FIT protocol and profile (developer.garmin.com/fit), written down by
hand: the profile file of the vendor's kit is not open source and is not copied here. ``value = raw / scale - offset``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaseType:
    """A FIT base type: NumPy type character without byte order (empty: text or bytes) and the raw invalid value."""

    dtype: str
    size: int
    invalid: int | None


#: by the low five bits of the base type byte
BASE_TYPES: tuple[BaseType, ...] = (
    BaseType("u1", 1, 0xFF),  # enum
    BaseType("i1", 1, 0x7F),
    BaseType("u1", 1, 0xFF),
    BaseType("i2", 2, 0x7FFF),
    BaseType("u2", 2, 0xFFFF),
    BaseType("i4", 4, 0x7FFFFFFF),
    BaseType("u4", 4, 0xFFFFFFFF),
    BaseType("", 1, None),  # string
    BaseType("f4", 4, None),  # its invalid pattern is a NaN already
    BaseType("f8", 8, None),
    BaseType("u1", 1, 0),  # the z types: zero means unknown
    BaseType("u2", 2, 0),
    BaseType("u4", 4, 0),
    BaseType("u1", 1, 0xFF),  # byte
    BaseType("i8", 8, 0x7FFFFFFFFFFFFFFF),
    BaseType("u8", 8, 0xFFFFFFFFFFFFFFFF),
    BaseType("u8", 8, 0),
)

STRING = 7
BYTE = 13


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: the name of its column, and how raw becomes a quantity; ``wide``: several in a row."""

    name: str
    scale: float = 1.0
    offset: float = 0.0
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its name and the fields by number that are read; all others are stepped over."""

    name: str
    fields: dict[int, Field]


TIMESTAMP = 253

MESSAGES: dict[int, Message] = {
    0: Message("file_id", {
        0: Field("type"), 1: Field("manufacturer"), 2: Field("product"), 3: Field("serial_number"),
        4: Field("time_created"),
    }),
    2: Message("device_settings", {2: Field("time_offset_s")}),
    18: Message("session", {
        TIMESTAMP: Field("timestamp"), 2: Field("start_time"), 5: Field("sport"), 6: Field("sub_sport"),
        7: Field("elapsed_s", 1000), 8: Field("timer_s", 1000), 9: Field("distance_m", 100),
        16: Field("mean_hr_bpm"), 17: Field("max_hr_bpm"), 22: Field("climb_m"), 23: Field("descent_m"),
        57: Field("mean_temperature_c"), 193: Field("rpe_0_10", 10),
    }),
    20: Message("record", {
        TIMESTAMP: Field("timestamp"), 0: Field("latitude"), 1: Field("longitude"), 2: Field("altitude_m", 5, 500),
        3: Field("heart_rate_bpm"), 4: Field("cadence_rpm"), 5: Field("distance_m", 100), 6: Field("speed_m_s", 1000),
        13: Field("temperature_c"), 53: Field("fractional_cadence_rpm", 128), 73: Field("enhanced_speed_m_s", 1000),
        78: Field("enhanced_altitude_m", 5, 500),
    }),
    23: Message("device_info", {1: Field("device_type"), 25: Field("source_type")}),
    21: Message("event", {TIMESTAMP: Field("timestamp"), 0: Field("event"), 1: Field("event_type")}),
    34: Message("activity", {
        TIMESTAMP: Field("timestamp"), 0: Field("timer_s", 1000), 1: Field("sessions"), 5: Field("local_timestamp"),
    }),
    30: Message("weight_scale", {TIMESTAMP: Field("timestamp"), 0: Field("mass_kg", 100)}),
    55: Message("monitoring", {
        TIMESTAMP: Field("timestamp"), 26: Field("timestamp_16"), 27: Field("heart_rate_bpm"),
    }),
    103: Message("monitoring_info", {TIMESTAMP: Field("timestamp"), 0: Field("local_timestamp")}),
    132: Message("hr", {
        TIMESTAMP: Field("timestamp"), 0: Field("fractional_s", 32768), 6: Field("bpm", wide=True),
        9: Field("event_ticks", wide=True), 10: Field("event_ticks_12", wide=True),
    }),
    162: Message("timestamp_correlation", {TIMESTAMP: Field("timestamp"), 3: Field("local_timestamp")}),
    211: Message("monitoring_hr", {
        TIMESTAMP: Field("timestamp"), 0: Field("resting_hr_bpm"), 1: Field("resting_hr_of_day_bpm"),
    }),
    273: Message("sleep_data_info", {TIMESTAMP: Field("timestamp"), 2: Field("local_timestamp")}),
    275: Message("sleep_level", {TIMESTAMP: Field("timestamp"), 0: Field("level")}),
    346: Message("sleep_assessment", {11: Field("awakenings")}),
    370: Message("hrv_status", {TIMESTAMP: Field("timestamp"), 1: Field("last_night_ms", 128)}),
    206: Message("field_description", {
        0: Field("developer_data_index"), 1: Field("field_definition_number"), 2: Field("base_type"),
        6: Field("scale"), 7: Field("offset"), 14: Field("native_message"), 15: Field("native_field"),
    }),
}

RECORD = 20
FIELD_DESCRIPTION = 206

#: field of ``record`` that packs speed (12 bits, 1/100 m/s) and distance (12 bits, 1/16 m, rolling over) in three bytes
COMPRESSED_SPEED_DISTANCE = 8

#: what a FIT file is by ``file_id.type``; words for wording, not for people
FILE_KINDS: dict[int, str] = {
    1: "device", 2: "settings", 3: "sport_settings", 4: "activity", 5: "workout", 6: "course", 7: "schedules",
    9: "weight", 10: "totals", 11: "goals", 14: "blood_pressure", 15: "monitoring", 20: "activity_summary",
    28: "monitoring", 32: "monitoring", 34: "segment", 35: "segment_list", 40: "screen_settings", 44: "metrics",
    49: "sleep", 68: "heart_rate_variability",
}

#: an ANT+ thermometer among the paired devices, and the way it is paired
ENVIRONMENT_SENSOR, BY_RADIO = 25, 1

#: the sub-sport of a ride through a game, and makers of games: their coordinates are not where the person was
VIRTUAL = 58
GAMES = frozenset((260,))

_SPORTS: dict[int, str] = {
    1: "running", 2: "cycling", 3: "transition", 4: "fitness_equipment", 5: "swimming", 6: "basketball",
    7: "football", 8: "tennis", 9: "american_football", 10: "training", 11: "walking", 12: "cross_country_skiing",
    13: "alpine_skiing", 14: "snowboarding", 15: "rowing", 16: "mountaineering", 17: "hiking", 18: "multisport",
    19: "paddling", 20: "flying", 21: "cycling", 22: "motorcycling", 23: "boating", 24: "driving", 25: "golf",
    26: "hang_gliding", 27: "horse_riding", 28: "hunting", 29: "fishing", 30: "inline_skating", 31: "climbing",
    32: "sailing", 33: "ice_skating", 34: "sky_diving", 35: "snowshoeing", 36: "snowmobiling", 37: "paddling",
    38: "surfing", 39: "wakeboarding", 40: "water_skiing", 41: "kayaking", 42: "rafting", 43: "windsurfing",
    44: "kitesurfing", 47: "boxing", 48: "climbing", 53: "diving", 62: "interval_training", 64: "racket_sport",
    65: "wheelchair", 66: "wheelchair", 67: "meditation", 71: "cricket", 72: "rugby", 73: "hockey", 74: "lacrosse",
    75: "volleyball", 80: "martial_arts", 82: "snorkelling", 83: "dance", 84: "rope_skipping",
}

#: sub-sports that say more than their sport, whatever that is
_SUB_SPORTS: dict[int, str] = {
    14: "rowing", 15: "elliptical", 16: "stair_climbing", 20: "strength", 26: "cardio", 43: "yoga", 44: "pilates",
    70: "interval_training",
}

#: sub-sports that are a room of the same sport (treadmill, indoor bike) where the sport itself is only "equipment"
_EQUIPMENT: dict[int, str] = {1: "running", 5: "cycling", 6: "cycling", 27: "walking"}


def sport_name(sport: int | None, sub_sport: int | None) -> str | None:
    """Give our word for a FIT sport and sub-sport; None where the file does not say or the number is not public."""
    by_sub = _SUB_SPORTS.get(sub_sport if sub_sport is not None else -1)
    if by_sub is not None:
        return by_sub
    if sport == 4 and sub_sport in _EQUIPMENT:
        return _EQUIPMENT[sub_sport]
    return _SPORTS.get(sport) if sport is not None else None
