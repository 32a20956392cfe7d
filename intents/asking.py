"""Whether a message asks, and whether it speaks of anyone in particular."""

import re

from intents.persons import CHILD, OTHER, VILLAGERS, WORKERS
from intents.view import View

_ASKS = re.compile(
    r"[？?]|吗|么(?:$|[，。])|怎么|怎样|(?<!没)(?<!没有)什么(?![^，。]{0,4}[都也][没不]|证(?:书)?没)|哪|(?<![没好十])(?<!我们)(?<!咱们)(?<!他们)几(?!年了|个月了|回了|百|千|十)|多少|能不能|可不可以|行不行|是不是|(?<!没)有没有|给不给|要不要|算不算|用不用|"
    r"(?<![领办有是当交说])不(?:$|[，。])|行不|补不|能不|学不|有没$|[的个]不(?:$|[，。])|(?:了|过|[班课钱人策])没(?:有)?(?:$|[，。])|(?<![他她我])还是|(?:办|我|他|她|家|那)呢$|能领吧|多长|多大|何时|管不管|为什么|多久|靠谱|真假|真的假的|求推荐|求个|有何|如何|能否|可否|是否|请问|请指|请告"
)
_RHETORICAL = re.compile(
    "不是(?:都|早|刚才?)*(?:说|讲|告诉)[^，。？]{0,8}了(?:吗|么|嘛)|哪(?:来|里来|儿来)的[^，。？]{1,5}|[领拿]什么(?:养老金|退休金)"
)
"""What sounds like a question and states (我不是说没有了吗, 哪来的证)."""
_OF_ONESELF = re.compile(
    r"(?:给|让|和|跟|是|轮到)我|我(?:这|的)|本人|家里|想(?:先|再|多|也|要|去|来|着)?(?:学|考|报|参加|干|开|创|提升|升|评)|一枚|要考|考下来|手里|一个，|往上考|今年.{0,3}岁|求"
)
_POLICY = re.compile("培训|政策|补贴|待遇|扶持|标准|条件|规定|怎么回事|计划|行动|工程|项目")
_HEARD = re.compile(
    "听说|听人|政策|政府|国家|哪些|全免|其他人|那些|人员这|这块|人家|别人|都说|村里说|规定|项目|文件|通知|喇叭|的人$"
)
_HAPPENED = re.compile("[了过着没在刚属届]|一枚|自己|[年月]$|的$")
_OF_RULES = re.compile("政策|规定|国家|政府|上头|公家|那个培训|是什么|要求|省里|有什么说法")
_TOLD = re.compile("[了过着没不在是有刚呢已完]|天天|种地|上班|零工|摆摊|一枚|的$")
_MATTER = re.compile(
    "(?:特别|免费|职业|技能|安全|创业|转岗|的)*(?:培训|政策|补贴|待遇|扶持|班|学|学历提升|能否参加|培训政策|培训补贴|创业)"
)
"""A clause that only names what is asked about (退伍兵 培训)."""
_FOR_A_KIND = re.compile("(?<!我)[^我]的，(?:政府|国家|公家|上头|人社)|^(?:假设|假如|比方)")
_KIND = re.compile(
    "(?:退伍兵|退伍军人|退役军人|大学生|贫困户|农民工|下岗职工|失业人员|两后生|在校生|残疾人)"
)
_SHORT = 8


def asks(text: str) -> bool:
    """Whether the message asks something."""
    return bool(_ASKS.search(_RHETORICAL.sub("", text)))


def in_particular(view: View) -> bool:
    """Whether the message speaks of somebody in particular, not of a kind of people."""
    if _OF_ONESELF.search(view.text):
        return True
    return any(_somebody(view, said.who[0], said.start) for said in view.said)


def _somebody(view: View, who: str, start: int) -> bool:
    if who in (WORKERS, VILLAGERS):
        return bool(
            re.search(r"我|咱|本|\d|[一二两三四五六七八九十百]", view.text[start : start + 6])
        )
    return who not in (OTHER, CHILD) and (who != "them" or len(view.said) > 1)


def states_only_a_theme(view: View) -> bool:
    """Whether a message is only the name of a kind of people or of a policy (失业人员, 两后生培训)."""
    if _TOLD.search(view.text):
        return False
    if len(view.starts) > 1:
        return any(map(_MATTER.fullmatch, _clauses(view))) and len(view.text) <= 2 * _SHORT
    return len(view.text) <= _SHORT or bool(_POLICY.search(view.text))


def _clauses(view: View) -> list[str]:
    return [view.text[slice(*view.clause(start))] for start in view.starts]


def tells(view: View, at: int) -> bool:
    """Whether the clause around a place tells something, in a message whose question stands in another."""
    begin, end = view.clause(at)
    clause = view.text[begin:end]
    if (
        len(view.starts) == 1
        or _FOR_A_KIND.search(view.text)
        or _KIND.fullmatch(clause)
        or _ASKS.search(clause)
        or _HEARD.search(clause)
    ):
        return False
    return bool(_HAPPENED.search(clause)) or not _OF_RULES.search(view.text)
