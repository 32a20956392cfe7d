"""Alembic's entry point: the migrations run on the connection that the program hands over."""

from alembic import context

from knowledge.database import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
