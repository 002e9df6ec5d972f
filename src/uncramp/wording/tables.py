"""What could not be read in a researcher's own table, or in its sheet: one sentence a fault, with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from uncramp.triggers.table_cells import MOST_FAULTS, TableError, TableFault
from uncramp.wording.languages import plural, text

#: so many faults are said in full; the rest is counted
MOST_SAID = 3

_SENTENCES: Mapping[str, str] = {
    "no_rows": "The table has no rows under its header.",
    "empty": "The file is empty.",
    "no_header": "The first line has none of the columns outcome, date and cramp. It reads: {given}. Names of columns "
                 "stand in the first line, parted by commas, semicolons or tabs.",
    "no_column_outcome": "There is no column outcome. It says of each row: session or night. {nearest_hint}",
    "no_column_date": "There is no column date. It says of each row when it was: 2026-05-03. {nearest_hint}",
    "no_column_cramp": "There is no column cramp. It says of each row: 1, 0, or blank where it is not known. "
                       "{nearest_hint}",
    "no_such_column": "There is no column {column}. {nearest_hint}",
    "column_twice": "The column {column} is there twice. Keep one of them.",
    "cells_too_many": "There are more cells than columns.",
    "unknown_outcome": "{given} is no outcome. Write session or night.",
    "blank_outcome": "It is blank. Write session or night.",
    "no_athlete": "It is blank. Whose row is this? Write a name or a number into each row.",
    "blank_date": "It is blank. Write year-month-day: 2026-05-03.",
    "not_a_date": "{given} is not a date. Write year-month-day: 2026-05-03.",
    "date_far_off": "{given} is more than 100 years from most of the dates. Is the year right?",
    "cramp_not_0_1": "cramp is {given}. Write 1 for yes, 0 for no, or leave it blank.",
    "logged_not_0_1": "logged is {given}. Write 1 for yes or 0 for no.",
    "not_a_number": "{given} is not a number. Leave the cell blank where it is not known.",
    "infinite": "{given} is not a finite number. Leave the cell blank where it is not known.",
    "open_quote": "A quotation mark seems to be left open before this place: the cell runs over many lines.",
    "too_large": "{given} is too large to compute with.",
    "no_exposures": "There is no column of numbers beside outcome, date, cramp, logged and athlete. {words_hint}",
    "sheet_names_none": "The sheet names no exposure. Write [exposure.NAME] for each column that is one.",
    "sheet_unknown_head": "The sheet has a word we do not know: {word}. Write [exposure.NAME] for each exposure.",
    "sheet_own_column": "It is no exposure: outcome, date, cramp, logged and athlete say what a row is.",
    "sheet_no_words": "It is {given}. Write [exposure.{column}], and below it unit = 1.0, or nothing.",
    "sheet_too_strong": "{word} = {given} is {own} for each standard deviation of an athlete's own values; more than "
                        "{most} cannot be. Is the unit right?",
    "sheet_unknown_word": "There is a word we do not know: {word}. There are unit, harmful, mean, sd and inclusion.",
    "sheet_not_a_number": "{word} is {given}, which is not a number.",
    "sheet_out_of_range": "{word} is {given}, which cannot be.",
    "sheet_mean_without_sd": "A mean stands without its sd. Give both, or neither.",
    "sheet_not_read": "The sheet {given} is not TOML: {why}.",
    "not_text": "{given} is not a text file. Save the table as CSV in UTF-8.",
    "not_utf8": "{given} is text, but not in UTF-8. Save it as CSV in UTF-8; spreadsheets offer that by name.",
    "packed": "{given} is packed. Unpack it first, then name the file inside.",
    "spreadsheet": "{given} is a spreadsheet or a zip. Open it and save the table as CSV in UTF-8.",
    "no_such_file": "There is no file {given}. Check the name.",
    "not_a_file": "{given} is not a file that can be read.",
    "no_parquet": "{given} is a Parquet file. To read it, install the extra: pip install 'uncramp[tables]'. "
                  "Or send a CSV.",
    "not_parquet": "{given} is a damaged Parquet file. Write it anew, or send a CSV.",
}


def say_table_error(error: TableError, language: str) -> str:
    """Say the first few faults of a table, a line each, and how many there are beside."""
    return say_table_faults(error.faults, language)


def say_table_faults(faults: Sequence[TableFault], language: str) -> str:
    """Say the first few faults, a line each, and how many there are beside."""
    lines = [say_table_fault(fault, language) for fault in faults[:MOST_SAID]]
    more = len(faults) - MOST_SAID
    if len(faults) >= MOST_FAULTS:  # it stopped counting there
        lines[-1] += " " + text(language, "At least {n} more like these.", n=more)
    elif more > 0:
        lines[-1] += " " + plural(language, "{n} more like this.", "{n} more like these.", more)
    return "\n".join(lines)


def say_table_fault(fault: TableFault, language: str) -> str:
    """Say one fault, with its line and column where it has them; an id without a sentence is said as such."""
    near = fault.facts.get("nearest")
    facts = {
        **fault.facts, "column": fault.column or fault.facts.get("given", ""),
        "words_hint": text(
            language, "Most cells of these are no plain numbers (1.5 is one, “1,5” and “7 h” are not): {words}.",
            words=fault.facts["words"]) if "words" in fault.facts else "",
        "nearest_hint": text(language, "The nearest is {nearest}.", nearest=near) if near else "",
    }
    sentence = _SENTENCES.get(fault.fault, "Something in the table could not be read ({fault}).")
    said = text(language, sentence, **{"given": "", "word": "", "why": "", "fault": fault.fault, **facts}).strip()
    if fault.fault.startswith("sheet_") and fault.column is not None:
        return text(language, "In the sheet, {column}: {what}", column=fault.column, what=said)
    if fault.line is None:
        return said
    if fault.column is None:
        return text(language, "Line {line}: {what}", line=fault.line, what=said)
    return text(language, "Line {line}, column {column}: {what}", line=fault.line, column=fault.column, what=said)
