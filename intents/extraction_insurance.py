"""For how many months unemployment insurance was paid."""

import re
from collections.abc import Iterator

from intents.durations import SPAN, months
from intents.found import Found
from intents.view import View

_PAID = re.compile(
    rf"(?:交|缴|参保|上)(?:费|纳)?(?:了|过|够|满|的|有|已|到)*(?:差不多)?(?:整)?(?P<span>{SPAN})(?!前|就|才行|的规定|以上|内|多|[也都]?[没未])"
)
_PAID_ALONE = re.compile(
    rf"(?:共|累计|总共)(?:交|缴)?[^，。]{{0,4}}?(?P<span>{SPAN})"
    rf"|失业(?:保)?险(?:费)?(?:我|一共|已经|没断过|没断|断断续续|有|满|够|累计|共|连续|参保|正好|也|都|，)*(?P<after>{SPAN})(?!前|的?失业金|[也都]?[没未不]|就|才)"
    rf"|(?:^|[，有够满])(?P<before>{SPAN})的?(?:失业保险|失业险|失保)(?!金)"
)
_NEVER_PAID = re.compile(
    r"(?<![交缴参上买])(?:没|没有|未|从没|从来没|不)(?:有)?(?:交|缴|参加|上|买|缴纳)(?:过)?(?:什么)?失业(?:保)?险|失业保险(?:也|都|我|从来|一直|压根|一天|一个月)*(?:没|没有|未)(?:交|缴|上|参加|买)"
)
_NOT_ONE = re.compile("一(?:个月|个|天|年|分钱?|次)(?:也|都)(?:没有?|未)(?:交|缴|参加|上)")
_UNEMPLOYMENT = re.compile("失业(?:保)?险|失保")
_REQUIRED = re.compile("的?(?:失业(?:保)?险|失保)?(?:才|就能|就可)")
"""交满三年才能领: a rule."""
_DUE = re.compile(r"(?:得|要|需|需要|必须|多少|至少|起码|应该|不够|规定|想)[^，。]{0,4}$")


def insured(view: View) -> Iterator[Found]:
    """The months for which unemployment insurance was paid."""
    if "险" not in view.chars and "保" not in view.chars:
        return
    yield from _never(view)
    for match in (*_PAID.finditer(view.text), *_PAID_ALONE.finditer(view.text)):
        value = months(next(said for said in match.groupdict().values() if said))
        if value is not None and _is_paid(view, *match.span()):
            yield Found("insured_months", value, match.start(), match.end())


def _never(view: View) -> Iterator[Found]:
    """Nothing paid, not for a month."""
    for match in _NEVER_PAID.finditer(view.text):
        if view.states(*match.span()) and "养老" not in match.group():
            yield Found("insured_months", 0, match.start(), match.end())
    for match in _NOT_ONE.finditer(view.text) if _UNEMPLOYMENT.search(view.text) else ():
        yield Found("insured_months", 0, match.start(), match.end(), 1)


def _is_paid(view: View, start: int, end: int) -> bool:
    """Whether a length of time is told as paid into unemployment insurance, and is no rule."""
    behind = _UNEMPLOYMENT.match(view.text, end + view.text.startswith("的", end))
    before = view.text[: behind.end() if behind else end]
    named = max(before.rfind(name) for name in ("失业保险", "失业险", "失保"))
    pension = max(before.rfind(name) for name in ("养老", "医保", "社保"))
    told = not (view.unsure(start) or view.supposed(start) or _REQUIRED.match(view.text, end))
    due = _DUE.search(view.before(start))
    return named >= 0 and pension <= named and told and not due
