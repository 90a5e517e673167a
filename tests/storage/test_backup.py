"""A backup carries everything between both databases, from one snapshot, and never over what is there."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import Level
from storage import audit, backup, issued
from storage.audit import By
from storage.backup import NotABackup, NotEmpty
from storage.database import Database
from storage.models import Account, Base, Media, MediaKind, MediaUse, Person, Region, Subject
from tests.county import FOUNDED, County, Rows, lay
from tests.databases import Maker

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
EVIDENCE = b"\xff\xd8 evidence"


def untold(done: int, total: int) -> None:
    """Nobody watches."""


def a_full_one(database: Database, folder: Path, county: tuple[County, Rows]) -> None:
    database.write_now(lay, county[1])

    def more(session: Session) -> None:
        # A row that points to one with a higher number, as a photo's twin or a region moved under a new town does.
        first, second = (
            Region(code=code, name="大路街道 <b>&", level=Level.TOWNSHIP, path="/9/") for code in ("A", "B")
        )
        session.add_all([first, second])
        session.flush()
        first.parent_id = second.id
        for number in (1, 2):
            session.add(
                Media(subject=Subject.ISSUE, subject_id=number, use=MediaUse.BEFORE, kind=MediaKind.PHOTO, person_id=1,
                      chat_id=101, message_id=number, file_id="f", file_unique_id="u", sent_at=NOW, received_at=NOW,
                      picture_hash=-(2**62))
            )  # fmt: skip
        session.flush()
        session.get_one(Media, 1).twin_id = 2
        issued.keep(session, EVIDENCE, "7号.docx", NOW)
        audit.record(session, By(NOW, 1, None, 2**40), "bind", "person", 1, after={"名": "张卫民"})

    database.write_now(more)
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "abcd").write_bytes(EVIDENCE)
    (folder / "ab" / "abce.77.part").write_bytes(b"half")


def everything(database: Database) -> dict[str, list[Any]]:
    def look(session: Session) -> dict[str, list[Any]]:
        tables = Base.metadata.sorted_tables
        rows = {table.name: session.execute(select(table).order_by(*table.primary_key.columns)) for table in tables}
        return {name: [tuple(row) for row in found] for name, found in rows.items()}

    return database.read_now(look)


@pytest.mark.parametrize(("here", "there"), [("sqlite", "postgres"), ("postgres", "sqlite"), ("sqlite", "sqlite")])
def test_everything_arrives_in_the_other_database(
    here: str,
    there: str,
    sqlite_databases: Maker,
    postgres_databases: Maker,
    county_written_down: tuple[County, Rows],
    tmp_path: Path,
) -> None:
    makers = {"sqlite": sqlite_databases, "postgres": postgres_databases}
    source, target = makers[here](), makers[there]()
    a_full_one(source, tmp_path / "media", county_written_down)
    saved = source.read_now(backup.save, tmp_path / "media", tmp_path / "all.zip", NOW, untold)
    restored = target.write_now(backup.restore, tmp_path / "media2", tmp_path / "all.zip", untold)

    original = everything(source)
    assert everything(target) == original
    assert saved == restored == sum(map(len, original.values()))
    assert [path.name for path in (tmp_path / "media2").rglob("*") if path.is_file()] == ["abcd"]
    assert (tmp_path / "media2" / "ab" / "abcd").read_bytes() == EVIDENCE
    assert list(target.read_now(lambda session: list(audit.broken(session)))) == []
    newcomer = Person(name="新同志")
    target.write_now(lambda session: session.add(newcomer))
    assert newcomer.id == max(row[0] for row in original["people"]) + 1
    source.close()
    target.close()


def test_a_backup_is_of_one_moment_though_the_bot_goes_on(
    database: Database, county_written_down: tuple[County, Rows], tmp_path: Path
) -> None:
    a_full_one(database, tmp_path / "media", county_written_down)
    before = everything(database)

    def meanwhile(done: int, total: int) -> None:
        def bind(session: Session) -> None:
            person = Person(name=f"后来的{done}")
            session.add(person)
            session.flush()
            session.add(Account(person_id=person.id, telegram_id=5000 + done, chat_id=1, bound_at=FOUNDED))

        database.write_now(bind)

    database.read_now(backup.save, tmp_path / "media", tmp_path / "all.zip", NOW, meanwhile)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        people = archive.read("tables/people.jsonl").splitlines()
        accounts = archive.read("tables/accounts.jsonl").splitlines()
    # The first stranger came before the first table was read; none after that is in the backup.
    assert len(people) - len(before["people"]) == len(accounts) - len(before["accounts"]) <= 1


def test_nothing_that_is_there_is_overwritten(
    database: Database, county_written_down: tuple[County, Rows], tmp_path: Path
) -> None:
    a_full_one(database, tmp_path / "media", county_written_down)
    database.read_now(backup.save, tmp_path / "media", tmp_path / "all.zip", NOW, untold)
    before = everything(database)
    with pytest.raises(NotEmpty):
        database.write_now(backup.restore, tmp_path / "media2", tmp_path / "all.zip", untold)
    assert everything(database) == before
    assert not (tmp_path / "media2").exists()


def packed(path: Path, entries: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_a_file_that_is_no_backup_is_refused(database: Database, tmp_path: Path) -> None:
    shape = backup._shape()
    for number, entries in enumerate(
        [
            {"readme.txt": "你好"},
            {"manifest.json": "{"},
            {"manifest.json": json.dumps({"tables": {"people": ["id"]}, "rows": 0})},
            {"manifest.json": json.dumps({"tables": shape, "rows": 0})},
        ]
    ):
        with pytest.raises(NotABackup):
            database.write_now(backup.restore, tmp_path, packed(tmp_path / f"{number}.zip", entries), untold)


def test_a_path_that_climbs_out_of_the_folder_is_refused(sqlite_database: Database, tmp_path: Path) -> None:
    shape = backup._shape()
    entries = {f"tables/{name}.jsonl": "" for name in shape}
    entries |= {"manifest.json": json.dumps({"tables": shape, "rows": 0}), "media/../../evil": "boo"}
    with pytest.raises(NotABackup):
        sqlite_database.write_now(backup.restore, tmp_path / "a" / "media", packed(tmp_path / "x.zip", entries), untold)
    assert not (tmp_path / "evil").exists()


def test_a_backup_that_broke_off_leaves_no_file(sqlite_database: Database, tmp_path: Path) -> None:
    def power_fails(done: int, total: int) -> None:
        raise OSError("no space left")

    (tmp_path / "all.zip").write_bytes(b"the last good one")
    with pytest.raises(OSError, match="no space"):
        sqlite_database.read_now(backup.save, tmp_path / "media", tmp_path / "all.zip", NOW, power_fails)
    assert (tmp_path / "all.zip").read_bytes() == b"the last good one"
