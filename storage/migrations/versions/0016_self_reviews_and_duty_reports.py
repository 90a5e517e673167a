"""Self-reviews 对照检查, duty reports 述职."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('duty_reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.String(32), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('to', sa.String(32), nullable=False),
    sa.Column('receiver', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('file_sha256', sa.String(length=64), nullable=True),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['file_sha256'], ['issued_files.sha256'], name=op.f('fk_duty_reports_file_sha256_issued_files')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_duty_reports_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_duty_reports_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_duty_reports_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_reports')),
    sa.UniqueConstraint('person_id', 'year', name=op.f('uq_duty_reports_person_id_year'))
    )

    with op.batch_alter_table('duty_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_reports_region_id'), ['region_id'], unique=False)
        batch_op.create_index('ix_duty_reports_year_state', ['year', 'state'], unique=False)

    op.create_table('self_review_rounds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.String(length=100), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('roles', sa.JSON(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by_id', sa.Integer(), nullable=False),
    sa.Column('opened_post_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['opened_by_id'], ['people.id'], name=op.f('fk_self_review_rounds_opened_by_id_people')),
    sa.ForeignKeyConstraint(['opened_post_id'], ['posts.id'], name=op.f('fk_self_review_rounds_opened_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_self_review_rounds_region_id_regions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_review_rounds')),
    sa.UniqueConstraint('region_id', 'year', 'occasion', name=op.f('uq_self_review_rounds_region_id_year_occasion'))
    )

    with op.batch_alter_table('self_review_rounds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_review_rounds_year'), ['year'], unique=False)

    op.create_table('duty_report_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('deed', sa.String(32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('update_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_duty_report_steps_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_duty_report_steps_post_id_posts')),
    sa.ForeignKeyConstraint(['report_id'], ['duty_reports.id'], name=op.f('fk_duty_report_steps_report_id_duty_reports')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_report_steps'))
    )

    with op.batch_alter_table('duty_report_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_report_steps_report_id'), ['report_id'], unique=False)

    op.create_table('self_review_sheets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.String(32), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_self_review_sheets_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_self_review_sheets_post_id_posts')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_self_review_sheets_region_id_regions')),
    sa.ForeignKeyConstraint(['round_id'], ['self_review_rounds.id'], name=op.f('fk_self_review_sheets_round_id_self_review_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_review_sheets')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_self_review_sheets_round_id_person_id'))
    )

    with op.batch_alter_table('self_review_sheets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_review_sheets_person_id'), ['person_id'], unique=False)

    op.create_table('self_review_problems',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('remedy', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('water_id', sa.Integer(), nullable=True),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['issue_id'], ['issues.id'], name=op.f('fk_self_review_problems_issue_id_issues')),
    sa.ForeignKeyConstraint(['sheet_id'], ['self_review_sheets.id'], name=op.f('fk_self_review_problems_sheet_id_self_review_sheets')),
    sa.ForeignKeyConstraint(['water_id'], ['waters.id'], name=op.f('fk_self_review_problems_water_id_waters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_review_problems'))
    )

    with op.batch_alter_table('self_review_problems', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_review_problems_sheet_id'), ['sheet_id'], unique=False)
        batch_op.create_index('ix_self_review_problems_state_due_on', ['state', 'due_on'], unique=False)

    op.create_table('self_review_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('problem_id', sa.Integer(), nullable=False),
    sa.Column('deed', sa.String(32), nullable=False),
    sa.Column('before', sa.String(32), nullable=False),
    sa.Column('after', sa.String(32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('update_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_self_review_steps_person_id_people')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_self_review_steps_post_id_posts')),
    sa.ForeignKeyConstraint(['problem_id'], ['self_review_problems.id'], name=op.f('fk_self_review_steps_problem_id_self_review_problems')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_review_steps'))
    )

    with op.batch_alter_table('self_review_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_review_steps_problem_id'), ['problem_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('self_review_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_self_review_steps_problem_id'))

    op.drop_table('self_review_steps')

    with op.batch_alter_table('self_review_problems', schema=None) as batch_op:
        batch_op.drop_index('ix_self_review_problems_state_due_on')
        batch_op.drop_index(batch_op.f('ix_self_review_problems_sheet_id'))

    op.drop_table('self_review_problems')

    with op.batch_alter_table('self_review_sheets', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_self_review_sheets_person_id'))

    op.drop_table('self_review_sheets')

    with op.batch_alter_table('duty_report_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duty_report_steps_report_id'))

    op.drop_table('duty_report_steps')

    with op.batch_alter_table('self_review_rounds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_self_review_rounds_year'))

    op.drop_table('self_review_rounds')

    with op.batch_alter_table('duty_reports', schema=None) as batch_op:
        batch_op.drop_index('ix_duty_reports_year_state')
        batch_op.drop_index(batch_op.f('ix_duty_reports_region_id'))

    op.drop_table('duty_reports')
