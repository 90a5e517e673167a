"""Measures 问责措施: prompts, interviews, self-criticisms, clues handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('measure_set_asides',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('origin', sa.String(length=200), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_measure_set_asides_person_id_people')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_measure_set_asides_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_set_asides')),
    sa.UniqueConstraint('origin', name=op.f('uq_measure_set_asides_origin'))
    )

    op.create_table('measures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('office_post_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('home_unit', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('origin', sa.String(length=200), nullable=True),
    sa.Column('together_id', sa.Integer(), nullable=True),
    sa.Column('previous_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('ordered_on', sa.Date(), nullable=False),
    sa.Column('ordered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ordered_by_id', sa.Integer(), nullable=True),
    sa.Column('ordered_post_id', sa.Integer(), nullable=True),
    sa.Column('superior_post_id', sa.Integer(), nullable=True),
    sa.Column('superior_id', sa.Integer(), nullable=True),
    sa.Column('meet_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('body', sa.String(length=200), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['office_post_id'], ['posts.id'], name=op.f('fk_measures_office_post_id_posts')),
    sa.ForeignKeyConstraint(['ordered_by_id'], ['people.id'], name=op.f('fk_measures_ordered_by_id_people')),
    sa.ForeignKeyConstraint(['ordered_post_id'], ['posts.id'], name=op.f('fk_measures_ordered_post_id_posts')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_measures_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_measures_post_id_posts')),
    sa.ForeignKeyConstraint(['previous_id'], ['measures.id'], name=op.f('fk_measures_previous_id_measures')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_measures_region_id_regions')),
    sa.ForeignKeyConstraint(['superior_id'], ['people.id'], name=op.f('fk_measures_superior_id_people')),
    sa.ForeignKeyConstraint(['superior_post_id'], ['posts.id'], name=op.f('fk_measures_superior_post_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measures')),
    sa.UniqueConstraint('origin', name=op.f('uq_measures_origin'))
    )

    with op.batch_alter_table('measures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measures_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measures_post_id'), ['post_id'], unique=False)
        batch_op.create_index('ix_measures_region_id_ordered_on', ['region_id', 'ordered_on'], unique=False)
        batch_op.create_index('ix_measures_state_due_on', ['state', 'due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_measures_superior_post_id'), ['superior_post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measures_together_id'), ['together_id'], unique=False)

    op.create_table('interview_records',
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('held', sa.String(length=200), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('host', sa.String(length=200), nullable=False),
    sa.Column('recorder', sa.String(length=200), nullable=False),
    sa.Column('attendees', sa.Text(), nullable=False),
    sa.Column('problems', sa.Text(), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('requirements', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_interview_records_measure_id_measures')),
    sa.PrimaryKeyConstraint('measure_id', name=op.f('pk_interview_records'))
    )

    op.create_table('measure_commitments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.Column('done_words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['done_by_id'], ['people.id'], name=op.f('fk_measure_commitments_done_by_id_people')),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_measure_commitments_measure_id_measures')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_commitments'))
    )

    with op.batch_alter_table('measure_commitments', schema=None) as batch_op:
        batch_op.create_index('ix_measure_commitments_done_at_due_on', ['done_at', 'due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_commitments_measure_id'), ['measure_id'], unique=False)

    op.create_table('measure_papers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=32), nullable=False),
    sa.Column('number', sa.String(length=100), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_sha256'], ['issued_files.sha256'], name=op.f('fk_measure_papers_file_sha256_issued_files')),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_measure_papers_measure_id_measures')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_papers'))
    )

    with op.batch_alter_table('measure_papers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measure_papers_measure_id'), ['measure_id'], unique=False)

    op.create_table('measure_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('deed', sa.String(32), nullable=False),
    sa.Column('before', sa.String(32), nullable=True),
    sa.Column('after', sa.String(32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('update_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_measure_steps_measure_id_measures')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_measure_steps_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_measure_steps_post_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_steps'))
    )

    with op.batch_alter_table('measure_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measure_steps_measure_id'), ['measure_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('measure_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measure_steps_measure_id'))

    op.drop_table('measure_steps')

    with op.batch_alter_table('measure_papers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measure_papers_measure_id'))

    op.drop_table('measure_papers')

    with op.batch_alter_table('measure_commitments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measure_commitments_measure_id'))
        batch_op.drop_index('ix_measure_commitments_done_at_due_on')

    op.drop_table('measure_commitments')

    op.drop_table('interview_records')

    with op.batch_alter_table('measures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measures_together_id'))
        batch_op.drop_index(batch_op.f('ix_measures_superior_post_id'))
        batch_op.drop_index('ix_measures_state_due_on')
        batch_op.drop_index('ix_measures_region_id_ordered_on')
        batch_op.drop_index(batch_op.f('ix_measures_post_id'))
        batch_op.drop_index(batch_op.f('ix_measures_person_id'))

    op.drop_table('measures')

    op.drop_table('measure_set_asides')
