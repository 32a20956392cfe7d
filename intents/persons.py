"""Who is spoken of: persons named in a message, and whether what follows is said of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from intents.cues import cue_file
from intents.phrases import first_chars

SELF, THEM, FAMILY, OTHER, CHILD = "self", "them", "family", "other", "child"
WORKERS, VILLAGERS = "workers", "villagers"

_MY = r"(?:我们|咱们|咱|我|他|她|你|自己)(?:家|们|村)?(?:里|的)?(?:那个|这个|那|这)?"
_WORKERS = (
    r"(?:(?:公司|企业|单位|我矿|本矿)现有[^，。]{0,10}\d+[人名]|(?:我司|我企业|我校|我院|本公司|本企业|本单位|本厂|我公司|我单位)(?:此批|这批|的|现有|有)?(?:职工|员工|工人)?|(?:我们|咱们?|我)(?:这)?(?:公司|单位|厂|企业|店|车间)(?:里|的)?"
    r"[^，。？我他她]{0,12}?(?:职工|员工|工人|手下)(?!证|医|宿舍|培训|中心|餐)|(?:我们|咱们?|我)(?:的)?(?:职工|员工|工人|手下)|[一二两三四五六七八九十百\d]{1,4}(?:来|多)?(?:个|名|位)(?:新|老)?(?:职工|员工|工人)"
    r"|(?<!企业)(?<!公司)(?<!一)(?<!打)(?<!新)(?:农民工们|员工们|工人们|职工们|工友们|职工|员工|工人)(?!证|医|宿舍|培训|中心|餐|岗前|能|怎么|可以|养老|保险|社保|技能|$|，|。))"
)
_VILLAGERS = (
    r"(?:(?:我们?|咱们?)(?:这边|这儿|村|这里|庄上)(?:里)?(?:好些|好多|不少|一些|有些)(?:人|妇女|老人|年轻人|姐妹)|(?:我们|咱们?|我|本)村(?:里|有|的)?[^，。？]{0,12}?[一二两三四五六七八九十百几好\d]+(?:来|多)?(?:个|户|名|口|位)(?:人|娃|妇女|老人)?"
    r"|村民们?|乡亲们?|村里人|村里(?:的)?(?:人|妇女|老人|年轻人|几个人)|我们村的人|(?:我们|咱|我|本)村[^，。？]{0,10}?人员(?:有)?\d*名?)"
)
_NOT_SUBJECT = re.compile(
    r"(?:给|替|帮|为|让|叫|跟着|跟|和|同|与|把|被|对|像|比|听|看|照看|接送?|哄|抱|喂|陪着?|随|照顾|伺候|养着?|是|的是|捞捞|瞅瞅|靠|找|送|管|"
    r"补|辞|撵|使|教|求|轮到|连|劝|催|欠|骗|由|推|联系|招了?|(?:带|养|有|生|供)(?:着|了)?(?:两|俩|一|三)?个?)$"
)
_THEN_DOES = re.compile(
    r"(?:也|再|去|来|先|能|好好|给|就|到|上)*(?:学|考|报|参加|上|培训|问|弄|找|挑|选|看看|领|申请|咨询|打听|了解|办)"
)
_TALKING = re.compile(
    r"我(?:就|只|也|先|是|再|主要)?(?:想|来|要|先)?(?:替[^，。]{1,4})?(?:来)?(?:问(?:问|一下|下|的是)?|打听(?:打听|一下)?|咨询(?:一下|下)?|了解(?:一下)?|请教)"
    r"|我(?:跟|和|给|对)(?:你|您|恁)(?:们)?(?:讲|说)|听我说|我(?:听说|(?:怎么)?听(?:人|别人)?(?:家)?说|寻思|琢磨|合计)|我说(?:啊|哈|错了)?|我(?:也|可|都|又)?(?:记不|不记得|忘了)|我记错|我看(?!大门|机器)|我觉得|我算算|我估计|都说我|我不(?:知道|清楚|懂)|我(?:这)?(?:个)?当(?:妈|爸|爹|娘|家长|奶奶|姥姥|爷爷|姥爷)的|我(?:先|这就)|我(?:前面|刚才)说|我没说过|当我没"
)
_ADDRESSED = r"(?:你|您|恁|好|我|咱|帮|在[吗么不嘛]|请|麻烦|们|说|生|啊|呀|哎|问[一下问个])"
"""What follows where somebody is only addressed (大哥帮我看看)."""
_OF_ANOTHER = "(?:[夫媳妹妇弟哥姐父母娘爷丈爸妈婆]|公(?!司))"
"""What makes of one person's name another's (姐夫, 弟媳, 妹夫, 姑娘)."""
_NO_NAME = "大(?![一二三四])|年(?![轻纪龄前])|扶|仙|贴|心|家(?:嫂|侄|哥|弟|兄)"
"""What makes of a person's name another word (我大年三十, 妈仙)."""
_INTRODUCED = re.compile(r"有(?:个|一个|位|一位)$")
_WITH = re.compile("(?:带|养|有|生|供)(?:着|了)?(?:两|俩|一|三)?个?$")
_MINDS = re.compile("(?:看|接|送|哄|抱|喂|陪|照顾|伺候)(?:着|了)?$")
"""What is done with a child of whom nothing more is said."""
_ONE_OF_THEM = re.compile(
    r"(?:是|当|做|个|名|就一|企业|公司|厂|单位|在职|正式|下岗|待岗|普通|(?<!全是)老|的)$"
)
_OFFICIAL = re.compile(
    "职工|员工|请示|核实|能否|现有|目前|盼复|来函|拟|均|请问|可否|是否|兹|申报|名额|工人|企业|需(?!要我)|请安排|定向|十名"
)
_QUOTED = re.compile("说|让|叫|跟|告诉|给我|问|都|领|能|的")
_ONLY_SAYS = re.compile("说(?!错)|讲(?:说)?，?|告诉|让我|叫我|劝我|催我|跟我")
_PLANS_FOR = re.compile(r"我(?:就)?(?:想|打算|准备)?(?:让|叫|给|送|替|帮)$")


_PRESENTED = frozenset({"friend", "sibling", "relative"})
"""Whoever is brought in with 有个朋友 is spoken of in what follows."""
_WOMEN, _MEN = {"wife", "mother", "daughter"}, {"husband", "father", "son"}
_A_WOMAN = re.compile("女|媳|妹|姐|姑|姨|嫂|婶|妈|娘|婆|奶|闺|妗")
_A_MAN = re.compile("弟|哥|兄|叔|伯|舅|爷|公|侄|甥|父|丈人")
_YOUNG = re.compile("侄|甥|孙")
"""A relative of whom a later 孩子 is said."""


class Said(NamedTuple):
    """A person named in a message."""

    start: int
    end: int
    who: tuple[str, ...]
    subject: bool
    """Whether what follows is said of the person."""


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    file = cue_file()
    known = {name: who for who, names in file.persons.items() for name in names}
    mine = {name: who for who, names in file.my.items() for name in names}
    free = "|".join(sorted(known, key=len, reverse=True))
    close = "|".join(sorted({**known, **mine}, key=len, reverse=True))
    pattern = (
        rf"(?P<villagers>{_VILLAGERS})|(?P<workers>{_WORKERS})|{_MY}(?P<mine>{close})(?!{_NO_NAME}|们?村|姐|(?<=娘)家)"
        rf"|(?:^|(?<=[，。；、给替帮问让叫]))(?P<begins>{close})(?=[\u4e00-\u9fff\d])(?!{_ADDRESSED}|{_OF_ANOTHER}|{_NO_NAME}|家[有在里])"
        rf"|(?<!老)(?P<free>{free})(?!装|生意|俩|节|娘|推拿|科|保健|女(?!儿|婿))|(?P<them>他们|她们|他|她)(?!乡|人)"
        r"|(?P<son>[我他她](?:家)?儿(?![子女媳童科园歌保时]))"
        r"|(?P<family>(?:我们|我|咱)(?:们)?(?:家里|家)(?!门口))|(?P<self>我们|我|咱们|咱|本人)"
    )
    begins = "".join(sorted(first_chars(pattern)))
    return re.compile(f"(?=[{begins}])(?:{pattern})"), {**mine, **known}


def persons(text: str) -> tuple[Said, ...]:
    """Every person named, in order, with pronouns as ``self`` and ``them``."""
    found: list[Said] = []
    for match in _found(text):
        said = _said(text, match)
        if said is None:
            continue
        if found and _joined(text, found[-1], said):
            both = (*found[-1].who, *said.who)
            found[-1] = found[-1]._replace(who=both, end=said.end)
        else:
            found.append(said)
    return _resolved(text, found, "husband" if "他" in text and "她" not in text else "wife")


def _found(text: str) -> Iterator[re.Match[str]]:
    return _names()[0].finditer(text)


def _said(text: str, match: re.Match[str]) -> Said | None:
    kind = match.lastgroup or ""
    who = _names()[1][match.group(kind)] if kind in ("mine", "free", "begins") else kind
    if who == WORKERS:
        who = _staff_or_self(text, match)
    if not who:
        return None
    start, end = match.span()
    before, after = text[max(0, start - 8) : start], text[end : end + 6]
    subject = who == WORKERS or not _NOT_SUBJECT.search(before) or bool(_THEN_DOES.match(after))
    if who == SELF and subject and _talking(text, start):
        return None
    if who in _PRESENTED and _INTRODUCED.search(before):
        subject = True
    if _ONLY_SAYS.match(after) or (who == OTHER and _QUOTED.match(after)):
        subject = False
    return Said(start, end, (who,), subject)


def _staff_or_self(text: str, match: re.Match[str]) -> str:
    """我单位 of one who only works there is oneself; 工人 as a predicate (我是工人, 企业职工) is nobody."""
    said = match.group()
    if said in ("我公司", "我单位"):
        return WORKERS if _OFFICIAL.search(text) else SELF
    before = text[max(0, match.start() - 6) : match.start()]
    return "" if _ONE_OF_THEM.search(before) and said[0] not in "我咱本贵" else WORKERS


def _talking(text: str, start: int) -> bool:
    """Whether 我 only opens a question (我想问问) or arranges for another (我想让…)."""
    spoken = _TALKING.match(text, start) or _TALKING.match(text, max(0, start - 2))
    return bool(spoken and spoken.end() > start) or bool(_PLANS_FOR.match(text[start : start + 4]))


def _joined(text: str, one: Said, other: Said) -> bool:
    between = text[one.end : other.end]
    return other.start - one.end <= 1 and between[:1] in ("和", "跟", "与", "同") and one.subject


def _another_s(first: str) -> bool:
    """他爸 is of another's family: a later 他 is not that person."""
    return first in "他她"


def _pronoun(who: str, name: str) -> str:
    """他 or 她, as far as the person or the name tells."""
    if who in _WOMEN or _A_WOMAN.search(name):
        return "她"
    return "他" if who in _MEN or _A_MAN.search(name) else ""


def _resolved(text: str, found: Sequence[Said], spouse: str) -> tuple[Said, ...]:
    """他 and 她 as the person named before, if one was; a spouse as wife or husband."""
    result: list[Said] = []
    last: tuple[str, ...] = ()
    last_of: dict[str, tuple[str, ...]] = {}
    young = False
    for said in found:
        who = tuple(spouse if w == "spouse" else w for w in said.who)
        theirs = text.startswith("他们", said.start) and who == (OTHER,)
        if last and (theirs or who == (THEM,) or (who == (CHILD,) and young)):
            who = last_of.get(text[said.start], last)
        others = tuple(w for w in who if w not in (SELF, FAMILY))
        along = said.subject or (
            OTHER not in who
            and text[max(0, said.start - 2) : said.start] != "都是"
            and not _WITH.search(text[max(0, said.start - 3) : said.start])
            and not (CHILD in who and _MINDS.search(text[: said.start]))
        )
        if others and along and not _another_s(text[said.start]):
            last = others
            called = _pronoun(others[0], text[said.start : said.end])
            last_of = {**last_of, called: others} if called else {}
            young = bool(_YOUNG.search(text[said.start : said.end]))
        result.append(said._replace(who=who))
    return tuple(result)
