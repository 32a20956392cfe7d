"""不知道学啥: four questions, answered by taps or in one's own words; a side question does not end them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.handlers.demand_reading import asked_for
from bot.handlers.drafts import ask, picked, step
from bot.handlers.policy import CITY_QUESTION
from bot.handlers.recommending import suggested
from bot.learning import UNDERSTOOD
from bot.quiz import EITHER, HEARD, QUESTIONS, heard, left
from bot.reply import Choice
from bot.turn import Handled, Turn, preceded
from intents.settling import COURSES, REPLIES
from intents.understanding import Command
from knowledge.facts import FactId, Value

STEP = "recommend"
_ABOUT = "about"
_MOST_MISSES = 3
_SURE = 0.8
_MOST_NOTED = 3
_JUDGING = re.compile("[领补]|资格|符合|条件")
_LEARNS = re.compile("学|报名|考|有班")
_WISHES = re.compile("想|愿意|打算|还是|吧|最好")
_PASSES = frozenset({Command.UNSURE, Command.SKIP})
_NO_OTHER = frozenset({"recommend_course", "out_of_scope", "restart", *REPLIES})
"""Intents by which nothing else is asked than what the quiz is about."""
_SOUNDS_LIKE: Mapping[str, tuple[FactId, ...]] = {"own": ("employment", "enterprise_head")}
"""Facts that the wish asked for in a question may be taken for."""
_LEAVE_TAKING = frozenset({"goodbye", "restart"})


def recommend_course(turn: Turn) -> Handled:
    """The first question; where some are answered, the next; all anew for another person or on demand."""
    answers = turn.conversation.quiz
    again = heard(turn.wording.quiz["again"], turn.understanding.text) is not None
    if again or answers.get(_ABOUT, turn.conversation.about) != turn.conversation.about:
        answers = {}
    begun = answers.keys() - {_ABOUT} and left(answers)
    handled = _ask(turn, answers)
    return preceded(handled, turn.say("rec_resumed")) if begun else handled


def recommend_answered(turn: Turn) -> Handled | None:
    """The next question where the message answers or only tells something; ``None`` where it asks another."""
    at = _tapped(turn)
    if at is not None:
        turn = _without_wishes(turn, _open(turn))
        return _ask(turn, _with(turn, {_open(turn): at}))
    told = _told(turn)
    if _leaves(turn, told):
        return None
    if told:
        return _noted(turn, told)
    if turn.understanding.intent == "recommend_course":
        return recommend_course(turn)
    return _noted(turn, {}) if turn.understanding.facts else _missed(turn)


def passed_over(turn: Turn, command: Command) -> Handled | None:
    """“I do not know” and 跳过 answer each question, 返回 takes the last answer back."""
    asking = turn.conversation.asking
    if step(turn) != STEP or (asking is not None and asking.question != CITY_QUESTION):
        return None
    if asking is not None:
        return _ask(turn, turn.conversation.quiz) if command in _PASSES else None
    if command in _PASSES:
        return _ask(turn, _with(turn, {_open(turn): EITHER}))
    answered = [name for name in turn.conversation.quiz if name not in (_ABOUT, HEARD)]
    if command is not Command.BACK or not answered:
        return None
    kept = {name: at for name, at in turn.conversation.quiz.items() if name != answered[-1]}
    return preceded(_ask(turn, kept), turn.say("back"))


def chosen_anew(turn: Turn) -> Handled | None:
    """重新挑: all four questions once more, for whoever has begun them."""
    begun = turn.conversation.quiz or step(turn) == STEP
    words = turn.wording.quiz["again"].labels
    return _ask(turn, {}) if begun and turn.message.text.strip() in words else None


def answered_in_between(turn: Turn) -> Handled | None:
    """An answer to the quiz though a question of the interview was put since."""
    said = turn.understanding
    if step(turn) != STEP or said.asks or said.facts or said.choice is not None:
        return None
    at = heard(turn.wording.quiz[_open(turn)], said.text)
    return None if at is None else _noted(turn, {_open(turn): at})


def put_again(turn: Turn, handled: Handled) -> Handled:
    """A side answer with the open question of the quiz below it."""
    reply, conversation = handled
    kept = step(turn) == STEP == conversation.draft.get("step") and conversation.asking is None
    name = _open(turn) if kept else ""
    asks_already = "？" in reply.text or "?" in reply.text
    if not kept or reply.silent or asks_already or turn.understanding.intent in _LEAVE_TAKING:
        return handled
    question = turn.wording.quiz[name]
    words = "\n".join((reply.text, "", turn.say("ended_question"), question.asks))
    choices = tuple(Choice(label) for label in question.labels)
    return replace(reply, text=words, choices=choices, numbered=True), replace(
        conversation, offered=choices
    )


def _open(turn: Turn) -> str:
    """The question that is open."""
    return left(turn.conversation.quiz)[0]


def _with(turn: Turn, told: Mapping[str, Value]) -> dict[str, Value]:
    return {_ABOUT: turn.conversation.about, **turn.conversation.quiz, **told}


def _ask(turn: Turn, answers: Mapping[str, Value], misses: int = 0) -> Handled:
    """The next question, or what suits."""
    turn = turn.with_conversation(quiz={_ABOUT: turn.conversation.about, **answers})
    open_ = left(answers)
    if not open_:
        return suggested(turn, answers)
    question = turn.wording.quiz[open_[0]]
    words = question.asks + "\n" + turn.say("rec_left", left=len(open_))
    return ask(turn, words, question.labels, step=STEP, misses=misses)


def _tapped(turn: Turn) -> int | None:
    """The choice that was tapped or numbered, where the choices on show are the question's own."""
    labels = turn.wording.quiz[_open(turn)].labels
    if turn.message.text.strip() in labels:
        return labels.index(turn.message.text.strip())
    shown = tuple(choice.text for choice in turn.conversation.offered) == labels
    return picked(turn) if shown else None


def _told(turn: Turn) -> dict[str, Value]:
    """What the message answers: the open question, else another one; and what is heard beside it."""
    quiz, text = turn.wording.quiz, turn.understanding.text
    if turn.understanding.asks and _JUDGING.search(text):
        return {}
    name = _open(turn)
    found = {name: heard(quiz[name], text)}
    if found[name] is None and (turn.understanding.intent == "unsure" or _any(turn)):
        found[name] = EITHER
    if found[name] is None:
        found |= {one: heard(quiz[one], text) for one in QUESTIONS if _speaks_of(turn, one)}
    found[HEARD] = heard(quiz[HEARD], text)
    return {one: at for one, at in found.items() if at is not None}


def _speaks_of(turn: Turn, name: str) -> bool:
    """Whether words of another question's choices count: an earlier one's do; a wish's only where one is uttered."""
    if name in turn.conversation.quiz or name not in _SOUNDS_LIKE:
        return True
    return _WISHES.search(turn.understanding.text) is not None


def _any(turn: Turn) -> bool:
    return heard(turn.wording.quiz["either"], turn.understanding.text) is not None


def _leaves(turn: Turn, told: Mapping[str, Value]) -> bool:
    """Whether the message really asks or wants something else."""
    said = turn.understanding
    if said.warning or said.theme or _wants_a_trade(turn):
        return True
    if said.intent in _NO_OTHER or said.confidence < UNDERSTOOD:
        return False
    if said.intent == "submit_demand":
        return asked_for(turn)
    if said.intent == "check_eligibility":
        return said.asks or bool(_JUDGING.search(said.text))
    if said.asks:
        return True
    return said.confidence >= _SURE and not told


def _wants_a_trade(turn: Turn) -> bool:
    """Whether the person has found out meanwhile what to learn."""
    said = turn.understanding
    wants = said.intent in COURSES and said.confidence >= UNDERSTOOD
    return wants and said.mentions.occupation is not None and bool(_LEARNS.search(said.text))


def _noted(turn: Turn, told: Mapping[str, Value]) -> Handled:
    """The next question, after a word on what was heard."""
    for name in told:
        turn = _without_wishes(turn, name)
    quiz, facts, specs = turn.wording.quiz, turn.conversation.facts, turn.library.facts
    words = [quiz[name].labels[int(at)] for name, at in told.items() if at != EITHER]
    words += [
        specs[fact].said(facts[fact])
        for fact in turn.learned
        if facts.get(fact) != turn.before.get(fact)
    ]
    handled = _ask(turn, _with(turn, told))
    if not words:
        return handled
    return preceded(handled, turn.say("noted", facts="、".join(words[:_MOST_NOTED])))


def _without_wishes(turn: Turn, name: str) -> Turn:
    """The turn without what an answer only sounds like: who wants to be 老板 is none yet."""
    wished = [fact for fact in _SOUNDS_LIKE.get(name, ()) if fact in turn.learned]
    if not wished:
        return turn
    subject = turn.conversation.subject
    known = {fact: turn.before[fact] for fact in wished if fact in turn.before}
    facts = subject.facts.forget(*wished).learn(known)
    changed = turn.conversation.with_subject(replace(subject, facts=facts))
    return replace(turn, conversation=changed)


def _missed(turn: Turn) -> Handled:
    """Not understood: the question once more, at the third time passed over."""
    misses = int(turn.conversation.draft.get("misses", 0)) + 1
    if misses >= _MOST_MISSES:
        passed = _ask(turn, _with(turn, {_open(turn): EITHER}))
        return preceded(passed, turn.say("give_up"))
    aside = turn.understanding.asks
    first = turn.say("not_understood_aside") if aside else turn.say("retry")
    return preceded(_ask(turn, turn.conversation.quiz, misses), first)
