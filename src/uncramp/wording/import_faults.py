"""What can be wrong with a file, in sentences: one for each fault id of the importers, of archives and of the worker.

Each says what happened, what is safe and what to do. The ids are checked against the importers by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: fault id -> English sentence; places in braces are facts of the problem
FAULTS: Mapping[str, str] = MappingProxyType({
    # paths and archives
    "no_such_path": "There is nothing under this name. Check how it is written.",
    "cannot_open": "This computer does not let uncramp open it. Check who may read the file, or copy it elsewhere.",
    "not_a_file": "This is a device or a pipe and not a file. Nothing was read.",
    "empty_folder": "There is no file in it.",
    "too_large": "It is larger than {limit_mb} MB, more than years of one watch. Bring in a part of it.",
    "packed_too_tight": "It would unpack to more than {times} times its size, which no diary file does. "
                        "It was left packed. If it is yours, unpack it and bring in the folder.",
    "unpacks_too_large": "It would unpack to more than {limit_gb} GB. Unpack it and bring in the folders you want.",
    "too_many_files": "It holds more than {files} files. Unpack it and bring in the folders you want.",
    "nested_too_deep": "It is an archive inside archives, more than {depth} deep. Unpack it and bring in the folder.",
    "archive_overlaps": "Files in this archive share the same bytes, which only a trick does. It was left packed.",
    "archive_damaged": "This archive is damaged or cut off. Download or copy it once more.",
    "locked": "It is locked with a password. Unpack it and bring in the files.",
    "empty_file": "The file is empty. Copy it from the watch once more.",
    "claimed_twice": "Two readers ({formats}) take this file for theirs. That is a fault in uncramp; please report it.",
    "reader_failed": "uncramp stumbled over this file ({error}). Nothing of it was kept. Please report it.",
    "too_much_memory": "Reading it would take more memory than is allowed. Nothing of it was kept.",
    "diary_refused": "The diary could not be written. Nothing of this file was kept, what was there before is safe. "
                     "Make room on the disk or close the other window, then try again.",
    "worker_died": "Reading it stopped in the middle. Nothing of it was kept; the files before it are safe.",
    "worker_too_long": "Reading it took too long and was stopped. Nothing of it was kept; files before it are safe.",
    "out_of_bounds": "{kind} of {on} (entry {entry}). {field}: {given} is outside {low} to {high}, which cannot be. It "
                     "was left unknown and written in the note. Correct the entry if you know the number.",
    # FIT
    "not_fit": "The name says .fit, but it is not what a watch writes. Copy it from the watch once more.",
    "cut_off": "The end of the file is missing. What stands before it was kept.",
    "undefined_message": "From byte {byte} on the file is damaged. What stands before it was kept.",
    "too_many_messages": "The file holds more entries than a watch writes in weeks. The rest was left out.",
    "bytes_after_end": "Something stands behind the end of the activity. It was left out.",
    "checksum_differs": "The checksum does not fit, so a value may be wrong. All of it was kept.",
    "stray_times": "Samples with a time days away from the rest were left out: {count}.",
    "no_true_date": "The watch did not know the date. Say its day, in its row on the page or with uncramp import "
                    "--date, or note the session by hand.",
    "date_in_the_future": "The watch says {date}, which is still to come. Set its clock and copy the file again, "
                          "or note the session by hand.",
    "zone_assumed": "The file does not say its time zone. It was read as {zone}, your own.",
    "summary_time_off": "The summary of the watch carries an impossible time. The samples were used.",
    "summary_short": "The summary of the watch ends before its samples. The samples were added.",
    "very_short": "It lasted {seconds} s. If it was started by mistake, take this import back.",
    "date_was_told": "The watch did not know the date. It was put at noon on {date}, as you said.",
    "not_believed": "The watch says {value} for {field}. That cannot be, so it was left unknown.",
    # XML
    "xml_entities": "The file defines its own entities, which no device does and tricks do. Nothing was read.",
    "xml_dtd": "The file begins with more than {dtd_kb} kB of definitions, which no device writes. Nothing was read.",
    "xml_token": "A single tag or text in it is longer than {token_mb} MB, which no device writes. Nothing was read.",
    "xml_attributes": "A tag in it has more than {attributes} attributes, as no device writes. The rest was left out.",
    "xml_depth": "Tags lie more than {depth} deep in each other, which no device writes. The rest was left out.",
    "xml_damaged": "From here on the file is damaged. What stands before it was kept.",
    "unknown_units": "Values in a unit uncramp does not know were left out: {count}.",
    "entries_in_the_future": "Entries with a time still to come were left out: {count}. Set the clock of the watch.",
    "entries_unreadable": "Entries that cannot be read were left out: {count}.",
    "database_damaged": "The database in it is damaged. What could be read was kept. Export it once more.",
    "no_times": "This track does not say when. Note the session by hand, with its length.",
    "zone_by_place": "The file does not say its time zone. It was read as {zone}, by where it was recorded.",
    # tables
    "header_unreadable": "The first row cannot be split into column names.",
    "kind_unclear": "What this table holds is not clear from its columns. Name the file after it: session.csv, "
                    "night.csv, cramp.csv. A template shows the columns.",
    "no_time_column": "No column says when. Add a column named at, such as 2026-05-03 23:10.",
    "encoding_assumed": "The letters were read as Western European. Check notes with accents.",
    "column_unknown_field": "The column {column} is not one of ours and was left out. {nearest_hint}",
    "column_unknown_unit": "The column {column} names the unit {unit}. Known are: {known}. It was left out.",
    "column_twice": "The column {column} stands there twice. The first was read.",
    "row_unreadable": "This row cannot be split like the header and was left out.",
    "row_without_time": "This row does not say when and was left out.",
    "example_row": "This is the example of the template. It was left out.",
    "days_not_complete": "Days not marked as complete were left out, because what is missing is not zero: {count}.",
    "clock_assumed": "The table does not say at what hour. A usual hour was put, the day is right: {count}.",
    "dates_were_local": "The dates in this list are local ones. The activity files beside it showed by how much.",
    "more_like_these": "More rows or columns with such faults were left out: {count}.",
})

#: what is said instead where nothing of a file could be kept
NOTHING_KEPT: Mapping[str, str] = MappingProxyType({
    "cut_off": "The file is cut off before anything that can be kept. Copy it from the watch once more.",
    "undefined_message": "The file is damaged before anything that can be kept. Copy it from the watch once more.",
    "database_damaged": "The database in it is damaged, and nothing could be read. Export it once more.",
    "xml_damaged": "The file is damaged before anything that can be kept. Download it once more.",
    "xml_attributes": "A tag in it has more than 64 attributes, which no device writes. Nothing was read.",
    "xml_depth": "Tags lie more than 64 deep in each other, which no device writes. Nothing was read.",
    "stray_times": "The times in this file do not fit together. Nothing of it could be kept.",
    "summary_time_off": "The times in this file are impossible. Nothing of it could be kept.",
})

#: what a file is that is not for us -> (what it is, what to do)
WHAT: Mapping[str, tuple[str, str]] = MappingProxyType({
    "picture": ("A picture", "Send the file your watch made: its name ends in .fit, .tcx or .gpx."),
    "video": ("A video", "Send the file your watch made: its name ends in .fit, .tcx or .gpx."),
    "sound": ("A sound", "Send the file your watch made: its name ends in .fit, .tcx or .gpx."),
    "pdf": ("A PDF", "Numbers cannot be read out of a PDF. Look for an export as CSV."),
    "document": ("A document or spreadsheet", "Save it as CSV, one file for each kind of entry."),
    "table": ("A table", "None of its columns is one uncramp knows. A template shows the columns."),
    "web_page": ("A web page", "Download the file itself, not the page that shows it."),
    "xml": ("An XML file", "Look for an export as FIT or CSV."),
    "json": ("A JSON file", "Look for an export as FIT or CSV."),
    "database": ("A database", "Look for an export as FIT or CSV."),
    "packed": ("A packed file", "Unpack it first, then bring in the folder."),
    "program": ("A program", "Send the file your watch made: its name ends in .fit, .tcx or .gpx."),
    "text": ("A text", "Send the file your watch or app made, or a table as CSV."),
    "unknown": ("A file of a kind uncramp does not know", "Send the file your watch or app made, or a table as CSV."),
})

#: reasons for which a path or an archive was not opened -> what it is
UNOPENED: Mapping[str, str] = MappingProxyType({
    "no_such_path": "Nothing found",
    "empty_folder": "An empty folder",
    "not_a_file": "A device or a pipe",
    "empty_file": "An empty file",
    "no_true_date": "An activity without its date",
    **dict.fromkeys(
        ("packed_too_tight", "unpacks_too_large", "too_many_files", "nested_too_deep", "archive_overlaps",
         "archive_damaged", "locked"), "An archive",
    ),
})

#: FIT files that are no activity, and tables without rows
NOTHING: Mapping[str, str] = MappingProxyType({
    "monitoring": "Step counts of a watch",
    "settings": "Settings of a watch",
    "sport_settings": "Settings of a watch",
    "screen_settings": "Settings of a watch",
    "device": "Settings of a watch",
    "workout": "A planned workout",
    "schedules": "A training calendar",
    "course": "A planned route",
    "segment": "A segment of a route",
    "segment_list": "A list of segments",
    "goals": "Goals set on a watch",
    "totals": "Totals of a watch",
    "weight": "Weighings",
    "blood_pressure": "Blood pressure readings",
    "activity_summary": "A list of activities",
    "metrics": "Scores of a watch",
    "sleep": "Sleep stages of a watch",
    "heart_rate_variability": "Heart-rate variability of a watch",
    "other_fit": "A file of a watch that is no activity",
    "activity": "An activity without any time in it",
    "empty_fit": "A file of a watch with nothing in it",
    "no_track": "Places on a map, without a track",
    "apple_health": "An Apple Health export with nothing for a diary in it",
    "clinical_document": "The clinical document of an Apple Health export",
    "health_connect": "A Health Connect export with nothing for a diary in it",
    "garmin_activities": "A Garmin list of activities",
    "garmin_sleep": "Garmin nights",
    "garmin_days": "Garmin day totals",
    "garmin_weight": "Garmin weights",
    "garmin_hydration": "Garmin drinks",
    "fitbit_sleep": "Fitbit nights",
    "fitbit_exercises": "Fitbit exercises",
    "fitbit_heart_rate": "Fitbit heart rates of a day, which are kept with the exercises",
    "fitbit_resting": "Fitbit resting heart rates",
    "fitbit_weight": "Fitbit weights",
    "food_days": "Food by day",
    "food_servings": "Food by serving",
    "food_meals": "Food by meal",
    "biometrics": "Measurements",
    "exercises_untimed": "Exercises without a time of day, which a watch tells better",
    "oura_nights": "Oura nights",
    "whoop": "A WHOOP table without a night, a workout or a yes",
    "activity_list": "A list of activities without one in it",
    "header_only": "A table without rows",
})
