"""The rows of an XLSX sheet as a stream, straight from its XML.

openpyxl opens the workbook and knows its strings and formats; reading the rows here instead of with its own
reader saves two fifths of the time (measured on 20,000 rows of 15 cells: 2.7 s rather than 4.4 s).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel

_CHUNK = 1 << 16


@dataclass(slots=True)
class _Sheet:
    """The state between two pieces of XML: the row and the cell that are open."""

    strings: Sequence[str]
    dates: frozenset[int]
    epoch: Any
    most: int
    rows: list[tuple[int, tuple[object, ...]]] = field(default_factory=list)
    number: int = 0
    cells: list[object] = field(default_factory=list)
    column: int = 0
    kind: str = ""
    style: str = ""
    words: list[str] = field(default_factory=list)
    reading: bool = False
    phonetic: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            place = attributes.get("r")
            self.column = _column(place.rstrip("0123456789")) if place else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.words = []
        elif name in ("v", "t"):
            self.reading = not self.phonetic
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.cells, self.column = [], 0
        elif name == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.reading = False
        elif name == "c":
            if self.words and self.column <= self.most:
                self.cells += [None] * (self.column - len(self.cells) - 1)
                self.cells.append(self.value("".join(self.words)))
        elif name == "row":
            self.rows.append((self.number, tuple(self.cells)))
        elif name == "rPh":
            self.phonetic = False

    def words_of(self, text: str) -> None:
        if self.reading:
            self.words.append(text)

    def value(self, written: str) -> object:
        if self.kind == "s":
            return self.strings[int(written)]
        if self.kind == "b":
            return written == "1"
        if self.kind != "n":
            return written
        number = float(written)
        if int(self.style) in self.dates:
            return from_excel(number, self.epoch)  # type: ignore[no-untyped-call]
        return int(number) if number.is_integer() and "." not in written else number


def rows_of(sheet: Any, most: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Each row's number and cells, of a sheet that openpyxl opened for reading only."""
    book = sheet.parent
    dates = frozenset(book._date_formats | book._timedelta_formats)
    state = _Sheet(sheet._shared_strings, dates, book.epoch, most)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = state.start
    parser.EndElementHandler = state.end
    parser.CharacterDataHandler = state.words_of
    with book._archive.open(sheet._worksheet_path) as source:
        yield from _parsed(state, parser.Parse, iter(lambda: source.read(_CHUNK), b""))


def _parsed(
    state: _Sheet, parse: Callable[[bytes, bool], object], chunks: Iterator[bytes]
) -> Iterator[tuple[int, tuple[object, ...]]]:
    for chunk in chunks:
        parse(chunk, False)
        yield from state.rows
        state.rows = []
    parse(b"", True)
    yield from state.rows


@lru_cache(maxsize=512)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))
