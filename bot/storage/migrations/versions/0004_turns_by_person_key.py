"""A turn belongs to a person by the person's key alone; three indexes less are written at each turn."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_people_updated_at", "people")
    op.drop_index("ix_turns_person_id", "turns")
    op.drop_index("ix_turns_at", "turns")
    with op.batch_alter_table("turns") as turns:
        turns.drop_column("person_id")


def downgrade() -> None:
    with op.batch_alter_table("turns") as turns:
        turns.add_column(sa.Column("person_id", sa.Integer()))
        turns.create_foreign_key(
            "fk_turns_person_id", "people", ["person_id"], ["id"], ondelete="SET NULL"
        )
    op.execute(
        "UPDATE turns SET person_id = (SELECT id FROM people WHERE people.key = turns.person_key)"
    )
    op.create_index("ix_turns_at", "turns", ["at"])
    op.create_index("ix_turns_person_id", "turns", ["person_id"])
    op.create_index("ix_people_updated_at", "people", ["updated_at"])
