"""Holds entries against the tables: what is new is inserted, what differs updated, the rest left alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Integer, Row, bindparam, case, insert, select, update

from knowledge.catalogue.importing_batch import Listing
from knowledge.catalogue.importing_entries import Entry, Values
from knowledge.catalogue.models import (
    CourseRow,
    DirectoryItemRow,
    DirectoryRow,
    InstitutionRow,
    SessionRow,
)

Stored = type[InstitutionRow] | type[CourseRow] | type[DirectoryItemRow] | type[SessionRow]


MODELS: Mapping[str, Stored] = {
    model.__tablename__: model for model in (InstitutionRow, CourseRow, DirectoryItemRow)
}


_COMPARED = ("id", "key", "digest", "directory_id", "taken", "confirmed_on")


class Change(StrEnum):
    """What an entry is to the catalogue."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


class Store:
    """The catalogue as one import writes to it, on a connection whose transaction the caller ends."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._connection = connection
        self._today = today
        self._directories: dict[Listing, int] = {}

    def put(self, model: Stored, entries: Sequence[Entry]) -> list[Change]:
        """Stores a batch of entries (and their classes); says of each what it was."""
        changes, ids = self._upsert(
            model, {e.values["key"]: self._listed(e.values) for e in entries}
        )
        sessions = {
            e.session["key"]: {**e.session, "course_id": ids[e.values["key"]]}
            for e in entries
            if e.session is not None
        }
        changes |= self._upsert(SessionRow, sessions)[0] if sessions else {}
        return [
            _either(
                changes[e.values["key"]], changes[e.session["key"]] if e.session else Change.SAME
            )
            for e in entries
        ]

    def _upsert(
        self, model: Stored, rows: Mapping[str, Values]
    ) -> tuple[dict[str, Change], dict[str, int]]:
        known = self._known(model, rows)
        changes = {key: _change(known.get(key), values) for key, values in rows.items()}
        new = [self._complete(rows[k]) for k, change in changes.items() if change is Change.ADDED]
        changed = [
            {**self._complete(rows[k], known[k]), "id": known[k].id}
            for k, change in changes.items()
            if change is Change.CHANGED
        ]
        if new:
            self._connection.execute(insert(model), new)
            known |= self._known(model, [row["key"] for row in new])
        if changed:
            self._update(model, changed)
        return changes, {key: row.id for key, row in known.items()}

    def _known(self, model: Stored, keys: Iterable[str]) -> dict[str, Row[Any]]:
        columns = [c for c in model.__table__.columns if c.name in _COMPARED]
        statement = select(*columns).where(model.key.in_(list(keys)))
        return {row.key: row for row in self._connection.execute(statement)}

    def _complete(self, values: Values, known: Row[Any] | None = None) -> Values:
        """What a file leaves open, filled in: a list that names no day confirms what it says today."""
        row = dict(values)
        if "taken" in row:
            row["taken"] = row["taken"] or 0
            row["confirmed_on"] = row["confirmed_on"] or self._today
        if known is not None and row.get("directory_id", 0) is None:
            row["directory_id"] = known.directory_id
        return row

    def _update(self, model: Stored, changed: Sequence[Values]) -> None:
        columns = [name for name in changed[0] if name not in ("id", "key", "taken")]
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
        if model is CourseRow:
            values["withdrawn_on"] = None
        if model is SessionRow:
            said = bindparam("to_taken", type_=Integer)
            # A seat that was given in a chat is never taken back by a file.
            values["taken"] = case((said > SessionRow.taken, said), else_=SessionRow.taken)
        statement = update(model).where(model.id == bindparam("to_id")).values(values)
        rows = [{f"to_{name}": to for name, to in row.items() if name != "key"} for row in changed]
        self._connection.execute(statement, rows)

    def _listed(self, values: Values) -> Values:
        listing = values["directory"]
        number = None if listing is None else self._directory(tuple(listing))
        return {**{k: v for k, v in values.items() if k != "directory"}, "directory_id": number}

    def _directory(self, listing: Listing) -> int:
        if listing not in self._directories:
            self._directories[listing] = self._find(listing) or self._make(listing)
        return self._directories[listing]

    def _find(self, listing: Listing) -> int | None:
        kind, city, version, *_ = listing
        found = select(DirectoryRow.id).where(
            DirectoryRow.kind == kind, DirectoryRow.city == city, DirectoryRow.version == version
        )
        return self._connection.execute(found).scalar_one_or_none()

    def _make(self, listing: Listing) -> int:
        kind, city, version, published, source, is_sample = listing
        on = date.fromisoformat(published) if isinstance(published, str) else published
        row = {"kind": kind, "city": city, "version": version, "published_on": on}
        self._connection.execute(
            insert(DirectoryRow),
            [{**row, "source": source[:300], "is_sample": is_sample}],
        )
        made = self._find(listing)
        if made is None:
            raise LookupError(f"directory {kind} {city} {version}")
        return made


def _change(known: Row[Any] | None, said: Values) -> Change:
    if known is None:
        return Change.ADDED
    differs = known.digest != said["digest"]
    differs |= said.get("directory_id") not in (None, getattr(known, "directory_id", None))
    differs |= (said.get("taken") or 0) > getattr(known, "taken", 0)
    differs |= said.get("confirmed_on") not in (None, getattr(known, "confirmed_on", None))
    return Change.CHANGED if differs else Change.SAME


def _either(course: Change, session: Change) -> Change:
    if Change.ADDED in (course, session):
        return Change.ADDED
    return Change.CHANGED if Change.CHANGED in (course, session) else Change.SAME


def end_missing(
    connection: Connection, model: Stored, city: str, seen: set[int], today: date
) -> int:
    """Ends what a city's complete list no longer names; says how many. Their digests are emptied, so that
    a later list that names them again brings them back."""
    ended: dict[str, Any] = {"digest": ""}
    statement = select(model.id, model.key).where(model.city == city)
    if model is InstitutionRow:
        statement = statement.where(InstitutionRow.stopped_on.is_(None))
        ended |= {"stopped_on": today, "stopped_why": "新目录里没有"}
    elif model is CourseRow:
        statement = statement.where(CourseRow.withdrawn_on.is_(None))
        ended |= {"withdrawn_on": today}
    else:
        return 0
    gone = [row.id for row in connection.execute(statement) if short(row.key) not in seen]
    if gone:
        statement_to_end = update(model).where(model.id == bindparam("at")).values(ended)
        connection.execute(statement_to_end, [{"at": number} for number in gone])
    return len(gone)


def short(key: str) -> int:
    """A key as a number of eight bytes, to remember many in little room."""
    return int(key[:16], 16)
