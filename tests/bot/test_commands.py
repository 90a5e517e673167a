"""The command line: what an office's operator types, and what it answers."""

import hashlib
import logging
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.sandbox.county import sample_county
from bot.sandbox.county_workbook import as_workbook
from storage import audit
from storage.audit import By
from storage.database import Database, open_database
from storage.models import AuditRow, Keeping, Media, MediaKind, MediaUse, Person, Region, Subject
from tests.county import FOUNDED, found_county
from tests.databases import Maker

EVIDENCE = b"\xff\xd8 evidence"


class Operator:
    """Types commands in an empty room whose settings are in the environment."""

    def __init__(self, room: Path, settings: pytest.MonkeyPatch, migrated: Path) -> None:
        self.room = room
        self._settings = settings
        self._migrated = migrated

    def sets(self, **values: str) -> None:
        for name, value in values.items():
            self._settings.setenv(f"RIVERCHIEF_{name.upper()}", value)

    def types(self, *words: str, answer: str = "") -> Result:
        return CliRunner().invoke(cli, list(words), input=answer)

    def database(self) -> Database:
        if not Path("data/riverchief.db").exists():
            Path("data").mkdir(exist_ok=True)
            shutil.copyfile(self._migrated, "data/riverchief.db")
        return open_database("sqlite:///data/riverchief.db")


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated: Path) -> Iterator[Operator]:
    monkeypatch.chdir(tmp_path)
    before = logging.root.handlers[:], logging.root.level
    yield Operator(tmp_path, monkeypatch, migrated)
    logging.root.handlers[:], logging.root.level = before


@pytest.fixture
def in_use(operator: Operator) -> Operator:
    """Whose tables were made before: by the migrations, which take longer than most commands."""
    operator.database().close()
    return operator


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "名册.xlsx"
    path.write_bytes(as_workbook(sample_county()))
    return path


@pytest.fixture
def postgres_address(postgres_databases: Maker) -> str:
    """An empty PostgreSQL database, without any table, as an operator would be given it."""
    made = postgres_databases()
    url = made.engine.url
    with made.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    made.close()
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def count(database: Database, table: type[object]) -> int:
    return database.read_now(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)


def test_a_template_is_written_that_import_reads(in_use: Operator) -> None:
    written = in_use.types("template", "空白.xlsx")
    assert written.exit_code == 0
    assert "python -m bot import 空白.xlsx" in written.output
    read = in_use.types("import", "空白.xlsx", "--yes")
    assert read.exit_code == 0
    assert "名册与现有记录完全一致，没有要改的。" in read.output


def test_a_roster_is_shown_then_imported_and_the_second_time_changes_nothing(operator: Operator, sample: Path) -> None:
    declined = operator.types("import", str(sample), answer="n\n")
    assert "核对无误，导入后将有：" in declined.output
    database = operator.database()
    assert count(database, Person) == 0
    imported = operator.types("import", str(sample), answer="y\n")
    assert imported.exit_code == 0, imported.output
    assert imported.output.rstrip().endswith("Imported.")
    assert count(database, Person) > 400
    assert count(database, Region) > 180
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) is not None
    again = operator.types("import", str(sample))
    assert "名册与现有记录完全一致，没有要改的。" in again.output


def test_what_is_no_workbook_is_refused_with_what_to_do(in_use: Operator) -> None:
    (in_use.room / "名册.xlsx").write_bytes(b"hello")
    refused = in_use.types("import", "名册.xlsx")
    assert refused.exit_code == 1
    assert "打不开这个文件。请用Excel或WPS另存为.xlsx格式（不加密码）后再导入。" in refused.output
    missing = in_use.types("import", "没有.xlsx")
    assert missing.exit_code == 1
    assert "没有.xlsx" in missing.output


def test_the_ledger_is_exported_and_an_unknown_export_names_those_there_are(in_use: Operator) -> None:
    exported = in_use.types("export", "ledger", "台账.xlsx")
    assert exported.exit_code == 0, exported.output
    assert (in_use.room / "台账.xlsx").read_bytes()[:2] == b"PK"
    unknown = in_use.types("export", "secrets", "x.xlsx")
    assert unknown.exit_code == 1
    assert "ledger" in unknown.output


def keep_evidence(operator: Operator, database: Database, sha256: str) -> Path:
    def write(session: Any) -> None:
        person = Person(name="张卫民", phone="+8613800000101")
        session.add(person)
        session.flush()
        session.add(
            Media(subject=Subject.ISSUE, subject_id=1, use=MediaUse.BEFORE, kind=MediaKind.PHOTO, person_id=person.id,
                  chat_id=1, message_id=1, file_id="f", file_unique_id="u", sent_at=FOUNDED, received_at=FOUNDED,
                  keeping=Keeping.KEPT, sha256=sha256)
        )  # fmt: skip
        for number in range(3):
            audit.record(session, By(FOUNDED), "look", "person", number, after={"名": "张"})

    database.write_now(write)
    path = operator.room / "data" / "media" / sha256[:2] / sha256
    path.parent.mkdir(parents=True)
    path.write_bytes(EVIDENCE)
    return path


@pytest.fixture
def evidence(operator: Operator) -> tuple[Database, Path]:
    database = operator.database()
    return database, keep_evidence(operator, database, hashlib.sha256(EVIDENCE).hexdigest())


def test_check_says_that_everything_is_whole(operator: Operator, evidence: tuple[Database, Path]) -> None:
    checked = operator.types("check")
    assert checked.exit_code == 0, checked.output
    assert checked.output.rstrip().endswith("Everything is whole.")


def test_check_finds_a_damaged_file_a_missing_one_and_an_altered_record(
    operator: Operator, evidence: tuple[Database, Path]
) -> None:
    database, path = evidence
    path.write_bytes(EVIDENCE + b"!")
    damaged = operator.types("check")
    assert damaged.exit_code == 1
    assert f"file {path.name[:16]}… was altered" in damaged.output
    path.unlink()
    database.write_now(lambda session: session.execute(update(AuditRow).where(AuditRow.id == 2).values(act="hide")))
    both = operator.types("check")
    assert f"file {path.name[:16]}… is missing" in both.output
    assert "audit row 2 was altered" in both.output
    assert "2 faults" in both.output


def test_check_names_the_evidence_and_knows_a_paper_whose_records_were_cut_off(
    operator: Operator, evidence: tuple[Database, Path]
) -> None:
    database, path = evidence
    path.write_bytes(bytes([EVIDENCE[0] ^ 1]) + EVIDENCE[1:])
    stamp = database.read_now(audit.stamp)
    told = operator.types("check", "--stamp", stamp)
    assert f"issue 1, photo sent 2026-01-01 08:00: file {path.name[:16]}… was altered" in told.output
    assert "paper with" not in told.output
    database.write_now(lambda session: session.execute(delete(AuditRow).where(AuditRow.id == 3)))
    told = operator.types("check", "--stamp", stamp)
    assert (told.exit_code, "audit row" in told.output) == (1, False)
    assert f"the records are not those on which the paper with {stamp} was issued" in told.output


def test_check_names_a_profile_that_is_not_there(in_use: Operator) -> None:
    in_use.sets(profile="nowhere.toml")
    checked = in_use.types("check")
    assert checked.exit_code == 1
    assert "nowhere.toml" in checked.output


def test_a_backup_goes_to_postgresql_and_back(
    operator: Operator, evidence: tuple[Database, Path], postgres_address: str
) -> None:
    database, path = evidence
    database.write_now(found_county)
    before = count(database, Person)
    saved = operator.types("backup", "全部.zip")
    assert saved.exit_code == 0, saved.output

    operator.sets(database_url=postgres_address, data_dir="data2")
    restored = operator.types("restore", "全部.zip")
    assert restored.exit_code == 0, restored.output
    assert (operator.room / "data2" / "media" / path.name[:2] / path.name).read_bytes() == EVIDENCE
    assert operator.types("check").exit_code == 0
    assert operator.types("backup", "回来.zip").exit_code == 0

    operator.sets(database_url="", data_dir="data3")
    assert operator.types("restore", "回来.zip").exit_code == 0
    assert operator.types("check").exit_code == 0
    assert count(open_database("sqlite:///data3/riverchief.db"), Person) == before > 10


def test_a_backup_is_never_restored_over_what_is_there(operator: Operator, evidence: tuple[Database, Path]) -> None:
    operator.types("backup", "全部.zip")
    refused = operator.types("restore", "全部.zip")
    assert refused.exit_code == 1
    assert "nothing there is ever overwritten" in refused.output
    (operator.room / "不是.zip").write_bytes(b"hello")
    assert operator.types("restore", "不是.zip").exit_code == 1


@pytest.mark.parametrize("words", [("check",), ("backup", "x.zip"), ("import", "名册.xlsx"), ("run",)])
def test_a_database_newer_than_the_program_is_left_alone(operator: Operator, words: tuple[str, ...]) -> None:
    database = operator.database()
    database.write_now(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    database.close()
    (operator.room / "名册.xlsx").write_bytes(b"hello")
    operator.sets(token="1:abc")
    refused = operator.types(*words)
    assert refused.exit_code == 1
    assert "The database was made by a newer version of this program (its tables are at 9999)." in refused.output
    assert "Nothing was touched." in refused.output


def test_a_database_that_cannot_be_reached_is_said_in_a_sentence(operator: Operator) -> None:
    operator.sets(database_url="postgresql://nobody:hidden@127.0.0.1:1/x")
    refused = operator.types("check")
    assert refused.exit_code == 1
    assert "The database cannot be used" in refused.output
    assert "hidden" not in refused.output


def test_wrong_settings_are_all_named_at_once(operator: Operator) -> None:
    operator.sets(api_url="ftp://x", log_level="LOUD", webhook_url="https://bot.example", webhook_secret="not good!")
    refused = operator.types("run")
    assert refused.exit_code == 1
    for name in ("API_URL", "LOG_LEVEL", "WEBHOOK_SECRET"):
        assert f"RIVERCHIEF_{name}" in refused.output
    assert "not good!" not in refused.output


def test_running_without_a_token_says_which_setting_is_missing(operator: Operator) -> None:
    refused = operator.types("run")
    assert refused.exit_code == 1
    assert "RIVERCHIEF_TOKEN is missing: the bot's token from @BotFather" in refused.output


def test_a_wrong_profile_is_refused_with_the_line_and_the_reason(operator: Operator) -> None:
    (operator.room / "mine.toml").write_text("title = 1\n", encoding="utf-8")
    operator.sets(profile="mine.toml", token="1:abc")
    refused = operator.types("run")
    assert refused.exit_code == 1
    assert "mine.toml" in refused.output


def test_a_port_that_is_taken_is_named_and_another_one_offered(operator: Operator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = operator.types("sandbox", "--port", str(port))
    assert answer.exit_code == 1
    assert f"127.0.0.1:{port}" in answer.output
    assert f"--port {port + 1}" in answer.output
