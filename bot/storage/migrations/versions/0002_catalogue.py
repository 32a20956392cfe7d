"""The catalogue: directories, institutions, courses and their classes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer())


def link(name: str, to: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{to}.id"), nullable=nullable)


def kept() -> tuple[sa.Column[int], sa.Column[str], sa.Column[str]]:
    key = sa.Column("key", sa.String(32), nullable=False, unique=True)
    return sa.Column("id", sa.Integer(), primary_key=True), key, text("digest", 32)


def upgrade() -> None:
    op.create_table(
        "directories",
        sa.Column("id", sa.Integer(), primary_key=True),
        text("kind", 16), text("city", 8), text("version", 40),
        sa.Column("published_on", sa.Date()),
        text("source", 300), flag("is_sample"),
        sa.UniqueConstraint("kind", "city", "version", name="uq_directories"),
    )  # fmt: skip
    op.create_table(
        "directory_items",
        *kept(),
        link("directory_id", "directories"),
        text("city", 8), text("occupation", 60), text("published_as", 120), text("level", 20),
        text("certificate", 30), number("hours"), number("subsidy"),
    )  # fmt: skip
    op.create_index("ix_directory_items_directory_id", "directory_items", ["directory_id"])
    op.create_table(
        "institutions",
        *kept(),
        link("directory_id", "directories", nullable=True),
        text("city", 8), text("county", 6), text("name", 120), text("short_name", 60),
        text("contact", 40), text("phone", 60), text("address", 200), text("credit_code", 18),
        sa.Column("listed_on", sa.Date()), sa.Column("stopped_on", sa.Date()),
        text("stopped_why", 120), flag("is_sample"),
    )  # fmt: skip
    op.create_index("ix_institutions_place", "institutions", ["city", "county"])
    _courses()
    _sessions()


def _courses() -> None:
    op.create_table(
        "courses",
        *kept(),
        link("institution_id", "institutions"),
        link("directory_id", "directories", nullable=True),
        text("city", 8), text("county", 6), text("occupation", 60), text("published_as", 120),
        text("title", 120), text("level", 20), text("certificate", 30), text("certificate_name", 120),
        number("hours"), number("price"), sa.Column("subsidised", sa.Boolean()), number("subsidy"),
        flag("is_sample"), sa.Column("withdrawn_on", sa.Date()),
    )  # fmt: skip
    op.create_index("ix_courses_search", "courses", ["occupation", "city", "county"])
    op.create_index("ix_courses_institution_id", "courses", ["institution_id"])


def _sessions() -> None:
    op.create_table(
        "course_sessions",
        *kept(),
        link("course_id", "courses"),
        text("name", 120), sa.Column("starts_on", sa.Date()), sa.Column("ends_on", sa.Date()),
        text("city", 8), text("county", 6), text("place", 200), text("phone", 60),
        flag("daytime"), flag("evening"), flag("weekend"), flag("online"),
        number("seats"), sa.Column("taken", sa.Integer(), nullable=False),
        text("state", 12), sa.Column("confirmed_on", sa.Date()),
    )  # fmt: skip
    op.create_index("ix_course_sessions_course_id", "course_sessions", ["course_id"])
    op.create_index("ix_course_sessions_soon", "course_sessions", ["city", "starts_on"])
    op.create_index("ix_course_sessions_starts_on", "course_sessions", ["starts_on"])


def downgrade() -> None:
    for table in ("course_sessions", "courses", "institutions", "directory_items", "directories"):
        op.drop_table(table)
