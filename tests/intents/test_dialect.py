"""Every entry of the dialect lexicon is read as it says."""

import pytest

from intents.dialect import Word, dialect
from intents.normalising import normalised
from intents.reading import Reading
from tests.intents.conftest import Read


@pytest.mark.parametrize("word", dialect().words, ids=lambda word: word.said)
def test_a_dialect_word_is_written_plainly_and_its_example_is_read(word: Word, read: Read) -> None:
    reading: Reading = read(word.example)
    assert word.plain in normalised(word.example)
    assert dict(reading.facts) == word.reads


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("管不管饭", "管不管饭"),
        ("上年纪了", "上年纪了"),
        ("辽宁的证", "辽宁的证"),
        ("放学下学期", "放学下学期"),
    ],
)
def test_an_ordinary_word_that_looks_like_dialect_is_left_alone(text: str, plain: str) -> None:
    assert normalised(text) == plain
