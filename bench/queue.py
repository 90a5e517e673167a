"""The office's queue and the search by words: what a page takes when the ledger has grown to 100,000 issues."""

from bench.programs import figures_of
from bench.tables import table

SIZES = (10_000, 100_000)
Told = dict[str, list[float]]


async def measure() -> str:
    """One database and one asking process a size."""
    told = [await figures_of(size, "bench.queue_scan") for size in SIZES]
    rows = [[question, *(cell for each in told for cell in _cells(each[question]))] for question in told[0]]
    headings = ["question (2,000 issues are open)"]
    for size in SIZES:
        headings += [f"at {size:,}", "plain SQL"]
    return table("Queue and search (processor milliseconds a question, medians)", headings, rows)


def _cells(times: list[float]) -> list[str]:
    return [f"{one:.1f}" for one in times]
