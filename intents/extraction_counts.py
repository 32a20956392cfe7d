"""How often a subsidy was drawn: this year, ever, for the same level."""

import re
from collections.abc import Iterator

from intents.extraction_levels import LEVEL, NAMING, level
from intents.found import Found
from intents.numerals import CHARS, NUM, number
from intents.view import View

_TIMES = re.compile(rf"(?P<n>{NUM})(?:多)?(?:个?(?:次|回|趟|遍|笔)|个?(?=$|了$|，|哪))")
_THIS_YEAR = re.compile(rf"今年(?![{CHARS}\d]{{2}}(?!次|回))|这一年|开年|本年|年初|年内|这年")
_EVER = re.compile(
    r"总共|一共|累计|加一块|加一起|拢共|满打满算|历年|加起来|前前后后|前后|这辈子|共(?!同|产|享)|合计|这些年|这几年"
)
_PAST = re.compile(
    r"去年|前年|以前|往年|早年|那年|前些年|上一年|之前|(?<!\d)(?:二[零〇一二三四五]|一[六七八九]|(?:20)?[12]\d)年(?!级)"
)
_DREW = re.compile(
    r"(?:领|享受|拿|薅|申请|申领|补|得|发)(?:取|到)?(?:过|了|满|的|上|完|到手)|用完|用光|用了|已[^，。]{0,6}(?:领|享受)"
)
_OTHER_MONEY = re.compile(
    r"失业金|失业保险|养老(?!护理|院|照护)|退休|工资|低保|救济|毕业证|结婚|身份证|驾照|地补|粮补|快递|培训过|上过|去过"
)
_LIMIT = re.compile(
    r"(?:能|可以|还能|再|想|最多|只能|每年|一年(?!.{0,2}领了)|不超过|限|才能|不能|规定)[^，。]{0,6}$"
)
_SAME = re.compile(
    rf"同(?:一|样)?(?:的|个)?(?:等级|级别|级|工种|职业)|(?:这个?|那个|该)(?:级别|等级|级|工种)|本级|一样的?(?:等级|级别|级|工种|职业)|{NAMING}"
)
_SAME_WORDS = re.compile("同(?:一|样)?|一样|本级|这个?(?:级|等)|该级")
_SAME_TRADE = re.compile(r"(?:同|一样)[^，。]{0,3}(?:级|等级|级别|工种)，$")
_NEVER = re.compile(
    r"(?:从来|从|一直|压根|还|根本|也|都|就|到现在|至今|一次|一回|一分钱|一分|一毛钱|都|，)*(?<![领享拿补办])(?:没|没有|未|未曾|不曾)(?:有|给|再)?"
    r"(?:领取|领|享受|拿|申请|申领|得|补)(?:到|着)?(?P<ever>过)?(?:什么|任何|一次|一回|一分|一毛|国家|政府|的|培训|职业|技能|这个|这种|，)*(?P<object>补贴|补助|钱)?"
)
_TOLD_ONCE = re.compile(r"从来|从没|从未|一直|一次|一回|一分|压根|至今|到现在|未曾|不曾")
_ALL_THIS_YEAR = re.compile(r"都是(?:在)?今年|全是今年|都在今年|(?<=，)(?:是)?今年(?:领|拿)的")
_ZERO = (("subsidies_this_year", 0), ("subsidies_total", 0), ("same_level_subsidised", False))


_MENDED = re.compile(
    rf"(?:(?:[记说搞弄写]?[错岔混]|不对|不是不是|不是[^，。]{{0,4}}{NUM}(?:次|回))[^，。]{{0,3}}[，。]|[哦啊噢]不，?)(?:就|是|应该是|其实是?|只有|实际|才)?"
    rf"(?P<n>{NUM})(?:次|回)(?=$|[，。])"
)
"""A count mended: 今年领过一次，他记岔了，两次."""


def subsidies(view: View) -> Iterator[Found]:
    """The counts of subsidies drawn."""
    if view.chars.isdisjoint("领次回趟享补拿笔申种"):
        return
    yield from _told(view)
    mended = _MENDED.search(view.text) if "领" in view.chars else None
    value = number(mended["n"]) if mended else None
    if mended and value is not None:
        this_year = _THIS_YEAR.search(view.text)
        fact = "subsidies_this_year" if this_year else "subsidies_total"
        yield Found(fact, value, mended.start("n"), mended.end(), 3)


def _told(view: View) -> Iterator[Found]:
    scope = before = ""
    for start, end in _clauses(view):
        clause = view.text[start:end]
        drew = _DREW.search(clause)
        here = _scope(clause)
        yield from _never(view, start, end, here)
        if _OTHER_MONEY.search(clause):
            continue
        if drew:
            yield from _same_level(view, start, end, drew.start())
        if (
            drew
            or _FRAGMENT.search(clause)
            or (scope and here)
            or (scope and clause.startswith(("是", "其实", "实际", "算")))
        ):
            yield from _counts(view, start, end, here or scope or before)
        scope = (
            (here or scope or "ever")
            if drew
            or _FRAGMENT.search(clause)
            or (here and "领" in clause)
            or _DENIED_COUNT.search(clause)
            else scope
        )
        before = here if here == "year" else ""
    yield from _all_this_year(view)
    for match in _NAUGHT.finditer(view.text):
        yield Found("subsidies_this_year", 0, match.start(), match.end(), 2)
    for match in _NONE_YET.finditer(view.text) if _MONEY.search(view.text) else ():
        yield Found("subsidies_this_year", 0, match.start(), match.end(), 2)
    for match in _OTHER_TRADE.finditer(view.text):
        yield Found("same_level_subsidised", False, match.start(), match.end(), 2)


_FRAGMENT = re.compile(
    rf"今年(?:就|才|只)?{NUM}(?:次|回|遭)(?:$|了|补贴|总共|一共|那)|(?:总共|一共|累计)(?:就|才|只)?{NUM}[次回遭]$"
)
_NOT_SAID = re.compile("(?:不是|不敢|没有?|(?<!级)别)说?[我他她]?$")
_FORGOTTEN = re.compile("记不|不清|不知道|忘")
_JUST_DRAWN = re.compile("(?:领|享受|拿|补)(?:了|过)(?:有)?$")
"""领了俩: how often, without a word for times."""
_NONE_YET = re.compile(
    r"今年(?:还|一直|到现在|我|他|她|，)*(?:一次|一回|一分|一分钱|一毛)(?:补贴|钱)?(?:也|都|还)?(?:没|没有|未)(?!考|学|培训|上)"
    r"|今年(?:可|还|也|倒|就|一直|都|补贴|我|他|她|，|又)*(?:没有?|未)(?:再)?(?:领|动|用|拿|享受)?(?:呢|过|着|补贴|的|啊)*(?=$|[，。])"
)
_NAUGHT = re.compile("今年(?:是|就|才|为)?(?:零|0)(?:次|回)?(?=$|[，。])")
_MONEY = re.compile("领|补贴|享受|补助|累计")
_THAT_ONE = re.compile(rf"(?:{NAMING}|证|工种)(?:的|证)?(?:那|这)个(?:证)?(?:呢|的|我)?[，？?]$")
"""What is said after it is said of one paper (那中级那个呢，没领过)."""
_OTHER_TRADE = re.compile(
    r"(?:都?是|领的?是|领过的?是|考的?是)(?:别的|其他的?|另外的?|其它的?)(?:工种|职业|证|级别|等级)|没重样|不重样"
)
_ALTOGETHER = re.compile("(?:加起来|加一块|一共|总共|拢共|合计|累计)(?:是|就|有)?$")
_OTHER_DEED = re.compile("(?:不是|第|没有|哪|头|退[回了]|[学考上问去报]了|培训了)$")
_DENIED_AFTER = re.compile("[^，。]{0,4}没|[^，。]{0,8}[也都]没")
_SCOPES = re.compile(
    rf"(?P<year>(?:{_THIS_YEAR.pattern})(?:{_EVER.pattern})?)|(?P<ever>{_EVER.pattern})|(?P<past>{_PAST.pattern})"
)
_NOT_SO_MANY = re.compile("(?:不是|没有?|未|从没)(?:只|就|才|再)?(?:领|拿|享受)[过了到]?$")
_DENIED_COUNT = re.compile(rf"(?:不是|没有?){NUM}(?:次|回)")


def _clauses(view: View) -> Iterator[tuple[int, int]]:
    for start in view.starts:
        yield view.clause(start)


def _scope(clause: str) -> str:
    if _THIS_YEAR.search(clause):
        return "year"
    if _EVER.search(clause):
        return "ever"
    return "past" if _PAST.search(clause) else ""


def _nearest_scope(before: str) -> str:
    """The scope named last before a count (去年一次今年两次总共三次)."""
    scope = ""
    for match in _SCOPES.finditer(before):
        scope = match.lastgroup or ""
    return scope


def _counts(view: View, start: int, end: int, scope: str) -> Iterator[Found]:
    clause = view.text[start:end]
    if scope == "past" or (_SAME.search(clause) and not _THIS_YEAR.search(clause)):
        return
    for match in _TIMES.finditer(clause):
        value = number(match["n"])
        at = start + match.start()
        before = clause[: match.start()]
        near = _nearest_scope(before)
        if value is None or value > 50 or near == "past" or not _plain(view, at):
            continue
        if not _is_of_subsidies(match.group(), before, clause[match.end() :]):
            continue
        if _ALL_THIS_YEAR.search(view.text) and scope != "year":
            scope = scope if _EVER.search(before) else "year"
        fact = "subsidies_this_year" if (near or scope) == "year" else "subsidies_total"
        weight = 2 if _EVER.search(before[-4:]) else 1
        yield Found(fact, value, at, start + match.end(), weight)


def _is_of_subsidies(said: str, before: str, after: str) -> bool:
    """Whether a count is of what was drawn: no limit, no other deed, and not denied."""
    drawn_alone = (
        said[-1] in "次回趟遍笔" or _JUST_DRAWN.search(before) or _ALTOGETHER.search(before)
    )
    other = _LIMIT.search(before) or _OTHER_DEED.search(before) or _NOT_SO_MANY.search(before)
    return bool(drawn_alone) and not other and not _DENIED_AFTER.match(after)


def _plain(view: View, at: int) -> bool:
    close = view.clause(at)[1]
    asks = re.search("吗|能|可以|还|要|怎么", view.text[at:close])
    return not (view.supposed(at) or view.unsure(at) or (asks and view.general(at, at + 2)))


def _never(view: View, start: int, end: int, scope: str) -> Iterator[Found]:
    for match in _NEVER.finditer(view.text, start, end):
        if _of_subsidies(view, start, end, match) and view.states(*match.span()):
            yield from _none(view, start, end, scope, match)


def _of_subsidies(view: View, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether what was never drawn is a subsidy, and that is remembered and not denied."""
    clause, before = view.text[start:end], view.text[start : match.start()]
    if _NOT_SAID.search(before) or _FORGOTTEN.search(clause):
        return False
    named = match["object"] not in (None, "钱")
    return named or not (_OTHER_MONEY.search(clause) or before.endswith(("证", "书", "本")))


def _none(view: View, start: int, end: int, scope: str, match: re.Match[str]) -> Iterator[Found]:
    clause = view.text[start:end]
    scope = _nearest_scope(view.text[start : match.start()]) or scope
    once, same = _TOLD_ONCE.search(clause), _SAME.search(clause)
    if not (once or same) and _THAT_ONE.search(view.text[:start]):
        same = match
    if _OTHER_TRADE.search(view.text, 0, start):
        same, scope = match, ""
    if scope == "past" and not (once or same):
        return
    if scope == "year":
        yield Found("subsidies_this_year", 0, *match.span(), 2)
    elif same and (match["ever"] or match["object"] or once):
        yield Found("same_level_subsidised", False, *match.span(), 2)
    elif match["ever"] or once:
        for fact, value in _ZERO:
            yield Found(fact, value, *match.span(), 0)


def _same_level(view: View, start: int, end: int, at: int) -> Iterator[Found]:
    clause = view.text[start:end]
    denied = re.search(r"(?:没有?|未|不曾)[^，。]{0,2}$", view.text[start : start + at])
    drawn = re.search(
        r"(?<!把补贴)(?<!能)(?<!先)(?:领|享受|补|领取|补贴[^，。]{0,3}[拿得])(?:取)?(?:过|了(?!多少))(?!证|.{0,3}证)",
        clause,
    )
    before = view.clause(max(0, start - 1))[0]
    same = _SAME.search(clause) or _SAME_TRADE.search(view.text, before, start)
    if same and _several_levels(view.text) and not _SAME_WORDS.search(clause):
        return  # 初级的领了，想考中级: of another level than the one wanted
    if drawn and same and not denied and view.states(start + at, end):
        yield Found("same_level_subsidised", True, start + at, end, 1)


def _several_levels(text: str) -> bool:
    """Whether levels of more than one height are named."""
    return len({level(match.group()) for match in LEVEL.finditer(text)} - {None}) > 1


def _all_this_year(view: View) -> Iterator[Found]:
    """两次，都是今年领的: the count before is this year's too."""
    match = _ALL_THIS_YEAR.search(view.text)
    if match:
        earlier = list(_TIMES.finditer(view.text, 0, match.start()))
        value = number(earlier[-1]["n"]) if earlier else None
        if value is not None:
            yield Found("subsidies_this_year", value, match.start(), match.end(), 2)
