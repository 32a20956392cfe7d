"""Short answers in the light of the open question: 两次, 有, 中级, 第二个, ②, an option's own text."""

import re
from collections.abc import Sequence

from intents.answer_words import by_a_word
from intents.durations import SPAN, months, months_ago
from intents.extraction_levels import LEVEL, level
from intents.found import Found
from intents.names import Named
from intents.normalising import normalised
from intents.numerals import NUM, number
from intents.understanding import Pending
from intents.view import View
from knowledge.facts import FactId, FactSpec, Value

_OPENING = r"(?:嗯+|哦|啊|那个|那|我|呃|哎|今年|也|就|应该说|现在|都|，)*"
_ENDING = r"(?:的|啊|呢|吧|呀|了|过|着|哈|哦|嘛|滴|来|哩|吗(?!))*"
_YES = re.compile(
    rf"{_OPENING}(?:没错|有|是|对|对头|恩|嗯|好|可以|符合|领|办|当|拿|参加|算|在|行|有证|yes|ok|1|肯定|当然|确实|正是|领过|办好|属于|想|打算|要){{1,2}}{_ENDING}"
)
_INDEED = re.compile(
    rf"{_OPENING}(?:是[的滴啊呀呢]|对[的滴啊呀]|嗯[是呐哪]|嗯打算|嗯有|有[的得有]|没错|可不是|可不嘛|那可不)(?![^，。]*[没不])"
)
_NO = re.compile(
    rf"{_OPENING}(?:还|从来|从|都|也|一次|一回|一直|压根|根本|并|确实|真|就)*(?:没有?|不是|不|否|无|未|没得|不算|没啊|no|不对|哪有|没那个)(?:这回事|这事|过|有)?"
    rf"(?:领|办|当|拿|参加|去|交|考|属于|符合|打算|想|认定|登记?|上|干|是|对|在|要|资格|到)?(?:过|上|着|领)?(?:登记|认定|那个|风险|证)?{_ENDING}"
)
_DENIES = re.compile(
    rf"{_OPENING}(?:还|从来|从|都|也|压根|根本|并|真)*"
    r"(?:没(?!错|问题|准|说|事|想好|定)|不(?!错|假|光|止|但|仅|过|知|清|懂|记|确|晓|好说|太|大|瞒|就))"
    r"[^，。]{1,8}(?=$|[，。])(?!.*(?:其实|不过|但))"
)
"""Whoever begins with a no and goes on about it in a few words has said no (没有那个想法)."""
_DOUBT = re.compile(
    r"不知道|不(?:是|太|大|怎么)*(?:很|太)?(?:清楚|清|记得|确定|好说)|拿不准|没数|不一定|记不|忘了|不确定|说不|搞不|弄不|好像|可能|大概|没想好|不懂|不晓得"
)
_LEAVES = re.compile("(?:没有?|没什么|没事|不问|不用)了，?[^，。]{0,3}(?:谢|再见|拜)")
"""没有了，谢谢您 takes leave; 没有，谢谢 answers."""
_HEDGED = re.compile("大概是?")
"""A number said with it is still said (大概二十七个月); a doubt about yes or no is a doubt."""
_NOTHING = re.compile(
    rf"{_OPENING}(?:什么(?:也|都)(?:没|没有)|都没有?|一个(?:也|都)没有?|没有?|无|没证|没考){_ENDING}"
)
_TOO_EARLY = re.compile("早着|还早|早呢|不到(?:年纪|岁数|年龄|点)|没到(?:年纪|岁数|年龄|点)")
_FIRST_TIME = re.compile(
    rf"{_OPENING}(?:这|是|还|才|算)*(?:头|第)一[次回](?:申请|来|办|领|考)?{_ENDING}$"
)
"""Whoever asks for a subsidy for the first time has drawn none."""
_NEITHER = re.compile(rf"{_OPENING}(?:都|全)?(?:不是|没有|不沾|非){_ENDING}")
_CHOICE = re.compile(rf"(?:选|第)?(?P<n>{NUM})(?:个|项|号|条)?(?:吧|的|呗)?")
_ORDINAL = re.compile(rf"(?:第|选择?)(?P<n>{NUM})(?:个|项|号|条)?(?:吧|的|呗)?")
_CIRCLED = re.compile("[①-⑩]")
_SPOKEN_NUMBER = re.compile(
    rf"(?:我|她|他|今年|都|那|就|其实|也就|只|已经|是|就|周岁|虚岁|才|刚好?|正好|一共|总共|拢共|前前后后|前后|加起来|得有|领过|领了|大概是?|嗯|哦|年龄|共|交了|有|，)*"
    rf"(?P<n>{NUM})(?:个)?(?:岁|周岁|次|回|趟|了|整|吧|啊|呢|的|个月|过|遍|来着|半|大概|左右)*"
)
_ROUGH = re.compile(r"快|不到|将近|近|多(?!几天)|左右|以上|来个|大概|前|去年|今年")
_RECENT = re.compile(
    "(?:就|才|刚|是|刚刚|也就|，)*(上上个?月|上个?月|这个?月|本月|昨天|前天|今天|上周|上礼拜|这周|这礼拜|刚(?:刚|才)?(?=[发拿下到领考]))"
)
_ASKS_BACK = re.compile(r"[？?]|吗$|什么意思|怎么|干什么|为什么|凭什么|哪")


def choice(text: str, raw: str, pending: Pending) -> int | None:
    """The index of the option that a message picks, by its text or its number."""
    options = [normalised(option) for option in pending.options]
    bare = text.strip("，。！？ ")
    if bare in options:
        return options.index(bare)
    circled = _CIRCLED.fullmatch(raw.strip())
    if circled:
        return _within(ord(circled.group()) - ord("①"), options)
    picked = (_ORDINAL if pending.fact in _COUNTED else _CHOICE).fullmatch(bare)
    value = number(picked["n"]) if picked else None
    return None if value is None else _within(value - 1, options)


_COUNTED = frozenset(
    {"age", "subsidies_this_year", "subsidies_total", "insured_months", "months_since_certificate"}
)


def _within(index: int, options: Sequence[str]) -> int | None:
    return index if 0 <= index < len(options) else None


def doubts(text: str) -> bool:
    """Whether whoever answers does not know, or takes leave instead of answering."""
    return bool(_DOUBT.search(text) or _LEAVES.match(text))


def answered(
    view: View, pending: Pending, spec: FactSpec, named: Sequence[Named], picked: int | None
) -> Found | None:
    """The value that a message gives to the fact asked about."""
    fact = pending.fact or ""
    text = view.text
    if picked is not None:
        text = normalised(pending.options[picked])
    counted = spec.type == "int" and _HEDGED.sub("", text)
    doubted = doubts(counted or text)
    value = None if doubted else _value(view, fact, spec, text, named)
    return None if value is None else Found(fact, value, 0, len(view.text), 5)


def _value(
    view: View, fact: FactId, spec: FactSpec, text: str, named: Sequence[Named]
) -> Value | None:
    for legal, said in spec.values.items():
        if text == normalised(said):
            return legal
    if fact == "draws_pension" and _TOO_EARLY.search(text):
        return False
    if spec.type == "bool":
        return _truth(spec, text)
    if spec.type == "int":
        return _amount(fact, text)
    if spec.type == "str":
        return _word(text, named)
    if fact == "city":
        return next((n.name.means for n in named if n.name.kind == "place"), None)
    return _named_value(fact, text)


def _truth(spec: FactSpec, text: str) -> bool | None:
    if text in (normalised(spec.yes), normalised(spec.no)):
        return text == normalised(spec.yes)
    if _INDEED.match(text) or text.startswith("不是没"):
        return True
    for part in _clauses(text)[:3]:
        if _YES.fullmatch(part) or _NO.fullmatch(part):
            return bool(_YES.fullmatch(part))
    return False if _DENIES.match(text) else None


def _clauses(text: str) -> list[str]:
    return [part for part in re.split("[，。！？；、 ]", text) if part]


def _first(text: str) -> str:
    """The first clause that is more than a sigh."""
    return next(iter(_clauses(text)), "")


def _amount(fact: FactId, text: str) -> int | None:
    clauses = _clauses(text)
    if fact.startswith("subsidies") and clauses and _is_none(clauses[0]):
        return 0
    if fact == "insured_months" and clauses and _NO.fullmatch(clauses[0]):
        return 0
    found = [value for part in clauses if (value := _one_amount(fact, part)) is not None]
    if not found and fact.startswith("subsidies") and clauses and _NO.fullmatch(clauses[-1]):
        return 0
    return found[-1] if found else None


def _is_none(clause: str) -> bool:
    """Whether a clause says never, or that this is the first time.

    不对 and 不是 take something back and count nothing.
    """
    taken_back = clause.startswith(("不对", "不是", "不算"))
    if _NO.fullmatch(clause) and not taken_back:
        return True
    return bool(_NOTHING.fullmatch(clause) or _FIRST_TIME.match(clause))


def _one_amount(fact: FactId, part: str) -> int | None:
    if fact == "months_since_certificate" and (recent := _RECENT.match(part)):
        return months_ago(recent[1])
    if fact in ("insured_months", "months_since_certificate"):
        part = part.replace("来月", "月")
        span = months(
            re.sub(
                r"^(?:交了?|缴了?|有|快|满|大概|共|发了?|拿了?|就|得有|，)+|(?:了|整|吧|多|的|呢|左右|来|多点|前|大概)+$",
                "",
                part,
            )
        )
        if span is not None:
            return span
        within = [*re.finditer(SPAN, part)]
        if within and not _ROUGH.search(part):
            return months(within[-1].group())
    spoken = _SPOKEN_NUMBER.fullmatch(part)
    return number(spoken["n"]) if spoken else None


def _word(text: str, named: Sequence[Named]) -> str | None:
    known = next((n.name.written for n in named if n.is_trade), None)
    if known is not None:
        return known
    bare = re.sub(
        r"^(?:我?想?学|考|就|想|我|做|干|个|点|的)+|(?:呗|吧|的|啊|呢|行不|了|。|！)+$", "", text
    )
    plain = re.fullmatch(r"[\u4e00-\u9fff]{2,7}", bare)
    unfit = re.search(r"没|不|什么|随便|都行|都可以|还|哪|怎么|有|多少|吗", bare)
    return bare if plain and not unfit else None


def _named_value(fact: FactId, text: str) -> str | None:
    if fact == "target_level":
        found = LEVEL.findall(text)
        return level(found[-1]) if found else None
    if _ASKS_BACK.search(text):
        return None
    if fact == "certificate" and _NOTHING.fullmatch(_first(text)):
        return "none"
    if fact == "employer_industry" and _NEITHER.fullmatch(_first(text)):
        return "other"
    return by_a_word(fact, text)
