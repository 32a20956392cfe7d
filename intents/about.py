"""The person asked about: the one for whom something is wished or asked, not everyone who is named."""

import re

from intents.persons import CHILD, FAMILY, OTHER, SELF, THEM, VILLAGERS, WORKERS, Said
from intents.view import View

_BYSTANDERS = ("friend", OTHER)
_ASKING = re.compile(
    r"想(?:先|再|多|也|要|去|来|着|跟着|让|往)*(?:学|考|报|参加|提升|干|开|弄|自己|办|上|评|领|知道能)|学不|能不能|可不可以|(?:能|可以|可)(?:再|也|还|去|来|不能|先)*(?:学|领|补|报|"
    r"参加|上|拿|享受|申|免费|培训|考|给|来|过)|给补|补不|行不|管给|够条件|够不够|符合|合不合|报名|要考|考个|去哪学|学(?:点|个)|"
    r"怎么(?:办|报|领|学|弄|申|考)|有没有|有补贴|有培训|学什么|干什么|算不算|(?:吗|不|么|没)(?:$|[，。？?])|问一下"
)
_FOR_ONESELF = re.compile(
    r"想(?:先|再|多|也|要|去|来|着|让)*(?:学|考|报|参加|提升|干|开|弄|自己|办|上|评|领|找)|(?:能|可以|可)(?:不能|再|也|还|去|来|先)*(?:学|领|补|报|参加|上|拿|享受|申|培训|考)|"
    r"给(?:我|我们)|符合|报名|要考|考个|学(?:点|个)|我(?:能|可以|要|该|适合|报|选|领|有|没|算|也|还|就|是|今|现|在|叫|的|退|这)|够条件|推荐"
)
_COMPARES = re.compile(
    "[^，。]{0,4}(?:为什么|怎么|凭什么)[^，。]{0,3}(?:不行|不能|不给|没有|领不|不符合|不算)[^。]*"
    "(?:人家|别人|邻居|隔壁|对门|同村|工友|同事|老[李王张刘赵孙陈周])[^。]*(?:领|拿|办|给|有|行|能)"
)
_FOR = re.compile(r"(?:给|替|帮|为)$")
_ERRAND = re.compile(
    r"(?:来|也|先|再|去|们)*(?:问|打听|报|看看|咨询|申请|领|找|办|弄|学|了解|选|挑|推荐|培训|打算|查|考|安排)"
)
_MEANT = re.compile(
    r"(?:(?:[问说指讲]的(?:就)?是|我(?:就|只)(?:是)?问|问问?)|(?:^|[，。])(?:就是|说的|指的是)(?:说)?)$"
)
_SENT = re.compile(r"(?:让|叫|送|供|想给|劝)$")
_LEARNS = re.compile(r"(?:也|再|去|来|先|能|好好|跟着)*(?:学|考|报|参加|上(?!班)|培训|领)")


_STAFF = re.compile(
    r"招了|派人|上门|提单|(?:招了?|有)[^，。裁]{0,4}号人|[一二两三四五六七八九十百\d](?:来|多)?[个名][^，。]{0,4}[工人](?:要|想|需)|全员|大批人|员工|职工|工人|徒弟|服务员|大伙|(?:给|让|把|叫)(?:车间|他们|大家|工人|员工)|都培训|宣讲|组织"
)
_FIRM = re.compile(
    r"(?:我们?|咱们?)(?:是|这|那个)?[^，。我]{0,12}?(?:厂|公司|企业|单位|矿(?!上)|集团|饭店|酒店|合作社)|(?:^|，)厂里"
)
_ONE_FIRM = re.compile(
    r"我在|我(?:自己)?(?:想|能|可以|要)(?:学|考|报|参加|领)|我这|我\d|我本人|我媳妇"
)
_BACK_TO_ONESELF = re.compile(
    r"(?:那么?|对了|哎)?，?我(?:自己|本人|自个儿?)?(?:(?:咋样|怎么样|行不行?)[？?。]*$|呢(?:$|[？?。，]))|(?:说回|回到|再说)我"
)
_VILLAGE = re.compile(r"(?:我们?|咱们?)村|村里")
_COME = re.compile(
    r"派人|来(?:我们?|咱|村)?[^，。]{0,4}(?:讲|教|宣|培训|开班)|宣讲|好多人|不少人|妇女们|大伙"
)


def about(view: View) -> str | None:
    """Of whom the message speaks; ``None`` where the words do not say."""
    if _BACK_TO_ONESELF.match(view.text):
        return SELF
    who = _of_whom(view)
    if who in (SELF, None) and view.said:
        if _STAFF.search(view.text) and _FIRM.search(view.text):
            return who if _ONE_FIRM.search(view.text) else WORKERS
        if _VILLAGE.search(view.text) and _COME.search(view.text):
            return VILLAGERS
    return who


def compares(view: View) -> bool:
    """Whether somebody is named only to be compared with (为什么不行，邻居家也种地，人家就领了)."""
    return bool(_COMPARES.match(view.text))


def only_asks(view: View) -> bool:
    """Whether nothing is wished or asked for a person: a question about the matter itself."""
    return not (_FOR_ONESELF.search(view.text) or _BACK_TO_ONESELF.match(view.text))


def _of_whom(view: View) -> str | None:
    if not view.said:
        return None
    asked = _named_outright(view) or _of_the_question(view)
    who = asked or _last(view)
    if who == FAMILY and not asked:
        return None  # 俺家是成武县的 turns from nobody
    if who == CHILD:
        return next((w for said in view.said for w in said.who if w in ("son", "daughter")), CHILD)
    return SELF if who == FAMILY else who


def _named_outright(view: View) -> str | None:
    """The person of 替我爹问, 问的是我, 让儿子学: the last of them."""
    for said in reversed(view.said):
        before, after = view.text[max(0, said.start - 6) : said.start], view.text[said.end :]
        meant = _MEANT.search(before) and (said.who != (SELF,) or "问的" in before)
        sent = _SENT.search(before) and _LEARNS.match(after) and said.who != (SELF,)
        errand = _FOR.search(before) and _ERRAND.match(after) and said.who != (SELF,)
        if meant or sent or errand:
            return said.who[0]
    return None


def _of_the_question(view: View) -> str | None:
    """The person of the last wish or question."""
    asked = None
    subjects = [said for said in view.said if said.subject]
    for match in _ASKING.finditer(view.text):
        before = [said for said in subjects if said.start < match.end()]
        if before:
            asked = _one(before[-1])
    bystander = asked in _BYSTANDERS and subjects[-1].who[0] in (SELF, FAMILY)
    return SELF if bystander else asked


def _last(view: View) -> str | None:
    subjects = [said for said in view.said if said.subject]
    return _one(subjects[-1]) if subjects else None


def _one(said: Said) -> str:
    """Of several persons named together the first; 他 with nobody before stays 他."""
    return said.who[0] if said.who else THEM
