"""Campaigns 专项行动 and opinions 社情民意."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"], name=op.f("fk_campaigns_opened_by_id_people")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_campaigns_region_id_regions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("region_id", "name", name=op.f("uq_campaigns_region_id_name")),
    )

    op.create_table(
        "campaign_members",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_members_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_campaign_members_person_id_people")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_campaign_members")),
    )

    with op.batch_alter_table("campaign_members", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_members_person_id", ["person_id"], unique=False)

    op.create_table(
        "campaign_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("water_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("collected", sa.Double(), nullable=True),
        sa.Column("treated", sa.Double(), nullable=True),
        sa.Column("compliant", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_visits_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_campaign_visits_person_id_people")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_campaign_visits_region_id_regions")),
        sa.ForeignKeyConstraint(["water_id"], ["waters.id"], name=op.f("fk_campaign_visits_water_id_waters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_visits")),
    )

    with op.batch_alter_table("campaign_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_visits_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "campaign_waters",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("water_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_waters_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["water_id"], ["waters.id"], name=op.f("fk_campaign_waters_water_id_waters")),
        sa.PrimaryKeyConstraint("campaign_id", "water_id", name=op.f("pk_campaign_waters")),
    )

    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_post_id", sa.Integer(), nullable=True),
        sa.Column("forwarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forwarded_by_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_opinions_answered_by_id_people")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_opinions_author_id_people")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_opinions_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["forwarded_by_id"], ["people.id"], name=op.f("fk_opinions_forwarded_by_id_people")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_opinions_region_id_regions")),
        sa.ForeignKeyConstraint(["to_post_id"], ["posts.id"], name=op.f("fk_opinions_to_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
    )

    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinions_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinions_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index("ix_opinions_region_id_state", ["region_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinions_to_post_id"), ["to_post_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinions_to_post_id"))
        batch_op.drop_index("ix_opinions_region_id_state")
        batch_op.drop_index(batch_op.f("ix_opinions_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_opinions_author_id"))

    op.drop_table("opinions")

    op.drop_table("campaign_waters")

    with op.batch_alter_table("campaign_visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_visits_campaign_id"))

    op.drop_table("campaign_visits")

    with op.batch_alter_table("campaign_members", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_members_person_id")

    op.drop_table("campaign_members")

    op.drop_table("campaigns")
