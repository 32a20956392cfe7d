"""CSV and XLSX files as lines of cells, whatever their encoding; read as a stream."""

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers.expat import ExpatError

from openpyxl.reader.excel import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.catalogue.errors import BadTable
from knowledge.catalogue.importing_sheet import rows_of

MOST_COLUMNS = 60
"""Sheets often claim thousands of empty columns; what stands beyond this is not read."""
_CHUNK = 1 << 16


class Line(NamedTuple):
    """One line of a table as it stands in the file."""

    sheet: str
    number: int
    """Counted from 1, as the spreadsheet shows it."""
    cells: tuple[object, ...]


def read_lines(path: Path) -> Iterator[Line]:
    """Every line of a file, sheet after sheet; raises ``BadTable`` where it is not a table."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise BadTable(path.name, f"打不开（{error.strerror}）", "看看文件名和路径对不对") from None
    if start.startswith(b"PK"):
        return _workbook(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadTable(path.name, "是旧的 .xls 格式", "在 Excel 里另存为 .xlsx")
    if start.lstrip().lower().startswith((b"<html", b"<!doct", b"<table", b"<?xml", b"%pdf")):
        raise BadTable(path.name, "其实是网页或 PDF，不是表格", "在 Excel 里打开，另存为 .xlsx")
    return _text(path)


def _workbook(path: Path) -> Iterator[Line]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)  # type: ignore[no-untyped-call]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError):
        raise _broken(path) from None
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            for number, cells in rows_of(sheet, MOST_COLUMNS):
                yield Line(sheet.title, number, cells)
    except (ExpatError, zipfile.BadZipFile, zlib.error, ValueError, IndexError):
        raise _broken(path) from None
    finally:
        book.close()


def _broken(path: Path) -> BadTable:
    return BadTable(path.name, "不是完好的 .xlsx 文件", "在 Excel 里打开，重新另存为 .xlsx")


def _text(path: Path) -> Iterator[Line]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        yield from _records(path.name, file)


def _records(name: str, file: IO[str]) -> Iterator[Line]:
    first = list(islice(file, 30))
    reader = csv.reader(chain(first, file), delimiter=_delimiter(first))
    try:
        for record in reader:
            yield Line("", reader.line_num, tuple(record[:MOST_COLUMNS]))
    except csv.Error as error:
        problem = f"第 {reader.line_num} 行附近读不下去（{error}）"
        raise BadTable(name, problem, "看看引号是不是成对") from None


def _delimiter(lines: list[str]) -> str:
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ",\t;，"}
    return max(counts, key=lambda mark: counts[mark])


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without a mark), UTF-16 with a mark, else GB 18030, of which GBK is a part."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        for encoding in ("utf-8-sig", "gb18030"):
            file.seek(0)
            if _readable(file, encoding):
                return encoding
    raise BadTable(path.name, "看不出是什么编码", "另存为 UTF-8 的 CSV，或 .xlsx")


def _readable(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
