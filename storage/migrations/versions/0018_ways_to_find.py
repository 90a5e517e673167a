"""Open patrols by their live message, issues by the one they were merged into 并案: both were looked for row by row."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, table, columns, where in _INDEXES:
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, table, _, where in reversed(_INDEXES):
        op.drop_index(name, table_name=table, sqlite_where=where, postgresql_where=where)


_INDEXES = (
    ("ix_patrols_live", "patrols", ["live_chat_id", "live_message_id"], sa.text("state = 'open'")),
    ("ix_issues_merged_into_id", "issues", ["merged_into_id"], sa.text("merged_into_id IS NOT NULL")),
)
