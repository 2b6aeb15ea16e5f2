"""Who is asked: what people say of themselves, whom they exclude, papers that are theirs

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from app.database import Json, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "availability",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("refuses", Json, nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=False),
        sa.Column("per_month", sa.Integer(), nullable=False),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("reading_counts_since", Moment(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_availability_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_availability")),
    )
    op.create_table(
        "topic",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_topic_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "words", name=op.f("pk_topic")),
    )
    op.create_table(
        "exclusion",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("excluded_id", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["excluded_id"], ["person.id"], name=op.f("fk_exclusion_excluded_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exclusion_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "excluded_id", name=op.f("pk_exclusion")),
    )
    with op.batch_alter_table("exclusion") as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusion_excluded_id"), ["excluded_id"], unique=False)

    op.create_table(
        "own_paper",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("arxiv_id", sa.String(), nullable=False),
        sa.Column("named_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_own_paper_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "arxiv_id", name=op.f("pk_own_paper")),
    )
    with op.batch_alter_table("own_paper") as batch_op:
        batch_op.create_index(batch_op.f("ix_own_paper_arxiv_id"), ["arxiv_id"], unique=False)

    op.add_column("request", sa.Column("routed_at", Moment(), nullable=True))
    op.add_column("request", sa.Column("nobody_at", Moment(), nullable=True))
    op.add_column("invitation", sa.Column("passed_at", Moment(), nullable=True))
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(
            sa.Column(
                "chosen",
                sa.Enum("writer", "router", "themselves", name="chosen", native_enum=False, length=40),
                nullable=False,
                server_default="writer",
            )
        )
        batch_op.alter_column("chosen", server_default=None)


def downgrade() -> None:
    for table, column in (
        ("request", "routed_at"),
        ("request", "nobody_at"),
        ("invitation", "passed_at"),
        ("invitation", "chosen"),
    ):
        op.drop_column(table, column)
    for table in ("own_paper", "exclusion", "topic", "availability"):
        op.drop_table(table)
