"""Messages made harder on purpose are still understood: slips, dialect words, missing characters."""

from pathlib import Path
from random import Random

import pytest

from intents.evaluation import evaluate
from intents.examples import load_examples
from intents.labelled import read_lines
from intents.noise import Homophones, Rewrite, in_dialect, left_out, rewritten
from intents.pinyin import spelled
from intents.understander import Understander

DEV = Path(__file__).parent.parent / "utterances" / "intents_dev.jsonl"


@pytest.fixture(scope="module")
def homophones() -> Homophones:
    return Homophones(line.text for line in load_examples().lines)


def test_homophones_sound_the_same_and_look_different(homophones: Homophones) -> None:
    said = "一年能领几次补贴"
    heard = homophones(said, Random(1))
    assert heard != said
    assert spelled(heard) == spelled(said)


def test_noise_is_the_same_for_the_same_seed(homophones: Homophones) -> None:
    lines = read_lines(DEV)[:50]
    assert rewritten(lines, homophones, 7) == rewritten(lines, homophones, 7)
    assert rewritten(lines, homophones, 7) != rewritten(lines, homophones, 8)


def test_characters_are_left_out_of_all_but_the_shortest() -> None:
    assert left_out("补贴", Random(1)) == "补贴"
    assert len(left_out("补贴怎么申请呢", Random(1))) == 6


def test_plain_words_are_said_in_dialect() -> None:
    assert in_dialect("这是什么", Random(1)) != "这是什么"


@pytest.mark.parametrize(
    ("name", "most"), [("homophones", 0.06), ("dialect", 0.03), ("gaps", 0.07)]
)
def test_noise_costs_little(
    understander: Understander, homophones: Homophones, name: str, most: float
) -> None:
    rewrites: dict[str, Rewrite] = {
        "homophones": homophones,
        "dialect": in_dialect,
        "gaps": left_out,
    }
    lines = read_lines(DEV)
    noisy = rewritten(lines, rewrites[name], 1)
    clean = evaluate(understander, lines).accuracy.share
    harder = evaluate(understander, noisy).accuracy.share
    assert sum(a.text != b.text for a, b in zip(lines, noisy, strict=True)) > len(lines) / 4
    assert clean - harder <= most
