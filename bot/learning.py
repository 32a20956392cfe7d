"""From an understanding to what is known: whose facts they are, and which question they answer."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.asking import Asked, needed, put, shown
from bot.conversation import Conversation, Subject
from bot.crowd import CROWDS, named
from bot.naming import called
from bot.wording import Wording
from intents.understanding import Command, Pending, Understanding
from knowledge.eligibility import judge_all
from knowledge.facts import FactId, Facts
from knowledge.library import Library

UNSURE = "unsure"
CHECK = "check_eligibility"
_SELF = "self"
_THEM = "them"
UNDERSTOOD = 0.35
"""Below this confidence the assistant asks what is meant instead of answering."""
MOST_OF_A_FOLLOW_UP = 12
_LEANING = ("那", "到底", "这么说", "所以")
_STRANGERS = frozenset({"other", "friend", "villagers"})
_SAME_PERSON = (None, "none")
_AND_THAT_ONE = re.compile("(?:那么?|对了|还有)?，?[^，。？]{1,7}呢[？。]?")
_MEN = ("husband", "father", "son")


@dataclass(frozen=True, slots=True)
class Learned:
    """The conversation after a message's facts, and what they were."""

    conversation: Conversation
    told: tuple[FactId, ...]
    before: Facts
    follow_up: str = ""
    """The question that the chosen option leads to."""


def open_question(
    conversation: Conversation, library: Library, wording: Wording, day: date
) -> Asked | None:
    """The open question with the options as they were shown, or nothing."""
    if conversation.asking is None:
        return None
    facts = conversation.facts
    verdicts = judge_all(shown(library, day, conversation.goal), facts)
    wanted = needed(verdicts, conversation.subject)
    return put(wording, conversation.asking.question, facts, wanted)


def pending(conversation: Conversation, asked: Asked | None) -> Pending | None:
    """What a short answer is to be read against: the open question, else the choices last offered."""
    labels = tuple(choice.text for choice in conversation.offered)
    if asked is not None:
        fact = asked.question.facts[0] if asked.question.single else None
        return Pending(fact, labels or asked.labels)
    return Pending(None, labels) if labels else None


def as_tapped(
    understood: Understanding, conversation: Conversation, wording: Wording
) -> Understanding:
    """A tap on an older question's option, read as the fact that it states; anything else as it was.

    Only where the words alone tell nothing, and where one question alone has such an option.
    """
    if not conversation.checking or understood.facts or understood.choice is not None:
        return understood
    stated = wording.stated.get(understood.text)
    if stated is None:
        return understood
    return replace(understood, intent=CHECK, facts=stated, asks=False)


def as_follow_up(
    understood: Understanding, conversation: Conversation, policies: frozenset[str]
) -> Understanding:
    """A short question that leans on what was just answered (那到底按哪个算), read as the same question."""
    short = len(understood.text) <= MOST_OF_A_FOLLOW_UP
    leans = understood.text.startswith(_LEANING) or set(understood.facts) == {"city"}
    other = set(understood.facts) - {"city"} or understood.command or understood.warning
    if other or not (short and leans) or understood.confidence >= UNDERSTOOD:
        return understood
    if conversation.topic not in policies or understood.theme:
        return understood
    return replace(understood, intent=conversation.topic, confidence=UNDERSTOOD, asks=True)


def as_turned_to(understood: Understanding, conversation: Conversation) -> Understanding:
    """那我爸呢 in the middle of a check: the same question, of another person."""
    named = understood.about not in (*_SAME_PERSON, conversation.about)
    bare = named and not understood.facts and conversation.checking
    if not bare or understood.command or not _AND_THAT_ONE.fullmatch(understood.text):
        return understood
    return replace(understood, intent=CHECK)


def learn(
    conversation: Conversation,
    understood: Understanding,
    asked: Asked | None,
    wording: Wording,
) -> Learned:
    """Adds what the message tells to the person it speaks of; ``wording`` has the names that may be said back."""
    if not _in_passing(understood):
        conversation = _turned_to(conversation, _who(conversation, understood))
    before = conversation.facts
    told = dict(understood.facts)
    follow_up = ""
    subject = _called(conversation, understood, wording)
    if asked is not None and understood.command is None:
        chosen, follow_up = _chosen(asked, understood)
        # A message that is one of the options means what that option sets, and nothing beside it.
        told = chosen if understood.choice is not None else {**chosen, **told}
        if understood.intent == UNSURE and not told:
            subject = _unsure(subject, asked)
    if asked is not None and understood.command is Command.UNSURE:
        subject = _unsure(subject, asked)
    if told or understood.retracted:
        facts = subject.facts.forget(*understood.retracted).learn(told)
        subject = replace(subject, facts=facts, unsure=subject.unsure - facts.keys())
    answered = told or follow_up or subject.unsure != conversation.subject.unsure
    if asked is not None and answered and asked.id not in subject.answered:
        subject = replace(subject, answered=(*subject.answered, asked.id))
    new = tuple(fact for fact in told if before.get(fact) != told[fact])
    gone = tuple(fact for fact in understood.retracted if fact in before and fact not in told)
    if subject is not conversation.last_spoken_of:
        conversation = conversation.with_subject(subject)
    return Learned(conversation, new + gone, before, follow_up)


def _called(conversation: Conversation, understood: Understanding, wording: Wording) -> Subject:
    """The person spoken of, by the name that the message uses."""
    subject = conversation.subject
    if understood.about in (*_SAME_PERSON, _SELF):
        return subject
    if conversation.about in CROWDS:
        name = named(understood.text, wording.crowds) or subject.called
    else:
        name = called(subject, understood, conversation.about, wording.called)
    return subject if name == subject.called else replace(subject, called=name)


def _who(conversation: Conversation, understood: Understanding) -> str | None:
    """The person meant; 他 and 她 are whoever else was spoken of last, never the sender."""
    if understood.about != _THEM:
        return understood.about
    spoken_of = [who for who in (*conversation.people, conversation.about) if who != _SELF]
    men = [who for who in spoken_of if who in _MEN]
    if "她" in understood.text:
        spoken_of = [who for who in spoken_of if who not in men]
    elif men and "他" in understood.text:
        spoken_of = men
    nobody = "other" if understood.facts else None
    return spoken_of[-1] if spoken_of else nobody


def _in_passing(understood: Understanding) -> bool:
    """Whether somebody is only mentioned (有人吗): a stranger of whom nothing is told or asked."""
    return understood.about in _STRANGERS and not understood.facts and understood.intent != CHECK


def _turned_to(conversation: Conversation, about: str | None) -> Conversation:
    """The conversation about the person named; an open question about another one is dropped."""
    if about in _SAME_PERSON or about == conversation.about:
        return conversation
    return replace(conversation, about=str(about), asking=None, offered=())


def _chosen(asked: Asked, understood: Understanding) -> tuple[dict[FactId, bool | int | str], str]:
    index = understood.choice
    if index is None:
        index = _by_yes_or_no(asked, understood)
    if index is None or index >= len(asked.labels):
        return {}, ""
    then = asked.options[index].then if index < len(asked.options) else ""
    return dict(asked.sets(index)), then


def _by_yes_or_no(asked: Asked, understood: Understanding) -> int | None:
    """A bare yes or no, where the question has just these two answers, or “none of these”."""
    if understood.facts or understood.asks:
        return None
    if asked.question.many:
        return len(asked.options) if understood.intent == "deny" else None
    values = [next(iter(o.sets.values()), None) for o in asked.options]
    if not all(isinstance(value, bool) for value in values):
        return None
    wanted = {"affirm": True, "deny": False}.get(understood.intent)
    return values.index(wanted) if wanted in values else None


def _unsure(subject: Subject, asked: Asked) -> Subject:
    """The facts of the question count as not known to the worker; they are not asked again."""
    if asked.question.many:
        facts = {fact for option in asked.options for fact in option.sets}
    else:
        facts = set(asked.question.facts)
    unknown = facts - subject.facts.keys()
    return replace(subject, unsure=subject.unsure | unknown)
