"""For how many months unemployment insurance was paid."""

import re
from collections.abc import Iterator

from intents.durations import SPAN, months
from intents.found import Found
from intents.view import View

_PAID = re.compile(
    rf"(?:交|缴|参保|上)(?:费|纳)?(?:了|过|够|满|的|有|已|到)*(?:差不多)?(?:整)?(?P<span>{SPAN})(?!前|就|才行|的规定|以上|内|多)"
)
_PAID_ALONE = re.compile(
    rf"(?:共|累计|总共)(?:交|缴)?[^，。]{{0,4}}?(?P<span>{SPAN})"
    rf"|失业(?:保)?险(?:费)?(?:我|一共|已经|没断过|没断|断断续续|有|满|够|累计|共|连续|参保|正好|也|都|，)*(?P<after>{SPAN})(?!前|的?失业金|没|就|才)"
    rf"|(?:^|[，有够满])(?P<before>{SPAN})的?(?:失业保险|失业险|失保)(?!金)"
)
_NEVER_PAID = re.compile(
    r"(?:没|没有|未|从没|从来没|不)(?:有)?(?:交|缴|参加|上|买|缴纳)(?:过)?(?:什么)?失业保险|失业保险(?:也|都|我|从来|一直|压根|一天|一个月)*(?:没|没有|未)(?:交|缴|上|参加|买)"
)
_DUE = re.compile(r"(?:得|要|需|需要|必须|多少|至少|起码|应该|不够|规定|想)[^，。]{0,4}$")


def insured(view: View) -> Iterator[Found]:
    """The months for which unemployment insurance was paid."""
    if "险" not in view.chars and "保" not in view.chars:
        return
    for match in _NEVER_PAID.finditer(view.text):
        if view.states(*match.span()) and "养老" not in match.group():
            yield Found("insured_months", 0, match.start(), match.end())
    for match in (*_PAID.finditer(view.text), *_PAID_ALONE.finditer(view.text)):
        begin, _ = view.clause(match.start())
        before = view.text[: match.end()]
        before += (re.match(r"(?:的)?(?:失业保险|失业险|失保)?", view.text[match.end() :]) or [""])[
            0
        ]
        named = max(before.rfind("失业保险"), before.rfind("失业险"), before.rfind("失保"))
        pension = max(before.rfind("养老"), before.rfind("医保"), before.rfind("社保"))
        value = months(next(said for said in match.groupdict().values() if said))
        if named < 0 or pension > named or value is None or view.unsure(match.start()):
            continue
        if not _DUE.search(view.text[begin : match.start()]) and not view.supposed(match.start()):
            yield Found("insured_months", value, match.start(), match.end())
