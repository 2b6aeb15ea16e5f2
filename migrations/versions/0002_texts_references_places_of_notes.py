"""Texts, references, places of notes, notices

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from app.database import Json, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_body",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("layout", Json, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_text_body")),
    )
    op.create_table(
        "colour_meaning",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "colour",
            sa.Enum("amber", "green", "blue", "plum", "red", name="colour", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_colour_meaning_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "colour", name=op.f("pk_colour_meaning")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_notice_person_id_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_person_id"), ["person_id"], unique=False)

    op.create_table(
        "bibliography",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_bibliography_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_bibliography")),
    )
    op.create_table(
        "paper_figure",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_paper_figure_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "name", name=op.f("pk_paper_figure")),
    )
    op.create_table(
        "paper_text",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column(
            "form", sa.Enum("abstract", "html", "pdf", name="textform", native_enum=False, length=40), nullable=False
        ),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("figures", Json, nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["text_body.digest"], name=op.f("fk_paper_text_digest_text_body")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_paper_text_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_paper_text_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_text")),
    )
    with op.batch_alter_table("paper_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_text_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_text_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_text_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_text_version_id"), ["version_id"], unique=False)

    op.create_table(
        "reference",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("arxiv_id", sa.String(), nullable=True),
        sa.Column("doi", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("mentions", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_reference_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_reference_version_id_position")),
    )
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_arxiv_id"), ["arxiv_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reference_doi"), ["doi"], unique=False)
        batch_op.create_index(batch_op.f("ix_reference_url"), ["url"], unique=False)
        batch_op.create_index(batch_op.f("ix_reference_version_id"), ["version_id"], unique=False)

    op.create_table(
        "anchoring",
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("found", "moved", "changed", "gone", name="placestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_anchoring_note_id_note")),
        sa.ForeignKeyConstraint(["text_id"], ["paper_text.id"], name=op.f("fk_anchoring_text_id_paper_text")),
        sa.PrimaryKeyConstraint("note_id", "text_id", name=op.f("pk_anchoring")),
    )
    with op.batch_alter_table("anchoring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anchoring_text_id"), ["text_id"], unique=False)

    op.create_table(
        "note_tag",
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_tag_note_id_note")),
        sa.PrimaryKeyConstraint("note_id", "tag", name=op.f("pk_note_tag")),
    )
    with op.batch_alter_table("note_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_tag_tag"), ["tag"], unique=False)

    op.create_table(
        "comparison",
        sa.Column("revision_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("cited", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_comparison_revision_id_revision")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_comparison_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("revision_id", "version_id", name=op.f("pk_comparison")),
    )
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comparison_version_id"), ["version_id"], unique=False)

    op.create_table(
        "reference_paper",
        sa.Column("reference_id", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_reference_paper_paper_id_paper")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reference_paper_person_id_person")),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference.id"], name=op.f("fk_reference_paper_reference_id_reference")
        ),
        sa.PrimaryKeyConstraint("reference_id", name=op.f("pk_reference_paper")),
    )
    with op.batch_alter_table("reference_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_paper_paper_id"), ["paper_id"], unique=False)

    with op.batch_alter_table("arxiv_errand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version_id", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_arxiv_errand_version_id"), ["version_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_arxiv_errand_version_id_paper_version"), "paper_version", ["version_id"], ["id"]
        )

    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "form",
                sa.Enum("abstract", "html", "pdf", name="textform", native_enum=False, length=40),
                nullable=False,
                server_default="abstract",
            )
        )
        batch_op.add_column(sa.Column("text_digest", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "colour",
                sa.Enum("amber", "green", "blue", "plum", "red", name="colour", native_enum=False, length=40),
                nullable=False,
                server_default="amber",
            )
        )
        batch_op.add_column(sa.Column("origin", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("deleted_at", Moment(), nullable=True))
        batch_op.create_index(batch_op.f("ix_note_text_digest"), ["text_digest"], unique=False)
    # The notes that were here are about abstracts; what is written from now on says so itself.
    with op.batch_alter_table("note", schema=None) as batch_op:
        for column in ("form", "text_digest", "colour", "origin"):
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_text_digest"))
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("origin")
        batch_op.drop_column("colour")
        batch_op.drop_column("text_digest")
        batch_op.drop_column("form")

    with op.batch_alter_table("arxiv_errand", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_arxiv_errand_version_id_paper_version"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_arxiv_errand_version_id"))
        batch_op.drop_column("version_id")

    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comparison_version_id"))

    op.drop_table("comparison")
    with op.batch_alter_table("reference_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_paper_paper_id"))

    op.drop_table("reference_paper")
    with op.batch_alter_table("note_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_tag_tag"))

    op.drop_table("note_tag")
    with op.batch_alter_table("anchoring", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anchoring_text_id"))

    op.drop_table("anchoring")
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_version_id"))
        batch_op.drop_index(batch_op.f("ix_reference_url"))
        batch_op.drop_index(batch_op.f("ix_reference_doi"))
        batch_op.drop_index(batch_op.f("ix_reference_arxiv_id"))

    op.drop_table("reference")
    with op.batch_alter_table("paper_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_text_version_id"))
        batch_op.drop_index(batch_op.f("ix_paper_text_owner_id"))
        batch_op.drop_index(batch_op.f("ix_paper_text_made_at"))
        batch_op.drop_index(batch_op.f("ix_paper_text_digest"))

    op.drop_table("paper_text")
    op.drop_table("paper_figure")
    op.drop_table("bibliography")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_person_id"))

    op.drop_table("notice")
    op.drop_table("colour_meaning")
    op.drop_table("text_body")
