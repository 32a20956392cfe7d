"""Which handler a message goes to, given what is open and how sure the understanding is."""

import re
from dataclasses import replace

from bot.asking import EVERYTHING, Asked, put
from bot.conversation import Asking
from bot.handlers import HANDLERS, POLICY_INTENTS
from bot.handlers.attending import own_cost
from bot.handlers.check import ask, check
from bot.handlers.commands import COMMANDS
from bot.handlers.continuing import continued, wants_course
from bot.handlers.policy import CITY_QUESTION, answer
from bot.handlers.quizzing import put_again
from bot.handlers.resuming import with_question
from bot.handlers.talk import clarify, out_of_scope, wants_deletion
from bot.kinds import by_kind
from bot.learning import UNDERSTOOD, Learned
from bot.message import Kind
from bot.pairs import whom_first
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn, preceded
from intents.understanding import Command, Understanding, Warning

ERASED = "erased"
MOST_CHARACTERS = 500
MOST_MISSES = 3
SURE = 0.8
"""What would wipe out what was told is done only at this confidence; else it is asked back."""
_NOT_MEANT = frozenset(
    {"out_of_scope", "affirm", "deny", "unsure", "greet", "thanks", "goodbye", "back"}
)
"""Intents that nobody is asked about: whoever means them says so."""
_CORRECTING = frozenset({"back", "affirm", "deny", "unsure"})
"""Intents that, with a fact told, are about that fact."""
_SIDE_COMMANDS = frozenset({Command.MENU, Command.HUMAN, Command.REMEMBER, Command.MORE})
"""Commands that leave the open question open, so that it is put again below them."""
_REPAIRS = re.compile("[记听弄搞理解写]错|没记对|没听对")
"""How somebody says that we took something wrongly (你记错了)."""
_URGENT_THEMES = frozenset({"wages", "injury", "fraud"})


def erases(turn: Turn) -> bool:
    """Whether the message asks that everything be deleted, or the person left."""
    left = turn.message.kind is Kind.UNFOLLOW
    return left or turn.understanding.command is Command.FORGET or wants_deletion(turn)


def route(turn: Turn, learned: Learned, asked: Asked | None) -> Handled:
    """What is said to a message."""
    special = by_kind(turn)
    if special is not None:
        return special
    handled = _by_meaning(turn, learned, asked)
    if not _is_urgent(turn.understanding):
        handled = put_again(turn, handled)
    if turn.message.kind is Kind.VOICE:
        return preceded(handled, turn.say("heard", text=turn.message.text))
    if len(turn.message.text) > MOST_CHARACTERS:
        return preceded(handled, turn.say("too_long"))
    return handled


def _by_meaning(turn: Turn, learned: Learned, asked: Asked | None) -> Handled:
    understood = turn.understanding
    if _is_urgent(understood):
        return with_question(turn, out_of_scope(turn), asked)
    if turn.two:
        return whom_first(turn, turn.two)
    under_way = continued(turn)
    if under_way is not None:
        return under_way
    if understood.command is not None:
        return _command(turn, understood.command, asked)
    if wants_deletion(turn):
        return COMMANDS[Command.FORGET](turn)
    tapped = _tapped(turn)
    return tapped or _words(turn, learned, asked)


def _is_urgent(understood: Understanding) -> bool:
    """Words of harm come first, whatever else was said; wages and injuries where nothing of ours was asked."""
    urgent = understood.theme in _URGENT_THEMES and understood.intent == "out_of_scope"
    return understood.warning is Warning.HARM or urgent


def _tapped(turn: Turn) -> Handled | None:
    """What follows from a tap on one of our own taps, known by its very words."""
    if turn.message.text.strip() != turn.say("tap_everything"):
        return None
    return check(turn.with_conversation(goal=EVERYTHING, asking=None))


def _command(turn: Turn, command: Command, asked: Asked | None) -> Handled:
    handled = COMMANDS[command](turn)
    kept = command in _SIDE_COMMANDS or handled[0].text == turn.say("back_nothing")
    return with_question(turn, handled, asked) if kept else handled


def _words(turn: Turn, learned: Learned, asked: Asked | None) -> Handled:
    understood = turn.understanding
    settled = _picked(turn, asked) or _placed(turn, asked) or _aside(turn, asked)
    if settled is not None:
        return settled
    if asked is not None and understood.facts and _REPAIRS.search(understood.text):
        return _repaired(turn, learned)
    if asked is not None and not understood.asks and not wants_course(turn, asked):
        step = _answered(turn, learned, asked)
        if step is not None:
            return step
    if not understood.facts and _unclear(understood, asked):
        return _missed(turn, asked)
    if understood.intent in _CORRECTING and learned.told:
        return check(turn)
    handled = HANDLERS[understood.intent](turn)
    if understood.intent == "check_eligibility":
        return handled
    return with_question(turn, handled, asked)


def _aside(turn: Turn, asked: Asked | None) -> Handled | None:
    """What is known by its words and not by an intent: whether one may learn at one's own cost."""
    told = own_cost(turn)
    return with_question(turn, told, asked) if told else None


def _repaired(turn: Turn, learned: Learned) -> Handled:
    """What the person puts right, said back, and the open question once more."""
    facts, specs = turn.understanding.facts, turn.library.facts
    handled = check(turn)
    if learned.told:
        return handled
    said = "、".join(specs[fact].said(value) for fact, value in facts.items())
    return preceded(handled, turn.say("noted", facts=said))


def _unclear(understood: Understanding, asked: Asked | None) -> bool:
    """Whether the message is not understood; where a question is open, noise is a miss, no topic."""
    noise = understood.intent == "out_of_scope" and not understood.theme and not understood.asks
    least = SURE if understood.intent == "restart" else UNDERSTOOD
    return understood.confidence < least or (asked is not None and noise)


def _picked(turn: Turn, asked: Asked | None) -> Handled | None:
    """What follows from picking something offered that was no question."""
    choice = turn.understanding.choice
    return None if choice is None or asked is not None else _offered(turn, choice)


def _offered(turn: Turn, index: int) -> Handled | None:
    """A number that points at something offered earlier that was no question."""
    offered = turn.conversation.offered
    if index >= len(offered):
        return None
    labels = {label: intent for intent, label in turn.wording.labels.items()}
    intent = labels.get(offered[index].text)
    turn = turn.with_conversation(offered=())
    if intent is None:
        return Reply(turn.say("not_understood_plain"), numbered=False), turn.conversation
    turn = replace(turn, understanding=replace(turn.understanding, intent=intent))
    return HANDLERS[intent](turn)


def _placed(turn: Turn, asked: Asked | None) -> Handled | None:
    """Where a place is what the message is about: which of several, or the city an answer waited for."""
    understood = turn.understanding
    if understood.mentions.ambiguous_places and "city" not in understood.facts:
        return _which_place(turn)
    if _answers_city(turn, asked) and asked is not None and asked.id != CITY_QUESTION:
        return with_question(turn, answer(turn, turn.conversation.topic), asked)
    if _answers_city(turn, asked):
        return answer(turn.with_conversation(asking=None, offered=()), turn.conversation.topic)
    return None


def _which_place(turn: Turn) -> Handled:
    """Asks which of several places is meant; a policy question waits for the answer."""
    choices = tuple(Choice(city) for city in turn.understanding.mentions.ambiguous_places)
    intent = turn.understanding.intent
    topic = intent if intent in POLICY_INTENTS else ""
    conversation = replace(
        turn.conversation, offered=choices, asking=Asking(CITY_QUESTION), topic=topic
    )
    return Reply(turn.say("which_place"), choices), conversation


def _answers_city(turn: Turn, asked: Asked | None) -> bool:
    """Whether the message tells the city that an answer depended on, and nothing else."""
    told_only_city = set(turn.understanding.facts) == {"city"}
    waiting = asked is not None and asked.id == CITY_QUESTION
    follow_up = turn.conversation.topic in POLICY_INTENTS and len(turn.understanding.text) <= 8
    return told_only_city and bool(turn.conversation.topic) and (waiting or follow_up)


def _answered(turn: Turn, learned: Learned, asked: Asked) -> Handled | None:
    """The next step where the message answers the open question; ``None`` where it does not."""
    if learned.follow_up:
        fact = turn.wording.questions[learned.follow_up].facts[0]
        if fact not in turn.conversation.facts:
            return _follow_up(turn, learned.follow_up)
    if turn.understanding.intent == "unsure" and not learned.told:
        return COMMANDS[Command.UNSURE](turn)
    if learned.told:
        answered = replace(turn.conversation.asking or Asking(asked.id), misses=0)
        return check(turn.with_conversation(asking=answered))
    if turn.understanding.intent in ("affirm", "deny"):
        return _missed(turn, asked)
    return None


def _follow_up(turn: Turn, name: str) -> Handled:
    facts = turn.conversation.facts
    wanted = frozenset(turn.wording.questions[name].facts)
    return ask(turn, put(turn.wording, name, facts, wanted), 0, [])


def _missed(turn: Turn, asked: Asked | None) -> Handled:
    """Not understood: an open question is put again with its options, at the third time passed over."""
    asking = turn.conversation.asking
    if asked is None or asking is None:
        understood = turn.understanding
        candidates = [understood.intent, *(name for name, _ in understood.alternatives)]
        shown = [name for name in dict.fromkeys(candidates) if name not in _NOT_MEANT]
        return clarify(turn, tuple(shown))
    if asking.misses + 1 >= MOST_MISSES:
        return preceded(COMMANDS[Command.SKIP](turn), turn.say("give_up"))
    missed = replace(asking, misses=asking.misses + 1)
    first = _retry(turn, asked)
    return ask(turn.with_conversation(asking=missed), asked, 0, [first])


def _retry(turn: Turn, asked: Asked) -> str:
    """What is said before the question is put again."""
    if turn.understanding.asks:
        return turn.say("not_understood_aside")
    hint = asked.question.hint
    return turn.say("retry_number", hint=hint) if hint else turn.say("retry")
