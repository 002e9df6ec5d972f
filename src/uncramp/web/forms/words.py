"""What the forms call things: kinds, fields and choices, as English sentences that the catalogue can translate."""

from __future__ import annotations

from types import MappingProxyType

from uncramp.body import MUSCLE_OF, Muscle, Spot

#: kind -> (its name on a button, the icon, the question about its time)
KINDS = MappingProxyType(
    {
        "cramp": ("Cramp", "wave", "When did it come?"),
        "session": ("Training or race", "session", "When did it start?"),
        "night": ("Night", "night", "Which night? Any moment of it will do."),
        "drink": ("Drink", "drink", "When?"),
        "meal": ("Meal", "meal", "When?"),
        "warm_up": ("Warm-up", "warm_up", "When did it start?"),
        "stretch": ("Stretch", "stretch", "When?"),
        "check_in": ("How I feel", "check_in", "When?"),
        "massage": ("Massage", "massage", "When?"),
        "heat_therapy": ("Heat", "heat_therapy", "When?"),
        "symptom": ("Symptom", "symptom", "When did it begin?"),
        "body_mass": ("Weight", "body_mass", "When?"),
        "body_signal": ("Body signals", "body_signal", "When?"),
        "supplement": ("Supplement", "supplement", "When?"),
        "medication": ("Medicine", "medication", "Since when do you take it?"),
        "planned_session": ("Plan a session", "session", "When does it start?"),
        "observation_period": ("Watching for cramps", "observation_period", "Since when?"),
    }
)

#: (kind or "", field) -> the question; the kind's own wording wins
QUESTIONS = MappingProxyType(
    {
        ("", "muscle"): "Where?",
        ("", "side"): "Which side?",
        ("cramp", "spot"): "Which part of the muscle?",
        ("cramp", "circumstance"): "What were you doing?",
        ("cramp", "intensity_0_10"): "How strong was it?",
        ("cramp", "duration_s"): "How long until it let go?",
        ("cramp", "felt_it_coming"): "Did you feel it coming?",
        ("cramp", "eased_by"): "What helped?",
        ("cramp", "sore_h"): "How long was it sore after?",
        ("symptom", "symptom"): "What is it?",
        ("symptom", "severity_0_10"): "How strong is it?",
        ("session", "sport"): "Which sport?",
        ("session", "effort"): "How hard was it meant to be?",
        ("session", "moving_min"): "How long were you moving?",
        ("session", "elapsed_min"): "How long in all, with breaks?",
        ("session", "rpe_0_10"): "How hard did it feel?",
        ("session", "distance_m"): "How far?",
        ("session", "climb_m"): "How much up?",
        ("session", "descent_m"): "How much down?",
        ("session", "mean_hr_bpm"): "Heart rate, on average",
        ("session", "max_hr_bpm"): "Heart rate, highest",
        ("session", "temperature_c"): "How warm was the air?",
        ("session", "humidity_pct"): "How damp was the air?",
        ("session", "wind_m_s"): "How windy?",
        ("session", "wbgt_c"): "Wet-bulb globe temperature",
        ("session", "air_source"): "Who measured the air?",
        ("night", "bed_at"): "When to bed?",
        ("night", "asleep_min"): "How long asleep?",
        ("night", "woke_at"): "When awake?",
        ("night", "up_at"): "When up?",
        ("night", "awakenings"): "How often awake in between?",
        ("night", "quality_1_5"): "How well did you sleep?",
        ("drink", "covers"): "One drink, or all of the day?",
        ("meal", "covers"): "One meal, or all of the day?",
        ("drink", "beverage"): "What?",
        ("", "volume_ml"): "How much?",
        ("meal", "foods"): "What, and how much?",
        ("", "energy_kcal"): "Energy",
        ("", "carbohydrate_g"): "Carbohydrate",
        ("", "sodium_mg"): "Sodium",
        ("", "potassium_mg"): "Potassium",
        ("", "magnesium_mg"): "Magnesium",
        ("", "calcium_mg"): "Calcium",
        ("", "caffeine_mg"): "Caffeine",
        ("", "alcohol_g"): "Alcohol",
        ("", "duration_min"): "How long?",
        ("warm_up", "parts"): "What was in it?",
        ("stretch", "exercise"): "Which stretch?",
        ("stretch", "hold_s"): "How long was each hold?",
        ("stretch", "repeats"): "How many times?",
        ("stretch", "pain_0_10"): "How much did it hurt?",
        ("massage", "technique"): "With what?",
        ("heat_therapy", "technique"): "With what?",
        ("body_mass", "mass_kg"): "What did the scales say?",
        ("body_mass", "moment"): "When in the day?",
        ("body_signal", "resting_hr_bpm"): "Heart rate at rest",
        ("body_signal", "hrv_rmssd_ms"): "Heart-rate variability (RMSSD)",
        ("body_signal", "hrv_sdnn_ms"): "Heart-rate variability (SDNN)",
        ("body_signal", "urine_colour_1_8"): "Urine colour",
        ("check_in", "fatigue_0_10"): "How tired are you?",
        ("check_in", "soreness_0_10"): "How sore are your legs?",
        ("check_in", "stress_0_10"): "How stressed are you?",
        ("check_in", "cramps_noted"): "Was there a cramp since the last entry?",
        ("supplement", "substance"): "What?",
        ("supplement", "dose_mg"): "How much did you take?",
        ("medication", "substance"): "Which medicine?",
        ("medication", "medicine_class"): "What kind of medicine?",
        ("medication", "until"): "Until when? Empty means still.",
        ("planned_session", "sport"): "Which sport?",
        ("planned_session", "effort"): "How hard will it be?",
        ("planned_session", "planned_min"): "How long will it take?",
        ("planned_session", "distance_m"): "How far?",
        ("planned_session", "temperature_c"): "How warm will it be?",
        ("planned_session", "humidity_pct"): "How damp will the air be?",
        ("observation_period", "until"): "Until when? Empty means still.",
    }
)

#: field -> what the ends of its scale mean
SCALE_ENDS = MappingProxyType(
    {
        "intensity_0_10": "0 nothing, 10 the worst you know",
        "severity_0_10": "0 nothing, 10 the worst you know",
        "rpe_0_10": "0 rest, 10 all you had",
        "pain_0_10": "0 no pain, 10 the worst you know",
        "fatigue_0_10": "0 fresh, 10 worn out",
        "soreness_0_10": "0 not at all, 10 very sore",
        "stress_0_10": "0 calm, 10 very stressed",
        "quality_1_5": "1 badly, 5 very well",
        "urine_colour_1_8": "1 like water, 8 like dark tea",
    }
)

#: choice word -> how it is said; a word that is not here is said with its underscores as spaces
CHOICES = MappingProxyType(
    {
        "hamstring": "Back of the thigh", "calf": "Calf", "quadriceps": "Front of the thigh", "foot": "Foot or toes",
        "shin": "Shin", "adductor": "Inner thigh", "gluteal": "Buttock", "hand": "Hand", "back": "Back",
        "abdomen": "Belly", "other": "Somewhere else", "not_sure": "Not sure",
        "left": "Left", "right": "Right", "both": "Both",
        "exercise": "During exercise", "after_exercise": "After exercise", "night": "In bed at night",
        "rest": "At rest",
        "dark_urine": "Dark urine", "easy": "Easy", "steady": "Steady", "hard": "Hard", "race": "Race",
        "drink": "One drink", "meal": "One meal", "day": "All of the day",
        "light_cardio": "Easy jog or ride", "dynamic_stretch": "Leg swings and lunges",
        "mobility_drill": "Mobility drills", "morning": "Morning", "before_session": "Before training",
        "after_session": "After training", "hands": "Hands", "roller": "Foam roller", "gun": "Massage gun",
        "therapist": "By a therapist", "pad": "Heat pad", "towel": "Warm towel", "bath": "Bath", "sauna": "Sauna",
        "weather": "A weather service", "sensor": "A sensor of its own", "device": "The watch or bike computer",
        "yes": "Yes", "no": "No",
    }
)

#: kind -> the fields that stand open; the others wait behind "More". A kind that is not here shows all.
OPEN_FIELDS = MappingProxyType(
    {
        "cramp": ("muscle", "side", "intensity_0_10", "duration_s"),
        "session": ("sport", "effort", "moving_min", "distance_m", "rpe_0_10", "temperature_c"),
        "night": ("asleep_min", "quality_1_5", "awakenings"),
        "drink": ("beverage", "volume_ml"),
        "meal": ("foods",),
        "planned_session": ("sport", "effort", "planned_min", "distance_m"),
        "check_in": ("fatigue_0_10", "soreness_0_10", "stress_0_10", "cramps_noted"),
    }
)

#: muscles offered first; the rest wait behind "More" of the same question
FIRST_MUSCLES = ("hamstring", "calf", "quadriceps", "foot", "not_sure")


def spots_beside(spot: object) -> tuple[Spot, ...]:
    """Give the regions of the muscle of a region, of the hamstrings where none is known; the rest wait behind them."""
    muscle = MUSCLE_OF[Spot(str(spot))] if str(spot) in list(Spot) else Muscle.HAMSTRING
    return tuple(each for each, its in MUSCLE_OF.items() if its is muscle)


def said(word: str) -> str:
    """Say a choice word in English."""
    return CHOICES.get(word) or word.replace("_", " ").capitalize()


def question(kind: str, field: str) -> str:
    """Give the question of a field in English."""
    return QUESTIONS.get((kind, field)) or QUESTIONS.get(("", field)) or field.replace("_", " ").capitalize()
