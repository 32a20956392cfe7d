"""The word by which the sender calls the one person meant (我孙子, 我姐, 我对象), to be said back with 您."""

from bot.conversation import Subject
from intents.persons import FAMILY, SELF, THEM, persons
from intents.understanding import Understanding

_PRONOUNS = frozenset("他她")
_NOBODY = frozenset({SELF, THEM, FAMILY})


def called(subject: Subject, understood: Understanding, about: str, words: frozenset[str]) -> str:
    """How the person is called from now on: as just named, else as before; empty where no word fits.

    ``words`` are those that can be said after 您. Where several are named, none is taken for all.
    """
    text = understood.text
    named = [
        (text[one.start : one.end], one.who)
        for one in persons(text)
        if text[one.start] not in _PRONOUNS and not _NOBODY & set(one.who)
    ]
    if not any(about in who for _, who in named):
        return subject.called
    if len(dict.fromkeys(named)) > 1:
        return ""
    return name_of(named[0][0], words)


def name_of(piece: str, words: frozenset[str]) -> str:
    """The longest end of what the sender said (我那个孙子) that can be said after 您; empty where none."""
    fitting = [piece[at:] for at in range(len(piece)) if piece[at:] in words]
    return fitting[0] if fitting else ""
