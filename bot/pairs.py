"""Two people told of in one message: nothing of it is kept, and it is asked whom to begin with."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.conversation import Conversation, Subject
from bot.naming import name_of
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from bot.wording import Wording
from intents.persons import FAMILY, OTHER, THEM, persons
from intents.understanding import Understanding

_BOTH = re.compile("俩|两(?:个人|口子)|爸妈|爹娘|父母|妈(?:和|跟)爸|爸(?:和|跟)妈")
_WITH_ME = re.compile("[我咱俺](?:们|家)?俩|[我咱俺]们?两")
_CHECK = "check_eligibility"
_NOBODY = frozenset({THEM, FAMILY, OTHER, "parents", "workers", "villagers"})
_OF_ALL = frozenset({"city", "occupation"})
"""What may well be so of both: it mixes nothing."""


def pair(understood: Understanding, wording: Wording) -> dict[str, str]:
    """The two people told of, each with how the sender calls them; empty where one alone is meant."""
    if understood.intent != _CHECK or not (understood.facts.keys() - _OF_ALL):
        return {}
    if not _BOTH.search(understood.text):
        return {}
    found: dict[str, str] = {}
    for one in persons(understood.text):
        if len(one.who) == 1 and one.who[0] not in _NOBODY and one.subject:
            name = name_of(understood.text[one.start : one.end], wording.called)
            found[one.who[0]] = found.get(one.who[0], "") or name
    if len(found) > 2 and not _WITH_ME.search(understood.text):
        found.pop("self", None)
    return found if len(found) == 2 else {}


def as_one_of_two(
    understood: Understanding, conversation: Conversation, wording: Wording
) -> Understanding:
    """The message, once it says with whom of two to begin; as it was where it does not."""
    labels = {_label(wording, who, each): who for who, each in conversation.people.items()}
    offered = [choice.text for choice in conversation.offered]
    whom = [labels[text] for text in offered if text in labels]
    if len(whom) != len(offered) or len(whom) != 2:
        return understood
    picked = understood.choice
    if picked is None:
        said = {who for one in persons(understood.text) for who in one.who} & {*whom}
        said = said or {who for who in whom if who == understood.about}
        if len(said) != 1:
            return understood
        picked = whom.index(said.pop())
    intent = understood.intent if understood.asks and understood.choice is None else _CHECK
    return replace(understood, about=whom[picked], choice=None, intent=intent)


def without_mixture(understood: Understanding) -> Understanding:
    """The message of two people without what it tells: of whom each thing is said is not known."""
    return replace(understood, facts={}, retracted=frozenset(), about=None)


def whom_first(turn: Turn, people: Iterable[tuple[str, str]]) -> Handled:
    """Asks with whom of the two to begin."""
    subjects = {
        who: turn.conversation.people.get(who, Subject(called=called)) for who, called in people
    }
    names = [turn.wording.person(who, each.called) for who, each in subjects.items()]
    choices = tuple(Choice(_label(turn.wording, who, each)) for who, each in subjects.items())
    conversation = replace(
        turn.conversation,
        people={**turn.conversation.people, **subjects},
        asking=None,
        offered=choices,
    )
    return Reply(turn.say("whom_first", one=names[0], other=names[1]), choices), conversation


def _label(wording: Wording, who: str, subject: Subject) -> str:
    return wording.phrase("begin_with", who=wording.person(who, subject.called))
