"""The trade wanted, learned or trained in.

A trade that is only worked in counts where a level or certificate is the matter.
"""

import re
from collections.abc import Iterator, Sequence

from intents.extraction_levels import LEVEL
from intents.found import Found
from intents.names import Named
from intents.numerals import CHARS
from intents.view import View

_WANTED = re.compile(
    rf"(?:想|要|去|来|先|再|能|改|多|转行|就|跟着|准备|打算|正|在|还想|让|让他|让她)*(?:学|考|报|教|培训|练|选|参加|上|评|学习|学会|报考|拿|换|干|做|当|开|评上|学着|弄|办|整|卷|改成|换成|报名|考取|进修|转)"
    rf"(?:一|个|一个|一下|点|一门|一样|门|的|了|过|是|会|点儿|那个|这个|开|做|修|种|养|当|学|完|下来|考|有|几个|:|中式|国家|职业|关于|什么|本|{LEVEL.pattern})*$"
)
_MEANT = re.compile(
    r"(?:不对|说错|我是说|想说的|应该)[^，。]{0,6}是$|学[^，。]{1,6}不是[^，。]{1,6}是$"
)
_GENERIC = (
    "安全",
    "下井",
    "滴滴",
    "美团",
    "饿了么",
    "出海",
    "看车",
    "开山",
    "大车",
    "采购",
    "后勤",
    "清洁",
    "打包",
    "特种作业",
    "特种设备",
    "考证",
    "工地",
    "手工",
    "化工",
    "创业",
    "驾驶",
    "厂长",
    "企业家",
    "代驾",
    "看孩子",
    "带孩子",
    "操作工",
    "网红",
    "建筑",
    "跑业务",
    "网店",
    "民宿",
    "农家乐",
)
_ONLY_WORKS = re.compile(r"(?:干|做|当|开|办|弄|拿|上|整|是)(?:个|了|过|着|的|一个|名|一名)*$")
_WISH = re.compile(r"(?:想|要|准备|打算|转行|改行|让|去学|愿意)[^，。]{0,4}$|[学考]的?是?$")
_COURSE = re.compile(
    rf"的?(?:班|培训|课|工种|专业|技术|怎么学|怎么考|怎么报|考证|操作证|技师|学不|哪里学|能学|技能|有没有班|想学|教不|这[个门]|那[个门]|职业|同样的?(?:等级|级别)|会学|呢想|也想学|学学|[^，。]{{0,3}}有没有(?:能学|教|班|课)|要?(?:都)?培训|在?(?:哪|什么地方)(?:里|儿)?(?:能|可以)?(?:学|考|教)|是?在[^，。]{{1,8}}(?:培训|学的|考的)|各等级|，?有(?:没有)?(?:课|班)|[^，。我然他她]{{0,4}}想学|(?:我(?:想|要)?|想|要)考)|(?:的)?(?:{LEVEL.pattern})"
)
_LEVELLED = re.compile(rf"(?:{LEVEL.pattern})(?:的|是|那个|证|职业|，)*$")
_PAPER = re.compile(r"的?(?:证|本|资格|等级|合格|操作证|上岗证|作业证)")
_ASSIGNED = re.compile(
    r"(?:培训|培养|安排|组织|派|有)[^，。]{0,4}[个名位]$|工种(?:是|为|:)?$|目录[^，。]{0,3}(?:没|有)+$|同(?:一|样)?(?:个|的)?(?:级别|等级|工种)的?$"
)
"""Workers of a trade who are to be trained, and trades sought in the list."""
_WITHDRAWN = re.compile("取消|退课|点错|报错|去不了|能退|退班|退费")
_ALONE = re.compile(r"(?:的|工种|呢|了|吧|，|这个|方面的|这块)*(?:$|[，。；])")
_TALK_OF_LEARNING = re.compile("考|学|证|级|培训|工种|报名|班")
_LONGER = (
    "制作|操作|维修|修理|养殖|种植|修剪|嫁接|护理|加工|剪辑|安装|检验|运营|喷漆|"
    "美缝|栽培|开发|推广|策划|编程|美发|驾驶|摄影|设计|雕刻|保养|调试|修复|制版"
)
_TAIL = re.compile(rf"{_LONGER}|电算化|教练|飞手|(?<=厨)子|(?<=焊)接|[师工员](?![的地程资])")
"""What makes a known name a longer one of the same kind (唢呐制作, 网络工程师)."""
_FREE = re.compile(
    r"(?:想|要|去|来|再|先|让他|让她|能|没|有|会)(?:着|再|多|先|去|来|也|好好|跟着|认真)*(?:学习|学做|学着做|学着|学一下|学个|学点|学门|学|教|考个|考)"
    r"(?:一个|一门|个|点|做)?(?P<trade>[\u4e00-\u9fff]{2,8})"
    r"|(?<![升上入开同留大中小放自化科数医文念求就退办力])学(?:个|点|门|的是?|的就是)?(?P<plain>[\u4e00-\u9fff]{2,8})|学(?P<bare>做[\u4e00-\u9fff]{2,5})"
    r"|(?<![家请职])教(?![材务师育学室练程员官财授])(?P<taught>[\u4e00-\u9fff]{2,8})"
    rf"|培训(?P<trained>[\u4e00-\u9fff]{{1,5}}(?:{_LONGER}))"
    rf"|(?:有|开|报|的|^|，)(?P<offered>[^有开报的想要学考，。]{{1,6}}(?:{_LONGER}))(?:的?(?:班|课|培训)|(?:我|他|她|也)*(?:想|要)(?:学|考)|的(?=$|，))"
)
_LEVELLED_FREE = re.compile(
    rf"(?:{LEVEL.pattern})的?(?!别)(?P<levelled>[\u4e00-\u9fff]{{1,5}}[师工员])(?!证|资格|作|人)"
)
_NO_TRADE = re.compile(
    rf"[{CHARS}\d]|"
    r"什么|门|手艺|技术|技能|东西|习|校|历|生|费|员|期|徒|位|好|完|不|吗|没|了|得|过|会|它|这|那|哪|到|多|能|也|去|在|点|个|一|安全|政策|知识|本事|新的|"
    r"之后|以后|怎么|几|就|都|还|我|他|她|你|公务|研|编|证|级|试|大学|大专|本科|驾|上|下|前(?!端|台|厅)|业|者|堂|科|籍|制|年|识|雷|院|室|坏|累|师(?!傅)|育|会|没|教|补|培|免|让|参|但|因|里|着|出|进|管|要|想|行|找|办|拿|有|又|当中|其|坐|听|中级|高级|初级|技师|特种|专项|可以|哪个|啥|别的|样|成|会儿|其他|英语|创业|同|后|手(?!机|工)|平|么|撒|企业|厂长|车(?!工|床)|包饭|材|老板|网店|包(?=[饭吃住])|分|吧|啊|呢|呀"
)
_CUT = re.compile(
    r"的|班|呢|吗|不|能|行|补|在|去|哪|要|可|和|给|有|管|证|课|怎么|多少|啊|呗|吧|想|这|那|我|了|成|培训|来|还|得|就|，|技术|技能|什么|需|学|是|跟|去哪|咱|你|都"
)


def trades(view: View, named: Sequence[Named], levelled: bool) -> Iterator[Found]:
    """Every trade stated, the wanted heavier than the merely certified."""
    if _WITHDRAWN.search(view.text):
        return
    known = [n for n in named if n.is_trade]
    for trade in known:
        weight = _weight(view, trade, levelled)
        if weight is not None:
            end = _whole(view.text, trade)
            said = _said(trade.name.written) + view.text[trade.end : end]
            yield Found("occupation", said, trade.start, end, weight)
    if not view.chars.isdisjoint("学考教级训"):
        yield from _free(view, known)


def _whole(text: str, trade: Named) -> int:
    """Where the name ends together with what makes it longer (唢呐制作)."""
    if trade.name.written[-1] in "师工员":
        return trade.end
    tail = _TAIL.match(text, trade.end)
    return tail.end() if tail else trade.end


def _said(written: str) -> str:
    """The everyday name without the verb or the paper around it (考叉车证 → 叉车)."""
    short = written.removeprefix("学").removeprefix("考").removeprefix("当").removeprefix("干")
    short = short[:-1] if short.endswith(("证", "本")) and len(short) > 2 else short
    return short if len(short) > 1 else written


def _weight(view: View, trade: Named, levelled: bool) -> int | None:
    begin, end = view.clause(trade.start)
    before, after = view.text[begin : trade.start], view.text[trade.end : end]
    if _denied(before) or _shop(before, after) or trade.name.written in _GENERIC:
        return None
    workplace = trade.name.written.endswith(("厂", "工人", "公司", "店", "馆", "站", "场"))
    verb = trade.name.written[:1] in "学考"
    wanted = _WANTED.search(before)
    if (
        verb
        or _MEANT.search(before)
        or (wanted and (not _ONLY_WORKS.search(before) or _WISH.search(before)))
    ):
        return 3 if len(trade.name.written) > 1 else 1
    unclear = trade.name.kind == "unclear_trade"
    if workplace or (unclear and len(trade.name.written) == 1):
        return None
    works = trade.name.written[0] in "干当开跑送卖修种养" and trade.name.written[:2] != "养老"
    course = _COURSE.match(after) and (not works or "学" in after[:8])
    if course or _LEVELLED.search(before) or _ASSIGNED.search(before):
        return 2
    paper = trade.name.written.endswith("证") or _PAPER.match(after)
    if paper and not unclear and not _general_paper(view, trade):
        return 1
    alone = not before and not works and _ALONE.match(after)
    per_clause = 0 if trade.name.written[-1] in "师工员人" else 7
    brief = len(view.text) < max(14, per_clause * len(view.starts))
    if alone and (levelled or brief or _TALK_OF_LEARNING.search(view.text)):
        return 1
    own = trade.name.written[0] in "干当" or _is_own(before, after)
    return 0 if levelled and own else None


def _denied(before: str) -> bool:
    return bool(
        re.search(r"(?:不想学|不学|没学过|不是学|不会|别教|不考|不想考)[^，。]{0,2}$", before)
    )


def _shop(before: str, after: str) -> bool:
    """开个美甲店: a shop to be opened, not a trade to be learned."""
    return bool(
        re.search(r"[开办弄干做搞整盘](?:个|家|了|一家|一个|间|一间|小|自己的)*$", before)
        and re.match("[店馆铺厂摊院场]|公司|工作室|生意", after)
    )


def _general_paper(view: View, trade: Named) -> bool:
    return not view.said and view.general(trade.start, trade.end + 1)


def _is_own(before: str, after: str) -> bool:
    """我是钳工, 焊工的: the person's own trade, where a level or a certificate is talked of."""
    return bool(
        re.search(r"(?:是|干|做|当|证|[有叫]|[干做当]了?[^，。]{1,4}年)(?:个|一名|名|的)*$", before)
        or (not before and _ALONE.match(after))
    )


def _free(view: View, known: Sequence[Named]) -> Iterator[Found]:
    """A trade that stands in no list, after 想学 and the like."""
    for match in (*_FREE.finditer(view.text), *_LEVELLED_FREE.finditer(view.text)):
        group = next(name for name, said in match.groupdict().items() if said)
        start = match.start(group)
        said = _CUT.split(match[group], maxsplit=1)[0]
        weight = _over(known, start, start + len(said))
        if weight is None or not 2 <= len(said) <= 7 or _NO_TRADE.match(said):
            continue
        yield Found("occupation", said, start, start + len(said), weight)


def _over(known: Sequence[Named], start: int, end: int) -> int | None:
    """How a free name weighs: more than a known one that it ends with (中医推拿), nothing if it cuts one."""
    inside = [n for n in known if n.start < end and start < n.end + 1]
    if not inside:
        return 1
    return 4 if len(inside) == 1 and inside[0].start > start and inside[0].end == end else None
