"""What a sheet beside a researcher's table says of its exposures: which columns they are, units, directions, priors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.posterior import Prior
from uncramp.triggers.sparse_prior import DENSE_SD
from uncramp.triggers.study import OUTCOMES, Column, own_sd
from uncramp.triggers.table_cells import LARGEST, MOST_FAULTS, OWN_COLUMNS, TableError, TableFault, nearest, short

#: the strongest prior that is believed, log odds for one own sd, as for the sheets that ship; and the widest
STRONGEST = {"mean": 5.0, "sd": 100.0}

SHEET_KEYS = frozenset({"unit", "harmful", "mean", "sd", "inclusion"})


def sheet_of(sheet: Mapping[str, object] | None, header: list[str]) -> dict[str, dict[str, float]] | None:
    """Check a sheet against the header: what it says by exposure, None without one. Raises TableError."""
    if sheet is None:
        return None
    faults: list[TableFault] = [
        TableFault(fault="sheet_unknown_head", facts={"word": short(word)}) for word in sheet if word != "exposure"
    ]
    exposures = sheet.get("exposure", {})
    wanted: dict[str, dict[str, float]] = {}
    if not isinstance(exposures, Mapping) or not exposures:
        faults.append(TableFault(fault="sheet_names_none"))
    for name, given in exposures.items() if isinstance(exposures, Mapping) else ():
        if name in OWN_COLUMNS:
            faults.append(TableFault(column=str(name), fault="sheet_own_column"))
        elif name not in header:
            faults.append(TableFault(column=str(name), fault="no_such_column", facts=nearest(str(name), header)))
        if not isinstance(given, Mapping):
            faults.append(TableFault(column=str(name), fault="sheet_no_words", facts={"given": short(given)}))
        wanted[str(name)] = _sheet_entry(str(name), given if isinstance(given, Mapping) else {}, faults)
    if faults:
        raise TableError(faults[:MOST_FAULTS])
    return wanted


def _sheet_entry(name: str, given: Mapping[str, object], faults: list[TableFault]) -> dict[str, float]:
    """Check what a sheet says of one exposure."""
    entry: dict[str, float] = {}
    allowed = {"unit": (1.0 / LARGEST, LARGEST), "sd": (0.0, 100.0), "inclusion": (0.0, 1.0), "mean": (-100.0, 100.0)}
    for word, value in given.items():
        facts = {"word": short(word), "given": short(value)}
        if word not in SHEET_KEYS:
            faults.append(TableFault(column=name, fault="sheet_unknown_word", facts=facts))
        elif isinstance(value, bool) or not isinstance(value, int | float):
            faults.append(TableFault(column=name, fault="sheet_not_a_number", facts=facts))
        elif (value not in (-1, 0, 1)) if word == "harmful" else not allowed[word][0] < value < allowed[word][1]:
            faults.append(TableFault(column=name, fault="sheet_out_of_range", facts=facts))
        else:
            entry[str(word)] = float(value)
    if "mean" in entry and "sd" not in entry:
        faults.append(TableFault(column=name, fault="sheet_mean_without_sd"))
    return entry


def too_strong(name: str, values: NDArray[np.float64], sheet: Mapping[str, float]) -> Iterator[TableFault]:
    """Find a prior of the sheet that is beyond belief for one own sd of the values float[n], NaN where not known."""
    own = own_sd(values[np.isfinite(values)])
    for word, most in STRONGEST.items():
        for_own = abs(sheet.get(word, 0.0)) * own / sheet.get("unit", own)
        if for_own > most:
            yield TableFault(column=name, fault="sheet_too_strong", facts={
                "word": word, "given": f"{sheet[word]:g}", "own": f"{for_own:.3g}", "most": f"{most:g}"})


def column_of(name: str, values: NDArray[np.float64], sheet: Mapping[str, float]) -> Column:
    """Describe one exposure of a table; its step is one own sd (slips cut) unless the sheet says otherwise."""
    known = values[np.isfinite(values)]
    own = own_sd(known)
    step = sheet.get("unit", own)
    priors = {}
    if sheet.keys() & {"sd", "inclusion"}:
        prior = Prior(
            mean=sheet.get("mean", 0.0), sd=sheet.get("sd", DENSE_SD * step / own), inclusion=sheet.get("inclusion")
        )
        priors = dict.fromkeys(OUTCOMES, prior)
    return Column(
        name=name, unit=f"{step:g}" if "unit" in sheet else "1 sd", step=step, harmful=int(sheet.get("harmful", 0)),
        yes_no=bool(len(known)) and bool(np.isin(known, (0.0, 1.0)).all()), priors=priors, prior_ids={},
    )
