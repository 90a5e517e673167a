"""The stand-in of Telegram behind a real socket, in the process that measures."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.clock import Clock
from bot.sandbox.standin import standin
from bot.sandbox.world import World

TOKEN = "42:bench"  # noqa: S105 - plainly no secret


@asynccontextmanager
async def line(latency: float = 0.0) -> AsyncIterator[tuple[World, str]]:
    """A world and the address it answers at, `latency` seconds after being asked."""
    world = World(Clock(), TOKEN, strict=False)
    world.faults.latency = latency
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:  # named, or asyncio leaves Nagle's 40 ms in
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(standin(world), log_level="critical", timeout_graceful_shutdown=1))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield world, f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            world.updates.interrupt()
            await serving
