"""Certificates in their formal and everyday names, and how many months ago one was issued."""

import re
from collections.abc import Iterator

from intents.durations import SPAN, months, months_ago
from intents.found import NEVER, Found
from intents.numerals import CHARS, number
from intents.view import View

_KINDS = (
    (
        "special_operation",
        r"特种作业(?:操作|的)?(?:证书|证)|特种证|(?:电工|焊工|高处|高空|高压|低压|叉车|制冷|焊接)(?:作业)?操作证|操作证|上岗证|高处作业证|高空作业证|特种作业操作资格证|特种作业",
    ),
    ("special_ability", r"专[项向](?:职业|技能)?(?:能力)?(?:考核)?的?(?:证书|证)|专项能力"),
    ("training_completion", r"(?:培训)?(?:合格|结业|结训|培训结业|培训)(?:证书|证)"),
    (
        "vocational_qualification",
        r"(?<!业)(?<!师)(?<!运)职业资格(?:证书|证)|国家职业资格|(?<![从执货客教医法])(?<!教师)(?<!从业)(?<!执业)(?<!职业)资格证书?",
    ),
    (
        "skill_level",
        r"(?:职业)?技能等级(?:认定)?(?:证书|证|(?=的?(?:$|[，。])))|等级证书?|技能证书?",
    ),
)
_HELD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_NONE = re.compile(
    r"(?:(?<!有)没|(?<!有)没有|无|未)(?:有|取得|拿到?|考|考过|考到|考取|任何|什么|一个|一张|一本|个|半个|正式)*(?<!毕业)证(?!据|明|件)(?:书)?|(?:什么|任何|一个|一本|半个|一张)(?:证|本)(?:书|本|子)?(?:也|都|还)*(?:没|没有|无)"
    r"|(?<![可身论保健毕人居暂])(?:(?<!有)|(?=证(?:书)?没有?，(?:还)?没))证(?:书)?(?:也|都|还|一个|一本|一张|一样|半张|什么的|暂时|我|，)*(?:没|没有|未)(?!别的|其他|别)(?:有)?(?:下来|发|拿|考|到手|到|办|领)?"
    r"|没考下来|没考过证|没拿证|没考证|没有拿证|没下证|没证"
)
_TO_COME = re.compile(
    r"(?:想|要|准备|打算|拟|去|买|(?<!技)能|报|怎么|如何|才能|需要|必须|(?<!取)得(?!了|到|过)|让|就能|为了|学完(?!发|拿|给|考|了)|申请)[^，。]{0,5}$|(?:考个|考一个|先考|再考|(?<![刚已才过])考(?=$)|办个|换个?|弄个)[^，。]{0,6}$"
)
_MISSING = re.compile(
    "(?:没有?|未|尚未|无)(?:能|曾|人)?(?:取得|拿到?|考取|考到?|考过|持有|办)[^，。]{0,4}$"
)
"""What was not obtained (尚未取得操作证)."""
_NONE_OF_THEM = re.compile("的(?:人)?(?:都|也)?(?:没有?|无)(?=$|[，。])")
"""What nobody has (一个有操作证的都没有)."""
_LAPSED = re.compile(
    "[^。？！]{0,4}(?:过期|失效|作废|吊销|注销)(?!的?(?:话|吗|怎么|前))|[^。？！]{0,6}(?:才|再|准备|打算|还没|要去)考(?![下过了的到])"
)
"""What holds no longer, or is still to be examined for (等级证，下个月才考)."""
_ISSUED = re.compile(r"证(?!明|件|据)|日子|考下来|发下来|拿到手|高级工|技师|等级")
_AGO = re.compile(
    rf"(?:证书?|下证|发证|本|到手|下来|拿|发|核发|考|有|满|得|领证|时间|放了|搁了|压了|过了|过去|现在|正好|刚好|到现在)[^，。？]{{0,6}}?(?P<span>(?<![{CHARS}\d])(?:[{CHARS}\d]{{1,3}}年(?:零|又|多|半)?(?:[{CHARS}\d]{{1,3}}个?月)?|[{CHARS}\d]{{1,3}}个?月|半年))(?!级|前的|的?失业|份|发|下|拿|考|底|初|内)"
    rf"|(?:^|[，。]|到底是|其实是)(?:有|都|已经|快|是|到底是|其实是|应该是|算下来|正好|刚好|满|到现在|到今天|得有|也就|差不多)*(?P<alone>[{CHARS}\d]{{1,3}}年(?:半|零[{CHARS}\d]{{1,2}}个月)?|[{CHARS}\d]{{1,3}}个月|半年)(?:了|前|整|$|(?=[，。]))"
    rf"|(?<![{CHARS}\d])(?P<before>[{CHARS}\d]{{1,3}}年|[{CHARS}\d]{{1,3}}个?月|半年)(?:前|之前|以前)(?:拿|发|考|下|取|办)"
)
_ROUGHLY = re.compile("小半|大半|快|将近|近|不到|大概|差不多|超过")
_MONTH = re.compile(
    rf"(?:(?P<year>20\d\d年|今年|去年|前年|上年)的?)?(?P<month>\d{{1,2}}|[{CHARS}]{{1,2}})月(?:份|初|底|中旬|末|里)?(?:\d+[号日])?(?:就|才|刚|给|在[^，。]{{0,4}})?(?:拿|发|下|考|取得|核发|到手|办|得|的(?=$|[，。]))"
)
_RECENT = re.compile(
    r"(上上个?月|上个?月|这个?月|本月|昨天|今天|前天)(?:刚|才|就|给)?(?:拿|发|下|考|取得|核发|到手|办|得|的(?=$|[，。]))"
)
_DAYS = re.compile(
    rf"(?:证|到手|下来|拿到|领到)(?:书)?[^，。]{{0,5}}?(?P<days>[{CHARS}\d]{{1,2}})天"
)
_SHORT_OF = re.compile(
    rf"差(?P<short>[{CHARS}\d]{{1,2}})个?月(?:就|才|不)?(?:满|到|够)(?P<whole>{SPAN})"
)
"""证还差一个月满一年."""


def certificates(view: View) -> Iterator[Found]:
    """The certificate held, or that there is none."""
    if (
        "证" not in view.chars
        and "考" not in view.chars
        and "作" not in view.chars
        and "专" not in view.chars
    ):
        return
    taken: list[tuple[int, int]] = []
    for match in _NONE.finditer(view.text):
        start, end = match.span()
        if view.states(start, end) and not view.wished(start) and not _held_after(view, end):
            taken.append((start, end))
            yield Found("certificate", "none", start, end, 0)
    for match in _HELD.finditer(view.text):
        start, end = match.span()
        before = view.before(start)
        to_come = _TO_COME.search(before)
        inside = any(
            s <= start < e or (s < end < e and "，" not in view.text[s:e]) for s, e in taken
        )
        missing = (
            _MISSING.search(before)
            or _NONE_OF_THEM.match(view.text, end)
            or _LAPSED.match(view.text, end)
        )
        if missing or view.denied(start):
            yield Found("certificate", None, start, end, NEVER)
            continue
        if not to_come and not inside and view.states(start, end):
            yield Found("certificate", match.lastgroup, start, end, 1)


def _held_after(view: View, end: int) -> bool:
    """没有证明…, 没有证能: what follows makes it another thing."""
    return view.text[end : end + 1] in ("明", "件", "据", "券")


def months_since(view: View) -> Iterator[Found]:
    """How many months ago the certificate was issued."""
    if "月" not in view.chars and "年" not in view.chars and "天" not in view.chars:
        return
    for match in (
        *_AGO.finditer(view.text),
        *_MONTH.finditer(view.text),
        *_RECENT.finditer(view.text),
        *_DAYS.finditer(view.text),
        *_SHORT_OF.finditer(view.text),
    ):
        start = match.start()
        if (
            view.supposed(start)
            or view.unsure(start)
            or not _of_certificate(view, start, match.end())
        ):
            continue
        if _ROUGHLY.search(match.group()) and "到底是" not in match.group():
            continue
        value = _months(view, match)
        if value is not None and 0 <= value <= 600:
            surer = int(match.re is _SHORT_OF)
            yield Found("months_since_certificate", value, start, match.end(), surer)


def _of_certificate(view: View, start: int, end: int) -> bool:
    """Whether a time belongs to a certificate: one is named in this clause or the four before it."""
    begin, close = view.clause(max(start, end - 1))
    index = max(0, view.starts.index(begin) - 4)
    around = view.text[view.starts[index] : close]
    own = view.text[max(begin, start - 8) : min(close, end + 4)]
    other = re.search(
        r"保险|失业|下岗|毕业证|残疾|身份证|结婚证|驾|居住证|老年证|执照|户口|暂住|退伍|退休|上班|结婚|交了|缴|干了|养老|超过|多久|有效期|打工|(?<!特)种|领了|领过",
        own,
    )
    return bool(_ISSUED.search(around)) and not other


def _months(view: View, match: re.Match[str]) -> int | None:
    named = match.groupdict()
    if "short" in named:
        whole, short = months(named["whole"]), number(named["short"])
        return None if whole is None or short is None else whole - short
    if "days" in named:
        days = number(named["days"])
        return None if days is None else days // 30
    if "month" in named:
        return _since_month(view, named["year"] or "今年", named["month"])
    said = named.get("span") or named.get("alone") or named.get("before")
    return months(said) if said else months_ago(match.group(1))


def _since_month(view: View, said: str, month_said: str) -> int | None:
    month = number(month_said)
    if month is None or not 1 <= month <= 12:
        return None
    back = {"今年": 0, "去年": 1, "上年": 1, "前年": 2}
    issued = view.today.year - back[said] if said in back else int(said[:4])
    return (view.today.year - issued) * 12 + view.today.month - month
