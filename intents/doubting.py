"""Readings of what was learned that the words around them rule out; what a rule reads is never doubted here."""

import re
from collections.abc import Iterable, Sequence

from intents.found import LIGHT, Found
from intents.view import View

SUBSIDIES = ("subsidies_this_year", "subsidies_total", "same_level_subsidised")
"""What was drawn so far."""
_OTHER_MONEY = re.compile("养老金|退休金|退休工资|失业金|失业保险金|工资")
_SUBSIDY = re.compile("补贴|补助|培训|领过|[领拿][^，。]{0,2}[次回]|证")
_BENEFIT = re.compile("失业(?:保险|补助)?金")
_PENSION = re.compile("养老|退休|退下来|劳保")
_WISH = "(?:想|打算|准备|申请|计划|寻思|琢磨|盘算|考虑|筹备|要)"
_PLANNED = {
    "self_employed": re.compile(f"{_WISH}[^，。]{{0,12}}(?:开|盘|弄|搞|干|支|摆|办|创|当|做)"),
    "farming": re.compile(f"{_WISH}[^，。]{{0,6}}(?:学|养|种)"),
}
_DENIES = re.compile(
    "(?:我|他|她|也|又|可|就|都|，)*(?:不是(?!不|没|[^，。]*[吗嘛])|怎么(?:说|成))"
)
_PUT_OFF = re.compile("先不|暂时不|不打算|不准备|不想(?:再)?[养种开干做]")
_AT_COLLEGE = re.compile(
    "[上读念]的?(?:是)?(?:大学|大专|本科|专科|高中|初中|中专|技校|职高)|大学|大[一二三四]"
)
_WORK = re.compile("工|干|班|厂|活|外|城|公司|店|摊|车|送|饭碗")


def believed(view: View, found: Iterable[Found], ruled: Sequence[Found]) -> list[Found]:
    """What is left of the readings beside what the rules read."""
    return [one for one in found if one.weight > LIGHT or not _is_doubtful(view, one, ruled)]


def _is_doubtful(view: View, one: Found, ruled: Sequence[Found]) -> bool:
    if one.fact == "employment":
        return (
            _is_planned(view, one)
            or _is_denied(view, one)
            or (one.value == "employed" and _draws_pension(ruled))
        )
    if one.fact == "trained_in_province":
        return bool(one.value) and _is_schooling(view, one)
    if one.fact == "migrant_worker":
        return bool(one.value) and _is_only_registered(view)
    if one.fact == "draws_pension":
        return bool(_BENEFIT.search(view.text)) and not _PENSION.search(view.text)
    if one.fact in SUBSIDIES:
        other = _OTHER_MONEY.search(view.text) and not _SUBSIDY.search(view.text)
        return bool(other) or (one.fact == "subsidies_total" and _tells_of_this_year(ruled))
    return False


def _is_planned(view: View, one: Found) -> bool:
    """Whether a business or a farm taken for somebody's living is only wished for."""
    planned = _PLANNED.get(str(one.value))
    begin = view.clause(one.start)[0]
    return planned is not None and bool(planned.search(view.text, begin, one.end))


def _is_denied(view: View, one: Found) -> bool:
    """Whether the clause denies or puts off what was taken for somebody's living (不是小厂的工人, 羊先不养)."""
    begin, end = view.clause(one.start)
    put_off = _PUT_OFF.search(view.text, begin, end)
    return bool(put_off or _DENIES.match(view.text, begin, end))


def _is_schooling(view: View, one: Found) -> bool:
    """Whether years at a school or college are taken for a training."""
    clause = view.text[slice(*view.clause(one.start))]
    return bool(_AT_COLLEGE.search(clause)) and "培训" not in clause


def _draws_pension(ruled: Sequence[Found]) -> bool:
    """Whether pay that may be taken for wages is the pension."""
    return any(one.fact == "draws_pension" and one.value is True for one in ruled)


def _is_only_registered(view: View) -> bool:
    """Whether somebody is said to be registered in a village, and no work is told of."""
    return "户" in view.chars and not _WORK.search(view.text)


def _tells_of_this_year(ruled: Sequence[Found]) -> bool:
    """Whether the count of another year may be taken for that of all years (今年一回，去年两回)."""
    return any(one.fact == "subsidies_this_year" and one.value for one in ruled)
