import shutil
from pathlib import Path

from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.commands import exports
from bot.config import Config
from storage.database import open_database
from tests.county import found_county
from tests.ledger_making import small_ledger


def test_the_whole_ledger_is_written_to_a_file(tmp_path: Path, migrated: Path) -> None:
    config = Config(data_dir=tmp_path)
    shutil.copyfile(migrated, tmp_path / "riverchief.db")
    database = open_database(config.database)
    database.write_now(lambda session: small_ledger(session, found_county(session)))
    database.close()
    file = tmp_path / "台账.xlsx"
    assert exports.write(config, "ledger", file) == 6
    page = load_workbook(file)["整改台账"]
    numbers = [page.cell(row, 2).value for row in range(3, 9)]
    assert numbers == ["2026-0403", "2026-0402", "2026-0401", "2026-0404", "2026-0405", "2026-0406"]


def test_an_export_that_there_is_not_is_answered_with_those_there_are(tmp_path: Path) -> None:
    told = CliRunner().invoke(cli, ["export", "scores", str(tmp_path / "x.xlsx")])
    assert told.exit_code == 1
    assert "there is: ledger" in told.output
