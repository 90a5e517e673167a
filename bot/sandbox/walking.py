"""People who walk along a line on the page's map, their live location on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from bot.sandbox import acts
from bot.sandbox.live import LiveShare, Point
from bot.sandbox.records import Json, User
from bot.sandbox.stage import Sandbox
from bot.sandbox.walks import metres, steps
from bot.sandbox.world import World

STEPS = 30
"""So many places are told on a walk, however long it is."""


class Walks:
    """The walks now under way, one a person at most. The clock runs ahead by as much as each step takes."""

    def __init__(self, world: World, sandbox: Sandbox, pause: float = 0.35) -> None:
        self.world = world
        self.sandbox = sandbox
        self.pause = pause
        self._shares: dict[int, LiveShare] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def start(self, user: User, line: Sequence[Point], minutes: float) -> None:
        """Shares the live location where the line begins and sets out; `minutes` are the clock's, not ours."""
        self.stop(user)
        share = acts.shares_live(self.world, user, line[0], accuracy=8)
        self._shares[user.id] = share
        walk = self._walk(user, share, line, timedelta(minutes=minutes))
        self._tasks[user.id] = asyncio.get_running_loop().create_task(walk)

    def stop(self, user: User) -> None:
        """Ends the walk and the sharing, if there is any."""
        task = self._tasks.pop(user.id, None)
        if task is not None:
            task.cancel()
        share = self._shares.pop(user.id, None)
        if share is not None:
            share.stops()

    async def arrival(self, user: User) -> None:
        """Waits until the walk is over; the sharing goes on."""
        await asyncio.gather(*[task for owner, task in self._tasks.items() if owner == user.id])

    def of(self, user_id: int) -> Json:
        """Whether somebody shares a live location, and walks."""
        return {"sharing": user_id in self._shares, "walking": user_id in self._tasks}

    async def _walk(self, user: User, share: LiveShare, line: Sequence[Point], time: timedelta) -> None:
        length = sum(metres(start, end) for start, end in pairwise(line))
        places = list(steps(line, max(length / STEPS, 1.0)))[1:]
        for place in places:
            await asyncio.sleep(self.pause)
            await self._pass(time / len(places))
            share.moves_to(place, accuracy=8)
        self._tasks.pop(user.id, None)
        self.world.stir()

    async def _pass(self, time: timedelta) -> None:
        if self.sandbox.pass_time is not None:
            self.sandbox.pass_time(time)
        else:
            await self.sandbox.jump(self.sandbox.now() + time)
