"""Group commit: what arrives while one transaction runs goes into the next one together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Batch(Generic[T]):
    """Collects items for `write`, which takes many at once; no timer, so a lone item does not wait."""

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[None]]) -> None:
        self._write = write
        self._items: list[T] = []
        self._done: asyncio.Future[None] | None = None
        self._turn = asyncio.Lock()

    async def add(self, item: T) -> None:
        """Returns once `item` is written; raises what `write` raised for its batch."""
        if self._done is None:
            self._done = asyncio.get_running_loop().create_future()
        self._items.append(item)
        done = self._done
        async with self._turn:
            if not done.done():
                await self._flush(done)
        await done

    async def _flush(self, done: "asyncio.Future[None]") -> None:
        items, self._items, self._done = self._items, [], None
        try:
            await self._write(items)
        except BaseException as error:
            done.set_exception(error)
            done.exception()  # whoever waits hears of it; if nobody does, asyncio need not complain
            raise
        done.set_result(None)
