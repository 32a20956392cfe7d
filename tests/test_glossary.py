"""The glossary is true: its identifiers stand in the project, and words not to be used do not."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, packages, parsed

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
UNWANTED = re.compile(
    r"(^|_)(grant|aid|craft|rank_of|agency|customer|ticket|manager|helper|util)(s|_|$)"
)


def rows() -> list[tuple[str, str]]:
    lines = [line.split("|")[1:3] for line in GLOSSARY.splitlines() if line.startswith("|")][2:]
    return [
        (chinese.strip(), name) for chinese, cell in lines for name in re.findall(r"`(\w+)`", cell)
    ]


def written() -> str:
    folders = ("knowledge", "intents", "bot", "webhooks")
    files = [
        p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in (".py", ".yaml")
    ]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.fixture(scope="module")
def project() -> str:
    return written()


@pytest.mark.parametrize(("chinese", "name"), rows())
def test_the_identifier_of_a_term_stands_in_the_project(
    chinese: str, name: str, project: str
) -> None:
    assert re.search(rf"\b{name}\b", project), f"{chinese} is called {name} nowhere"


@pytest.mark.parametrize("path", packages(), ids=str)
def test_unwanted_words_name_nothing(path: Path) -> None:
    named = (ast.FunctionDef, ast.ClassDef)
    names = {node.name for node in ast.walk(parsed(path)) if isinstance(node, named)}
    assert not {name for name in names if UNWANTED.search(name.lower())}
