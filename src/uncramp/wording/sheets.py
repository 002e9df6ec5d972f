"""What is wrong with the knowledge sheets, for whoever writes them."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.knowledge.sheet import SheetFault
from uncramp.wording.languages import plural, text


def say_sheets(faults: Sequence[SheetFault], overdue: Sequence[str], language: str) -> str:
    """Name every fault of the sheets, and every review that is due."""
    lines = [str(fault) for fault in faults]
    lines += [text(language, "Its review is due: {sheet}", sheet=sheet) for sheet in overdue]
    count = plural(language, "{n} fault.", "{n} faults.", len(faults))
    return "\n".join([*lines, count if faults else text(language, "All sheets are whole.")])
