"""Papers 公文, the files that were issued, exports."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_issued_files")),
    )

    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_exports_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )

    with op.batch_alter_table("exports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exports_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exports_state"), ["state"], unique=False)

    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("office_post_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("copies", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_post_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("audit_row", sa.Integer(), nullable=True),
        sa.Column("audit_hash", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["people.id"], name=op.f("fk_papers_drafted_by_id_people")),
        sa.ForeignKeyConstraint(
            ["file_sha256"], ["issued_files.sha256"], name=op.f("fk_papers_file_sha256_issued_files")
        ),
        sa.ForeignKeyConstraint(["office_post_id"], ["posts.id"], name=op.f("fk_papers_office_post_id_posts")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_papers_region_id_regions")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["people.id"], name=op.f("fk_papers_signed_by_id_people")),
        sa.ForeignKeyConstraint(["signed_post_id"], ["posts.id"], name=op.f("fk_papers_signed_post_id_posts")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["people.id"], name=op.f("fk_papers_withdrawn_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("code", "year", "serial", name=op.f("uq_papers_code_year_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_papers_number")),
    )

    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index("ix_papers_region_id_signed_at", ["region_id", "signed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_state"), ["state"], unique=False)

    op.create_table(
        "paper_addressees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by_id", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_addressees_paper_id_papers")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_paper_addressees_post_id_posts")),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["people.id"], name=op.f("fk_paper_addressees_received_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["replied_by_id"], ["people.id"], name=op.f("fk_paper_addressees_replied_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_addressees")),
        sa.UniqueConstraint("paper_id", "post_id", name=op.f("uq_paper_addressees_paper_id_post_id")),
    )

    with op.batch_alter_table("paper_addressees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_addressees_post_id"), ["post_id"], unique=False)

    op.create_table(
        "paper_issues",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_paper_issues_issue_id_issues")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_issues_paper_id_papers")),
        sa.PrimaryKeyConstraint("paper_id", "issue_id", name=op.f("pk_paper_issues")),
    )

    with op.batch_alter_table("paper_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_issues_issue_id"), ["issue_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("file_name", sa.String(length=200), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_file_sha256_issued_files"), "issued_files", ["file_sha256"], ["sha256"]
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_file_sha256_issued_files"), type_="foreignkey")
        batch_op.drop_column("file_name")
        batch_op.drop_column("file_sha256")

    with op.batch_alter_table("paper_issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_issues_issue_id"))

    op.drop_table("paper_issues")

    with op.batch_alter_table("paper_addressees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_addressees_post_id"))

    op.drop_table("paper_addressees")

    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_state"))
        batch_op.drop_index("ix_papers_region_id_signed_at")

    op.drop_table("papers")

    with op.batch_alter_table("exports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exports_state"))
        batch_op.drop_index(batch_op.f("ix_exports_person_id"))

    op.drop_table("exports")

    op.drop_table("issued_files")
