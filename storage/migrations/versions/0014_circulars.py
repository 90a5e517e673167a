"""Circulars 通报 and letters on patrols."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('circulars',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form', sa.String(32), nullable=False),
    sa.Column('period', sa.String(32), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('lead', sa.Text(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('rules_sha256', sa.String(length=64), nullable=False),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('drafted_by_id', sa.Integer(), nullable=True),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('object_until', sa.Date(), nullable=True),
    sa.Column('sent_by_id', sa.Integer(), nullable=True),
    sa.Column('sent_post_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('paper_id', sa.Integer(), nullable=True),
    sa.Column('snapshot', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('snapshot_sha256', sa.String(length=64), nullable=True),
    sa.Column('audience', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('broadcast_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['people.id'], name=op.f('fk_circulars_drafted_by_id_people')),
    sa.ForeignKeyConstraint(['paper_id'], ['papers.id'], name=op.f('fk_circulars_paper_id_papers')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_circulars_region_id_regions')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['people.id'], name=op.f('fk_circulars_sent_by_id_people')),
    sa.ForeignKeyConstraint(['sent_post_id'], ['posts.id'], name=op.f('fk_circulars_sent_post_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circulars')),
    sa.UniqueConstraint('paper_id', name=op.f('uq_circulars_paper_id')),
    sa.UniqueConstraint('region_id', 'form', 'period', 'first', name=op.f('uq_circulars_region_id_form_period_first'))
    )

    with op.batch_alter_table('circulars', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_circulars_last'), ['last'], unique=False)
        batch_op.create_index(batch_op.f('ix_circulars_state'), ['state'], unique=False)

    op.create_table('circular_names',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('circular_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=20), nullable=False),
    sa.Column('whom', sa.String(32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('seat', sa.String(length=300), nullable=False),
    sa.Column('has_left', sa.Boolean(), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('points', sa.Double(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('by_hand', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('objected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('objection', sa.Text(), nullable=False),
    sa.Column('spoke_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['circular_id'], ['circulars.id'], name=op.f('fk_circular_names_circular_id_circulars')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['people.id'], name=op.f('fk_circular_names_decided_by_id_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_circular_names_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_circular_names_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_circular_names_region_id_regions')),
    sa.ForeignKeyConstraint(['spoke_id'], ['people.id'], name=op.f('fk_circular_names_spoke_id_people')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_circular_names_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circular_names')),
    sa.UniqueConstraint('circular_id', 'subject', name=op.f('uq_circular_names_circular_id_subject'))
    )

    with op.batch_alter_table('circular_names', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_circular_names_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_circular_names_subject'), ['subject'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('circular_names', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_circular_names_subject'))
        batch_op.drop_index(batch_op.f('ix_circular_names_person_id'))

    op.drop_table('circular_names')

    with op.batch_alter_table('circulars', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_circulars_state'))
        batch_op.drop_index(batch_op.f('ix_circulars_last'))

    op.drop_table('circulars')
