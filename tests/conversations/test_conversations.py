"""Every conversation in this folder, through the real assistant."""

from pathlib import Path

import pytest

from knowledge.errors import BadKnowledge
from tests.conversations.playing import Stage, play
from tests.conversations.script import Script, scripts

HERE = Path(__file__).parent
ALL = dict(scripts(HERE))


@pytest.mark.parametrize("title", ALL)
def test_the_conversation_goes_as_it_must(stage: Stage, title: str) -> None:
    found = list(play(stage, title, ALL[title]))
    assert not found, "\n" + "\n".join(found)


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 150


def test_a_script_with_an_unknown_key_or_without_expectation_is_refused(tmp_path: Path) -> None:
    for turns in ("[{says: 你好, expects: greet}]", "[{says: 你好}]", "[]"):
        (tmp_path / "bad.yaml").write_text(f"坏的:\n  turns: {turns}\n", encoding="utf-8")
        with pytest.raises(BadKnowledge):
            list(scripts(tmp_path))


def test_the_player_sees_what_does_not_come_true(stage: Stage) -> None:
    wrong = {
        "says": "我下岗了，能领补贴吗",
        "intent": "greet",
        "learns": {"employment": "farming"},
        "asks": "city",
        "about": "wife",
        "status": {"unemployed_training": "ineligible"},
        "in_force": {"unemployed_training": True},
        "tells": ["绝无此词"],
        "forbids": ["到期"],
        "offers": ["绝无此项"],
        "cites": ["jinan-training"],
    }
    found = list(play(stage, "wrong", Script.model_validate({"turns": [wrong]})))
    assert len(found) >= len(wrong) - 1
