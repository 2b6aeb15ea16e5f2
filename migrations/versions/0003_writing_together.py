"""Writing together: live texts, invitations, suggestions, cited works

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from app.database import Json, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "co_author_invitation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("part", sa.Enum("writer", "reader", name="part", native_enum=False, length=40), nullable=False),
        sa.Column("invited_by", sa.String(), nullable=False),
        sa.Column("invited_at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("accepted", "declined", "withdrawn", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_co_author_invitation_draft_id_draft")),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("fk_co_author_invitation_invited_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_co_author_invitation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_author_invitation")),
    )
    with op.batch_alter_table("co_author_invitation") as batch_op:
        batch_op.create_index(batch_op.f("ix_co_author_invitation_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_co_author_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "draft_work",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("work", Json, nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_draft_work_added_by_person")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_work_draft_id_draft")),
        sa.PrimaryKeyConstraint("draft_id", "key", name=op.f("pk_draft_work")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("anchor", Json, nullable=False),
        sa.Column("text_digest", sa.String(), nullable=False),
        sa.Column("hint", Json, nullable=True),
        sa.Column("replacement", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("visible_from", Moment(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("accepted", "declined", "withdrawn", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("applied_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_suggestion_author_id_person")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_suggestion_decided_by_person")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_suggestion_draft_id_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion") as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "text_client",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("client", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("first_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_text_client_draft_id_draft")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_text_client_person_id_person")),
        sa.PrimaryKeyConstraint("draft_id", "epoch", "client", name=op.f("pk_text_client")),
    )
    op.create_table(
        "text_update",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_text_update_draft_id_draft")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_text_update_person_id_person")),
        sa.PrimaryKeyConstraint("draft_id", "version", name=op.f("pk_text_update")),
    )
    style = sa.Enum("author_year", "numbered", name="citationstyle", native_enum=False, length=40)
    for table in ("draft", "revision"):
        op.add_column(table, sa.Column("citation_style", style, nullable=False, server_default="author_year"))
    op.add_column("image", sa.Column("ground", sa.String(), nullable=False, server_default=""))
    op.add_column("thread", sa.Column("hint", Json, nullable=True))
    op.add_column("comment", sa.Column("mentions", Json, nullable=False, server_default="[]"))
    op.add_column("comment", sa.Column("taken_back_at", Moment(), nullable=True))
    with op.batch_alter_table("snapshot") as snapshot:
        snapshot.add_column(sa.Column("name", sa.String(), nullable=False, server_default=""))
        snapshot.add_column(sa.Column("made_by", sa.String(), nullable=True))
        snapshot.create_foreign_key(op.f("fk_snapshot_made_by_person"), "person", ["made_by"], ["id"])
    op.add_column("live_text", sa.Column("state", sa.LargeBinary(), nullable=True))
    op.add_column("live_text", sa.Column("epoch", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("live_text", sa.Column("settled", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE live_text SET settled = version")


def downgrade() -> None:
    with op.batch_alter_table("snapshot") as snapshot:
        snapshot.drop_constraint(op.f("fk_snapshot_made_by_person"), type_="foreignkey")
        snapshot.drop_column("made_by")
        snapshot.drop_column("name")
    for table, column in (
        ("thread", "hint"),
        ("comment", "mentions"),
        ("comment", "taken_back_at"),
        ("revision", "citation_style"),
        ("draft", "citation_style"),
        ("live_text", "settled"),
        ("live_text", "epoch"),
        ("live_text", "state"),
        ("image", "ground"),
    ):
        op.drop_column(table, column)
    for table in ("text_update", "text_client", "suggestion", "draft_work", "co_author_invitation"):
        op.drop_table(table)
