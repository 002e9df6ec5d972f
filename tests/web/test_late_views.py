"""Views are loaded when their pages are first asked for; that each is there is found out here, not by a click."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from uncramp.web import settings, views
from uncramp.web.late import LateViews, late_views


@pytest.fixture
def patterns(tmp_path: Path) -> list[URLPattern]:
    settings.configure(tmp_path / "diary.sqlite")
    return get_resolver().url_patterns


def test_every_address_leads_to_a_view_that_is_there(patterns: list[URLPattern]) -> None:
    late = [each.callback for each in patterns if each.callback.__module__.startswith("uncramp.web.views.")]
    assert len(late) > 50
    missing = [
        f"{view.__module__}.{view.__name__}" for view in late
        if not callable(getattr(import_module(view.__module__), view.__name__, None))
    ]
    assert missing == []


def test_no_view_that_comes_late_asks_for_what_only_a_view_itself_can_carry(patterns: list[URLPattern]) -> None:
    late = [each.callback for each in patterns if each.callback.__module__.startswith("uncramp.web.views.")]
    real = [getattr(import_module(view.__module__), view.__name__) for view in late]
    assert [view for view in real if getattr(view, "csrf_exempt", False)] == []


def test_every_module_of_the_views_has_its_name() -> None:
    assert {name for name, _ in late_views(views)} == {
        path.stem for path in Path(views.__file__).parent.glob("*.py") if path.stem != "__init__"
    }


def test_a_view_that_is_not_there_fails_where_it_is_asked_for() -> None:
    view = LateViews("uncramp.web.views.manifest").nowhere
    with pytest.raises(AttributeError, match="nowhere"):
        view(None)


def test_a_start_loads_the_first_page_and_neither_the_others_nor_the_engine(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from uncramp.web import settings\n"
        "settings.configure(Path(sys.argv[1]))\n"
        "from uncramp.web.application import application\n"
        "seen = ['uncramp.web.views.first', 'uncramp.web.views.trial', 'uncramp.web.jobs', 'uncramp.importers.fit',\n"
        "        'uncramp.triggers.few_causes', 'uncramp.forecast.calibration', 'scipy', 'ninja', 'alembic']\n"
        "print(*[name for name in seen if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "diary.sqlite")]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["uncramp.web.views.first"]
