"""The pen of an import: bulk inserts and updates that tell how far they are, ids drawn ahead, paths of trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from storage.models import Base
from storage.roster.book import Record

Told = Callable[[int, int], None]
_CHUNK = 1_000


@dataclass(slots=True)
class Writer:
    """One import under way: the session, how far it is, and whom it tells."""

    session: Session
    told: Told
    total: int
    done: int = 0
    ids: dict[str, dict[str, int]] = field(default_factory=dict)

    def insert(self, table: type[Base], rows: Sequence[Record]) -> None:
        """Inserts rows that bring their ids, parents first."""
        statement = insert(table.__table__)  # type: ignore[arg-type]  # below the ORM: a district has 45,000 rows
        for start in range(0, len(rows), _CHUNK):
            some = rows[start : start + _CHUNK]
            for _, alike in groupby(some, dict.keys):
                self.session.execute(statement, list(alike))
            self._tell(len(some))

    def update(self, table: type[Base], rows: Sequence[Record]) -> None:
        """Updates rows by their "id"."""
        for start in range(0, len(rows), _CHUNK):
            self.session.execute(update(table), rows[start : start + _CHUNK])
            self._tell(len(rows[start : start + _CHUNK]))

    def _tell(self, more: int) -> None:
        self.done = min(self.total, self.done + more)
        self.told(self.done, self.total)


def fresh_ids(session: Session, table: type[Base], count: int) -> Iterable[int]:
    """Draws ids for rows to come; on SQLite this transaction has the only pen, so the next numbers are free."""
    if count == 0:
        return ()
    name = table.__tablename__
    if session.get_bind().dialect.name == "sqlite":
        key = table.__table__.c.id
        highest = session.scalar(select(func.max(key))) or 0
        return range(highest + 1, highest + 1 + count)
    drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return session.scalars(drawn, {"name": name, "count": count}).all()


def paths_of(parents: Mapping[str, str | None], ids: Mapping[str, int]) -> dict[str, str]:
    """The path "/1/4/9/" of every code of a tree without circles."""
    paths = dict[str, str]()
    for start in parents:
        way: list[str] = []
        code: str | None = start
        while code is not None and code not in paths:
            way.append(code)
            code = parents[code]
        path = paths[code] if code is not None else "/"
        for code in reversed(way):
            path = paths[code] = f"{path}{ids[code]}/"
    return paths
