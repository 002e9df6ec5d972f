"""The library: all fact sheets, looked up by id, each kind read when it is first asked for and kept.

A sheet is a file ``sheets/<kind>/<id>.toml``; kinds of many small sheets (foods, countries ...) are one table. What is
wrong with sheets is reported all at once by :func:`check_sheets`, never one fault at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from uncramp.knowledge import caution_kinds, kinds, learning_kinds, parsed, plan_kinds, triage_kinds, trial_kinds
from uncramp.knowledge.figure_faults import picture_faults
from uncramp.knowledge.rule_faults import rule_faults
from uncramp.knowledge.sheet import SheetFault, build, read_table, read_toml_folder

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

K = TypeVar("K")

SHEETS_FOLDER = Path(__file__).parent / "sheets"

#: folder below ``sheets`` -> the kind of its sheets
KINDS: Mapping[str, type] = MappingProxyType(
    {
        "claims": kinds.Claim,
        "sources": kinds.Source,
        "priors": kinds.Prior,
        "intercepts": kinds.Intercept,
        "red_flags": kinds.RedFlag,
        "signs": kinds.Sign,
        "instructions": kinds.Instruction,
        "remedies": kinds.Remedy,
        "exercises": kinds.Exercise,
        "cautions": caution_kinds.Caution,
        "conditions": caution_kinds.Condition,
        "medicine_classes": caution_kinds.MedicineClass,
        "medicines": caution_kinds.Medicine,
        "circumstances": caution_kinds.Circumstance,
        "goals": caution_kinds.Goal,
        "beverages": kinds.Beverage,
        "foods": kinds.Food,
        "actions": kinds.Action,
        "emergency_numbers": kinds.EmergencyNumber,
        "reference_intakes": kinds.ReferenceIntake,
        "features": triage_kinds.Feature,
        "terms": triage_kinds.Term,
        "anatomy": learning_kinds.Anatomy,
        "faq": learning_kinds.Question,
        "comparisons": learning_kinds.Comparison,
        "settings": learning_kinds.Setting,
        "after_care": learning_kinds.AfterCare,
        "plan_texts": plan_kinds.PlanText,
        "trial_remedies": trial_kinds.TrialRemedy,
    }
)

#: field of a sheet -> the folder its ids point into, whatever kind the sheet is of
_POINTS_INTO: Mapping[str, str] = MappingProxyType(
    {
        "sources": "sources",
        "claims": "claims",
        "priors": "priors",
        "red_flags": "red_flags",
        "actions": "actions",
        "avoid": "actions",
        "food": "foods",
        "blocks": "actions",
        "careful": "actions",
        "conditions": "conditions",
        "medicine_classes": "medicine_classes",
        "and_classes": "medicine_classes",
        "classes": "medicine_classes",
        "circumstances": "circumstances",
        "brings": "circumstances",
        "wanted": "actions",
        "touches": "actions",
        "always": "actions",
        "first": "instructions",
        "hamstring": "instructions",
        "calf": "instructions",
        "quadriceps": "instructions",
        "foot": "instructions",
        "not_sure": "instructions",
        "stand": "instructions",
        "not_now": "instructions",
        "helper": "instructions",
    }
)

#: text fields that may be empty; every other text of a sheet must say something
_MAY_BE_EMPTY = frozenset(
    {
        "checked_by", "doi", "pmid", "pmcid", "authors", "commonly_said", "effect", "aloud", "beside", "usda_id",
        "food", "remark", "advice_number", "picture", "shows", "exposure", "prior", "records", "tell", "examples",
        "blind", "ask", "origin", "insertion", "nerve", "progress", "unit", "helper",
    }
)


class SheetsError(Exception):
    """Raised when sheets that are needed have faults; ``faults`` names every one of them."""

    def __init__(self, faults: tuple[SheetFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All sheets of one kind that could be read, and the faults of those that could not."""

    sheets: Mapping[str, Any]
    faults: tuple[SheetFault, ...]


class Library:
    """All fact sheets below a folder. Each kind is read once, when first asked for; nothing is ever written.

    Every property raises :class:`SheetsError` when a sheet of its kind cannot be read.
    """

    def __init__(self, folder: Path = SHEETS_FOLDER) -> None:
        """Take the sheets below ``folder``; nothing is read yet."""
        self.folder = folder
        self._shelves: dict[str, _Shelf] = {}

    def shelf(self, name: str) -> _Shelf:
        """Give the sheets of one folder and their faults; KeyError for a folder that is no kind."""
        if name not in self._shelves:
            self._shelves[name] = _read_shelf(self.folder / name, KINDS[name])
        return self._shelves[name]

    def _of(self, kind: type[K]) -> Mapping[str, K]:
        shelf = self.shelf(next(name for name, its_kind in KINDS.items() if its_kind is kind))
        if shelf.faults:
            raise SheetsError(shelf.faults)
        return cast(Mapping[str, K], shelf.sheets)

    @cached_property
    def claims(self) -> Mapping[str, kinds.Claim]:
        """What is said about cramps, and how sure it is."""
        return self._of(kinds.Claim)

    @cached_property
    def sources(self) -> Mapping[str, kinds.Source]:
        """Where the facts come from."""
        return self._of(kinds.Source)

    @cached_property
    def priors(self) -> Mapping[str, kinds.Prior]:
        """What is believed of each factor before a diary is read."""
        return self._of(kinds.Prior)

    @cached_property
    def intercepts(self) -> Mapping[str, kinds.Intercept]:
        """How often cramps come at all, by group of people."""
        return self._of(kinds.Intercept)

    @cached_property
    def red_flags(self) -> Mapping[str, kinds.RedFlag]:
        """Signs that this is not a plain cramp."""
        return self._of(kinds.RedFlag)

    @cached_property
    def signs(self) -> Mapping[str, kinds.Sign]:
        """The rows of *something else is wrong*, most urgent first."""
        signs = self._of(kinds.Sign)
        return MappingProxyType(dict(sorted(signs.items(), key=lambda pair: pair[1].order)))

    @cached_property
    def instructions(self) -> Mapping[str, kinds.Instruction]:
        """The instructions of the relief guide."""
        return self._of(kinds.Instruction)

    @cached_property
    def remedies(self) -> Mapping[str, kinds.Remedy]:
        """What people do when a cramp comes."""
        return self._of(kinds.Remedy)

    @cached_property
    def exercises(self) -> Mapping[str, kinds.Exercise]:
        """Stretches, warm-ups and strengthening."""
        return self._of(kinds.Exercise)

    @cached_property
    def cautions(self) -> Mapping[str, caution_kinds.Caution]:
        """Advice that must be switched off for some people."""
        return self._of(caution_kinds.Caution)

    @cached_property
    def conditions(self) -> Mapping[str, caution_kinds.Condition]:
        """The words for what somebody lives with."""
        return self._of(caution_kinds.Condition)

    @cached_property
    def medicine_classes(self) -> Mapping[str, caution_kinds.MedicineClass]:
        """The classes of medicines that cautions and priors speak of."""
        return self._of(caution_kinds.MedicineClass)

    @cached_property
    def medicines(self) -> Mapping[str, caution_kinds.Medicine]:
        """Medicines by international name, with the brand names people know them by."""
        return self._of(caution_kinds.Medicine)

    @cached_property
    def circumstances(self) -> Mapping[str, caution_kinds.Circumstance]:
        """What can be going on now that a caution speaks of."""
        return self._of(caution_kinds.Circumstance)

    @cached_property
    def goals(self) -> Mapping[str, caution_kinds.Goal]:
        """The plans a person can ask for."""
        return self._of(caution_kinds.Goal)

    @cached_property
    def beverages(self) -> Mapping[str, kinds.Beverage]:
        """Drinks and what a litre of them holds."""
        return self._of(kinds.Beverage)

    @cached_property
    def foods(self) -> Mapping[str, kinds.Food]:
        """Foods and what 100 g of them hold."""
        return self._of(kinds.Food)

    @cached_property
    def actions(self) -> Mapping[str, kinds.Action]:
        """The words in which safety rules say what to do and what to leave."""
        return self._of(kinds.Action)

    @cached_property
    def emergency_numbers(self) -> Mapping[str, kinds.EmergencyNumber]:
        """Whom to call, by country code."""
        return self._of(kinds.EmergencyNumber)

    @cached_property
    def anatomy(self) -> Mapping[str, learning_kinds.Anatomy]:
        """The muscles that cramp, in the order in which they are read."""
        return _ordered(self._of(learning_kinds.Anatomy))

    @cached_property
    def questions(self) -> Mapping[str, learning_kinds.Question]:
        """What people ask about cramps, with the answers."""
        return _ordered(self._of(learning_kinds.Question))

    @cached_property
    def comparisons(self) -> Mapping[str, learning_kinds.Comparison]:
        """Where the article and the evidence part."""
        return _ordered(self._of(learning_kinds.Comparison))

    @cached_property
    def settings(self) -> Mapping[str, learning_kinds.Setting]:
        """Where a cramp can catch somebody."""
        return _ordered(self._of(learning_kinds.Setting))

    @cached_property
    def after_care(self) -> Mapping[str, learning_kinds.AfterCare]:
        """The care after a cramp, part by part."""
        return _ordered(self._of(learning_kinds.AfterCare))

    @cached_property
    def plan_texts(self) -> Mapping[str, plan_kinds.PlanText]:
        """How the items of a plan are said."""
        return self._of(plan_kinds.PlanText)

    @cached_property
    def trial_remedies(self) -> Mapping[str, trial_kinds.TrialRemedy]:
        """What can be put to a self-trial."""
        return self._of(trial_kinds.TrialRemedy)

    @cached_property
    def features(self) -> Mapping[str, triage_kinds.Feature]:
        """What a person can report to triage."""
        return self._of(triage_kinds.Feature)

    @cached_property
    def terms(self) -> Mapping[str, triage_kinds.Term]:
        """Named conditions of the triage rules."""
        return self._of(triage_kinds.Term)

    @cached_property
    def reference_intakes(self) -> Mapping[str, kinds.ReferenceIntake]:
        """Reference intakes a day, by group of people."""
        return self._of(kinds.ReferenceIntake)


class _InOrder(Protocol):
    """A sheet that knows its place on the page."""

    @property
    def order(self) -> int: ...


Ordered = TypeVar("Ordered", bound=_InOrder)


def _ordered(sheets: Mapping[str, Ordered]) -> Mapping[str, Ordered]:
    """Give the sheets in the order of their pages."""
    return MappingProxyType(dict(sorted(sheets.items(), key=lambda pair: pair[1].order)))


def _read_shelf(folder: Path, kind: type) -> _Shelf:
    """Read all sheets of a folder: single files, or a table of the folder's own name."""
    table = folder / f"{folder.name}.csv"
    found = read_table(kind, table) if table.exists() else _read_folder(folder)
    sheets: dict[str, Any] = {}
    faults: list[SheetFault] = []
    for name, values in found:
        place = f"{folder.name}/{table.name} [{name}]" if table.exists() else f"{folder.name}/{name}.toml"
        if isinstance(values, SheetFault):
            faults.append(values)
            continue
        sheet, its_faults = build(kind, values, place)
        faults.extend(its_faults)
        if sheet is None:
            continue
        faults.extend(_own_faults(sheet, name, place))
        if name in sheets:
            faults.append(SheetFault(path=place, field="id", what="twice", detail=name))
        sheets[name] = sheet
    return _Shelf(MappingProxyType(sheets), tuple(faults))


def _read_folder(folder: Path) -> Iterable[tuple[str, Mapping[str, object] | SheetFault]]:
    """Read a folder of single files; of the sheets that ship, what was parsed is kept until a file changes."""
    if folder.parent != SHEETS_FOLDER or not folder.is_dir():
        return read_toml_folder(folder)
    seen = parsed.fingerprint(folder)
    known = parsed.kept(folder, seen)
    if known is not None:
        return known
    found = list(read_toml_folder(folder))
    whole = [(name, values) for name, values in found if not isinstance(values, SheetFault)]
    if len(whole) == len(found):
        parsed.keep(folder, seen, whole)
    return found


def _own_faults(sheet: DataclassInstance, name: str, place: str) -> Iterator[SheetFault]:
    """Name what is wrong with a sheet by itself: its id, empty texts and lists, dates out of order."""
    if getattr(sheet, "id", None) != name:
        yield SheetFault(path=place, field="id", what="wrong_id", detail=f"the sheet is filed under {name!r}")
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if value == "" and field.name not in _MAY_BE_EMPTY:
            yield SheetFault(path=place, field=field.name, what="empty", detail="says nothing")
        if field.name == "sources" and not value:
            yield SheetFault(path=place, field="sources", what="empty", detail="nothing is stated without a source")
    reviewed, due = getattr(sheet, "reviewed_on", None), getattr(sheet, "review_by", None)
    if reviewed and due and due <= reviewed:
        yield SheetFault(path=place, field="review_by", what="review_before_reviewed", detail=str(due))


def _dangling(library: Library) -> Iterator[SheetFault]:
    """Name every id that points to a sheet which is not there."""
    for folder in KINDS:
        for name, sheet in library.shelf(folder).sheets.items():
            for field in fields(sheet):
                target = _POINTS_INTO.get(field.name)
                value = getattr(sheet, field.name)
                if target is None or not value:
                    continue
                ids = (value,) if isinstance(value, str) else value
                for missing in (i for i in ids if i not in library.shelf(target).sheets):
                    yield SheetFault(path=f"{folder}/{name}.toml", field=field.name, what="points_nowhere",
                                     detail=f"no {missing!r} in {target}")


@lru_cache(maxsize=1)
def load_library() -> Library:
    """Give the library of the sheets that ship with this package; read late, kept for the life of the process."""
    return Library()


def check_sheets(folder: Path = SHEETS_FOLDER) -> tuple[SheetFault, ...]:
    """Read every sheet and name every fault of every one of them; empty when all is well."""
    library = Library(folder)
    faults = [fault for name in KINDS for fault in library.shelf(name).faults]
    sheets = {name: library.shelf(name).sheets for name in KINDS}
    return (*faults, *_dangling(library), *rule_faults(sheets), *picture_faults(sheets))


def overdue(library: Library, today: date) -> tuple[str, ...]:
    """List the sheets whose review is due, as ``folder/id``, those due longest first; a warning, not a fault."""
    due = [
        (sheet.review_by, f"{folder}/{name}")
        for folder in KINDS
        for name, sheet in library.shelf(folder).sheets.items()
        if hasattr(sheet, "review_by") and sheet.review_by < today
    ]
    return tuple(place for _, place in sorted(due))
