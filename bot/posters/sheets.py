"""What stands where on a sheet, in millimetres, before it is drawn."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import segno

from bot.outreach import Visit

INK, ACCENT, SOFT, PAPER = "#1b1b1b", "#b3261e", "#5f5f5f", "#ffffff"


class Words(NamedTuple):
    """A line of words."""

    x: float
    """The left end, or the middle where centred."""
    y: float
    """The line that the words stand on."""
    size: float
    """Height of a character, in millimetres."""
    text: str
    bold: bool = False
    colour: str = INK
    centred: bool = False


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Sheet(NamedTuple):
    """One sheet: its size, its boxes, then its words."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def poster(visit: Visit, link: str, seen: date, words: Mapping[str, str]) -> Sheet:
    """The A4 poster."""
    parts = _parts(visit, seen)
    middle = 105.0
    code = qr(link, middle - 50, 92, 100)
    lines = (
        Words(middle, 34, 15, words["title"], True, PAPER, True),
        Words(middle, 50, 7.5, words["under_title"], False, PAPER, True),
        Words(middle, 76, 9, words["ask"], True, INK, True),
        Words(middle, 206, 8, words["scan"], True, INK, True),
        Words(middle, 217, 6, words["free"], False, ACCENT, True),
        Words(24, 232, 5.2, words["office"].format(**parts)),
        Words(24, 241, 5.2, words["phone"].format(**parts)),
        Words(24, 250, 5.2, words["visit"].format(**parts)),
        Words(24, 264, 4.6, words["genuine"].format(**parts), False, SOFT),
        Words(24, 272, 4.6, words["dates"].format(**parts), False, SOFT),
        Words(24, 280, 4.6, words["decides"].format(**parts), False, SOFT),
    )
    boxes = (Box(0, 0, 210, 297, PAPER), Box(0, 0, 210, 60, ACCENT), *code)
    return Sheet(210, 297, (*boxes, Box(24, 223, 162, 0.4, ACCENT)), lines)


def card(visit: Visit, link: str, seen: date, words: Mapping[str, str]) -> Sheet:
    """The pocket card, as large as a bank card."""
    parts = _parts(visit, seen)
    boxes = (Box(0, 0, 85.6, 54, PAPER), Box(0, 0, 85.6, 13, ACCENT), *qr(link, 3, 16, 30))
    lines = (
        Words(42.8, 9, 5.4, words["title"], True, PAPER, True),
        Words(35.5, 20.5, 3.5, words["card_ask"], True),
        Words(35.5, 26, 3.0, words["card_free"], False, ACCENT),
        Words(35.5, 31.5, 2.7, parts["office"][:17]),
        Words(35.5, 36, 2.7, words["card_phone"].format(**parts)),
        Words(35.5, 40.5, 2.7, words["card_code"].format(**parts)),
        Words(35.5, 45, 2.7, words["card_hotline"]),
        Words(3, 50.5, 2.4, words["dates"].format(**parts), False, SOFT),
    )
    return Sheet(85.6, 54, boxes, lines)


def _parts(visit: Visit, seen: date) -> dict[str, str]:
    return {
        "office": visit.office,
        "phone": visit.phone,
        "place": visit.place,
        "code": visit.code,
        "day": _day(visit.day),
        "until": _day(visit.expires_on),
        "seen": _day(seen),
    }


def qr(link: str, x: float, y: float, side: float) -> tuple[Box, ...]:
    """A QR code as boxes: each run of dark modules in a row is one. Correction level M, quiet zone of four."""
    matrix = tuple(segno.make_qr(link, error="m").matrix_iter(border=4))
    module = side / len(matrix)
    boxes = []
    for row, line in enumerate(matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                width = (column - start) * module
                boxes.append(Box(x + start * module, y + row * module, width, module, INK))
                start = None
    return tuple(boxes)
