"""The quarter's naming notice for a district of 4,420 from a year's records: figures, who is named, the Word file."""

import json
import tempfile

from bench.programs import output_of
from bench.tables import table

SIZES = (1_105, 4_420)


async def measure() -> str:
    """One database and one computing process a size."""
    rows = [_row(size, await _computed(size)) for size in SIZES]
    title = "Quarterly notice (processor seconds; a year of weekly patrols; one chief in twenty is named)"
    headings = ["chiefs", "patrols", "named", "compute", "draft", "Word file", "peak MB", "plain SQL count", "counts"]
    return table(title, headings, rows)


def _row(size: int, told: dict[str, float]) -> list[str]:
    return [
        f"{size:,}",
        f"{told['patrols']:,}",
        f"{told['named']:,}",
        f"{told['computing']:.2f}",
        f"{told['writing']:.2f}",
        f"{told['drawing']:.2f}",
        f"{told['megabytes']:.0f}",
        f"{told['counting']:.2f}",
        f"{told['counted']:,}",
    ]


async def _computed(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return dict(json.loads(await output_of("bench.circular_scan", folder, str(size))))
