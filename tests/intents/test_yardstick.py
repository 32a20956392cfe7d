"""The yardstick fits the same matcher on any set given by path, beside the plain baselines."""

import json
from pathlib import Path

import pytest

from intents.examples import load_examples
from intents.yardstick import OURS, main, measure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    wanted = ("greet", "plan_period", "pension_age")
    lines = [line for line in load_examples().lines if line.intent in wanted]
    for part, chosen in (("train", lines[::2]), ("test", lines[1::2])):
        rows = [json.dumps(line._asdict(), ensure_ascii=False) for line in chosen]
        (tmp_path / f"{part}.jsonl").write_text("\n".join(rows), "utf-8")
    return tmp_path


def test_every_method_is_measured_on_the_test_part(folder: Path) -> None:
    table = measure(folder)
    assert len(table) == 4
    assert table[OURS] > 0.9
    assert all(0.5 < accuracy <= 1 for accuracy in table.values())


def test_a_folder_without_the_data_ends_with_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
