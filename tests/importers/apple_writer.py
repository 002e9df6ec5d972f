"""An Apple Health export for tests, written by hand: one record a line, as the phone does it, or in other layouts."""

from __future__ import annotations

Q = "HKQuantityTypeIdentifier"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP, IN_BED, AWAKE = (f"HKCategoryValueSleepAnalysis{what}" for what in ("AsleepCore", "InBed", "Awake"))
DTD = '<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n]>\n'
#: the definition of iOS 16 that no parser reads
BROKEN_DTD = '<!DOCTYPE HealthData [\n<!ELEMENT HealthData (a)>\n<!ATTLIST Audiogram\n value CDATA #FIXED\n]>\n'


def record(
    kind: str, start: str, value: str, *, end: str | None = None, unit: str = "", source: str = "Watch",
    zone: str | None = None,
) -> str:
    """Write one record; times without their offset are in UTC."""
    begins, ends = (time if len(time) > 19 else time + " +0000" for time in (start, end or start))
    told = f'unit="{unit}" ' if unit else ""
    inside = f'>\n  <MetadataEntry key="HKTimeZone" value="{zone}"/>\n </Record>\n' if zone else "/>\n"
    return (f' <Record type="{kind}" sourceName="{source}" sourceVersion="1" {told}creationDate="{ends}" '
            f'startDate="{begins}" endDate="{ends}" value="{value}"{inside}')


def workout(start: str, end: str, inside: str = "", attributes: str = "") -> str:
    """Write one run."""
    return (f' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min" '
            f'{attributes}sourceName="Watch" creationDate="{end} +0000" startDate="{start} +0000" '
            f'endDate="{end} +0000">\n{inside} </Workout>\n')


def export(*lines: str, dtd: str = DTD) -> bytes:
    """Write a whole export."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{dtd}<HealthData locale="en_GB">\n'
        f' <ExportDate value="2026-02-01 23:00:00 +0000"/>\n{"".join(lines)}</HealthData>\n'
    ).encode()


def whole() -> bytes:
    """Give an export with one of each kind."""
    return export(
        record(Q + "DietaryWater", "2026-01-05 08:05:00", "330", unit="mL", source="Water"),
        record(Q + "DietaryPotassium", "2026-01-05 13:00:00", "1776", unit="mg", source="Food"),
        record(Q + "DietaryPotassium", "2026-01-05 20:00:00", "1.776", unit="g", source="Food"),
        record(Q + "BodyMass", "2026-01-05 07:00:00", "63.4", unit="kg", source="Scale"),
        record(Q + "RestingHeartRate", "2026-01-05 07:00:00", "55", unit="count/min"),
        record(SLEEP, "2026-01-04 22:30:00", IN_BED, end="2026-01-05 06:40:00", source="Phone", zone="Europe/London"),
        record(SLEEP, "2026-01-04 22:45:00", ASLEEP, end="2026-01-05 06:30:00", zone="Europe/London"),
        workout("2026-01-05 18:00:00", "2026-01-05 18:31:00",
                '  <MetadataEntry key="HKTimeZone" value="Europe/London"/>\n'
                '  <MetadataEntry key="HKWeatherTemperature" value="48.2 degF"/>\n'
                '  <MetadataEntry key="HKWeatherHumidity" value="6100 %"/>\n'
                f'  <WorkoutStatistics type="{Q}DistanceWalkingRunning" sum="6.34" unit="km"/>\n'
                f'  <WorkoutStatistics type="{Q}HeartRate" average="147" minimum="95" maximum="169" '
                'unit="count/min"/>\n'),
        *(record(Q + "HeartRate", f"2026-01-05 18:{minute:02d}:00", str(120 + minute), unit="count/min")
          for minute in range(30)),
    )
