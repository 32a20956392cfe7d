"""Reads single cells as cities write them: dates, amounts, levels, telephones. Each raises ``BadCell``."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from knowledge.catalogue.errors import BadCell

LEVELS = ("junior", "intermediate", "senior", "technician", "senior_technician")
MOST_YUAN = 100_000
_EPOCH = date(1899, 12, 30)
"""The day from which Excel counts."""
_NOTHING = re.compile(r"^[-—–/\\无]*$")
_DAY = re.compile(
    r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?:\s*日)?(?:\s+\d{1,2}:[\d:]+)?"
)
_SOLID_DAY = re.compile(r"^(20\d\d)(\d\d)(\d\d)$")
_LATER_DAY = re.compile(r"^\s*[-—–~至到]+\s*(?:(\d{1,2})\s*[-./月]\s*)?(\d{1,2})\s*日?\s*$")
_OPEN_DAY = re.compile(
    r"待定|另行|未定|常年|滚动|随时|人满|满员|即将|近期|^(20\d\d)?[-./年]?\d{1,2}月[份初中下上底旬]*$"
)
_COUNT = re.compile(
    r"(?:[约≤<]|不超过)?(?:\d+[-—–~至到])?(\d{1,5})(?:人|名|课时|学时|节|个|以内|左右|/班|/期)*"
)
_AMOUNT = re.compile(r"^[¥￥]?(\d+(?:\.\d+)?)(万)?元?(?:/[人期课时·]+|每人|一人)?$")
_LEVEL = re.compile(
    r"高级技师|技师|[高中初](?:级工|级)?|[一二三四五1-5]级?|iii级?|ii级?|iv级?|i级?|v级?"
)
_RANGE = re.compile(r"^[-—–~至到]+$")
_NAMES = {
    "高级技师": 4, "技师": 3, "高": 2, "中": 1, "初": 0, "一": 4, "二": 3, "三": 2, "四": 1, "五": 0,
    "1": 4, "2": 3, "3": 2, "4": 1, "5": 0, "i": 4, "ii": 3, "iii": 2, "iv": 1, "v": 0,
}  # fmt: skip
_CERTIFICATES = (
    ("特种设备", ""),
    ("特种作业", "special_operation"),
    ("操作证", "special_operation"),
    ("专项", "special_ability"),
    ("职业资格", "vocational_qualification"),
    ("技能等级", "skill_level"),
    ("等级证", "skill_level"),
    ("等级认定", "skill_level"),
    ("合格证", "training_completion"),
    ("结业", "training_completion"),
)


def text(value: object) -> str:
    """A cell as plain text: full-width forms narrowed, white space single, no trailing ``.0``."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return _tidied(str(value))


@lru_cache(maxsize=8192)
def _tidied(value: str) -> str:
    tidy = " ".join(unicodedata.normalize("NFKC", value).split())
    return tidy[1:] if tidy[:1] == "'" and tidy[1:2] in "=+-@" else tidy


def day(value: object) -> date | None:
    """A date in any of the usual spellings; ``None`` where the city says that it is still open."""
    return period(value)[0]


def period(value: object) -> tuple[date | None, date | None]:
    """First and last day; of a single date only the first."""
    if isinstance(value, datetime):
        return value.date(), None
    if isinstance(value, date):
        return value, None
    written = text(value)
    if re.fullmatch(r"\d{5}(\.\d+)?", written):
        return _serial(float(written)), None
    return _written_period(written)


def _serial(number: float) -> date:
    if not 36526 <= number < 73051:  # 2000-01-01 to 2099-12-31
        raise BadCell(f"“{number:g}”不像日期", "写成 2026-11-03 这样")
    return _EPOCH + timedelta(days=int(number))


@lru_cache(maxsize=4096)
def _written_period(written: str) -> tuple[date | None, date | None]:
    if _NOTHING.match(written) or _OPEN_DAY.search(written):
        return None, None
    if solid := _SOLID_DAY.match(written):
        return _date(written, *solid.groups()), None
    found = list(_DAY.finditer(written))
    if not found:
        mend = (
            "写上年份，如 2026-11-03"
            if "月" in written or "." in written
            else "写成 2026-11-03 这样"
        )
        raise BadCell(f"“{written}”不像日期", mend)
    first = _date(written, *found[0].groups())
    if len(found) > 1:
        return first, _ordered(first, _date(written, *found[1].groups()))
    rest = written[found[0].end() :]
    if not rest.strip():
        return first, None
    later = _LATER_DAY.match(rest)
    if not later:
        raise BadCell(f"“{written}”里有看不懂的部分", "写成 2026-11-03 至 2026-12-01 这样")
    month = later.group(1) or str(first.month)
    return first, _ordered(first, _date(written, str(first.year), month, later.group(2)))


def _date(written: str, year: str, month: str, number: str) -> date:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise BadCell(f"“{written}”里没有这一天", "核对年月日") from None


def _ordered(first: date, last: date) -> date:
    if last < first:
        raise BadCell(f"结束（{last}）在开始（{first}）前面", "核对起止日期")
    return last


def amount(value: object) -> int | None:
    """A sum in whole yuan; ``None`` where the cell says nothing."""
    written = text(value).replace(" ", "")
    if re.fullmatch(r"免费|全免|免|不收费|免学费|个人不缴费", written):
        return 0
    if _NOTHING.match(written) or written in ("面议", "待定"):
        return None
    plain = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", written)
    found = _AMOUNT.match(plain)
    if not found:
        raise BadCell(f"“{written}”不是一个金额", "只写一个数，如 1200")
    yuan = float(found.group(1)) * (10_000 if found.group(2) else 1)
    if yuan > MOST_YUAN or not yuan.is_integer():
        raise BadCell(f"“{written}”不像一个人的金额", "核对单位，写整数元")
    return int(yuan)


def amounts(value: object) -> tuple[int | None, ...]:
    """One sum, or several that belong to several levels: 1000/1500/2000."""
    written = re.sub(r"元?/人|元", "", text(value)).replace(" ", "")
    parts = re.split(r"[/、;]", written)
    if len(parts) > 1 and all(part.isdigit() for part in parts):
        return tuple(amount(part) for part in parts)
    return (amount(value),)


def count(value: object) -> int | None:
    """A number of people or hours; of a range (30-50人) the greater."""
    written = text(value).replace(" ", "")
    if _NOTHING.match(written) or "不限" in written:
        return None
    found = _COUNT.fullmatch(written)
    if not found:
        raise BadCell(f"“{written}”不是一个数", "只写数字，如 50")
    return int(found.group(1))


def phone(value: object) -> str:
    """Telephone numbers as text; a nought that a number cell has lost is put back."""
    written = text(value)
    if isinstance(value, int | float) or written.isdigit():
        if re.fullmatch(r"(5[34]\d|63[1-5])\d{7,8}", written):
            written = "0" + written
        if not re.fullmatch(r"1\d{10}|0\d{9,11}|\d{5,8}|[48]00\d{7}", written):
            raise BadCell(f"“{written}”不像电话号码", "写成文本，带区号")
    if written and not re.search(r"\d{4,}|\*{2,}", written) and not _NOTHING.match(written):
        raise BadCell(f"“{written}”里没有电话号码", "填号码，没有就空着")
    return written[:60]


def yes(value: object) -> bool | None:
    """是 or 否; ``None`` where the cell says neither."""
    written = text(value)
    if re.match(r"^(是|√|✓|有|补贴|可以|1$|y)", written.lower()):
        return True
    if re.match(r"^(否|不|×|无|没|0$|n|x)", written.lower()):
        return False
    if not written:
        return None
    raise BadCell(f"“{written}”看不出是还是否", "写 是 或 否")


@lru_cache(maxsize=1024)
def levels(written: str) -> tuple[str, ...]:
    """The levels that a cell names, lowest first; none where a course has no level."""
    plain = re.sub(r"[()]|职业技能|国家|等级|以上|级别", "", written.lower().replace(" ", ""))
    if _NOTHING.match(plain) or re.search(r"不分|无等?级|专项|合格|单项", written):
        return ()
    ranks: set[int] = set()
    last, end = -1, 0
    for found in _LEVEL.finditer(plain):
        between = plain[end : found.start()]
        rank = _rank(found.group())
        if last >= 0 and _RANGE.match(between):
            ranks.update(range(min(last, rank), max(last, rank) + 1))
        elif between.strip("/、,.;及和或|工级"):
            break
        ranks.add(rank)
        last, end = rank, found.end()
    if not ranks or plain[end:].strip("工级/、,;"):
        raise BadCell(
            f"“{written}”看不出是哪一级", "写 五级（初级工）、四级、三级、二级（技师）、一级"
        )
    return tuple(LEVELS[rank] for rank in sorted(ranks))


def _rank(word: str) -> int:
    return _NAMES[word if word in _NAMES else word.removesuffix("工").removesuffix("级")]


def certificate(written: str) -> str:
    """Which of the plan's five kinds a published name is: ``none`` for no certificate, empty for another.

    The plan's list ends with “and so on”, so another certificate is unknown, not refused.
    """
    if _NOTHING.match(written) or re.match(r"没有|不发证|无证", written):
        return "none"
    return next((kind for cue, kind in _CERTIFICATES if cue in written), "")


def schedule(value: object) -> dict[str, bool]:
    """Which of day, evening, weekend and online a cell speaks of."""
    written = text(value)
    return {
        "daytime": bool(re.search(r"白天|全日|脱产(?!.*不)|工作日|日间|上午|下午|周一", written)),
        "evening": bool(re.search(r"晚|夜", written)),
        "weekend": bool(re.search(r"周末|双休|周六|周日|星期六|星期日", written)),
        "online": bool(re.search(r"线上|网络|网课|在线|直播|网上", written)),
    }


def state(value: object) -> str:
    """``closed`` or ``cancelled`` where a cell says so; a full class is known by its seats."""
    written = text(value)
    if re.search(r"取消|停办|停开|不开了", written):
        return "cancelled"
    return "closed" if re.search(r"截止|已结束|停止报名|已开班|已开课|已结业", written) else ""
