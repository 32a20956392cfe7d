"""Numbers and codes that people read out and copy by hand: a slip is noticed before anything is looked up."""

import re

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
"""Damm's quasigroup: every single slip and every swap of neighbours changes the check digit."""
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""31 characters that are not mistaken for one another; a prime, so that a weighted sum finds every slip."""
_ORDER = re.compile(r"(?<![A-Za-z0-9])[Tt]\s*[-－—–]?\s*(\d{4,12})(?!\d)")
_WEIGHTS = range(2, 31)


def order_number(order_id: int) -> str:
    """An order's number as it is told: T-0231, of which the last digit is a check digit."""
    digits = f"{order_id:03d}"
    return f"T-{digits}{_check_digit(digits)}"


def order_id(number: str) -> int | None:
    """The order that a number in a text stands for; ``None`` where there is none or a digit is wrong."""
    found = _ORDER.search(number)
    if found is None:
        return None
    digits, check = found[1][:-1], found[1][-1]
    return int(digits) if _check_digit(digits) == check else None


def names_order(text: str) -> bool:
    """Whether a text holds what looks like an order's number, right or wrong."""
    return _ORDER.search(text) is not None


def _check_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def with_check(body: str) -> str:
    """A code with its check character behind it."""
    return body + ALPHABET[_sum(body)]


def is_code(code: str) -> bool:
    """Whether a code is complete and its check character fits."""
    known = len(code) > 1 and all(character in ALPHABET for character in code)
    return known and ALPHABET[_sum(code[:-1])] == code[-1]


def _sum(body: str) -> int:
    pairs = zip(_WEIGHTS, reversed(body), strict=False)
    return sum(weight * ALPHABET.index(character) for weight, character in pairs) % len(ALPHABET)
