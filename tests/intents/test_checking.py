"""A fault in the words of workers is named in one line, before anything is trained on them."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from bot.__main__ import main
from intents import cached, cues, dialect, examples, lessons
from intents.checking import faults, must_be_sound
from intents.errors import BadLine
from knowledge.errors import BadKnowledge
from knowledge.library import Library


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the files that may be spoiled."""
    folder = copytree(examples.DATA, tmp_path / "data")
    for module in (cues, dialect):
        monkeypatch.setattr(module, "DATA", folder)
    monkeypatch.setattr(examples.load_examples, "__defaults__", (folder,))
    monkeypatch.setattr(lessons.load_lessons, "__defaults__", (folder / "stated.jsonl",))
    for once in (cues.cue_file, dialect.dialect):
        once.cache_clear()
    yield folder
    for once in (cues.cue_file, dialect.dialect):
        once.cache_clear()


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_what_stands_there_is_sound(data: Path) -> None:
    assert faults() == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "problem"),
    [
        ("cues.yaml", "退役军人, 退役士兵", "退役(军人, 退役士兵", 7, "退役(军人"),
        ("cues.yaml", "退役军人, 退役士兵", "…, 退役士兵", 7, "… must begin"),
        ("cues.yaml", "  veteran:", "  veteran: [", 8, "YAML"),
        ("dialect.yaml", "- {said: 俺们,", "- {sai: 俺们,", 8, "sai"),
        ("talk.yaml", "greet:", "greet: 您好\ngreet2:", 1, "no list"),
        ("stated.jsonl", '"about"', '"abut"', 1, "needs"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    data: Path, file: str, old: str, new: str, line: int, problem: str
) -> None:
    spoil(data / file, old, new)
    said = [str(fault) for fault in faults()]
    assert any(one.startswith(f"{data / file}:{line}:") and problem in one for one in said), said
    with pytest.raises((BadKnowledge, BadLine)):
        must_be_sound()


def test_check_names_it_and_nothing_is_trained_on_it(
    data: Path,
    tmp_path: Path,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(data / "cues.yaml", "退役军人, 退役士兵", "退役(军人, 退役士兵")
    assert main(["check"]) == 1
    assert "退役(军人" in capsys.readouterr().out
    monkeypatch.setattr(cached, "_train", lambda wanted: pytest.fail("trained"))
    with pytest.raises(BadKnowledge):
        cached.load_fitted(library, tmp_path)
