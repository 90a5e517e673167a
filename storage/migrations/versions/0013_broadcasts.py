"""Notices to many 发通知."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('broadcast_lists',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('people', sa.JSON(), nullable=False),
    sa.Column('posts', sa.JSON(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['people.id'], name=op.f('fk_broadcast_lists_made_by_id_people')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_broadcast_lists_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_lists'))
    )

    with op.batch_alter_table('broadcast_lists', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_lists_region_id'), ['region_id'], unique=False)

    op.create_table('broadcasts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('office_post_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('wants_receipt', sa.Boolean(), nullable=False),
    sa.Column('wants_done', sa.Boolean(), nullable=False),
    sa.Column('due_days', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('every', sa.String(32), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_broadcasts_author_id_people')),
    sa.ForeignKeyConstraint(['office_post_id'], ['posts.id'], name=op.f('fk_broadcasts_office_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_broadcasts_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcasts'))
    )

    with op.batch_alter_table('broadcasts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcasts_next_at'), ['next_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcasts_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcasts_state'), ['state'], unique=False)

    op.create_table('broadcast_rounds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('broadcast_id', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('cursor', sa.Integer(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('chased_on', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('correct_cursor', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcasts.id'], name=op.f('fk_broadcast_rounds_broadcast_id_broadcasts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_rounds')),
    sa.UniqueConstraint('broadcast_id', 'due_at', name=op.f('uq_broadcast_rounds_broadcast_id_due_at'))
    )

    with op.batch_alter_table('broadcast_rounds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_rounds_decided_at'), ['decided_at'], unique=False)

    op.create_table('broadcast_recipients',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('post', sa.String(length=300), nullable=False),
    sa.Column('level', sa.String(32), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('water', sa.String(length=300), nullable=False),
    sa.Column('notice_key', sa.String(length=200), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('phoned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('phoned_by_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name=op.f('fk_broadcast_recipients_group_id_groups')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_broadcast_recipients_person_id_people')),
    sa.ForeignKeyConstraint(['phoned_by_id'], ['people.id'], name=op.f('fk_broadcast_recipients_phoned_by_id_people')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_broadcast_recipients_region_id_regions')),
    sa.ForeignKeyConstraint(['round_id'], ['broadcast_rounds.id'], name=op.f('fk_broadcast_recipients_round_id_broadcast_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_recipients')),
    sa.UniqueConstraint('round_id', 'group_id', name=op.f('uq_broadcast_recipients_round_id_group_id')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_broadcast_recipients_round_id_person_id'))
    )

    with op.batch_alter_table('broadcast_recipients', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_recipients_notice_key'), ['notice_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_recipients_person_id'), ['person_id'], unique=False)

    op.create_table('broadcast_questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recipient_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['people.id'], name=op.f('fk_broadcast_questions_answered_by_id_people')),
    sa.ForeignKeyConstraint(['recipient_id'], ['broadcast_recipients.id'], name=op.f('fk_broadcast_questions_recipient_id_broadcast_recipients')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast_questions'))
    )

    with op.batch_alter_table('broadcast_questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_questions_recipient_id'), ['recipient_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('broadcast_questions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcast_questions_recipient_id'))

    op.drop_table('broadcast_questions')

    with op.batch_alter_table('broadcast_recipients', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcast_recipients_person_id'))
        batch_op.drop_index(batch_op.f('ix_broadcast_recipients_notice_key'))

    op.drop_table('broadcast_recipients')

    with op.batch_alter_table('broadcast_rounds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcast_rounds_decided_at'))

    op.drop_table('broadcast_rounds')

    with op.batch_alter_table('broadcasts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcasts_state'))
        batch_op.drop_index(batch_op.f('ix_broadcasts_region_id'))
        batch_op.drop_index(batch_op.f('ix_broadcasts_next_at'))

    op.drop_table('broadcasts')

    with op.batch_alter_table('broadcast_lists', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcast_lists_region_id'))

    op.drop_table('broadcast_lists')
