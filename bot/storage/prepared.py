"""Statements of the hot path, compiled once and run on the driver's own cursor.

For a statement that touches one row, SQLAlchemy's execution takes several times as long as the database
itself. The statements stay written in SQLAlchemy; their types' conversions stay in force.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Dialect, Select, UpdateBase
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]


class Prepared:
    """One statement for one dialect. ``names`` are the parameters that each run gives.

    ``IN`` with a list is not for here: SQLAlchemy writes its placeholders anew at each execution.
    """

    __slots__ = ("_converts", "_fixed", "_loads", "_order", "_positional", "_sql")

    def __init__(
        self,
        statement: Select[*tuple[Any, ...]] | UpdateBase,
        dialect: Dialect,
        names: Iterable[str],
    ) -> None:
        given = tuple(names)
        is_query = isinstance(statement, Select)
        compiled: Any = statement.compile(
            dialect=dialect, column_keys=None if is_query else list(given)
        )
        types = {name: bind.type for name, bind in compiled.binds.items()}
        converts = {name: _impl(types[name], dialect).bind_processor(dialect) for name in types}
        values: Mapping[str, Any] = compiled.construct_params(dict.fromkeys(given))
        self._sql = str(compiled)
        self._positional = dialect.positional
        self._order: tuple[str, ...] = tuple(compiled.positiontup or values)
        self._converts = _those(converts, given)
        fixed = _those(converts, values.keys() - set(given))
        self._fixed = {name: value for name, value in values.items() if name not in given}
        self._fixed |= {name: convert(values[name]) for name, convert in fixed}
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        loads = [_impl(column.type, dialect).result_processor(dialect, None) for column in columns]
        self._loads = tuple((place, load) for place, load in enumerate(loads) if load)

    def run(self, cursor: Any, values: Mapping[str, Any]) -> None:
        """Executes the statement with one set of values."""
        cursor.execute(*self.bound(values))

    def bound(self, values: Mapping[str, Any]) -> tuple[str, Any]:
        """The statement and one set of values as the driver takes them."""
        bound = {**self._fixed, **values}
        for name, convert in self._converts:
            bound[name] = convert(bound[name])
        return self._sql, [bound[name] for name in self._order] if self._positional else bound

    def one(self, cursor: Any, values: Mapping[str, Any]) -> list[Any]:
        """The single row of a query."""
        self.run(cursor, values)
        row = list(cursor.fetchone())
        for place, load in self._loads:
            row[place] = load(row[place])
        return row


def _impl(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type_.dialect_impl(dialect)


def _those(
    converts: Mapping[str, Convert | None], names: Iterable[str]
) -> tuple[tuple[str, Convert], ...]:
    found = ((name, converts.get(name)) for name in names)
    return tuple((name, convert) for name, convert in found if convert)
