"""Conversation control: greetings, commands, what is remembered, what is not ours."""

import re
from dataclasses import replace
from secrets import token_hex

from bot.conversation import Conversation
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from intents.understanding import Warning

_REMEMBER = ("记得", "记着", "记住了", "记了我", "知道我啥", "知道我什么")
"""Words by which somebody asks what is remembered of them."""


_DELETE = re.compile(r"(删|清|抹|忘)(了|除|掉|光|干净|空)*(吧|了)?[。！]*$")
"""How an order to delete ends; a question about it does not."""
_CONFIRMED = re.compile(
    r"^(我?(确定|确认|是的?|对|嗯|好的?|行)[，。]*)?(都|全)?删(了|除|掉|吧|光)*[。！]*$"
)


def wants_deletion(turn: Turn) -> bool:
    """Whether the person orders, in their own words, that what is kept of them be deleted."""
    text = turn.understanding.text
    ordered = turn.understanding.intent == "privacy" and _DELETE.search(text)
    confirmed = turn.conversation.last == turn.say("privacy") and _CONFIRMED.match(text)
    return bool(confirmed or (ordered and not turn.understanding.asks))


def phrase(name: str) -> "Says":
    """A handler that says one phrase."""
    return Says(name)


class Says:
    """Says a phrase of the wording and changes nothing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, turn: Turn) -> Handled:
        """The phrase, and the conversation as it was."""
        return Reply(turn.say(self._name), numbered=False), turn.conversation


def greet(turn: Turn) -> Handled:
    """Says who runs this and what may be asked, the first time."""
    known = turn.conversation.updated_at is not None
    text = turn.say("hello_again" if known else "hello")
    return Reply(text, menu(turn), numbered=False), turn.conversation


def capabilities(turn: Turn) -> Handled:
    """What the assistant can do, with the first steps to tap."""
    return Reply(turn.say("capabilities"), menu(turn), numbered=False), turn.conversation


def menu(turn: Turn) -> tuple[Choice, ...]:
    """The first steps: what workers ask most."""
    names = ("check_eligibility", "subsidy_overview", "find_course", "where_to_apply")
    return tuple(Choice(turn.wording.labels[name]) for name in names)


def restart(turn: Turn) -> Handled:
    """Forgets the facts of this conversation and begins anew."""
    fresh = Conversation(scene=turn.conversation.scene)
    return Reply(turn.say("restart"), menu(turn), numbered=False), fresh


def privacy(turn: Turn) -> Handled:
    """What is kept, with the two words that show and delete it; shown at once to who asks for it."""
    if any(word in turn.understanding.text for word in _REMEMBER):
        return remember(turn)
    taps = (Choice(turn.say("tap_remember")), Choice(turn.say("tap_forget")))
    return Reply(turn.say("privacy"), taps, numbered=False), turn.conversation


def remember(turn: Turn) -> Handled:
    """What is remembered of each person."""
    lines = []
    for about, subject in turn.conversation.people.items():
        if subject.facts:
            who = turn.wording.person(about, subject.called)
            specs = turn.library.facts
            said = "、".join(specs[fact].said(value) for fact, value in subject.facts.items())
            lines.append(turn.say("remember", who=who, facts=said))
    text = "\n".join(lines) or turn.say("remember_nothing")
    return Reply(text, numbered=False), turn.conversation


def forget(turn: Turn) -> Handled:
    """The receipt for deleting everything; the assistant deletes when it sees the outcome."""
    return Reply(turn.say("forgotten", receipt=token_hex(3)), numbered=False), Conversation()


def out_of_scope(turn: Turn) -> Handled:
    """What is not ours, with the right telephone or office."""
    name = turn.understanding.theme or "other"
    if turn.understanding.warning is Warning.HARM:
        name = "harm"
    themes = turn.wording.themes
    return Reply(themes.get(name, themes["other"]).says, numbered=False), turn.conversation


def affirm(turn: Turn) -> Handled:
    """A yes with no question open."""
    return Reply(turn.say("affirm"), numbered=False), turn.conversation


def clarify(turn: Turn, alternatives: tuple[str, ...]) -> Handled:
    """Not sure what is meant: at most three readings in workers' words, and none of these."""
    if not alternatives:
        return Reply(turn.say("not_understood_plain"), menu(turn), numbered=False), (
            turn.conversation
        )
    labels = [turn.wording.labels[name] for name in alternatives[:3]]
    choices = tuple(Choice(label) for label in (*labels, turn.say("none_of_these")))
    conversation = replace(turn.conversation, offered=choices)
    return Reply(turn.say("not_understood"), choices), conversation
