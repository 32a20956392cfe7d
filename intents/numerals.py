"""Numbers as people write them: digits, 四十五, 两, 仨, 壹; what is only about a number (四十五六) is none."""

import re

DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNIT = {"十": 10, "拾": 10, "百": 100, "千": 1000}
CHARS = "".join(DIGIT) + "".join(_UNIT)
NUM = rf"(?:(?<![\d.])\d{{1,4}}(?![\d.])|[{CHARS}]{{1,7}}(?:(?<=十)有[一二三四五六七八九](?![年个次回]))?)"
"""A pattern for one number; group it where it is used."""
_ODD = re.compile("(?<=[二三四五六七八九])十有(?=[一二三四五六七八九])")
"""五十有二 is 五十二."""
_DIGITS_ONLY = re.compile(rf"[{''.join(DIGIT)}]{{2,4}}")
_WELL_FORMED = re.compile(
    r"(?:[D]千零?)?(?:[D]百零?)?(?:[D]?[十拾])?[D]?".replace("D", "".join(DIGIT))
)


def number(said: str) -> int | None:
    """The number that is said, or ``None`` where it is not exactly one."""
    if said.isdecimal():
        return int(said)
    said = _ODD.sub("十", said)
    if not said or not _WELL_FORMED.fullmatch(said):
        return None
    total, digit = 0, 0
    for char in said:
        if char in _UNIT:
            total += (digit or 1) * _UNIT[char]
            digit = 0
        else:
            digit = DIGIT[char]
    return total + digit


def year(said: str) -> int | None:
    """A year said digit by digit (七一, 1971, 一九七一), in full; two digits mean 1930 to 2029."""
    if _DIGITS_ONLY.fullmatch(said):
        said = "".join(str(DIGIT[char]) for char in said)
    if not said.isdecimal() or len(said) not in (2, 4):
        return None
    value = int(said)
    if len(said) == 4:
        return value if 1900 <= value <= 2100 else None
    return value + (1900 if value >= 30 else 2000)
