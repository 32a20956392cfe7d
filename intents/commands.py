"""The words that work in every state, taken only where the whole message is such a word."""

import re
from collections.abc import Mapping
from functools import cache

from intents.cues import cue_file
from intents.normalising import normalised
from intents.pinyin import fold, spelled
from intents.understanding import Command

_FILLERS = re.compile(
    r"^(?:嗯|哦|啊|那|请|我要|我想|帮我|给我)+|(?:吧|呗|啊|呀|哦|了|嘛|呢|一下)+$"
)
_MARKS = re.compile(r"[\W_]+")
_LONGEST = 14


def command(text: str) -> Command | None:
    """The command that a normalised message is, if it is nothing else."""
    word = _MARKS.sub("", text)
    if not word or len(word) > _LONGEST * 2:
        return None
    return _exact().get(word) or _exact().get(_FILLERS.sub("", word)) or _heard(word)


def _heard(word: str) -> Command | None:
    """A command in Latin pinyin (caidan), or written with other characters of the same sound."""
    if word.isascii():
        return _by_letters().get(word)
    return _by_sound().get("".join(spelled(word))) if len(word) > 1 else None


@cache
def _exact() -> Mapping[str, Command]:
    return {
        _MARKS.sub("", normalised(word)): Command(name)
        for name, words in cue_file().commands.items()
        for word in words
    }


@cache
def _by_letters() -> Mapping[str, Command]:
    """Toneless pinyin as it is typed, with and without the confusions folded."""
    from pypinyin import lazy_pinyin

    typed = {"".join(lazy_pinyin(word)): meant for word, meant in _exact().items()}
    folded = {
        "".join(fold(s) for s in lazy_pinyin(word)): meant for word, meant in _exact().items()
    }
    return {letters: meant for letters, meant in {**folded, **typed}.items() if len(letters) > 4}


@cache
def _by_sound() -> Mapping[str, Command]:
    return {"".join(spelled(word)): meant for word, meant in _exact().items() if len(word) > 1}
