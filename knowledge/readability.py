"""How a text reads to someone with little schooling: short pieces, and no figure out of thin air."""

import re

LONGEST_PIECE = 25
LONGEST_TEXT = 120
LONGEST_MORE = 450

_STOPS = re.compile(r"[，。；：！？、…—（）()\n]")
# The name of a document cannot be shortened, and an address is tapped, not read.
_NAMES = re.compile(r"《[^》]*》|[一-鿿]{2,6}〔\d{4}〕\d+号|[A-Za-z][A-Za-z0-9.]+")
_SILENT = re.compile(r"[\s“”‘’·–-]")

_PLACEHOLDER = re.compile(r"\{[a-z0-9_]+\}")
_DATED = re.compile(
    r"〔\d{4}〕\d+号"
    r"|\d{4}(?:[—–-]|到|至)\d{4}年?"
    r"|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"|\d{4}-\d{2}-\d{2}"
    r"|(?<!\d)\d{1,2}月\d{1,2}日"
    r"|(?<!\d)(?:12333|12345|12348|12356|96110|110|119|120)(?!\d)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPELT = re.compile(r"[一二两三四五六七八九十百千万亿]+多?元|百分之[一二三四五六七八九十百]+")


def long_pieces(text: str) -> tuple[str, ...]:
    """The pieces between two stops that are longer than a breath.

    ``、`` is a stop too: a list is read item by item. Quotation marks, names of documents and
    addresses do not count; everything else does, so there is no other tolerance.
    """
    pieces = _STOPS.split(_NAMES.sub("", text))
    return tuple(piece for piece in pieces if len(_SILENT.sub("", piece)) > LONGEST_PIECE)


def figures(text: str) -> tuple[str, ...]:
    """The numbers in a text that are neither parameter nor date, document number or telephone."""
    return tuple(_NUMBER.findall(_DATED.sub("", _PLACEHOLDER.sub("", text))))


def spelt_figures(text: str) -> tuple[str, ...]:
    """Sums and shares that are written in characters, where no parameter can keep them true."""
    return tuple(_SPELT.findall(text))
