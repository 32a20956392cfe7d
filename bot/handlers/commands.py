"""The words that work in every state."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.asking import put
from bot.handlers import talk
from bot.handlers.check import ask, check
from bot.handlers.policy import cited
from bot.handlers.reasons import why
from bot.reply import Reply
from bot.turn import Handled, Turn, preceded
from intents.understanding import Command


def back(turn: Turn) -> Handled:
    """Takes the last answer back and asks that question again."""
    subject = turn.conversation.subject
    if not subject.answered:
        return Reply(turn.say("back_nothing"), numbered=False), turn.conversation
    *before, last = subject.answered
    question = turn.wording.questions[last]
    facts = subject.facts.forget(*question.facts)
    subject = replace(subject, facts=facts, answered=tuple(before))
    unsure, skipped = subject.unsure - set(question.facts), subject.skipped - {last}
    subject = replace(subject, unsure=unsure, skipped=skipped)
    turn = replace(turn, conversation=turn.conversation.with_subject(subject))
    asked = put(turn.wording, last, facts, frozenset(question.facts))
    return ask(turn, asked, 0, [turn.say("back")])


def skip(turn: Turn) -> Handled:
    """Passes over the open question; it is not asked again."""
    if turn.conversation.asking is None:
        return Reply(turn.say("affirm"), numbered=False), turn.conversation
    subject = turn.conversation.subject
    name = turn.conversation.asking.question
    answered = tuple(one for one in subject.answered if one != name)
    subject = replace(subject, skipped=subject.skipped | {name}, answered=(*answered, name))
    conversation = turn.conversation.with_subject(subject)
    turn = replace(turn, conversation=replace(conversation, asking=None))
    return preceded(check(turn), turn.say("skipped"))


def unsure(turn: Turn) -> Handled:
    """“I do not know” is an answer: says who can tell, and goes on."""
    asking = turn.conversation.asking
    if asking is None:
        return Reply(turn.say("unsure"), talk.menu(turn), numbered=False), turn.conversation
    tells = turn.wording.questions[asking.question].tells
    turn = turn.with_conversation(asking=None)
    return preceded(check(turn), turn.say("unsure_noted", tells=tells))


def repeat(turn: Turn) -> Handled:
    """Says the last reply again, with what it offered."""
    conversation = turn.conversation
    text = conversation.last or turn.say("repeat_nothing")
    return Reply(text, conversation.offered), conversation


def more(turn: Turn) -> Handled:
    """Tells what was kept back; what does not fit again stays for the next time."""
    text, topic = turn.conversation.more or turn.say("more_nothing"), turn.conversation.topic
    citations = cited(turn, topic) if topic and turn.conversation.more else ()
    return Reply(text, (), citations, numbered=False), replace(turn.conversation, more="")


def why_ask(turn: Turn) -> Handled:
    """Why the open question is asked, and what is not done with the answer."""
    asking = turn.conversation.asking
    if asking is None and turn.conversation.checking:
        return why(turn)
    if asking is None:
        return Reply(turn.say("why_ask_nothing"), numbered=False), turn.conversation
    question = turn.wording.questions[asking.question]
    reply = Reply(turn.say("why_ask", why=question.why), turn.conversation.offered)
    return reply, turn.conversation


COMMANDS: Mapping[Command, Callable[[Turn], Handled]] = {
    Command.MENU: talk.capabilities,
    Command.BACK: back,
    Command.RESTART: talk.restart,
    Command.SKIP: skip,
    Command.UNSURE: unsure,
    Command.REPEAT: repeat,
    Command.HUMAN: talk.phrase("human"),
    Command.MORE: more,
    Command.SOURCE: why,
    Command.WHY_ASK: why_ask,
    Command.REMEMBER: talk.remember,
    Command.FORGET: talk.forget,
}
