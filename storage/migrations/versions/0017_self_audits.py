"""The nightly self-audit 提醒自查."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('self_audits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outbox_id', sa.Integer(), nullable=False),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('missing', sa.Integer(), nullable=False),
    sa.Column('undue', sa.Integer(), nullable=False),
    sa.Column('twice', sa.Integer(), nullable=False),
    sa.Column('stuck', sa.Integer(), nullable=False),
    sa.Column('undelivered', sa.JSON(), nullable=False),
    sa.Column('named', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_audits')),
    sa.UniqueConstraint('day', name=op.f('uq_self_audits_day'))
    )


def downgrade() -> None:
    op.drop_table('self_audits')
