"""Inspections 督查, where an issue came from, and what is known of each file as it was received."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(32), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("water_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("patrol", sa.String(32), nullable=True),
        sa.Column("check", sa.String(32), nullable=True),
        sa.Column("treat", sa.String(32), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_inspections_person_id_people")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_inspections_post_id_posts")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_inspections_region_id_regions")),
        sa.ForeignKeyConstraint(["water_id"], ["waters.id"], name=op.f("fk_inspections_water_id_waters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
    )

    with op.batch_alter_table("inspections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspections_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index("ix_inspections_person_id_ended_at", ["person_id", "ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspections_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspections_started_at"), ["started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspections_water_id"), ["water_id"], unique=False)

    op.create_table(
        "finding_routes",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("receiver", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_finding_routes_issue_id_issues")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_finding_routes_post_id_posts")),
        sa.PrimaryKeyConstraint("issue_id", "post_id", name=op.f("pk_finding_routes")),
    )

    op.create_table(
        "issue_origins",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_origins_issue_id_issues")),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_origins")),
    )

    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("turned_by", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("inspection_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("campaign_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_issues_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issues_inspection_id"), ["inspection_id"], unique=False)
        batch_op.create_index("ix_issues_state_region_id", ["state", "region_id", "inspection_id"], unique=False)
        batch_op.create_index("ix_issues_state_turned_at", ["state", "turned_at", "id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_issues_campaign_id_campaigns"), "campaigns", ["campaign_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_issues_inspection_id_inspections"), "inspections", ["inspection_id"], ["id"]
        )

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(sa.Column("update_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("file_name", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("lat", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("lon", sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_column("lon")
        batch_op.drop_column("lat")
        batch_op.drop_column("file_name")
        batch_op.drop_column("update_id")

    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_issues_inspection_id_inspections"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_issues_campaign_id_campaigns"), type_="foreignkey")
        batch_op.drop_index("ix_issues_state_turned_at")
        batch_op.drop_index("ix_issues_state_region_id")
        batch_op.drop_index(batch_op.f("ix_issues_inspection_id"))
        batch_op.drop_index(batch_op.f("ix_issues_campaign_id"))
        batch_op.drop_column("campaign_id")
        batch_op.drop_column("inspection_id")
        batch_op.drop_column("turned_by")
        batch_op.drop_column("turned_at")

    op.drop_table("issue_origins")

    op.drop_table("finding_routes")

    with op.batch_alter_table("inspections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspections_water_id"))
        batch_op.drop_index(batch_op.f("ix_inspections_started_at"))
        batch_op.drop_index(batch_op.f("ix_inspections_region_id"))
        batch_op.drop_index("ix_inspections_person_id_ended_at")
        batch_op.drop_index(batch_op.f("ix_inspections_ended_at"))

    op.drop_table("inspections")
