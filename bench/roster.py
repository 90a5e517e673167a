"""Import of the full-size workbook: 4,420 people and 14,782 points, by the command line, into an empty database."""

import asyncio
import json
import tempfile
from pathlib import Path
from statistics import median

from bench.programs import ROOT, command
from bench.tables import table
from bot.sandbox.county import sample_county
from bot.sandbox.county_workbook import as_workbook
from storage.roster.sheets import PEOPLE, POSTS, WATERS

ROUNDS = 3


async def measure() -> str:
    """The medians of some imports, each a process of its own with an empty database."""
    book = sample_county(size="full")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "roster.xlsx"
        file.write_bytes(as_workbook(book))
        runs = [await _import(file, Path(folder) / str(number)) for number in range(ROUNDS)]
        size = file.stat().st_size / 2**20
    wall, processor, peak = (median(run[key] for run in runs) for key in ("seconds", "processor", "megabytes"))
    rows = " + ".join(f"{len(book.rows(sheet)):,} {what}" for sheet, what in _SHEETS)
    title = f"Import of the full-size roster ({size:.1f} MB .xlsx; median of {ROUNDS})"
    headings = ["rows", "seconds", "processor seconds", "peak MB"]
    return table(title, headings, [[rows, f"{wall:.1f}", f"{processor:.1f}", f"{peak:.0f}"]])


_SHEETS = ((PEOPLE, "people"), (WATERS, "waters and points"), (POSTS, "appointments"))


async def _import(file: Path, folder: Path) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        *command("bench.timed", "bot", "import", str(file), "--yes"),
        env={"RIVERCHIEF_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=file.parent,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(told.decode())
    return dict(json.loads(told.splitlines()[-1]))
