"""The programs under measurement, each a process of its own, and what the system says of them."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Spent:
    """Processor seconds (user and system) since the start, and megabytes resident now."""

    seconds: float
    megabytes: float


class Program:
    """A running program."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._seen = psutil.Process(process.pid)

    def spent(self) -> Spent:
        """What it has used."""
        times = self._seen.cpu_times()
        return Spent(times.user + times.system, self._seen.memory_info().rss / 2**20)

    async def asks(self, words: str) -> Any:
        """Says a line to it and reads the line of JSON it answers; only bench/ours.py listens."""
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(f"{words}\n".encode())
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def running(module: str, *args: str) -> AsyncIterator[Program]:
    """Runs `python -m module args` until the block is left; its complaints are shown."""
    process = await asyncio.create_subprocess_exec(
        *command(module, *args), cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()  # a gentle stop would first answer all that waits
        await process.wait()


async def figures_of(size: int, *modules: str) -> dict[str, Any]:
    """Runs modules one after the other, each with a new folder and the size; what the last one says as JSON."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        told = [await _output_of(module, folder, str(size)) for module in modules]
    return dict(json.loads(told[-1]))


async def _output_of(module: str, *args: str) -> bytes:
    process = await asyncio.create_subprocess_exec(*command(module, *args), cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    told, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return told


def command(module: str, *args: str) -> Sequence[str]:
    """The command line of a module of ours."""
    return [sys.executable, "-W", "ignore", "-m", module, *args]
