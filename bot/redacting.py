"""Personal numbers are masked before anything is stored or logged."""

import re
from typing import NamedTuple

_ID_CARD = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{16}[\dXx])(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)")
_CARD = re.compile(r"(?<!\d)((?:\d[- ]?){15,18}\d)(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Redacted(NamedTuple):
    """A text without personal numbers, and which kinds of them it had."""

    text: str
    kinds: tuple[str, ...]


def redact(text: str) -> Redacted:
    """Masks identity-card numbers (GB 11643 checksum), mobile numbers and bank cards (Luhn)."""
    if sum(character.isdigit() for character in text) < 11:
        return Redacted(text, ())
    kinds: list[str] = []

    def mask(kind: str, name: str, genuine: bool, whole: str) -> str:
        if not genuine:
            return whole
        kinds.append(kind)
        return f"〔{name}〕"

    text = _ID_CARD.sub(lambda m: mask("id", "身份证号", _is_id(m[1]), m[0]), text)
    text = _CARD.sub(lambda m: mask("card", "银行卡号", _is_card(m[1]), m[0]), text)
    text = _PHONE.sub(lambda m: mask("phone", "手机号", True, m[0]), text)
    return Redacted(text, tuple(dict.fromkeys(kinds)))


def _is_id(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _is_card(number: str) -> bool:
    digits = [int(c) for c in reversed(number) if c.isdigit()]
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2]]
    return 16 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0
