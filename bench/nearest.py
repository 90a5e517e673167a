"""Who keeps the point nearest to a place: by the bot's query and by one plain statement, at a district and beyond."""

from bench.programs import figures_of
from bench.tables import table

SIZES = (14_782, 147_820)


async def measure() -> str:
    """One database and one asking process a size."""
    rows = [_row(size, await figures_of(size, "bench.nearest_scan")) for size in SIZES]
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
