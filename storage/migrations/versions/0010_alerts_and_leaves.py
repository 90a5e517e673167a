"""Colour alerts 预警, leaves 请假."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('leaves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('delegate_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by_id'], ['people.id'], name=op.f('fk_leaves_decided_by_id_people')),
    sa.ForeignKeyConstraint(['delegate_id'], ['people.id'], name=op.f('fk_leaves_delegate_id_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_leaves_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leaves'))
    )

    with op.batch_alter_table('leaves', schema=None) as batch_op:
        batch_op.create_index('ix_leaves_person_id_until_on', ['person_id', 'until_on'], unique=False)

    op.create_table('alerts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('water_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('colour', sa.String(32), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_by_id', sa.Integer(), nullable=True),
    sa.Column('lift_reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['lifted_by_id'], ['people.id'], name=op.f('fk_alerts_lifted_by_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_alerts_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_alerts_region_id_regions')),
    sa.ForeignKeyConstraint(['set_by_id'], ['people.id'], name=op.f('fk_alerts_set_by_id_people')),
    sa.ForeignKeyConstraint(['water_id'], ['waters.id'], name=op.f('fk_alerts_water_id_waters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alerts'))
    )

    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alerts_post_id'), ['post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_alerts_region_id'), ['region_id'], unique=False)
        batch_op.create_index('ix_alerts_until_on', ['until_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_alerts_water_id'), ['water_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alerts_water_id'))
        batch_op.drop_index('ix_alerts_until_on')
        batch_op.drop_index(batch_op.f('ix_alerts_region_id'))
        batch_op.drop_index(batch_op.f('ix_alerts_post_id'))

    op.drop_table('alerts')

    with op.batch_alter_table('leaves', schema=None) as batch_op:
        batch_op.drop_index('ix_leaves_person_id_until_on')

    op.drop_table('leaves')
