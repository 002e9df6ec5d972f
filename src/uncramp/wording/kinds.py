"""The words for kinds of entries, their fields and the words that may stand in them; English is the message id."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.wording.languages import text

KINDS: Mapping[str, str] = {
    "cramp": "Cramp", "symptom": "Symptom", "session": "Session", "night": "Night", "drink": "Drink", "meal": "Meal",
    "warm_up": "Warm-up", "stretch": "Stretch", "massage": "Massage", "heat_therapy": "Heat on a muscle",
    "body_mass": "Weight", "body_signal": "Body signals", "check_in": "How I feel", "supplement": "Supplement",
    "medication": "Medicine", "planned_session": "Planned session",
    "observation_period": "Every cramp noted",
    "trial": "Self-trial", "trial_pair": "Pair of a self-trial", "trial_day": "Day of a self-trial",
    "trial_event": "Event of a self-trial",
}

#: muscles as the pages name them, by everyday places on the body
MUSCLES: Mapping[str, str] = {
    "hamstring": "Back of the thigh", "calf": "Calf", "quadriceps": "Front of the thigh", "foot": "Foot",
    "shin": "Shin", "adductor": "Inner thigh", "gluteal": "Seat", "back": "Back", "abdomen": "Belly",
}

FIELDS: Mapping[str, str] = {
    "at": "When", "zone": "Time zone", "noted_at": "Entered", "source": "Where it came from", "note": "Note",
    "muscle": "Muscle", "side": "Side", "spot": "Spot", "circumstance": "When it came",
    "intensity_0_10": "How strong, 0 to 10", "duration_s": "How long, in seconds",
    "felt_it_coming": "Felt it coming", "eased_by": "What helped", "sore_h": "Sore for, in hours",
    "symptom": "Symptom", "severity_0_10": "How bad, 0 to 10",
    "sport": "Sport", "effort": "Effort", "moving_min": "Moving time, in minutes",
    "elapsed_min": "Time with breaks, in minutes", "planned_min": "Planned time, in minutes",
    "rpe_0_10": "How hard it felt, 0 to 10",
    "distance_m": "Distance, in metres", "climb_m": "Climb, in metres", "descent_m": "Descent, in metres",
    "mean_hr_bpm": "Mean heart rate, beats a minute", "max_hr_bpm": "Highest heart rate, beats a minute",
    "temperature_c": "Air temperature, in °C", "humidity_pct": "Humidity, in %", "wind_m_s": "Wind, in metres a second",
    "wbgt_c": "Heat stress (WBGT), in °C", "air_source": "Who measured the air", "series": "Curve",
    "bed_at": "To bed", "asleep_min": "Asleep, in minutes", "woke_at": "Woke up", "up_at": "Got up",
    "awakenings": "Times awake", "quality_1_5": "Sleep quality, 1 to 5",
    "covers": "Tells of", "beverage": "Drink", "volume_ml": "Amount, in ml", "sodium_mg": "Sodium, in mg",
    "potassium_mg": "Potassium, in mg", "magnesium_mg": "Magnesium, in mg", "calcium_mg": "Calcium, in mg",
    "carbohydrate_g": "Carbohydrate, in g", "caffeine_mg": "Caffeine, in mg", "alcohol_g": "Alcohol, in g",
    "foods": "Foods", "energy_kcal": "Energy, in kcal",
    "duration_min": "How long, in minutes", "parts": "Parts", "exercise": "Exercise", "hold_s": "Held, in seconds",
    "repeats": "Repeats", "pain_0_10": "Pain, 0 to 10", "technique": "With what",
    "mass_kg": "Weight, in kg", "moment": "When weighed",
    "resting_hr_bpm": "Resting heart rate, beats a minute", "hrv_rmssd_ms": "Heart-rate variability RMSSD, in ms",
    "hrv_sdnn_ms": "Heart-rate variability SDNN, in ms", "urine_colour_1_8": "Urine colour, 1 pale to 8 dark",
    "fatigue_0_10": "Tired, 0 to 10", "soreness_0_10": "Sore, 0 to 10", "stress_0_10": "Stressed, 0 to 10",
    "cramps_noted": "A cramp since the last entry",
    "substance": "What", "dose_mg": "Amount, in mg", "medicine_class": "Kind of medicine", "until": "Until",
    "age_band": "Age group", "age_years": "Age, in years", "sex": "Sex", "pregnant": "Pregnant",
    "conditions": "Conditions", "conditions_answered": "Conditions asked", "medicines": "Medicines",
    "medicines_answered": "Medicines asked", "allergies": "Allergies", "diet": "Diet",
    "fluid_limit_ml": "Daily limit for drinking, in ml", "home_zone": "Home time zone", "units": "Units",
    "language": "Language", "emergency_country": "Country for the emergency number", "id": "Id",
    "question": "Question", "remedy": "What is tried", "rival": "Compared with", "outcome": "What is counted",
    "pairs": "Pairs of blocks", "block_days": "Days of a block", "wash_in_days": "First days left out",
    "believed_mean": "Believed effect", "believed_sd": "Doubt of it", "believed_prior": "Where that comes from",
    "no_difference_ratio": "No difference worth having, up to this ratio", "cautions": "Cautions at the start",
    "blinded": "Blinded", "seal": "Seal", "block": "Block",
    "seed": "Seed", "starts_on": "First day", "fingerprint": "Fingerprint", "trial": "Self-trial",
    "pair": "Pair", "nonce": "Drawn", "on": "Day", "done": "Done", "event": "What happened", "since": "From",
    "till": "To",
}

#: words that read otherwise than they are kept; the rest are said with blanks for underscores
CHOICES: Mapping[str, str] = {
    "not_sure": "not sure where", "after_exercise": "after exercise", "exercise": "during exercise",
    "night": "at night", "rest": "at rest", "dark_urine": "dark urine", "both": "both sides",
    "before_session": "before the session", "after_session": "after the session", "morning": "in the morning",
    "light_cardio": "light cardio", "dynamic_stretch": "dynamic stretching", "mobility_drill": "mobility drills",
    "therapist": "by a therapist", "hands": "by hand", "roller": "with a roller", "gun": "with a massage gun",
    "weather": "a weather service", "sensor": "a sensor of its own", "device": "the watch or bike computer",
    "pad": "heat pad", "towel": "warm towel", "bath": "warm bath",
}

SOURCES: Mapping[str, str] = {
    "typed": "typed in", "sample": "sample diary", "fit": "a FIT file", "tcx": "a TCX file", "gpx": "a GPX file",
    "tidy_csv": "a table (CSV)", "apple_health": "Apple Health", "health_connect": "Health Connect",
    "strava_export": "a Strava export", "garmin_export": "a Garmin export", "cronometer": "Cronometer",
    "fitbit_takeout": "a Fitbit export", "myfitnesspal": "MyFitnessPal", "oura": "Oura", "whoop": "WHOOP",
}


def say_kind(kind: str, language: str) -> str:
    """Say what kind of entry it is; a kind without a word is said as it is kept."""
    return text(language, KINDS[kind]) if kind in KINDS else say_word(kind)


def say_field(name: str, language: str) -> str:
    """Say what a field asks for, with its unit; a field without a word is said as it is kept."""
    return text(language, FIELDS[name]) if name in FIELDS else say_word(name)


def say_choice(word: str, language: str) -> str:
    """Say one of the words that may stand in a field."""
    return text(language, CHOICES[word]) if word in CHOICES else text(language, say_word(word))


def say_origin(source: str, language: str) -> str:
    """Say where an entry came from; a format without a word is said as it is kept."""
    return text(language, SOURCES[source]) if source in SOURCES else say_word(source)


def say_word(word: str) -> str:
    """Give an id as words: ``sweet_potato`` is sweet potato."""
    return word.replace("_", " ")
