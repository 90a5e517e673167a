"""Runs migrations on the connection that storage/schema.py hands over, or on the URL given with -x url=…"""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, Enum

from storage.database import open_database
from storage.models import Base
from storage.models.base import Moment
from storage.search.upkeep import is_model


def plain(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Our own column types in a migration's words: what the database has, without the program's enums."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


def run(connection: Connection) -> None:
    """Runs them in the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        include_name=is_model,
        render_as_batch=True,
        render_item=plain,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    database = open_database(context.get_x_argument(as_dictionary=True)["url"])
    with database.engine.begin() as opened:
        run(opened)
