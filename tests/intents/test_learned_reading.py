"""What is read by examples: added where rules are silent, silenced by a cue, kept apart for each person."""

from pathlib import Path

import numpy as np
import pytest

from intents import training_facts
from intents.errors import BadLine
from intents.found import LIGHT
from intents.learned import AMOUNTS, CHOICE, OWNING, STATING, TAGS, TRADES, WHOM
from intents.lessons import as_examples, load_lessons
from intents.looking import Looker
from intents.pieces import SIZE, pieces
from knowledge.library import Library
from tests.intents.conftest import TODAY, Read


def test_every_fact_of_the_contract_is_taught_with_every_value_of_few(library: Library) -> None:
    shown = {(one.fact, one.value) for lesson in load_lessons() for one in lesson.facts}
    assert {fact for fact, _ in shown} == library.facts.keys()
    for fact, spec in library.facts.items():
        values: set[bool | str] = {True, False} if spec.type == "bool" else set(spec.values)
        assert fact == "city" or {(fact, value) for value in values} <= shown


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ('{"text": "我五十", "facts": {}}', "needs"),
        ('{"text": "我五十", "about": "self", "facts": {"age": 50}}', "needs"),
        ('{"text": "我五十", "about": "self", "facts": {"age": [50, "六十"]}}', "needs"),
    ],
)
def test_a_faulty_lesson_is_named_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "stated.jsonl"
    path.write_text('{"text": "好", "about": "none", "facts": {}}\n' + line, "utf-8")
    with pytest.raises(BadLine, match=problem) as caught:
        load_lessons(path)
    assert caught.value.line == 2


def test_an_answer_is_no_example_of_an_intent() -> None:
    lessons = load_lessons()
    answers = {lesson.text for lesson in lessons if lesson.pending}
    assert answers
    assert not answers & {example.text for example in as_examples(lessons)}


def test_the_same_lessons_make_the_same_models_however_many_look_at_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, models = load_lessons()[:600], []
    for processors in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda many=processors: many)
        models.append(training_facts.fit(few))
    one, other = models
    assert one.keys() == {TAGS, AMOUNTS, STATING, TRADES, CHOICE, WHOM, OWNING}
    for name, model in one.items():
        assert model.vocabulary == other[name].vocabulary
        assert np.array_equal(model.weights, other[name].weights)


def test_a_long_dictation_is_looked_at_in_short_pieces(library: Library) -> None:
    said = "喂你好我就是想问一下我在莱西一个做罐头的厂子里头干了七八年了你看我这个能不能报那个班"
    view = Looker(library).look(said, TODAY).view
    cut = list(pieces(view))
    assert max(piece.end - piece.start for piece in cut) <= SIZE
    assert {at for piece in cut for at in range(piece.start, piece.end)} >= set(
        range(10, len(view.text) - 1)
    )


@pytest.mark.parametrize(
    ("says", "about"),
    [
        ("我太太四十八，住平阴，想学推拿", "wife"),
        ("不是我自己学，是俺小叔子，他三十七", "relative"),
        ("俺爹让我打听，他六十一了，想学养蜂", "father"),
        ("闺女帮我打的字，我今年五十五，想学月嫂", "self"),
        ("我们厂子三十来个女工想学缝纫，能不能上门教", "workers"),
    ],
)
def test_whom_a_message_is_about(read: Read, says: str, about: str) -> None:
    assert read(says).about == about


def test_what_another_does_is_not_said_of_the_person_asked_about(read: Read) -> None:
    facts = read("我在化工厂上班，想替我弟问问，他在家种地，三十三，能学电焊不").facts
    assert facts["employment"] == "farming"
    assert facts["age"] == 33
    assert "employer_industry" not in facts


@pytest.mark.parametrize("says", ["我快五十了", "我四十来岁", "我六十出头", "我不到四十"])
def test_a_rough_age_is_no_age(read: Read, says: str) -> None:
    assert "age" not in read(says).facts


@pytest.mark.parametrize("says", ["失业保险交了小三年", "失业保险交了三年多", "交失业保险不到一年"])
def test_a_rough_length_of_time_is_none(read: Read, says: str) -> None:
    assert "insured_months" not in read(says).facts


def test_what_a_cue_lists_as_no_statement_silences_what_was_learned(read: Read) -> None:
    """The learned readers take 养 for farming; the cue 靠我们养 says that it is none."""
    assert "employment" not in read("我妈六十五了没有养老金就靠我们养").facts


def test_a_job_named_alone_is_no_trade_to_be_learned(read: Read) -> None:
    assert "occupation" not in read("被公司优化了，35岁，程序员").facts
    assert read("被公司优化了，35岁，想学电工").facts["occupation"] == "电工"


def test_a_trade_is_heard_beside_an_open_question_about_something_else(read: Read) -> None:
    assert read("俺媳妇想学月嫂，她四十二", "certificate").facts["occupation"] == "月嫂"
    assert "occupation" not in read("在厂里干保安", "employment").facts


def test_a_word_that_works_everywhere_states_nothing(read: Read) -> None:
    for word in ("跳过", "返回", "菜单"):
        assert not read(word, "subsidies_this_year").facts


def test_a_learned_reading_weighs_less_than_any_rule() -> None:
    assert LIGHT < -1
