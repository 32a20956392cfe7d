"""Ages: 五十三, 53了, 71年的, 一九七一年生; what is only about an age (快六十, 四十五六) states none."""

import re
from collections.abc import Iterator

from intents.found import Found
from intents.numerals import CHARS, NUM, number, year
from intents.view import View

_NUMBER = re.compile(NUM)
_YEARS = re.compile(
    r"(?:周|虚)?[岁税](?!(?:以上|以下|以内|以后|以前|之前|之后|左右|上下|多|那年|的?时候|的?(?:老人|老汉|老头|老太|人(?!了)|农民|妇女)|从|就(?:开始|出|下|当|跟)|的人|到|至|退休|开始|的标准|时|数|月))"
)
_ROUGHLY = re.compile("岁?(?:出头|开外|往上|挂零|冒头|好几)")
_NEARLY = re.compile(
    rf"(?:快|奔|将近|近|身份证[大小]|[大小差]|不到|小于|大于|超过|过了?|差不多|大概|大约|约|到|等|从|上|往|没到|离|虚|满|[{CHARS}\d][-~至到、]|第|不是|\d|老人|农民|妇女)$"
)
_SAYS_AGE = re.compile(
    r"(?:今年|现在|现今|年龄|年纪|周岁|岁数|已经|都|才|刚|刚满|今年满|已满|刚过|属[鼠牛虎兔龙蛇马羊猴鸡狗猪](?:的)?|女|男|整|:|：|是|我|他|她|"
    r"[妇婆公爸妈爹娘哥弟姐妹女子孩儿婶叔姨舅嫂伯口己][都也]?)$"
)
_CLOSES = re.compile(
    r"(?:大寿|了(?![次回个])|整|的人了|的人|$|[，。；、！？]|啦|岁数|嗯|啊|哈|哦|吧|这样|来着|的样子|呢|嘛)"
)
_GOES_ON = re.compile(
    r"[不行去怎会可妈爸我他她想在还没从要能是的农退下当单离家无初高学个人未失种开做住闲也就现准属打干身原领有]"
)
_TAKES_NUMBER = "领交学考第过有干种差到发欠花补买剩选"
_COUNTED = re.compile(
    r"[多来几年个月次回块元人户名天号分%万千百斤亩级届楼路点遍趟本门种条家只头大中期后件张本厘米平吨里公人科号栋座环]"
)
_BORN = re.compile(
    rf"(?<![\d{CHARS}])((?:19|20)?\d\d|[{CHARS}]{{2,4}})年"
    rf"(?:(?:\d{{1,2}}|[{CHARS}]{{1,2}}|腊|正|冬)月(?:份)?)?(?:\d{{1,2}}[日号])?"
    r"(?:出生|生人|生的?(?=$|[，。想在属，今现])|的(?=$|[，。了属人啊呢吧今现想在能我没还退女男也]|，)|(?=属)|(?=$|[，。]))"
)
_NOW = re.compile(r"(?:今年|现年|现今|年龄|刚满|(?:^|[^领给])[我他她])$")
"""After these a number that counts nothing is an age."""
_LASTING = re.compile(r"(?:了|过|交|干|种|满|够|近|第|不是|才|学|整|有|到|去|前|今|明)$")
_SHORT = re.compile(rf"(?P<whole>{NUM})岁?(?:还)?差(?P<short>{NUM})[岁年](?=$|[，。了])")
_ALMOST = re.compile(
    rf"(?:差|再有|再过|还有)(?:{NUM}|几|半)个?月[^，。]{{0,2}}(?:就|到|满|够|才)+(?P<whole>{NUM})(?!次|回|年|个)"
)
_FULL_YEARS = re.compile(
    rf"周岁(?:是|才|刚|都|已经)?(?P<before>{NUM})(?!岁?[以多到]|岁?左右)|(?<!虚岁)(?P<after>(?<![{CHARS}\d]){NUM})周岁(?![以多到{CHARS}\d]|左右)"
)
_PLAUSIBLE = 10, 100
_SPAN_OF_WORK = 50
"""Years that nobody worked, paid or waited."""
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_OF_THE_RAT = 1984
_WITH_ANIMAL = re.compile(
    rf"(?<![\d{CHARS}])(?P<year>(?:19|20)?\d\d|[{CHARS}]{{2,4}})年?的?，?(?:也|就|正好|是)*(?:属(?:大|小)?|(?=.(?:$|[，。的呢啊])))(?P<animal>[{_ANIMALS}])"
)


def ages(view: View) -> Iterator[Found]:
    """Every age stated."""
    for match in _NUMBER.finditer(view.text):
        if match.group() == view.text:
            return  # nothing but a number: it answers a question or says bye-bye (88)
        value = number(match.group())
        if value is not None and value < 120:
            weight = _weight(view, match.start(), match.end(), value)
            if weight and not view.supposed(match.start()) and not view.unsure(match.start()):
                yield Found("age", value, match.start(), match.end(), 0)
    yield from _short_of(view)
    if "年" in view.chars:
        yield from _births(view)
    yield from _of_an_animal(view)


def _short_of(view: View) -> Iterator[Found]:
    """六十差一岁: a year less; and whoever tells 周岁 beside 虚岁 is as old as the former."""
    for match in _SHORT.finditer(view.text):
        whole, short = number(match["whole"]), number(match["short"])
        if whole is not None and short is not None and short < whole < 120:
            yield Found("age", whole - short, match.start(), match.end(), 2)
    for match in _ALMOST.finditer(view.text):
        whole = number(match["whole"])
        if whole is not None and whole < 120:
            yield Found("age", whole - 1, match.start(), match.end(), 2)
    for match in _FULL_YEARS.finditer(view.text):
        value = number(match["before"] or match["after"])
        if value is not None and value < 120 and view.states(*match.span()):
            yield Found("age", value, match.start(), match.end(), 2)


def _weight(view: View, start: int, end: int, value: int) -> int:
    before, after = view.text[max(0, start - 5) : start], view.text[end:]
    if _ROUGHLY.match(after):
        return 0
    full = _YEARS.match(after)
    if full:
        says = bool(_SAYS_AGE.search(before))
        loose = _NEARLY.search(before) and not says
        return int(not loose and (says or not view.general(start, end + full.end())))
    return int(
        14 <= value < 100
        and bool(not _NEARLY.search(before) or re.search("(?:刚满|已满|今年满|刚过)$", before))
        and _bare(view, start, end)
    )


def _bare(view: View, start: int, end: int) -> bool:
    """Whether a number without 岁 can only be an age."""
    begin, close = view.clause(start)
    before, after = view.text[begin:start], view.text[end:close]
    if after[:1] and _COUNTED.match(after):
        return False
    says = bool(_SAYS_AGE.search(before)) or any(said.end == start for said in view.said)
    if after[:1] in ("岁", "税"):
        return False
    if _NOW.search(before):
        return True
    if _CLOSES.match(after):
        return says or not before or (after[:1] == "了" and before[-1] not in _TAKES_NUMBER)
    return says and bool(_GOES_ON.match(after))


def _births(view: View) -> Iterator[Found]:
    for match in _BORN.finditer(view.text):
        born = year(match.group(1))
        before = view.text[max(0, match.start() - 6) : match.start()]
        if born is None or _LASTING.search(before) or view.supposed(match.start()):
            continue
        bare = match.group().endswith("年")
        told = re.search("属|生", before + view.text[match.end() : match.end() + 3])
        if bare and not told and not _is_alone(view, match, born):
            continue
        yield from _aged(view, match, born, 0)


def _is_alone(view: View, match: re.Match[str], born: int) -> bool:
    """Whether a year makes a clause by itself and is too long for a time (俺是章丘的，75年，下岗了)."""
    begin, end = view.clause(match.start())
    whole = match.start() == begin and match.end() == end
    return whole and len(match.group(1)) == 2 and born % 100 >= _SPAN_OF_WORK


def _of_an_animal(view: View) -> Iterator[Found]:
    """86的，属虎: a year of birth, as the year's animal is the one named."""
    for match in _WITH_ANIMAL.finditer(view.text):
        born = year(match["year"])
        if born is None or (born - _OF_THE_RAT) % 12 != _ANIMALS.index(match["animal"]):
            continue
        if view.states(*match.span()):
            yield from _aged(view, match, born, 1)


def _aged(view: View, match: re.Match[str], born: int, weight: int) -> Iterator[Found]:
    """The age that somebody born in a year reaches this year, if anybody can be so old."""
    low, high = _PLAUSIBLE
    age = view.today.year - born
    if low <= age <= high:
        yield Found("age", age, *match.span(), weight)
