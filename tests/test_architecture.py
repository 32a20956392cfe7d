"""The house keeps its shape: imports flow one way, files and functions stay small, names explain themselves."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("knowledge", "intents", "bot", "webhooks")
ENTRY = Path("bot/__main__.py")
"""The command line is the outermost door; it names commands of every layer, by text."""
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "util", "helper", "misc"}
THIRD_PARTY = {
    "flask": {"webhooks"},
    "wechatpy": {"webhooks"},
    "jieba": {"intents"},
    "pypinyin": {"intents", "knowledge"},
    "sklearn": {"intents"},
    "alembic": {"bot"},
}


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return [Path(name) for name in listed if (ROOT / name).exists()]


def packages() -> list[Path]:
    return [p for p in sources() if p.parts[0] in LAYERS and "versions" not in p.parts]


def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public(scope: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """What a scope offers: its functions and classes and their methods, but for SQLAlchemy's hooks."""
    hooks = ("process_bind_param", "process_result_value")
    for node in scope.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if node.name not in hooks:
                yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", packages(), ids=str)
def test_nothing_lower_imports_higher(path: Path) -> None:
    layer = LAYERS.index(path.parts[0])
    higher = {name for name in imports(path) if name.split(".")[0] in LAYERS[layer + 1 :]}
    assert not higher
    assert not any(name.split(".")[0] == "tests" for name in imports(path))


@pytest.mark.parametrize("path", packages(), ids=str)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports(path):
        rooms = THIRD_PARTY.get(name.split(".")[0])
        assert rooms is None or path.parts[0] in rooms, f"{name} has no place in {path.parts[0]}"


def test_webhooks_reach_intents_only_through_bot() -> None:
    values_only = {"intents.understander", "intents.understanding"}
    for path in packages():
        if path.parts[0] == "webhooks":
            found = {n for n in imports(path) if n.split(".")[0] == "intents"} - values_only
            assert not found, f"{path}: {found}"


def test_no_import_cycle_between_modules() -> None:
    graph = {_module(path): set(imports(path)) for path in packages()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module in done:
            return
        for name in graph.get(module, ()):
            if name in graph and name != module:
                visit(name, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_files_are_small() -> None:
    sizes = {p: len((ROOT / p).read_text("utf-8").splitlines()) for p in sources()}
    most = {p: 300 if p.parts[0] == "tests" else 250 for p in sizes}
    assert not {str(p): n for p, n in sizes.items() if n > most[p] and "versions" not in p.parts}
    assert median(n for p, n in sizes.items() if p.parts[0] in LAYERS) <= 100


def test_functions_are_small() -> None:
    sizes = [length(f) for path in packages() for f in functions(path)]
    assert median(sizes) <= 10
    assert quantiles(sizes, n=20)[-1] <= 35
    assert max(sizes) <= 50


@pytest.mark.parametrize("path", packages(), ids=str)
def test_everything_public_says_what_is_true(path: Path) -> None:
    module = parsed(path)
    assert ast.get_docstring(module), "the module has no docstring"
    for node in public(module):
        assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", packages(), ids=str)
def test_names_say_something(path: Path) -> None:
    assert not FORBIDDEN_NAMES & {part.removesuffix(".py") for part in path.parts}


@pytest.mark.parametrize("path", packages(), ids=str)
def test_nothing_is_left_undone(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            assert not all(isinstance(part, ast.Pass) for part in node.body), "swallowed"


def test_the_project_does_not_reach_outside_itself() -> None:
    for path in sources():
        if path != Path("tests/test_architecture.py"):
            assert "/shared/" not in (ROOT / path).read_text("utf-8"), path
