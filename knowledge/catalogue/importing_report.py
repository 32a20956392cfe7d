"""What came of an import, row by row, in words for an official; and the annotated file of refused rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from openpyxl.workbook.workbook import Workbook

from knowledge.catalogue.exporting import harmless
from knowledge.catalogue.importing_entries import RowRefused
from knowledge.catalogue.importing_layout import Row
from knowledge.catalogue.storing import Change

_MOST_TOLD = 100
_MOST_KEPT = 20_000
"""Refused rows beyond this are counted, not written out: a file so wrong is mended at its root."""


class Refusal(NamedTuple):
    """One fault of one refused row."""

    sheet: str
    row: int
    column: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{_place(self.sheet)}第 {self.row} 行“{self.column}”：{self.reason}。{self.mend}"


@dataclass
class Report:
    """What an import did, or with ``check`` would do."""

    check: bool
    written: bool = False
    stopped: int = 0
    refused_rows: int = 0
    merged_rows: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    annotated: Path | None = None
    rows: dict[Change, dict[str, list[int]]] = field(default_factory=dict)
    _refused: list[tuple[Row, RowRefused]] = field(default_factory=list)

    def take(self, change: Change, sheet: str, row: int) -> None:
        """Notes what a row was; a row that says several courses is told once, by the first."""
        numbers = self.rows.setdefault(change, {}).setdefault(sheet, [])
        if not numbers or numbers[-1] != row:
            numbers.append(row)

    def refuse(self, row: Row, refused: RowRefused) -> None:
        """Notes a refused row."""
        self.refused_rows += 1
        if len(self._refused) < _MOST_KEPT:
            self._refused.append((row, refused))
            self.refusals += [Refusal(row.sheet, row.number, *fault) for fault in refused.faults]

    def counted(self, change: Change) -> int:
        """How many rows were new, changed or the same."""
        return sum(len(numbers) for numbers in self.rows.get(change, {}).values())

    def lines(self) -> tuple[str, ...]:
        """The report, a line each."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        for change, word in (
            (Change.ADDED, "新增"),
            (Change.CHANGED, "改动"),
            (Change.SAME, "没变"),
        ):
            rows = "；".join(
                f"{_place(sheet)}第 {_ranges(numbers)} 行"
                for sheet, numbers in self.rows.get(change, {}).items()
            )
            yield f"{word} {self.counted(change)} 行" + (f"：{rows}" if rows else "")
        if self.stopped:
            yield f"停用 {self.stopped} 条：新表里没有了"
        yield f"退回 {self.refused_rows} 行"
        yield from (f"  {refusal}" for refusal in self.refusals[:_MOST_TOLD])
        if len(self.refusals) > _MOST_TOLD:
            yield f"  还有 {len(self.refusals) - _MOST_TOLD} 处，见退回表"
        if self.merged_rows:
            yield f"有 {self.merged_rows} 行机构名称空着，按上一行的机构算（合并单元格）"
        yield from self.notes
        if self.annotated:
            yield f"退回的行和原因在 {self.annotated}"
        yield self._ending()

    def _ending(self) -> str:
        if self.refused_rows:
            return "有退回的行，整个文件都没有入库。改好后重新导入。"
        if self.check:
            return "只是检查，没有入库。去掉 --check 再运行就入库。"
        return "已入库。" if self.written else "和库里一样，什么都没动。"

    def annotate(self, path: Path) -> None:
        """Writes the refused rows as they stood, each with its fault and mend, as XLSX."""
        if not self._refused:
            return
        book = Workbook(write_only=True)  # type: ignore[no-untyped-call]
        sheet = book.create_sheet("退回的行")  # type: ignore[no-untyped-call]
        written = self._refused[0][0].layout.written
        sheet.append([*map(harmless, written), "原表", "原行号", "哪一栏", "问题", "怎么改"])
        for row, refused in self._refused:
            cells = [_plain(cell) for cell in row.cells[: len(written)]]
            cells += [None] * (len(written) - len(cells))
            columns, reasons, mends = (
                "；".join(part) for part in zip(*refused.faults, strict=True)
            )
            sheet.append([*cells, row.sheet, row.number, columns, reasons, mends])
        book.save(path)  # type: ignore[no-untyped-call]
        self.annotated = path


def _plain(cell: object) -> str | int | float | date | None:
    if cell is None or isinstance(cell, bool | int | float | date | datetime):
        return cell
    return harmless(str(cell))


def _place(sheet: str) -> str:
    return f"“{sheet}”表" if sheet else ""


def _ranges(numbers: Sequence[int], most: int = 12) -> str:
    """Row numbers as ranges: 4–9、11."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    told = "、".join(f"{a}–{b}" if a != b else str(a) for a, b in ranges[:most])
    return told + ("、……" if len(ranges) > most else "")
