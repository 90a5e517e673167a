"""`simulate`: which time is meant, and the sheet."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.commands import simulating
from bot.config import Config
from rules.periods import Period, Span
from rules.trials import asked
from storage.database import open_database
from tests.county import found_county


@pytest.mark.parametrize(
    ("told", "period", "first", "last"),
    [
        ("2026Q3", Period.QUARTER, date(2026, 7, 1), date(2026, 9, 30)),
        ("2026h2", Period.HALF_YEAR, date(2026, 7, 1), date(2026, 12, 31)),
        ("2028-02", Period.MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        ("2026", Period.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_time_is_written_shortly(told: str, period: Period, first: date, last: date) -> None:
    assert asked(told) == (period, Span(first, last))


def test_a_time_that_is_none_is_answered_with_how_to_write_it() -> None:
    with pytest.raises(ValueError, match="2026Q3（季度）"):
        asked("2026Q5")


def test_L22_the_command_says_how_many_and_writes_the_sheet(tmp_path: Path, migrated: Path) -> None:
    config = Config(data_dir=tmp_path)
    shutil.copyfile(migrated, tmp_path / "riverchief.db")
    database = open_database(config.database)
    database.write_now(found_county)
    database.close()
    told = simulating.simulate(config, "leshan", asked("2026Q1"), tmp_path / "试算.xlsx")
    assert told.startswith("🧮 规则试算｜2026年第一季度\n试的规则：乐山市河湖长制")
    assert load_workbook(tmp_path / "试算.xlsx").sheetnames == ["汇总", "名单", "说明"]
