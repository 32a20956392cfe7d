"""Entries that wait in a temporary file between checking and storing; rows that say the same class twice."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from tempfile import TemporaryFile
from typing import IO, Any

from knowledge.catalogue.importing_entries import Entry, Fault, RowRefused, Values
from knowledge.catalogue.storing import short

_BATCH = 500
_ENCODE = json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode


def _file() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8")


@dataclass
class Spool:
    """A queue of entries on disk, in the order of the file."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    """The keys seen of each table, shortened."""
    cities: set[str] = field(default_factory=set)
    _said: dict[int, tuple[int, int]] = field(default_factory=dict)
    _file: IO[str] = field(default_factory=_file)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, table: str, entry: Entry) -> None:
        """Keeps an entry; raises ``RowRefused`` where an earlier row says otherwise of the same thing."""
        self._agree(entry.values, entry, "同一门课（机构、工种、等级都一样）")
        if entry.session is not None:
            self._agree(entry.session, entry, "同一个班")
        self.keys.setdefault(table, set()).add(short(entry.values["key"]))
        self.cities.add(entry.values["city"])
        self._file.write(_ENCODE((table, *entry)) + "\n")

    def _agree(self, values: Values, entry: Entry, what: str) -> None:
        said = short(values["digest"])
        first, before = self._said.setdefault(short(values["key"]), (entry.row, said))
        if before != said:
            reason = f"和第 {first} 行是{what}，写得却不一样"
            raise RowRefused(
                (Fault("整行", reason, "留下对的一行，或写上班期名称、课程名称来区分"),)
            )

    def batches(self) -> Iterator[tuple[str, list[Entry]]]:
        """The entries in batches, each of one table."""
        self._file.seek(0)
        while lines := list(islice(self._file, _BATCH)):
            records = [json.loads(line) for line in lines]
            for table, group in groupby(records, key=lambda record: str(record[0])):
                yield table, [_entry(record) for record in group]


def _entry(record: list[Any]) -> Entry:
    _, sheet, row, values, session = record
    return Entry(sheet, row, _dated(values), _dated(session) if session else None)


def _dated(values: Values) -> Values:
    return {
        name: date.fromisoformat(value) if value and name.endswith("_on") else value
        for name, value in values.items()
    }
