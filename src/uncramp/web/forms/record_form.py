"""A form for one record of any kind, built from the shapes of its fields; it keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.fields import FieldShape, fields_of
from uncramp.diary.notation import to_dict
from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Record
from uncramp.diary.values import escape
from uncramp.web.forms import shown_units, words
from uncramp.web.forms.names import KNOWN_ONLY, id_of, name_of

Say = Callable[[str], str]
Options = Sequence[tuple[str, str]]

#: rows for foods that a meal form opens with
PORTION_ROWS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One chip: the word it stands for, how it is said, and whether it is chosen."""

    word: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question of a form. ``widget`` is scale, chips, many, select, number, text, time or portions.

    ``value`` is the text as typed; ``portions`` are (food, grams) as typed; ``later_choices`` wait behind one more tap;
    ``fault`` is the sentence about what was typed, empty when it can be taken.
    """

    name: str
    question: str
    widget: str
    value: str = ""
    unit: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    later_choices: tuple[Choice, ...] = ()
    portions: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    open: bool = True

    def is_as_sent(self, post: QueryDict) -> bool:
        """Whether a sent form says here what this one says."""
        if self.widget == "portions":
            sent = list(zip(post.getlist("food"), post.getlist("food_g"), strict=False))
            return [row for row in sent if row[0].strip()] == [row for row in self.portions if row[0].strip()]
        if self.choices:
            chosen = {choice.word for choice in (*self.choices, *self.later_choices) if choice.chosen}
            return {word for word in post.getlist(self.name) if word} == chosen
        return post.get(self.name, "").strip() == self.value

    @property
    def was_said(self) -> bool:
        """Whether something was said here, or is off."""
        return bool(self.value or self.fault or any(choice.chosen for choice in self.choices))

    @property
    def later_is_open(self) -> bool:
        """Whether one of the later choices is chosen, so that they must be seen."""
        return any(choice.chosen for choice in self.later_choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """All questions about one record: time, its own fields, a free note. ``faults`` are sentences about the whole."""

    kind: str
    name: str
    icon: str
    when_question: str
    is_now: bool
    at: str
    note: str
    fields: tuple[FormField, ...]
    at_fault: str = ""
    note_fault: str = ""
    faults: tuple[str, ...] = field(default=())

    def changed_in(self, post: QueryDict) -> set[str]:
        """Name what a sent form says differently; what was only shown rounded is then not touched by a correction."""
        changed = {each.name for each in self.fields if not each.is_as_sent(post)}
        changed |= {"note"} if post.get("note", "").strip() != self.note.strip() else set()
        return changed | ({"at"} if post.get("at", "").strip() != self.at else set())

    @property
    def open_fields(self) -> tuple[FormField, ...]:
        """The questions that stand open."""
        return tuple(each for each in self.fields if each.open)

    @property
    def more_fields(self) -> tuple[FormField, ...]:
        """The questions that wait behind "More"."""
        return tuple(each for each in self.fields if not each.open)

    @property
    def more_is_open(self) -> bool:
        """Whether "More" stands open: something behind it was said, or is off."""
        return bool(self.note or self.note_fault or any(each.was_said for each in self.more_fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMaker:
    """Makes forms for one reader: their language (``say``), units, zone and the words of the knowledge sheets."""

    say: Say
    units: UnitSystem
    zone: ZoneInfo
    options: Callable[[str, str], Options]

    def empty(self, kind: str, at: str = "", said: Mapping[str, object] | None = None) -> RecordForm:
        """Give a form with nothing said but ``said``; ``at`` is a local time ``YYYY-MM-DDTHH:MM``, empty for now."""
        return self._form(kind, said or {}, at=at, is_now=not at)

    def of_record(self, record: Record) -> RecordForm:
        """Give a form that says what a record says."""
        data = to_dict(record)
        data.update(data.pop("air", None) or {})
        data["note"] = record.note or ""
        return self._form(record.kind, data, at=record.at.strftime("%Y-%m-%dT%H:%M"), is_now=False)

    def of_post(self, kind: str, post: QueryDict, faults: Sequence[tuple[Fault, str]]) -> RecordForm:
        """Give the form as it was sent, with a sentence at each field that could not be taken."""
        typed: dict[str, object] = {name: post.getlist(name) for name in post}
        typed |= {name: post.get(name) for name in post if len(post.getlist(name)) == 1}
        typed["foods"] = list(zip(post.getlist("food"), post.getlist("food_g"), strict=False))
        is_now = post.get("when", "now") == "now"
        form = self._form(kind, typed, at=post.get("at", ""), is_now=is_now, as_typed=True)
        by_field: dict[str | None, str] = {}
        for fault, sentence in faults:
            by_field.setdefault(fault.field.removeprefix("air.") if fault.field else None, sentence)
        fields = tuple(replace(each, fault=by_field.pop(each.name, "")) for each in form.fields)
        at_fault, note_fault = by_field.pop("at", ""), by_field.pop("note", "")
        return replace(form, fields=fields, at_fault=at_fault, note_fault=note_fault, faults=tuple(by_field.values()))

    def _form(
        self, kind: str, data: Mapping[str, object], *, at: str, is_now: bool, as_typed: bool = False
    ) -> RecordForm:
        name, icon, when = words.KINDS[kind]
        fields = tuple(self._field(kind, shape, data, as_typed=as_typed) for shape in fields_of(kind))
        return RecordForm(
            kind=kind, name=self.say(name), icon=icon, when_question=self.say(when), is_now=is_now, at=at,
            note=str(data.get("note") or ""), fields=fields,
        )

    def _field(self, kind: str, shape: FieldShape, data: Mapping[str, object], *, as_typed: bool) -> FormField:
        given = data.get(shape.name)
        made = FormField(
            name=shape.name, question=self.say(words.question(kind, shape.name)), widget="text",
            hint=self.say(words.SCALE_ENDS[shape.name]) if shape.name in words.SCALE_ENDS else "",
            open=shape.name in words.OPEN_FIELDS.get(kind, (shape.name,)),
        )
        if shape.family == "portions":
            return self._portions(made, kind, given)
        if shape.unit and shape.unit[0].isdigit() and shape.low is not None and shape.high is not None:
            steps = [str(step) for step in range(int(shape.low), int(shape.high) + 1)]
            return replace(made, widget="scale", choices=self._choices([(step, step) for step in steps], given))
        if shape.family in ("number", "whole"):
            return self._number(made, shape, given)
        if shape.family == "time":
            text = str(given or "")
            return replace(made, widget="time", value=text if as_typed else _local_minute(text))
        if shape.family == "flag":
            yes_no = self._choices(_said(("yes", "no"), self.say), _as_yes_no(given))
            return replace(made, widget="chips", choices=yes_no)
        options = self.options(kind, shape.name) or _said(shape.choices, self.say)
        return self._of_options(made, shape, options, given)

    def _of_options(self, made: FormField, shape: FieldShape, options: Options, given: object) -> FormField:
        if shape.family in ("choices", "words") and options:
            return replace(made, widget="many", choices=self._choices(options, given))
        if shape.name == "muscle":
            by_word = {choice.word: choice for choice in self._choices(options, given)}
            first = tuple(by_word.pop(word) for word in words.FIRST_MUSCLES)
            return replace(made, widget="chips", choices=first, later_choices=tuple(by_word.values()))
        if shape.name == "spot":
            by_word = {choice.word: choice for choice in self._choices(options, given)}
            first = tuple(by_word.pop(word) for word in words.spots_beside(given))
            return replace(made, widget="chips", choices=first, later_choices=tuple(by_word.values()))
        if shape.choices:
            return replace(made, widget="chips", choices=self._choices(options, given))
        value = name_of(shape.name, str(given or "")) if shape.name in KNOWN_ONLY else str(given or "")
        return replace(made, value=value, suggestions=tuple(options))

    def _number(self, made: FormField, shape: FieldShape, given: object) -> FormField:
        unit = shown_units.unit_shown(shape, self.units)
        if not isinstance(given, float | int):
            text = str(given or "")
        else:
            text = f"{given:g}" if unit is None else shown_units.to_shown(float(given), shape, unit)
        return replace(made, widget="number", value=text, unit=shown_units.written(unit))

    def _portions(self, made: FormField, kind: str, given: object) -> FormField:
        pairs = given if isinstance(given, list | tuple) else ()
        rows = [(name_of(made.name, _plain(food)), _plain(grams)) for food, grams in pairs]
        rows += [("", "")] * max(1, PORTION_ROWS - len(rows))
        return replace(made, widget="portions", portions=tuple(rows), suggestions=tuple(self.options(kind, made.name)))

    def _choices(self, options: Options, given: object) -> tuple[Choice, ...]:
        several = given if isinstance(given, list | tuple) else (given,)
        chosen = {_plain(each) for each in several if each is not None}
        return tuple(Choice(word=word, name=name, chosen=word in chosen) for word, name in options)


def fields_from_post(
    kind: str, post: QueryDict, units: UnitSystem, also: Collection[str] = ()
) -> dict[str, object]:
    """Give the fields of a sent form as the notation reads them; what was left open is None: a correction clears it.

    ``also`` are words taken as they stand, though no sheet knows them. Raises NotationError for a name that nobody
    knows, with the nearest, and where a time was announced and not given.
    """
    fields: dict[str, object] = {}
    for shape in fields_of(kind):
        if shape.family == "portions":
            rows = zip(post.getlist("food"), post.getlist("food_g"), strict=False)
            named = [(id_of(shape.name, food.strip(), also), grams.strip()) for food, grams in rows if food.strip()]
            fields[shape.name] = ";".join(f"{escape(food)}:{grams}" for food, grams in named)
        elif shape.family in ("words", "choices"):
            fields[shape.name] = [each for each in post.getlist(shape.name) if each.strip()]
        else:
            typed = id_of(shape.name, post.get(shape.name, "").strip(), also)
            text = shown_units.from_shown(typed, shape, shown_units.unit_shown(shape, units))
            if text or shape.optional:
                fields[shape.name] = text or None
    fields["note"] = post.get("note", "").strip() or None
    if post.get("when") == "other":
        fields["at"] = post.get("at", "").strip()
        if not fields["at"]:
            raise NotationError((Fault(field="at", fault="not_a_time", facts={"given": "nothing"}),))
    return fields


def _said(choices: Sequence[str], say: Say) -> list[tuple[str, str]]:
    return [(word, say(words.said(word))) for word in choices]


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _as_yes_no(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _local_minute(iso: str) -> str:
    try:
        return datetime.fromisoformat(iso).strftime("%Y-%m-%dT%H:%M")
    except ValueError:
        return ""
