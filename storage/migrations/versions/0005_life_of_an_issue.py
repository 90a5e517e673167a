"""Transfers 移交, supervision by name 挂牌督办, look-backs 回头看."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "look_back_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("closed_from", sa.Date(), nullable=False),
        sa.Column("closed_to", sa.Date(), nullable=False),
        sa.Column("narrowed", sa.JSON(), nullable=False),
        sa.Column("pool", sa.JSON(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=True),
        sa.Column("drawn_post_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["drawn_by_id"], ["people.id"], name=op.f("fk_look_back_rounds_drawn_by_id_people")),
        sa.ForeignKeyConstraint(["drawn_post_id"], ["posts.id"], name=op.f("fk_look_back_rounds_drawn_post_id_posts")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_look_back_rounds_region_id_regions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_back_rounds")),
    )

    with op.batch_alter_table("look_back_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_look_back_rounds_region_id"), ["region_id"], unique=False)

    op.create_table(
        "look_back_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by_id", sa.Integer(), nullable=True),
        sa.Column("looked_post_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_look_back_items_issue_id_issues")),
        sa.ForeignKeyConstraint(["looked_by_id"], ["people.id"], name=op.f("fk_look_back_items_looked_by_id_people")),
        sa.ForeignKeyConstraint(["looked_post_id"], ["posts.id"], name=op.f("fk_look_back_items_looked_post_id_posts")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["look_back_rounds.id"], name=op.f("fk_look_back_items_round_id_look_back_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_back_items")),
        sa.UniqueConstraint("round_id", "issue_id", name=op.f("uq_look_back_items_round_id_issue_id")),
    )

    with op.batch_alter_table("look_back_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_look_back_items_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_look_back_items_looked_at"), ["looked_at"], unique=False)

    op.create_table(
        "supervisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_by_id", sa.Integer(), nullable=True),
        sa.Column("put_post_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_supervisions_issue_id_issues")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["people.id"], name=op.f("fk_supervisions_lifted_by_id_people")),
        sa.ForeignKeyConstraint(["put_by_id"], ["people.id"], name=op.f("fk_supervisions_put_by_id_people")),
        sa.ForeignKeyConstraint(["put_post_id"], ["posts.id"], name=op.f("fk_supervisions_put_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisions")),
    )

    with op.batch_alter_table("supervisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervisions_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_post_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_transfers_answered_by_id_people")),
        sa.ForeignKeyConstraint(
            ["file_sha256"], ["issued_files.sha256"], name=op.f("fk_transfers_file_sha256_issued_files")
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_transfers_issue_id_issues")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_transfers_post_id_posts")),
        sa.ForeignKeyConstraint(["received_by_id"], ["people.id"], name=op.f("fk_transfers_received_by_id_people")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["people.id"], name=op.f("fk_transfers_sent_by_id_people")),
        sa.ForeignKeyConstraint(["sent_post_id"], ["posts.id"], name=op.f("fk_transfers_sent_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )

    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfers_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_outcome"), ["outcome"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_post_id"), ["post_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transfers_post_id"))
        batch_op.drop_index(batch_op.f("ix_transfers_outcome"))
        batch_op.drop_index(batch_op.f("ix_transfers_issue_id"))
        batch_op.drop_index(batch_op.f("ix_transfers_due_on"))

    op.drop_table("transfers")

    with op.batch_alter_table("supervisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervisions_issue_id"))

    op.drop_table("supervisions")

    with op.batch_alter_table("look_back_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_look_back_items_looked_at"))
        batch_op.drop_index(batch_op.f("ix_look_back_items_issue_id"))

    op.drop_table("look_back_items")

    with op.batch_alter_table("look_back_rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_look_back_rounds_region_id"))

    op.drop_table("look_back_rounds")
