"""Who is asked, and in rounds: what people say of themselves, papers that are theirs, what a review can hold

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
                sa.Enum("writer", "router", "themselves", "keeper", name="chosen", native_enum=False, length=40),
                nullable=False,
                server_default="writer",
            )
        )
        batch_op.alter_column("chosen", server_default=None)
    _rounds()
    with op.batch_alter_table("review") as batch_op:
        batch_op.add_column(sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("private", server_default=None)
    _author_checks()
    _credit()
    _groups()
    with op.batch_alter_table("mail") as batch_op:
        batch_op.add_column(sa.Column("unsubscribe", sa.String(), nullable=False, server_default=""))
        batch_op.alter_column("unsubscribe", server_default=None)
        batch_op.add_column(sa.Column("handed_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("about", sa.String(), nullable=False, server_default=""))
        batch_op.alter_column("about", server_default=None)
    _post()


def _post() -> None:
    op.create_table(
        "post_choice",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("ways", Json, nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_post_choice")),
    )
    kinds = ("asked", "reminder", "review", "ask", "mention", "talk", "suggestion", "part", "paper")
    kind = sa.Enum(*kinds, name="kind", native_enum=False, length=40)
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("kind", kind, nullable=False, server_default="part"))
        batch_op.alter_column("kind", server_default=None)
        for column in ("detail", "mail_path"):
            batch_op.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
            batch_op.alter_column(column, server_default=None)
        batch_op.add_column(sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.alter_column("listed", server_default=None)
        batch_op.add_column(sa.Column("unmailed_since", Moment(), nullable=True))


def _rounds() -> None:
    op.create_table(
        "rating",
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column(
            "value",
            sa.Enum("motivation", "example", "story", "fit", name="valueadd", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "grade",
            sa.Enum("missing", "thin", "carries", name="grade", native_enum=False, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_rating_review_id_review")),
        sa.PrimaryKeyConstraint("review_id", "value", name=op.f("pk_rating")),
    )
    op.create_table(
        "review_suggestion",
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("suggestion_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_suggestion_review_id_review")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name=op.f("fk_review_suggestion_suggestion_id_suggestion")
        ),
        sa.PrimaryKeyConstraint("review_id", "suggestion_id", name=op.f("pk_review_suggestion")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_review_suggestion_suggestion_id")),
    )
    with op.batch_alter_table("request") as batch_op:
        batch_op.add_column(sa.Column("follows_id", sa.String(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_request_follows_id_request"), "request", ["follows_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_request_follows_id"), ["follows_id"], unique=False)
    for table, column in (("invitation", "instead"), ("invitation", "instead_why"), ("review", "said_back")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
            batch_op.alter_column(column, server_default=None)
    with op.batch_alter_table("review_thread") as batch_op:
        kind = sa.Enum("comment", "lost", "fails", name="mark", native_enum=False, length=40)
        batch_op.add_column(sa.Column("mark", kind, nullable=False, server_default="comment"))
        batch_op.alter_column("mark", server_default=None)


def _groups() -> None:
    op.create_table(
        "group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"], name=op.f("fk_group_kept_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
    )
    with op.batch_alter_table("group") as batch_op:
        batch_op.create_index(batch_op.f("ix_group_kept_by"), ["kept_by"], unique=False)
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("invited_at", Moment(), nullable=True),
        sa.Column("joined_at", Moment(), nullable=True),
        sa.Column("left_at", Moment(), nullable=True),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_group_member_group_id_group")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_member_person_id_person")),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member") as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_person_id"), ["person_id"], unique=False)
    op.create_table(
        "group_paper",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("arxiv_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_group_paper_group_id_group")),
        sa.PrimaryKeyConstraint("group_id", "arxiv_id", name=op.f("pk_group_paper")),
    )
    op.create_table(
        "group_draft",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("brought_by", sa.String(), nullable=False),
        sa.Column("brought_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["brought_by"], ["person.id"], name=op.f("fk_group_draft_brought_by_person")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_group_draft_draft_id_draft")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_group_draft_group_id_group")),
        sa.PrimaryKeyConstraint("group_id", "draft_id", name=op.f("pk_group_draft")),
    )
    with op.batch_alter_table("group_draft") as batch_op:
        batch_op.create_index(batch_op.f("ix_group_draft_draft_id"), ["draft_id"], unique=False)
    op.create_table(
        "batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_batch_group_id_group")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_batch_sent_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("group_id", "digest", name=op.f("uq_batch_group_id_digest")),
    )
    with op.batch_alter_table("request") as batch_op:
        batch_op.add_column(sa.Column("batch_id", sa.String(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_request_batch_id_batch"), "batch", ["batch_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_request_batch_id"), ["batch_id"], unique=False)


def _author_checks() -> None:
    op.create_table(
        "author_address",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("mailed_at", Moment(), nullable=True),
        sa.Column("never_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_address")),
        sa.UniqueConstraint("email", name=op.f("uq_author_address_email")),
    )
    op.create_table(
        "author_check",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("address_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("revision_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("claims", Json, nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("orcid", sa.String(), nullable=False),
        sa.Column("orcid_listed", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["author_address.id"], name=op.f("fk_author_check_address_id_author_address")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_author_check_asked_by_person")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_author_check_draft_id_draft")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_author_check_revision_id_revision")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_author_check_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_check")),
    )
    with op.batch_alter_table("author_check") as batch_op:
        for column in ("address_id", "draft_id", "revision_id", "version_id"):
            batch_op.create_index(batch_op.f(f"ix_author_check_{column}"), [column], unique=False)
    op.create_table(
        "author_opinion",
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.String(), nullable=False),
        sa.Column(
            "opinion", sa.Enum("agree", "wrong", "nuance", name="opinion", native_enum=False, length=40), nullable=False
        ),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["author_check.id"], name=op.f("fk_author_opinion_check_id_author_check")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_author_opinion_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("check_id", "evidence_id", name=op.f("pk_author_opinion")),
    )
    op.create_table(
        "author_ground",
        sa.Column("address_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum("text", "source", "orcid", "keeper", name="ground", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["author_address.id"], name=op.f("fk_author_ground_address_id_author_address")
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_author_ground_noted_by_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_author_ground_version_id_paper_version")
        ),
        sa.PrimaryKeyConstraint("address_id", "version_id", "ground", name=op.f("pk_author_ground")),
    )


def _credit() -> None:
    op.create_table(
        "orcid_identity",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("orcid", sa.String(), nullable=False),
        sa.Column("connected_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_orcid_identity_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_orcid_identity")),
        sa.UniqueConstraint("orcid", name=op.f("uq_orcid_identity_orcid")),
    )
    # Whoever sent a review before did not know that readers may read one.
    with op.batch_alter_table("review") as batch_op:
        batch_op.add_column(sa.Column("for_readers", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("for_readers", server_default=None)
    op.create_table(
        "signed_review",
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("shown_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signed_review_person_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_signed_review_review_id_review")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_signed_review")),
    )
    with op.batch_alter_table("signed_review") as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_review_person_id"), ["person_id"], unique=False)
    op.create_table(
        "helped",
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("helper", sa.Enum("writer", "reader", name="helper", native_enum=False, length=40), nullable=False),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_helped_person_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_helped_review_id_review")),
        sa.PrimaryKeyConstraint("review_id", "person_id", name=op.f("pk_helped")),
    )
    with op.batch_alter_table("helped") as batch_op:
        batch_op.create_index(batch_op.f("ix_helped_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    for column in ("unmailed_since", "listed", "mail_path", "detail", "kind"):
        op.drop_column("notice", column)
    op.drop_table("post_choice")
    op.drop_column("mail", "about")
    op.drop_column("mail", "handed_at")
    op.drop_column("mail", "unsubscribe")
    op.drop_column("review", "private")
    op.drop_column("review", "for_readers")
    for table in ("helped", "signed_review", "orcid_identity"):
        op.drop_table(table)
    for table in ("author_ground", "author_opinion", "author_check", "author_address"):
        op.drop_table(table)
    with op.batch_alter_table("request") as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_batch_id"))
        batch_op.drop_constraint(op.f("fk_request_batch_id_batch"), type_="foreignkey")
        batch_op.drop_column("batch_id")
        batch_op.drop_index(batch_op.f("ix_request_follows_id"))
        batch_op.drop_constraint(op.f("fk_request_follows_id_request"), type_="foreignkey")
        batch_op.drop_column("follows_id")
    for table, column in (
        ("invitation", "instead"),
        ("invitation", "instead_why"),
        ("review", "said_back"),
        ("review_thread", "mark"),
        ("request", "routed_at"),
        ("request", "nobody_at"),
        ("invitation", "passed_at"),
        ("invitation", "chosen"),
    ):
        op.drop_column(table, column)
    for table in ("batch", "group_draft", "group_paper", "group_member", "group"):
        op.drop_table(table)
    for table in ("review_suggestion", "rating", "own_paper", "exclusion", "topic", "availability"):
        op.drop_table(table)
