"""All that the rules find, weighed: whose fact it is, which reading of a fact counts, what is taken back."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from intents.answers import doubts
from intents.asking import in_particular, states_only_a_theme, tells
from intents.doubting import SUBSIDIES, believed
from intents.found import LIGHT, NEVER, Found, last_truth, shared
from intents.implied import imply
from intents.learned import Learned
from intents.mending import answered_oneself, mended, over
from intents.names import Named
from intents.pieces import Around
from intents.rules import PERSONAL, SAID_OF_ANYONE, general, readings
from intents.trade_spans import TRADE
from intents.understanding import Pending
from intents.view import View
from intents.whom import kind
from knowledge.facts import FactId, FactSpec, Value

_CORRECTED = re.compile(
    r"不对|[说记弄打搞写填][错岔混]|错了|岔了|口误|顺嘴|嘴瓢|更正|改一下|应该是|其实|实际|纠正|不是不是|哦不|啊不|噢不|，不，|刚才说的不|我是说|还是|是退学"
)
_TAKEN_BACK: Mapping[str, FactId] = {
    "年龄": "age",
    "岁数": "age",
    "岁": "age",
    "城市": "city",
    "地方": "city",
    "等级": "target_level",
    "级别": "target_level",
    "工种": "occupation",
    "次数": "subsidies_this_year",
}
_WRONG = re.compile(
    r"(?:年龄|岁数|岁|城市|地方|等级|级别|工种|次数)[^，。]{0,6}(?:说错|不对|错了|弄错|填错|记错)|(?:说错|弄错|记错|填错)(?:了)?(?:年龄|岁数|城市|地方|等级|级别|工种|次数)"
)
_SAID_WRONGLY = re.compile(
    "(?:刚才|刚刚|方才|之前|先前|前面|上回|上面)[^，。]{0,4}[说讲写填打报][^，。]{0,12}(?:[错岔混]|不算|不对|作废|口误)"
)
"""What was said before and is taken back here (刚才说东营是说错了)."""
_ECHO = re.compile(
    r"(?<![^，。；！？])(?:可|但是|但|就)?(我|他|她|我家|我们家|我?自家|我自己|我[爸爹妈娘哥弟姐妹儿])(?:可|就|自己|却|都)?(没有|没|不是|有|也是|也有|不领|没领|没办|也没有|也不是|没当过|没有当过|没交过|没有交过|没认定|没领过|没有领)(?=$|[，。；！？])"
)
_DOERS = "员师工匠手"
_PAID_MONTHLY = ("draws_pension", "draws_unemployment_benefit")
_BARE = 8
"""So short a 没领 answers the open question and tells of no other payment."""
_EVER = re.compile("从|一[次回]|压根|总共|一共|历年|加|去年|前年|今年")
"""Words that tell of more than was asked."""
_LEARNING = re.compile("[学考证训班课级教练]|技师|工种|报名")


class Extracted(NamedTuple):
    """What a message states."""

    facts: Mapping[FactId, Value]
    retracted: frozenset[FactId]
    found: tuple[Found, ...]
    doubted: frozenset[FactId] = frozenset()
    """Facts that stand only if a case is told, as the message sounds like a question about the matter."""

    def is_read(self, fact: FactId) -> bool:
        """Whether a rule reads the fact, so that it is not only what was learned to be likely."""
        return any(one.fact == fact and one.weight > LIGHT for one in self.found)

    @classmethod
    def nothing(cls) -> "Extracted":
        """What a message states that states nothing."""
        return cls({}, frozenset(), ())


class Asked(NamedTuple):
    """What may be stated, and what was asked."""

    specs: Mapping[FactId, FactSpec]
    pending: Pending | None


def extract(
    view: View, named: Sequence[Named], about: str | None, learned: Learned, asked: Asked
) -> Extracted:
    """The facts stated of the person asked about."""
    specs, pending = asked
    found, only_asks = _found(view, named, about, learned, pending)
    wrong = _SAID_WRONGLY.search(view.text)
    if wrong:
        found = [one for one in found if not wrong.start() <= one.start < wrong.end()]
    own = [o for o in found if o.fact == TRADE or learned.owner.is_own(view, o, about)]
    legal = [one for one in own if _legal(specs, one)]
    facts = _weighed(view, legal)
    if pending is None:
        imply(facts, about, view)
    kept = tuple(one for one in legal if facts.get(one.fact) == one.value)
    doubted = facts.keys() - {"city"} if only_asks else ()
    return Extracted(facts, _taken_back(view) - facts.keys(), kept, frozenset(doubted))


def _found(
    view: View,
    named: Sequence[Named],
    about: str | None,
    learned: Learned,
    pending: Pending | None,
) -> tuple[list[Found], bool]:
    """What the rules read and what was learned to be read, of whomever, as far as it is told.

    Beside it whether the message is held to tell nothing, and speaks of nobody in particular.
    """
    read = [*readings(view, named)]
    never = [one for one in read if one.weight == NEVER]
    ruled = [one for one in read if one.weight != NEVER]
    around = Around(ruled, kind(about), pending.fact if pending else None)
    found = [
        *(one for one in ruled if one.fact != TRADE),
        *learned.amounts.read(view, ruled),
        *(one for one in learned.tagger.read(view, around) if not _denied(one, never)),
        *learned.trades.read(view, named, around),
        *_nothing_but_a_trade(view, named),
    ]
    found += (
        *_echoes(view, found),
        *mended(view, found),
        *over(view, found),
        *answered_oneself(view, found),
    )
    found = believed(view, found, ruled)
    if pending or not found:
        return _answering(view, found, pending) if pending else found, False
    found = [one for one in found if one.fact != TRADE or not _is_only_a_job(view, one)]
    asks_only = general(view, ruled)
    only_asks = learned.stating.only_asks(view, ruled, asks_only)
    return _told(view, found, asks_only, only_asks), only_asks and not in_particular(view)


def _nothing_but_a_trade(view: View, named: Sequence[Named]) -> Iterator[Found]:
    """Who writes the name of a trade and no more wants to learn it."""
    for one in named:
        if one.is_trade and one.start == 0 and one.end == len(view.text):
            yield Found(TRADE, view.text, 0, len(view.text))


def _answering(view: View, found: list[Found], pending: Pending) -> list[Found]:
    """What is told beside the answer to the open question, which is read for itself."""
    if pending.fact not in (None, TRADE) and not _LEARNING.search(view.text):
        found = [one for one in found if one.fact != TRADE]
    if pending.fact in PERSONAL:
        found = [one for one in found if one.weight > LIGHT or one.fact not in PERSONAL]
    if doubts(view.text):
        found = [one for one in found if one.weight > LIGHT or one.fact != pending.fact]
    bare = len(view.text) <= _BARE
    if bare and pending.fact in _PAID_MONTHLY:
        found = [one for one in found if one.fact not in SUBSIDIES]
    if bare and pending.fact in SUBSIDIES and not _EVER.search(view.text):
        found = [one for one in found if one.fact not in SUBSIDIES or one.fact == pending.fact]
    return found


def _is_only_a_job(view: View, found: Found) -> bool:
    """Whether a job stands alone in its clause, and nothing is said of learning or papers (35岁，程序员)."""
    begin, end = view.clause(found.start)
    alone = end - begin <= found.end - found.start + 1 and len(view.starts) > 1
    return alone and str(found.value)[-1] in _DOERS and not _LEARNING.search(view.text)


def _denied(found: Found, never: Sequence[Found]) -> bool:
    """Whether the cues list words of the same place as no statement of the fact.

    What is said of work takes many words: there half of them must be listed.
    """
    least = (found.end - found.start) / 2 if found.fact == "employment" else 1
    return any(one.fact == found.fact and shared(one, found) >= least for one in never)


def _told(view: View, found: list[Found], general: bool, only_asks: bool) -> list[Found]:
    """What is left where a message asks about the matter: where, what trade, and what is told all the same."""
    if general and states_only_a_theme(view):
        return [one for one in found if one.fact in SAID_OF_ANYONE]
    if general:
        found = [one for one in found if one.fact in SAID_OF_ANYONE or tells(view, one.start)]
    if not only_asks:
        return found
    return [one for one in found if one.fact in SAID_OF_ANYONE or one.weight > LIGHT]


def _legal(specs: Mapping[FactId, FactSpec], found: Found) -> bool:
    return found.fact in specs and specs[found.fact].allows(found.value)


def _echoes(view: View, found: Sequence[Found]) -> Iterator[Found]:
    """我没有, 我不是 after something said of another: the same fact of this person, denied or affirmed."""
    for match in _ECHO.finditer(view.text):
        last = last_truth(found, 0, match.start())
        if last is None:
            continue
        again = _CORRECTED.search(view.text, last.end, match.start(1))
        if not again and view.who(last.start) == view.who(match.start(1)):
            continue
        says = not match.group(2).startswith(("没", "不", "也没", "也不"))
        yield Found(last.fact, last.value if says else False, match.start(1), match.end(), 1)


def _weighed(view: View, found: Iterable[Found]) -> dict[FactId, Value]:
    """One value for each fact: the heaviest reading, of equals the later; after a correction the later."""
    best: dict[FactId, Found] = {}
    for one in sorted(found, key=lambda f: f.start):
        held = best.get(one.fact)
        if held is None or one.weight >= held.weight or _corrected(view, held, one):
            best[one.fact] = one
    return {fact: one.value for fact, one in best.items() if one.value is not None}


def _corrected(view: View, earlier: Found, later: Found) -> bool:
    return bool(_CORRECTED.search(view.text, earlier.end, later.start))


def _taken_back(view: View) -> frozenset[FactId]:
    match = _WRONG.search(view.text)
    if match is None:
        return frozenset()
    return frozenset(fact for word, fact in _TAKEN_BACK.items() if word in match.group())
