"""Which of several things shown a message means: by its place (第二个吧) or by when it is (要白天的)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from knowledge.catalogue import wishing

_UNIT = "(?:个|号|家|班|门|样|项|种)"
_NUMBER = "(?P<n>[一二两三四1-4])"
_PLACES: Mapping[str, int] = {
    **dict.fromkeys("一1", 0),
    **dict.fromkeys("二两2", 1),
    **dict.fromkeys("三3", 2),
    **dict.fromkeys("四4", 3),
}
_GAP = r"，。！、；\s"
_NAMED = re.compile(
    rf"第{_NUMBER}{_UNIT}?(?=$|[{_GAP}吧呗的了那这行中好合就我班课能可领补给太有]|白天|晚上|周末)"
)
_BARE = re.compile(
    rf"(?:^|[{_GAP}])[我就那要选报学来想]*{_NUMBER}{_UNIT}[吧呗的了就行中]*(?=$|[{_GAP}])"
)
"""要2个吧, as a clause of its own; 我有两个孩子 chooses nothing."""
_FIRST = re.compile("(?:头一|头里那|最前面那?|最上面那?|上头那)(?:个|家)")
_LAST = re.compile("(?:最后|最末|最下面|末了|下头那)(?:那|一)?一?(?:个|家)")
_NOT_BEFORE = re.compile(rf"(?:不要|不选|不报|不想|不是|别)[^{_GAP}]{{0,2}}$")
_NOT_AFTER = re.compile(rf"^[^{_GAP}]{{0,3}}(?:不(?![错孬赖])|没|算了)")
_OR = re.compile(rf"(?<=[^{_GAP}那])还是")
"""第一个还是第二个 chooses none; 那还是第三个吧 does."""
_TIMES: Mapping[str, str] = {
    "daytime": "白天|大白天|上午|下午",
    "evening": "晚上|晚间|夜里|夜校|下班(?:后|以后|了)",
    "weekend": "周末|周六|周日|星期[六天日]|礼拜[六天日]",
    "online": "网上|线上|网课",
}
_EITHER_WAY = re.compile(r"([行能中可是要想会好])不\1|(?<=[行中好])不(?=[，？?吗])|不[？?]?$")
"""能不能, 行不行, 行不: a question, and no no."""
_FREE_THEN = re.compile(
    r"不(?:用|去)?(?:上班|干活|加班|值班|出摊|出工|忙|耽误|影响)|不(?:要|收|花|用交|用花|交)钱"
)
"""Words with a no in them by which a time suits all the same (晚上不上班)."""
_BUSY = re.compile(
    "没空|没人|没时间|没工夫|没功夫|没法|不|别|走不开|忙|有事|上班|干活|出摊|直播|看孩子|带孩子"
    "|(?<!觉)得(?!空)|要(?![的学上那这白晚周网报选])"
)
"""A clause in which a time does not suit (晚上没空, 晚上我得看孩子)."""


class Times(NamedTuple):
    """The times that a message wants, and those that do not suit."""

    wanted: frozenset[str]
    unfit: frozenset[str]


def by_place(text: str, count: int) -> int | None:
    """The one of so many that a message chooses by its place; what is not wanted is none."""
    if _OR.search(text):
        return None
    text = _EITHER_WAY.sub("", text)
    found = {_PLACES[m["n"]] for each in (_NAMED, _BARE) for m in each.finditer(text) if _meant(m)}
    found |= {0 for m in _FIRST.finditer(text) if _meant(m)}
    found |= {count - 1 for m in _LAST.finditer(text) if _meant(m)}
    found = {at for at in found if 0 <= at < count}
    return found.pop() if len(found) == 1 else None


def _meant(match: "re.Match[str]") -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not (_NOT_BEFORE.search(before) or _NOT_AFTER.match(after))


def times_in(text: str) -> Times:
    """When it would suit and when not, clause by clause; what is said last holds."""
    wanted: set[str] = set()
    unfit: set[str] = set()
    plain = _FREE_THEN.sub("", _EITHER_WAY.sub("", text))
    for clause in re.split(f"[{_GAP}]+", plain):
        named = {name for name, words in _TIMES.items() if re.search(words, clause)}
        busy = _BUSY.search(clause) is not None
        wanted = wanted - named if busy else wanted | named
        unfit = unfit | named if busy else unfit - named
    return Times(frozenset(wanted), frozenset(unfit))


def suits(times: Times, taught: frozenset[str]) -> bool:
    """Whether something that is taught at some times suits."""
    return bool(taught or not times.wanted) and wishing.suits(times.wanted, times.unfit, taught)
