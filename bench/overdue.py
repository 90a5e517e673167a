"""The morning's scan for overdue patrols, from a county to the nation: linear in time, bounded in memory."""

from bench.programs import figures_of
from bench.tables import table

SIZES = (4_420, 50_000, 1_200_000)


async def measure() -> str:
    """One database and one scanning process a size."""
    rows = [_row(size, await figures_of(size, "bench.nation", "bench.overdue_scan")) for size in SIZES]
    title = "Overdue scan (processor seconds; one chief in twenty is overdue)"
    headings = ["posts", "overdue", "decide", "µs a post", "decide and write", "next morning", "peak MB",
                "plain SQL count", "counts"]  # fmt: skip
    return table(title, headings, rows)


def _row(size: int, told: dict[str, float]) -> list[str]:
    return [
        f"{size:,}",
        f"{told['decided']:,}",
        f"{told['deciding']:.2f}",
        f"{told['deciding'] / size * 1e6:.0f}",
        f"{told['writing']:.2f}",
        f"{told['deciding_again']:.2f}",
        f"{told['megabytes']:.0f}",
        f"{told['counting']:.2f}",
        f"{told['counted']:,}",
    ]
