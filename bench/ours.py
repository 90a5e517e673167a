"""The bot itself as `python -m bot run` runs it, but for two things that a benchmark needs.

A line on its standard input sets its clock so many minutes forward, so that a patrol lasts; it answers with the
processor seconds that its threads aside (pictures, workbooks) have taken, so that they can be told apart.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import RiverChief, build
from bot.clock import Clock
from bot.config import Config
from bot.logs import set_up


class Counting(ThreadPoolExecutor):
    """The threads for slow work, and the processor time it took."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Does the work and counts its time."""
        return super().submit(self._timed, work, *args, **kwargs)

    def _timed(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        try:
            return work(*args, **kwargs)
        finally:
            self.seconds += time.thread_time() - began


async def main(address: str, token: str, folder: str) -> None:
    """Runs until terminated."""
    set_up("WARNING", ())
    # Every setting that could lead elsewhere is given: a benchmark must not find its way into somebody's database.
    config = Config(
        token=SecretStr(token),
        api_url=address,
        proxy="",
        data_dir=Path(folder),
        database_url="",
        profile="bishan",
        templates=None,
        webhook_url="",
    )
    chief, aside = build(config), Counting()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(aside)
    loop.add_reader(sys.stdin.fileno(), _hear, chief.clock, aside)
    await _run(chief)


async def _run(chief: RiverChief) -> None:
    await chief.start()
    await chief.run()


def _hear(clock: Clock, aside: Counting) -> None:
    minutes = sys.stdin.readline().strip()
    if minutes:
        clock.jump(clock() + timedelta(minutes=int(minutes)))
        print(json.dumps({"aside": aside.seconds}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
