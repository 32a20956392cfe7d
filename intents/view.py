"""One message laid out for reading: its clauses, whose facts they tell, and whether they state or only ask."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from intents.persons import FAMILY, OTHER, SELF, Said, persons

_BREAK = re.compile("[，。！？；、?!嗯]|然后")
_SUPPOSED = re.compile(
    r"要是|如果|假如|假设|若是?(?!干)|倘|万一|比方|等(?:我|他|她|以后|将来|明年|到时|孩子)|将来|早知道|真想当|^以后"
)
_GOES_ON = ("又", "而且", "并且", "再加上")
"""A clause that begins so is supposed where the one before it is (如果是应届生，又当过兵)."""
_UNSURE = re.compile(
    r"(?:好像|以为|还当|可能|也许|大概|估计|说不定|算不算|是不是|有没有|属不属于|是否|不确定(?:是|算|有)?|"
    r"(?:不知道|不清楚|记不清|忘了|搞不清)(?:我|他|她|我家|自己|这|到底)*(?:是|算|领|有没有|属|几))[^，。]{0,5}$"
)
_FORGOT = re.compile("(?:不知道|不清楚|记不得|记不清|说不上来|说不准|搞不清)(?:了|的|啊)*$")
_WISHED = re.compile(
    r"(?:想|想要|要|怎么|如何|怎样|准备|打算|去哪|哪里|在哪|需要|得|必须|应该|(?<!技)能|可以|可不可以|能不能|"
    r"快|快要|马上|将要|即将|什么叫|什么是|不用|何时|什么时候|凭|为什么|没有的)(?:先|去|再|里|才|算|也|明年|以后|年底|将来|给|自己|跟着|着|哪天|学个?)*$"
)
_DENIED = re.compile(
    r"(?:(?<![呃哦啊噢诶])不是|不算|算不上|不属于?|并非|没|没有|未|(?<![特级类差个区])别|(?<!双)非|并没|并无|尚无|(?<!有)无|并不|从没|(?<![呃哦啊噢诶])不|不再是|又不是|谈不上|不够|不具有|不具备|不享有|不符合|哪(?:来|里来|儿来)的|怎么(?:说|写|记)(?:成|我|他|她)+)"
    r"(?:什么|个|一个|那个|这个|在|被|给|叫|[我他她]|我们|咱|人家|到|评上?|认定上?|纳入|列入|定上|算|再|真正|正式|那种|属于|的|办过?|过|太|上|成|为|这种|个什么|经过?|去|考上?|接着|再|继续|要|现在|眼下)*$"
)
_ASKED = re.compile(r"(?:的人|的|了|过)?(?:吗|么|不|没)(?:$|[，。？?])|(?:了|过)?没有(?=[？?])")
_GENERAL = re.compile(
    r"(?:的|了|的人|人员|以后|之后|期间|后|的时候|者|户|们|群体|的孩子|的话|的工人|的职工)*"
    r"(?:还|也|都|就|到底|究竟|想|要|来|去)*"
    r"(?:能|可以|可不|行不|行吗|是不是|会|该|应该|怎么|有什么|有没有|有啥|有补|有钱|有政|有培|给|补|算|去哪|哪|多少|领多|领什|"
    r"需要|免费|培训|什么|学什么|报什么|补贴|政策|待遇|享受|是指|是什么|那个|这个(?:是|怎)|标准|管不管|(?:去|来)?参加|认定|的认定|按)"
)
_ASKISH = re.compile(
    "能|可以|吗|么|怎么|什么|哪|多少|几|有没有|不$|给|补(?!贴)|没$|是不是|算|要|按|什么|该"
)
_OF_MANY = re.compile(
    r"(?:的|的人|者|人员)(?:还|也|都)?(?:能|可以|行|有|算|怎么|给|管|该|要不要)|的(?:那种|那些|老头|老太|老人|老汉|农民|人(?!了|呢|，|$))"
)
_MODIFIES = re.compile(
    r"的?(?:子女|家属|后代|培训|政策|补贴|待遇|扶持|补助|项目|行动|工程|计划|贷款|前置|适应性|安全(?:技能)?培训|技能培训|能力|证明|怎么认定|的认定|"
    r"那个(?:培训|政策|补贴|项目|班)|学技能是|学手艺(?:有|什么))"
)
_SAYS_IS = re.compile(r"(?:是|属于|算|我|他|她|系)(?:个|一个|一名|名)?$")
_HOME_ONLY = re.compile("的?(?:$|[，。])|的(?=想|要|能|可以|学|在|今年)")
_CHILDREN = {"child", "son", "daughter"}


@dataclass(frozen=True, slots=True)
class View:
    """A message as the rules look at it."""

    text: str
    chars: frozenset[str]
    today: date
    said: tuple[Said, ...]
    starts: tuple[int, ...]
    """Where each clause begins."""

    def clause(self, at: int) -> tuple[int, int]:
        """Begin and end of the clause around a place."""
        index = bisect_right(self.starts, at) - 1
        end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], end

    def before(self, at: int) -> str:
        """The clause around a place, up to it."""
        return self.text[self.clause(at)[0] : at]

    def who(self, at: int) -> tuple[str, ...] | None:
        """The persons of whom something at a place is said; ``None`` where nobody was named."""
        begin, end = self.clause(at)
        before: Said | None = None
        for said in self.said:
            if said.subject and said.start <= at:
                before = said
        if before is not None and before.start >= begin:
            return before.who
        return self._named_after(at, end) or (before.who if before else None)

    def _named_after(self, at: int, end: int) -> tuple[str, ...] | None:
        """The person of 在矿上上班的那是我弟, 这个我妹有."""
        for said in self.said:
            if at < said.start < end:
                owns = self.text[said.end : said.end + 1] in ("有", "领")
                named = re.search(r"的那?(?:个)?是$", self.text[at : said.start])
                if owns or named:
                    return said.who
        return None

    def supposed(self, at: int) -> bool:
        """Whether a place stands in a supposition (要是…)."""
        begin, end = self.clause(at)
        if begin and self.text.startswith(_GOES_ON, begin):
            begin, _ = self.clause(begin - 1)
        told = self.text[begin : at + 2]
        return bool(_SUPPOSED.search(told)) or any(
            w in self.text[at:end] for w in ("的话", "就好了")
        )

    def unsure(self, at: int) -> bool:
        """Whether the speaker is in doubt about what stands at a place."""
        begin, end = self.clause(at)
        return bool(_UNSURE.search(self.text[begin:at]) or _FORGOT.search(self.text[at:end]))

    def wished(self, at: int) -> bool:
        """Whether what stands at a place is wished, due or asked how to do, not so already."""
        return bool(_WISHED.search(self.before(at)))

    def denied(self, at: int) -> bool:
        """Whether a negation stands right before a place."""
        return bool(_DENIED.search(self.before(at)))

    def asked(self, end: int) -> bool:
        """Whether a question particle follows right after a place."""
        return bool(_ASKED.match(self.text, end))

    def general(self, start: int, end: int) -> bool:
        """Whether a clause asks about a kind of people and nobody in particular."""
        begin, close = self.clause(start)
        tail = self.text[end:close]
        if any(begin <= said.start < close and said.who != (OTHER,) for said in self.said):
            return False
        if _OF_MANY.match(tail):
            return True
        nobody = not any(said.start < begin and said.subject for said in self.said)
        asks = _ASKISH.search(tail) is not None
        return nobody and begin == 0 and asks and bool(_GENERAL.match(tail))

    def modifies(self, start: int, end: int) -> bool:
        """Whether the words only tell of what kind a training or policy is (退役军人培训)."""
        begin, _ = self.clause(start)
        return bool(_MODIFIES.match(self.text, end)) and not _SAYS_IS.search(self.text[begin:start])

    def states(self, start: int, end: int) -> bool:
        """Whether what stands here is stated: not supposed, doubted, wished, asked, or said of a kind."""
        end -= self.text[end - 1] == "的"
        return not (
            self.supposed(start)
            or self.unsure(start)
            or self.asked(end)
            or self.general(start, end)
        )


def lay_out(text: str, today: date, places: Mapping[int, int] | None = None) -> View:
    """The view of a normalised message; ``places`` are begin and end of the places named in it."""
    starts = (0, *(match.end() for match in _BREAK.finditer(text)))
    said = tuple(_only_from(text, one, places or {}) for one in persons(text))
    return View(text, frozenset(text), today, said, starts)


def _only_from(text: str, said: Said, places: Mapping[int, int]) -> Said:
    """我新泰的 says where one is from and makes oneself no subject of what follows."""
    end = places.get(said.end)
    if end is None or said.who != (SELF,) or not _HOME_ONLY.match(text, end):
        return said
    return said._replace(subject=False)


def concerns(who: tuple[str, ...] | None, about: str) -> bool:
    """Whether something said of these persons is said of the person asked about."""
    if who is None or about in who or who == (FAMILY,):
        return True
    return {about, *who} <= _CHILDREN
