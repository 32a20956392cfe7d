"""A message as it is matched: folded, without emoji and long repeats, dialect words in their plain form."""

import re
from collections.abc import Callable
from functools import cache

from intents.dialect import Word, dialect
from intents.ordinary import is_slip
from intents.pinyin import SoundIndex
from knowledge.text import folded

_NOISE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2190-\u21ff\u2b00-\u2bff\ufe00-\ufe0f\u200b-\u200f\u20e3]"
)
_FACE = re.compile(r"\[[\u4e00-\u9fff]{1,4}\]")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff\d])")
_REPEAT = re.compile(r"([^\d零一二三四五六七八九])\1{2,}")
_MARKS = re.compile(r"([,;!?。，；！？、~…])[,;!?。，；！？、~…]+")
_FILLED = re.compile(r"[\u4e00-\u9fff]")
_NAME_BEFORE = re.compile("[学考报教个门当级会做修开再在到住]$|[学考加]的$|报名$|回了$|^$|^.，$")
_NAME_AFTER = re.compile("[班证工县市区]")
_LISTED = re.compile(r"(?:^|\s)\d{2}(?=\s+[^岁周年月个次块元天]|$)")
"""A number that stands alone (女 46 乳山 下岗) makes a list, no dictation."""
_LEVELLED = re.compile("[一二三四五初中高1-5]级")
"""五级电工 names a level and a trade, no 机电工."""
_DICTATED = 4
_TEN = re.compile(
    "(?<=[二三四五六七])[时石拾食](?=[一二三四五六七八九]?(?:岁|了|，|。|$))|(?<=[二三四五六])是(?=[一二三四五六七八九]岁)"
)
"""十 by a slip of the same sound, in an age (四时七岁)."""
_ODD_MONTHS = re.compile("(?<=年)[令另](?=[一二两三四五六七八九十俩仨]个?月)")
"""零 by a slip of the same sound (五年令三个月)."""
_MONTHS_AGO = re.compile("(?<=[一二三四五六七八九十两俩仨0-9]个)[越约悦乐](?=[了，。]|$)")
"""月 by a slip of the same sound (五个越了)."""
_WORKER = re.compile(
    "(?<=(?:保育|育婴|收银|保安|保洁|安全|护理|养护|质检|操作|服务|讲解|管理|营业|检验|化验))[元圆园](?![区林艺])"
)
"""员 by a slip of the same sound (收银元)."""
_TO_PLAIN = str.maketrans({",": "，", "?": "？", "!": "！", ";": "；", ":": "："})


def normalised(text: str) -> str:
    """The message as examples and cues are compared with it."""
    return mended(plain(text), _terms())


def plain(text: str) -> str:
    """The message folded, with dialect words in their plain form, slips of the same sound still in it."""
    clean = folded(_spaced(_FACE.sub("", _NOISE.sub("", text)))).translate(_TO_PLAIN)
    clean = _ODD_MONTHS.sub("零", _TEN.sub("十", clean))
    clean = _WORKER.sub("员", _MONTHS_AGO.sub("月", clean))
    return _in_plain_words()(_MARKS.sub(r"\1", _REPEAT.sub(r"\1", clean)))


def mended(text: str, index: SoundIndex, wary: frozenset[str] = frozenset()) -> str:
    """The text with slips of the same sound written as the known names they stand for.

    A ``wary`` name of two characters is looked for only where such a name may be expected.
    """
    done = 0
    parts: list[str] = []
    for start, end, name in index.heard(text):
        if start < done:
            continue
        if text[start:end] in index.names:
            done = _copied(parts, text, done, end)
        elif _begins_another(text, start, end, index.names):
            continue  # 住城阳 names 城阳, no 诸城
        elif text[start + 1 : end] in index.names or text[start : end - 1] in index.names:
            continue  # 五十岁电工 names an electrician, no 水电工
        elif _LEVELLED.match(text, max(0, start - 1)) or _LEVELLED.match(text, end - 1):
            continue
        elif (name not in wary or _expected(text, start, end)) and is_slip(text, start, end, name):
            _copied(parts, text, done, start)
            parts.append(name)
            done = end
    return "".join(parts) + text[done:] if parts else text


def _expected(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    from_there = before[-1:] == "是" and after == "的"  # 我是新太的
    return bool(from_there or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after))


def _begins_another(text: str, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether a name of two characters as it stands begins with the last one of a stretch."""
    return text[end - 1 : end + 1] in names and text[start:end] not in names


def _copied(parts: list[str], text: str, start: int, end: int) -> int:
    parts.append(text[start:end])
    return end


def _spaced(text: str) -> str:
    """Spaces between words as commas, unless a dictation has put one after every word."""
    gaps = len(_GAP.findall(text))
    if gaps and (
        gaps < _DICTATED or _LISTED.search(text) or len(_FILLED.findall(text)) >= 2.5 * gaps
    ):
        return _GAP.sub("，", text)
    return text


@cache
def _terms() -> SoundIndex:
    return SoundIndex(dialect().terms)


@cache
def _in_plain_words() -> Callable[[str], str]:
    words = {word.said: word.plain for word in dialect().words}
    longest_first = sorted(dialect().words, key=lambda word: -len(word.said))
    found = re.compile("|".join(_pattern(word) for word in longest_first))
    return lambda text: found.sub(lambda match: words[match.group()], text)


def _pattern(word: Word) -> str:
    # Looking back only after the word has matched keeps every branch beginning with a plain
    # character, which the regex engine finds several times faster.
    said = re.escape(word.said)
    after = f"(?<![{word.not_after}]{said})" if word.not_after else ""
    before = f"(?![{word.not_before}])" if word.not_before else ""
    return f"{said}{after}{before}"
