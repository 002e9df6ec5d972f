"""The words of other programs for sports, in ours."""

from __future__ import annotations

import re

_OURS: dict[str, tuple[str, ...]] = {
    "running": ("run", "running", "trail_run", "trail_running", "treadmill", "treadmill_running", "track_running",
                "virtual_run", "street_running", "jogging", "jog", "road_running", "indoor_running", "lauf", "laufen",
                "traillauf", "course_a_pied", "course", "carrera", "correr", "corsa", "hardlopen", "corrida", "9"),
    "cycling": ("ride", "bike", "biking", "cycling", "road_cycling", "mountain_biking", "mountain_bike_ride",
                "gravel_ride", "gravel_cycling", "virtual_ride", "indoor_cycling", "e_bike_ride", "e_biking",
                "spinning", "bicycle", "radfahrt", "radfahren", "velo", "sortie_a_velo", "ciclismo", "wielrennen",
                "fietsrit", "bicicleta", "hand_cycling", "1"),
    "swimming": ("swim", "swimming", "lap_swimming", "open_water_swimming", "pool_swimming", "schwimmen", "natation",
                 "natacion", "nuoto", "zwemmen", "swimming_pool", "swimming_open_water"),
    "walking": ("walk", "walking", "casual_walking", "speed_walking", "spaziergang", "gehen", "marche", "caminata",
                "camminata", "wandeling", "10"),
    "hiking": ("hike", "hiking", "wanderung", "wandern", "randonnee", "senderismo", "escursionismo", "4"),
    "strength": ("strength", "strength_training", "weight_training", "weightlifting", "weights", "gym",
                 "functional_strength_training", "traditional_strength_training", "krafttraining", "powerlifting",
                 "musculation"),
    "training": ("training", "workout", "other_training", "fitness_equipment", "functional_fitness", "cross_training",
                 "crossfit", "mixed_cardio", "exercise_class"),
    "cardio": ("cardio", "mixed_metabolic_cardio_training", "indoor_cardio", "aerobic_workout"),
    "interval_training": ("hiit", "high_intensity_interval_training", "interval_training", "interval_workout"),
    "football": ("soccer", "football", "fussball"), "american_football": ("american_football",),
    "rowing": ("rowing", "indoor_rowing", "virtual_row", "rowing_machine"), "elliptical": ("elliptical",),
    "stair_climbing": ("stair_climbing", "stairs", "stair_stepper", "stair_climbing_machine"),
    "yoga": ("yoga",), "pilates": ("pilates",), "dance": ("dance", "dancing", "social_dance", "cardio_dance"),
    "tennis": ("tennis",), "basketball": ("basketball",), "volleyball": ("volleyball",), "hockey": ("hockey",),
    "rugby": ("rugby",), "cricket": ("cricket",), "golf": ("golf",), "boxing": ("boxing", "kickboxing"),
    "martial_arts": ("martial_arts",), "climbing": ("climbing", "rock_climbing", "bouldering"),
    "racket_sport": ("badminton", "squash", "table_tennis", "padel", "pickleball", "racquetball", "racket_sport"),
    "multisport": ("multisport", "multi_sport", "triathlon", "duathlon", "swim_bike_run", "transition"),
    "cross_country_skiing": ("cross_country_skiing", "nordic_ski", "roller_ski", "backcountry_ski"),
    "alpine_skiing": ("alpine_ski", "alpine_skiing", "downhill_skiing", "skiing"),
    "snowboarding": ("snowboard", "snowboarding"), "ice_skating": ("ice_skate", "ice_skating"),
    "inline_skating": ("inline_skate", "inline_skating", "skating"), "horse_riding": ("horse_riding",),
    "paddling": ("paddling", "paddle_sports", "canoeing", "stand_up_paddling"), "kayaking": ("kayaking",),
    "surfing": ("surfing",), "sailing": ("sailing", "sail"), "wheelchair": ("wheelchair",),
}
_BY_WORD = {word: sport for sport, words in _OURS.items() for word in words}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACCENTS = str.maketrans("äöüéèêáíóúàçßñ", "aoueeeaiouacsn")


def sport_of(word: str | None) -> str | None:
    """Give our word for another program's; None for one that is not known (it may be any text a person typed)."""
    if not word or len(word) > 60:
        return None
    plain = _HUMP.sub("_", word.strip()).lower().translate(_ACCENTS)
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return _BY_WORD.get(plain)
