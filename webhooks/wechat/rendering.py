"""A reply as the text of one WeChat message: taps as links, no longer than the platform takes."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.fitting import LIMIT
from bot.reply import Choice, Reply

_CUT = "……"
_NOT_XML = re.compile("[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BRACKETS = str.maketrans("<>", "＜＞")
_NOT_IN_A_LINK = re.compile(r"[&#%<>\"'\s]")
_SENTENCE = re.compile(r"[。！？；\n](?!.*[。！？；\n])", re.DOTALL)


def render(reply: Reply, budget: int = LIMIT) -> str:
    """The reply's text and choices within a number of bytes.

    The assistant has fitted its replies already. Whatever does not fit all the same loses its links
    first, which become plain labels, and then the end of its text.
    """
    return _rendered(reply.text, reply.choices, reply.numbered, budget)


@lru_cache(maxsize=512)
def _rendered(said: str, choices: tuple[Choice, ...], numbered: bool, budget: int) -> str:
    text = clean(said).strip()
    taps = _lines(choices, numbered, linked=True)
    if _fits(text + taps, budget):
        return text + taps
    plain = _lines(choices, numbered, linked=False)
    if _fits(text + plain, budget):
        return text + plain
    shown = len(choices)
    while _size(plain) > budget // 2:
        shown -= 1
        plain = _lines(choices[:shown], numbered, linked=False)
    kept, rest = cut(text, budget - _size(plain) - _size(_CUT))
    return kept + (_CUT if rest else "") + plain


def cut(text: str, budget: int) -> tuple[str, str]:
    """The part of a text within a number of bytes, up to the end of a sentence; and the rest."""
    if _fits(text, budget):
        return text, ""
    kept = text.encode()[: max(budget, 0)].decode(errors="ignore")
    end = _SENTENCE.search(kept)
    if end and end.end() > len(kept) // 2:
        kept = kept[: end.end()]
    return kept.rstrip(), text[len(kept) :].lstrip()


def clean(text: str) -> str:
    """A text that no XML and no link of the platform can be broken with."""
    return _NOT_XML.sub("", text.replace("\t", " ")).translate(_BRACKETS)


def _lines(choices: Sequence[Choice], numbered: bool, linked: bool) -> str:
    show = _link if linked else _label
    lines: Iterable[str] = (show(number, choice) for number, choice in enumerate(choices, 1))
    if numbered:
        lines = (f"{number} {line}" for number, line in enumerate(lines, 1))
    return "".join(f"\n{line}" for line in lines)


def _label(_number: int, choice: Choice) -> str:
    return clean(choice.label).replace("\n", " ")


def _link(number: int, choice: Choice) -> str:
    """A tap that sends the choice's words; plain where they hold what a link cannot carry."""
    says = clean(choice.text)
    if not says or _NOT_IN_A_LINK.search(says):
        return _label(number, choice)
    href = f"weixin://bizmsgmenu?msgmenucontent={says}&msgmenuid={number}"
    return f'<a href="{href}">{_label(number, choice)}</a>'


def _fits(text: str, budget: int) -> bool:
    return len(text) * 3 <= budget or _size(text) <= budget


def _size(text: str) -> int:
    return len(text.encode())
