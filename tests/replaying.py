"""The same way of people through the bot lived twice: undisturbed, and killed after every single update."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select, update
from sqlalchemy.orm import Session

from bot.sandbox.acts import NoSuchButton
from storage.models import Arrival, AuditRow, Base, InboxUpdate
from tests.county import County, Rows
from tests.people import Person, picture
from tests.river import River, flowing
from tests.washing import Laundry

PHOTO = picture("水面")
LIVED_DIFFERENTLY = {"inbox"}  # what was handed over how often is what differs
# A question asked again is another message; a file made in another second is another file.
NOT_THE_SAME = ("message_id", "prompt_id", "content", "size")
HASH = re.compile("[0-9a-f]{16,64}")


class Said(NamedTuple):
    """Words, where a plain string is a button (by how it begins) or a command."""

    words: str


class Shown(NamedTuple):
    """A photo with its caption."""

    caption: str


class Stood(NamedTuple):
    """A place that is shared."""

    lat: float
    lon: float


class Sent(NamedTuple):
    """A file by its name."""

    name: str


class Opened(NamedTuple):
    """The button of a notice or a card, by its data."""

    data: str


class Scanned(NamedTuple):
    """A deep link."""

    payload: str


Meanwhile = Callable[[Session, County], Any]  # what is written without anybody's phone
Deed = str | Said | Shown | Stood | Sent | Opened | Scanned
Act = Deed | Meanwhile
Part = tuple[str, Sequence[Act]]


@dataclass(frozen=True)
class Way:
    """What is there before, whose phones come along, who does what, and which acts are on record afterwards."""

    name: str
    parts: Sequence[Part]
    records: frozenset[str]
    lay: Callable[[Session, County], Any] | None = None
    phones: Callable[[River], dict[str, Person]] = lambda river: {}


@dataclass
class Lived:
    """What a way leaves behind: the rows of every table that is not empty, and what each heard while others acted."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    heard: list[tuple[str, str]] = field(default_factory=list)
    audited: set[str] = field(default_factory=set)


async def the_same_when_killed(make: Laundry, county: tuple[County, Rows], folder: Path, way: Way) -> None:
    """Goes the way undisturbed and killed after every update; both leave the same, and others heard the same."""
    undisturbed = await lived(make, county, folder, way, killed=False)
    assert way.records <= undisturbed.audited
    killed = await lived(make, county, folder, way, killed=True)
    assert killed.heard == undisturbed.heard
    assert killed.rows.keys() == undisturbed.rows.keys()
    for table, rows in undisturbed.rows.items():
        assert killed.rows[table] == rows, table


async def lived(make: Laundry, county: tuple[County, Rows], folder: Path, way: Way, killed: bool) -> Lived:
    """Goes the way on a database of its own."""
    database = make()
    founded, rows = county[0].copy(), county[1]
    database.lay(rows)
    if way.lay is not None:
        database.write_now(way.lay, founded)
    left = Lived()
    async with flowing(database, founded, folder) as river:
        phones = dict(way.phones(river))
        for who, acts in way.parts:
            person = phones.get(who) or getattr(river, who)
            for act in acts:
                if callable(act):
                    database.write_now(act, founded)
                    continue
                with _listening(river, person, left):
                    await _does(person, act)
                    if killed:
                        await _killed_before_it_could_answer(river)
        with river.look() as session:
            left.rows = _all_rows(session.connection())
            left.audited = set(session.scalars(select(AuditRow.act)))
    database.close()
    return left


async def _does(person: Person, act: Deed) -> None:
    match act:
        case Said(words):
            await person.says(words)
        case Shown(caption):
            await person.sends_photo(PHOTO, caption)
        case Stood(lat, lon):
            await person.shares_place((lat, lon))
        case Sent(name):
            await person.sends_file(name, b"PK a file")
        case Opened(data):
            await person.says("/menu")
            await person.taps_data(person.last, data)
        case Scanned(payload):
            await person.starts(payload)
        case command if command.startswith("/"):
            await person.says(command)
        case label:
            await person.taps(_whole(person, label))


def _whole(person: Person, begins: str) -> str:
    found = [label for label in person.labels if label.startswith(begins)]
    if not found:
        raise NoSuchButton(f"{begins!r} begins none of {person.labels}; the last message says {person.last.text!r}")
    return begins if begins in found else found[-1]


async def _killed_before_it_could_answer(river: River) -> None:
    """What the newest update says is stored; the program that starts finds it unanswered."""
    with river.look() as session:
        newest = session.scalars(select(InboxUpdate.update_id).order_by(InboxUpdate.update_id.desc()).limit(1)).one()
        session.execute(update(InboxUpdate).where(InboxUpdate.update_id == newest).values(state=Arrival.WAITING))
        session.commit()
    await river.restarted()
    await river.settle()


@contextmanager
def _listening(river: River, acting: Person, left: Lived) -> Iterator[None]:
    """Notes what everybody but the one who acts hears meanwhile."""
    before = {chat_id: set(chat.messages) for chat_id, chat in river.world.chats.items()}
    yield
    for chat_id, chat in sorted(river.world.chats.items()):
        if chat_id != acting.user.id:
            new = [chat.messages[number] for number in sorted(set(chat.messages) - before.get(chat_id, set()))]
            left.heard += [(str(chat_id), _words(each.body)) for each in new if each.by_bot]


def _words(body: dict[str, Any]) -> str:
    return str(body.get("text") or body.get("caption") or "")


def _all_rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    # Most of the eighty tables are empty: one question tells which are not.
    names = [table.name for table in Base.metadata.sorted_tables if table.name not in LIVED_DIFFERENTLY]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)  # noqa: S608 - ours
    filled = connection.exec_driver_sql(asked).scalars().all()
    return {name: _rows(connection, Base.metadata.tables[name]) for name in filled}


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    listed = connection.execute(select(table).order_by(*table.primary_key)).mappings()
    return [{key: _but_for_the_hour(told) for key, told in row.items() if not key.endswith(NOT_THE_SAME)}
            for row in listed]  # fmt: skip


def _but_for_the_hour(told: Any) -> Any:
    # A Word or Excel file holds the second in which it was made, and so its hash does, and the chain after it.
    return HASH.sub("#", told if isinstance(told, str) else repr(told)) if isinstance(told, str | dict) else told
