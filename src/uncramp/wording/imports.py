"""What became of files that were brought in: one line for the whole, a row a file, a sentence for what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from uncramp.diary.faults import Fault
from uncramp.diary.profile import UnitSystem
from uncramp.importers.importer import FileStatus, FileVerdict, ImportReport, Problem
from uncramp.units import convert
from uncramp.wording.import_faults import FAULTS, NOTHING, NOTHING_KEPT, UNOPENED, WHAT
from uncramp.wording.kinds import say_field, say_kind
from uncramp.wording.languages import plural, text
from uncramp.wording.notation import say_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictSaid:
    """One row of the list of files.

    ``what`` is what the file is ("Run, 10 May 2026, 21.3 km in 1:58"), ``file`` its name as given, ``verdict`` one or
    two words, ``why`` the sentences that say why and what to do (empty when all went well), ``status`` the id.
    """

    what: str
    file: str
    verdict: str
    why: tuple[str, ...]
    status: str


_VERDICTS: Mapping[FileStatus, str] = {
    FileStatus.IMPORTED: "new", FileStatus.KNOWN: "known", FileStatus.PARTLY: "partly",
    FileStatus.NOTHING_TO_KEEP: "nothing to keep", FileStatus.REJECTED: "not read",
}

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")

_SPORTS: Mapping[str, str] = {
    "running": "Run", "cycling": "Ride", "swimming": "Swim", "walking": "Walk", "hiking": "Hike",
    "strength": "Strength training", "football": "Football", "multisport": "Multisport", "rowing": "Rowing",
    "training": "Training", "yoga": "Yoga",
}

#: kind -> one of it, several of it
_KINDS: Mapping[str, tuple[str, str]] = {
    "cramp": ("{n} cramp", "{n} cramps"), "symptom": ("{n} symptom", "{n} symptoms"),
    "session": ("{n} session", "{n} sessions"), "night": ("{n} night", "{n} nights"),
    "drink": ("{n} drink", "{n} drinks"), "meal": ("{n} meal", "{n} meals"),
    "warm_up": ("{n} warm-up", "{n} warm-ups"), "stretch": ("{n} stretch", "{n} stretches"),
    "massage": ("{n} massage", "{n} massages"), "heat_therapy": ("{n} heat treatment", "{n} heat treatments"),
    "body_mass": ("{n} weighing", "{n} weighings"), "body_signal": ("{n} body signal", "{n} body signals"),
    "check_in": ("{n} check-in", "{n} check-ins"), "supplement": ("{n} supplement", "{n} supplements"),
    "medication": ("{n} medicine", "{n} medicines"),
    "planned_session": ("{n} planned session", "{n} planned sessions"),
    "trial": ("{n} self-trial", "{n} self-trials"), "trial_pair": ("{n} pair of a trial", "{n} pairs of a trial"),
    "trial_day": ("{n} day of a trial", "{n} days of a trial"),
    "trial_event": ("{n} event of a trial", "{n} events of a trial"),
    "observation_period": ("{n} time of watching", "{n} times of watching"),
}


def say_import(report: ImportReport, language: str) -> str:
    """Say in one line what a whole import brought: what is new, what was there, what was not read."""
    counts = report.records
    same = sum(verdict.same_event for verdict in report.files)
    known = sum(verdict.status is FileStatus.KNOWN and not verdict.same_event for verdict in report.files)
    unread = sum(verdict.status is FileStatus.REJECTED for verdict in report.files)
    said = []
    if counts:
        said.append(text(language, "New: {what}.", what=_counted(counts, language)))
    elif report.files:
        said.append(text(language, "Nothing new."))
    if same:
        said.append(plural(
            language, "{n} session was already there from another device; both tellings are kept.",
            "{n} sessions were already there from another device; both tellings are kept.", same,
        ))
    if known:
        said.append(plural(
            language, "{n} file was already in your diary.", "{n} files were already in your diary.", known
        ))
    if unread:
        said.append(plural(language, "{n} file was not read.", "{n} files were not read.", unread))
    return " ".join(said) or text(language, "There was no file to read.")


def say_verdict(verdict: FileVerdict, language: str, units: UnitSystem = UnitSystem.METRIC) -> VerdictSaid:
    """Say what became of one file, in the parts of a row."""
    return VerdictSaid(
        what=_what(verdict, language, units), file=verdict.path,
        verdict=text(language, _VERDICTS[verdict.status]), why=_why(verdict, language), status=str(verdict.status),
    )


def say_problem(problem: Problem, language: str) -> str:
    """Say one thing that was wrong in a file, with its place where it has a line; an unknown id is said as such."""
    place = text(language, "Line {line}:", line=problem.place[5:]) + " " if problem.place.startswith("line ") else ""
    return place + _sentence(problem.fault, problem.facts, language)


def _sentence(fault: str, facts: Mapping[str, str], language: str) -> str:
    if fault == "unknown_format":
        return text(language, WHAT.get(facts.get("what", ""), WHAT["unknown"])[1])
    english = FAULTS.get(fault)
    if english is not None:
        values = dict(facts)
        if fault == "out_of_bounds":
            values |= {"kind": say_kind(facts["kind"], language), "field": say_field(facts["field"], language)}
        near = facts.get("nearest")
        values["nearest_hint"] = text(language, "The nearest is {nearest}.", nearest=near) if near else ""
        return text(language, english, **values).strip()
    if fault.startswith(("row_", "column_")):
        name = fault.partition("_")[2]
        return say_fault(Fault(field=facts.get("field") or None, fault=name, facts=facts), language)
    return text(language, "Something in it could not be read ({fault}).", fault=fault)


def _what(verdict: FileVerdict, language: str, units: UnitSystem) -> str:
    """Name what a file is: its one session, how many records from when to when, or the kind of file."""
    facts = verdict.facts
    if "sport" in facts:
        return _session(facts, language, units)
    if "first" in facts:
        count = {facts["kind"]: int(facts.get("records", "0"))}
        if "kinds" in facts:
            count = {kind: int(n) for kind, _, n in (each.partition("=") for each in facts["kinds"].split(";"))}
        first, last = _day(facts["first"], language), _day(facts["last"], language)
        if first == last:
            return text(language, "{what}, {day}", what=_counted(count, language), day=first)
        return text(language, "{what}, {first} to {last}", what=_counted(count, language), first=first, last=last)
    what = facts.get("what", "")
    if verdict.format == "backup":
        counted = _counted(verdict.records, language)
        return text(language, "A whole diary: {what}", what=counted) if counted else text(language, "A whole diary")
    if verdict.reason == "archive":
        return plural(language, "Archive with {n} file", "Archive with {n} files", int(facts["files"]))
    if verdict.reason == "unknown_format":
        return text(language, WHAT.get(what, WHAT["unknown"])[0])
    return text(language, UNOPENED.get(verdict.reason) or NOTHING.get(what) or WHAT.get(what, ("A file",))[0])


def _session(facts: Mapping[str, str], language: str, units: UnitSystem) -> str:
    """Name one session: what, when, how far, how long."""
    sport = facts["sport"]
    parts = [text(language, _SPORTS.get(sport, sport.replace("_", " ").capitalize() or "Session"))]
    parts.append(_day(facts["first"], language))
    minutes = float(facts["moving_min"]) if "moving_min" in facts else None
    clock = "" if minutes is None else _duration(minutes, language)
    way = _way(float(facts["distance_m"]), units) if "distance_m" in facts else ""
    if way and clock:
        parts.append(text(language, "{way} in {clock}", way=way, clock=clock))
    elif way or clock:
        parts.append(way or clock)
    return ", ".join(parts)


def _duration(minutes: float, language: str) -> str:
    """Say a duration: ``47 min``, ``1:58 h``."""
    whole = round(minutes)
    if whole < 60:
        return text(language, "{n} min", n=whole) if minutes >= 1 else text(language, "{n} s", n=round(minutes * 60))
    return text(language, "{clock} h", clock=f"{whole // 60}:{whole % 60:02d}")


def _way(metres: float, units: UnitSystem) -> str:
    """Say a distance: ``850 m``, ``21.3 km``, ``13.2 mi``."""
    if units is UnitSystem.US:
        return f"{metres / convert(1, 'mi', 'm'):.1f} mi"
    return f"{metres / 1000:.1f} km" if metres >= 1000 else f"{metres:.0f} m"


def _why(verdict: FileVerdict, language: str) -> tuple[str, ...]:
    """Give the sentences under a row."""
    if verdict.reason == "known_file":
        return (text(language, "This file was read before. Nothing changed."),)
    if verdict.reason == "known_records":
        return (text(language, "All that is in it is in your diary already."),)
    said = []
    if verdict.same_event:
        said.append(text(
            language,
            "The same session is in your diary from another device. Both tellings are kept; the fuller one is shown.",
        ))
    if verdict.status is FileStatus.NOTHING_TO_KEEP:
        said.append(text(language, "There is no session and no night in it. That is all right."))
    if verdict.status is FileStatus.REJECTED and not verdict.problems:
        said.append(_sentence(verdict.reason, verdict.facts, language))
    for problem in verdict.problems:
        if verdict.status is FileStatus.REJECTED and problem.fault in NOTHING_KEPT:
            said.append(text(language, NOTHING_KEPT[problem.fault]))
        else:
            said.append(say_problem(problem, language))
    return tuple(dict.fromkeys(said))


def _counted(counts: Mapping[str, int], language: str) -> str:
    """List counts by kind: ``3 sessions, 41 nights``."""
    return ", ".join(plural(language, *_KINDS[kind], n) for kind, n in counts.items() if n and kind in _KINDS)


def _day(iso: str, language: str) -> str:
    """Say a day: ``10 May 2026``."""
    day = date.fromisoformat(iso)
    return text(
        language, "{day} {month} {year}", day=day.day, month=text(language, _MONTHS[day.month - 1]), year=day.year
    )
