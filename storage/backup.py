"""A backup that fits both databases: one zip of all tables as JSON lines and all kept files."""

import json
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table, func, select, text, update
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Base
from storage.models.base import Moment

AT_ONCE = 1_000
Told = Callable[[int, int], None]


class NotEmpty(Exception):
    """A backup is restored into an empty database only: nothing there is ever overwritten."""


class NotABackup(Exception):
    """The file is no backup of this program, or of another version of its tables."""


def save(session: Session, media_dir: Path, target: Path, made_at: datetime, told: Told) -> int:
    """Writes everything to `target` (a zip), whole or not at all; returns the number of rows."""
    if session.get_bind().dialect.name == "postgresql":
        # One snapshot for all tables, as SQLite gives anyway: else a row might come without the one it points to.
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    half = target.with_name(f"{target.name}.part")
    tables = Base.metadata.sorted_tables
    rows = 0
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, table in enumerate(tables):
            told(done, len(tables))
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
                for line in _lines(session, table):
                    file.write(line)
                    rows += 1
        for path in sorted(media_dir.rglob("*")) if media_dir.is_dir() else []:
            if path.is_file() and path.suffix != ".part":
                archive.write(path, f"media/{path.relative_to(media_dir)}", zipfile.ZIP_STORED)
        manifest = {"made_at": made_at.isoformat(), "rows": rows, "audit": audit.head(session), "tables": _shape()}
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False))
    half.replace(target)
    return rows


def restore(session: Session, media_dir: Path, source: Path, told: Told) -> int:
    """Reads a backup into an empty database; raises NotEmpty or NotABackup before touching anything."""
    with zipfile.ZipFile(source) as archive:
        manifest = _manifest(archive)
        if any(session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables):
            raise NotEmpty
        for done, table in enumerate(Base.metadata.sorted_tables):
            told(done, len(Base.metadata.sorted_tables))
            _fill(session, table, archive)
        for name in archive.namelist():
            if name.startswith("media/"):
                _put_file(archive, name, media_dir)
    return int(manifest["rows"])


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError):
        raise NotABackup from None
    names = {f"tables/{table.name}.jsonl" for table in Base.metadata.sorted_tables}
    if manifest.get("tables") != _shape() or not names <= set(archive.namelist()):
        raise NotABackup
    return manifest


def _shape() -> dict[str, list[str]]:
    return {table.name: sorted(table.columns.keys()) for table in Base.metadata.sorted_tables}


def _lines(session: Session, table: Table) -> Iterator[bytes]:
    statement = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    for row in session.execute(statement).mappings():
        plain = {key: _plain(value) for key, value in row.items()}
        yield json.dumps(plain, ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _fill(session: Session, table: Table, archive: zipfile.ZipFile) -> None:
    own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    later: list[tuple[int, dict[str, Any]]] = []
    batch: list[dict[str, Any]] = []
    with archive.open(f"tables/{table.name}.jsonl") as file:
        for line in file:
            row = {key: _value(table.columns[key], value) for key, value in json.loads(line).items()}
            if pointers := {column.name: row[column.name] for column in own if row[column.name] is not None}:
                # A row may point to one that comes after it; point when all are there.
                later.append((row["id"], pointers))
                row |= dict.fromkeys(pointers)
            batch.append(row)
            if len(batch) == AT_ONCE:
                session.execute(table.insert(), batch)
                batch.clear()
    if batch:
        session.execute(table.insert(), batch)
    for row_id, pointers in later:
        session.execute(update(table).where(table.c.id == row_id).values(pointers))
    _go_on_counting(session, table)


def _value(column: Column[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, LargeBinary):
        return b64decode(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(value, str) and getattr(column.type, "enum_class", None) is not None:
        return column.type.enum_class(value)  # type: ignore[attr-defined]
    return value


def _go_on_counting(session: Session, table: Table) -> None:
    """PostgreSQL hands out ids by a sequence, which knows nothing of rows that came with theirs."""
    if session.get_bind().dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    name = table.autoincrement_column.name
    sequence = session.scalar(text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": name})
    if sequence:
        top = session.scalar(select(func.max(table.columns[name])))
        session.execute(
            text("SELECT setval(:s, :top, :used)"), {"s": sequence, "top": top or 1, "used": top is not None}
        )


def _put_file(archive: zipfile.ZipFile, name: str, media_dir: Path) -> None:
    target = (media_dir / name.removeprefix("media/")).resolve()
    if not target.is_relative_to(media_dir.resolve()):
        raise NotABackup  # a path that climbs out of the folder was not written by save()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(archive.read(name))
