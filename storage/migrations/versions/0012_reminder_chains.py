"""Chains of reminders 逐级提醒, and when people want theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminder_choices',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('digest_hour', sa.Integer(), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_reminder_choices_person_id_people')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_reminder_choices'))
    )

    op.create_table('reminder_chains',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('matter', sa.String(32), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('acknowledged_by_id', sa.Integer(), nullable=True),
    sa.Column('snoozes', sa.Integer(), nullable=False),
    sa.Column('snoozed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('snoozed_by_id', sa.Integer(), nullable=True),
    sa.Column('snoozed_step', sa.String(length=20), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended', sa.String(32), nullable=True),
    sa.ForeignKeyConstraint(['acknowledged_by_id'], ['people.id'], name=op.f('fk_reminder_chains_acknowledged_by_id_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_reminder_chains_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_reminder_chains_post_id_posts')),
    sa.ForeignKeyConstraint(['snoozed_by_id'], ['people.id'], name=op.f('fk_reminder_chains_snoozed_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_chains')),
    sa.UniqueConstraint('key', name=op.f('uq_reminder_chains_key'))
    )

    with op.batch_alter_table('reminder_chains', schema=None) as batch_op:
        batch_op.create_index('ix_reminder_chains_people', ['matter', 'person_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_reminder_chains_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reminder_chains_post_id'), ['post_id'], unique=False)
        batch_op.create_index('ix_reminder_chains_snoozed', ['snoozed_until'], unique=False, sqlite_where=sa.text('snoozed_until IS NOT NULL'), postgresql_where=sa.text('snoozed_until IS NOT NULL'))
        batch_op.create_index('ix_reminder_chains_subjects', ['matter', 'subject_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))


def downgrade() -> None:
    with op.batch_alter_table('reminder_chains', schema=None) as batch_op:
        batch_op.drop_index('ix_reminder_chains_subjects', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_reminder_chains_snoozed', sqlite_where=sa.text('snoozed_until IS NOT NULL'), postgresql_where=sa.text('snoozed_until IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_reminder_chains_post_id'))
        batch_op.drop_index(batch_op.f('ix_reminder_chains_person_id'))
        batch_op.drop_index('ix_reminder_chains_people', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('reminder_chains')

    op.drop_table('reminder_choices')
