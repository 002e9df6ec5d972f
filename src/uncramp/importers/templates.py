"""Templates of the tidy CSV files: a header and one row that shows how it is meant, for each kind of record."""

from __future__ import annotations

import csv
import io

from uncramp.diary.tidy import columns_of

#: the note of the example row; rows that carry it are left out on import
EXAMPLE_NOTE = "example: delete this row"

#: columns that only an export fills
_EXPORT_ONLY = frozenset({"id", "noted_at", "source", "series"})

_EXAMPLES: dict[str, dict[str, str]] = {
    "cramp": {"at": "2026-05-03 23:10", "muscle": "hamstring", "side": "left", "circumstance": "night",
              "intensity_0_10": "7", "duration_s": "120", "felt_it_coming": "yes"},
    "symptom": {"at": "2026-05-04 07:00", "symptom": "stiffness", "muscle": "hamstring", "side": "left",
                "severity_0_10": "3"},
    "session": {"at": "2026-05-03 09:00", "sport": "running", "effort": "steady", "moving_min": "66",
                "elapsed_min": "68", "rpe_0_10": "6", "distance_m": "12400", "climb_m": "140", "descent_m": "140",
                "mean_hr_bpm": "148", "max_hr_bpm": "171", "temperature_c": "18"},
    "night": {"at": "2026-05-03 22:45", "bed_at": "2026-05-03 22:45", "asleep_min": "430",
              "woke_at": "2026-05-04 06:25", "up_at": "2026-05-04 06:40", "awakenings": "1", "quality_1_5": "4"},
    "drink": {"at": "2026-05-03 08:10", "covers": "drink", "beverage": "water", "volume_ml": "500"},
    "meal": {"at": "2026-05-03 07:30", "covers": "meal", "foods": "banana:120;oats:60"},
    "warm_up": {"at": "2026-05-03 08:48", "duration_min": "10", "parts": "light_cardio;dynamic_stretch"},
    "stretch": {"at": "2026-05-03 21:00", "exercise": "lying_hamstring", "side": "left", "hold_s": "30",
                "repeats": "3", "pain_0_10": "2"},
    "massage": {"at": "2026-05-02 20:00", "muscle": "hamstring", "side": "both", "technique": "roller",
                "duration_min": "8"},
    "heat_therapy": {"at": "2026-05-02 20:15", "muscle": "hamstring", "side": "left", "technique": "pad",
                     "duration_min": "15"},
    "body_mass": {"at": "2026-05-03 06:50", "mass_kg": "68.4", "moment": "morning"},
    "body_signal": {"at": "2026-05-03 06:45", "resting_hr_bpm": "52", "hrv_rmssd_ms": "61",
                    "urine_colour_1_8": "3"},
    "check_in": {"at": "2026-05-03 21:30", "fatigue_0_10": "3", "soreness_0_10": "2", "stress_0_10": "4",
                 "cramps_noted": "no"},
    "supplement": {"at": "2026-05-03 07:30", "substance": "magnesium", "dose_mg": "200"},
    "medication": {"at": "2026-04-01", "substance": "name of the medicine", "until": "2026-05-15"},
    "planned_session": {"at": "2026-05-06 18:00", "sport": "running", "effort": "hard", "planned_min": "60",
                        "distance_m": "11000"},
    "observation_period": {"at": "2026-04-01", "until": ""},
}


def csv_templates() -> dict[str, str]:
    """Give a template for each kind: file name -> text of the file (header, example row).

    What belongs to a self-trial has none: only the trial itself writes it.
    """
    found = {}
    for kind in _EXAMPLES:
        names = [name for name in columns_of(kind) if name not in _EXPORT_ONLY and name != "zone"]
        example = {**_EXAMPLES[kind], "note": EXAMPLE_NOTE}
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(names)
        table.writerow([example.get(name, "") for name in names])
        found[f"{kind}.csv"] = out.getvalue()
    return found
