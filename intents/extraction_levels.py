"""Skill levels in every naming: 五级、初级、初级工 … 一级、高级技师; the one wanted before the one held."""

import re
from collections.abc import Iterator, Sequence

from intents.found import Found
from intents.names import Named
from intents.view import View

NAMING = (
    r"高级技师|技师(?!学院|班|证书?班)|(?:高|中|初)级(?:技能|技术)?(?:工(?!程|班)|人才)?(?!中学|职|会计|职称|经济师|小学|技工|技校|工班|知识|经理|检察)"
    r"|(?:[一二三四五12345])级(?!残|伤|建|医|市|联|英|考试|保密|公路|响应|风|分销|标准|以上)"
)
LEVEL = re.compile(NAMING)
_IDS = {
    "高级技师": "senior_technician",
    "技师": "technician",
    "高": "senior",
    "中": "intermediate",
    "初": "junior",
    "一": "senior_technician",
    "1": "senior_technician",
    "二": "technician",
    "2": "technician",
    "三": "senior",
    "3": "senior",
    "四": "intermediate",
    "4": "intermediate",
    "五": "junior",
    "5": "junior",
}
_FIGURES = "一二三四五12345"
_NOT_A_LEVEL = re.compile(
    r"(?:英语|班|市|县|省|预备|残疾|伤残|计算机|普通话|日语|韩语|区|每|哪|残疾证(?:上)?(?:是|为|写的?)?|残疾等级(?:是|为)?|残|低保|智力|听力|视力|肢体|精神|伤)$|(?<!工)(?<!师)(?<!员)(?<!操)(?<!控)(?<!护)(?<!考)那个$"
)
_POINTED_AT = re.compile("(?:[这那年上下等低高厅处科另同]|国家)$")
"""这一级 points at a level and names none; 我这初级证, 上中级 name one."""
_STEP = re.compile("(?:[升降跳差晋提高低]|往上(?:再)?[考走升提报]?)$")
"""升一级 is a step; 升二级 goes to the second level."""
_WANTED = re.compile(r"(?:想|要|准备|打算|拟|报|往上|这回|这次|再|评|升|冲|奔|还是)[^，。]{0,8}$")
_BEFORE = re.compile(
    r"(?:以前|去年|前年|早就|之前|原来|已经)[^，。]{0,8}$|(?:领过|考过|有)[^，。]{0,4}$"
)
_HELD = re.compile("(?:的|证|我|他|她)*(?:已经|早就?|都)?(?:有了|考过|考下|拿到|到手|在手)")
_OBTAINED = re.compile(r"(?:想|考|报|评|升|学|拿了|要|有|领过|证书?)[^，。]{0,6}$")
_ISSUED = re.compile(r"[^，。]{0,6}证[^，。]{0,2}(?:下来|发|到手|刚|拿)")
_ASKS = re.compile("吗|怎么|什么|哪|多少|能|可以|不$|如何")
_OF_DISABILITY = re.compile("是?(?:我的?)?残")
_MONEY = re.compile(r"补多少|多少钱|一样吗|能补|标准|给多少|补的钱|怎么补|区别|有什么不同")


def level(said: str) -> str | None:
    """The level of one naming."""
    return _IDS.get(said) or _IDS.get(said[:1])


def levels(view: View, named: Sequence[Named]) -> Iterator[Found]:
    """Every level stated: wanted ones weigh more than those already held."""
    if "级" not in view.chars and "技" not in view.chars:
        return
    done = -1
    for match in LEVEL.finditer(view.text):
        start, end = match.span()
        doubled = start == done  # 二级技师 names one level twice
        done = end
        if doubled:
            continue
        begin, _ = view.clause(start)
        before = view.text[begin:start]
        if _points(match.group(), before):
            continue
        value = level(match.group())
        if (
            value is None
            or _NOT_A_LEVEL.search(before)
            or _OF_DISABILITY.match(view.text, end)
            or not _stated(view, named, start, end)
        ):
            continue
        held = _BEFORE.search(before) or _HELD.match(view.text, end)
        weight = 2 if _WANTED.search(before) else 0 if held else 1
        yield Found("target_level", value, start, end, weight)


def _points(said: str, before: str) -> bool:
    """Whether a figure names no level."""
    step = said[0] in "一1" and _STEP.search(before)
    return said[0] in _FIGURES and bool(step or _POINTED_AT.search(before))


def _stated(view: View, named: Sequence[Named], start: int, end: int) -> bool:
    begin, close = view.clause(start)
    clause = view.text[begin:close]
    if view.supposed(start) or view.unsure(start) or _DENY.search(view.text[begin:start]):
        return False
    someone = any(said.who != ("other",) for said in view.said)
    with_trade = any(n.is_trade and (n.start == end or 0 <= start - n.end <= 1) for n in named)
    if someone or with_trade:
        return True
    obtained = _OBTAINED.search(view.text[begin:start]) or _ISSUED.match(view.text[end:close])
    return bool(obtained) or not (_MONEY.search(clause) or _ASKS.search(clause))


_DENY = re.compile(r"(?:不是|不考|没考|没有?|还是先不|不想考)(?:什么)?$")
