"""Views that are imported when one of their pages is first asked for, so that a start waits for its first page only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


class LateViews:
    """The views of one module, by their names; the module is imported at the first request for one of them."""

    def __init__(self, module: str) -> None:
        """Note the full name of the module; nothing is imported."""
        self.module = module

    def __getattr__(self, name: str) -> View:
        """Give what stands for a view until it is asked for; whether there is one is seen by mypy and the tests.

        What a decorator writes on the view is not on what stands for it: one that is exempt from the check of forms
        would be checked after all. Such a view belongs beside ``api/gate.py``, and is imported as it is.
        """

        def view(request: HttpRequest, **given: object) -> HttpResponseBase:
            shown: View = getattr(import_module(self.module), name)
            return shown(request, **given)

        view.__name__, view.__qualname__, view.__module__ = name, name, self.module
        return view


def late_views(room: ModuleType) -> Iterator[tuple[str, LateViews]]:
    """Give every module of a package by its short name, with its views to come."""
    for found in iter_modules(room.__path__):
        yield found.name, LateViews(f"{room.__name__}.{found.name}")
