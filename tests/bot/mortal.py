"""The program in a process of its own, on real sockets, that can be killed and started again in a moment."""

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import uvicorn

from bot.config import Config
from bot.sandbox.records import Call
from bot.sandbox.standin import standin
from bot.sandbox.world import World

Process = ForkServerProcess | asyncio.subprocess.Process

# Children come from a server that has imported everything already: a start takes a moment, not seconds.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.bot.preloaded"])


def live(config: Config, log: Path) -> None:
    """What the child does: all that it says goes into the log."""
    from bot import live, logs

    _say_into(log)
    logs.set_up("INFO", (config.token.get_secret_value(),))
    sys.exit(live.run(config))


def command(words: tuple[str, ...], settings: Mapping[str, str], log: Path) -> None:
    """What a child does that is given a command, as `python -m bot` with nothing but these settings."""
    from bot.__main__ import cli

    _say_into(log)
    os.environ.clear()  # noqa: TID251 - the child's own
    os.environ.update({f"RIVERCHIEF_{name}": value for name, value in settings.items()})  # noqa: TID251
    try:
        cli(words)
    finally:
        gc.collect()  # as at the end of a Python: whatever was left open complains


def _say_into(log: Path) -> None:
    told = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(told, 1)
    os.dup2(told, 2)


async def commanded(words: tuple[str, ...], settings: Mapping[str, str], log: Path) -> int | None:
    """Gives a process of its own a command; the code with which it ended. All that it says goes into the log."""
    process = FORKS.Process(target=command, args=(words, settings, log), daemon=True)
    process.start()
    async with asyncio.timeout(60):
        while process.exitcode is None:  # noqa: ASYNC110 - another process tells no event
            await asyncio.sleep(0.005)
    return process.exitcode


@asynccontextmanager
async def telegram(world: World) -> AsyncIterator[str]:
    """The stand-in on a socket; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(standin(world), log_level="critical", access_log=False, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        world.updates.interrupt()
        server.should_exit = True
        await serving


class Mortal:
    """Starts the program, kills it with SIGKILL, ends it politely."""

    def __init__(self, world: World, config: Config, log: Path) -> None:
        self._world = world
        self._config = config
        self._log = log
        self._process: Process | None = None

    async def starts(self) -> None:
        """Starts it; returns when it is about to ask for updates."""
        before = self._greeting()
        self._forks()
        await self._has_greeted_again(before)

    async def stands_by(self) -> None:
        """Starts it; returns when it has seen that another one is at work."""
        self._forks()
        async with asyncio.timeout(30):
            while "standing by" not in self._log.read_text(encoding="utf-8"):  # noqa: ASYNC110 - tells no event
                await asyncio.sleep(0.02)

    async def starts_from_the_command_line(self) -> None:
        """As `starts`, by `python -m bot run` with its settings in the environment."""
        told = {
            "RIVERCHIEF_TOKEN": self._config.token.get_secret_value(),
            "RIVERCHIEF_API_URL": self._config.api_url,
            "RIVERCHIEF_DATA_DIR": str(self._config.data_dir),
            "PATH": os.defpath,
        }
        before = self._greeting()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=told, stdout=log, stderr=log
            )
        await self._has_greeted_again(before)

    async def is_killed(self) -> None:
        """kill -9."""
        self._signal(signal.SIGKILL)
        await self._is_gone()

    async def is_stopped(self) -> None:
        """SIGTERM: what is being answered comes to its end."""
        self._signal(signal.SIGTERM)
        await self._is_gone()

    def _forks(self) -> None:
        process = FORKS.Process(target=live, args=(self._config, self._log), daemon=True)
        process.start()
        self._process = process

    def _greeting(self) -> Call | None:
        # What the program asks last before it begins to poll.
        return next((call for call in reversed(self._world.calls) if call.method == "deleteWebhook"), None)

    async def _has_greeted_again(self, before: Call | None) -> None:
        async with asyncio.timeout(30):
            while self._greeting() is before:  # noqa: ASYNC110 - another process tells no event
                await asyncio.sleep(0.02)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.pid is not None:
            os.kill(self._process.pid, number)

    async def _is_gone(self) -> None:
        process = self._process
        async with asyncio.timeout(60):  # who does not end when told to is a fault, not a long test
            if isinstance(process, ForkServerProcess):
                while process.exitcode is None:  # noqa: ASYNC110 - another process tells no event
                    await asyncio.sleep(0.005)
            elif process is not None:
                await process.wait()
