"""What a message names, whether or not it is a fact of a person: place, trade, level, programme, wishes."""

import re
from collections.abc import Iterator, Sequence

from intents.extraction_levels import LEVEL, level
from intents.found import Found
from intents.names import Named
from intents.understanding import Mentions
from intents.view import View

_LEADS = re.compile(r"(?:在|从|家是|来自|老家|人在|是|我|家|去|到|搁|上|的|，|^|住)(?:是|在)?$")
_FOLLOWS = re.compile(r"[县区市]|的|这|人|那|本地|，|。|$|有|[种养开打干做摆跑经想上]")
_MAY_BE_A_WORD = 3
"""A longer name, with its city before it or 县城 behind it, is no ordinary word."""
_MAKES_A_WORD = ("上", "下", "边", "之", "政", "工程", "服务")
_STAYS = re.compile("(?:在|住|搁|来自|家是|老家|人在|被|位于|坐标)$")
_FROM_HERE = re.compile("(?:的|人|的人)，")
_FROM = re.compile(r"(?:从|离|不在|不是)$")
_NOT_HERE = re.compile(r"(?:不是|没在|不在)(?:在)?$")
_LEFT = re.compile(r"[^，。]{0,6}?(?:回|出来|过来|到|辞|读|毕业)")
_ONCE = re.compile(r"(?:以前|原来|之前|曾经|去年|前年|那年|过去)[^，。]{0,6}$|去过$")
_HOME = re.compile(r"(?:家在|人在|家是|现在|现于|现居|现住|目前在|回(?:了|到)?|住在|我是)$")
_ORIGIN = re.compile(r"(?:老家|户口|户籍)(?:是|在)?[^，。在有人回来]{0,3}$")
_TRAINED = re.compile(r"[^，。]{0,8}?(?:学的|学过|培训|考的|考过|拿的|学了|上的|参加)")
_WISHES = {
    "evening": re.compile(r"晚上|夜校|夜班|下班(?:后|以后|了)|晚间|晚班"),
    "weekend": re.compile(r"周末|星期天|星期六|礼拜天|礼拜六|双休|周六|周日"),
    "online": re.compile(
        r"网上(?:学|上课|的班|培训|课)|线上|网课|在家学|手机上学|直播课|远程|在线学"
    ),
    "free": re.compile(r"免费|不(?:要|用|收|花)钱|不用交钱|白学"),
    "nearby": re.compile(r"附近|离(?:我)?(?:家)?近|家门口|近一点|近点|就近|不远|周边"),
    "soon": re.compile(r"最近|马上(?:开|能)|近期|这几天|快开班|什么时候开|这周|下周"),
}
_YEAR = re.compile(r"(?<!\d)(20[12]\d)年?(?!\d)")


def mentions(view: View, named: Sequence[Named]) -> Mentions:
    """Everything named in the message."""
    places = [n for n in named if n.name.kind == "place" and is_place(view, n)]
    unclear = next((n for n in named if n.name.kind == "unclear_place" and is_place(view, n)), None)
    trade = _of_kind(named, "trade")
    shared = _of_kind(named, "unclear_trade")
    programme = _of_kind(named, "programme")
    said = LEVEL.search(view.text)
    year = _YEAR.search(view.text)
    best = max(places, key=lambda n: _rank(view, n), default=None)
    return Mentions(
        city=best.name.means if best else None,
        county=(best.name.county or None) if best else None,
        ambiguous_places=unclear.name.candidates if unclear and not best else (),
        occupation=trade.name.means if trade else None,
        ambiguous_occupation=shared.name.written if shared and not trade else None,
        level=level(said.group()) if said else None,
        programme=programme.name.means if programme else None,
        year=int(year.group(1)) if year else None,
        wishes=tuple(wish for wish, said_as in _WISHES.items() if said_as.search(view.text)),
    )


def _of_kind(named: Sequence[Named], kind: str) -> Named | None:
    """The longest name of a kind, of equals the first."""
    return max(
        (n for n in named if n.name.kind == kind), key=lambda n: n.end - n.start, default=None
    )


def is_place(view: View, named: Named) -> bool:
    """Whether a name that is also an ordinary word means the place here."""
    if not named.name.needs_suffix or named.end - named.start > _MAY_BE_A_WORD:
        return True
    before, after = view.text[: named.start], view.text[named.end : named.end + 2]
    if not before:
        return after.startswith(("的", "人")) and bool(_FROM_HERE.match(view.text, named.end))
    stays = bool(_STAYS.search(before[-3:])) and not after.startswith(_MAKES_A_WORD)
    return stays or bool(_LEADS.search(before[-3:]) and _FOLLOWS.match(after))


def _rank(view: View, named: Named) -> int:
    """How surely a place is where the person lives, works or trains."""
    before, after = view.text[: named.start][-8:], view.text[named.end :]
    if _FROM.search(before) and _LEFT.match(after):
        return -2
    if _NOT_HERE.search(before):
        return -2
    if _ONCE.search(before) or _ORIGIN.search(before):
        return -1
    return 2 if _HOME.search(before) else 0 if _TRAINED.match(after) else 1


def cities(view: View, named: Sequence[Named]) -> Iterator[Found]:
    """The cities stated, each with how surely it is the person's own."""
    for place in named:
        if place.name.kind == "place" and is_place(view, place) and not view.supposed(place.start):
            rank = _rank(view, place)
            if rank > -2:
                yield Found("city", place.name.means, place.start, place.end, rank)


_RETURNED = re.compile(
    r"[^，。]{0,8}?(?:回来|返乡|返的乡|回了|回到|回村|回家|退回来|回乡|辞[职工]回|不干了回)(?!收|过年|看|探亲|几天|住几天)"
)
_STILL_THERE = re.compile("没有?回|未回|不回|想|打算|准备")
_CAME_FROM = re.compile(r"(?:从|打|由|自|在)$")


def returned(view: View, named: Sequence[Named]) -> Iterator[Found]:
    """Whether the person came back from outside the province (打广东回来)."""
    for place in named:
        if place.name.kind != "elsewhere" or not _CAME_FROM.search(view.text[: place.start]):
            continue
        came = _RETURNED.match(view.text, place.end)
        if (
            came
            and not _STILL_THERE.search(came.group())
            and not view.wished(place.start - 1)
            and view.states(place.start, came.end())
        ):
            yield Found("returnee", True, place.start, came.end())


_TRAINING = re.compile(
    r"(?:参加|(?<![镇村矿厂街路车身网县市乡集晚早岸船])上|学|参训|受训)(?:完|了|过|的|毕业)|(?:培训|学)(?:班|课)?(?:完|了|过|的(?=$|[，。学拿考发])|结束|合格|出来|下来)|参加(?:了)?[^，。]{0,4}培训(?=$|[，。考拿发结合取领])|学的|完成(?:了)?[^，。]{0,8}(?:培训|学习)(?=$|[，。])|在[^，。]{1,5}培训的|上的(?:培训)?班|培训[^，。]{0,6}(?:学的|拿|发|过)|参加(?:的|了|过|完)(?:培训)?|培训(?=[考拿学发]的)|拿(?:的|了)培训"
)
_NOT_YET = re.compile(
    r"(?:准备|打算|想|要|能|怎么|可以|会|没|没有|不|报|正|得|再|未|让|给|也|等|愿意|即将)[^，。]{0,3}$"
)
_NO_TRAINING = re.compile(
    r"(?:没有?|未|未曾|从没)(?:参加|上|培训|受)(?:过)?(?:什么|任何|正规|职业)?(?:技能)?(?:培训|培训班|训练|课)(?:班)?|(?:没|没有)培训过|直接考的|(?:省内|山东|省里头|咱省)(?:也|都|还|就)?(?:没|没有|未)[^，。]{0,4}(?:培训|学|参加)过?|没在(?:山东|省内|咱省|咱这)[^，。]{0,3}(?:学|培训)|自学(?:的|考)|(?<=，)(?:也|可)?不在(?:山东|省内|本省)(?=$|[，。])"
)
_IN_PROVINCE = re.compile(
    r"山东省?(?:内|里|省内)?|省内|咱省|省里|本省|本地|当地|我们?县|县里|镇上|村里|咱市|市里|区里|我们?市|老家"
)
_ELSEWHERE = re.compile("不是[^，。]{0,8}$")
_AT_SCHOOL = re.compile("在[^，。]{0,6}(?:技校|学校|职校|学院|中专)$")
_SCHOOLING = re.compile(r"大学|大专|本科|读书|高中|初中|技校|上学|念书|学校|专科|小学|大[一二三四]")


def trained(view: View, named: Sequence[Named]) -> Iterator[Found]:
    """Whether the person was trained, and that in a place of the province or outside it."""
    for match in _NO_TRAINING.finditer(view.text):
        if view.states(*match.span()):
            yield Found("trained_in_province", False, match.start(), match.end(), 2)
    for match in _TRAINING.finditer(view.text):
        begin, end = view.clause(match.start())
        before, near = (
            view.text[begin : match.start()],
            view.text[max(0, match.start() - 8) : match.end() + 6],
        )
        if (
            any(n.start <= match.start() < n.end for n in named)
            or before.endswith("岗前")
            or "岗前" in match.group()
            or _NOT_YET.search(before)
            or (_SCHOOLING.search(near) and not _AT_SCHOOL.search(before))
            or not view.states(*match.span())
        ):
            continue
        where = _where(view, named, begin, end, match.start())
        if _ELSEWHERE.search(before):
            where = False if where else None  # 不是在山东学的; 不是在上海学的 leaves open where
        if where is not None:
            yield Found("trained_in_province", where, match.start(), match.end(), 1)


def _where(view: View, named: Sequence[Named], begin: int, end: int, at: int) -> bool | None:
    """In the province, outside it, or not said."""
    here = [n for n in named if begin <= n.start < end and n.start < at + 6]
    if any(n.name.kind == "elsewhere" for n in here):
        return False
    inside = any(
        n.name.kind == "place"
        and view.text[n.start - 1 : n.start] in ("在", "过", "了", "我", "，", "")
        for n in here
    )
    told = _IN_PROVINCE.search(view.text, begin, end)
    if inside or (told and told.group().startswith(("山东", "省", "咱省", "本省"))):
        return True
    known = any(n.name.kind == "place" for n in named)
    return True if told and known else None
