"""Finds the headings of a published table and reads its rows by field, past titles, footers, merged cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby, islice
from pathlib import Path
from typing import NamedTuple

from knowledge.catalogue.errors import BadTable
from knowledge.catalogue.importing_tables import Line, read_lines
from knowledge.loading import Strict, load
from knowledge.text import folded

_WITHIN = 40
"""Headings stand within the first lines of a sheet."""
_FOOTER = re.compile(r"^(备注|注[:：]|注\d|说明|合计|总计|小计|制表|填表|审核|填报|附件|以上|打印)")
_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[^\w]|_")
_MERGED = ("institution", "city", "county", "phone")
_MERGED_MORE = ("level", "certificate", "hours", "price", "subsidised", "subsidy", "title")


class Headings(Strict):
    """``headings.yaml``: for each field its spellings."""

    courses: dict[str, list[str]]
    institutions: dict[str, list[str]]


class Layout(NamedTuple):
    """Where the fields of a sheet stand."""

    columns: Mapping[str, int]
    written: tuple[str, ...]
    """The headings as the file has them."""
    titles: tuple[str, ...]
    """The lines above the headings."""

    def heading(self, field: str) -> str:
        """A field's heading as the file has it."""
        return self.written[self.columns[field]] if field in self.columns else ""


class Row(NamedTuple):
    """One row of data."""

    layout: Layout
    sheet: str
    number: int
    cells: tuple[object, ...]
    values: Mapping[str, object]
    merged: bool = False
    """Whether its institution is taken from the row above."""


@lru_cache(maxsize=1)
def spellings() -> Headings:
    """The spellings that are known."""
    return load(Path(__file__).parent / "headings.yaml", Headings)


def read_rows(
    path: Path, fields: Mapping[str, Sequence[str]], needs: frozenset[str]
) -> Iterator[Row]:
    """The rows of every sheet that has headings; raises ``BadTable`` where none has.

    ``needs``: fields of which one must be among the headings.
    """
    index = {folded(spelling): field for field, names in fields.items() for spelling in names}
    found = False
    for _, lines in groupby(read_lines(path), key=lambda line: line.sheet):
        for row in _sheet(lines, index, needs):
            found = True
            yield row
    if not found:
        wanted = "、".join(next(iter(fields[field])) for field in sorted(needs))
        problem = f"前 {_WITHIN} 行里没找到表头，或表头下面没有数据"
        raise BadTable(path.name, problem, f"表头要有一栏叫“{wanted}”，下面至少一行数据")


def _sheet(lines: Iterable[Line], index: Mapping[str, str], needs: frozenset[str]) -> Iterator[Row]:
    stream = iter(lines)
    first = list(islice(stream, _WITHIN))
    headed = _headed(first, index, needs)
    if headed is None:
        return
    layout, used = headed
    above: dict[str, object] = {}
    for line in chain(first[used:], stream):
        values = {f: line.cells[i] for f, i in layout.columns.items() if i < len(line.cells)}
        values = {f: v for f, v in values.items() if v is not None and str(v).strip()}
        if not values or _is_footer(line.cells) or _repeats(layout, values):
            continue
        merged = "institution" in layout.columns and "institution" not in values
        above = values = _filled(values, above) if merged else values
        yield Row(layout, line.sheet, line.number, line.cells, values, merged)


def _filled(values: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """A row below a merged institution has what the cells merged over it say."""
    fields = _MERGED if "occupation" in values else ("occupation", *_MERGED, *_MERGED_MORE)
    return {**{f: above[f] for f in fields if f in above}, **values}


def _headed(
    first: Sequence[Line], index: Mapping[str, str], needs: frozenset[str]
) -> tuple[Layout, int] | None:
    """The layout by the best line of headings, and how many lines it uses up."""
    best: tuple[int, int, dict[str, int]] = (1, 0, {})
    for at, line in enumerate(first):
        columns = _columns([_text(cell) for cell in line.cells], index)
        if len(columns) > best[0] and needs & columns.keys():
            best = (len(columns), at, columns)
    _, at, columns = best
    if not columns:
        return None
    written = [_text(cell) for cell in first[at].cells]
    used = at + 1
    if used < len(first) and _goes_on(first[used], index):
        written = _two_lines(written, [_text(cell) for cell in first[used].cells])
        columns, used = _columns(written, index), used + 1
    titles = [_text(cell) for line in first[:at] for cell in line.cells if _text(cell)]
    return Layout(columns, tuple(written), tuple(dict.fromkeys(titles))), used


def _columns(written: Sequence[str], index: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, heading in enumerate(written):
        field = next((index[form] for form in _forms(heading) if form in index), None)
        if field and field not in columns:
            columns[field] = at
    return columns


@lru_cache(maxsize=2048)
def _forms(heading: str) -> tuple[str, ...]:
    """A heading as it is looked up: whole, without brackets, and each line of two by itself."""
    if not heading or len(heading) > 40:
        return ()
    plain = folded(heading)
    forms = [_MARKS.sub("", plain), _MARKS.sub("", _BRACKETS.sub("", plain))]
    forms += [_MARKS.sub("", part) for part in reversed(plain.split("|")) if "|" in plain]
    return tuple(dict.fromkeys(form for form in forms if form))


def _goes_on(line: Line, index: Mapping[str, str]) -> bool:
    """Whether a line is the second line of merged headings: few cells, headings all."""
    texts = [text for cell in line.cells if (text := _text(cell))]
    known = sum(any(form in index for form in _forms(text)) or text in _PARTS for text in texts)
    return bool(texts) and known == len(texts)


_PARTS = {"开始", "结束", "起", "止", "市", "县", "理论", "实训", "合计"}


def _two_lines(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    result: list[str] = []
    last = ""
    for at in range(max(len(upper), len(lower))):
        low = lower[at] if at < len(lower) else ""
        last = (upper[at] if at < len(upper) else "") or (last if low else "")
        result.append(f"{last}|{_whole(last, low)}" if low and last else last or low)
    return result


def _whole(upper: str, lower: str) -> str:
    return {"开始": "开始时间", "起": "开始时间", "结束": "结束时间", "止": "结束时间"}.get(
        lower, lower
    )


def _is_footer(cells: Sequence[object]) -> bool:
    first = next((text for cell in cells if (text := _text(cell))), "")
    return bool(_FOOTER.match(first)) and sum(bool(_text(cell)) for cell in cells) <= 4


def _repeats(layout: Layout, values: Mapping[str, object]) -> bool:
    """Whether a row is the headings again, as at the top of a printed page."""
    return all(_text(v) in {*layout.heading(f).split("|"), *_PARTS} for f, v in values.items())


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
