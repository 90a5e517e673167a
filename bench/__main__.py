"""`python -m bench [name ...]`: all benchmarks, or those named."""

import asyncio
import sys

from bench import broadcast, circular, latency, ledger, nearest, overdue, queue, roster, update, year
from bench.tables import machine

BENCHES = {
    "update": update.measure,
    "latency": latency.measure,
    "roster": roster.measure,
    "overdue": overdue.measure,
    "nearest": nearest.measure,
    "ledger": ledger.measure,
    "queue": queue.measure,
    "circular": circular.measure,
    "broadcast": broadcast.measure,
    "year": year.measure,
}


def main(names: list[str]) -> None:
    """Prints one table a benchmark."""
    if unknown := [name for name in names if name not in BENCHES]:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHES)}")
    print(f"{machine()}\n")
    for name in names or BENCHES:
        print(asyncio.run(BENCHES[name]()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
