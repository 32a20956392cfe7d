"""Orders and their steps, roles, visits and scans, the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHOSEN = "state IN ('accepted', 'selected', 'settled', 'waiting') AND party = 'worker'"
DEMANDED = "state IN ('demanded', 'listed') AND party = 'worker'"
IN_QUOTA = "state IN ('waiting', 'selected', 'accepted') AND quota_place IS NOT NULL"


def text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def link(name: str, to: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{to}.id"), nullable=nullable)


def key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def unique_where(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition
    )


def upgrade() -> None:
    _orders()
    _roles()
    _visits()
    op.create_table(
        "outbox",
        key(),
        text("person_key", 40), text("cause", 80), sa.Column("text", sa.Text(), nullable=False),
        text("state", 12), moment("made_at"), moment("not_before"), number("tries"),
        moment("tried_at", nullable=True), moment("done_at", nullable=True),
        number("code", nullable=True),
        sa.UniqueConstraint("cause", name="uq_outbox_cause"),
    )  # fmt: skip
    op.create_index("ix_outbox_person_key", "outbox", ["person_key"])
    op.create_index("ix_outbox_due", "outbox", ["state", "not_before"])


def _orders() -> None:
    op.create_table(
        "orders",
        key(),
        text("party", 12), text("person_key", 40, nullable=True), text("about", 24),
        text("state", 12), moment("since"), moment("made_at"), text("occupation", 60), text("level", 20),
        text("city", 8),
        text("county", 6), text("times", 16), number("heads"),
        link("session_id", "course_sessions", nullable=True),
        link("institution_id", "institutions", nullable=True), sa.Column("due_on", sa.Date()),
        text("quota_scope", 8), number("quota_limit", nullable=True), number("quota_used"),
        number("quota_place", nullable=True), text("scene", 16),
        sa.CheckConstraint(
            "quota_limit IS NULL OR quota_used + quota_place < quota_limit", name="ck_orders_quota"
        ),
    )  # fmt: skip
    unique_where(
        "uq_orders_level", "orders", ["person_key", "about", "occupation", "level"], CHOSEN
    )
    places = ["person_key", "about", "occupation", "city", "county"]
    unique_where("uq_orders_demand", "orders", places, DEMANDED)
    quota = ["person_key", "about", "quota_scope", "quota_place"]
    unique_where("uq_orders_quota", "orders", quota, IN_QUOTA)
    op.create_index("ix_orders_session", "orders", ["session_id", "state"])
    op.create_index("ix_orders_due", "orders", ["state", "due_on"])
    op.create_index("ix_orders_pool", "orders", ["occupation", "city", "county"])
    op.create_index("ix_orders_institution_id", "orders", ["institution_id"])
    op.create_table(
        "order_steps",
        key(),
        link("order_id", "orders"), moment("at"), text("step", 16), text("state", 12),
        text("role", 12), number("institution_id", nullable=True),
        number("session_id", nullable=True), text("note", 200),
    )  # fmt: skip
    op.create_index("ix_order_steps_order_id", "order_steps", ["order_id"])


def _roles() -> None:
    op.create_table(
        "invitations",
        key(),
        text("code_hash", 40), text("role", 12),
        link("institution_id", "institutions", nullable=True), text("name", 120), text("city", 8),
        text("county", 6), text("phone", 40), moment("made_at"), moment("expires_at"),
        moment("used_at", nullable=True),
        sa.UniqueConstraint("code_hash", name="uq_invitations_code_hash"),
    )  # fmt: skip
    op.create_table(
        "bindings",
        key(),
        text("person_key", 40), link("invitation_id", "invitations"), moment("bound_at"),
        moment("ended_at", nullable=True),
        sa.UniqueConstraint("invitation_id", name="uq_bindings_invitation_id"),
    )  # fmt: skip
    unique_where("uq_bindings_person", "bindings", ["person_key"], "ended_at IS NULL")


def _visits() -> None:
    op.create_table(
        "visits",
        key(),
        text("code", 16), text("team", 120), text("venue", 12), text("offering", 12),
        text("place", 60), text("city", 8), text("county", 6),
        sa.Column("day", sa.Date(), nullable=False), text("office", 120), text("phone", 40),
        moment("made_at"), sa.Column("expires_on", sa.Date(), nullable=False),
        moment("revoked_at", nullable=True), text("link", 300),
        sa.UniqueConstraint("code", name="uq_visits_code"),
    )  # fmt: skip
    op.create_index("ix_visits_team", "visits", ["team"])
    op.create_table(
        "scans",
        key(),
        link("visit_id", "visits"), text("person_key", 40, nullable=True), moment("at"),
        sa.Column("is_new", sa.Boolean(), nullable=False),
    )  # fmt: skip
    op.create_index("ix_scans_visit_id", "scans", ["visit_id"])
    op.create_index("ix_scans_person", "scans", ["person_key", "at"])


def downgrade() -> None:
    tables = (
        "outbox", "scans", "visits", "bindings", "invitations", "order_steps", "orders",
    )  # fmt: skip
    for table in tables:
        op.drop_table(table)
