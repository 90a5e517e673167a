"""Who keeps the point nearest to a place: by the bot's query and by one plain statement, at a district and beyond."""

import asyncio
import json
import tempfile

from bench.programs import ROOT, command
from bench.tables import table

SIZES = (14_782, 147_820)


async def measure() -> str:
    """One database and one asking process a size."""
    rows = [_row(size, await _ask(size)) for size in SIZES]
    title = "Nearest keepers (processor milliseconds a question; five points with keeper and chief)"
    headings = ["points", "questions", "median", "slowest", "plain SQL", "its slowest", "same five"]
    return table(title, headings, rows)


def _row(size: int, told: dict[str, float]) -> list[str]:
    return [
        f"{size:,}",
        f"{told['questions']:,}",
        f"{told['median']:.1f}",
        f"{told['slowest']:.1f}",
        f"{told['scan_median']:.1f}",
        f"{told['scan_slowest']:.1f}",
        f"{told['same']:,}",
    ]


async def _ask(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        process = await asyncio.create_subprocess_exec(
            *command("bench.nearest_scan", folder, str(size)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        told, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"bench.nearest_scan ended with {process.returncode}")
        return dict(json.loads(told))
