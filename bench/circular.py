"""The quarter's naming notice for a district of 4,420 from a year's records: figures, who is named, the Word file."""

from bench.programs import figures_of
from bench.tables import table

SIZES = (1_105, 4_420)


async def measure() -> str:
    """One database and one computing process a size."""
    rows = [_row(size, await figures_of(size, "bench.circular_scan")) for size in SIZES]
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
