"""Duty lists 履职清单, planned patrols and their briefs 巡河准备."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('duty_lists',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['published_by_id'], ['people.id'], name=op.f('fk_duty_lists_published_by_id_people')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_duty_lists_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_lists')),
    sa.UniqueConstraint('region_id', 'year', 'version', name=op.f('uq_duty_lists_region_id_year_version'))
    )

    op.create_table('duty_list_items',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(32), nullable=False),
    sa.Column('level', sa.String(32), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('task', sa.String(32), nullable=False),
    sa.Column('what', sa.String(length=200), nullable=False),
    sa.Column('how', sa.String(length=500), nullable=False),
    sa.Column('proof', sa.String(32), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(32), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('evidence', sa.String(length=500), nullable=False),
    sa.Column('source', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['duty_lists.id'], name=op.f('fk_duty_list_items_list_id_duty_lists')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_list_items')),
    sa.UniqueConstraint('list_id', 'place', name=op.f('uq_duty_list_items_list_id_place'))
    )

    op.create_table('duty_notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_duty_notes_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_duty_notes_post_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_notes'))
    )

    with op.batch_alter_table('duty_notes', schema=None) as batch_op:
        batch_op.create_index('ix_duty_notes_post_id_year', ['post_id', 'year'], unique=False)

    op.create_table('duty_readings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('stamp', sa.String(length=16), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['duty_lists.id'], name=op.f('fk_duty_readings_list_id_duty_lists')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_duty_readings_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_duty_readings_post_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_readings')),
    sa.UniqueConstraint('post_id', 'person_id', 'stamp', name=op.f('uq_duty_readings_post_id_person_id_stamp'))
    )

    with op.batch_alter_table('duty_readings', schema=None) as batch_op:
        batch_op.create_index('ix_duty_readings_stamp', ['stamp'], unique=False)

    op.create_table('patrol_plans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('water_id', sa.Integer(), nullable=False),
    sa.Column('patrol_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('planned_by_id', sa.Integer(), nullable=True),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['planned_by_id'], ['people.id'], name=op.f('fk_patrol_plans_planned_by_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_patrol_plans_post_id_posts')),
    sa.ForeignKeyConstraint(['water_id'], ['waters.id'], name=op.f('fk_patrol_plans_water_id_waters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_patrol_plans'))
    )

    with op.batch_alter_table('patrol_plans', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_patrol_plans_post_id'), ['post_id'], unique=False)
        batch_op.create_index('ix_patrol_plans_state_patrol_on', ['state', 'patrol_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_patrol_plans_water_id'), ['water_id'], unique=False)

    op.create_table('brief_asks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('has_nothing', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['patrol_plans.id'], name=op.f('fk_brief_asks_plan_id_patrol_plans')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_brief_asks_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brief_asks')),
    sa.UniqueConstraint('plan_id', 'region_id', name=op.f('uq_brief_asks_plan_id_region_id'))
    )

    op.create_table('brief_pieces',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_brief_pieces_person_id_people')),
    sa.ForeignKeyConstraint(['plan_id'], ['patrol_plans.id'], name=op.f('fk_brief_pieces_plan_id_patrol_plans')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_brief_pieces_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_brief_pieces_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brief_pieces'))
    )

    with op.batch_alter_table('brief_pieces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_brief_pieces_plan_id'), ['plan_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('brief_pieces', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_brief_pieces_plan_id'))

    op.drop_table('brief_pieces')

    op.drop_table('brief_asks')

    with op.batch_alter_table('patrol_plans', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_patrol_plans_water_id'))
        batch_op.drop_index('ix_patrol_plans_state_patrol_on')
        batch_op.drop_index(batch_op.f('ix_patrol_plans_post_id'))

    op.drop_table('patrol_plans')

    with op.batch_alter_table('duty_readings', schema=None) as batch_op:
        batch_op.drop_index('ix_duty_readings_stamp')

    op.drop_table('duty_readings')

    with op.batch_alter_table('duty_notes', schema=None) as batch_op:
        batch_op.drop_index('ix_duty_notes_post_id_year')

    op.drop_table('duty_notes')

    op.drop_table('duty_list_items')

    op.drop_table('duty_lists')
