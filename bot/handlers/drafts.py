"""An order being made: what is filled in so far, what is asked, and how a message answers it."""

import re
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from bot.clock import BEIJING
from bot.ledger import Ledger
from bot.pointing import by_place
from bot.reply import Choice, Reply
from bot.storage.people import person_key
from bot.turn import Handled, Turn
from knowledge.facts import Value

_ORDINAL = re.compile(r"第?\s*([一二两三1-3])\s*(?:个|号|家)|^\s*([1-3])\s*$")
_DIGITS = {"一": 0, "二": 1, "两": 1, "三": 2, "1": 0, "2": 1, "3": 2}
_QUESTION = re.compile("[？?吗]|多少|多久|怎么|什么|哪|几|是不是|能不能|行不|中不|不$")
_ADDED = re.compile(
    r"^(?:那就|我们|我|俺|咱|就|想要|想|要|学习?|开个?|登记一?下?|是|的)+|(?:的?(?:班|课|培训|吧|呗|了|呢))+$"
)


class Desk(NamedTuple):
    """Where orders are made in one turn: the ledger, and who is speaking."""

    ledger: Ledger
    key: str

    @property
    def connection(self) -> Connection:
        """The turn's transaction."""
        return self.ledger.connection


def desk(turn: Turn) -> Desk:
    """The desk of a turn that has a database."""
    if turn.connection is None:
        raise LookupError("a turn without a database makes no orders")
    today = turn.now.astimezone(BEIJING).date()
    ledger = Ledger(turn.connection, turn.wording, turn.now, today)
    return Desk(ledger, person_key(turn.connection, turn.message))


def say(turn: Turn, text: str, *labels: str, numbered: bool = False) -> Handled:
    """Says something and closes the draft; ``labels`` may be tapped."""
    return _handled(turn, text, labels, {}, numbered)


def ask(turn: Turn, text: str, labels: tuple[str, ...] = (), **draft: Value) -> Handled:
    """Asks something; what is filled in so far stands in ``draft``, with ``step`` for what is asked."""
    return _handled(turn, text, labels, draft, True)


def _handled(
    turn: Turn, text: str, labels: tuple[str, ...], draft: dict[str, Value], numbered: bool
) -> Handled:
    choices = tuple(Choice(label) for label in labels)
    changed = turn.with_conversation(draft=draft, offered=choices, asking=None)
    return Reply(text, choices, numbered=numbered), changed.conversation


def step(turn: Turn) -> str:
    """What is asked now, or nothing."""
    return str(turn.conversation.draft.get("step", ""))


def picked(turn: Turn) -> int | None:
    """Which of the options offered the message picks, among other words too (第二个吧，晚上我得看孩子)."""
    at = tapped(turn)
    return pointed(turn, len(turn.conversation.offered)) if at is None else at


def pointed(turn: Turn, count: int) -> int | None:
    """Which of so many the message chooses by its place; a question chooses none (还是第三个吧 is no question)."""
    text = turn.understanding.text
    return None if _QUESTION.search(text) else by_place(text, count)


def tapped(turn: Turn) -> int | None:
    """Which of the options offered the message picks and says nothing else: for a yes and a no."""
    if turn.understanding.choice is not None:
        return turn.understanding.choice
    offered = [choice.text for choice in turn.conversation.offered]
    text = turn.message.text.strip()
    return offered.index(text) if text in offered else None


def ordinal(turn: Turn) -> int | None:
    """Which one the message names: 第二个, 2号."""
    found = _ORDINAL.search(turn.message.text)
    return _DIGITS[found[1] or found[2]] if found else None


def wanted(turn: Turn) -> str:
    """What the message wants to learn: an occupation that we know, else its own words."""
    understood = turn.understanding
    named = understood.mentions.occupation or understood.facts.get("occupation")
    return str(named) if named else ""


def official(turn: Turn, name: str) -> str:
    """The official name of an occupation by any of its names; what we do not know stays as it is."""
    return turn.library.occupations.official.get(name, name)


def own_words(turn: Turn) -> str:
    """A short answer without what is said around it: 俺想学编柳条筐 is 编柳条筐."""
    plain = re.sub(r"[\s，。！？、,.!?]+", "", turn.understanding.text)
    plain = _ADDED.sub("", _ADDED.sub("", plain))
    return plain if 1 < len(plain) <= 12 and re.search(r"[一-鿿]", plain) else ""


def city_of(turn: Turn) -> str:
    """The city that is meant or known."""
    named = turn.understanding.mentions.city or turn.conversation.facts.get("city")
    return str(named) if named else ""


def county_code(turn: Turn, city: str, name: str) -> str:
    """The code of a county by its name."""
    found = turn.library.places.city(city)
    return next((c.code for c in found.counties if c.name == name), "") if found else ""


def place_name(turn: Turn, city: str, code: str) -> str:
    """A place as it is told: 沂水县, or the city where the county is not known."""
    found = turn.library.places.city(city)
    counties = found.counties if found else ()
    return next((c.name for c in counties if c.code == code), f"{city}市" if city else "")


def day_in_words(day: date) -> str:
    """12月2日."""
    return f"{day.month}月{day.day}日"
