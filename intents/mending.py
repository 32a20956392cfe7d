"""A figure taken back and said anew: 领过一次，不对，查了是两次. The last one holds."""

import re
from collections.abc import Iterator, Mapping, Sequence

from intents.durations import SPAN, months
from intents.found import Found, last_truth
from intents.numerals import CHARS, NUM, number
from intents.view import View
from knowledge.facts import FactId

_MARK = re.compile(
    r"不对|[记说写弄搞数算填看][错岔混]|错了|等会儿?|等一下|等等|等下|哦不|啊不|噢不|不不|想起来|翻(?:了翻|出来|了下|了)|看了看|看了一?眼|"
    r"一[看查数翻]|查了查?|数了数|算了算|更正|改一下|口误|其实|实际"
)
_REACH = 3
"""So many clauses after a mark may say the figure anew."""
_CLAUSE = re.compile(
    rf"(?:[^，。]{{0,12}}是|(?:哦|嗯|啊|应该|其实|实际|就|才|只|有|都|整|满|得|共|一共|总共|交了|领了|拿了|领过|发了|我|他|她|已经|到现在|今年|[{CHARS}\d]{{1,2}}月份?)*)"
    rf"(?P<said>{SPAN}|{NUM})(?P<unit>个?[次回趟遭笔]|周?岁|多?)(?:了|啊|呢|的|吧|哈|来着|补贴|钱|失业保险|失业险)*$"
)
_AT_ONCE = re.compile(
    rf"了?(?:是)?(?P<said>{NUM})(?P<unit>周?岁|个?[次回趟遭])?(?:(?P=said))?(?=[，。哈啊呢我他她嗯了]|$)"
)
"""A figure right after the mark, whatever follows (三十八说错了四十八哈我在…)."""
_KINDS: Mapping[str, tuple[FactId, ...]] = {
    "times": ("subsidies_this_year", "subsidies_total"),
    "span": ("insured_months", "months_since_certificate"),
    "years": ("age",),
}
_AGE_NAMED = re.compile("年龄|岁数|年纪|周岁")
_NO_LONGER = re.compile(
    "(?:现在|如今|眼下|今年|早就?|已经)(?:早就?|已经|都|可|也|就)*(?:不是|不算|不属于)了?(?=$|[，。了])"
)
_SAID_NO = re.compile(
    "(?<=[？?])(?:没有?|没[呢领办拿当]|不是|不算|不领)(?:过|的|呢|啊)*(?=$|[，。！])"
)
_WEIGHT = 4
"""What is said anew outweighs what was said first, however it was read."""


def over(view: View, found: Sequence[Found]) -> Iterator[Found]:
    """What was so once and is no longer (以前是贫困户，现在早就不是了)."""
    for match in _NO_LONGER.finditer(view.text):
        last = last_truth(found, 0, match.start())
        if last is not None and view.states(*match.span()):
            yield Found(last.fact, False, *match.span(), _WEIGHT)


def answered_oneself(view: View, found: Sequence[Found]) -> Iterator[Found]:
    """What somebody asks themselves and denies (领养老金？没有，我才五十)."""
    for match in _SAID_NO.finditer(view.text):
        begin, _ = view.clause(match.start() - 1)
        last = last_truth(found, begin, match.start())
        if last is not None:
            yield Found(last.fact, False, *match.span(), _WEIGHT)


def mended(view: View, found: Sequence[Found]) -> Iterator[Found]:
    """Figures that take the place of ones said before, of the same kind and without another name."""
    for mark in _MARK.finditer(view.text):
        said = _said_anew(view, mark.end())
        if said is None:
            continue
        kind, value = _amount(said)
        fact = _said_before(view, found, kind, mark.start())
        if value is not None and fact and not _is_named(found, kind, *said.span()):
            yield Found(fact, value, *said.span(), _WEIGHT)


def _said_anew(view: View, at: int) -> re.Match[str] | None:
    """The figure that follows a mark."""
    for begin, end in _after(view, at):
        said = _CLAUSE.match(view.text, begin, end) or _AT_ONCE.match(view.text, at, end)
        if said:
            return said
    return None


def _said_before(view: View, found: Sequence[Found], kind: str, at: int) -> FactId | None:
    """Which fact of this kind a figure was said of, or named (前面说的年龄不对)."""
    before = [one for one in found if one.start < at and one.fact in _KINDS[kind]]
    if before:
        return max(before, key=lambda one: one.start).fact
    return "age" if kind == "years" and _AGE_NAMED.search(view.text, 0, at) else None


def _after(view: View, at: int) -> Iterator[tuple[int, int]]:
    """What is left of the clause after a mark, and the clauses that follow."""
    yield at, view.clause(at)[1]
    yield from [view.clause(start) for start in view.starts if start > at][:_REACH]


def _amount(said: re.Match[str]) -> tuple[str, int | None]:
    """The kind of a figure, and its value where it is exactly one."""
    words, unit = said["said"], said["unit"] or ""
    half = len(words) // 2
    words = words[:half] if words[:half] == words[half:] else words  # 四十八四十八
    if words[-1] in "年月半":
        return "span", months(words)
    if unit.endswith("岁") or not unit:
        return "years", number(words)
    return "times", number(words) if unit != "多" else None


def _is_named(found: Sequence[Found], kind: str, begin: int, end: int) -> bool:
    """Whether something else is read in the clause, so that its figure is of that."""
    return any(begin <= one.start < end and one.fact not in _KINDS[kind] for one in found)
