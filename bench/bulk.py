"""Rows of the databases that are measured: in bulk, below the ORM."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from storage.models import Base

CHUNK = 20_000
Row = dict[str, Any]


def insert_all(connection: Connection, table: type[Base], rows: Iterable[Row]) -> int:
    """Inserts rows, which all have the columns of the first one; returns how many they were."""
    waiting, count = iter(rows), 0
    while chunk := list(islice(waiting, CHUNK)):
        connection.execute(insert(table), chunk)
        count += len(chunk)
    return count
