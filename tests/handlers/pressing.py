"""Presses many buttons at once, and looks at what that changed, what it told and what went wrong."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from functools import cache

import pytest
from sqlalchemy import TextClause, select, text

from bot.sandbox import acts
from bot.sandbox.media import photo
from storage.models import Arrival, Base, Draft, InboxUpdate, Media, SavedSearch
from tests.marks import SECRET
from tests.people import Heard, Person, picture
from tests.river import River


def kept(river: River, but_of: Person) -> dict[str, str]:
    """A sum of each table, without what came in, what waits to be said, and the person's own dialogs."""
    found = {}
    with river.database.engine.connect() as connection:
        for name, rows in _everything().items():
            # As the database holds it: to make Python's values of eighty tables takes longer than to press a button.
            told = {"but_of": but_of.user.id, "secret": f"%{SECRET}%"}
            content = repr(connection.execute(rows, told).all())
            found[name] = hashlib.sha256(content.encode()).hexdigest()
    return found


@cache
def _everything() -> dict[str, TextClause]:
    """By table, the statement that reads what is compared."""
    some = {
        Draft.__tablename__: "WHERE chat_id != :but_of",
        SavedSearch.__tablename__: "WHERE name LIKE :secret",  # one's own, of whatever one likes
    }
    return {
        table.name: text(
            f"SELECT * FROM {table.name} {some.get(table.name, '')} ORDER BY "  # noqa: S608 - our own names
            + ", ".join(column.name for column in table.primary_key.columns)
        )
        for table in Base.metadata.sorted_tables
        if table.name != InboxUpdate.__tablename__
    }


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables whose sum is another."""
    return [name for name in before if before[name] != after[name]]


async def presses_all(river: River, who: Person, told: Iterable[str]) -> list[Heard]:
    """All of these from under one message; returns what was answered."""
    await who.says("/menu")
    under = who.last.id
    for data in told:
        acts.taps(who.world, who.user, under, data)
    return await who.hears()


async def says_all(who: Person, said: Iterable[str]) -> list[Heard]:
    """All of these one after the other, without waiting for an answer; returns what was answered."""
    for words in said:
        acts.says(who.world, who.user, words)
    return await who.hears()


def photographs(river: River) -> None:
    """Telegram has the photos that stand in the table."""
    sizes = photo(river.world, picture("岸边"))
    with river.look() as session:
        for file_id in session.scalars(select(Media.file_id)):
            river.world.shown[file_id] = ("photo", sizes)
            river.world.files[file_id] = river.world.files[sizes[-1]["file_id"]]


def read(heard: Iterable[Heard]) -> str:
    """Everything in messages, files looked into."""
    return "\n".join(part for each in heard for part in (each.text, *each.buttons, each.file_name or "", inside(each)))


def lines_with(told: str, *words: str) -> list[str]:
    """The lines in which one of these words stands."""
    return [line for line in told.splitlines() if any(word in line for word in words)]


def inside(heard: Heard) -> str:
    """The words in a file."""
    content = heard.document or b""
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())


def wrong(river: River, caplog: pytest.LogCaptureFixture) -> list[str]:
    """What could not be worked, and what the program itself calls an error."""
    # The last message has the menu's keyboard, under which no button is: Telegram refuses to edit it.
    river.world.violations[:] = [each for each in river.world.violations if "with a reply keyboard" not in each]
    with river.look() as session:
        unworked = [row.fault for row in session.query(InboxUpdate).where(InboxUpdate.state == Arrival.QUARANTINED)]
    return [*unworked, *(str(each.exc_info) for each in caplog.records if each.levelname == "ERROR")]
