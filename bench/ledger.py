"""The ledger as a workbook: linear in time, bounded in memory, beside a plain read of the same rows."""

from bench.programs import figures_of
from bench.tables import table

SIZES = (10_000, 100_000)


async def measure() -> str:
    """One database and one exporting process a size."""
    rows = [_row(size, await figures_of(size, "bench.issues", "bench.ledger_export")) for size in SIZES]
    title = "Ledger export (processor seconds; every issue with its steps)"
    headings = ["issues", "workbook", "µs an issue", "peak MB", "of that before", "file MB", "plain SQL read"]
    return table(title, headings, rows)


def _row(size: int, told: dict[str, float]) -> list[str]:
    if not told["written"] == told["read"] == size:
        raise RuntimeError(f"of {size} issues {told['written']} were written, {told['read']} read")
    return [
        f"{size:,}",
        f"{told['seconds']:.1f}",
        f"{told['seconds'] / size * 1e6:.0f}",
        f"{told['megabytes']:.0f}",
        f"{told['at_first']:.0f}",
        f"{told['file']:.1f}",
        f"{told['reading']:.2f}",
    ]
