"""Facts read from the cue phrases of ``data/cues.yaml``: yes-or-no facts and those with a few named values."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from intents.cues import cue_file
from intents.finding import PhraseBook
from intents.found import NEVER, Found
from intents.view import View
from knowledge.facts import FactId, Value

_MAY_BE_PLANNED = frozenset({"wants_startup", "employer_layoff_risk", "employer_distressed"})
"""Facts whose very sense is a plan or a danger, so that 要 and 想 before a cue deny nothing."""


_DRAWN = frozenset({"draws_pension", "draws_unemployment_benefit"})
_NOT_DRAWN = re.compile("没(?!领完)|未|[拿领吃享]受?不[到着上了]?")
_KINDS = frozenset(
    {
        "veteran",
        "registered_poor",
        "migrant_worker",
        "returnee",
        "college_student",
        "not_continuing_graduate",
        "enterprise_head",
        "new_hire",
        "employer_distressed",
        "employer_layoff_risk",
        "employer_size",
        "employer_industry",
        "graduation_year",
        "hard_to_employ",
    }
)
"""Facts that are also kinds of people or firms, by which programmes are named."""


_OF_NOW = frozenset(
    {"enterprise_head", "employer_industry", "employer_size", "employer_distressed", "new_hire"}
)
"""Facts that tell nothing once they are over."""
_ONCE = re.compile("以前|从前|原先|早先|原来(?!就)|本来(?!就)|过去|早年|年轻(?:时|那会)")
_DOUBLE = re.compile("谁说[^，。]{0,3}$|不是$|没说(?:过|我|他|她)*$")
"""What turns a no into a yes: 不是没登记, 谁说我没下岗."""


@cache
def _book() -> PhraseBook:
    file = cue_file()
    return PhraseBook(
        {fact: _in_order(readings) for fact, readings in {**file.facts, **file.values}.items()}
    )


def _in_order(readings: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What does not count before what denies, and that before what affirms."""
    return dict(sorted(readings.items(), key=lambda one: {"never": 0, "no": 1}.get(one[0], 2)))


def from_cues(view: View) -> Iterator[Found]:
    """Every fact that a cue phrase of the message states."""
    for fact, reading, start, end in _book().find(view.text, view.chars):
        value = _value(view, fact, reading, start, end)
        if reading == "never":
            yield Found(fact, None, start, end, NEVER)
        elif value is not None:
            weight = -1 if value == "none" else int(reading == "no")
            yield Found(fact, value, start, end, weight)


def _turned(view: View, fact: FactId, start: int, end: int) -> bool:
    """Whether a negation stands within the phrase itself (有人都没领养老金)."""
    return fact in _DRAWN and bool(_NOT_DRAWN.search(view.text, start, end))


def _is_over(view: View, fact: FactId, reading: str, start: int) -> bool:
    """Whether what stands here was so once: 早先是厂长, 原先不是贫困户."""
    before = view.before(start)
    passing = fact in _OF_NOW or (reading == "no" and fact != "veteran")
    return passing and bool(_ONCE.search(before)) and "现在" not in before


def _is_either(text: str, start: int) -> bool:
    """Whether a no is half of a question: 有没有创业, 领没领."""
    said = text[start : start + 2]
    return start > 0 and said[:1] in ("没", "不") and text[start - 1] == said[1:]


def _is_tag(view: View, start: int, end: int) -> bool:
    """Whether a no at the end only asks: 算就业困难不."""
    ends = end == view.clause(start)[1] and view.text[end - 1] in "不没"
    return ends and view.before(start).endswith(("算", "是", "属于", "够"))


def _is_rhetorical(view: View, start: int, end: int) -> bool:
    """Whether 不 denies nothing: 这不还没上岗, 不是刚进厂嘛."""
    before, close = view.before(start), view.clause(start)[1]
    return before.endswith("这不") or (before.endswith("不是") and "嘛" in view.text[end:close])


def _value(view: View, fact: FactId, reading: str, start: int, end: int) -> Value | None:
    if _is_over(view, fact, reading, start):
        return None
    end -= view.text[end - 1] in "，。！？；、"
    start += view.text[start] in "，。！？；、"
    asked = _is_either(view.text, start) or _is_tag(view, start, end)
    if reading == "never" or not view.states(start, end) or asked:
        return None
    if fact in _KINDS and reading != "no" and view.modifies(start, end):
        return None
    if fact not in _MAY_BE_PLANNED and reading != "no" and view.wished(start):
        return None
    denied = reading != "no" and (
        (view.denied(start) and not _is_rhetorical(view, start, end))
        or _turned(view, fact, start, end)
    )
    if reading in ("yes", "no"):
        turned = reading == "no" and _DOUBLE.search(view.before(start))
        return bool(turned) or (reading == "yes") != denied
    return None if denied else reading
