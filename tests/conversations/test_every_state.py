"""Each question × each of the seven words of every state, and 为什么问这个: nothing is lost or invented."""

from collections.abc import Callable
from functools import lru_cache

import pytest

from bot.conversation import Conversation
from bot.response import Response
from bot.wording import load_wording
from knowledge.library import load_library
from tests.bot.conftest import Talk
from tests.bot.promises import breaches
from tests.conversations.open_questions import (
    BEFORE,
    UNREACHED,
    OpenQuestion,
    begin,
    open_questions,
)
from tests.conversations.playing import Stage

QUESTIONS = tuple(name for name in load_wording().questions if name not in UNREACHED)


@lru_cache(maxsize=1)
def states() -> dict[str, OpenQuestion]:
    return open_questions(load_library(), load_wording())


class Met:
    """A person before whom a question is open."""

    def __init__(self, stage: Stage, name: str, word: str) -> None:
        self.stage = stage
        self.name = name
        self.state = states()[name]
        self.sender = f"{name} {word}"
        self.talk: Talk = stage.talk(self.sender)
        begin(stage, self.sender, self.state.conversation, self.talk.clock.now())

    def say(self, text: str) -> tuple[Response, Conversation]:
        response = self.talk.say(text, self.state.day)
        assert not list(breaches(response.reply)), response.reply.text
        assert response.outcome != "failed"
        return response, self.stage.stored(self.sender)

    @property
    def before(self) -> Conversation:
        return self.state.conversation

    def puts_the_question(self, response: Response) -> bool:
        parts = self.state.asked.question.asks.split("{who}")
        return all(part in response.reply.text for part in parts)

    def still_open(self, after: Conversation) -> bool:
        return after.asking is not None and after.asking.question == self.name

    def can_still_be_answered(self) -> bool:
        option = next((o for o in self.state.asked.options if o.sets), None)
        _, after = self.say(option.label if option else "7个月")
        told = option.sets if option else {self.state.asked.question.facts[0]: 7}
        return all(after.facts.get(fact) == value for fact, value in told.items())


@pytest.fixture(params=QUESTIONS)
def met(request: pytest.FixtureRequest, stage: Stage) -> Callable[[str], Met]:
    return lambda word: Met(stage, str(request.param), word)


def test_every_question_is_reached_by_an_interview() -> None:
    assert states().keys() == set(QUESTIONS)


@pytest.mark.parametrize("word", ["菜单", "人工"])
def test_a_side_word_answers_and_puts_the_question_again(
    met: Callable[[str], Met], word: str
) -> None:
    person = met(word)
    response, after = person.say(word)
    assert after.facts == person.before.facts
    assert person.still_open(after)
    assert person.puts_the_question(response)
    assert "人工" in response.reply.text if word == "菜单" else "12333" in response.reply.text
    assert person.can_still_be_answered()


def test_again_says_the_last_words_with_their_choices(met: Callable[[str], Met]) -> None:
    person = met("再说一遍")
    response, after = person.say("再说一遍")
    assert response.reply.text == BEFORE
    assert [c.label for c in response.reply.choices] == [c.label for c in person.before.offered]
    assert person.still_open(after)
    assert after.facts == person.before.facts
    assert person.can_still_be_answered()


def test_start_over_forgets_everything(met: Callable[[str], Met]) -> None:
    _, after = met("重来").say("重来")
    assert after.asking is None
    assert not any(subject.facts for subject in after.people.values())


def test_skip_goes_on_without_a_fact_and_does_not_ask_it_again(met: Callable[[str], Met]) -> None:
    person = met("跳过")
    _, after = person.say("跳过")
    assert after.facts == person.before.facts
    assert not person.still_open(after)
    assert person.name in after.subject.skipped


def test_not_knowing_is_an_answer_and_no_no(met: Callable[[str], Met]) -> None:
    person = met("不知道")
    response, after = person.say("不知道")
    asked = person.state.asked
    facts = (
        {f for o in asked.options for f in o.sets} if asked.question.many else asked.question.facts
    )
    assert after.facts == person.before.facts
    assert set(facts) - person.before.facts.keys() <= after.subject.unsure
    assert asked.question.many or not person.still_open(after)
    assert asked.question.tells in response.reply.text


def test_back_asks_the_question_before_and_takes_its_answer_back(met: Callable[[str], Met]) -> None:
    person = met("返回")
    answered = person.before.subject.answered
    response, after = person.say("返回")
    if not answered:
        assert person.still_open(after)
        assert person.puts_the_question(response)
        assert after.facts == person.before.facts
        return
    assert after.asking is not None
    assert after.asking.question == answered[-1]
    gone = person.before.facts.keys() - after.facts.keys()
    assert gone == person.before.facts.keys() & set(load_wording().questions[answered[-1]].facts)


def test_why_is_answered_on_every_question(met: Callable[[str], Met]) -> None:
    person = met("为什么问这个")
    response, after = person.say("为什么问这个")
    assert person.state.asked.question.why in response.reply.text
    assert "不登记姓名" in response.reply.text
    assert person.still_open(after)
    assert [c.label for c in response.reply.choices] == [c.label for c in person.before.offered]
    assert person.can_still_be_answered()


def test_every_option_tells_what_it_says(met: Callable[[str], Met]) -> None:
    first = met("试")
    for number, option in enumerate(first.state.asked.options):
        person = met(f"{number}")
        _, after = person.say(option.label)
        told = {f: v for f, v in after.facts.items() if person.before.facts.get(f) != v}
        assert told == {f: v for f, v in option.sets.items() if person.before.facts.get(f) != v}
        if option.then and load_wording().questions[option.then].facts[0] not in after.facts:
            assert after.asking is not None
            assert after.asking.question == option.then


def test_none_of_these_denies_what_was_shown_and_nothing_else(met: Callable[[str], Met]) -> None:
    person = met("都不是")
    asked = person.state.asked
    if not asked.question.many:
        return
    _, after = person.say(asked.question.none)
    shown = {fact for option in asked.options for fact in option.sets}
    told = after.facts.keys() - person.before.facts.keys()
    assert told == shown
    assert not any(after.facts[fact] for fact in shown)
