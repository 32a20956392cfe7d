"""The examples are well formed, cover every intent, and lie apart from the sets that judge them."""

from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from intents.examples import KINDS, load_examples, unambiguous
from intents.labelled import read_lines
from intents.lessons import load_lessons
from intents.normalising import normalised
from knowledge.errors import BadKnowledge
from knowledge.text import folded

UTTERANCES = Path(__file__).parent.parent / "utterances"
JUDGES = sorted(UTTERANCES.glob("*.jsonl"))


def bare(text: str) -> str:
    return "".join(char for char in folded(text) if char.isalnum())


def written(folder: Path, **tables: str) -> Path:
    for kind in KINDS:
        text = tables.get(kind, f"intent_of_{kind}:\n  - 说法{kind}\n")
        (folder / f"{kind}.yaml").write_text(text, "utf-8")
    return folder


def test_every_intent_has_a_hundred_examples() -> None:
    examples = load_examples()
    counts = dict.fromkeys(examples.kinds, 0)
    for line in examples.lines:
        counts[line.intent] += 1
    assert len(counts) == 77
    assert min(counts.values()) >= 100


def test_judges_only_use_intents_that_have_examples() -> None:
    kinds = load_examples().kinds
    for path in JUDGES:
        for line in read_lines(path):
            assert {line.intent, *line.also} <= kinds.keys(), line.text


@pytest.mark.parametrize("path", JUDGES, ids=lambda path: path.stem)
def test_no_judging_line_is_an_example_or_nearly_one(path: Path) -> None:
    known = {bare(line.text) for line in load_examples().lines}
    known |= {bare(lesson.text) for lesson in load_lessons()}
    longer = sorted(text for text in known if len(text) >= 6)
    for line in read_lines(path):
        text = bare(line.text)
        # A word of up to three characters (你好, 再见) is the language itself, nobody's line.
        assert text not in known or len(text) < 4, line.text
        if len(text) >= 6:
            near = process.extractOne(text, longer, scorer=fuzz.ratio, score_cutoff=92)
            assert near is None, (line.text, near)


def test_dev_and_held_out_lines_are_apart() -> None:
    dev, held = (
        {bare(line.text) for line in read_lines(UTTERANCES / f"intents_{part}.jsonl")}
        for part in ("dev", "heldout")
    )
    assert not dev & held


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        ("greet:\n  - 你好\n  - 123\n", 3, "not a text"),
        ("greet:\n  - 你好\nthanks:\n  - 你好\n", 4, "also an example of greet"),
        ("greet: 你好\n", 1, "no list"),
        ("greet:\n  - 你好\ngreet:\n  - 嗨\n", 3, "twice"),
        ("- 你好\n", 1, "not a table"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(
    tmp_path: Path, table: str, line: int, problem: str
) -> None:
    with pytest.raises(BadKnowledge) as caught:
        load_examples(written(tmp_path, talk=table))
    fault = caught.value.faults[0]
    assert fault.line == line
    assert problem in fault.problem


def test_a_text_that_means_two_things_settles_nothing(tmp_path: Path) -> None:
    # The two differ as written, and are the same once dialect is made plain.
    folder = written(tmp_path, talk="one:\n  - 我要走\n  - 只是这个\ntwo:\n  - 俺要走\n")
    lines = load_examples(folder).lines
    known = unambiguous((normalised(line.text) for line in lines), lines)
    assert "我要走" not in known
    assert known["只是这个"] == "one"
