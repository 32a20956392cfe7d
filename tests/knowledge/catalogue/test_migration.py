"""The migrations make exactly the tables that the code reads and writes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from knowledge.catalogue import models
from knowledge.database import Base

TABLES = {
    model.__tablename__
    for model in (
        models.DirectoryRow, models.DirectoryItemRow, models.InstitutionRow, models.CourseRow,
        models.SessionRow,
    )
}  # fmt: skip


def test_the_migrated_tables_are_those_of_the_models(engine: Engine) -> None:
    def ours(
        _object: object, name: str | None, kind: str, _reflected: bool, _other: object
    ) -> bool:
        return kind != "table" or name in TABLES

    options = {"include_object": ours, "compare_type": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
