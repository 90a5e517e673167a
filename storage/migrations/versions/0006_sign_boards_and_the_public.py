"""Sign boards 公示牌 and what the public hands in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_public_blocks_by_id_people")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["people.id"], name=op.f("fk_public_blocks_lifted_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_public_blocks_person_id_people")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_public_blocks_region_id_regions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_blocks")),
    )

    with op.batch_alter_table("public_blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_blocks_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_boards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("water_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("put_up_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_sign_boards_region_id_regions")),
        sa.ForeignKeyConstraint(["water_id"], ["waters.id"], name=op.f("fk_sign_boards_water_id_waters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_boards")),
        sa.UniqueConstraint("code", name=op.f("uq_sign_boards_code")),
    )

    with op.batch_alter_table("sign_boards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_boards_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_boards_water_id"), ["water_id"], unique=False)

    op.create_table(
        "board_prints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("chief", sa.String(length=200), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["sign_boards.id"], name=op.f("fk_board_prints_board_id_sign_boards")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_board_prints_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_prints")),
    )

    with op.batch_alter_table("board_prints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_prints_board_id"), ["board_id"], unique=False)

    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("water_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("place_by", sa.String(32), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("joins_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["sign_boards.id"], name=op.f("fk_submissions_board_id_sign_boards")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_submissions_decided_by_id_people")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_submissions_issue_id_issues")),
        sa.ForeignKeyConstraint(["joins_id"], ["issues.id"], name=op.f("fk_submissions_joins_id_issues")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_submissions_person_id_people")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_submissions_region_id_regions")),
        sa.ForeignKeyConstraint(["water_id"], ["waters.id"], name=op.f("fk_submissions_water_id_waters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("number", name=op.f("uq_submissions_number")),
    )

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index("ix_submissions_person_id_submitted_at", ["person_id", "submitted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_submissions_region_id"), ["region_id"], unique=False)
        batch_op.create_index("ix_submissions_state", ["state"], unique=False)

    op.create_table(
        "solved_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_solved_answers_issue_id_issues")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_solved_answers_person_id_people")),
        sa.ForeignKeyConstraint(["step_id"], ["issue_steps.id"], name=op.f("fk_solved_answers_step_id_issue_steps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solved_answers")),
        sa.UniqueConstraint("step_id", "person_id", name=op.f("uq_solved_answers_step_id_person_id")),
    )

    with op.batch_alter_table("solved_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solved_answers_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_solved_answers_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("solved_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solved_answers_person_id"))
        batch_op.drop_index(batch_op.f("ix_solved_answers_issue_id"))

    op.drop_table("solved_answers")

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_state")
        batch_op.drop_index(batch_op.f("ix_submissions_region_id"))
        batch_op.drop_index("ix_submissions_person_id_submitted_at")
        batch_op.drop_index(batch_op.f("ix_submissions_issue_id"))

    op.drop_table("submissions")

    with op.batch_alter_table("board_prints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_prints_board_id"))

    op.drop_table("board_prints")

    with op.batch_alter_table("sign_boards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_boards_water_id"))
        batch_op.drop_index(batch_op.f("ix_sign_boards_region_id"))

    op.drop_table("sign_boards")

    with op.batch_alter_table("public_blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_public_blocks_person_id"))

    op.drop_table("public_blocks")
