"""One process at work, work groups 工作群, notices with enclosures and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('lease',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('holder', sa.String(length=200), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lease'))
    )

    op.create_table('groups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('taken_by_id', sa.Integer(), nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['added_by_id'], ['people.id'], name=op.f('fk_groups_added_by_id_people')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_groups_region_id_regions')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['people.id'], name=op.f('fk_groups_taken_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_groups')),
    sa.UniqueConstraint('chat_id', name=op.f('uq_groups_chat_id'))
    )

    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_groups_added_by_id'), ['added_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_groups_region_id'), ['region_id'], unique=False)

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('group_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('enclosures', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('message_ids', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('correction', sa.String(32), nullable=True))
        batch_op.add_column(sa.Column('correct_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('person_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_outbox_group_id'), ['group_id'], unique=False)
        batch_op.create_index('ix_outbox_to_correct', ['correct_at'], unique=False, sqlite_where=sa.text('correct_at IS NOT NULL'), postgresql_where=sa.text('correct_at IS NOT NULL'))
        batch_op.create_check_constraint('one_addressee', '(person_id IS NULL) <> (group_id IS NULL)')
        batch_op.create_foreign_key(batch_op.f('fk_outbox_group_id_groups'), 'groups', ['group_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_outbox_one_addressee'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_outbox_group_id_groups'), type_='foreignkey')
        batch_op.drop_index('ix_outbox_to_correct', sqlite_where=sa.text('correct_at IS NOT NULL'), postgresql_where=sa.text('correct_at IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_outbox_group_id'))
        batch_op.alter_column('person_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('correct_at')
        batch_op.drop_column('correction')
        batch_op.drop_column('message_ids')
        batch_op.drop_column('enclosures')
        batch_op.drop_column('group_id')

    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_groups_region_id'))
        batch_op.drop_index(batch_op.f('ix_groups_added_by_id'))

    op.drop_table('groups')

    op.drop_table('lease')
