"""After a side answer: the open question once more, or, where the message answered it, what comes next."""

from dataclasses import replace

from bot import asking, supposing
from bot.asking import Asked, shown
from bot.conversation import Asking
from bot.crowd import CROWDS
from bot.handlers.check import counted
from bot.reply import Choice
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, judge_all

MOST_DIGRESSIONS = 3
_POLITE = frozenset({"thanks", "goodbye"})
"""Who thanks or takes leave is asked nothing more; the question stays open for who goes on."""


def with_question(turn: Turn, handled: Handled, asked: Asked | None) -> Handled:
    """A side answer with the question that is open now in one line below it."""
    reply, conversation = handled
    if asked is None or conversation.asking is None or reply.silent:
        return handled
    if turn.understanding.intent in _POLITE or conversation.asking != turn.conversation.asking:
        return handled
    answered = bool(set(turn.learned) & set(asked.question.facts))
    following = _following(turn) if answered else asked
    if following is None:
        return _settled(turn, handled)
    question = following.question.asks.format(who=turn.who)
    if question in reply.text:
        return handled
    digressions = conversation.digressions + 1
    words = [reply.text, ""]
    words += [question] if answered else [turn.say("ended_question"), question]
    if digressions >= MOST_DIGRESSIONS:
        words.append(turn.say("continue_or_not"))
    labels = (*following.labels, turn.say("ask_choice_none"))
    choices = tuple(Choice(label) for label in labels)
    numbered = not counted(turn, following)
    reply = replace(reply, text="\n".join(words), choices=choices, numbered=numbered)
    if answered:
        conversation = replace(conversation, asking=Asking(following.id))
    return reply, replace(conversation, digressions=digressions, offered=choices)


def _following(turn: Turn) -> Asked | None:
    """The question to be asked now that the open one is answered; ``None`` where none is left."""
    if turn.conversation.about in CROWDS or not turn.conversation.checking:
        return None
    conversation = turn.conversation
    programmes = shown(turn.library, turn.day, conversation.goal)
    found = asking.next_question(turn.wording, programmes, conversation.subject)
    return found.asked if found else None


def _settled(turn: Turn, handled: Handled) -> Handled:
    """A side answer to a message that left nothing open: what came of it, in a line for each."""
    reply, conversation = handled
    verdicts = judge_all(shown(turn.library, turn.day, conversation.goal), conversation.facts)
    told = [v for v in verdicts if v.outcome is not Outcome.UNKNOWN]
    lines = [supposing.verdict_line(turn, v) for v in told if v.programme.spec.pays == "money"]
    ends = [*lines, turn.say("who_decides")] if lines else []
    text = "\n".join([reply.text, *ends])
    conversation = replace(conversation, asking=None, offered=())
    return replace(reply, text=text), conversation
