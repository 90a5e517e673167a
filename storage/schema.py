"""The tables are made and brought up to date by migrations; a database newer than the program is left alone."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from storage.models import Base

MIGRATIONS = "storage:migrations"


class DatabaseTooNew(Exception):
    """The database was made by a later version of the program."""


def upgrade(engine: Engine) -> None:
    """Brings the tables up to date; raises DatabaseTooNew and touches nothing if they are ahead of this program."""
    config = _config()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNew(found)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def differences(engine: Engine) -> list[object]:
    """What the tables lack or have too much, compared with the models."""
    from alembic.autogenerate import compare_metadata  # a development need; slow to import

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config
