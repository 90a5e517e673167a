"""Matters 重点事项 and cross-boundary cases 跨界会商."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("water_id", sa.Integer(), nullable=True),
        sa.Column("owner_post_id", sa.Integer(), nullable=True),
        sa.Column("patrol_id", sa.Integer(), nullable=True),
        sa.Column("decided_post_id", sa.Integer(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("reporter_post_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_post_id"], ["posts.id"], name=op.f("fk_action_items_decided_post_id_posts")),
        sa.ForeignKeyConstraint(["owner_post_id"], ["posts.id"], name=op.f("fk_action_items_owner_post_id_posts")),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrols.id"], name=op.f("fk_action_items_patrol_id_patrols")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_action_items_region_id_regions")),
        sa.ForeignKeyConstraint(["reporter_id"], ["people.id"], name=op.f("fk_action_items_reporter_id_people")),
        sa.ForeignKeyConstraint(
            ["reporter_post_id"], ["posts.id"], name=op.f("fk_action_items_reporter_post_id_posts")
        ),
        sa.ForeignKeyConstraint(["water_id"], ["waters.id"], name=op.f("fk_action_items_water_id_waters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
    )

    with op.batch_alter_table("action_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_items_decided_post_id"), ["decided_post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_owner_post_id"), ["owner_post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_patrol_id"), ["patrol_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_reporter_id"), ["reporter_id"], unique=False)
        batch_op.create_index("ix_action_items_state_due_on", ["state", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_water_id"), ["water_id"], unique=False)

    op.create_table(
        "action_item_issues",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_action_item_issues_issue_id_issues")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["action_items.id"], name=op.f("fk_action_item_issues_item_id_action_items")
        ),
        sa.PrimaryKeyConstraint("item_id", "issue_id", name=op.f("pk_action_item_issues")),
    )

    op.create_table(
        "action_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("before", sa.String(32), nullable=False),
        sa.Column("after", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["action_items.id"], name=op.f("fk_action_steps_item_id_action_items")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_action_steps_person_id_people")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_action_steps_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_steps")),
    )

    with op.batch_alter_table("action_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_steps_item_id"), ["item_id"], unique=False)

    op.create_table(
        "boundary_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_post_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("above_region_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("jointly", sa.Boolean(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["above_region_id"], ["regions.id"], name=op.f("fk_boundary_cases_above_region_id_regions")
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_boundary_cases_issue_id_issues")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"], name=op.f("fk_boundary_cases_opened_by_id_people")),
        sa.ForeignKeyConstraint(["opened_post_id"], ["posts.id"], name=op.f("fk_boundary_cases_opened_post_id_posts")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_boundary_cases_region_id_regions")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["people.id"], name=op.f("fk_boundary_cases_settled_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_cases")),
    )

    with op.batch_alter_table("boundary_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_boundary_cases_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_boundary_cases_state"), ["state"], unique=False)

    op.create_table(
        "boundary_sides",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["boundary_cases.id"], name=op.f("fk_boundary_sides_case_id_boundary_cases")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_boundary_sides_person_id_people")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_boundary_sides_post_id_posts")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_boundary_sides_region_id_regions")),
        sa.PrimaryKeyConstraint("case_id", "region_id", name=op.f("pk_boundary_sides")),
    )


def downgrade() -> None:
    op.drop_table("boundary_sides")

    with op.batch_alter_table("boundary_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_boundary_cases_state"))
        batch_op.drop_index(batch_op.f("ix_boundary_cases_issue_id"))

    op.drop_table("boundary_cases")

    with op.batch_alter_table("action_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_steps_item_id"))

    op.drop_table("action_steps")

    op.drop_table("action_item_issues")

    with op.batch_alter_table("action_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_items_water_id"))
        batch_op.drop_index("ix_action_items_state_due_on")
        batch_op.drop_index(batch_op.f("ix_action_items_reporter_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_region_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_patrol_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_owner_post_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_decided_post_id"))

    op.drop_table("action_items")
