"""What a diary holds of the last days that somebody should look at: symptoms noted, in the words of the safety rules.

A page that says what to expect must not be read by someone who should be on the way to help, so it asks here first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp, Medication, Symptom, SymptomKind
from uncramp.knowledge.library import Library
from uncramp.triage.case import flags_of, judge_case
from uncramp.triage.profile_features import features_of
from uncramp.triage.triage import Triage

#: a symptom counts for so long: broken-down muscle shows 1 to 3 days after the effort (evidence dossier, rf-rhabdo)
SYMPTOMS_FOR = timedelta(days=3)
#: a cramp that stayed locked counts for so long
LOCKED_FOR = timedelta(days=1)
#: a symptom this strong or stronger is marked weakness, not mild
MARKED = 6

#: what each symptom of the diary is called in the safety vocabulary; what is left out raises nothing by itself
_FEATURES: Mapping[SymptomKind, tuple[str, object]] = MappingProxyType({
    SymptomKind.SWELLING: ("swelling", True), SymptomKind.BRUISING: ("bruising", True),
    SymptomKind.DARK_URINE: ("dark_urine", True), SymptomKind.NUMBNESS: ("numbness", "patch"),
    SymptomKind.WEAKNESS: ("weakness", "mild"), SymptomKind.TWITCHING: ("twitching", True),
})


def care_needed(diary: Diary, now: datetime, library: Library) -> Triage:
    """Judge what was noted in the last days together with the profile; an empty Triage where nobody need look."""
    told = features_of(diary.profile)
    features = {name: value for name, value in told.items() if name in library.features}
    noted = noted_features(diary, now)
    # Without anything noted only a profile that is a red flag by itself speaks; a whole case would be self-care.
    return flags_of(features, library) if not noted else _raised(judge_case({**features, **noted}, library))


def noted_features(diary: Diary, now: datetime) -> dict[str, object]:
    """Give what was noted in the last days in the words of the safety vocabulary; empty where nothing was."""
    features: dict[str, object] = {}
    for symptom in diary.of(Symptom):
        known = _FEATURES.get(symptom.symptom) if symptom.symptom is not None else None
        if known is None or not _within(symptom.at, now, SYMPTOMS_FOR):
            continue
        name, value = known
        if name == "weakness" and (symptom.severity_0_10 or 0) >= MARKED:
            value = "marked"
        if features.get(name) != "marked":
            features[name] = value
    for cramp in diary.of(Cramp):
        if cramp.duration_s is not None and _within(cramp.at, now, LOCKED_FOR):
            longest = features.get("duration_min")
            minutes = cramp.duration_s / 60.0
            features["duration_min"] = max(minutes, longest) if isinstance(longest, float) else minutes
    return features


def noted_medicines(diary: Diary, now: datetime) -> tuple[str, ...]:
    """Name the medicines that the diary says are being taken: noted in the last days, or until a day to come.

    One noted without an end counts for three days; what was noted is never taken as the whole list.
    """
    taken = [
        each for each in diary.of(Medication)
        if each.at <= now and (_within(each.at, now, SYMPTOMS_FOR) or (each.until is not None and each.until >= now))
    ]
    names = (each.substance or each.medicine_class for each in taken)
    return tuple(dict.fromkeys(name for name in names if name))


def _within(at: datetime, now: datetime, span: timedelta) -> bool:
    return timedelta(0) <= now - at <= span


def _raised(found: Triage) -> Triage:
    """Give a Triage that wants somebody to look; an empty one else."""
    return found if found.level.rank > 0 else Triage()
