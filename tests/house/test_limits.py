"""The limits of the house, measured on the source itself: sizes, imports, circles, thin views and commands."""

import ast
import math
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "uncramp"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[FunctionNode]:
    """Give every function and method of a file, nested ones included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, FunctionNode))


def body_lines(function: FunctionNode) -> int:
    """Count the lines of a function's body without its docstring."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def p95(values: list[int]) -> int:
    """Give the 95th percentile by the nearest-rank rule; 0 for nothing."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1] if values else 0


def own_imports(path: Path) -> set[str]:
    """Name the modules of our own package that a file imports anywhere in it, lazy imports counted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "uncramp":
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names if name.name.split(".")[0] == "uncramp")
    return found


def test_modules_stay_short() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert p95(list(lengths.values())) <= 400
    assert {path: lines for path, lines in lengths.items() if lines > 600} == {}


def test_functions_stay_short() -> None:
    lengths = {(path.name, node.name, node.lineno): body_lines(node) for path in MODULES for node in functions(path)}
    assert p95(list(lengths.values())) <= 40
    assert {where: lines for where, lines in lengths.items() if lines > 80} == {}


def test_tests_stay_short() -> None:
    lengths = [body_lines(node) for path in TESTS for node in functions(path) if node.name.startswith("test_")]
    assert p95(lengths) <= 40


def test_a_module_knows_few_others() -> None:
    counts = {path.relative_to(SOURCE).as_posix(): len(own_imports(path)) for path in MODULES}
    assert p95(list(counts.values())) <= 8, sorted(counts.items(), key=lambda item: -item[1])[:10]


def test_no_module_imports_itself_in_a_circle_lazy_imports_counted() -> None:
    graph = grimp.build_graph("uncramp", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 20
    TopologicalSorter(imports).prepare()  # raises CycleError, with the circle, where there is one


def thin(node: FunctionNode) -> bool:
    """Tell whether a function is a command or a view: decorated by an app or router, or taking a request first."""
    first = node.args.args[0].arg if node.args.args else ""
    return not node.name.startswith("_") and first in {"request", "context"}


@pytest.mark.parametrize("room", ["cli", "web/views", "web/api"])
def test_views_and_commands_are_thin(room: str) -> None:
    files = sorted((SOURCE / room).rglob("*.py"))
    lengths = {f"{path.name}:{node.name}": body_lines(node) for path in files for node in functions(path) if thin(node)}
    assert lengths, f"no view or command was found in {room}: this test looks in the wrong place"
    assert {where: lines for where, lines in lengths.items() if lines > 20} == {}


@pytest.mark.parametrize("room", ["cli", "web/views", "web/api"])
def test_a_view_or_command_calls_one_action(room: str) -> None:
    for path in sorted((SOURCE / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        actions = {
            name.asname or name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("uncramp.actions.")
            for name in node.names
        }
        for node in functions(path):
            called = [
                call.func.id
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in actions
            ]
            assert not thin(node) or len(called) <= 1, f"{path.name}:{node.name} calls {called}"


def test_nobody_inside_imports_from_a_face() -> None:
    rooms = {f"uncramp.{path.name}" for path in SOURCE.iterdir() if (path / "__init__.py").exists()} | {"uncramp"}
    faces = {
        f"{path.relative_to(SOURCE)} imports from {node.module}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in rooms
        for name in node.names
        if not (SOURCE.parent / (node.module or "").replace(".", "/") / f"{name.name}.py").exists()
        and not (SOURCE.parent / (node.module or "").replace(".", "/") / name.name / "__init__.py").exists()
    }
    assert faces == set()


def test_no_room_has_a_name_that_says_nothing() -> None:
    names = {path.stem for path in SOURCE.rglob("*.py")} | {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert names & {"utils", "util", "helpers", "common", "core", "services", "managers", "manager", "misc"} == set()


def test_every_silenced_rule_says_why() -> None:
    unexplained = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for mark in ("# type: ignore", "# noqa")
        if mark in line and "  # " not in line.split(mark, 1)[1] and " - " not in line.split(mark, 1)[1]
    ]
    assert unexplained == []
